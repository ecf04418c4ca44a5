"""The policy that speaks where a page is about no single secondment."""

from datetime import date
from functools import lru_cache

from guazhi.policy import Pack
from guazhi.programmes.models import PolicyVersion
from guazhi.programmes.queries import pack_by_digest, pack_of

SOON_WITHOUT_POLICY = 7


def policy_versions() -> list[PolicyVersion]:
    """The versions adopted, newest first; policy is open to everyone who has signed in."""
    return list(PolicyVersion.objects.order_by("-adopted_at", "-pk")[:50])


def current_pack() -> Pack | None:
    """The pack of the version adopted last."""
    policy = PolicyVersion.objects.defer("text").order_by("-adopted_at", "-pk").first()
    return pack_of(policy) if policy else None


def soon_days(today: date) -> int:
    """From how many days before its date a duty is due soon."""
    pack = current_pack()
    return pack.number("due_soon_days", today) if pack else SOON_WITHOUT_POLICY


def evidence_of_rules() -> dict[str, frozenset[str]]:
    """For each rule of the versions in use, the kinds of evidence that meet it."""
    return _evidence_of_rules(tuple(PolicyVersion.objects.values_list("digest", flat=True)))


@lru_cache(maxsize=8)
def _evidence_of_rules(digests: tuple[str, ...]) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for digest in digests:
        for rule, owed in pack_by_digest(digest).obligations.items():
            found[rule] = found.get(rule, frozenset()) | {owed.evidence}
    return found
