"""The clauses of the source speech, and what meets each: a rule of the pack and a page."""

from functools import cache
from pathlib import Path

from pydantic import TypeAdapter

from guazhi.policy import yamltext
from guazhi.policy.timing import Entry

SOURCE = Path(__file__).parent / "clauses.yaml"


class Clause(Entry):
    """A clause; an operative one names the rule that carries it and the page that shows it."""

    id: str
    zh: str
    en: str
    operative: bool
    rule: str = ""
    page: str = ""


@cache
def clauses() -> tuple[Clause, ...]:
    """Every clause, in the order of the speech."""
    root, _ = yamltext.read(SOURCE)
    return TypeAdapter(tuple[Clause, ...]).validate_python(
        tuple({"id": key, **entry} for key, entry in _entries(root)), strict=True
    )


def _entries(root: yamltext.Node) -> list[tuple[str, dict[str, object]]]:
    plain = root.plain()
    return list(plain.items()) if isinstance(plain, dict) else []


@cache
def _by_id() -> dict[str, Clause]:
    return {clause.id: clause for clause in clauses()}


def clause(clause_id: str) -> Clause:
    """The clause of that id; KeyError otherwise."""
    return _by_id()[clause_id]


def clause_ids() -> tuple[str, ...]:
    """The ids of all clauses, in the order of the speech."""
    return tuple(clause.id for clause in clauses())
