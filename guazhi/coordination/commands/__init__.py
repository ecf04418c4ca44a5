"""The work of coordination. Each command is one transaction and one ledger entry."""

from guazhi.coordination.commands.comments import comment_practice, withdraw_comment
from guazhi.coordination.commands.contact_plan import plan_contacts, remind_of_contacts
from guazhi.coordination.commands.contacts import call_off_contact, make_contact, plan_contact
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
from guazhi.coordination.commands.forums import (
    arrange_speakers,
    call_off_forum,
    excuse_from_forum,
    plan_forum,
    record_forum,
    replan_forum,
    urge_reports,
)
from guazhi.coordination.commands.minutes import confirm_minutes, write_minutes
from guazhi.coordination.commands.points import answer_point, raise_point
from guazhi.coordination.commands.practices import (
    propose_practice,
    publish_practice,
    return_practice,
    revise_practice,
)
from guazhi.coordination.commands.reports import (
    countersign_report,
    return_report,
    save_draft,
    submit_report,
)
from guazhi.coordination.commands.requests import ask_home_work, decide_home_work
from guazhi.coordination.commands.successors import hand_on_questions
from guazhi.coordination.commands.visits import visit_secondee

__all__ = [
    "adopt_practice",
    "answer_exchange",
    "answer_point",
    "arrange_speakers",
    "ask_home_work",
    "call_off_contact",
    "call_off_forum",
    "comment_practice",
    "confirm_minutes",
    "countersign_report",
    "decide_home_work",
    "deliver_published",
    "excuse_from_forum",
    "forward_exchange",
    "hand_on_questions",
    "make_contact",
    "note_flow",
    "plan_contact",
    "plan_contacts",
    "plan_forum",
    "propose_practice",
    "publish_practice",
    "raise_point",
    "read_practice",
    "record_forum",
    "remind_of_contacts",
    "replan_forum",
    "return_practice",
    "return_report",
    "revise_practice",
    "save_draft",
    "send_exchange",
    "submit_report",
    "urge_reports",
    "visit_secondee",
    "withdraw_comment",
    "write_minutes",
]
