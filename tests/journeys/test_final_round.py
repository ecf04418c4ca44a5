"""The whole final round, walked on its pages by the parties themselves.

From the sittings to the papers: parts that are hidden until all are in, a vote on phones, a rating
by workbook, what bounds and what replaces a grade, the cap, the meeting, the release, a review and
an appeal. Nothing but the term before it is done by commands.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from guazhi.assessments.models import Assessment, GradeNotice, Poll
from guazhi.simulation.demo import FIRST
from guazhi.web.clock import clock_at
from tests.journeys import final_results as results
from tests.journeys import final_round as steps
from tests.journeys.conftest import Site, Visit
from tests.journeys.desks import desks
from tests.journeys.rehearsed import FEW, MOVES, lived

FEW_STAFF = {"staff": 7}
STAFF = {"team": 6, "middle": 10, "staff": 25}  # all of whom vote but one
TOLD = (
    *("SittingSet", "PollOpened", "CodesIssued", "PollClosed", "AssessmentPartEntered"),
    *("RatingsGivenOut", "RatingsTakenIn", "HomeOpinionGiven", "VetoNoted", "OverrideAsked"),
    *("OverrideSettled", "CapConsentNoted", "AssessmentSigned", "SummaryWritten", "SummaryHelped"),
    *("SummaryCountersigned", "YearSettled", "GradesDecided", "AssessmentReleased"),
    *("ResultAcknowledged", "ContestFiled", "ContestSettled", "AppraisalDrafted"),
    *("AppraisalSigned", "AssessmentPrinted", "GradeMinutesPrinted", "EvidencePackMade"),
)
REVIEWED = {"grade": "competent", "reason": "经复核，验收事项属实，予以采纳。"}
APPEALED = {
    "reason": "经审查，复核决定适当，予以维持。",
    "organ": "市公务员主管部门",
    "paper": "申诉决定〔2027〕1号",
}


@dataclass(frozen=True)
class Outcome:
    """What the round came to."""

    released: int
    notices: int
    best: int
    low_now: str
    ballots: str
    untold: list[str]
    papers: set[bytes]


@pytest.mark.whole
@pytest.mark.long
@pytest.mark.usefixtures("bare")
def test_a_final_round_goes_from_the_sittings_to_the_papers(
    *,
    visit: Visit,
    site: Site,
    on_day: Callable[[str], None],
    whole: bool,
    tmp_path: Path,
    keep: Path | None,
) -> None:
    with clock_at(FIRST):
        stage = lived(tmp_path, () if whole else FEW)
    people = len(stage.placed)

    with desks(visit, site, stage, keep) as made:
        walk = steps.Round(made)
        most = until_signed(walk, on_day, STAFF if whole else FEW_STAFF)
        until_told(walk, on_day)
        contested(walk, on_day)
        found = outcome(walk)
    if keep:
        (keep / "pace.txt").write_text(made.pace.told(), "utf-8")

    assert found == Outcome(
        released=people,
        notices=people + 1,
        best=most,
        low_now="competent",
        ballots="counted",
        untold=[],
        papers={b"%PDF", b"PK\x03\x04"},
    )


def until_signed(walk: steps.Round, on_day: Callable[[str], None], staff: dict[str, int]) -> int:
    """Sittings, ballots, parts, home, bounds, the cap, signatures; how many have the best grade."""
    on_day("2027-01-29")
    steps.seat(walk)
    codes = steps.vote(walk, staff, "2027-01-30", "2027-02-01")
    on_day("2027-01-30")
    steps.cast_all(walk, codes[:-1])
    on_day("2027-02-02")
    steps.count(walk, codes)
    on_day("2027-02-03")
    steps.rate(walk)
    steps.rate_by_workbook(walk)
    steps.hear_home(walk)
    steps.bound_and_replaced(walk)
    on_day("2027-02-05")
    best = results.calibrate(walk)
    steps.sign(walk)
    return best


def until_told(walk: steps.Round, on_day: Callable[[str], None]) -> None:
    """Summaries, the year, the meeting, the release, the answers."""
    results.summarise(walk, walk.people)
    results.settle_year(walk, next(row for row in walk.people if row.name == MOVES))
    on_day("2027-02-08")
    results.decide(walk)
    on_day("2027-02-10")
    results.release(walk)
    on_day("2027-02-12")
    results.answer(walk)


def contested(walk: steps.Round, on_day: Callable[[str], None]) -> None:
    """A review that changes the grade, the appraisals meanwhile, an appeal that is turned down."""
    review = results.contest(walk, "承担的重点项目于考核后通过验收，申请复核。")
    on_day("2027-02-22")
    results.appraise(walk, walk.people)
    on_day("2027-03-01")
    results.settle(walk, review, walk.desks.stage.cast.deputy, **REVIEWED)
    on_day("2027-03-08")
    appeal = results.contest(walk, "复核后的等次仍未充分考虑民主测评情况，提出申诉。")
    on_day("2027-04-20")
    results.settle(walk, appeal, results.third(walk), **APPEALED)


def outcome(walk: steps.Round) -> Outcome:
    """The papers fetched, the ledger read, and what stands."""
    fetched = results.fetch_of(walk, walk.low) | results.fetch_of_all(walk)
    finals = Assessment.objects.filter(kind="final")
    return Outcome(
        released=finals.filter(released_on__isnull=False).count(),
        notices=GradeNotice.objects.filter(assessment__kind="final").count(),
        best=finals.filter(grade="excellent").count(),
        low_now=finals.get(secondment=walk.low.pk).grade,
        ballots=Poll.objects.get(secondment=walk.voted.pk, kind="final").state,
        untold=results.read_the_ledger(walk, TOLD),
        papers={data[:4] for data in fetched.values()},
    )
