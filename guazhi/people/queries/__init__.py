"""Reading people: who is found by a name, who leads and employs, and the record as a form."""

from guazhi.people.queries.finding import named, people, principal_leader, relation
from guazhi.people.queries.record import (
    Record,
    family_lines,
    kept_family,
    kept_record,
    kept_resume,
    kept_sanctions,
    record,
    relatives_of,
    resume_lines,
    revealable,
    sanction_lines,
    stints,
    to_keep,
)

__all__ = [
    "Record",
    "family_lines",
    "kept_family",
    "kept_record",
    "kept_resume",
    "kept_sanctions",
    "named",
    "people",
    "principal_leader",
    "record",
    "relation",
    "relatives_of",
    "resume_lines",
    "revealable",
    "sanction_lines",
    "stints",
    "to_keep",
]
