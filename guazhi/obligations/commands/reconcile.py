"""Making the rows what policy derives: idempotent, and what was met stays met."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

from django.db import transaction
from django.db.models import Min, OuterRef, Subquery

from guazhi.obligations.models import Evidence, Obligation
from guazhi.obligations.queries.facts import intake_facts, secondment_facts
from guazhi.policy import Due, Party, derive, settle
from guazhi.policy import Evidence as Proof
from guazhi.programmes.models import Intake
from guazhi.programmes.queries import calendar, pack_of
from guazhi.secondments.models import Secondment
from guazhi.secondments.rules import State

BATCH = 500
PERSONS = {Party.SECONDEE, Party.MENTOR}
MOVING = ("party", "opens", "due", "clause", "state", "evidence", "met_on")


@transaction.atomic
def reconcile(secondment: Secondment) -> None:
    """Bring the obligations of one secondment up to date."""
    _batch([secondment])


def reconcile_many(secondments: Iterable[Secondment]) -> Iterator[int]:
    """Bring many up to date, a batch at a time; yields how many are done.

    ``intake__programme`` and ``policy`` should be loaded with them.
    """
    stream = iter(secondments)
    while batch := list(islice(stream, BATCH)):
        with transaction.atomic():
            _batch(batch)
        yield len(batch)


@transaction.atomic
def reconcile_intake(intake: Intake) -> None:
    """Bring the obligations of an intake as a whole up to date."""
    pack = pack_of(intake.policy)
    rows = Obligation.objects.filter(intake=intake, secondment__isnull=True)
    found = Evidence.objects.filter(intake=intake, secondment__isnull=True)
    dues = derive(intake_facts(intake), pack, calendar())
    _write(*_compared(dues, rows, found, intake.pk, None))


def _batch(batch: list[Secondment]) -> None:
    ids = [secondment.pk for secondment in batch]
    facts = secondment_facts(batch)
    rows: Mapping[int | None, list[Obligation]] = defaultdict(list)
    for row in Obligation.objects.filter(secondment__in=ids):
        rows[row.secondment_id].append(row)
    found: Mapping[int | None, list[Evidence]] = defaultdict(list)
    for evidence in Evidence.objects.filter(secondment__in=ids):
        found[evidence.secondment_id].append(evidence)
    new: list[Obligation] = []
    changed: list[Obligation] = []
    for secondment in batch:
        dues: tuple[Due, ...] = ()
        if secondment.state != State.WITHDRAWN:
            dues = derive(facts[secondment.pk], pack_of(secondment.policy), calendar())
        added, moved = _compared(
            dues,
            rows[secondment.pk],
            found[secondment.pk],
            secondment.intake_id,
            secondment.pk,
        )
        new += added
        changed += moved
    _write(new, changed)
    if new or changed:
        refresh_earliest(ids)


def _compared(
    dues: Iterable[Due],
    rows: Iterable[Obligation],
    found: Iterable[Evidence],
    intake_id: int,
    secondment_id: int | None,
) -> tuple[list[Obligation], list[Obligation]]:
    """The rows to add and the rows to change so that they are what policy derives."""
    known = {row.key: row for row in rows}
    wanted = {due.key: due for due in dues}
    proofs = {evidence.pk: evidence for evidence in found}
    kept = {
        key: row.evidence_id
        for key, row in known.items()
        if row.evidence_id is not None and row.state == Obligation.MET
    }
    waived = {key for key, row in known.items() if row.state == Obligation.WAIVED}
    met = settle(
        [due for key, due in wanted.items() if key not in waived],
        [proof_of(evidence) for evidence in proofs.values()],
        kept,
    )
    new, changed = [], []
    for key, due in wanted.items():
        row = known.get(key)
        if row is None:
            row = _made(due, intake_id, secondment_id)
            new.append(row)
            _fill(row, due, proofs.get(met.get(key, 0)))
        elif _fill(row, due, proofs.get(met.get(key, 0))):
            changed.append(row)
    for key, row in known.items():
        if key not in wanted and row.state == Obligation.OPEN:
            row.state = Obligation.VOID
            changed.append(row)
    return new, changed


def _made(due: Due, intake_id: int, secondment_id: int | None) -> Obligation:
    person = due.party in PERSONS
    return Obligation(
        intake_id=intake_id,
        secondment_id=secondment_id,
        rule=due.rule,
        occurrence=due.occurrence,
        owner_id=None if person else due.owner,
        owner_person_id=due.owner if person else None,
    )


def _fill(row: Obligation, due: Due, evidence: Evidence | None) -> bool:
    """Make ``row`` what ``due`` says; true when that changed it."""
    before = [getattr(row, f"{name}_id" if name == "evidence" else name) for name in MOVING]
    row.party, row.opens, row.due, row.clause = due.party.value, due.opens, due.due, due.clause
    if evidence is not None:
        row.state, row.evidence_id, row.met_on = Obligation.MET, evidence.pk, evidence.day
    elif row.state != Obligation.WAIVED:
        row.state, row.evidence_id, row.met_on = Obligation.OPEN, None, None
    return before != [getattr(row, f"{name}_id" if name == "evidence" else name) for name in MOVING]


def _write(new: list[Obligation], changed: list[Obligation]) -> None:
    if new:
        Obligation.objects.bulk_create(new, batch_size=2000)
    if changed:
        Obligation.objects.bulk_update(changed, MOVING, batch_size=200)


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
    first = (
        Obligation.objects.filter(secondment=OuterRef("pk"), state=Obligation.OPEN)
        .order_by()
        .values("secondment")
        .annotate(first=Min("due"))
        .values("first")
    )
    Secondment.objects.filter(pk__in=list(ids)).update(earliest_due=Subquery(first))


def refresh_earliest_of(pk: int) -> None:
    """The same for one secondment, in two plain queries, which take half the time."""
    open_ones = Obligation.objects.filter(secondment=pk, state=Obligation.OPEN)
    first = open_ones.order_by("due").values_list("due", flat=True).first()
    Secondment.objects.filter(pk=pk).update(earliest_due=first)
