"""Pages of assessment, summary, appraisal and use of the result."""

from guazhi.assessments.views.closing import (
    appraisal,
    appraisal_paper,
    help_summary,
    sign_appraisal,
    summary,
)
from guazhi.assessments.views.joint import assessment, conclude, release
from guazhi.assessments.views.results import results, use

__all__ = [
    "appraisal",
    "appraisal_paper",
    "assessment",
    "conclude",
    "help_summary",
    "release",
    "results",
    "sign_appraisal",
    "summary",
    "use",
]
