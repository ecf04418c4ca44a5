"""Pages from need to decision."""

from guazhi.selection.views.answers import answer_nominations
from guazhi.selection.views.balance import balance
from guazhi.selection.views.board import board, keep
from guazhi.selection.views.checks import checks, decide_check, person_checks
from guazhi.selection.views.decisions import (
    carry_out,
    decide,
    object_to,
    settle,
)
from guazhi.selection.views.nominations import (
    nominate,
    nomination,
    nomination_form,
    nominations,
    receive_nomination,
    review_nomination,
    rewrite_nomination,
    submit_nomination,
    withdraw_nomination,
)
from guazhi.selection.views.papers import (
    letters,
    meeting_paper,
    public_list,
)
from guazhi.selection.views.proposals import (
    change,
    drop,
    proposal,
    propose,
    take_out,
)
from guazhi.selection.views.runs import (
    compare,
    place,
    prove,
    run,
    runs,
)
from guazhi.selection.views.warnings import decide_warnings
from guazhi.selection.views.wishes import (
    rank,
    wishes,
)

__all__ = [
    "answer_nominations",
    "balance",
    "board",
    "carry_out",
    "change",
    "checks",
    "compare",
    "decide",
    "decide_check",
    "decide_warnings",
    "drop",
    "keep",
    "letters",
    "meeting_paper",
    "nominate",
    "nomination",
    "nomination_form",
    "nominations",
    "object_to",
    "person_checks",
    "place",
    "proposal",
    "propose",
    "prove",
    "public_list",
    "rank",
    "receive_nomination",
    "review_nomination",
    "rewrite_nomination",
    "run",
    "runs",
    "settle",
    "submit_nomination",
    "take_out",
    "wishes",
    "withdraw_nomination",
]
