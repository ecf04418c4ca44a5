"""What is kept on the way from need to decision."""

from guazhi.selection.models.checks import CheckDecision
from guazhi.selection.models.decisions import (
    GROUNDS,
    OUTCOMES,
    MeetingMember,
    Objection,
    PlacementDecision,
    Recusal,
)
from guazhi.selection.models.nominations import (
    NOMINATION_STATES,
    STEPS,
    Nomination,
    NominationQuerySet,
    NominationStep,
)
from guazhi.selection.models.proposals import STAGES, LineChange, Proposal, ProposalLine
from guazhi.selection.models.runs import PlacementRun
from guazhi.selection.models.wishes import CandidateRank, Circumstances, Wish

__all__ = [
    "GROUNDS",
    "NOMINATION_STATES",
    "OUTCOMES",
    "STAGES",
    "STEPS",
    "CandidateRank",
    "CheckDecision",
    "Circumstances",
    "LineChange",
    "MeetingMember",
    "Nomination",
    "NominationQuerySet",
    "NominationStep",
    "Objection",
    "PlacementDecision",
    "PlacementRun",
    "Proposal",
    "ProposalLine",
    "Recusal",
    "Wish",
]
