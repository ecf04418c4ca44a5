"""The stage of a rehearsal: who stands where, what has happened, and what was refused."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

from guazhi.access.actor import Actor
from guazhi.hosting.queries import readiness
from guazhi.policy import Pack
from guazhi.policy.findings import Refused
from guazhi.programmes.models import Intake
from guazhi.programmes.queries import calendar, pack_of
from guazhi.secondments.models import Secondment
from guazhi.secondments.queries import one
from guazhi.simulation.cast import Cast
from guazhi.simulation.temper import Manners, Owed, Temper, lot


@dataclass(slots=True)
class Placed:
    """What a rehearsal keeps in mind of one secondment."""

    pk: int
    secondee: int
    name: str
    home: int
    home_name: str
    host: int
    host_name: str
    host_kind: str
    host_county: int | None
    direction: str
    start: date
    end: date
    post: str
    category: str


Deed = Callable[[], None]


class Stage:
    """A cast, an intake, and the manners in which everyone behaves."""

    def __init__(self, cast: Cast, intake: Intake, temper: Temper, last: date) -> None:
        self.cast, self.intake, self.temper, self.last = cast, intake, temper, last
        self.pack: Pack = pack_of(intake.policy)
        self.calendar = calendar()
        self.placed = {row.pk: row for row in placed(intake)}
        self.manners = Manners(temper, self.calendar, last)
        self.fall_silent()
        self.refused: Counter[str] = Counter()
        self.excellent: set[int] = set()
        self.seated: set[tuple[str, int]] = set()
        self.risen = 0
        self.is_contested = False
        self.contacted: dict[tuple[int, int], date] = {}
        self.today = intake.start
        self.coming: dict[date, list[tuple[str, Deed]]] = defaultdict(list)

    def fall_silent(self) -> None:
        """Choose the hosts that stop after a time, and the counties that never begin."""
        hosts = sorted({row.host for row in self.placed.values()}, key=lambda pk: lot("silent", pk))
        since = self.intake.start + timedelta(days=self.temper.silent_from)
        for pk in hosts[: ceil(len(hosts) * self.temper.silent)]:
            self.manners.silent_since["host", pk] = since
            leader = self.cast.host_leaders[pk].person_id
            if leader is not None:
                self.manners.silent_since["mentor", leader] = since
        counties = sorted(self.cast.county_handlers, key=lambda pk: lot("idle", pk))
        for pk in counties[: self.temper.idle_counties]:
            self.manners.silent_since["county", pk] = self.intake.start

    def later(self, day: date, name: str, deed: Deed) -> None:
        """Let ``deed`` happen on ``day``; on a day gone by it never does."""
        self.coming[day].append((name, deed))

    def waits_for(self, kind: str) -> bool:
        """Whether an arrival waits for this kind of evidence."""
        ready = self.pack.readiness
        return ready is not None and ready.blocks and kind in ready.items

    def is_ready(self, row: Placed) -> bool:
        """Whether all that the arrival waits for is there."""
        ready = self.pack.readiness
        if ready is None or not ready.blocks:
            return True
        actor = self.cast.host_handlers[row.host]
        found = readiness(actor, one(actor, row.pk))
        return found is None or not found.missing

    def refuse(self, name: str, refusal: Exception) -> None:
        """Keep that something was refused, and why."""
        findings = refusal.findings if isinstance(refusal, Refused) else ()
        for code in [finding.code for finding in findings] or ["out_of_reach"]:
            self.refused[f"{name}: {code}"] += 1

    def actor(self, owed: Owed) -> Actor:
        """Who sits at the desk that owes; for a host its handler."""
        cast = self.cast
        match owed.party:
            case "city":
                return cast.handler
            case "county":
                return cast.county_handlers[owed.owner]
            case "host":
                return cast.host_handlers[owed.owner]
            case "home":
                return cast.home_handlers[owed.owner]
            case "mentor":
                return self.leader_of(owed)
            case _:
                return cast.secondees[owed.owner]

    def leader_of(self, owed: Owed) -> Actor:
        """The principal leader of the host of the secondment in question."""
        assert owed.secondment is not None
        return self.cast.host_leaders[self.placed[owed.secondment].host]

    def place_of(self, owed: Owed) -> Placed:
        """The secondment in question."""
        assert owed.secondment is not None
        return self.placed[owed.secondment]

    def running(self) -> Iterable[Placed]:
        """Those whose term covers today."""
        return [row for row in self.placed.values() if row.start <= self.today <= row.end]


def placed(intake: Intake) -> list[Placed]:
    """Every secondment of the intake, in the order of the roster."""
    rows = (
        Secondment.objects.filter(intake=intake)
        .select_related("secondee", "home_organisation", "host_unit", "post")
        .order_by("pk")
    )
    return [
        Placed(
            pk=row.pk,
            secondee=row.secondee_id,
            name=row.secondee.name,
            home=row.home_organisation_id,
            home_name=row.home_organisation.name,
            host=row.host_unit_id,
            host_name=row.host_unit.name,
            host_kind=row.host_unit.host_kind,
            host_county=row.host_county_id,
            direction=row.direction,
            start=row.start,
            end=row.end,
            post=row.post.title,
            category=row.category,
        )
        for row in rows
    ]
