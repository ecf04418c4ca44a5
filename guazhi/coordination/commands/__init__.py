"""The work of coordination. Each command is one transaction and one ledger entry."""

from guazhi.coordination.commands.contacts import make_contact
from guazhi.coordination.commands.deliveries import (
    adopt_practice,
    deliver_published,
    read_practice,
)
from guazhi.coordination.commands.exchange import (
    answer_exchange,
    forward_exchange,
    note_flow,
    send_exchange,
)
from guazhi.coordination.commands.forums import plan_forum, raise_point, record_forum
from guazhi.coordination.commands.practices import (
    propose_practice,
    publish_practice,
    return_practice,
    revise_practice,
)
from guazhi.coordination.commands.reports import submit_report
from guazhi.coordination.commands.requests import ask_home_work, decide_home_work
from guazhi.coordination.commands.visits import visit_secondee

__all__ = [
    "adopt_practice",
    "answer_exchange",
    "ask_home_work",
    "decide_home_work",
    "deliver_published",
    "forward_exchange",
    "make_contact",
    "note_flow",
    "plan_forum",
    "propose_practice",
    "publish_practice",
    "raise_point",
    "read_practice",
    "record_forum",
    "return_practice",
    "revise_practice",
    "send_exchange",
    "submit_report",
    "visit_secondee",
]
