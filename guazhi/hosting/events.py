"""What hosts do."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from guazhi.ledger.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class HostAccepted(Event):
    """The host accepted the secondee."""

    about: ClassVar[str] = "acceptance"
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaderRecorded(Event):
    """A host put its principal leader on record."""

    about: ClassVar[str] = "organisation"
    person: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanDrafted(Event):
    """A version of the training plan was drafted."""

    about: ClassVar[str] = "plan"
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanAgreed(Event):
    """The secondee agreed to the training plan."""

    about: ClassVar[str] = "plan"
    version: int
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanReturned(Event):
    """A version of the training plan was returned with a reason."""

    about: ClassVar[str] = "plan"
    version: int
    by_secondee: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanApproved(Event):
    """A training plan was approved."""

    about: ClassVar[str] = "plan"
    version: int
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class MentorNamed(Event):
    """A mentor was named."""

    about: ClassVar[str] = "mentorship"
    mentor: int
    day: date
    by_exception: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MentoringAccepted(Event):
    """The mentor took the duty on by his own account."""

    about: ClassVar[str] = "mentorship"
    mentor: int
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class MentoringDone(Event):
    """The mentor took time for the secondee."""

    about: ClassVar[str] = "mentoring"
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class LivingArranged(Event):
    """Lodging, meals and the way there were arranged."""

    about: ClassVar[str] = "living"
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefingGiven(Event):
    """The secondee was briefed."""

    about: ClassVar[str] = "briefing"
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkDivided(Event):
    """Duties and powers were divided in writing."""

    about: ClassVar[str] = "division"
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskAssigned(Event):
    """A task was assigned."""

    about: ClassVar[str] = "task"
    due: date
    substantive: bool
    source_kind: str = ""
    source: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskAccepted(Event):
    """The secondee took a task on."""

    about: ClassVar[str] = "task"


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskUrged(Event):
    """The host urged the secondee to get on with a task."""

    about: ClassVar[str] = "task"
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskReassigned(Event):
    """A task was given to another secondee of the host, as the task ``to``."""

    about: ClassVar[str] = "task"
    to: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskReported(Event):
    """The secondee reported on a task."""

    about: ClassVar[str] = "task"


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskReturned(Event):
    """A report was returned to the secondee."""

    about: ClassVar[str] = "task"


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskClosed(Event):
    """A task was closed with its result, or dropped."""

    about: ClassVar[str] = "task"
    done: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkHeld(Event):
    """The host heard the secondee."""

    about: ClassVar[str] = "talk"
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class DifficultyRaised(Event):
    """A difficulty was raised."""

    about: ClassVar[str] = "difficulty"
    kind: str
    level: str
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class DifficultyAnswered(Event):
    """A difficulty was answered; late, by the ``level`` that it had left."""

    about: ClassVar[str] = "difficulty"
    day: date
    level: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DifficultyResolved(Event):
    """A solution was put to the secondee."""

    about: ClassVar[str] = "difficulty"
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class DifficultyClosed(Event):
    """The secondee confirmed that a difficulty is solved."""

    about: ClassVar[str] = "difficulty"
    day: date
    level: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DifficultyReopened(Event):
    """The secondee found a difficulty not solved."""

    about: ClassVar[str] = "difficulty"
    level: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DifficultyPassedUp(Event):
    """A difficulty was passed up a level."""

    about: ClassVar[str] = "difficulty"
    level: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DifficultyEscalated(Event):
    """A difficulty went up a level, unsolved for longer than policy allows."""

    about: ClassVar[str] = "difficulty"
    level: str
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CareGiven(Event):
    """The host cared for the secondee's life."""

    about: ClassVar[str] = "care"
    kind: str
    day: date
