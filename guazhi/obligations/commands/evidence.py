"""Work leaves evidence, and evidence meets what is owed."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.db.models import Q, QuerySet

from guazhi.access.composed import composed_once
from guazhi.obligations.commands.reconcile import (
    proof_of,
    reconcile,
    reconcile_intake,
    refresh_earliest,
    refresh_earliest_of,
)
from guazhi.obligations.models import Evidence, Happening, Obligation
from guazhi.policy import Basis, Due, Key, Party, settle
from guazhi.programmes.models import Intake
from guazhi.programmes.queries import pack_by_digest
from guazhi.secondments.models import Secondment

# Nearly every command waits for these, so they are not composed anew each time.
GIVE = """INSERT INTO guazhi_evidence
  (kind, record, intake_id, secondment_id, day, party, owner, occurrence)
  VALUES {} ON CONFLICT DO NOTHING RETURNING id, secondment_id"""
ROW = "(%s, %s, %s, %s, %s, %s, %s, %s)"
MEET = (
    "UPDATE guazhi_obligation SET state = %s, cause = '', evidence_id = %s, met_on = %s"
    " WHERE id = %s"
)


class Owed(NamedTuple):
    """An obligation as far as evidence may meet it: plain values, read at nearly every command."""

    secondment_id: int | None
    pk: int
    rule: str
    occurrence: str
    party: str
    owner_id: int | None
    owner_person_id: int | None
    opens: date
    due: date
    clause: str
    evidence_id: int | None
    met_on: date | None

    @property
    def owner(self) -> int:
        """Who owes it, a unit or a person."""
        return self.owner_id or self.owner_person_id or 0

    @property
    def key(self) -> Key:
        """What policy knows it by."""
        return (self.rule, self.occurrence, self.owner)


def _may_be_met() -> QuerySet[Obligation, tuple[Any, ...]]:
    """What is open, met or lapsed, in the columns of ``Owed``."""
    may = Q(state__in=(Obligation.OPEN, Obligation.MET)) | Q(cause=Obligation.LAPSED)
    return Obligation.objects.filter(may).values_list(*Owed._fields)


@composed_once
def _owed_for(secondments: list[int], rules: list[str]) -> QuerySet[Obligation, tuple[Any, ...]]:
    return _may_be_met().filter(secondment__in=secondments, rule__in=rules)


@composed_once
def _owed_for_whole(intake: int, rules: list[str]) -> QuerySet[Obligation, tuple[Any, ...]]:
    return _may_be_met().filter(intake=intake, secondment=None, rule__in=rules)


@composed_once
def _noted(kind: str, record: int) -> QuerySet[Happening]:
    """What is noted of a record at present."""
    return Happening.objects.filter(kind=kind, record=record, until=None)


@lru_cache(maxsize=64)
def _rules_by_evidence(digest: str) -> dict[str, tuple[str, ...]]:
    """For each kind of evidence, the rules of the pack that it meets."""
    rules: dict[str, tuple[str, ...]] = {}
    for rule, owed in pack_by_digest(digest).obligations.items():
        rules[owed.evidence] = (*rules.get(owed.evidence, ()), rule)
    return rules


def _rules_of(digest: str, kind: str) -> tuple[str, ...]:
    return _rules_by_evidence(digest).get(kind, ())


def give_evidence(
    kind: str,
    record: int,
    day: date,
    *,
    secondment: Secondment | None = None,
    intake: Intake | None = None,
    party: str = "",
    owner: int | None = None,
    occurrence: str = "",
) -> Evidence:
    """Note that a record was made, and meet the obligation it is evidence of.

    Give ``secondment`` or, for what is owed for a whole intake, ``intake``. ``owner`` narrows it
    to one organisation's obligation, ``occurrence`` to one occurrence. A record gives evidence
    of a kind once: given again, nothing changes.
    """
    intake_id = secondment.intake_id if secondment else intake.pk if intake else 0
    given = Evidence(
        kind=kind,
        record=record,
        secondment=secondment,
        intake_id=intake_id,
        day=day,
        party=party,
        owner=owner,
        occurrence=occurrence,
    )
    evidence = _kept(given)
    if evidence is not given:
        return evidence
    policy = secondment.policy if secondment else intake.policy if intake else None
    assert policy is not None
    if _meet(evidence, policy.digest) and secondment is not None:
        refresh_earliest_of(secondment.pk)
    return evidence


def give_evidence_of_each(
    kind: str,
    record: int | Mapping[int, int],
    day: date,
    secondments: Sequence[Secondment],
    *,
    party: str = "",
    owner: int | None = None,
) -> None:
    """Note one record as evidence for each of several secondments, in as few questions as for one.

    Or a record of its own for each, by the secondment. What it means for each is what
    ``give_evidence`` says.
    """
    rows = {
        row.pk: Evidence(
            kind=kind,
            record=record if isinstance(record, int) else record[row.pk],
            secondment=row,
            intake_id=row.intake_id,
            day=day,
            party=party,
            owner=owner,
        )
        for row in secondments
    }
    added = _added(rows.values())
    digests = {row.pk: row.policy.digest for row in secondments if row.pk in added}
    owed = _owed_of_each(added, {r for each in digests.values() for r in _rules_of(each, kind)})
    changed: dict[int, Evidence] = {}
    for pk, given in added.items():
        wanted = set(_rules_of(digests[pk], kind))
        mine = {key: row for key, row in owed[pk].items() if row.rule in wanted}
        changed |= _changed(given, mine)
    _write(changed)
    refresh_earliest({given.secondment_id or 0 for given in changed.values()})


def _owed_of_each(secondments: Iterable[int], wanted: Iterable[str]) -> dict[int, dict[Key, Owed]]:
    """What such evidence may meet, by secondment."""
    found: dict[int, dict[Key, Owed]] = defaultdict(dict)
    for row in map(Owed._make, _owed_for(sorted(secondments), sorted(wanted))):
        found[row.secondment_id or 0][row.key] = row
    return found


def _added(given: Iterable[Evidence]) -> dict[int, Evidence]:
    """Those that were not on record yet, by their secondments, each with its key now."""
    rows = {row.secondment_id or 0: row for row in given}
    columns = [value for row in rows.values() for value in _columns(row)]
    with connection.cursor() as cursor:
        cursor.execute(GIVE.format(", ".join([ROW] * len(rows))), columns)
        found = cursor.fetchall()
    for pk, secondment in found:
        rows[secondment or 0].pk = pk
    return {secondment or 0: rows[secondment or 0] for _pk, secondment in found}


def _columns(given: Evidence) -> tuple[Any, ...]:
    return (
        given.kind,
        given.record,
        given.intake_id,
        given.secondment_id,
        given.day,
        given.party,
        given.owner,
        given.occurrence,
    )


def _kept(given: Evidence) -> Evidence:
    """The evidence as it is on record: ``given``, unless the same was given before."""
    if not _added([given]):
        return Evidence.objects.get(
            kind=given.kind,
            record=given.record,
            secondment=given.secondment_id,
            intake=given.intake_id,
        )
    return given


def _meet(given: Evidence, digest: str) -> bool:
    """Match a new record with what it may meet; true when a row changed."""
    changed = _changed(given, _may_meet(given, _rules_of(digest, given.kind)))
    _write(changed)
    return bool(changed)


def _changed(given: Evidence, rows: dict[Key, Owed]) -> dict[int, Evidence]:
    """For each of ``rows`` that a new record changes, by its key, the evidence that meets it.

    Where it is the latest of its kind it takes its place after the others. A record of an
    earlier day that comes in later has all of them matched anew: what one of a later day met,
    late, may be met by the earlier one.
    """
    if given.owner is not None:  # what others owe it neither meets nor moves
        rows = {key: row for key, row in rows.items() if row.owner == given.owner}
    proofs = {given.pk: given}
    if any(row.met_on is not None and row.met_on >= given.day for row in rows.values()):
        found = Evidence.objects.filter(
            kind=given.kind, intake=given.intake_id, secondment=given.secondment_id
        )
        proofs = {evidence.pk: evidence for evidence in found}
    else:
        rows = {key: row for key, row in rows.items() if row.met_on is None}
    kept = {key: row.evidence_id for key, row in rows.items() if row.evidence_id is not None}
    dues = [_due(row, given.kind) for row in rows.values()]
    met = settle(dues, map(proof_of, proofs.values()), kept)
    return {
        rows[key].pk: proofs[proof] for key, proof in met.items() if proof != rows[key].evidence_id
    }


def _write(changed: Mapping[int, Evidence]) -> None:
    """Have the obligations met by their evidence."""
    with connection.cursor() as cursor:
        cursor.executemany(
            MEET, [(Obligation.MET, proof.pk, proof.day, pk) for pk, proof in changed.items()]
        )


def _may_meet(given: Evidence, rules: tuple[str, ...]) -> dict[Key, Owed]:
    """What such evidence may meet of the same secondment, or of the intake as a whole."""
    if not rules:
        return {}
    if given.secondment_id is not None:
        found = _owed_for([given.secondment_id], list(rules))
    else:
        found = _owed_for_whole(given.intake_id, list(rules))
    return {row.key: row for row in map(Owed._make, found)}


@transaction.atomic
def withdraw_evidence(kind: str, record: int, *, secondment: Secondment) -> None:
    """Take back what a record proved, as it turned out to prove nothing.

    What it met is owed again, unless other evidence meets it.
    """
    given = Evidence.objects.filter(kind=kind, record=record, secondment=secondment).first()
    if given is None:
        return
    given.met.update(state=Obligation.OPEN, evidence=None, met_on=None)
    given.delete()
    reconcile(secondment)
    refresh_earliest_of(secondment.pk)


def note_happening(
    kind: str,
    record: int,
    day: date,
    *,
    party: str,
    owner: int,
    secondment: Secondment | None = None,
    intake: Intake | None = None,
    derives: bool = True,
) -> Happening:
    """Note what sets off an obligation, and derive it.

    A change of owner moves it, less what was overdue by then: whoever let the date pass owes
    it still. Without ``derives`` the caller reconciles after more has changed.
    """
    known = _noted.first(kind, record)
    if known is not None and (known.party, known.owner) != (party, owner):
        known.until = day
        known.save(update_fields=["until"])
        known = None
    happening = known or Happening(
        kind=kind,
        record=record,
        secondment=secondment,
        intake_id=secondment.intake_id if secondment else intake.pk if intake else 0,
    )
    happening.day, happening.party, happening.owner = day, party, owner
    happening.save()
    if not derives:
        return happening
    if secondment is not None:
        reconcile(secondment)
    elif intake is not None:
        reconcile_intake(intake)
    return happening


def drop_happening(kind: str, record: int) -> None:
    """Take back what set off an obligation; it is no longer due, unless it was met."""
    happening = Happening.objects.filter(kind=kind, record=record).select_related(
        "secondment__policy", "secondment__intake__programme", "intake__policy"
    )
    for row in happening:
        row.delete()
        if row.secondment is not None:
            reconcile(row.secondment)
        else:
            reconcile_intake(row.intake)


def _due(row: Owed, kind: str) -> Due:
    return Due(
        rule=row.rule,
        occurrence=row.occurrence,
        party=Party(row.party),
        owner=row.owner,
        opens=row.opens,
        due=row.due,
        evidence=kind,
        clause=row.clause,
        basis=Basis("", "", row.opens),
    )
