"""Finding records by words, the best first, among those that somebody may see."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import connection
from django.db.models import Model, QuerySet

from guazhi.search import rules
from guazhi.search.rules import Phrase

M = TypeVar("M", bound=Model)

VECTOR = "(t.title_terms || ' ' || t.text_terms)::tsvector"
SQLITE = """
SELECT t.record FROM guazhi_search f JOIN guazhi_searchtext t ON t.id = f.rowid
WHERE guazhi_search MATCH %s AND t.record IN ({rows})
ORDER BY bm25(guazhi_search, 0.0, 6.0, 1.0), t.record DESC LIMIT %s
"""
POSTGRESQL = f"""
SELECT t.record FROM guazhi_searchtext t
WHERE {VECTOR} @@ CAST(%s AS tsquery) AND t.kind = %s AND t.record IN ({{rows}})
ORDER BY ts_rank({VECTOR}, CAST(%s AS tsquery)) DESC, t.record DESC LIMIT %s
"""  # noqa: S608 - the words are parameters


@dataclass(frozen=True, slots=True)
class Asked:
    """A search as the database is asked: its statement and parameters."""

    statement: str
    params: tuple[Any, ...]


def best(rows: "QuerySet[M]", kind: str, words: str, most: int = 50) -> list[M]:
    """The rows of ``rows`` in which all of ``words`` stand, the best first, ``most`` of them.

    Nothing is found for words without a letter, a figure or a character.
    """
    asked = statement(rows, kind, words, most)
    if asked is None:
        return []
    with connection.cursor() as cursor:
        cursor.execute(asked.statement, asked.params)
        keys = [record for (record,) in cursor.fetchall()]
    loaded = {row.pk: row for row in rows.order_by().filter(pk__in=keys)}
    return [loaded[key] for key in keys if key in loaded]


def statement(rows: "QuerySet[M]", kind: str, words: str, most: int) -> Asked | None:
    """How the database is asked for ``words`` within ``rows``; None when nothing was said."""
    phrases = rules.phrases(words)
    if not phrases:
        return None
    permitted, params = rows.order_by().values("pk").query.sql_with_params()
    if connection.vendor == "postgresql":
        asked = _tsquery(phrases)
        return Asked(POSTGRESQL.format(rows=permitted), (asked, kind, *params, asked, most))
    return Asked(SQLITE.format(rows=permitted), (_match(kind, phrases), *params, most))


def _match(kind: str, phrases: Sequence[Phrase]) -> str:
    """The phrases in the words of FTS5."""
    each = (f'"{" ".join(p.terms)}"{" *" if p.is_beginning else ""}' for p in phrases)
    return f'kind : "{kind}" AND ({" AND ".join(each)})'


def _tsquery(phrases: Sequence[Phrase]) -> str:
    """The phrases in the words of PostgreSQL, for a cast that reads them as they are."""
    return " & ".join(
        f"({' <-> '.join(p.terms)})" if not p.is_beginning else f"{p.terms[0]}:*" for p in phrases
    )
