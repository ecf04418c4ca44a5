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
    revise,
    send_back,
)
from guazhi.coordination.views.requests import ask, decide, requests
from guazhi.coordination.views.visits import home_visit

__all__ = [
    "adopt",
    "answer",
    "ask",
    "contact",
    "decide",
    "exchange_item",
    "exchange_units",
    "exchanges",
    "flows",
    "forum",
    "forums",
    "forward",
    "home_visit",
    "note_flow",
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
    "revise",
    "send",
    "send_back",
]
