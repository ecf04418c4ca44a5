"""What people do to a secondment. Each command is one transaction and one ledger entry."""

from guazhi.secondments.commands.back import confirm_back, report_back
from guazhi.secondments.commands.changes import answer_change, ask_change, call_back
from guazhi.secondments.commands.handing import confirm_handover, hand_over
from guazhi.secondments.commands.leave import (
    ask_leave,
    call_back_leave,
    decide_leave,
    extend_leave,
    revise_leave,
)
from guazhi.secondments.commands.life import (
    arrive,
    decide,
    decide_all,
    return_home,
    set_mentor,
)
from guazhi.secondments.commands.merging import merge_unit
from guazhi.secondments.commands.placing import (
    Placing,
    check_placings,
    place,
    place_all,
    put_down,
    resort,
    ruled_out,
)
from guazhi.secondments.commands.relations import check_relation
from guazhi.secondments.commands.returning import begin_return, plan_return
from guazhi.secondments.commands.withdrawing import withdraw

__all__ = [
    "Placing",
    "answer_change",
    "arrive",
    "ask_change",
    "ask_leave",
    "begin_return",
    "call_back",
    "call_back_leave",
    "check_placings",
    "check_relation",
    "confirm_back",
    "confirm_handover",
    "decide",
    "decide_all",
    "decide_leave",
    "extend_leave",
    "hand_over",
    "merge_unit",
    "place",
    "place_all",
    "plan_return",
    "put_down",
    "report_back",
    "resort",
    "return_home",
    "revise_leave",
    "ruled_out",
    "set_mentor",
    "withdraw",
]
