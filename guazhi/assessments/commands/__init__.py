"""What people do to assess, appraise and use the result. Each is one transaction and one entry."""

from guazhi.assessments.commands.appraisals import (
    draft_appraisal,
    draft_from_evidence,
    sign_appraisal,
)
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
from guazhi.assessments.commands.bounds import ask_override, lift_veto, note_veto, settle_override
from guazhi.assessments.commands.calibration import note_cap_consent
from guazhi.assessments.commands.contests import file_contest, settle_contest, withdraw_contest
from guazhi.assessments.commands.decisions import conclude_assessment, decide_grades
from guazhi.assessments.commands.dossiers import make_evidence_pack
from guazhi.assessments.commands.opinions import give_home_opinion
from guazhi.assessments.commands.papers import note_minutes, note_papers
from guazhi.assessments.commands.parts import amend_part, enter_part, save_part, take_in_part
from guazhi.assessments.commands.reach import redraw
from guazhi.assessments.commands.releases import (
    acknowledge_result,
    note_refusal,
    release_assessment,
    release_results,
)
from guazhi.assessments.commands.results import (
    Consideration,
    consider_results,
    consider_results_of,
    note_appointment,
    use_result,
    use_results,
)
from guazhi.assessments.commands.signatures import (
    Signing,
    sign_assessment,
    sign_assessments,
    sign_on_paper,
    withdraw_signature,
)
from guazhi.assessments.commands.sittings import set_sitting, set_sittings
from guazhi.assessments.commands.successors import hand_on_sittings
from guazhi.assessments.commands.summaries import (
    countersign_summary,
    help_summary,
    return_summary,
    save_summary,
    write_summary,
)
from guazhi.assessments.commands.years import settle_year

__all__ = [
    "Consideration",
    "Signing",
    "Slip",
    "acknowledge_result",
    "amend_part",
    "ask_override",
    "cancel_poll",
    "cast_ballot",
    "close_due_polls",
    "close_poll",
    "conclude_assessment",
    "consider_results",
    "consider_results_of",
    "countersign_summary",
    "decide_grades",
    "draft_appraisal",
    "draft_from_evidence",
    "enter_part",
    "file_contest",
    "give_home_opinion",
    "hand_on_sittings",
    "help_summary",
    "issue_codes",
    "lift_veto",
    "make_evidence_pack",
    "note_appointment",
    "note_cap_consent",
    "note_minutes",
    "note_papers",
    "note_refusal",
    "note_veto",
    "open_poll",
    "present_code",
    "redraw",
    "release_assessment",
    "release_results",
    "return_summary",
    "save_part",
    "save_summary",
    "set_sitting",
    "set_sittings",
    "settle_contest",
    "settle_override",
    "settle_year",
    "sign_appraisal",
    "sign_assessment",
    "sign_assessments",
    "sign_on_paper",
    "take_in_part",
    "use_result",
    "use_results",
    "withdraw_contest",
    "withdraw_signature",
    "write_summary",
]
