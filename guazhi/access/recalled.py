"""Querysets that remember how they came about, and so are composed once for all their values."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple, Self, TypeVar

from django.core.exceptions import ValidationError
from django.db import connection, models
from django.db.models import Q
from django.db.models.query import FlatValuesListIterable, ModelIterable, ValuesListIterable

from guazhi.access.composed import MANY, MARKS, Composed

M = TypeVar("M", bound=models.Model)

LARGEST = 2**63
PLAIN = (int, str, date)
Shape = tuple[Any, ...]
# what a step takes beside values: names and switches, on which the text of the query depends
NAMED = ("select_related", "defer", "order_by", "values_list", "select_for_update")
GIVEN = ("filter", "exclude", "_only", "_held")
KEPT = ("_known_related_objects", "_iterable_class", "_fields", "_prefetch_related_lookups")


class Step(NamedTuple):
    """One thing asked of a queryset: its shape without the values, and how it was said."""

    shape: Shape
    values: tuple[Any, ...]
    args: tuple[Any, ...]
    named: dict[str, Any]


class RecalledQuerySet(models.QuerySet[M]):
    """A queryset that remembers its steps as long as it knows them all.

    Rows read by the same steps are read by the same text, composed once with a mark for each
    value (``Composed``). What is not a plain value, such as an expression, an annotation or a
    long list, makes it an ordinary queryset, and so does whoever looks at its ``query``.
    """

    def __init__(
        self,
        model: type[M] | None = None,
        query: Any = None,
        using: str | None = None,
        hints: dict[str, models.Model] | None = None,
    ) -> None:
        super().__init__(model, query, using, hints)
        self._steps: tuple[Step, ...] | None = () if query is None and using is None else None

    @property
    def query(self) -> Any:
        """Django's query; the steps are taken, and forgotten, when it is looked at."""
        if self._steps is not None:
            steps, self._steps = self._steps, None
            if steps:
                self._query = _taken(self._ordinary(), steps).query
        return super().query

    @query.setter
    def query(self, value: Any) -> None:
        """Take a query composed elsewhere."""
        self._steps = None
        models.QuerySet.query.fset(self, value)  # type: ignore[attr-defined]

    def _ordinary(self) -> Self:
        rows = type(self)(self.model)
        rows._steps = None  # noqa: SLF001
        return rows

    def _further(self, step: Step | None) -> Self | None:
        """These rows after one more step; None where they are ordinary, or the step is."""
        if step is None or self._steps is None:
            return None
        rows = type(self)(self.model, self._query)  # which is empty as long as steps are kept
        rows._steps = (*self._steps, step)  # noqa: SLF001
        for name in KEPT:
            setattr(rows, name, getattr(self, name))
        return rows

    def _has(self, method: str) -> bool:
        return any(step.shape[0] == method for step in self._steps or ())

    if not TYPE_CHECKING:  # to their callers they are Django's, with its types

        def all(self) -> Self:
            """The same rows, to be read anew."""
            rows = self._further(Step(("all",), (), (), {}))
            return super().all() if rows is None else rows

        def filter(self, *args: Any, **named: Any) -> Self:
            """Those for which this is true."""
            rows = self._further(_given("filter", args, named))
            return super().filter(*args, **named) if rows is None else rows

        def exclude(self, *args: Any, **named: Any) -> Self:
            """Those for which this is not true."""
            rows = self._further(_given("exclude", args, named))
            return super().exclude(*args, **named) if rows is None else rows

        def select_related(self, *args: Any) -> Self:
            """Load other rows along with these."""
            rows = self._further(_named("select_related", args)) if args else None
            return super().select_related(*args) if rows is None else rows

        def defer(self, *args: Any) -> Self:
            """Leave columns until they are asked for."""
            rows = self._further(_named("defer", args))
            return super().defer(*args) if rows is None else rows

        def order_by(self, *args: Any) -> Self:
            """The same in another order."""
            rows = self._further(_named("order_by", args))
            return super().order_by(*args) if rows is None else rows

        def select_for_update(self, *args: Any, **named: Any) -> Self:
            """The same, locked until the transaction ends."""
            rows = None if args else self._further(_named("select_for_update", (), named))
            return super().select_for_update(*args, **named) if rows is None else rows

        def values_list(self, *args: Any, flat: bool = False, named: bool = False) -> Any:
            """Plain values instead of models."""
            rows = None
            if args and not named:
                rows = self._further(_named("values_list", args, {"flat": flat}))
            if rows is None:
                return super().values_list(*args, flat=flat, named=named)
            rows._iterable_class = FlatValuesListIterable if flat else ValuesListIterable  # noqa: SLF001
            rows._fields = args
            return rows

        def prefetch_related(self, *lookups: Any) -> Self:
            """Load the rows of other tables that belong to these."""
            is_plain = lookups and all(type(each) is str for each in lookups)
            rows = self._further(Step(("all",), (), (), {})) if is_plain else None
            if rows is None:
                return super().prefetch_related(*lookups)
            rows._prefetch_related_lookups += lookups  # noqa: SLF001
            return rows

        def __or__(self, other: Any) -> Self:
            rows = None
            if isinstance(other, RecalledQuerySet) and other.model is self.model:
                found = _shape_of_rows(other)
                if found is not None:
                    rows = self._further(Step(("__or__", found[0]), tuple(found[1]), (other,), {}))
            return super().__or__(other) if rows is None else rows

        def __getitem__(self, at: Any) -> Any:
            if self._result_cache is None and isinstance(at, slice) and not self._has("slice"):
                rows = self._further(_slice(at))
                if rows is not None:
                    return rows
            return super().__getitem__(at)

        def first(self) -> Any:
            """The first row in their order, else by key; None when there is none."""
            if self._steps is None:
                return super().first()
            orders = [step.args for step in self._steps if step.shape[0] == "order_by"]
            has_order = orders[-1] if orders else self.model._meta.ordering  # noqa: SLF001
            return next(iter((self if has_order else self.order_by("pk"))[:1]), None)

        def exists(self) -> bool:
            """Whether there is any row."""
            if self._steps is None or self._result_cache is not None or self._has("slice"):
                return super().exists()
            if self._has("select_for_update"):
                return super().exists()
            return bool(self.order_by().values_list("pk", flat=True)[:1])

        def get(self, *args: Any, **named: Any) -> Any:
            """The only row for which this is true."""
            rows = None if self._has("slice") else self._further(_given("_only", args, named))
            if rows is not None:
                found = list(rows)
                if len(found) == 1:
                    return found[0]
                if not found:
                    message = f"{self.model._meta.object_name} matching query does not exist."  # noqa: SLF001
                    raise self.model.DoesNotExist(message)
            return super().get(*args, **named)

    def _only(self, *args: Any, **named: Any) -> Self:
        return self.filter(*args, **named).order_by()[:2]

    def _held(self, *args: Any, **named: Any) -> Self:
        return self.filter(*args, **named).select_for_update(of=("self",))

    def locked_rows(self, **named: Any) -> Self:
        """Those for which this is true, each locked until the transaction ends."""
        rows = self._further(_given("_held", (), named))
        return self._held(**named) if rows is None else rows

    @property
    def text(self) -> Composed | None:
        """The query that these rows share with all of the same steps; None where they do not."""
        if self._steps is None:
            return None
        shapes = tuple([step.shape for step in self._steps])
        return _composed(type(self), self.model, shapes, connection.vendor)

    def _fetch_all(self) -> None:
        if self._result_cache is None and (composed := self.text) is not None:
            values = [value for step in self._steps or () for value in step.values]
            self._result_cache = composed.ask(values)
            self._recall_related()
        super()._fetch_all()

    def _recall_related(self) -> None:
        """Give each row the object whose rows these are, as Django does."""
        if self._iterable_class is not ModelIterable:
            return
        known_objects: dict[Any, Any] = getattr(self, "_known_related_objects")  # noqa: B009
        for field, objects in known_objects.items():
            for row in self._result_cache or ():
                known = objects.get(getattr(row, field.attname))
                if known is not None and not field.is_cached(row):
                    setattr(row, field.name, known)


def _taken(rows: Any, steps: Iterable[Step]) -> Any:
    """``rows`` after the steps."""
    for shape, _values, args, named in steps:
        match shape[0]:
            case "slice":
                rows = rows[args[0] : args[1]]
            case "all":
                pass
            case method:
                rows = getattr(rows, method)(*args, **named)
    return rows


def _slice(at: slice) -> Step | None:
    ends = (at.start, at.stop)
    if at.step is not None or any(
        end is not None and (type(end) is not int or end < 0) for end in ends
    ):
        return None
    return Step(("slice", *ends), (), ends, {})


def _named(method: str, args: tuple[Any, ...], named: dict[str, Any] | None = None) -> Step | None:
    if any(type(each) is not str for each in args) or "?" in args:
        return None
    switches = named or {}
    return Step((method, args, tuple(switches.items())), (), args, switches)


def _given(method: str, args: tuple[Any, ...], named: dict[str, Any]) -> Step | None:
    found = _shape_of_all((*args, *named.items()))
    return Step((method, found[0]), tuple(found[1]), args, named) if found else None


def _shape_of_all(said: Iterable[Any]) -> tuple[tuple[Shape, ...], list[Any]] | None:
    """The shapes of conditions, each a ``Q`` or a name with a value, and the values in them."""
    shapes: list[Shape] = []
    values: list[Any] = []
    for each in said:
        if isinstance(each, Q):
            found: Any = _shape_of_all(each.children)
            shape: Any = found and (Q, each.connector, each.negated, found[0])
        else:
            found = _shape_of(each[1]) if isinstance(each, tuple) else None
            shape = found and (each[0], found[0])
        if found is None:
            return None
        shapes.append(shape)
        values += found[1]
    return tuple(shapes), values


def _shape_of(value: Any) -> tuple[Shape, Sequence[Any]] | None:
    """The shape of a value and the plain values in it; None where it has none."""
    if value is None or value is True or value is False:
        return ("as", value), ()
    if isinstance(value, models.Model):
        value = value.pk
    kind = _kind_of(value)
    if kind is not None:
        return ("one", kind), (value,)
    if isinstance(value, RecalledQuerySet):
        return _shape_of_rows(value)
    if isinstance(value, list | tuple | set | frozenset) and 0 < len(value) <= MANY:
        plain = [each.pk if isinstance(each, models.Model) else each for each in value]
        kinds = tuple([_kind_of(each) for each in plain])
        return None if None in kinds else (("many", kinds), plain)
    return None


def _shape_of_rows(rows: RecalledQuerySet[Any]) -> tuple[Shape, Sequence[Any]] | None:
    if rows._steps is None or rows._result_cache is not None:  # noqa: SLF001
        return None
    steps = rows._steps  # noqa: SLF001
    shapes = tuple([step.shape for step in steps])
    return ("rows", type(rows), rows.model, shapes), [
        value for step in steps for value in step.values
    ]


def _kind_of(value: Any) -> type | None:
    if isinstance(value, bool | datetime):
        return None
    kind = next((kind for kind in PLAIN if isinstance(value, kind)), None)
    return None if kind is int and not -LARGEST <= value < LARGEST else kind


class _Marks:
    """Marks in the order of the values they stand for."""

    def __init__(self) -> None:
        self.made: list[Any] = []
        self.needed: set[int] = set()

    def new(self, kind: type, *, is_needed: bool = True) -> Any:
        """One more mark; ``is_needed``: the query must use it."""
        if is_needed:
            self.needed.add(len(self.made))
        self.made.append(MARKS[kind](len(self.made)))
        return self.made[-1]

    def steps(self, kind: Any, shapes: Sequence[Shape]) -> Iterator[Step]:
        """The steps of such shapes, said with marks."""
        for shape in shapes:
            if shape[0] in GIVEN:
                yield Step(shape, (), tuple(self.conditions(shape[1])), {})
            elif shape[0] in NAMED:
                yield Step(shape, (), shape[1], dict(shape[2]))
            elif shape[0] == "__or__":
                yield Step(shape, (), (self.value(shape[1]),), {})
            elif shape[0] in {"slice", "all"}:
                yield Step(shape, (), shape[1:], {})
            else:
                yield Step(shape, (), kind.said_with(shape, self.new), {})

    def conditions(self, shapes: Sequence[Shape]) -> Iterator[Q]:
        """Conditions of such shapes, said with marks."""
        for shape in shapes:
            if shape[0] is Q:
                _q, connector, negated, inner = shape
                yield Q(*self.conditions(inner), _connector=connector, _negated=negated)
            else:
                yield Q((shape[0], self.value(shape[1])))

    def value(self, shape: Shape) -> Any:
        """A value of such a shape, said with marks."""
        match shape:
            case ("as", value):
                return value
            case ("one", kind):
                return self.new(kind)
            case ("many", kinds):
                return [self.new(kind) for kind in kinds]
            case (_, kind, model, shapes):
                return self.rows(kind, model, shapes)

    def rows(self, kind: Any, model: Any, shapes: Sequence[Shape]) -> Any:
        """The queryset of such shapes, said with marks."""
        return _taken(kind(model)._ordinary(), self.steps(kind, shapes))  # noqa: SLF001


@lru_cache(maxsize=8192)
def _composed(
    kind: type[RecalledQuerySet[Any]],
    model: type[models.Model],
    shapes: tuple[Shape, ...],
    vendor: str,
) -> Composed | None:
    """The query of all querysets with such steps; None where it depends on their values."""
    del vendor
    marks = _Marks()
    try:
        composed = Composed(marks.rows(kind, model, shapes), marks.made)
    except (TypeError, ValueError, ValidationError):
        return None
    return composed if composed.sql and marks.needed <= composed.places else None


Mark = Callable[..., Any]
