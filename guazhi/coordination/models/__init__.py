"""Rows of coordination: contacts, forums, reports, practices, exchange, home requests, visits."""

from guazhi.coordination.models.contacts import Contact
from guazhi.coordination.models.exchange import DIRECTIONS, ExchangeItem
from guazhi.coordination.models.forums import Forum, ForumAttendance, ForumPoint, WorkReport
from guazhi.coordination.models.practices import (
    SOURCES,
    Practice,
    PracticeAdoption,
    PracticeDelivery,
)
from guazhi.coordination.models.requests import HomeRequest
from guazhi.coordination.models.visits import HomeVisit

__all__ = [
    "DIRECTIONS",
    "SOURCES",
    "Contact",
    "ExchangeItem",
    "Forum",
    "ForumAttendance",
    "ForumPoint",
    "HomeRequest",
    "HomeVisit",
    "Practice",
    "PracticeAdoption",
    "PracticeDelivery",
    "WorkReport",
]
