"""Forums: the day to propose, who is invited and came, whose report is in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from guazhi.access.actor import Actor, Capability
from guazhi.access.composed import composed_once
from guazhi.coordination import rules
from guazhi.coordination.models import Forum, ForumAttendance, WorkReport
from guazhi.coordination.models.forums import TO_COME
from guazhi.coordination.rules import ReportState
from guazhi.obligations.models import Obligation
from guazhi.policy.editing import Kept
from guazhi.programmes.models import Intake
from guazhi.programmes.queries import calendar, pack_of
from guazhi.secondments.models import Secondment
from guazhi.secondments.rules import RUNNING


def area_of(actor: Actor, intake: Intake) -> int:
    """The area whose department the actor holds a forum for: the programme's, or a county."""
    area = intake.programme.area
    held = [held for _reach, held, _when in actor.grants(Capability.HOLD_FORUM) if held]
    if any(area.path.startswith(each.path) for each in held):
        return area.pk
    return held[0].organisation_id


@dataclass(frozen=True, slots=True)
class Window:
    """The days between which the policy asks for the next forum, and one of them to propose."""

    opens: date
    due: date
    day: date


def windows(intake: Intake, besides: int = 0) -> list[tuple[date, date]]:
    """The windows of the policy up to the first without a forum of the city, which is the last.

    A forum that is planned counts, except ``besides``; empty where the policy asks for no more.
    """
    rules_of_forums = [
        rule
        for rule, owed in pack_of(intake.policy).obligations.items()
        if owed.evidence == "forum"
    ]
    owed = Obligation.objects.filter(intake=intake, secondment=None, rule__in=rules_of_forums)
    planned = Forum.objects.filter(intake=intake, area=intake.programme.area_id, **TO_COME)
    days = list(planned.exclude(pk=besides).values_list("day", flat=True))
    found = []
    rows = owed.exclude(state=Obligation.VOID).order_by("due", "pk")
    for opens, due, state in rows.values_list("opens", "due", "state"):
        found.append((opens, due))
        if state == Obligation.OPEN and not any(opens <= day <= due for day in days):
            return found
    return []


def window(actor: Actor, intake: Intake, today: date) -> Window | None:
    """When the next forum of the city is owed; None for a county, or where no more is asked for."""
    waiting = windows(intake)
    if not waiting or area_of(actor, intake) != intake.programme.area_id:
        return None
    opens, due = waiting[-1]
    day = rules.proposed_day(opens, due, today=today, is_working=calendar().is_working)
    return Window(opens, due, day)


def kept_plan(forum: Forum) -> Kept:
    """The plan of a forum, for whoever changes it."""
    names = ("day", "begins", "ends", "place", "agenda", "outside_for")
    return Kept({name: getattr(forum, name) for name in names})


def next_forum(secondment: Secondment, day: date) -> Forum | None:
    """The first forum for ``day`` or later that waits for a report of the secondee."""
    return _planned.first(secondment.pk, day)


@composed_once
def _planned(secondment: int, since: date) -> QuerySet[Forum]:
    return _to_report_to(secondment).filter(day__gte=since).order_by("day", "pk")[:1]


def _to_report_to(secondment: int) -> QuerySet[Forum]:
    """Forums yet to be held to which the secondee is invited and no report of his goes."""
    reported = WorkReport.objects.filter(forum=OuterRef("pk"), secondment=secondment)
    invited = Forum.objects.filter(attendances__secondment=secondment, **TO_COME)
    return invited.filter(~Exists(reported))


def forums(actor: Actor, capability: Capability = Capability.VIEW_FORUM) -> QuerySet[Forum]:
    """Forums the actor may see, latest first, with how many were invited and came."""
    return (
        Forum.objects.permitted(actor, capability)
        .select_related("intake__programme", "area")
        .annotate(
            invited=Count("attendances", distinct=True),
            came=Count("attendances", filter=Q(attendances__attended=True), distinct=True),
        )
        .order_by("-day", "-pk")
    )


def forum(actor: Actor, pk: int, capability: Capability = Capability.VIEW_FORUM) -> Forum:
    """The forum ``pk``; 404 when out of the actor's reach for ``capability``."""
    return forums(actor, capability).one(pk)  # type: ignore[attr-defined,no-any-return]


def runs(actor: Actor, forum: Forum) -> bool:
    """Whether the forum is held by a department of the actor's."""
    return Forum.objects.run_by(actor).filter(pk=forum.pk).exists()


def intakes(actor: Actor, capability: Capability) -> QuerySet[Intake]:
    """Intakes for which the actor holds ``capability``, newest first."""
    return Intake.objects.permitted(actor, capability).select_related("programme", "policy")


def intakes_to_meet(actor: Actor) -> QuerySet[Intake]:
    """Intakes with somebody whom the actor could invite to a forum, newest first."""
    managed = Secondment.objects.permitted(actor, Capability.HOLD_FORUM)
    running = managed.filter(intake=OuterRef("pk"), state__in=RUNNING)
    return intakes(actor, Capability.HOLD_FORUM).filter(Exists(running))


@dataclass(frozen=True, slots=True)
class Seat:
    """One invited secondee at a forum, with the report for it."""

    attendance: ForumAttendance
    report: WorkReport | None

    @property
    def secondment(self) -> Secondment:
        """Whose seat it is."""
        return self.attendance.secondment

    @property
    def is_in(self) -> bool:
        """Whether a report has been handed in and not been returned."""
        return self.report is not None and self.report.state != ReportState.RETURNED

    @property
    def standing(self) -> str:
        """Invited, excused beforehand, came, on leave, or absent."""
        if self.attendance.attended is None:
            return "excused" if self.attendance.leave else "invited"
        if self.attendance.attended:
            return "came"
        return "leave" if self.attendance.leave else "absent"


def seats(actor: Actor, forum: Forum) -> list[Seat]:
    """Who is invited and whose report is in, of those the actor may see, in turn of speaking."""
    rows = (
        ForumAttendance.objects.permitted(actor, Capability.VIEW_FORUM)
        .filter(forum=forum)
        .select_related("secondment__secondee", "secondment__host_unit", "secondment__policy")
        .defer("secondment__policy__text")
        .order_by("turn", "secondment__sort_key", "secondment_id")
    )
    reports = WorkReport.objects.permitted(actor, Capability.VIEW_REPORT).filter(forum=forum)
    by_secondment = {report.secondment_id: report for report in reports}
    return [Seat(row, by_secondment.get(row.secondment_id)) for row in rows]


def ordered(seats: Sequence[Seat], by: str) -> list[int]:
    """Secondments in an order of speaking: by name, by host, or whose report came in first."""
    keys = {
        "name": lambda seat: (seat.secondment.sort_key,),
        "host": lambda seat: (seat.secondment.host_path, seat.secondment.sort_key),
        "report": lambda seat: (
            not seat.is_in,
            seat.report.day if seat.report else date.max,
            seat.secondment.sort_key,
        ),
    }
    return [seat.secondment.pk for seat in sorted(seats, key=keys.get(by, keys["name"]))]


def own_seat(actor: Actor, forum: Forum) -> ForumAttendance | None:
    """The actor's own invitation to a forum."""
    mine = ForumAttendance.objects.permitted(actor, Capability.EXCUSE_ONESELF)
    return mine.filter(forum=forum).select_related("secondment").first()


def without_report(forum: Forum) -> QuerySet[ForumAttendance]:
    """Those invited whose report is not in."""
    handed_in = WorkReport.objects.filter(forum=forum, secondment=OuterRef("secondment")).exclude(
        state=ReportState.RETURNED
    )
    return forum.attendances.filter(~Exists(handed_in))


def open_forums(secondment: Secondment) -> QuerySet[Forum]:
    """Forums yet to be held that wait for a report of the secondee, the next first."""
    return _to_report_to(secondment.pk).order_by("day", "pk")
