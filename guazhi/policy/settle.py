"""Which evidence meets which obligation. Pure matching: what was met stays met."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from guazhi.policy.derive import Due, Key
from guazhi.policy.parties import Party


@dataclass(frozen=True, slots=True)
class Evidence:
    """A record that somebody made while working, seen as proof.

    ``party`` and ``owner`` are None where any owner's due may be met by it;
    ``occurrence`` names the very one it was made for, None lets its day decide.
    """

    kind: str
    id: int
    day: date
    party: Party | None = None
    owner: int | None = None
    occurrence: str | None = None


def settle(
    dues: Iterable[Due], evidences: Iterable[Evidence], kept: Mapping[Key, int]
) -> dict[Key, int]:
    """The id of the evidence that meets each key; keys still unmet are absent.

    What was ``kept`` stays as long as its evidence exists. Of the rest, each
    evidence in order of day meets at most one due of each rule and owner.
    """
    ordered = sorted(dues, key=lambda due: (due.due, due.opens, due.key))
    proofs = sorted(evidences, key=lambda proof: (proof.day, proof.id))
    exists = {(proof.kind, proof.id) for proof in proofs}
    met: dict[Key, int] = {}
    used: set[tuple[str, int, str, int]] = set()
    for due in ordered:
        proof_id = kept.get(due.key)
        if proof_id is None or (due.evidence, proof_id) not in exists:
            continue
        use = (due.evidence, proof_id, due.rule, due.owner)
        if use not in used:
            used.add(use)
            met[due.key] = proof_id
    groups = _groups(ordered)
    for proof in proofs:
        for (rule, owner), members in groups.get(proof.kind, {}).items():
            if (proof.kind, proof.id, rule, owner) in used:
                continue
            chosen = _chosen(proof, [due for due in members if due.key not in met])
            if chosen is not None:
                met[chosen.key] = proof.id
    return met


def _groups(dues: Iterable[Due]) -> dict[str, dict[tuple[str, int], list[Due]]]:
    groups: dict[str, dict[tuple[str, int], list[Due]]] = {}
    for due in dues:
        groups.setdefault(due.evidence, {}).setdefault((due.rule, due.owner), []).append(due)
    return groups


def _chosen(proof: Evidence, unmet: Iterable[Due]) -> Due | None:
    """The due that ``proof`` meets among those ``unmet``, which come by due date."""
    fitting = list(_fitting(proof, unmet))
    within = (due for due in fitting if proof.day <= due.due)
    return next(within, None) or next(iter(fitting), None)


def _fitting(proof: Evidence, unmet: Iterable[Due]) -> Iterator[Due]:
    for due in unmet:
        if proof.owner not in {None, due.owner} or proof.party not in {None, due.party}:
            continue
        if proof.occurrence is None:
            if due.opens <= proof.day:
                yield due
        elif proof.occurrence == due.occurrence:
            yield due
