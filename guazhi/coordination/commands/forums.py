"""Planning forums, inviting to them, and recording that they were held."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time

from django.db import transaction
from django.db.models import Max

from guazhi.access.actor import Actor, Capability
from guazhi.coordination import rules
from guazhi.coordination.commands.reach import check_intake_record, days_back
from guazhi.coordination.events import (
    ForumCalledOff,
    ForumExcused,
    ForumHeld,
    ForumPlanned,
    ForumReplanned,
    ReportsUrged,
    SpeakersArranged,
)
from guazhi.coordination.models import Forum, ForumAttendance, WorkReport
from guazhi.coordination.queries.forums import area_of, kept_plan, windows, without_report
from guazhi.coordination.rules import ReportState
from guazhi.ledger.commands import record
from guazhi.obligations.commands import give_evidence, note_happening
from guazhi.policy.editing import check_seen
from guazhi.policy.findings import Finding, check_words, refuse_if
from guazhi.programmes.models import Intake
from guazhi.secondments.models import Secondment
from guazhi.secondments.rules import RUNNING
from guazhi.web import clock

MORNING, NOON = time(9), time(11, 30)


@transaction.atomic
def plan_forum(
    intake_id: int,
    *,
    day: date,
    place: str,
    agenda: str,
    actor: Actor,
    begins: time = MORNING,
    ends: time = NOON,
    outside_for: str = "",
) -> Forum:
    """Plan a forum and invite every running secondee of the intake in the actor's reach (S2.2.1).

    The city invites the whole intake, a county those it manages. Reports that no forum has been
    given yet are attached. Refused outside the intake's time, outside the window that waits for a
    forum of the city unless ``outside_for`` says why, twice for a day, or when there is nobody to
    invite.
    """
    allowed = Intake.objects.permitted(actor, Capability.HOLD_FORUM)
    intake = allowed.select_related("policy", "programme__area").locked(intake_id)
    area = area_of(actor, intake)
    findings = _check_plan(intake, area, day, begins, ends, place=place, agenda=agenda)
    outside = _check_outside(intake, area, day, outside_for)
    findings += outside.findings
    invited = _to_invite(actor, intake)
    if not invited:
        findings.append(Finding("nobody_to_invite", clause="S2.2.1"))
    refuse_if(findings)
    forum = Forum.objects.create(
        intake=intake,
        area_id=area,
        day=day,
        begins=begins,
        ends=ends,
        place=place,
        agenda=agenda,
        outside_for=outside.reason,
        made_by_id=actor.user_id,
        made_at=clock.now(),
    )
    _invite(forum, invited)
    record(
        actor,
        ForumPlanned(
            subject=forum.pk,
            intake=intake.pk,
            day=day,
            invited=len(invited),
            outside=bool(outside.reason),
        ),
    )
    return forum


@transaction.atomic
def replan_forum(
    forum_id: int,
    *,
    day: date,
    begins: time,
    ends: time,
    place: str,
    agenda: str,
    actor: Actor,
    outside_for: str = "",
    seen: str | None = None,
) -> Forum:
    """Move a forum or change its agenda, and invite whoever has joined the intake since.

    Refused once it is recorded or called off, where planning it would be, and when the plan is
    not the one that the writer began from, whose marks are ``seen``.
    """
    forum = _locked(actor, forum_id)
    intake = forum.intake
    findings = _check_plan(
        intake, forum.area_id, day, begins, ends, planned=forum.pk, place=place, agenda=agenda
    )
    outside = _check_outside(intake, forum.area_id, day, outside_for, forum.pk)
    findings += outside.findings
    refuse_if([*_check_to_come(forum), *findings, *check_seen(seen, kept_plan(forum))])
    forum.day, forum.begins, forum.ends = day, begins, ends
    forum.place, forum.agenda, forum.plan = place, agenda, forum.plan + 1
    forum.outside_for = outside.reason
    forum.save(update_fields=["day", "begins", "ends", "place", "agenda", "plan", "outside_for"])
    known = set(forum.attendances.values_list("secondment_id", flat=True))
    new = [pk for pk in _to_invite(actor, intake) if pk not in known]
    _invite(forum, new)
    record(
        actor,
        ForumReplanned(
            subject=forum.pk,
            intake=intake.pk,
            day=day,
            invited=len(new),
            outside=bool(outside.reason),
        ),
    )
    return forum


@transaction.atomic
def call_off_forum(forum_id: int, *, reason: str, actor: Actor) -> Forum:
    """Say that a planned forum will not be held, and why; those invited are told.

    What the policy asks for stays owed. Reports handed in for it wait for the next one. Refused
    once it is recorded or called off, and without a reason.
    """
    forum = _locked(actor, forum_id)
    refuse_if([*_check_to_come(forum), *rules.check_reason(reason, "S2.2.1")])
    forum.called_off_on, forum.called_off_for = clock.today(), reason
    forum.plan += 1
    forum.save(update_fields=["called_off_on", "called_off_for", "plan"])
    WorkReport.objects.filter(forum=forum).update(forum=None)
    record(actor, ForumCalledOff(subject=forum.pk, intake=forum.intake_id, day=forum.day))
    return forum


def _check_plan(
    intake: Intake,
    area: int,
    day: date,
    begins: time,
    ends: time,
    *,
    planned: int = 0,
    **words: str,
) -> list[Finding]:
    findings = [
        *rules.check_planned_day(
            day,
            today=clock.today(),
            since=intake.start,
            until=intake.end,
            days_back=days_back(intake),
        ),
        *rules.check_hours(begins, ends),
        *check_words("S2.2.1", **words),
    ]
    others = Forum.objects.filter(
        intake=intake, area=area, day=day, called_off_on__isnull=True
    ).exclude(pk=planned)
    if others.exists():
        findings.append(Finding("forum_planned_already", params={"day": day}, field="day"))
    return findings


@dataclass(frozen=True, slots=True)
class _Outside:
    """What speaks against a day outside the windows, and the reason kept for it."""

    findings: list[Finding]
    reason: str


def _check_outside(intake: Intake, area: int, day: date, reason: str, planned: int = 0) -> _Outside:
    """Whether a forum of the city lies where one is asked for; a county's may lie anywhere."""
    is_city = area == intake.programme.area_id
    waiting = windows(intake, besides=planned) if is_city else []
    unsaid = [*rules.check_window(day, waiting, today=clock.today(), reason="")]
    found = [*rules.check_window(day, waiting, today=clock.today(), reason=reason)]
    return _Outside(found, reason if unsaid else "")


def _to_invite(actor: Actor, intake: Intake) -> list[int]:
    """The running secondments of the intake that the actor manages, by name."""
    managed = Secondment.objects.permitted(actor, Capability.HOLD_FORUM)
    rows = managed.filter(intake=intake, state__in=RUNNING).order_by("sort_key", "pk")
    return list(rows.values_list("pk", flat=True))


def _invite(forum: Forum, secondments: Sequence[int]) -> None:
    """Invite, and attach the latest report of each that lies ready for a forum."""
    last = forum.attendances.aggregate(last=Max("turn"))["last"] or 0
    ForumAttendance.objects.bulk_create(
        [
            ForumAttendance(forum=forum, secondment_id=pk, turn=turn)
            for turn, pk in enumerate(secondments, last + 1)
        ],
        batch_size=1000,
    )
    ready = WorkReport.objects.filter(forum__isnull=True, secondment__in=secondments)
    latest = dict(ready.order_by("day", "pk").values_list("secondment", "pk"))
    WorkReport.objects.filter(pk__in=latest.values()).update(forum=forum)


def _locked(actor: Actor, forum_id: int) -> Forum:
    held = Forum.objects.run_by(actor)
    return held.select_related("intake__programme", "intake__policy").locked(forum_id)


def _check_to_come(forum: Forum) -> list[Finding]:
    called_off = forum.called_off_on is not None
    return [*rules.check_forum_to_come(held=forum.is_held, called_off=called_off)]


@transaction.atomic
def excuse_from_forum(forum_id: int, *, reason: str, actor: Actor) -> ForumAttendance:
    """Ask leave from a forum one is invited to; refused without a reason and once it is held."""
    allowed = Forum.objects.permitted(actor, Capability.EXCUSE_ONESELF)
    forum = allowed.locked(forum_id)
    refuse_if([*_check_to_come(forum), *check_words("S2.2.1", reason=reason)])
    seat = ForumAttendance.objects.permitted(actor, Capability.EXCUSE_ONESELF).get(forum=forum)
    seat.leave = reason
    seat.save(update_fields=["leave"])
    record(
        actor,
        ForumExcused(
            subject=forum.pk,
            intake=forum.intake_id,
            secondment=seat.secondment_id,
            to=forum.area_id,
        ),
    )
    return seat


@transaction.atomic
def arrange_speakers(forum_id: int, *, order: Sequence[int], actor: Actor) -> Forum:
    """Set who speaks after whom: ``order`` holds secondments, those left out keep their turn after.

    Refused once the forum is recorded and for people who were not invited.
    """
    forum = _locked(actor, forum_id)
    seats = {seat.secondment_id: seat for seat in forum.attendances.order_by("turn", "pk")}
    strangers = set(order) - set(seats)
    findings = _check_to_come(forum)
    if strangers:
        findings.append(Finding("not_invited", params={"count": len(strangers)}))
    refuse_if(findings)
    for turn, pk in enumerate(dict.fromkeys([*order, *seats]), 1):
        seats[pk].turn = turn
    ForumAttendance.objects.bulk_update(seats.values(), ["turn"], batch_size=500)
    record(actor, SpeakersArranged(subject=forum.pk, intake=forum.intake_id, count=len(seats)))
    return forum


@transaction.atomic
def urge_reports(forum_id: int, *, actor: Actor) -> Forum:
    """Urge (催办) everyone invited whose report is not in; refused when all are in, twice a day."""
    forum = _locked(actor, forum_id)
    missing, today = without_report(forum).count(), clock.today()
    findings = _check_to_come(forum)
    if not missing:
        findings.append(Finding("all_reports_in"))
    if forum.urged_on == today:
        findings.append(Finding("urged_today"))
    refuse_if(findings)
    forum.urged_on = today
    forum.save(update_fields=["urged_on"])
    record(
        actor, ReportsUrged(subject=forum.pk, intake=forum.intake_id, day=today, missing=missing)
    )
    return forum


@transaction.atomic
def record_forum(
    forum_id: int,
    *,
    day: date,
    chair: str,
    attended: Collection[int],
    notes: str,
    thought_trends: str,
    work_trends: str,
    actor: Actor,
    leave: Mapping[int, str] | None = None,
) -> Forum:
    """Record that a forum was held: who came, what was said, what was learned (S2.2.1 to S2.2.3).

    ``attended`` are secondments, ``leave`` the reasons of some who were not there. Reports of
    those who came count as heard. Refused twice, for a day to come, without notes or either
    trend, and for people who were not invited.
    """
    forum = _locked(actor, forum_id)
    came, excused = set(attended), dict(leave or {})
    seats = list(forum.attendances.order_by("pk"))
    refuse_if(
        [
            *_check_to_come(forum),
            *check_intake_record(forum.intake, day),
            *check_words("S2.2.1", chair=chair, notes=notes),
            *check_words("S2.2.3", thought_trends=thought_trends, work_trends=work_trends),
            *rules.check_attendance(
                invited=[seat.secondment_id for seat in seats], attended=came, away=excused
            ),
        ]
    )
    forum.held_on, forum.chair, forum.notes = day, chair, notes
    forum.thought_trends, forum.work_trends = thought_trends, work_trends
    forum.save(update_fields=["held_on", "chair", "notes", "thought_trends", "work_trends"])
    for seat in seats:
        seat.attended = seat.secondment_id in came
        seat.leave = "" if seat.attended else excused.get(seat.secondment_id, seat.leave)
    ForumAttendance.objects.bulk_update(seats, ["attended", "leave"], batch_size=500)
    reports = WorkReport.objects.filter(forum=forum, secondment__in=came, day__lte=day)
    heard = reports.exclude(state=ReportState.RETURNED).update(heard_on=day)
    record(
        actor,
        ForumHeld(
            subject=forum.pk, intake=forum.intake_id, day=day, attended=len(came), heard=heard
        ),
    )
    if forum.area_id == forum.intake.programme.area_id:
        _meet(forum, day)
    return forum


def _meet(forum: Forum, day: date) -> None:
    """What the city owes for the intake is met by its own forum, not by a county's."""
    intake = forum.intake
    give_evidence("forum", forum.pk, day, intake=intake)
    note_happening(
        "forum_held",
        forum.pk,
        day,
        party="city",
        owner=intake.programme.owner_id,
        intake=intake,
    )
