"""What the tests of a changed course do and look at."""

from datetime import date
from typing import Any

from guazhi.access.actor import Actor
from guazhi.secondments.commands import ask_change
from guazhi.secondments.models import CourseChange
from tests.make import World

DAY = date(2026, 3, 2)
LATER = date(2027, 5, 31)
SUMMER = date(2026, 8, 31)


def ask(world: World, actor: Actor, kind: str = "extension", **wanted: Any) -> CourseChange:
    """A change of course asked for by ``actor`` for the secondment of the world."""
    if kind == "extension":
        wanted = {"new_end": LATER, **wanted}
    return ask_change(
        world.secondment.pk,
        **{"kind": kind, "reason": "工作需要", "day": DAY, **wanted},
        actor=actor,
    )


def says(change: CourseChange) -> list[tuple[str, str]]:
    """Each party that is asked, with its answer."""
    return list(change.steps.order_by("place").values_list("party", "answer"))
