"""Reading secondments, what is recorded in their life, and their changes of course."""

from guazhi.secondments.models import CHANGES
from guazhi.secondments.queries.course import (
    Chain,
    Version,
    change,
    changes,
    changes_to_answer,
    kinds_to_ask,
    notice,
    notices,
    owners_of,
    posts_for,
    preview,
    settled_changes,
    sides,
    successors_for,
    versions,
)
from guazhi.secondments.queries.life import (
    handover,
    holds,
    one,
    relation_checks,
    return_plan,
    secondments,
    terms_at,
    withdrawal,
)
from guazhi.secondments.queries.papers import notice_values

__all__ = [
    "CHANGES",
    "Chain",
    "Version",
    "change",
    "changes",
    "changes_to_answer",
    "handover",
    "holds",
    "kinds_to_ask",
    "notice",
    "notice_values",
    "notices",
    "one",
    "owners_of",
    "posts_for",
    "preview",
    "relation_checks",
    "return_plan",
    "secondments",
    "settled_changes",
    "sides",
    "successors_for",
    "terms_at",
    "versions",
    "withdrawal",
]
