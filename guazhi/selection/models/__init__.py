"""What is kept on the way from need to decision."""

from guazhi.selection.models.nominations import (
    NOMINATION_STATES,
    STEPS,
    Nomination,
    NominationQuerySet,
    NominationStep,
)
from guazhi.selection.models.wishes import CandidateRank, Circumstances, Wish

__all__ = [
    "NOMINATION_STATES",
    "STEPS",
    "CandidateRank",
    "Circumstances",
    "Nomination",
    "NominationQuerySet",
    "NominationStep",
    "Wish",
]
