"""What happens in assessing, appraising and using results."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from guazhi.ledger.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentEvent(Event):
    """Something that happened to a joint assessment."""

    about: ClassVar[str] = "assessment"


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentPartEntered(AssessmentEvent):
    """A managing party gave its part. The grade it proposes stays out of the ledger."""

    kind: str
    part: int
    party: str
    organisation: int
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentConcluded(AssessmentEvent):
    """The grade was set. It stays out of the ledger, whose readers may not know it."""

    kind: str
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentReleased(AssessmentEvent):
    """The result was opened to the home organisation and the secondee."""

    kind: str
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryWritten(Event):
    """The secondee wrote a version of the summary."""

    about: ClassVar[str] = "summary"

    version: int
    submitted: bool
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryHelped(Event):
    """The host noted how it helped with the summary."""

    about: ClassVar[str] = "summary"

    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class AppraisalDrafted(Event):
    """A version of the appraisal was written."""

    about: ClassVar[str] = "appraisal"

    version: int
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class AppraisalSigned(Event):
    """An appraisal was signed and frozen under its digest."""

    about: ClassVar[str] = "appraisal"

    version: int
    digest: str
    supersedes: int | None
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class AppraisalPrinted(Event):
    """An appraisal left the system as a paper."""

    about: ClassVar[str] = "appraisal"

    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultUsed(Event):
    """A meeting had the result before it."""

    about: ClassVar[str] = "result_use"

    occasion: str
    considered: bool
    day: date
