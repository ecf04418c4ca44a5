"""What people do to a secondment. Each command is one transaction and one ledger entry."""

from guazhi.secondments.commands.life import (
    arrive,
    check_relation,
    decide,
    decide_all,
    hand_over,
    return_home,
    set_mentor,
)
from guazhi.secondments.commands.placing import Placing, place, place_all, resort
from guazhi.secondments.commands.term import change_term
from guazhi.secondments.commands.withdrawing import withdraw

__all__ = [
    "Placing",
    "arrive",
    "change_term",
    "check_relation",
    "decide",
    "decide_all",
    "hand_over",
    "place",
    "place_all",
    "resort",
    "return_home",
    "set_mentor",
    "withdraw",
]
