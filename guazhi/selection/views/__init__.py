"""Pages from need to decision."""

from guazhi.selection.views.nominations import (
    nominate,
    nomination,
    nominations,
    receive_nomination,
    review_nomination,
    rewrite_nomination,
    submit_nomination,
    withdraw_nomination,
)
from guazhi.selection.views.wishes import rank, wishes

__all__ = [
    "nominate",
    "nomination",
    "nominations",
    "rank",
    "receive_nomination",
    "review_nomination",
    "rewrite_nomination",
    "submit_nomination",
    "wishes",
    "withdraw_nomination",
]
