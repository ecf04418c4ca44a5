"""The use of the result: one important basis for the use of the cadre (S2.2.15)."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction
from django.db.models import Q
from django.http import Http404

from guazhi.access.actor import Actor, Capability
from guazhi.assessments import rules
from guazhi.assessments.events import AppointmentPrinted, ResultUsed
from guazhi.assessments.models import Appraisal, Assessment, ResultUse
from guazhi.assessments.queries.uses import with_result
from guazhi.assessments.rules import Kind, Occasion
from guazhi.ledger.commands import record, record_all
from guazhi.obligations.commands import give_evidence, give_evidence_of_each
from guazhi.people.models import Person
from guazhi.people.queries.record import latest_secondment
from guazhi.policy.findings import check_come, check_words, each_once, refuse_if
from guazhi.secondments.commands.reach import ids
from guazhi.secondments.models import Secondment
from guazhi.web import clock


@dataclass(frozen=True, slots=True, kw_only=True)
class Consideration:
    """A person before a meeting or an office: on what occasion, and how the result counted.

    ``considered`` and ``how_considered`` may stay open only where the person has no result.
    ``record_kind`` and ``record`` name the row of the module in which the consideration stands.
    """

    occasion: str
    meeting: str
    day: date
    decision: str
    considered: bool | None = None
    how_considered: str = ""
    record_kind: str = ""
    record: int | None = None


def use_result(
    secondment_id: int,
    *,
    occasion: str,
    meeting: str,
    day: date,
    decision: str,
    considered: bool,
    how_considered: str,
    actor: Actor,
) -> ResultUse:
    """Record that a meeting had the result before it, and how it counted or why it did not.

    As ``use_results`` says, which does so for many.
    """
    said = Consideration(
        occasion=occasion,
        meeting=meeting,
        day=day,
        decision=decision,
        considered=considered,
        how_considered=how_considered,
    )
    return use_results([secondment_id], said, actor=actor)[0]


@transaction.atomic
def use_results(
    secondment_ids: Iterable[int], said: Consideration, *, actor: Actor
) -> list[ResultUse]:
    """Record that a meeting had the results of several people before it, all or none.

    Refused before the end of the term of any, for whom there is no concluded final assessment
    or signed appraisal, or when it is not said how the result counted or why it did not.
    """
    wanted = set(secondment_ids)
    allowed = Secondment.objects.permitted(actor, Capability.USE_RESULT).filter(pk__in=wanted)
    loaded = allowed.select_related("policy", "intake__programme").order_by("pk")
    found = list(loaded.select_for_update(of=("self",)))
    if not found or len(found) != len(wanted):
        raise Http404
    results = with_result(row.pk for row in found)
    against = [
        finding
        for row in found
        for finding in rules.check_use(day=said.day, end=row.end, has_result=row.pk in results)
    ]
    refuse_if(
        [
            *each_once(against),
            *check_words("", 2, meeting=said.meeting, decision=said.decision),
            *rules.check_considered(said.considered, said.how_considered),
            *check_come(said.day, clock.today()),
        ]
    )
    rows = ResultUse.objects.bulk_create([_use(row, said, actor) for row in found])
    record_all(actor, [_used(row, row.secondment) for row in rows])
    records = {row.secondment_id: row.pk for row in rows}
    give_evidence_of_each("result_use", records, said.day, found)
    return rows


def consider_results(
    person_id: int, consideration: Consideration, *, actor: Actor
) -> list[ResultUse]:
    """Let a later consideration of a person state how each result on record counted.

    As ``consider_results_of`` says, which does so for many.
    """
    return consider_results_of({person_id: consideration}, actor=actor)


@transaction.atomic
def consider_results_of(
    considerations: Mapping[int, Consideration], *, actor: Actor
) -> list[ResultUse]:
    """Let later considerations of people, by person, state how each result on record counted.

    Every module that considers people for something calls this in the transaction of its own
    command, which has asked for permission: a nomination, a place on a training course or on the
    reserve list. What a person without a result is considered for leaves nothing here. Said anew
    of the same record, the later words stand. Refused when there is a result and it is not said
    whether it counted, and how or why not.
    """
    counts = actor.may(Capability.USE_RESULT)
    found = _with_results(considerations, is_open=not counts)
    if not found:
        return []
    said = [considerations[row.secondee_id] for row in found]
    refuse_if(
        finding
        for each in said
        for finding in (
            *rules.check_considered(each.considered, each.how_considered),
            *check_come(each.day, clock.today()),
        )
    )
    before = _said_before(said)
    rows = [_use(row, each, actor) for row, each in zip(found, said, strict=True)]
    for row in rows:
        row.pk = before.get((row.secondment_id, row.record_kind, row.record))
        row.save()
        if counts:
            give_evidence("result_use", row.pk, row.day, secondment=row.secondment)
    record_all(actor, [_used(row, row.secondment) for row in rows])
    return rows


@transaction.atomic
def note_appointment(person_id: int, *, actor: Actor) -> None:
    """Record that the appointment form of a person was printed."""
    person = Person.objects.permitted(actor, Capability.VIEW_FAMILY).one(person_id)
    record(
        actor,
        AppointmentPrinted(subject=person.pk, secondment=latest_secondment(person.pk)),
    )


def _said_before(said: list[Consideration]) -> dict[tuple[int, str, int | None], int]:
    """The rows of the same records that give way; the ledger keeps that it was said before."""
    again = Q(pk__in=[])
    for each in said:
        if each.record is not None:
            again |= Q(record_kind=each.record_kind, record=each.record)
    rows = ResultUse.objects.filter(again)
    columns = ("secondment", "record_kind", "record", "pk")
    return {(term, kind, of): pk for term, kind, of, pk in rows.values_list(*columns)}


def _with_results(
    considerations: Mapping[int, Consideration], *, is_open: bool
) -> list[Secondment]:
    """The terms over by then that left a result; to whom results are told, an open one only."""
    graded = Assessment.objects.filter(kind=Kind.FINAL.value, concluded_on__isnull=False)
    if is_open:
        graded = graded.filter(released_on__isnull=False)
    signed = Appraisal.objects.filter(signed_on__isnull=False, is_superseded=False)
    over = Secondment.objects.filter(secondee__in=list(considerations)).order_by("start", "pk")
    found = over.filter(
        Q(pk__in=graded.values("secondment")) | Q(pk__in=signed.values("secondment"))
    )
    loaded = found.select_related("policy", "intake__programme")
    return [row for row in loaded if row.end < considerations[row.secondee_id].day]


def _use(secondment: Secondment, said: Consideration, actor: Actor) -> ResultUse:
    values = {**asdict(said), "occasion": Occasion(said.occasion).value}
    return ResultUse(secondment=secondment, **values, made_by_id=actor.user_id, made_at=clock.now())


def _used(row: ResultUse, secondment: Secondment) -> ResultUsed:
    return ResultUsed(
        subject=row.pk,
        **ids(secondment),
        occasion=row.occasion,
        considered=row.considered,
        day=row.day,
    )
