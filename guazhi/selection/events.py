"""What happens from need to decision."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from guazhi.ledger.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacementRunEvent(Event):
    """Something that happened to a run of a placement."""

    about: ClassVar[str] = "placement_run"


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakePlaced(PlacementRunEvent):
    """A placement of an intake was worked out and kept."""

    digest: str
    people: int
    placed: int
    pinned: int
    barred: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacementProved(PlacementRunEvent):
    """A kept run was worked out again: the same bytes or not."""

    digest: str
    same: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckDecided(Event):
    """Somebody decided on a warning: whether a person may be placed in spite of it."""

    about: ClassVar[str] = "person"
    rule: str
    post: int
    admits: bool
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalEvent(Event):
    """Something that happened to a proposal for the meeting."""

    about: ClassVar[str] = "proposal"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacementProposed(ProposalEvent):
    """A run became a proposal."""

    run: int
    people: int
    placed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalChanged(ProposalEvent):
    """Somebody was sent elsewhere than the proposal said, or nowhere."""

    line: int
    post: int | None
    stage: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalDropped(ProposalEvent):
    """A proposal was given up before anybody was sent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacementDecided(ProposalEvent):
    """The meeting decided on a proposal (S3.0.3)."""

    decision: int
    day: date
    people: int
    present: int
    stepped_back: int
    publicity_end: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectionRecorded(ProposalEvent):
    """Somebody objected during the publicity period."""

    objection: int
    line: int
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectionSettled(ProposalEvent):
    """An objection was looked into: without substance, or the person is taken out."""

    objection: int
    line: int
    outcome: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacementCarriedOut(ProposalEvent):
    """The secondments that the meeting decided on were created and their letters issued."""

    decision: int
    day: date
    secondments: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacementPrinted(ProposalEvent):
    """The paper for the meeting, the list to be made public or the letters were downloaded."""

    paper: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NominationEvent(Event):
    """Something that happened to a nomination."""

    about: ClassVar[str] = "nomination"
    person: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NominationWritten(NominationEvent):
    """A home organisation wrote the form of a nomination, or rewrote it."""

    organisation: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NominationSubmitted(NominationEvent):
    """A home organisation submitted a nomination."""

    organisation: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NominationAnswered(NominationEvent):
    """County or city endorsed, received, sent back or declined a nomination."""

    party: str
    step: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NominationDecided(NominationEvent):
    """The meeting decided whether and where a nominee goes, or one was taken out afterwards."""

    post: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NominationWithdrawn(NominationEvent):
    """A home organisation took a nomination back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WishesStated(NominationEvent):
    """The person stated so many wishes."""

    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidatesRanked(Event):
    """A host ranked so many candidates for a post."""

    about: ClassVar[str] = "post"
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NominationPrinted(NominationEvent):
    """The form of a nomination was downloaded."""
