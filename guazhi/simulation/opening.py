"""The opening of a rehearsal: the roster is imported as an office would, and a cast put on."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from guazhi.policy import Pack
from guazhi.programmes.models import Intake
from guazhi.rosters.commands import command_line, import_roster
from guazhi.rosters.queries import plan_import
from guazhi.rosters.rules.files import LARGEST_FILE
from guazhi.rosters.rules.found import RosterFinding
from guazhi.rosters.rules.wanted import Wanted
from guazhi.simulation.cast import Cast, assemble, managers
from guazhi.simulation.stage import Stage
from guazhi.simulation.temper import CASTS
from guazhi.web import clock


class RosterRefused(Exception):  # noqa: N818 - a refusal is an answer, not a fault
    """The roster has errors; they travel along with their places."""

    def __init__(self, findings: list[RosterFinding]) -> None:
        self.findings = findings
        super().__init__(f"{len(findings)} findings")


@dataclass(frozen=True, slots=True)
class Play:
    """What is to be rehearsed: a roster under a policy, by a cast, from one day until another."""

    roster: Path
    pack: Pack
    first: date
    last: date
    cast: str = "default"
    usernames: Callable[[Intake], Mapping[str, str]] | None = None


def opened(play: Play) -> Stage:
    """The stage on the first day: everybody on record, nobody decided on yet."""
    with clock.clock_at(play.first):
        intake = _imported(play)
        cast = cast_of(intake, play)
    return Stage(cast, intake, CASTS[play.cast], play.last)


def cast_of(intake: Intake, play: Play) -> Cast:
    """Everybody who takes part in ``intake``."""
    city = intake.programme.area
    since = min(play.first, intake.start) - timedelta(days=60)
    names = play.usernames(intake) if play.usernames else {}
    cast = managers(city, since, names)
    assemble(cast, intake, since, names)
    return cast


def _imported(play: Play) -> Intake:
    wanted = Wanted(policy=play.pack.id, pack=play.pack)
    actor = command_line("演练")
    with play.roster.open("rb") as file:
        data = file.read(LARGEST_FILE + 1)
    plan = plan_import(actor, data, wanted)
    if not plan.is_sound:
        raise RosterRefused(plan.findings)
    imported = import_roster(data, wanted, actor=actor)
    assert imported.intake is not None
    return Intake.objects.select_related("programme__area", "policy").get(pk=imported.intake.pk)
