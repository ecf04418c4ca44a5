"""Making the rows what policy derives: idempotent, and what was met stays met."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from itertools import islice
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.db.models import Min, OuterRef, QuerySet, Subquery

from guazhi.access.composed import composed_once
from guazhi.obligations.models import Evidence, Obligation
from guazhi.obligations.queries.facts import fingerprint, intake_facts, secondment_facts
from guazhi.policy import Alike, Due, Key, Party, derive, settle
from guazhi.policy import Evidence as Proof
from guazhi.programmes.models import Intake
from guazhi.programmes.queries import calendar, pack_of
from guazhi.secondments.models import Secondment
from guazhi.secondments.rules import State

BATCH = 500
MOVING = ("party", "opens", "due", "clause", "state", "cause", "evidence", "met_on")
COLUMNS = (
    "intake_id", "secondment_id", "rule", "occurrence", "owner_id", "owner_person_id",
    "party", "opens", "due", "clause", "state", "cause", "evidence_id", "met_on",
)  # fmt: skip

TABLE = f"guazhi_obligation ({', '.join(COLUMNS)})"
INSERT = f"INSERT INTO {TABLE} VALUES ({', '.join(['%s'] * len(COLUMNS))})"  # noqa: S608 - our names
MARK = "UPDATE guazhi_secondment SET derived_from = %s WHERE id = %s"
EARLIEST = """UPDATE guazhi_secondment SET earliest_due = (
  SELECT min(due) FROM guazhi_obligation WHERE secondment_id = %s AND state = %s
) WHERE id = %s"""


class Moving(NamedTuple):
    """What of an obligation follows from policy and evidence."""

    party: str
    opens: date
    due: date
    clause: str
    state: str
    cause: str
    evidence_id: int | None
    met_on: date | None


@dataclass(slots=True)
class Changes:
    """Rows to be added, in the order of ``COLUMNS``, and rows to be changed."""

    added: list[tuple[Any, ...]] = field(default_factory=list)
    moved: list[Obligation] = field(default_factory=list)


Known = dict[Key, tuple[int, Moving]]


@transaction.atomic(savepoint=False)
def reconcile(secondment: Secondment) -> None:
    """Bring the obligations of one secondment up to date."""
    _batch([secondment])


def reconcile_many(secondments: Iterable[Secondment], *, full: bool = False) -> Iterator[int]:
    """Bring many up to date, a batch at a time; yields how many are done.

    ``intake__programme`` and ``policy`` should be loaded with them. Those derived from the very
    facts, policy and calendar of today are passed over, unless ``full``.
    """
    stream = iter(secondments)
    while batch := list(islice(stream, BATCH)):
        with transaction.atomic():
            _batch(batch, passes_over=not full)
        yield len(batch)


def reconcile_all(*, full: bool = False, most: int | None = None) -> Iterator[int]:
    """Bring all secondments up to date, or the first ``most``; yields how many are done.

    They are read by key, a batch at a time, so that memory stays as it is.
    """
    rows = Secondment.objects.select_related("intake__programme", "policy").defer("policy__text")
    last, left = 0, most
    while left is None or left > 0:
        following = Secondment.objects.filter(pk__gt=last).order_by("pk")
        keys = list(following.values_list("pk", flat=True)[: min(BATCH, left or BATCH)])
        if not keys:
            return
        yield from reconcile_many(rows.filter(pk__in=keys), full=full)
        last, left = keys[-1], left and left - len(keys)


@transaction.atomic
def reconcile_intake(intake: Intake) -> None:
    """Bring the obligations of an intake as a whole up to date."""
    pack = pack_of(intake.policy)
    known = _known(_owed().filter(intake=intake, secondment__isnull=True))
    found = _given().filter(intake=intake, secondment__isnull=True)
    changes = Changes()
    dues = derive(intake_facts(intake), pack, calendar())
    _compare(changes, dues, known[None], _proofs(found)[None], (intake.pk, None))
    _write(changes)


def _batch(batch: list[Secondment], *, passes_over: bool = False) -> None:
    facts = secondment_facts(batch)
    marks = {row.pk: fingerprint(facts[row.pk], row) for row in batch}
    if passes_over:
        batch = [row for row in batch if row.derived_from != marks[row.pk]]
    ids = [row.pk for row in batch]
    if not ids:
        return
    known = _known(_owed_of(ids))
    found = _proofs(_given_of(ids))
    changes = Changes()
    for row in batch:
        dues: tuple[Due, ...] = ()
        if row.state != State.WITHDRAWN:
            dues = alike().derive(facts[row.pk], pack_of(row.policy), row.policy.digest)
        belongs, gone = (row.intake_id, row.pk), Obligation.NOT_OWED
        if facts[row.pk].shortened is not None:
            gone = Obligation.ENDED_EARLY
        if row.state == State.WITHDRAWN:
            gone = Obligation.WITHDRAWN
        _compare(changes, dues, known[row.pk], found[row.pk], belongs, gone=gone)
    _write(changes)
    if changes.added or changes.moved:
        refresh_earliest(ids)
    _mark([row for row in batch if row.derived_from != marks[row.pk]], marks)


def _owed() -> QuerySet[Obligation, tuple[Any, ...]]:
    """Obligations as plain values, since there are millions."""
    columns = ("pk", "secondment_id", "rule", "occurrence", "owner_id", "owner_person_id")
    return Obligation.objects.values_list(*columns, *COLUMNS[6:])


@composed_once
def _owed_of(secondments: list[int]) -> QuerySet[Obligation, tuple[Any, ...]]:
    return _owed().filter(secondment__in=secondments)


def _given() -> QuerySet[Evidence, tuple[Any, ...]]:
    columns = ("secondment_id", "kind", "pk", "day", "party", "owner", "occurrence")
    return Evidence.objects.values_list(*columns)


@composed_once
def _given_of(secondments: list[int]) -> QuerySet[Evidence, tuple[Any, ...]]:
    return _given().filter(secondment__in=secondments)


def _known(rows: Iterable[tuple[Any, ...]]) -> Mapping[int | None, Known]:
    """The rows on record of each secondment by key."""
    known: Mapping[int | None, Known] = defaultdict(dict)
    for pk, of, rule, occurrence, owner, person, *rest in rows:
        known[of][rule, occurrence, owner or person or 0] = (pk, Moving(*rest))
    return known


def _proofs(rows: Iterable[tuple[Any, ...]]) -> Mapping[int | None, list[Proof]]:
    """The evidence of each secondment, as policy sees it."""
    found: Mapping[int | None, list[Proof]] = defaultdict(list)
    for of, kind, pk, day, party, owner, occurrence in rows:
        seen = Proof(kind, pk, day, Party(party) if party else None, owner, occurrence or None)
        found[of].append(seen)
    return found


@cache
def alike() -> Alike:
    """What was derived, for whoever has the same dates, category and policy."""
    return Alike(calendar())


def _compare(
    changes: Changes,
    dues: Iterable[Due],
    known: Known,
    found: list[Proof],
    belongs: tuple[int, int | None],
    *,
    gone: str = Obligation.NOT_OWED,
) -> None:
    """Note the rows to add and to change so that they are what policy derives.

    Open ones that it does not derive become void, and ``gone`` says why.
    """
    wanted = {due.key: due for due in dues}
    proofs = {proof.id: proof for proof in found}
    kept = {
        key: row.evidence_id
        for key, (_pk, row) in known.items()
        if row.evidence_id is not None and row.state == Obligation.MET
    }
    waived = {key for key, (_pk, row) in known.items() if row.state == Obligation.WAIVED}
    unwaived = [due for key, due in wanted.items() if key not in waived]
    met = settle(unwaived, found, kept) if found else {}
    for key, due in wanted.items():
        pk, before = known.get(key, (0, None))
        moving = _moving(due, proofs.get(met.get(key, 0)), before)
        if before is None:
            owners = (None, due.owner) if due.party.is_person else (due.owner, None)
            changes.added.append((*belongs, due.rule, due.occurrence, *owners, *moving))
        elif before != moving:
            changes.moved.append(Obligation(pk=pk, **moving._asdict()))
    for key, (pk, row) in known.items():
        if key not in wanted and row.state == Obligation.OPEN:
            void = row._replace(state=Obligation.VOID, cause=gone)
            changes.moved.append(Obligation(pk=pk, **void._asdict()))


def _moving(due: Due, proof: Proof | None, row: Moving | None) -> Moving:
    """What the row of ``due`` says, met by ``proof``.

    One that was waived stays so. One that was met keeps the dates it was met against: moving
    the term afterwards makes nobody late. One that lapsed is void unless it was done.
    """
    if row is not None and proof is not None and row.evidence_id == proof.id:
        return row
    state, cause, evidence_id, met_on = Obligation.OPEN, "", None, None
    if proof is not None:
        state, evidence_id, met_on = Obligation.MET, proof.id, proof.day
    elif row is not None and row.state == Obligation.WAIVED:
        state, evidence_id, met_on = row.state, row.evidence_id, row.met_on
    elif due.lapsed:
        state, cause = Obligation.VOID, Obligation.LAPSED
    dates = (due.party.value, due.opens, due.due, due.clause)
    return Moving(*dates, state, cause, evidence_id, met_on)


def _write(changes: Changes) -> None:
    """Keep the changes. What is new goes in as plain values: dozens of rows for each person."""
    if changes.added:
        with connection.cursor() as cursor:
            _add(cursor, changes.added)
    if changes.moved:
        Obligation.objects.bulk_update(changes.moved, MOVING, batch_size=200)


def _add(cursor: Any, rows: list[tuple[Any, ...]]) -> None:
    """Insert rows in the way that is fastest on each database."""
    if connection.vendor != "postgresql":
        cursor.executemany(INSERT, rows)
        return
    with cursor.copy(f"COPY {TABLE} FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def _mark(rows: list[Secondment], marks: Mapping[int, str]) -> None:
    """Remember from what the obligations of ``rows`` were derived."""
    if not rows:
        return
    for row in rows:
        row.derived_from = marks[row.pk]
    with connection.cursor() as cursor:
        cursor.executemany(MARK, [(marks[row.pk], row.pk) for row in rows])


def proof_of(evidence: Evidence) -> Proof:
    """The evidence as policy sees it."""
    return Proof(
        evidence.kind,
        evidence.pk,
        evidence.day,
        Party(evidence.party) if evidence.party else None,
        evidence.owner,
        evidence.occurrence or None,
    )


def refresh_earliest(ids: Iterable[int]) -> None:
    """Keep on each secondment the first due date among its open obligations."""
    wanted = list(ids)
    if len(wanted) == 1:
        refresh_earliest_of(wanted[0])
        return
    first = (
        Obligation.objects.filter(secondment=OuterRef("pk"), state=Obligation.OPEN)
        .order_by()
        .values("secondment")
        .annotate(first=Min("due"))
        .values("first")
    )
    Secondment.objects.filter(pk__in=wanted).update(earliest_due=Subquery(first))


def refresh_earliest_of(pk: int) -> None:
    """The same for one secondment, as every record that meets something asks for it."""
    with connection.cursor() as cursor:
        cursor.execute(EARLIEST, (pk, Obligation.OPEN, pk))
