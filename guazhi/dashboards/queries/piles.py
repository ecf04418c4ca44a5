"""What waits for the actor in numbers, beside obligations: each a count and where it is."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from guazhi.access.actor import Actor, Capability
from guazhi.coordination import queries as coordination
from guazhi.secondments.queries import count_away

MOST = 1000


@dataclass(frozen=True, slots=True)
class Pile:
    """A number of things of one kind that wait, the page they are on, and their icon."""

    label: "str | Promise"
    count: int
    icon: str
    route: str
    args: tuple[int, ...] = ()
    query: str = ""
    tone: str = "yellow"

    def where(self, address: Callable[..., str]) -> str:
        """The address of the page."""
        return address(self.route, *self.args) + self.query


def piles(actor: Actor, today: date) -> list[Pile]:
    """Everything that waits, leaving out what there is none of."""
    return [
        each
        for each in (*_to_countersign(actor), *_to_write(actor), *_on_leave(actor, today))
        if each.count
    ]


def _to_countersign(actor: Actor) -> Iterator[Pile]:
    if actor.may(Capability.COUNTERSIGN_REPORT):
        count = coordination.waiting_reports(actor).order_by()[:MOST].count()
        label = _("Work reports to countersign")
        yield Pile(label, count, "writing", "coordination:reports", query="?state=submitted")


def _on_leave(actor: Actor, today: date) -> Iterator[Pile]:
    if actor.paths(Capability.VIEW_LEAVE):
        here = "secondments:leaves"
        away, late = count_away(actor, today, MOST)
        label = _("Not reported back from leave")
        yield Pile(label, late, "calendar-due", here, query="?show=overdue", tone="red")
        yield Pile(_("On leave today"), away, "calendar-due", here, tone="")


def _to_write(actor: Actor) -> Iterator[Pile]:
    if actor.person_id is None:
        return
    for secondment in coordination.with_returned_report(actor):
        label = _("Work report returned to you")
        yield Pile(label, 1, "arrow-back-up", "dashboards:report", (secondment,))
    for secondment in coordination.urged_to_report(actor):
        label = _("Work report urged by the department")
        yield Pile(label, 1, "send", "dashboards:report", (secondment,))
