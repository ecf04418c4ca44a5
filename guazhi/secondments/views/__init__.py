"""Pages for the life of a secondment and its changes of course."""

from guazhi.secondments.views.course import ask_change, call_back, change, notice
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
    "call_back",
    "change",
    "confirm_relation",
    "decide",
    "decouple",
    "notice",
    "plan_return",
    "return_home",
    "withdraw",
]
