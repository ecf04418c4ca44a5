"""What happens in coordination."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from guazhi.ledger.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactMade(Event):
    """A county department contacted a host, and asked how this secondee does."""

    about: ClassVar[str] = "contact"

    department: int
    host: int
    mode: str
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactPlanned(Event):
    """A county department planned a contact with a host, or moved it to another day."""

    about: ClassVar[str] = "contact"

    department: int
    host: int
    mode: str
    day: date
    covered: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactsPlanned(Event):
    """A county department had its contacts planned up to a day, as the policy asks for them."""

    about: ClassVar[str] = "contact"

    department: int
    day: date
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactCalledOff(Event):
    """A planned contact will not be made."""

    about: ClassVar[str] = "contact"

    department: int
    host: int
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactReminded(Event):
    """A planned contact was brought to the mind of the department and of the host."""

    about: ClassVar[str] = "contact"

    owner: int
    host: int
    mode: str
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ForumPlanned(Event):
    """A forum was planned and its secondees invited."""

    about: ClassVar[str] = "forum"

    day: date
    invited: int
    outside: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ForumCalledOff(Event):
    """A planned forum will not be held."""

    about: ClassVar[str] = "forum"

    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ForumHeld(Event):
    """A forum was held and its minutes kept."""

    about: ClassVar[str] = "forum"

    day: date
    attended: int
    heard: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ForumPointRaised(Event):
    """A point raised at a forum was given to an organisation."""

    about: ClassVar[str] = "forum"

    point: int
    owner: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkReported(Event):
    """A secondee handed in a work report."""

    about: ClassVar[str] = "work_report"

    day: date
    forum: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ForumReplanned(Event):
    """A forum was moved or changed, and newcomers invited."""

    about: ClassVar[str] = "forum"

    day: date
    invited: int
    outside: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ForumExcused(Event):
    """A secondee asked leave from a forum, which is held for the area ``to``."""

    about: ClassVar[str] = "forum"
    to: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakersArranged(Event):
    """The order of speaking at a forum was set."""

    about: ClassVar[str] = "forum"

    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportsUrged(Event):
    """Those whose report is not in were urged."""

    about: ClassVar[str] = "forum"

    day: date
    missing: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ForumPointAnswered(Event):
    """The organisation that follows a point up answered it."""

    about: ClassVar[str] = "forum"

    point: int
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesWritten(Event):
    """The minutes of a forum were written or edited."""

    about: ClassVar[str] = "forum"

    edition: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesConfirmed(Event):
    """The minutes of a forum were confirmed."""

    about: ClassVar[str] = "forum"

    edition: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportCountersigned(Event):
    """The host countersigned a work report."""

    about: ClassVar[str] = "work_report"

    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportReturned(Event):
    """The host returned a work report."""

    about: ClassVar[str] = "work_report"

    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeProposed(Event):
    """A practice was summed up and proposed."""

    about: ClassVar[str] = "practice"

    day: date
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeReturned(Event):
    """The city returned a proposal with a reason."""

    about: ClassVar[str] = "practice"

    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeRevised(Event):
    """A returned proposal was sent in again."""

    about: ClassVar[str] = "practice"

    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticePublished(Event):
    """A practice was delivered to every secondee of the intake."""

    about: ClassVar[str] = "practice"

    day: date
    delivered: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticesDelivered(Event):
    """What had been published before was delivered to a secondee who joined later."""

    about: ClassVar[str] = "secondment"

    day: date
    delivered: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeRead(Event):
    """A secondee read a practice."""

    about: ClassVar[str] = "practice"

    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeCommented(Event):
    """Somebody commented on a practice."""

    about: ClassVar[str] = "practice"
    comment: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeCommentWithdrawn(Event):
    """Somebody withdrew his comment on a practice."""

    about: ClassVar[str] = "practice"
    comment: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeAdopted(Event):
    """A practice was taken up in a secondment."""

    about: ClassVar[str] = "practice"

    adoption: int
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ExchangeSent(Event):
    """Something was brought up or down to a unit; ``opinion`` is what it came of."""

    about: ClassVar[str] = "exchange_item"

    direction: str
    to: int
    day: date
    opinion: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExchangeForwarded(Event):
    """An exchange item was passed on to the unit that owns the matter."""

    about: ClassVar[str] = "exchange_item"

    sender: int
    to: int
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowNoted(Event):
    """It was noted why nothing flows between two kinds of unit."""

    about: ClassVar[str] = "intake"

    from_kind: str
    to_kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExchangeAnswered(Event):
    """The unit addressed answered an exchange item."""

    about: ClassVar[str] = "exchange_item"

    adopted: bool | None
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeWorkAsked(Event):
    """A home organisation asked for work of its secondee."""

    about: ClassVar[str] = "home_request"

    day: date
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeWorkDecided(Event):
    """The city decided on a home organisation's request."""

    about: ClassVar[str] = "home_request"

    allowed: bool
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeVisitMade(Event):
    """A home organisation visited its secondee."""

    about: ClassVar[str] = "home_visit"

    day: date
