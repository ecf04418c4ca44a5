"""Pages for programmes, intakes and the posts offered in them."""

from guazhi.programmes.views.intakes import begin, call, notes, schedule
from guazhi.programmes.views.posts import (
    answer_post,
    offer_post,
    post,
    posts,
    rewrite_post,
    submit_post,
    withdraw_post,
)

__all__ = [
    "answer_post",
    "begin",
    "call",
    "notes",
    "offer_post",
    "post",
    "posts",
    "rewrite_post",
    "schedule",
    "submit_post",
    "withdraw_post",
]
