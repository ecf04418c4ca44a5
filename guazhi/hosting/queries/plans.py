"""Training plans: their versions, what changed, how far each line has come, and the first draft."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from guazhi.access.actor import Actor, Capability
from guazhi.hosting import rules
from guazhi.hosting.models import PlanItem, Task, TrainingPlan
from guazhi.hosting.rules import PlanState, TaskState
from guazhi.people.queries import resume_lines
from guazhi.policy.drafting import Drafted, drafted, filled
from guazhi.policy.entries import Words
from guazhi.programmes.queries import pack_of
from guazhi.secondments.models import Secondment
from guazhi.secondments.queries import holds
from guazhi.secondments.rules import ACTIVE, RUNNING

C = Capability
TONES = {
    PlanState.PROPOSED.value: "yellow",
    PlanState.AGREED.value: "yellow",
    PlanState.APPROVED.value: "green",
    PlanState.RETURNED.value: "red",
}


PARTS = {
    "goals": _("What the term is to reach"),
    "measures": _("How the host goes about it"),
    "lack": _("Experience that is lacking"),
    "goal": _("Goal"),
    "measure": _("Measure"),
    "milestone": _("Milestone"),
    "due": _("By"),
}


@dataclass(frozen=True, slots=True)
class Changed:
    """What became of a part of the text; ``number`` is the line's, 0 above the lines."""

    number: int
    label: object
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Progress:
    """A line of the plan with the tasks that carry it."""

    item: PlanItem
    tasks: int
    done: int
    share: int
    is_late: bool


@dataclass(frozen=True, slots=True)
class Version:
    """A version of the plan: its lines, and what it changed in the one before."""

    plan: TrainingPlan
    tone: str
    in_force: bool
    is_superseded: bool
    lines: tuple[Progress, ...]
    changes: tuple[Changed, ...] = ()


@dataclass(frozen=True, slots=True)
class Plans:
    """All versions, latest first, and what the actor may do with the latest."""

    versions: tuple[Version, ...]
    may_draft: bool
    may_agree: bool
    may_approve: bool
    may_assign: bool

    @property
    def latest(self) -> Version | None:
        """The latest version."""
        return self.versions[0] if self.versions else None

    @property
    def shown(self) -> Version | None:
        """The version in force, or the latest while none is."""
        return next((each for each in self.versions if each.in_force), self.latest)


def plans(actor: Actor, secondment: Secondment, today: date) -> Plans:
    """The versions of a secondment's plan, in three queries."""
    allowed = TrainingPlan.objects.permitted(actor, C.VIEW_PLAN).filter(secondment=secondment)
    related = ("approved_by", "made_by", "returned_by")
    found = list(allowed.select_related(*related).prefetch_related("items").order_by("-version"))
    carried = _carried(actor, secondment) if found else {}
    in_force = next((row.pk for row in found if row.state == PlanState.APPROVED), None)
    versions = tuple(
        Version(
            plan=row,
            tone=TONES[row.state],
            in_force=row.pk == in_force,
            is_superseded=row.state == PlanState.APPROVED and row.pk != in_force,
            lines=tuple(_progress(item, carried, today) for item in row.items.all()),
            changes=tuple(_changes(before, row)) if before else (),
        )
        for row, before in zip(found, [*found[1:], None], strict=False)
    )
    now = secondment.state in RUNNING
    latest = found[0].state if found else ""
    return Plans(
        versions,
        may_draft=now and holds(actor, C.DRAFT_PLAN, secondment),
        may_agree=now and latest == PlanState.PROPOSED and holds(actor, C.AGREE_PLAN, secondment),
        may_approve=now and latest == PlanState.AGREED and holds(actor, C.APPROVE_PLAN, secondment),
        may_assign=secondment.state in ACTIVE and holds(actor, C.ASSIGN_TASK, secondment),
    )


def _carried(actor: Actor, secondment: Secondment) -> dict[int, tuple[int, int]]:
    """How many tasks carry each line, and how many of them are done, by number of the line."""
    tasks = Task.objects.permitted(actor, C.VIEW_TASK).filter(
        secondment=secondment, plan_item__isnull=False
    )
    counted = (
        tasks.exclude(state__in=(TaskState.DROPPED, TaskState.REASSIGNED))
        .order_by()
        .values("plan_item__number")
        .annotate(tasks=Count("pk"), done=Count("pk", filter=Q(state=TaskState.DONE)))
    )
    return {row["plan_item__number"]: (row["tasks"], row["done"]) for row in counted}


def _progress(item: PlanItem, carried: dict[int, tuple[int, int]], today: date) -> Progress:
    tasks, done = carried.get(item.number, (0, 0))
    late = rules.is_line_late(due=item.due, today=today, tasks=tasks, done=done)
    return Progress(item, tasks, done, rules.share(done, tasks), late)


def _changes(before: TrainingPlan, after: TrainingPlan) -> list[Changed]:
    return [
        Changed(change.number, PARTS[change.field], change.before, change.after)
        for change in rules.differences(_told(before), _told(after))
    ]


def _told(row: TrainingPlan) -> dict[int, dict[str, str]]:
    lines = {
        item.number: {field: str(getattr(item, field)) for field in rules.PLAN_FIELDS}
        for item in row.items.all()
    }
    return {0: {"goals": row.goals, "measures": row.measures}, **lines}


def plan(actor: Actor, pk: int, capability: Capability) -> TrainingPlan:
    """The version ``pk``; 404 when out of the actor's reach for ``capability``."""
    return TrainingPlan.objects.permitted(actor, capability).one(pk)


def plan_items(actor: Actor, secondment: Secondment) -> list[PlanItem]:
    """The lines that a task may carry: those of the plan in force, else of the latest version."""
    allowed = PlanItem.objects.permitted(actor, C.VIEW_PLAN).filter(plan__secondment=secondment)
    found = list(allowed.select_related("plan").order_by("plan__version", "number"))
    approved = [item.plan_id for item in found if item.plan.state == PlanState.APPROVED]
    shown = approved[-1] if approved else found[-1].plan_id if found else None
    return [item for item in found if item.plan_id == shown]


@dataclass(frozen=True, slots=True)
class FirstDraft:
    """A plan as the pack's template proposes it for this person."""

    goals: Words
    measures: Words
    lines: tuple[Drafted, ...]


def first_draft(secondment: Secondment) -> FirstDraft | None:
    """The template filled for this person, post and category; None where the pack has none."""
    template = pack_of(secondment.policy).plan
    if template is None:
        return None
    blanks = {
        "name": secondment.secondee.name,
        "post": secondment.post.title,
        "host": secondment.host_unit.name,
        "home": secondment.home_organisation.name,
        "start": secondment.start.isoformat(),
        "end": secondment.end.isoformat(),
        "mentor": secondment.mentor.name if secondment.mentor else "",
    }
    record = [
        f"{secondment.home_organisation.name} {secondment.home_post}",
        *(line.text for line in resume_lines(secondment.secondee_id)),
    ]
    return FirstDraft(
        filled(template.goals, blanks),
        filled(template.measures, blanks),
        tuple(
            drafted(
                template,
                category=secondment.category,
                record=record,
                blanks=blanks,
                start=secondment.start,
                end=secondment.end,
            )
        ),
    )


def waiting_plans(actor: Actor) -> QuerySet[TrainingPlan]:
    """The latest versions that wait for the actor: for his word, approval, or a new draft."""
    allowed = TrainingPlan.objects
    mine: QuerySet[TrainingPlan] = (
        allowed.permitted(actor, C.AGREE_PLAN).filter(state=PlanState.PROPOSED)
        | allowed.permitted(actor, C.APPROVE_PLAN).filter(state=PlanState.AGREED)
        | allowed.permitted(actor, C.DRAFT_PLAN).filter(state=PlanState.RETURNED)
    )
    newer = TrainingPlan.objects.filter(
        secondment=OuterRef("secondment"), version__gt=OuterRef("version")
    )
    running = mine.filter(secondment__state__in=RUNNING).exclude(Exists(newer))
    return running.select_related("secondment__secondee", "returned_by")
