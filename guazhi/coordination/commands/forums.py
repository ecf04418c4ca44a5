"""Planning forums, recording them, and the points raised there."""

from collections.abc import Collection
from datetime import date

from django.db import transaction

from guazhi.access.actor import Actor, Capability
from guazhi.coordination import rules
from guazhi.coordination.commands.reach import check_intake_record, days_back
from guazhi.coordination.events import ForumHeld, ForumPlanned, ForumPointRaised
from guazhi.coordination.models import Forum, ForumAttendance, ForumPoint, WorkReport
from guazhi.coordination.queries.forums import point_owners
from guazhi.ledger.commands import record
from guazhi.obligations.commands import give_evidence, note_happening
from guazhi.policy.findings import Finding, refuse_if
from guazhi.programmes.models import Intake
from guazhi.secondments.models import Secondment
from guazhi.secondments.rules import RUNNING
from guazhi.web import clock


@transaction.atomic
def plan_forum(intake_id: int, *, day: date, place: str, agenda: str, actor: Actor) -> Forum:
    """Plan a forum and invite every secondee of the intake who is decided on or in post (S2.2.1).

    Refused outside the intake's time, twice for a day, or when there is nobody to invite.
    """
    allowed = Intake.objects.permitted(actor, Capability.HOLD_FORUM).select_related("policy")
    intake = allowed.locked(intake_id)
    invited = list(
        Secondment.objects.filter(intake=intake, state__in=RUNNING).values_list("pk", flat=True)
    )
    findings = [
        *rules.check_planned_day(
            day,
            today=clock.today(),
            since=intake.start,
            until=intake.end,
            days_back=days_back(intake),
        ),
        *rules.check_words("S2.2.1", place=place, agenda=agenda),
    ]
    if Forum.objects.filter(intake=intake, day=day).exists():
        findings.append(Finding("forum_planned_already", params={"day": day}, field="day"))
    if not invited:
        findings.append(Finding("nobody_to_invite", clause="S2.2.1"))
    refuse_if(findings)
    forum = Forum.objects.create(
        intake=intake,
        day=day,
        place=place,
        agenda=agenda,
        made_by_id=actor.user_id,
        made_at=clock.now(),
    )
    ForumAttendance.objects.bulk_create(
        [ForumAttendance(forum=forum, secondment_id=pk) for pk in invited], batch_size=1000
    )
    record(actor, ForumPlanned(subject=forum.pk, intake=intake.pk, day=day, invited=len(invited)))
    return forum


@transaction.atomic
def record_forum(
    forum_id: int,
    *,
    day: date,
    chair: str,
    attended: Collection[int],
    minutes: str,
    thought_trends: str,
    work_trends: str,
    actor: Actor,
) -> Forum:
    """Record that a forum was held: who came, what was said, what was learned (S2.2.1 to S2.2.3).

    ``attended`` are secondments. Reports of those who came count as heard. Refused twice, for a
    day to come, without minutes or either trend, and for people who were not invited.
    """
    allowed = Forum.objects.permitted(actor, Capability.HOLD_FORUM)
    forum = allowed.select_related("intake__programme", "intake__policy").locked(forum_id)
    intake, came = forum.intake, set(attended)
    invited = set(forum.attendances.values_list("secondment_id", flat=True))
    refuse_if(
        [
            *([Finding("forum_recorded_already")] if forum.is_held else []),
            *check_intake_record(intake, day),
            *rules.check_words("S2.2.1", chair=chair, minutes=minutes),
            *rules.check_words("S2.2.3", thought_trends=thought_trends, work_trends=work_trends),
            *rules.check_attendance(invited=invited, attended=came),
        ]
    )
    forum.held_on, forum.chair, forum.minutes = day, chair, minutes
    forum.thought_trends, forum.work_trends = thought_trends, work_trends
    forum.save(update_fields=["held_on", "chair", "minutes", "thought_trends", "work_trends"])
    forum.attendances.filter(secondment__in=came).update(attended=True)
    forum.attendances.exclude(secondment__in=came).update(attended=False)
    heard = WorkReport.objects.filter(forum=forum, secondment__in=came, day__lte=day).update(
        heard_on=day
    )
    record(
        actor,
        ForumHeld(subject=forum.pk, intake=intake.pk, day=day, attended=len(came), heard=heard),
    )
    give_evidence("forum", forum.pk, day, intake=intake)
    note_happening(
        "forum_held",
        forum.pk,
        day,
        party="city",
        owner=intake.programme.owner_id,
        intake=intake,
    )
    return forum


@transaction.atomic
def raise_point(forum_id: int, *, text: str, owner_id: int, actor: Actor) -> ForumPoint:
    """Keep a point raised at a forum, with the organisation that follows it up.

    Refused before the forum is recorded, and for an organisation that has no part in the intake.
    """
    allowed = Forum.objects.permitted(actor, Capability.HOLD_FORUM)
    forum = allowed.select_related("intake__programme").locked(forum_id)
    findings = list(rules.check_words("S2.2.3", text=text))
    if not forum.is_held:
        findings.append(Finding("forum_not_recorded"))
    if not point_owners(forum).filter(pk=owner_id).exists():
        findings.append(Finding("owner_not_in_intake", field="owner_id"))
    refuse_if(findings)
    point = ForumPoint.objects.create(
        forum=forum,
        text=text,
        owner_id=owner_id,
        made_by_id=actor.user_id,
        made_at=clock.now(),
    )
    record(
        actor,
        ForumPointRaised(subject=forum.pk, intake=forum.intake_id, point=point.pk, owner=owner_id),
    )
    return point
