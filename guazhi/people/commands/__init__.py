"""What is done to people: enrolling them, keeping their record, revealing a number."""

from guazhi.people.commands.enrolment import (
    carry_employments,
    employ_all,
    enrol,
    enrol_all,
    grade_all,
    lead,
    name_keys,
    tell_all,
)
from guazhi.people.commands.lists import (
    grade_year,
    write_family,
    write_resume,
    write_sanctions,
)
from guazhi.people.commands.record import reveal_identity, rewrite_record

__all__ = [
    "carry_employments",
    "employ_all",
    "enrol",
    "enrol_all",
    "grade_all",
    "grade_year",
    "lead",
    "name_keys",
    "reveal_identity",
    "rewrite_record",
    "tell_all",
    "write_family",
    "write_resume",
    "write_sanctions",
]
