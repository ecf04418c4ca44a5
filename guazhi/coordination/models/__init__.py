"""Rows of coordination: contacts, forums and reports, practices, exchange, home requests."""

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

__all__ = [
    "DIRECTIONS",
    "SOURCES",
    "Contact",
    "ExchangeItem",
    "Forum",
    "ForumAttendance",
    "ForumPoint",
    "HomeRequest",
    "Practice",
    "PracticeAdoption",
    "PracticeDelivery",
    "WorkReport",
]
