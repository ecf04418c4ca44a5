"""Reading obligations: the facts policy derives from, to-do lists, standing and its why."""

from guazhi.obligations.queries.dossier import (
    Dossier,
    dossier,
    obligation,
    waiver,
    waivers_asked,
    waivers_to_decide,
)
from guazhi.obligations.queries.facts import intake_facts, secondment_facts
from guazhi.obligations.queries.todo import Desk, desks, of_desks, open_of
from guazhi.obligations.queries.why import Row, Why, of_intake, of_secondment, row_of
from guazhi.obligations.queries.words import EVIDENCE, explained, occurrences, without_calendar

__all__ = [
    "EVIDENCE",
    "Desk",
    "Dossier",
    "Row",
    "Why",
    "desks",
    "dossier",
    "explained",
    "intake_facts",
    "obligation",
    "occurrences",
    "of_desks",
    "of_intake",
    "of_secondment",
    "open_of",
    "row_of",
    "secondment_facts",
    "waiver",
    "waivers_asked",
    "waivers_to_decide",
    "without_calendar",
]
