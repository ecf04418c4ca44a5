"""What the actor should know of his people today, in numbers: each a count and where it is."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from guazhi.access.actor import Actor, Capability
from guazhi.secondments.queries import count_away

MOST = 1000


@dataclass(frozen=True, slots=True)
class Pile:
    """A number of things of one kind, the page they are on, and their icon."""

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
    """What there is to know, leaving out what there is none of."""
    return [each for each in _on_leave(actor, today) if each.count]


def _on_leave(actor: Actor, today: date) -> Iterator[Pile]:
    if actor.paths(Capability.VIEW_LEAVE):
        here = "secondments:leaves"
        away, late = count_away(actor, today, MOST)
        label = _("Not reported back from leave")
        yield Pile(label, late, "calendar-due", here, query="?show=overdue", tone="red")
        yield Pile(_("On leave today"), away, "calendar-due", here, tone="")
