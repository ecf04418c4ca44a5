"""Pages of assessment, summary, appraisal and use of the result."""

from guazhi.assessments.views.ballots import cancel_poll, close_poll, poll, slips
from guazhi.assessments.views.closing import (
    appraisal,
    appraisal_paper,
    help_summary,
    sign_appraisal,
    summary,
)
from guazhi.assessments.views.joint import assessment, conclude, release
from guazhi.assessments.views.results import results, use
from guazhi.assessments.views.voting import cast, vote, voted

__all__ = [
    "appraisal",
    "appraisal_paper",
    "assessment",
    "cancel_poll",
    "cast",
    "close_poll",
    "conclude",
    "help_summary",
    "poll",
    "release",
    "results",
    "sign_appraisal",
    "slips",
    "summary",
    "use",
    "vote",
    "voted",
]
