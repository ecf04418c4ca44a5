"""The burden budget: what was asked of each secondee, month by month."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Model, QuerySet

from guazhi.access.actor import Actor, Capability
from guazhi.coordination.models import ForumAttendance, PracticeDelivery
from guazhi.hosting.models import Task
from guazhi.obligations.models import Obligation
from guazhi.programmes.queries import pack_of
from guazhi.secondments.models import Secondment

BUDGET = "items_per_secondee_per_month"


@dataclass(frozen=True, slots=True)
class Month:
    """What was asked of one person in one month, by kind; ``budget`` is 0 where none is set.

    ``doubled`` are the kinds that more than one organisation asked for in the month.
    """

    first: date
    counts: dict[str, int]
    budget: int
    doubled: tuple[str, ...] = ()

    @property
    def total(self) -> int:
        """Everything asked in the month."""
        return sum(self.counts.values())

    @property
    def is_over(self) -> bool:
        """Whether more was asked than the policy allows."""
        return bool(self.budget) and self.total > self.budget


@dataclass(frozen=True, slots=True)
class Burden:
    """One secondee and the months looked at."""

    secondment: Secondment
    months: list[Month]

    @property
    def total(self) -> int:
        """Everything asked in these months."""
        return sum(month.total for month in self.months)


def burdened(actor: Actor) -> QuerySet[Secondment]:
    """The secondees whose burden the actor may see."""
    rows = Secondment.objects.permitted(actor, Capability.VIEW_BURDEN)
    return rows.exclude(state="withdrawn").select_related("secondee", "host_unit", "policy")


def months_up_to(today: date, count: int) -> list[date]:
    """The first days of the last ``count`` months, the present one last."""
    now = today.year * 12 + today.month - 1
    return [date(each // 12, each % 12 + 1, 1) for each in range(now - count + 1, now + 1)]


def burden(secondments: Iterable[Secondment], months: list[date]) -> list[Burden]:
    """What was asked of each in each month: papers due, task reports, forums, reading."""
    rows = list(secondments)
    if not rows:
        return []
    last = months[-1]
    until = date(last.year + last.month // 12, last.month % 12 + 1, 1)
    found: dict[tuple[int, date], dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for kind, secondment, day, by in _asked([row.pk for row in rows], months[0], until):
        found[secondment, day.replace(day=1)][kind].append(by)
    budgets = {row.pk: pack_of(row.policy).number(BUDGET, row.start) for row in rows}
    return [
        Burden(
            row,
            [_month(month, found[row.pk, month], budgets[row.pk]) for month in months],
        )
        for row in rows
    ]


def _month(first: date, asked: Mapping[str, list[int]], budget: int) -> Month:
    return Month(
        first,
        {kind: len(by) for kind, by in asked.items()},
        budget,
        tuple(kind for kind, by in asked.items() if len(set(by)) > 1),
    )


Asked = tuple[str, int, date, int]


def _asked(secondments: list[int], since: date, until: date) -> Iterator[Asked]:
    """Each thing asked: its kind, of whom, when, and by which organisation, 0 by policy itself."""

    def of(kind: str, rows: "QuerySet[Model]", day: str, by: str = "") -> Iterator[Asked]:
        within = {"secondment__in": secondments, f"{day}__gte": since, f"{day}__lt": until}
        columns = ("secondment", day, *([by] if by else []))
        for secondment, when, *who in rows.filter(**within).values_list(*columns):
            yield kind, secondment, when, who[0] if who else 0

    papers = Obligation.objects.filter(party="secondee").exclude(state=Obligation.VOID)
    yield from of("papers", papers, "due")
    yield from of("tasks", Task.objects.all(), "due")
    held = ForumAttendance.objects.filter(forum__called_off_on__isnull=True)
    yield from of("forums", held, "forum__day", "forum__area")
    yield from of("practices", PracticeDelivery.objects.all(), "delivered_on")
