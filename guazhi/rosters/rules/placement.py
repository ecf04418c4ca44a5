"""Where a row sends its person: home organisation, host unit, post and term."""

import re
from dataclasses import dataclass
from datetime import date

from guazhi.organisations.rules import UnitName
from guazhi.people.rules.dates import Written, read_date
from guazhi.people.rules.terms import Span, read_span
from guazhi.policy.findings import Finding, Level
from guazhi.rosters.rules.columns import Column
from guazhi.rosters.rules.posts import PostKind, near_titles, printed_title
from guazhi.rosters.rules.schedule import settle_term
from guazhi.rosters.rules.view import Context, RowView

C = Column

UNIT_AND_POST = re.compile(
    r"(.+?(?:人民政府办公室|政府办公室|委办公室|委[\u4e00-\u9fff]{2,3}部|人民政府|街道办事处|委员会|"
    r"有限公司|集团公司|集团|公司|管委会|联合会|检察院|法院|医院|学院|学校|中学|小学|研究院|研究所|中心|"
    r"党委|党工委|局|厂|署|社))(.+)"
)


@dataclass(frozen=True, slots=True)
class Placement:
    """What a row tells of the secondment."""

    home: UnitName
    home_post: str
    host: UnitName
    post: str
    category: str
    start: date
    end: date


def read_placement(view: RowView, context: Context) -> Placement | None:
    """The placement of the row, or nothing where it cannot be told; why is noted in ``view``."""
    home_name, home_post = _home(view)
    host_name, post = view.text(C.HOST_UNIT), view.text(C.POST)
    for column, text in ((C.HOME_UNIT, home_name), (C.HOST_UNIT, host_name), (C.POST, post)):
        if not text:
            view.missing(column)
    home = context.unit(home_name) if home_name else None
    host = context.unit(host_name) if host_name else None
    if home and host and home.key == host.key:
        view.add(C.HOST_UNIT, Finding("host_is_home", params={"unit": host_name}))
    kind = _kind(view, context, post, host) if post and host else None
    start, end = _term(view, context, kind, post)
    if not (home and host and kind and start and end):
        return None
    return Placement(home, home_post, host, printed_title(post), kind.category, start, end)


def _home(view: RowView) -> tuple[str, str]:
    """The home unit and the post there; one cell may hold both."""
    if C.HOME_UNIT in view.header.places or C.HOME_UNIT_AND_POST not in view.header.places:
        post = view.text(C.HOME_POST) or view.text(C.HOME_UNIT_AND_POST)
        return view.text(C.HOME_UNIT), post[:100]
    text = view.text(C.HOME_UNIT_AND_POST)
    match = UNIT_AND_POST.fullmatch(text)
    if not text:
        view.missing(C.HOME_UNIT_AND_POST)
        return "", ""
    unit, post = (match[1], match[2]) if match else (text, view.text(C.HOME_POST))
    params: dict[str, object] = {"unit": unit, "post": post or "–"}
    view.add(C.HOME_UNIT_AND_POST, Finding("unit_and_post_parted", Level.WARNING, params))
    return unit[:100], post[:100]


def _kind(view: RowView, context: Context, post: str, host: UnitName) -> PostKind | None:
    kind = context.kind(post, host)
    if kind is None:
        near = near_titles(post, context.kinds)
        params: dict[str, object] = {"post": post}
        if near:
            view.add(C.POST, Finding("post_title_like", params={**params, "near": "、".join(near)}))
        else:
            view.add(C.POST, Finding("post_title_unknown", params=params))
    elif kind.host_kinds and host.host_kind not in kind.host_kinds:
        params = {"post": post, "unit": host.name}
        finding = Finding("post_at_other_kind_of_host", Level.WARNING, params, clause=kind.clause)
        view.add(C.POST, finding)
    return kind


def _term(
    view: RowView, context: Context, kind: PostKind | None, post: str
) -> tuple[date | None, date | None]:
    """The first and last day, and where they stand in the file for what is found."""
    column = C.TERM if C.TERM in view.header.places else C.TERM_START
    span = _span(view, column, context)
    if span is None:
        return None, None
    term = settle_term(span, kind, post, context.start)
    for finding in term.findings:
        view.add(column, finding)
    return term.start, term.end


def _span(view: RowView, column: Column, context: Context) -> Span | None:
    if column is C.TERM and view.value(C.TERM) is not None:
        span = read_span(view.value(C.TERM))
        if isinstance(span, Finding):
            view.add(column, span)
            return None
        return _with_columns(view, span)
    parts = _with_columns(view, Span())
    if parts is not None and parts.start is None and context.start is None:
        view.missing(column)
        return None
    return parts


def _with_columns(view: RowView, span: Span) -> Span | None:
    """``span`` completed by separate columns for the start and the end."""
    start, end = span.start, span.end
    if start is None and (cell := view.value(C.TERM_START)) is not None:
        read = read_date(cell)
        if isinstance(read, Finding):
            view.add(C.TERM_START, read)
            return None
        start = read
    if end is None and (cell := view.value(C.TERM_END)) is not None:
        read = read_date(cell)
        if isinstance(read, Finding):
            view.add(C.TERM_END, read)
            return None
        end = read
    return _ordered(view, Span(start, end, span.months))


def _ordered(view: RowView, span: Span) -> Span | None:
    start: Written | None = span.start
    end: Written | None = span.end
    if start and end and end.last_day < start.first_day:
        params: dict[str, object] = {"start": str(start.month), "end": str(end.month)}
        view.add(C.TERM_END, Finding("term_ends_before_it_starts", params=params))
        return None
    return span
