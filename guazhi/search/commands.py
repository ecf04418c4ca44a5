"""Keeping the index by words; called inside the command that writes the record."""

from django.db import connection

from guazhi.search import rules
from guazhi.search.models import SearchText

BETWEEN = 8  # places left free between title and text, so that no phrase runs across


def index(kind: str, record: int, *, title: str, text: str) -> None:
    """Make a record findable by its words, or by its new ones."""
    in_title = rules.terms(title)
    row = SearchText(
        kind=kind,
        record=record,
        title_terms=_kept(in_title, 1, "A"),
        text_terms=_kept(rules.terms(text), len(in_title) + BETWEEN, ""),
    )
    SearchText.objects.bulk_create(
        [row],
        update_conflicts=True,
        unique_fields=["kind", "record"],
        update_fields=["title_terms", "text_terms"],
    )


def _kept(terms: list[str], first: int, weight: str) -> str:
    """Terms as the database reads them: plain, or each with its place and weight."""
    if connection.vendor != "postgresql":
        return " ".join(terms)
    return " ".join(f"{term}:{place}{weight}" for place, term in enumerate(terms, first))
