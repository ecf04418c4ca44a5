"""What waits for a step of the actor: kinds of step, how many of each, and the steps themselves."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet
from django.utils.functional import Promise

from guazhi.access.actor import Actor

MOST = 1000
FIRST = 5  # of each kind, where kinds stand together


@dataclass(frozen=True, slots=True)
class Act:
    """Something that may be done about a step: a page, or by ``is_tap`` one tap."""

    label: "str | Promise"
    route: str
    args: tuple[object, ...] = ()
    query: str = ""
    is_tap: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that waits: what it is about, since or by which day, and what may be done."""

    title: str
    note: str
    day: date | None
    acts: tuple[Act, ...]
    word: "str | Promise" = ""
    is_pressing: bool = False


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of step: whose rows wait, in which order, and how one reads.

    ``is_owed``: an obligation says so too, so that it stands among the duties of the home page.
    """

    label: "str | Promise"
    icon: str
    rows: Callable[[Actor, date], "QuerySet[Any]"]
    step: Callable[[Any, date], Step]
    sort: str
    is_owed: bool = False


@dataclass(frozen=True, slots=True)
class Listed:
    """A step in a list with its kind."""

    kind: str
    label: "str | Promise"
    icon: str
    step: Step


def count_steps(actor: Actor, today: date, kinds: Mapping[str, Kind]) -> dict[str, int]:
    """How many of each kind wait, up to a bound, leaving out what there is none of.

    All are counted in one question.
    """
    parts, params = [], []
    for key, kind in kinds.items():
        rows = kind.rows(actor, today).order_by().values("pk")[:MOST]
        try:
            statement, given = rows.query.sql_with_params()
        except EmptyResultSet:
            continue
        parts.append(f"SELECT %s AS kind, count(*) AS n FROM ({statement}) AS t")  # noqa: S608
        params += [key, *given]
    if not parts:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), params)
        found = dict(cursor.fetchall())
    return {key: found[key] for key in kinds if found.get(key)}


def first_steps(
    actor: Actor, today: date, kinds: Mapping[str, Kind], counted: Mapping[str, int]
) -> list[Listed]:
    """The first of each kind that there is, what presses first, then the oldest."""
    found = [
        Listed(key, kinds[key].label, kinds[key].icon, kinds[key].step(row, today))
        for key in counted
        for row in kinds[key].rows(actor, today).order_by(kinds[key].sort, "pk")[:FIRST]
    ]
    return sorted(
        found, key=lambda each: (not each.step.is_pressing, each.step.day or date.max, each.kind)
    )
