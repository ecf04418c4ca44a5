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
class SittingSet(AssessmentEvent):
    """It was set who sits; ``again`` where members had been set before."""

    kind: str
    sitting: int
    again: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentPartAmended(AssessmentEvent):
    """A party changed its part. What it says stays out of the ledger."""

    kind: str
    part: int
    party: str
    organisation: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeOpinionGiven(AssessmentEvent):
    """The home organisation was heard."""

    kind: str
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentDrawnUp(AssessmentEvent):
    """What is to be signed was written down under its digest."""

    kind: str
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentSigned(AssessmentEvent):
    """A managing party signed what was drawn up."""

    kind: str
    party: str
    organisation: int
    digest: str
    dissenting: bool
    on_paper: bool
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureWithdrawn(AssessmentEvent):
    """A managing party took its signature back."""

    kind: str
    party: str
    organisation: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SignaturesVoided(AssessmentEvent):
    """What had been signed changed, so the signatures under it are void."""

    kind: str
    signatures: int
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VetoNoted(AssessmentEvent):
    """A fact that bounds the grade was noted."""

    kind: str
    veto: str
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class VetoLifted(AssessmentEvent):
    """A fact that bounded the grade was lifted."""

    kind: str
    veto: str
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class OverrideAsked(AssessmentEvent):
    """Another grade than the calculation proposes was asked for; which stays out of the ledger."""

    kind: str
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class OverrideSettled(AssessmentEvent):
    """A second person confirmed another grade, or refused it."""

    kind: str
    confirmed: bool
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentConcluded(AssessmentEvent):
    """A decision set the grade. It stays out of the ledger, whose readers may not know it."""

    kind: str
    decision: int
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentReleased(AssessmentEvent):
    """The person was told the result by a notice; from then on home sees it too."""

    kind: str
    notice: int
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultAcknowledged(AssessmentEvent):
    """The person signed the notice of the grade, or would not before a witness."""

    kind: str
    notice: int
    refused: bool
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class GradesDecided(Event):
    """A meeting decided on the grades of ``count`` people; the list is frozen under ``digest``."""

    about: ClassVar[str] = "grade_decision"

    kind: str
    count: int
    digest: str
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CapConsentNoted(Event):
    """It was put on record that more may receive the capped grade."""

    about: ClassVar[str] = "intake"

    kind: str
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ContestEvent(Event):
    """Something that happened to the contest of a result. Its words stay out of the ledger."""

    about: ClassVar[str] = "contest"

    kind: str
    level: str
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ContestFiled(ContestEvent):
    """The person contested the result."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContestWithdrawn(ContestEvent):
    """The person took the contest back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContestSettled(ContestEvent):
    """The contest was decided, the result upheld or changed."""

    changed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PollEvent(Event):
    """Something that happened to a democratic evaluation. No event tells of a ballot."""

    about: ClassVar[str] = "poll"


@dataclass(frozen=True, slots=True, kw_only=True)
class PollOpened(PollEvent):
    """A poll was put up for ``people`` voters, from the day ``start`` to the day ``end``."""

    kind: str
    people: int
    start: date
    end: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CodesIssued(PollEvent):
    """``issued`` codes were shown once, in the place of ``voided`` that nobody had used."""

    issued: int
    voided: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PollClosed(PollEvent):
    """A poll was counted, ``used`` of ``issued`` codes; neither is told where too few voted."""

    kind: str
    issued: int | None
    used: int | None
    digest: str | None
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PollCancelled(PollEvent):
    """A poll was called off, and what was in its boxes is gone."""

    kind: str
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentPrinted(AssessmentEvent):
    """The registration form of an assessment left the system as a paper."""

    kind: str


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
class SummaryCountersigned(Event):
    """The host countersigned a summary."""

    about: ClassVar[str] = "summary"

    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryReturned(Event):
    """The host returned a summary with a reason."""

    about: ClassVar[str] = "summary"

    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class AppraisalDrafted(Event):
    """A version of the appraisal was written; ``sourced`` sentences name their records."""

    about: ClassVar[str] = "appraisal"

    version: int
    sourced: int
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
class SummaryPrinted(Event):
    """A summary left the system as a paper."""

    about: ClassVar[str] = "summary"

    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AppraisalPrinted(Event):
    """An appraisal left the system as a paper."""

    about: ClassVar[str] = "appraisal"

    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidencePackMade(Event):
    """The evidence of an intake's assessments left the system as one paper."""

    about: ClassVar[str] = "intake"

    kind: str
    people: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentPrinted(Event):
    """The appointment form of a person left the system as a paper."""

    about: ClassVar[str] = "person"


@dataclass(frozen=True, slots=True, kw_only=True)
class YearSettled(Event):
    """The city said which unit grades a calendar year of which nobody has more than half."""

    about: ClassVar[str] = "year_assessor"

    year: int
    unit: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeNoticePrinted(Event):
    """A notice of a grade left the system as a paper."""

    about: ClassVar[str] = "assessment"

    notice: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeMinutesPrinted(Event):
    """The minutes of the meeting that decided on grades left the system as a paper."""

    about: ClassVar[str] = "grade_decision"

    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultUsed(Event):
    """A meeting had the result before it."""

    about: ClassVar[str] = "result_use"

    occasion: str
    considered: bool
    day: date
