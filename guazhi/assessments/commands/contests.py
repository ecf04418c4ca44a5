"""The contest of a result: filed, withdrawn, decided. None of it suspends the result."""

from collections.abc import Iterator
from datetime import date
from typing import TypedDict

from django.db import transaction
from django.http import Http404

from guazhi.access.actor import Actor, Capability
from guazhi.assessments import rules
from guazhi.assessments.commands.calibration import held_intake
from guazhi.assessments.commands.decisions import decided_event, frozen_decision, listed
from guazhi.assessments.commands.releases import Superseded, issue_notices, released_event
from guazhi.assessments.events import ContestFiled, ContestSettled, ContestWithdrawn
from guazhi.assessments.models import Assessment, Contest, GradeNotice
from guazhi.assessments.queries.calibration import room_of
from guazhi.assessments.queries.contests import clock_for, involved
from guazhi.assessments.rules import Kind
from guazhi.assessments.rules.calibration import check_room
from guazhi.assessments.rules.contests import (
    ContestState,
    Level,
    Outcome,
    check_decider,
    check_filing,
    check_outcome,
)
from guazhi.assessments.rules.decisions import Meeting
from guazhi.ledger.commands import record, record_all
from guazhi.ledger.events import Event
from guazhi.obligations.commands import drop_happening, give_evidence, note_happening
from guazhi.policy.assessed import ContestStep
from guazhi.policy.derive import forth
from guazhi.policy.findings import Finding, check_come, check_words, refuse_if
from guazhi.programmes.models import Intake
from guazhi.programmes.queries import calendar, pack_of
from guazhi.secondments.commands.reach import ids, locked_of
from guazhi.secondments.models import Secondment
from guazhi.web import clock


@transaction.atomic
def file_contest(assessment_id: int, *, grounds: str, day: date, actor: Actor) -> Contest:
    """Contest the own result that was told: a review first, an appeal after its outcome.

    Refused to others, before the release, too late, saying the last day, while one is under
    way or when all have been decided, of a grade that the policy does not let contest, without
    grounds, and in the future.
    """
    rows = Assessment.objects.permitted(actor, Capability.ANSWER_RESULT)
    assessment, secondment = locked_of(rows, assessment_id, "intake__programme")
    form = pack_of(secondment.policy).assessment
    now = clock_for(assessment, form)
    findings = [
        *check_filing(now, form.contest, assessment.grade, day),
        *check_words("", 4, grounds=grounds),
    ]
    findings += check_come(day, clock.today())
    refuse_if(findings)
    assert now is not None
    row = Contest.objects.create(
        assessment=assessment,
        secondment=secondment,
        level=now.level.value,
        day=day,
        last=now.last,
        due=forth(day, now.step.answered, calendar()),
        grounds=grounds.strip(),
        grade=assessment.grade,
        made_by_id=actor.user_id,
        made_at=clock.now(),
    )
    record(actor, ContestFiled(**_said(row, assessment.kind, secondment), day=day))
    if now.level is Level.REVIEW:
        owner = secondment.intake.programme.owner_id
        note_happening(ASKED, row.pk, day, party="city", owner=owner, secondment=secondment)
    return row


class _Said(TypedDict):
    """What every event of a contest says."""

    subject: int
    secondment: int
    intake: int
    kind: str
    level: str


def _said(row: Contest, kind: str, secondment: Secondment) -> _Said:
    return {"subject": row.pk, **ids(secondment), "kind": kind, "level": row.level}


def _asked(row: Contest) -> str:
    return f"{ASKED}-{row.pk}"


@transaction.atomic
def withdraw_contest(contest_id: int, *, day: date, actor: Actor) -> Contest:
    """Take the own contest back before it is decided. Refused afterwards."""
    rows = Contest.objects.permitted(actor, Capability.ANSWER_RESULT)
    row, secondment = locked_of(rows, contest_id)
    refuse_if(_check_waits(row, day))
    row.state, row.settled_on = ContestState.WITHDRAWN.value, day
    row.settled_by_id = actor.user_id
    row.save(update_fields=["state", "settled_on", "settled_by"])
    kind = Assessment.objects.values_list("kind", flat=True).get(pk=row.assessment_id)
    record(actor, ContestWithdrawn(**_said(row, kind, secondment), day=day))
    if row.level == Level.REVIEW:
        drop_happening(ASKED, row.pk)
    return row


def _check_waits(row: Contest, day: date) -> Iterator[Finding]:
    if row.state != ContestState.WAITING:
        yield Finding("contest_settled_already")
    if day < row.day:
        yield Finding("before_the_contest", params={"day": row.day}, field="day")
    yield from check_come(day, clock.today())


@transaction.atomic
def settle_contest(contest_id: int, *, meeting: Meeting, outcome: Outcome, actor: Actor) -> Contest:
    """Decide a contest, or record how the organ above decided it.

    The result is upheld, or ``outcome`` names another grade: then a decision of its own sets it,
    a notice supersedes the one before, and whoever used the result sees that it changed. Refused
    to whoever sat, gave a part, signed, moved or decided the grade, or decided an earlier contest
    of it; twice; without a reason; for the same grade or one off the scale; when more would have
    the capped grade than may; and for an appeal without the organ and its paper.
    """
    owner = Contest.objects.permitted(actor, Capability.DECIDE_CONTEST)
    intake_id = owner.values_list("secondment__intake", flat=True).filter(pk=contest_id).first()
    if intake_id is None:
        raise Http404
    intake = held_intake(actor, intake_id, Capability.CALIBRATE)
    row, secondment = locked_of(owner, contest_id, *BESIDE)
    assessment = Assessment.objects.select_related("decision").get(pk=row.assessment_id)
    refuse_if(
        [
            *_check_waits(row, meeting.day),
            *check_decider(actor.user_id, involved(assessment)),
            *check_words("", 4, reason=outcome.reason),
            *check_words("", 2, name=meeting.name, present=meeting.present),
            *_check_organ(_step(row, secondment), outcome),
            *_check_grade(assessment, secondment, intake, outcome.grade, meeting.day),
        ]
    )
    row.state = (ContestState.CHANGED if outcome.grade else ContestState.UPHELD).value
    row.settled_on, row.settled_by_id = meeting.day, actor.user_id
    row.reason, row.paper = outcome.reason.strip(), outcome.paper.strip()
    row.organ = outcome.organ.strip() or secondment.intake.programme.owner.name
    changed: list[Event] = []
    if outcome.grade:
        changed = _change(row, assessment, meeting, outcome.grade, actor)
    row.save()
    settled = ContestSettled(
        **_said(row, assessment.kind, secondment), changed=bool(changed), day=meeting.day
    )
    record_all(actor, [settled, *changed])
    if row.level == Level.REVIEW:
        give_evidence(
            "review_decided", row.pk, meeting.day, secondment=secondment, occurrence=_asked(row)
        )
    return row


def _step(row: Contest, secondment: Secondment) -> ContestStep | None:
    contest = pack_of(secondment.policy).assessment.contest
    if contest is None:
        return None
    return contest.review if row.level == Level.REVIEW else contest.appeal


def _check_organ(step: ContestStep | None, outcome: Outcome) -> Iterator[Finding]:
    """An outcome that the organ above decided names it and its paper."""
    if step is not None and step.by == "above":
        yield from check_words("", 2, organ=outcome.organ, paper=outcome.paper)


def _check_grade(
    assessment: Assessment, secondment: Secondment, intake: Intake, grade: str, day: date
) -> Iterator[Finding]:
    """The new grade is another, on the scale, and within the cap."""
    if not grade:
        return
    form = pack_of(secondment.policy).assessment
    yield from rules.check_grade(grade, [step.id for step in form.grades])
    yield from check_outcome(grade, assessment.grade)
    room = room_of(intake, Kind(assessment.kind), day, [grade])
    capped = form.grade(grade)
    if capped is not None and room is not None and grade == room.ceiling.grade:
        yield from check_room(room, capped.names.zh)


def _change(
    row: Contest, assessment: Assessment, meeting: Meeting, grade: str, actor: Actor
) -> list[Event]:
    """Decide the new grade, tell it in a notice that supersedes, and say what happened."""
    secondment, kind = row.secondment, Kind(assessment.kind)
    last = GradeNotice.objects.filter(assessment=assessment).order_by("pk").last()
    changed = {"grade": grade, "contested": assessment.grade, "level": row.level}
    decision = frozen_decision(
        secondment.intake,
        kind,
        meeting,
        [{**listed(secondment, assessment), **changed}],
        room=room_of(secondment.intake, kind, meeting.day, [grade]),
        actor=actor,
    )
    assessment.grade, assessment.decision = grade, decision
    assessment.save(update_fields=["grade", "decision"])
    row.decision = decision
    (notice,) = issue_notices(
        [(assessment, secondment)],
        day=meeting.day,
        actor=actor,
        supersedes=Superseded(last, Level(row.level)) if last else None,
    )
    return [decided_event(decision, 1), released_event(notice, secondment)]


ASKED = "review_asked"
BESIDE = ("intake__programme__owner", "secondee", "host_unit", "post")
