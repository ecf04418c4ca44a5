"""Questions to the database that Django composes once and that are asked many times after.

Composing a query costs several times what SQLite takes to answer it. A question is composed
with a mark in the place of each value; asked, it puts the values where the marks stood. The
rows are made as a queryset makes them.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from inspect import signature
from itertools import chain, count
from typing import Any, Generic, ParamSpec, TypeVar, get_args, get_origin

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Model, QuerySet
from django.db.models.query import (
    FlatValuesListIterable,
    ModelIterable,
    ValuesListIterable,
    get_related_populators,
)
from django.db.transaction import TransactionManagementError

P = ParamSpec("P")
M = TypeVar("M", bound=Model)
R = TypeVar("R")

MANY = 12

Make = Callable[[Sequence[Any]], Any]
Way = Callable[[Any], Any]


def after(path: str) -> str:
    """The first text that is behind all that begin with ``path``."""
    return path[:-1] + chr(ord(path[-1]) + 1) if path else "\U0010ffff"


def beginning(path: str) -> str:
    """The pattern of all that begin with ``path``."""
    return path + "%"


def _same(value: Any) -> Any:
    return value


# a value of each type that no query has otherwise, and how values may be changed on the way
MARKS: dict[Any, Callable[[int], Any]] = {
    int: lambda place: 1_931_337_000 + place,
    str: lambda place: f"?{place}?/",
    date: lambda place: date.fromordinal(1 + place),
}
WAYS: dict[type, tuple[Way, ...]] = {
    int: (_same, str),
    str: (_same, after, beginning),
    date: (_same, str),
}


class Composed:
    """A query as text, with the places of its values; nothing of it depends on them."""

    def __init__(self, query: QuerySet[Any, Any], marks: Sequence[Any]) -> None:
        self.fills: list[tuple[int, int, Way]] = []
        self.locks = query.query.select_for_update
        compiler = query.query.get_compiler(using=connection.alias)
        try:
            self.sql, params = compiler.as_sql()
        except EmptyResultSet:
            self.sql, params = "", ()
            return
        self.params = list(params)
        for at, param in enumerate(self.params):
            self.fills += [(at, place, way) for place, way in _places(param, marks)]
        columns = [column for column, *_rest in compiler.select]
        self.converters = [
            (at, converts, column)
            for at, (converts, column) in compiler.get_converters(columns).items()
        ]
        self.make = _maker(query, compiler)

    @property
    def places(self) -> set[int]:
        """Which of the values the query uses."""
        return {place for _at, place, _way in self.fills}

    def ask(self, values: Sequence[Any]) -> list[Any]:
        """The rows for ``values``."""
        if not self.sql:
            return []
        if self.locks and connection.features.has_select_for_update:
            _check_transaction()
        params = self.params.copy()
        for at, place, way in self.fills:
            params[at] = way(values[place])
        with connection.cursor() as cursor:
            cursor.execute(self.sql, params)
            rows = cursor.fetchall()
        return [self.make(row) for row in (self._converted(rows) if self.converters else rows)]

    def _converted(self, rows: Sequence[Sequence[Any]]) -> Iterator[Sequence[Any]]:
        for row in rows:
            values = list(row)
            for at, converts, column in self.converters:
                for convert in converts:
                    values[at] = convert(values[at], column, connection)
            yield values


def _check_transaction() -> None:
    if connection.get_autocommit():
        message = "a row is locked outside of a transaction"
        raise TransactionManagementError(message)


def _places(param: Any, marks: Sequence[Any]) -> Iterator[tuple[int, Way]]:
    """The mark that ``param`` was made of, and how."""
    for place, mark in enumerate(marks):
        if type(mark) is int and isinstance(param, int) and param == mark:
            yield place, type(param)  # PostgreSQL is told how wide a number is
            return
        for way in WAYS[type(mark)]:
            made = way(mark)
            # a driver may wrap numbers in a type of its own
            if isinstance(param, type(made)) and made == param:
                yield place, way
                return


def _maker(query: QuerySet[Any, Any], compiler: Any) -> Make:
    """What makes a row of values into what the queryset would have made of it."""
    kind = query._iterable_class  # noqa: SLF001
    if kind is ValuesListIterable:
        return tuple
    if kind is FlatValuesListIterable:
        return lambda row: row[0]
    if kind is not ModelIterable:
        message = "a question gives models or lists of values"
        raise TypeError(message)
    return _of_model(compiler)


def _of_model(compiler: Any) -> Make:
    info, alias = compiler.klass_info, connection.alias
    model, fields = info["model"], info["select_fields"]
    first, end = fields[0], fields[-1] + 1
    names = [column.target.attname for column, *_rest in compiler.select[first:end]]
    populators = get_related_populators(info, compiler.select, alias)  # type: ignore[call-arg]
    extra = list((compiler.annotation_col_map or {}).items())

    def make(row: Sequence[Any]) -> Any:
        made = model.from_db(alias, names, row[first:end])
        for populator in populators:
            populator.populate(row, made)
        for name, at in extra:
            setattr(made, name, row[at])
        return made

    return make


class Question(Generic[P, R]):
    """A queryset by its parameters, composed when it is asked for the first time.

    A parameter is a number, a text, a day, or a list of one of these; never None. A question
    with lists is composed for each length, unless one is longer than ``MANY``.
    """

    def __init__(self, build: Callable[P, QuerySet[Any, R]]) -> None:
        self.build: Callable[..., QuerySet[Any, R]] = build
        self.kinds = [each.annotation for each in signature(build).parameters.values()]
        self.has_lists = any(get_origin(kind) is list for kind in self.kinds)
        self.composed: dict[tuple[int | None, ...], Composed] = {}

    def __call__(self, *values: P.args, **_none: P.kwargs) -> list[R]:
        """The rows."""
        if not self.has_lists:
            return self._composed(()).ask(values)
        lengths = tuple([len(each) if type(each) is list else None for each in values])
        if any(length is not None and not 0 < length <= MANY for length in lengths):
            return list(self.build(*values))
        flat = chain.from_iterable(each if type(each) is list else [each] for each in values)
        return self._composed(lengths).ask(list(flat))

    def _composed(self, lengths: tuple[int | None, ...]) -> Composed:
        """The query, in which every value must have found its place."""
        if (known := self.composed.get(lengths)) is not None:
            return known
        places, marks = count(), []
        for kind, length in zip(self.kinds, lengths or [None] * len(self.kinds), strict=True):
            mark = MARKS[kind if length is None else get_args(kind)[0]]
            marks.append(
                mark(next(places))
                if length is None
                else [mark(next(places)) for _each in range(length)]
            )
        flat = [each for mark in marks for each in (mark if type(mark) is list else [mark])]
        composed = Composed(self.build(*marks), flat)
        if composed.places != set(range(len(flat))):
            message = f"{self.build.__name__}: a value has no place of its own in the query"
            raise TypeError(message)
        self.composed[lengths] = composed
        return composed

    def first(self, *values: P.args, **_none: P.kwargs) -> R | None:
        """The first row, if there is any; the queryset says of which it is the first."""
        return next(iter(self(*values, **_none)), None)

    def one(self, *values: P.args, **_none: P.kwargs) -> R:
        """The only row."""
        (row,) = self(*values, **_none)
        return row

    def finds(self, *values: P.args, **_none: P.kwargs) -> bool:
        """Whether there is any row."""
        return bool(self(*values, **_none))


def composed_once(build: Callable[P, QuerySet[Any, R]]) -> Question[P, R]:
    """Ask ``build`` as a question, which takes its values by position."""
    return Question(build)


def is_on_record(model: type[Model], **said: str | int | date) -> bool:
    """Whether there is a row of ``model`` that says just this."""
    kinds = tuple(
        [next(kind for kind in MARKS if isinstance(each, kind)) for each in said.values()]
    )
    return bool(_saying(model, tuple(said), kinds).ask(list(said.values())))


@lru_cache(maxsize=1024)
def _saying(model: type[Model], names: tuple[str, ...], kinds: tuple[type, ...]) -> Composed:
    marks = [MARKS[kind](place) for place, kind in enumerate(kinds)]
    rows = model._base_manager.filter(**dict(zip(names, marks, strict=True)))  # noqa: SLF001
    return Composed(rows.order_by().values_list("pk", flat=True)[:1], marks)
