"""What the figures are held against. A goal is judged at the largest size that was measured.

CPU is that of this process, which on SQLite is all there is. PostgreSQL works in a process of its
own, so there the time until the answer counts instead, which is more.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SEARCHES = ("search_name", "search_part", "search_pinyin")
Figures = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Goal:
    """A figure of one database that must not be above, or not be below, its limit."""

    code: str
    words: "str | Promise"
    unit: str
    limit: float
    figure: Callable[["Sizes"], float]
    at_least: bool = False

    def is_reached(self, figure: float) -> bool:
        """Whether the figure is within the limit."""
        return figure >= self.limit if self.at_least else figure <= self.limit


@dataclass(frozen=True, slots=True)
class Verdict:
    """A goal, the figure found and whether it was reached."""

    goal: Goal
    figure: float
    reached: bool

    def plain(self) -> dict[str, str | float | bool]:
        """The verdict for JSON."""
        return {
            "goal": self.goal.code,
            "limit": self.goal.limit,
            "unit": self.goal.unit,
            "figure": self.figure,
            "reached": self.reached,
        }


class Sizes:
    """The figures of one database at all its sizes, by the time that counts there."""

    def __init__(self, kind: str, answer: Figures) -> None:
        self.time = "cpu_ms" if kind == "sqlite" else "ms"
        self.small: Figures = next(iter(answer["sizes"].values()))
        self.large: Figures = list(answer["sizes"].values())[-1]
        self.imported: Figures = answer.get("import", {})

    def page(self, name: str) -> Figures:
        """The figures of a page at the largest size."""
        found: Figures = self.large["pages"][name]
        return found

    def cost(self, *names: str) -> float:
        """The time of the dearest of some pages at the largest size."""
        return max(float(self.page(name)[self.time]) for name in names)

    def to_bare(self, name: str) -> float:
        """A page at the smallest size, as a multiple of the bare view."""
        return float(self.small["pages"][name][self.time] / self.small["bare"][name][self.time])

    def growth(self, name: str) -> float:
        """A page at the largest size, as a multiple of the same at the smallest."""
        return float(self.page(name)[self.time] / self.small["pages"][name][self.time])


GOALS = (
    Goal("register_to_bare", _("Register against bare Django"), "×", 4,
         lambda found: found.to_bare("register")),
    Goal("register_growth", _("Register, largest against smallest"), "×", 1.5,
         lambda found: found.growth("register")),
    Goal("register_last", _("Last page of the register against the first"), "×", 1.25,
         lambda found: found.cost("register_last") / found.cost("register")),
    Goal("register_queries", _("Register, queries"), "", 12,
         lambda found: found.page("register")["queries"]),
    Goal("register_bytes", _("Register, HTML of 50 rows"), "kB", 60,
         lambda found: found.page("register")["bytes"] / 1000),
    Goal("search", _("Search: name, part of it, pinyin"), "ms", 30,
         lambda found: found.cost(*SEARCHES)),
    Goal("home", _("Home with its counts"), "ms", 60, lambda found: found.cost("home")),
    Goal("person", _("One person, a full year"), "ms", 60, lambda found: found.cost("person")),
    Goal("reconcile", _("Reconcile, unchanged passed over"), "/s", 100_000 / 60,
         lambda found: found.large["reconcile"]["per_second"], at_least=True),
    Goal("reconcile_full", _("Derive and reconcile in full"), "/s", 100_000 / 60,
         lambda found: found.large["reconcile_full"]["per_second"], at_least=True),
    Goal("memory_pages", _("Memory of a worker"), "MiB", 125,
         lambda found: found.large["memory_mib"]["pages"]),
    Goal("memory_reconcile", _("Memory of a reconcile"), "MiB", 250,
         lambda found: found.large["memory_mib"]["reconcile"]),
    Goal("import", _("Import of a roster with all checks"), "/s", 1000,
         lambda found: found.imported["per_second"], at_least=True),
)  # fmt: skip


def verdicts(kind: str, answer: Figures) -> Iterator[Verdict]:
    """Each goal held against the figures of one database."""
    found = Sizes(kind, answer)
    for goal in GOALS:
        if goal.code == "import" and not found.imported:
            continue
        figure = round(float(goal.figure(found)), 2)
        yield Verdict(goal, figure, goal.is_reached(figure))
