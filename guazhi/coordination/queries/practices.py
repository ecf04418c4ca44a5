"""Practices, where they were seen, to whom they were delivered, who read and took them up."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from django.db.models import Count, F, Q, QuerySet
from django.http import Http404

from guazhi.access.actor import Actor, Capability
from guazhi.coordination.models import (
    Practice,
    PracticeAdoption,
    PracticeComment,
    PracticeDelivery,
    WorkReport,
)
from guazhi.coordination.rules import PracticeState
from guazhi.policy.editing import Kept
from guazhi.programmes.models import Intake
from guazhi.secondments.models import Secondment

MOST_COMMENTS = 100
LISTED = ("intake__programme", "secondment__secondee", "made_by")


@dataclass(frozen=True, slots=True)
class Spread:
    """How far a practice has come: delivered to, read by and taken up by how many."""

    delivered: int = 0
    read: int = 0
    adopted: int = 0

    @property
    def unread(self) -> int:
        """How many have not read it."""
        return self.delivered - self.read


@dataclass(frozen=True, slots=True)
class SeenIn:
    """The work in which a practice was seen, with words to begin from."""

    source: str
    secondment: int
    title: str
    text: str


def practices(
    actor: Actor, capability: Capability = Capability.VIEW_PRACTICE
) -> QuerySet[Practice]:
    """Practices the actor may see, proposals first.

    A proposal is seen by whoever may publish it and by whoever made it.
    """
    publishable = Practice.objects.permitted(actor, Capability.PUBLISH_PRACTICE).values("pk")
    return (
        Practice.objects.permitted(actor, capability)
        .filter(Q(published_on__isnull=False) | Q(made_by=actor.user_id) | Q(pk__in=publishable))
        .select_related(*LISTED)
        .order_by(F("published_on").desc(nulls_first=True), "-day", "-pk")
    )


def practice(actor: Actor, pk: int, capability: Capability = Capability.VIEW_PRACTICE) -> Practice:
    """The practice ``pk``; 404 when out of the actor's reach for ``capability``."""
    rows = practices(actor, capability).select_related(*LISTED, "report", "published_by")
    return rows.one(pk)  # type: ignore[attr-defined,no-any-return]


def kept_practice(practice: Practice) -> Kept:
    """The words of a proposal, for whoever revises them."""
    return Kept({"title": practice.title, "text": practice.text})


def practices_showing(
    actor: Actor, show: str, rows: QuerySet[Practice] | None = None
) -> QuerySet[Practice]:
    """Practices of one sort: to be reviewed, returned to the actor, or not read by him yet.

    Nobody reviews what he proposed himself.
    """
    rows = practices(actor) if rows is None else rows
    if show == "review":
        waiting = Practice.objects.permitted(actor, Capability.PUBLISH_PRACTICE)
        rows = rows.filter(state=PracticeState.PROPOSED, pk__in=waiting.values("pk"))
        return rows.exclude(made_by=actor.user_id)
    if show == "returned":
        return rows.filter(state=PracticeState.RETURNED, made_by=actor.user_id)
    if show == "unread":
        own = PracticeDelivery.objects.permitted(actor, Capability.READ_PRACTICE)
        return rows.filter(pk__in=own.filter(read_on__isnull=True).values("practice"))
    return rows


def spread_of(rows: Iterable[Practice]) -> dict[int, Spread]:
    """How far each of these practices has come."""
    keys = [row.pk for row in rows]
    delivered = PracticeDelivery.objects.filter(practice__in=keys).values_list("practice")
    adopted = PracticeAdoption.objects.filter(practice__in=keys).values_list("practice")
    taken = dict(adopted.annotate(n=Count("pk")).order_by())
    return {
        pk: Spread(count, read, taken.get(pk, 0))
        for pk, count, read in delivered.annotate(n=Count("pk"), read=Count("read_on")).order_by()
    }


def spread_among(rows: QuerySet[PracticeDelivery]) -> Spread:
    """To how many of these it was delivered, and how many of them read it."""
    found = rows.aggregate(delivered=Count("pk"), read=Count("read_on"))
    return Spread(found["delivered"], found["read"])


def seen_in(
    actor: Actor, intake_id: int, *, report_id: int | None = None, task_id: int | None = None
) -> SeenIn | None:
    """The report or task from which a practice is proposed; 404 when the actor may not see it.

    A task is reached by the relation of practices: tasks belong to a package beside this one.
    """
    if report_id is not None:
        reports = WorkReport.objects.permitted(actor, Capability.VIEW_REPORT)
        report = reports.filter(secondment__intake=intake_id).one(report_id)
        return SeenIn("report", report.secondment_id, "", report.sections.get("work", ""))
    if task_id is not None:
        tasks: Any = cast("Any", Practice._meta.get_field("task").related_model).objects  # noqa: SLF001
        found = tasks.permitted(actor, Capability.VIEW_TASK).filter(
            pk=task_id, secondment__intake=intake_id
        )
        for task in found:
            return SeenIn("task", task.secondment_id, task.title[:80], task.result or task.report)
        raise Http404
    return None


def deliveries(actor: Actor, practice: Practice) -> QuerySet[PracticeDelivery]:
    """To whom the practice was delivered, of those the actor may see; the unread first."""
    return (
        PracticeDelivery.objects.permitted(actor, Capability.VIEW_PRACTICE)
        .filter(practice=practice)
        .select_related("secondment__secondee", "secondment__host_unit")
        .order_by(F("read_on").asc(nulls_first=True), "secondment__sort_key", "pk")
    )


def readers(rows: QuerySet[PracticeDelivery], which: str) -> QuerySet[PracticeDelivery]:
    """Of the deliveries, those that were read, or were not; all unless asked."""
    if which not in {"read", "unread"}:
        return rows
    return rows.filter(read_on__isnull=which == "unread")


def adoptions(actor: Actor, practice: Practice) -> QuerySet[PracticeAdoption]:
    """Where the practice was taken up, of the secondments the actor may see, latest first."""
    return (
        PracticeAdoption.objects.permitted(actor, Capability.VIEW_PRACTICE)
        .filter(practice=practice)
        .select_related("secondment__secondee", "secondment__host_unit")
        .order_by("-day", "-pk")
    )


def comments(actor: Actor, practice: Practice) -> list[PracticeComment]:
    """The latest comments on the practice, in the order in which they were written."""
    allowed = PracticeComment.objects.permitted(actor, Capability.VIEW_PRACTICE)
    rows = allowed.filter(practice=practice).select_related("made_by").order_by("-pk")
    return list(rows[:MOST_COMMENTS])[::-1]


def comment(actor: Actor, pk: int) -> PracticeComment:
    """The comment ``pk``; 404 when out of the actor's reach."""
    return PracticeComment.objects.permitted(actor, Capability.VIEW_PRACTICE).one(pk)


def own_delivery(actor: Actor, practice: Practice) -> PracticeDelivery | None:
    """The delivery of the practice to the actor, if he is a secondee who received it."""
    own = PracticeDelivery.objects.permitted(actor, Capability.READ_PRACTICE)
    return own.filter(practice=practice).order_by("-pk").first()


def intakes_at_work(actor: Actor, today: date) -> QuerySet[Intake]:
    """Intakes that have begun, in which the actor may propose a practice, newest first."""
    rows = Intake.objects.permitted(actor, Capability.PROPOSE_PRACTICE)
    return rows.select_related("programme", "policy").filter(start__lte=today)


def sources_of(actor: Actor, intake_id: int) -> QuerySet[Secondment]:
    """Secondments of the intake from which the actor may propose a practice, by name."""
    return (
        Secondment.objects.permitted(actor, Capability.PROPOSE_PRACTICE)
        .filter(intake=intake_id)
        .select_related("secondee", "host_unit")
        .order_by("sort_key", "pk")
    )


def may_open_author(actor: Actor, practice: Practice) -> bool:
    """Whether whose work the practice is has a page for the actor."""
    if practice.secondment_id is None:
        return False
    found = Secondment.objects.permitted(actor, Capability.VIEW_SECONDMENT)
    return found.filter(pk=practice.secondment_id).exists()
