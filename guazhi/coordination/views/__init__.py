"""Pages of coordination: each form ends in one command."""

from guazhi.coordination.views.exchange import (
    answer,
    exchange_item,
    exchange_units,
    exchanges,
    flows,
    forward,
    note_flow,
    send,
)
from guazhi.coordination.views.forums import (
    arrange_speakers,
    contact,
    excuse,
    forum,
    forums,
    invitation,
    plan_forum,
    record_forum,
    replan_forum,
    urge_reports,
)
from guazhi.coordination.views.minutes import confirm_minutes, minutes_paper, write_minutes
from guazhi.coordination.views.points import answer_point, points, raise_point
from guazhi.coordination.views.practices import (
    adopt,
    practice,
    practices,
    propose,
    publish,
    read,
    revise,
    send_back,
)
from guazhi.coordination.views.reports import (
    countersign_report,
    draft,
    read_report,
    reports,
    return_report,
)
from guazhi.coordination.views.requests import ask, decide, requests
from guazhi.coordination.views.visits import home_visit

__all__ = [
    "adopt",
    "answer",
    "answer_point",
    "arrange_speakers",
    "ask",
    "confirm_minutes",
    "contact",
    "countersign_report",
    "decide",
    "draft",
    "exchange_item",
    "exchange_units",
    "exchanges",
    "excuse",
    "flows",
    "forum",
    "forums",
    "forward",
    "home_visit",
    "invitation",
    "minutes_paper",
    "note_flow",
    "plan_forum",
    "points",
    "practice",
    "practices",
    "propose",
    "publish",
    "raise_point",
    "read",
    "read_report",
    "record_forum",
    "replan_forum",
    "reports",
    "requests",
    "return_report",
    "revise",
    "send",
    "send_back",
    "urge_reports",
    "write_minutes",
]
