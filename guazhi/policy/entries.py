"""What every section of a pack is written with: ids, words in both languages, citations."""

from datetime import date
from typing import Annotated

from pydantic import Field, StringConstraints

from guazhi.policy.clauses import clause_ids
from guazhi.policy.timing import Entry, known

Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_-]*$", max_length=64)]
Line = Annotated[str, StringConstraints(min_length=1, max_length=400, strip_whitespace=True)]
ClauseId = Annotated[str, known("unknown_clause", "", *clause_ids())]


class Words(Entry):
    """The same words in both languages."""

    zh: Line
    en: Line


class Cited(Entry):
    """An entry of a pack says where it comes from and since when it holds."""

    names: Words
    clause: ClauseId = ""
    source: Words | None = None
    since: date = Field(alias="from")


class Named(Entry):
    """A thing that has only a name and, where there is one, a clause."""

    names: Words
    clause: ClauseId = ""
