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

    Each evidence in order of day meets at most one due of each rule and owner, so the order in
    which records come in makes no difference. What was ``kept`` stays met as long as its
    evidence exists: where matching anew would lose one of them, it stays as it was.
    """
    ordered = sorted(dues, key=lambda due: (due.due, due.opens, due.key))
    proofs: dict[str, list[Evidence]] = {}
    for proof in sorted(evidences, key=_turn):
        proofs.setdefault(proof.kind, []).append(proof)
    met: dict[Key, int] = {}
    for (kind, _rule, _owner), members in _groups(ordered).items():
        offered = proofs.get(kind, [])
        held = _held(members, offered, kept)
        anew = _matched(members, offered, {})
        met |= anew if held.keys() <= anew.keys() else _matched(members, offered, held)
    return met


def _turn(proof: Evidence) -> tuple[date, bool, bool, bool, int]:
    """By day; of one day first those that fit the fewest dues."""
    return (
        proof.day,
        proof.occurrence is None,
        proof.owner is None,
        proof.party is None,
        proof.id,
    )


def _groups(dues: Iterable[Due]) -> dict[tuple[str, str, int], list[Due]]:
    groups: dict[tuple[str, str, int], list[Due]] = {}
    for due in dues:
        groups.setdefault((due.evidence, due.rule, due.owner), []).append(due)
    return groups


def _held(
    dues: Iterable[Due], proofs: Iterable[Evidence], kept: Mapping[Key, int]
) -> dict[Key, int]:
    """What was kept by evidence that exists, each evidence once."""
    free = {proof.id for proof in proofs}
    held: dict[Key, int] = {}
    for due in dues:
        proof_id = kept.get(due.key)
        if proof_id is not None and proof_id in free:
            free.remove(proof_id)
            held[due.key] = proof_id
    return held


def _matched(
    dues: Iterable[Due], proofs: Iterable[Evidence], held: Mapping[Key, int]
) -> dict[Key, int]:
    met = dict(held)
    unmet = [due for due in dues if due.key not in held]
    used = set(held.values())
    for proof in proofs:
        chosen = None if proof.id in used else _chosen(proof, unmet)
        if chosen is not None:
            met[chosen.key] = proof.id
            unmet.remove(chosen)
    return met


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
