"""Adopting a policy, preparing intakes, offering posts."""

from guazhi.programmes.commands.intakes import (
    Asked,
    adopt_policy,
    begin_intake,
    call_upon,
    note_intake,
    open_intake,
    schedule_intake,
)
from guazhi.programmes.commands.posts import (
    answer_post,
    draft_post,
    offer_places,
    offer_posts,
    rewrite_post,
    submit_post,
    withdraw_post,
)

__all__ = [
    "Asked",
    "adopt_policy",
    "answer_post",
    "begin_intake",
    "call_upon",
    "draft_post",
    "note_intake",
    "offer_places",
    "offer_posts",
    "open_intake",
    "rewrite_post",
    "schedule_intake",
    "submit_post",
    "withdraw_post",
]
