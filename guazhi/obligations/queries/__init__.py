"""Reading obligations: the facts policy derives from, to-do lists, standing and its why."""

from guazhi.obligations.queries.facts import intake_facts, secondment_facts
from guazhi.obligations.queries.todo import Desk, desks, open_of, owed_to_me, waivers_to_decide
from guazhi.obligations.queries.why import Row, Why, of_intake, of_secondment

__all__ = [
    "Desk",
    "Row",
    "Why",
    "desks",
    "intake_facts",
    "of_intake",
    "of_secondment",
    "open_of",
    "owed_to_me",
    "secondment_facts",
    "waivers_to_decide",
]
