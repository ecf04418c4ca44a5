"""Forums, who attended, which reports were heard."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from guazhi.access.actor import Actor, Capability
from guazhi.coordination.models import Forum, ForumAttendance, ForumPoint, WorkReport
from guazhi.organisations.models import Organisation
from guazhi.programmes.models import Intake
from guazhi.secondments.models import Secondment


def next_forum(secondment: Secondment, day: date) -> Forum | None:
    """The first forum planned for ``day`` or later to which the secondee is invited."""
    planned = Forum.objects.filter(
        attendances__secondment=secondment, held_on__isnull=True, day__gte=day
    )
    return planned.order_by("day").first()


def point_owners(forum: Forum) -> QuerySet[Organisation]:
    """Organisations with a part in the intake: hosts, homes, county and city departments."""
    rows = Secondment.objects.filter(intake=forum.intake_id)
    return Organisation.objects.filter(
        Q(pk=forum.intake.programme.owner_id)
        | Q(pk__in=rows.values("host_unit"))
        | Q(pk__in=rows.values("home_organisation"))
        | Q(kind="department", level="county", county__in=rows.values("home_county"))
        | Q(kind="department", level="county", county__in=rows.values("host_county"))
    )


def forums(actor: Actor, capability: Capability = Capability.VIEW_FORUM) -> QuerySet[Forum]:
    """Forums the actor may see, latest first, with how many were invited and came."""
    return (
        Forum.objects.permitted(actor, capability)
        .select_related("intake__programme")
        .annotate(
            invited=Count("attendances", distinct=True),
            came=Count("attendances", filter=Q(attendances__attended=True), distinct=True),
        )
        .order_by("-day", "-pk")
    )


def forum(actor: Actor, pk: int, capability: Capability = Capability.VIEW_FORUM) -> Forum:
    """The forum ``pk``; 404 when out of the actor's reach for ``capability``."""
    return forums(actor, capability).one(pk)  # type: ignore[attr-defined,no-any-return]


def intakes(actor: Actor, capability: Capability) -> QuerySet[Intake]:
    """Intakes for which the actor holds ``capability``, newest first."""
    return Intake.objects.permitted(actor, capability).select_related("programme")


@dataclass(frozen=True, slots=True)
class Seat:
    """One invited secondee at a forum, with the report for it."""

    attendance: ForumAttendance
    report: WorkReport | None

    @property
    def secondment(self) -> Secondment:
        """Whose seat it is."""
        return self.attendance.secondment


def seats(actor: Actor, forum: Forum) -> list[Seat]:
    """Who is invited and whose report is in, of those the actor may see, by name."""
    rows = (
        ForumAttendance.objects.permitted(actor, Capability.VIEW_FORUM)
        .filter(forum=forum)
        .select_related("secondment__secondee", "secondment__host_unit")
        .order_by("secondment__sort_key", "secondment_id")
    )
    reports = WorkReport.objects.permitted(actor, Capability.VIEW_REPORT).filter(forum=forum)
    by_secondment = {report.secondment_id: report for report in reports}
    return [Seat(row, by_secondment.get(row.secondment_id)) for row in rows]


def points(actor: Actor, forum: Forum) -> QuerySet[ForumPoint]:
    """Points raised at a forum, in order, with who follows them up."""
    seen = ForumPoint.objects.permitted(actor, Capability.VIEW_FORUM).filter(forum=forum)
    return seen.select_related("owner").order_by("pk")


def open_forums(secondment: Secondment) -> QuerySet[Forum]:
    """Forums yet to be recorded to which the secondee is invited, the next first."""
    planned = Forum.objects.filter(attendances__secondment=secondment, held_on__isnull=True)
    return planned.order_by("day")


def reports(actor: Actor, secondment: Secondment) -> QuerySet[WorkReport]:
    """Work reports of the secondment, latest first."""
    return (
        WorkReport.objects.permitted(actor, Capability.VIEW_REPORT)
        .filter(secondment=secondment)
        .select_related("forum")
        .order_by("-day", "-pk")
    )
