"""A programme looked at batch against batch: what came of each intake, and by whom; no ranking."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from guazhi.access.actor import Actor, Capability
from guazhi.assessments.queries import growth_in
from guazhi.assessments.rules.growth import Course, counted
from guazhi.coordination.models import ExchangeItem, Practice, PracticeAdoption
from guazhi.hosting.models import Difficulty
from guazhi.obligations.models import PARTIES, Obligation
from guazhi.programmes.models import Intake
from guazhi.programmes.queries import intakes, pack_of
from guazhi.secondments.models import Secondment
from guazhi.secondments.rules import SERVED, State

SMALLEST = 5
MOST = 6
C = Capability


@dataclass(frozen=True, slots=True)
class Party:
    """What one party owed by today, and how much of it was done in time."""

    party: str
    label: object
    on_time: int
    due: int


@dataclass(frozen=True, slots=True)
class Grown:
    """How the people of an intake moved in one dimension; no counts where they are too few."""

    key: str
    name: object
    counts: Counter[Course] | None


@dataclass(frozen=True, slots=True)
class Batch:
    """One intake in figures."""

    intake: Intake
    people: int
    over: int
    completed: int
    raised: int
    solved: int
    days: float | None
    published: int
    adopted: int
    taken_up: int
    exchanged: int
    exchange_adopted: int
    parties: Sequence[Party]
    growth: Sequence[Grown]
    smallest: int


def batches(actor: Actor, today: date) -> list[Batch]:
    """The last intakes that have begun, the latest first."""
    begun = intakes(actor).filter(start__lte=today)[:MOST]
    return [_batch(actor, intake, today) for intake in begun]


def _batch(actor: Actor, intake: Intake, today: date) -> Batch:
    rows = _secondments(actor, intake)
    told = rows.aggregate(
        people=Count("pk"),
        over=Count("pk", filter=Q(end__lt=today)),
        completed=Count("pk", filter=_completed(today)),
    )
    waited = [
        (closed - raised).days if closed else None
        for raised, closed in _of(Difficulty, actor, rows).values_list("day", "closed_on")
    ]
    solved = [days for days in waited if days is not None]
    practices = Practice.objects.permitted(actor, C.VIEW_EVALUATION).filter(
        intake=intake, published_on__isnull=False
    )
    adoptions = _of(PracticeAdoption, actor, rows)
    is_adopted = Count("pk", filter=Q(adopted=True))
    items = _of(ExchangeItem, actor, rows).aggregate(n=Count("pk"), adopted=is_adopted)
    smallest = pack_of(intake.policy).number("smallest_group_shown", today) or SMALLEST
    return Batch(
        intake=intake,
        **told,
        raised=len(waited),
        solved=len(solved),
        days=median(solved) if solved else None,
        published=practices.count(),
        adopted=adoptions.count(),
        taken_up=adoptions.values("practice").distinct().count(),
        exchanged=items["n"],
        exchange_adopted=items["adopted"],
        parties=_parties(actor, rows, today),
        growth=_growth(actor, intake, smallest),
        smallest=smallest,
    )


def _secondments(actor: Actor, intake: Intake) -> QuerySet[Secondment]:
    return Secondment.objects.permitted(actor, C.VIEW_EVALUATION).filter(
        intake=intake, state__in=SERVED
    )


def _completed(today: date) -> Q:
    """Served to the last day that was planned, or beyond it."""
    return Q(end__lt=today, end__gte=F("planned_end")) & ~Q(state=State.ENDED_EARLY.value)


def _owed(actor: Actor, rows: QuerySet[Secondment], today: date) -> QuerySet[Obligation]:
    """What has fallen due, done or not."""
    owed = Q(state=Obligation.MET) | Q(state=Obligation.OPEN, due__lt=today)
    mine = Obligation.objects.permitted(actor, C.VIEW_EVALUATION)
    return mine.filter(owed, secondment__in=rows.values("pk"))


def _parties(actor: Actor, rows: QuerySet[Secondment], today: date) -> list[Party]:
    on_time = Count("pk", filter=Q(state=Obligation.MET, met_on__lte=F("due")))
    counts = _owed(actor, rows, today).order_by().values_list("party")
    found = {party: (n, due) for party, n, due in counts.annotate(n=on_time, due=Count("pk"))}
    return [
        Party(party, label, *found[party]) for party, label in PARTIES.items() if party in found
    ]


def _growth(actor: Actor, intake: Intake, smallest: int) -> list[Grown]:
    form = pack_of(intake.policy).assessment
    return [
        Grown(key, form.dimensions[key].names, counted(moved, smallest))
        for key, moved in growth_in(actor, intake).items()
    ]


def measured(actor: Actor, intake: Intake, measure: str, today: date) -> dict[int, int] | None:
    """The secondments that a number of the evaluation counts, and how often; None for no measure.

    A measure is a code such as ``completed``, ``late:host`` or ``grew:ability``.
    """
    rows = _secondments(actor, intake)
    name, _colon, of = measure.partition(":")
    if name in (each.value for each in Course):
        return _moved(actor, intake, Course(name), of, today)
    if name == "late" and of in PARTIES:
        late = Q(state=Obligation.OPEN) | Q(met_on__gt=F("due"))
        return _each(_owed(actor, rows, today).filter(late, party=of))
    plain: Mapping[str, Callable[[], dict[int, int]]] = {
        "people": lambda: dict.fromkeys(rows.values_list("pk", flat=True), 1),
        "over": lambda: _whole(rows.filter(end__lt=today)),
        "completed": lambda: _whole(rows.filter(_completed(today))),
        "cut_short": lambda: _whole(rows.filter(end__lt=today).exclude(_completed(today))),
        "raised": lambda: _each(_of(Difficulty, actor, rows)),
        "solved": lambda: _each(_of(Difficulty, actor, rows).filter(closed_on__isnull=False)),
        "unsolved": lambda: _each(_of(Difficulty, actor, rows).filter(closed_on__isnull=True)),
        "published": lambda: _each(_of(Practice, actor, rows).exclude(published_on=None)),
        "adopted": lambda: _each(_of(PracticeAdoption, actor, rows)),
        "exchanged": lambda: _each(_of(ExchangeItem, actor, rows)),
        "exchange_adopted": lambda: _each(_of(ExchangeItem, actor, rows).filter(adopted=True)),
    }
    return plain[name]() if name in plain and not of else None


def _of(model: Any, actor: Actor, rows: QuerySet[Secondment]) -> "QuerySet[Any]":
    """The rows of a model that belong to these secondments."""
    mine = model.objects.permitted(actor, C.VIEW_EVALUATION)
    found: QuerySet[Any] = mine.filter(secondment__in=rows.values("pk"))
    return found


def _whole(rows: QuerySet[Secondment]) -> dict[int, int]:
    return dict.fromkeys(rows.values_list("pk", flat=True), 1)


def _each(rows: "QuerySet[Any]") -> dict[int, int]:
    return dict(rows.order_by().values_list("secondment").annotate(n=Count("pk")))


def _moved(
    actor: Actor, intake: Intake, way: Course, key: str, today: date
) -> dict[int, int] | None:
    """Whose ratings moved so; nobody where the group is too small to be shown."""
    found = growth_in(actor, intake)
    if key not in found:
        return None
    smallest = pack_of(intake.policy).number("smallest_group_shown", today) or SMALLEST
    shown = counted(found[key], smallest) is not None
    return dict.fromkeys(found[key][way], 1) if shown else {}
