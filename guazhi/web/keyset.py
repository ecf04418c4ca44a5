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


def keyset(rows: "QuerySet[M]", sort: str, query: QueryDict, size: int = 50) -> Slice[M]:
    """The page of ``rows``, sorted by the column ``sort`` ("-end" for backwards), at a cursor.

    Rows without a value come last, or first when sorted backwards. A broken cursor is page one.
    """
    column, is_descending = sort.removeprefix("-"), sort.startswith("-")
    before, after = query.get("before", ""), query.get("after", "")
    is_back = bool(before) and not after
    is_up = is_descending == is_back
    may_lack = bool(_field(rows, column).null)
    found = rows.order_by(_order(column, is_up=is_up, may_lack=may_lack), "pk" if is_up else "-pk")
    if cursor := _parse(before if is_back else after, column, rows):
        beyond = _beyond if may_lack else _beyond_value
        found = found.filter(beyond(column, *cursor, is_up=is_up))
    page = list(found[: size + 1])
    has_more, page = len(page) > size, page[:size]
    if is_back:
        page.reverse()
    return Slice(
        page,
        _cursor(page, 0, column) if (has_more if is_back else cursor) else "",
        _cursor(page, -1, column) if (cursor if is_back else has_more) else "",
    )


def _cursor(page: list[M], place: int, column: str) -> str:
    if not page:
        return ""
    value = getattr(page[place], column)
    return f"{'' if value is None else value}~{page[place].pk}"


def _parse(text: str, column: str, rows: "QuerySet[M]") -> tuple[Any, int] | None:
    value, _, pk = text.rpartition("~")
    if not pk.isdecimal() or len(pk) > 18:
        return None
    try:
        field = rows.model._meta.get_field(column)  # noqa: SLF001
        assert isinstance(field, Field)
        return (field.to_python(value) if value else None), int(pk)
    except (ValidationError, ValueError):
        return None


def _field(rows: "QuerySet[M]", column: str) -> Any:
    return rows.model._meta.get_field(column)  # noqa: SLF001


def _order(column: str, *, is_up: bool, may_lack: bool) -> OrderBy:
    """The order; where to put what is lacking is only said of columns that may, for their index."""
    if not may_lack:
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
