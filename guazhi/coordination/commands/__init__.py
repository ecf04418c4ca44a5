"""The work of coordination. Each command is one transaction and one ledger entry."""

from guazhi.coordination.commands.contacts import make_contact
from guazhi.coordination.commands.exchange import answer_exchange, send_exchange
from guazhi.coordination.commands.forums import plan_forum, raise_point, record_forum
from guazhi.coordination.commands.practices import (
    adopt_practice,
    propose_practice,
    publish_practice,
    read_practice,
)
from guazhi.coordination.commands.reports import submit_report
from guazhi.coordination.commands.requests import ask_home_work, decide_home_work
from guazhi.coordination.commands.visits import visit_secondee

__all__ = [
    "adopt_practice",
    "answer_exchange",
    "ask_home_work",
    "decide_home_work",
    "make_contact",
    "plan_forum",
    "propose_practice",
    "publish_practice",
    "raise_point",
    "read_practice",
    "record_forum",
    "send_exchange",
    "submit_report",
    "visit_secondee",
]
