"""The rules of assessment, summary, appraisal and use of the result. No clock, no database."""

from guazhi.assessments.rules.ballots import (
    SECRET,
    TAG,
    CodeState,
    Count,
    Heap,
    PollState,
    Share,
    check_box,
    check_code,
    check_marks,
    check_people,
    check_times,
    count_of,
    drawn,
    in_no_order,
    payload,
    plain,
    written,
)
from guazhi.assessments.rules.contests import ContestState, Level, Outcome
from guazhi.assessments.rules.decisions import Meeting
from guazhi.assessments.rules.frozen import DIGEST, canonical, digest
from guazhi.assessments.rules.joint import (
    SERVED,
    Kind,
    check_grade,
    check_opens,
    check_parts,
    check_scores,
    check_served,
)
from guazhi.assessments.rules.results import Occasion, check_use
from guazhi.assessments.rules.summaries import check_answer
from guazhi.assessments.rules.uses import Fate, Used, check_considered, fate

__all__ = [
    "DIGEST",
    "SECRET",
    "SERVED",
    "TAG",
    "CodeState",
    "ContestState",
    "Count",
    "Fate",
    "Heap",
    "Kind",
    "Level",
    "Meeting",
    "Occasion",
    "Outcome",
    "PollState",
    "Share",
    "Used",
    "canonical",
    "check_answer",
    "check_box",
    "check_code",
    "check_considered",
    "check_grade",
    "check_marks",
    "check_opens",
    "check_parts",
    "check_people",
    "check_scores",
    "check_served",
    "check_times",
    "check_use",
    "count_of",
    "digest",
    "drawn",
    "fate",
    "in_no_order",
    "payload",
    "plain",
    "written",
]
