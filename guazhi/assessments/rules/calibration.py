"""The cap on a grade in a round: how many may have it, how many would."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from guazhi.assessments.rules.scoring import Ceiling, ceiling
from guazhi.policy import Pack
from guazhi.policy.findings import Finding


def ceiling_of(pack: Pack, total: int, day: date, *, has_consent: bool) -> Ceiling | None:
    """The cap of the policy for a round of ``total`` people; None where it caps nothing."""
    cap = pack.assessment.cap
    if cap is None:
        return None
    share = Decimal(str(pack.figure(cap.parameter, day) or 0))
    more = pack.figure(cap.consented, day) if cap.consented else None
    consented = None if more is None else Decimal(str(more))
    return ceiling(cap, total, share, consented, has_consent=has_consent)


@dataclass(frozen=True, slots=True)
class Room:
    """How the capped grade stands: the ceiling, how many have it, and how many would."""

    ceiling: Ceiling
    given: int
    proposed: int

    @property
    def left(self) -> int:
        """How many more may receive it now."""
        return max(self.ceiling.most - self.given, 0)

    @property
    def over(self) -> int:
        """How many too many would have it if all that is proposed were decided."""
        return max(self.given + self.proposed - self.ceiling.most, 0)

    @property
    def consent_would_do(self) -> bool:
        """Whether it is over the cap now and would not be with consent."""
        return bool(self.over) and self.given + self.proposed <= self.ceiling.consented


def check_room(room: Room | None, name: str) -> Iterator[Finding]:
    """A finding when more would have the capped grade, called ``name``, than may."""
    if room is None or not room.over:
        return
    params = {
        "grade": name,
        "total": room.ceiling.total,
        "most": room.ceiling.most,
        "given": room.given,
        "proposed": room.proposed,
    }
    yield Finding("cap_needs_consent" if room.consent_would_do else "cap_exceeded", params=params)
