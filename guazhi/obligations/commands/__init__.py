"""Keeping obligations as policy derives them, meeting them by evidence, waiving them.

``give_evidence``, ``note_happening`` and the reconcilers are called by the commands of other
modules inside their own transaction; the waiver commands are for people.
"""

from guazhi.obligations.commands.evidence import (
    drop_happening,
    give_evidence,
    give_evidence_of_each,
    note_happening,
    withdraw_evidence,
)
from guazhi.obligations.commands.reconcile import (
    reconcile,
    reconcile_all,
    reconcile_intake,
    reconcile_many,
)
from guazhi.obligations.commands.successors import hand_on, hand_on_home
from guazhi.obligations.commands.waivers import ask_waiver, decide_waiver

__all__ = [
    "ask_waiver",
    "decide_waiver",
    "drop_happening",
    "give_evidence",
    "give_evidence_of_each",
    "hand_on",
    "hand_on_home",
    "note_happening",
    "reconcile",
    "reconcile_all",
    "reconcile_intake",
    "reconcile_many",
    "withdraw_evidence",
]
