"""The policy that speaks where a page is about no single secondment."""

from datetime import date

from guazhi.policy import Pack
from guazhi.programmes.models import PolicyVersion
from guazhi.programmes.queries import pack_of

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
