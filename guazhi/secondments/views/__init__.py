"""Pages for the life of a secondment, its changes of course, and leave."""

from guazhi.secondments.views.course import ask_change, call_back, change, changes, notice
from guazhi.secondments.views.leave import (
    ask_leave,
    call_back_leave,
    confirm_back,
    extend_leave,
    leave,
    leave_paper,
    leaves,
    report_back,
    revise_leave,
)
from guazhi.secondments.views.life import (
    arrive,
    confirm_relation,
    decide,
    decouple,
    return_home,
    withdraw,
)
from guazhi.secondments.views.returning import plan_return

__all__ = [
    "arrive",
    "ask_change",
    "ask_leave",
    "call_back",
    "call_back_leave",
    "change",
    "changes",
    "confirm_back",
    "confirm_relation",
    "decide",
    "decouple",
    "extend_leave",
    "leave",
    "leave_paper",
    "leaves",
    "notice",
    "plan_return",
    "report_back",
    "return_home",
    "revise_leave",
    "withdraw",
]
