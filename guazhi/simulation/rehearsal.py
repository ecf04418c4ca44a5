"""One rehearsal from its opening to its report. Everything done in it is done by a command."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from guazhi.simulation.agenda import Agenda
from guazhi.simulation.opening import Play, opened
from guazhi.simulation.report import figures
from guazhi.simulation.stage import Stage


def perform(play: Play, on_day: Callable[[date], None] | None = None) -> Stage:
    """Import the roster and live through every day; the stage as it is at the end."""
    with _rare_collection():
        stage = opened(play)
        for day in Agenda(stage).rehearse(play.first, play.last):
            if on_day is not None:
                on_day(day)
    return stage


def rehearse(play: Play, on_day: Callable[[date], None] | None = None) -> dict[str, Any]:
    """Perform, and say what it came to."""
    return figures(perform(play, on_day), play.last)


@contextmanager
def _rare_collection() -> Iterator[None]:
    """Look for garbage seldom: a rehearsal makes much that is freed by counting alone."""
    before = gc.get_threshold()
    gc.set_threshold(200_000, 20, 50)
    try:
        yield
    finally:
        gc.set_threshold(*before)
