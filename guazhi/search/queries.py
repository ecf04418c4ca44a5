"""Finding records by words, the best first, among those that somebody may see."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Any, TypeVar

from django.db import connection
from django.db.models import Model, QuerySet
from django.http import QueryDict

from guazhi.search import rules
from guazhi.search.rules import Phrase
from guazhi.web.keyset import Slice

M = TypeVar("M", bound=Model)

VECTOR = "(t.title_terms || ' ' || t.text_terms)::tsvector"
# each gives the records with a score, the best the least; REAL is what the score is kept in
SQLITE = """
SELECT t.record AS record, bm25(guazhi_search, 0.0, 6.0, 1.0) AS score
FROM guazhi_search f JOIN guazhi_searchtext t ON t.id = f.rowid
WHERE guazhi_search MATCH %s AND t.record IN ({rows})
"""
POSTGRESQL = f"""
SELECT t.record AS record, -ts_rank({VECTOR}, CAST(%s AS tsquery)) AS score
FROM guazhi_searchtext t
WHERE {VECTOR} @@ CAST(%s AS tsquery) AND t.kind = %s AND t.record IN ({{rows}})
"""  # noqa: S608 - the words are parameters
ONWARDS = """SELECT record, score FROM ({found}) AS found {beyond}
ORDER BY score, record DESC LIMIT %s"""
BACKWARDS = """SELECT record, score FROM ({found}) AS found {beyond}
ORDER BY score DESC, record LIMIT %s"""
AFTER = "WHERE score > CAST(%s AS REAL) OR (score = CAST(%s AS REAL) AND record < %s)"
BEFORE = "WHERE score < CAST(%s AS REAL) OR (score = CAST(%s AS REAL) AND record > %s)"


@dataclass(frozen=True, slots=True)
class Asked:
    """A search as the database is asked: its statement and parameters."""

    statement: str
    params: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Cursor:
    """The last row that was seen: its score and number."""

    score: float
    record: int


def best(
    rows: "QuerySet[M]", kind: str, words: str, query: QueryDict, size: int = 50
) -> "Slice[M]":
    """The rows of ``rows`` in which all of ``words`` stand, the best first, a page by key.

    Nothing is found for words without a letter, a figure or a character. A broken cursor is
    page one.
    """
    before, after = query.get("before", ""), query.get("after", "")
    is_back = bool(before) and not after
    cursor = _parse(before if is_back else after)
    asked = statement(rows, kind, words, size + 1, cursor=cursor, is_back=is_back)
    if asked is None:
        return Slice([], "", "")
    with connection.cursor() as database:
        database.execute(asked.statement, asked.params)
        found = [Cursor(score, record) for record, score in database.fetchall()]
    has_more, found = len(found) > size, found[:size]
    if is_back:
        found.reverse()
    loaded = {row.pk: row for row in rows.order_by().filter(pk__in=[at.record for at in found])}
    return Slice(
        [loaded[at.record] for at in found if at.record in loaded],
        _place(found[0]) if found and (has_more if is_back else cursor) else "",
        _place(found[-1]) if found and (cursor if is_back else has_more) else "",
    )


def _place(at: Cursor) -> str:
    return f"{at.score!r}~{at.record}"


def _parse(text: str) -> Cursor | None:
    score, _tilde, record = text.rpartition("~")
    if not record.isdecimal() or len(record) > 18:
        return None
    try:
        at = Cursor(float(score), int(record))
    except ValueError:
        return None
    return at if isfinite(at.score) else None


def statement(
    rows: "QuerySet[M]",
    kind: str,
    words: str,
    most: int,
    *,
    cursor: Cursor | None = None,
    is_back: bool = False,
) -> Asked | None:
    """How the database is asked for ``words`` within ``rows``; None when nothing was said."""
    phrases = rules.phrases(words)
    if not phrases:
        return None
    permitted, params = rows.order_by().values("pk").query.sql_with_params()
    if connection.vendor == "postgresql":
        asked = _tsquery(phrases)
        found, given = POSTGRESQL.format(rows=permitted), (asked, asked, kind, *params)
    else:
        found, given = SQLITE.format(rows=permitted), (_match(kind, phrases), *params)
    beyond = (BEFORE if is_back else AFTER) if cursor else ""
    at = (cursor.score, cursor.score, cursor.record) if cursor else ()
    order = BACKWARDS if is_back else ONWARDS
    return Asked(order.format(found=found, beyond=beyond), (*given, *at, most))


def _match(kind: str, phrases: Sequence[Phrase]) -> str:
    """The phrases in the words of FTS5."""
    each = (f'"{" ".join(p.terms)}"{" *" if p.is_beginning else ""}' for p in phrases)
    return f'kind : "{kind}" AND ({" AND ".join(each)})'


def _tsquery(phrases: Sequence[Phrase]) -> str:
    """The phrases in the words of PostgreSQL, for a cast that reads them as they are."""
    return " & ".join(
        f"({' <-> '.join(p.terms)})" if not p.is_beginning else f"{p.terms[0]}:*" for p in phrases
    )
