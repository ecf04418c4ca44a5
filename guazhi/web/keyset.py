"""Pages by key: the last page costs what the first costs, since nothing is skipped or counted."""

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import F, Field, Model, Q, QuerySet
from django.db.models.expressions import OrderBy
from django.http import QueryDict

from guazhi.web.components import Pages

M = TypeVar("M", bound=Model)


@dataclass(frozen=True, slots=True)
class Slice(Generic[M]):
    """One page of rows, and where the pages before and after it begin."""

    rows: list[M]
    previous: str
    next: str

    def pages(self, query: QueryDict, total: int | None = None) -> Pages:
        """The links of the pager, keeping the other filters of ``query``."""
        return Pages(
            len(self.rows),
            _address(query, "before", self.previous),
            _address(query, "after", self.next),
            total,
        )


def _address(query: QueryDict, name: str, cursor: str) -> str:
    if not cursor:
        return ""
    changed = query.copy()
    changed.pop("after", None)
    changed.pop("before", None)
    changed[name] = cursor
    return f"?{changed.urlencode()}"


def keyset(
    rows: "QuerySet[M]", sort: str, query: QueryDict, size: int = 50, *, has_gaps: bool = True
) -> Slice[M]:
    """The page of ``rows``, sorted by the column ``sort`` ("-end" for backwards), at a cursor.

    Rows without a value come last, or first when sorted backwards. A broken cursor is page one.
    Without ``has_gaps`` no row that is asked for lacks a value. Keys are found first and rows
    loaded by them, so that only those of the page are joined to what is shown of them.
    """
    column, is_descending = sort.removeprefix("-"), sort.startswith("-")
    before, after = query.get("before", ""), query.get("after", "")
    is_back = bool(before) and not after
    is_up = is_descending == is_back
    has_gaps = has_gaps and bool(_field(rows, column).null)
    found = rows.order_by(_order(column, is_up=is_up, has_gaps=has_gaps), "pk" if is_up else "-pk")
    if cursor := _parse(before if is_back else after, column, rows, has_gaps=has_gaps):
        beyond = _beyond if has_gaps else _beyond_value
        found = found.filter(beyond(column, *cursor, is_up=is_up))
    keys = list(found.values_list("pk", flat=True)[: size + 1])
    has_more, keys = len(keys) > size, keys[:size]
    if is_back:
        keys.reverse()
    loaded = {row.pk: row for row in _whole(rows, keys)} if keys else {}
    page = [loaded[key] for key in keys if key in loaded]
    return Slice(
        page,
        _cursor(page, 0, column) if (has_more if is_back else cursor) else "",
        _cursor(page, -1, column) if (cursor if is_back else has_more) else "",
    )


def _whole(rows: "QuerySet[M]", keys: list[int]) -> "QuerySet[M]":
    """The rows of ``keys``, loaded as ``rows`` are; conditions were met when keys were found."""
    if rows.query.annotations:
        return rows.order_by().filter(pk__in=keys)
    found = rows.model._base_manager.filter(pk__in=keys)  # noqa: SLF001
    found.query.select_related = rows.query.select_related
    found.query.deferred_loading = rows.query.deferred_loading
    return found


def _cursor(page: list[M], place: int, column: str) -> str:
    if not page:
        return ""
    value = getattr(page[place], column)
    return f"{'' if value is None else value}~{page[place].pk}"


def _parse(
    text: str, column: str, rows: "QuerySet[M]", *, has_gaps: bool
) -> tuple[Any, int] | None:
    value, _, pk = text.rpartition("~")
    if not pk.isdecimal() or len(pk) > 18:
        return None
    try:
        field = _field(rows, column)
        if not value and not has_gaps:
            return None
        return (field.to_python(value) if value else None), int(pk)
    except (ValidationError, ValueError):
        return None


def _field(rows: "QuerySet[M]", column: str) -> "Field[Any, Any]":
    field = rows.model._meta.get_field(column)  # noqa: SLF001
    assert isinstance(field, Field)
    return field


def _order(column: str, *, is_up: bool, has_gaps: bool) -> OrderBy:
    """The order; where to put what is lacking is only said of columns that may, for their index."""
    if not has_gaps:
        return F(column).asc() if is_up else F(column).desc()
    return F(column).asc(nulls_last=True) if is_up else F(column).desc(nulls_first=True)


def _beyond_value(column: str, value: Any, pk: int, *, is_up: bool) -> Q:
    """Past the cursor in a column without gaps: said so that one index range answers it."""
    side = "gt" if is_up else "lt"
    further = Q(**{f"{column}__{side}": value}) | Q(**{f"pk__{side}": pk})
    return Q(**{f"{column}__{side}e": value}) & further


def _beyond(column: str, value: Any, pk: int, *, is_up: bool) -> Q:
    same = Q(**{f"{column}__isnull": True} if value is None else {column: value})
    after_same = same & (Q(pk__gt=pk) if is_up else Q(pk__lt=pk))
    empty = Q(**{f"{column}__isnull": True})
    if is_up:
        return after_same if value is None else after_same | Q(**{f"{column}__gt": value}) | empty
    return after_same | (~empty if value is None else Q(**{f"{column}__lt": value}))
