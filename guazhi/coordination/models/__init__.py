"""Rows of coordination: contacts, forums, reports, practices, exchange, home requests, visits."""

from guazhi.coordination.models.contacts import (
    CONTACT_MODES,
    CONTACT_STATES,
    Contact,
    ContactNote,
)
from guazhi.coordination.models.exchange import (
    DIRECTIONS,
    ExchangeForward,
    ExchangeItem,
    FlowNote,
)
from guazhi.coordination.models.forums import (
    Forum,
    ForumAttendance,
    ForumMinutes,
    ForumPoint,
)
from guazhi.coordination.models.practices import (
    PRACTICE_STATES,
    SOURCES,
    Practice,
    PracticeAdoption,
    PracticeComment,
    PracticeDelivery,
)
from guazhi.coordination.models.reports import REPORT_STATES, ReportDraft, WorkReport
from guazhi.coordination.models.requests import HomeRequest
from guazhi.coordination.models.visits import HomeVisit

__all__ = [
    "CONTACT_MODES",
    "CONTACT_STATES",
    "DIRECTIONS",
    "PRACTICE_STATES",
    "REPORT_STATES",
    "SOURCES",
    "Contact",
    "ContactNote",
    "ExchangeForward",
    "ExchangeItem",
    "FlowNote",
    "Forum",
    "ForumAttendance",
    "ForumMinutes",
    "ForumPoint",
    "HomeRequest",
    "HomeVisit",
    "Practice",
    "PracticeAdoption",
    "PracticeComment",
    "PracticeDelivery",
    "ReportDraft",
    "WorkReport",
]
