"""Pages of coordination: each form ends in one command."""

from guazhi.coordination.views.exchange import answer, exchanges, send
from guazhi.coordination.views.forums import (
    contact,
    forum,
    forums,
    plan_forum,
    raise_point,
    record_forum,
    report,
)
from guazhi.coordination.views.practices import (
    adopt,
    practice,
    practices,
    propose,
    publish,
    read,
)
from guazhi.coordination.views.requests import ask, decide, requests
from guazhi.coordination.views.visits import home_visit

__all__ = [
    "adopt",
    "answer",
    "ask",
    "contact",
    "decide",
    "exchanges",
    "forum",
    "forums",
    "home_visit",
    "plan_forum",
    "practice",
    "practices",
    "propose",
    "publish",
    "raise_point",
    "read",
    "record_forum",
    "report",
    "requests",
    "send",
]
