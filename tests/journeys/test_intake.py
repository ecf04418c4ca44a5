"""From need to letters: an intake walked on pages by its parties, of a few people or of 67."""

from collections.abc import Callable
from pathlib import Path

import pytest

from guazhi.ledger.models import Entry
from guazhi.secondments.models import SecondmentNotice
from tests.journeys import meeting
from tests.journeys.cast import cast_of
from tests.journeys.conftest import Visit
from tests.journeys.intake import Walk, walking
from tests.make import World

pytestmark = [pytest.mark.whole, pytest.mark.long]

STORY = {
    *("IntakeOpened", "IntakeScheduled", "UnitCalled"),
    *("PostWritten", "PostSubmitted", "PostReturned", "PostApproved"),
    *("NominationWritten", "NominationSubmitted", "NominationAnswered", "NominationWithdrawn"),
    *("WishesStated", "CandidatesRanked", "CheckDecided", "IntakePlaced", "PlacementProved"),
    *("PlacementProposed", "ProposalChanged", "PlacementPrinted", "PlacementDecided"),
    *("ObjectionRecorded", "ObjectionSettled", "PlacementCarriedOut"),
    *("SecondmentPlaced", "SecondmentDecided"),
}


def test_an_intake_goes_from_needs_to_letters(
    town: World, visit: Visit, on_day: Callable[[str], None], whole: bool, keep: Path | None
) -> None:
    people = 70 if whole else 4
    on_day("2026-10-09")
    with walking(cast_of(town, people, whole=whole), visit, on_day, keep) as walk:
        find(walk)
        send(walk)

    letters = SecondmentNotice.objects.filter(secondment__intake=walk.intake)
    told = Entry.objects.filter(intake=walk.intake).values_list("verb", flat=True)
    assert letters.count() == people - 3
    assert STORY - set(told) == set()
    assert len(set(letters.values_list("number", flat=True))) == people - 3


def find(walk: Walk) -> None:
    """Posts and people: offered, nominated, answered, wished for."""
    step = walk.step
    with step("open and call"):
        walk.open_intake()
        walk.call_upon()
        host = walk.cast.hosts[0]
        early = walk.sit(host.handler, f"/programmes/intakes/{walk.intake}/posts/")
        assert early.main.get_by_role("link", name=early.words("Offer a post")).count() == 0
        walk.look("closed")
    walk.on_day("2026-10-13")
    with step("offer posts"):
        for turn, host in enumerate(walk.cast.hosts):
            walk.offer(host, turn)
    with step("answer posts"):
        walk.answer_posts()
    walk.on_day("2026-11-03")
    with step("nominate"):
        for turn in range(walk.cast.quota):
            for home in walk.cast.homes:
                if turn < len(home.people):
                    walk.nominate(home, home.people[turn])
        assert len(walk.keep_quota()) == 1
    with step("review"):
        walk.review()
    with step("wish"):
        for number, path in enumerate(walk.nominations):
            walk.wish(path, number)
        first = next(iter(walk.nominations))
        assert walk.readers(first) == {"city": True, "home": False, "self": True}
    with step("rank"):
        for path, host in list(walk.posts.items())[::2]:
            walk.rank(path, host)
        walk.sit(walk.cast.world.handler, f"/selection/intakes/{walk.intake}/balance/")
        walk.look("balance")


def send(walk: Walk) -> None:
    """From checks to letters."""
    days = {meeting.decide: "2026-12-03", meeting.carry_out: "2026-12-11"}
    walk.on_day("2026-12-01")
    for act in (
        meeting.mend_record,
        meeting.decide_singly,
        meeting.place,
        meeting.try_on_board,
        meeting.propose,
        meeting.decide,
        meeting.publish,
        meeting.carry_out,
        meeting.hand_out,
        meeting.read_ledger,
    ):
        if act in days:
            walk.on_day(days[act])
        with walk.step(act.__name__):
            act(walk)
