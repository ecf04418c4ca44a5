"""From need to decision: nominating, wishing, placing, proposing, deciding, carrying out."""

from guazhi.selection.commands.carrying import carry_out
from guazhi.selection.commands.checks import decide_warning, decide_warnings
from guazhi.selection.commands.decisions import decide_placement
from guazhi.selection.commands.nominations import (
    Form,
    nominate,
    nominate_all,
    rewrite_nomination,
    submit_nominations,
    withdraw_nomination,
)
from guazhi.selection.commands.papers import note_paper
from guazhi.selection.commands.proposals import Sent, change_line, drop_proposal, propose
from guazhi.selection.commands.publicity import record_objection, settle_objection, take_out
from guazhi.selection.commands.reviews import note_printed, receive_nominations, review_nominations
from guazhi.selection.commands.runs import place_intake, prove_run
from guazhi.selection.commands.successors import hand_on_nominations
from guazhi.selection.commands.wishes import rank_candidates, state_wishes

__all__ = [
    "Form",
    "Sent",
    "carry_out",
    "change_line",
    "decide_placement",
    "decide_warning",
    "decide_warnings",
    "drop_proposal",
    "hand_on_nominations",
    "nominate",
    "nominate_all",
    "note_paper",
    "note_printed",
    "place_intake",
    "propose",
    "prove_run",
    "rank_candidates",
    "receive_nominations",
    "record_objection",
    "review_nominations",
    "rewrite_nomination",
    "settle_objection",
    "state_wishes",
    "submit_nominations",
    "take_out",
    "withdraw_nomination",
]
