"""Pages of assessment, summary, appraisal and use of the result."""

from guazhi.assessments.views.appointments import appointment
from guazhi.assessments.views.ballots import cancel_poll, close_poll, poll, slips
from guazhi.assessments.views.calibration import (
    calibration,
    move,
    note_cap_consent,
    settle_move,
)
from guazhi.assessments.views.closing import appraisal, draft_from_evidence, sign_appraisal
from guazhi.assessments.views.contests import contest, settle_contest, withdraw_contest
from guazhi.assessments.views.decisions import decide, decision, release_decision
from guazhi.assessments.views.dossiers import evidence_pack
from guazhi.assessments.views.joint import assessment, conclude, draft_part, release
from guazhi.assessments.views.papers import intake_papers, minutes, paper, papers
from guazhi.assessments.views.releases import acknowledge, file_contest, note_refusal, result
from guazhi.assessments.views.results import results, use, use_many
from guazhi.assessments.views.rounds import (
    assessment_round,
    set_host,
    set_round,
    set_sitting,
    sign_round,
)
from guazhi.assessments.views.steps import (
    amend_part,
    ask_override,
    home_opinion,
    lift_veto,
    note_veto,
    settle_override,
    sign,
    sign_on_paper,
    withdraw_signature,
)
from guazhi.assessments.views.summaries import (
    countersign_summary,
    draft_summary,
    help_summary,
    return_summary,
    summary,
)
from guazhi.assessments.views.voting import cast, vote, voted
from guazhi.assessments.views.years import settle_year

__all__ = [
    "acknowledge",
    "amend_part",
    "appointment",
    "appraisal",
    "ask_override",
    "assessment",
    "assessment_round",
    "calibration",
    "cancel_poll",
    "cast",
    "close_poll",
    "conclude",
    "contest",
    "countersign_summary",
    "decide",
    "decision",
    "draft_from_evidence",
    "draft_part",
    "draft_summary",
    "evidence_pack",
    "file_contest",
    "help_summary",
    "home_opinion",
    "intake_papers",
    "lift_veto",
    "minutes",
    "move",
    "note_cap_consent",
    "note_refusal",
    "note_veto",
    "paper",
    "papers",
    "poll",
    "release",
    "release_decision",
    "result",
    "results",
    "return_summary",
    "set_host",
    "set_round",
    "set_sitting",
    "settle_contest",
    "settle_move",
    "settle_override",
    "settle_year",
    "sign",
    "sign_appraisal",
    "sign_on_paper",
    "sign_round",
    "slips",
    "summary",
    "use",
    "use_many",
    "vote",
    "voted",
    "withdraw_contest",
    "withdraw_signature",
]
