"""What people do to assess, appraise and use the result. Each is one transaction and one entry."""

from guazhi.assessments.commands.appraisals import draft_appraisal, note_paper, sign_appraisal
from guazhi.assessments.commands.ballots import (
    Slip,
    cancel_poll,
    cast_ballot,
    close_due_polls,
    close_poll,
    issue_codes,
    open_poll,
    present_code,
)
from guazhi.assessments.commands.joint import (
    conclude_assessment,
    enter_part,
    release_assessment,
)
from guazhi.assessments.commands.results import use_result
from guazhi.assessments.commands.summaries import help_summary, write_summary

__all__ = [
    "Slip",
    "cancel_poll",
    "cast_ballot",
    "close_due_polls",
    "close_poll",
    "conclude_assessment",
    "draft_appraisal",
    "enter_part",
    "help_summary",
    "issue_codes",
    "note_paper",
    "open_poll",
    "present_code",
    "release_assessment",
    "sign_appraisal",
    "use_result",
    "write_summary",
]
