"""From need to decision: placing an intake, proposing, deciding, carrying out."""

from guazhi.selection.commands.carrying import carry_out
from guazhi.selection.commands.decisions import decide_placement
from guazhi.selection.commands.proposals import Sent, change_line, drop_proposal, propose
from guazhi.selection.commands.publicity import record_objection, settle_objection
from guazhi.selection.commands.runs import place_intake, prove_run

__all__ = [
    "Sent",
    "carry_out",
    "change_line",
    "decide_placement",
    "drop_proposal",
    "place_intake",
    "propose",
    "prove_run",
    "record_objection",
    "settle_objection",
]
