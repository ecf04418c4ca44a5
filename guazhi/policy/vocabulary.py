"""The words a pack may use: kinds of evidence and happening, hosts, and parameters."""

from collections.abc import Mapping

EVIDENCE = (
    "decision",
    "acceptance",
    "handover",
    "mentor",
    "mentor_acceptance",
    "mentoring",
    "living",
    "briefing",
    "division",
    "plan_approved",
    "substantive_task",
    "talk",
    "care",
    "difficulty_answer",
    "difficulty_closed",
    "forum",
    "point_answer",
    "work_report",
    "practice_proposed",
    "practice_published",
    "contact",
    "midterm_ballot",
    "midterm_part",
    "midterm_assessment",
    "final_ballot",
    "final_part",
    "final_assessment",
    "relation_check",
    "summary",
    "appraisal",
    "result_use",
    "review_decided",
    "request_decided",
    "exchange_answer",
    "home_visit",
    "return_plan",
)
HAPPENINGS = (
    "difficulty_raised",
    "exchange_sent",
    "forum_held",
    "home_request_made",
    "point_raised",
    "mentor_named",
    "practice_proposed",
    "review_asked",
)
# what people may be told of
NOTICES = (
    "appraisal_signed",
    "assessment_concluded",
    "assessment_drawn_up",
    "assessment_released",
    "change_asked",
    "change_called_back",
    "change_consented",
    "change_refused",
    "contact_reminded",
    "contest_filed",
    "contest_settled",
    "contest_withdrawn",
    "difficulty_answered",
    "difficulty_closed",
    "difficulty_escalated",
    "difficulty_passed_up",
    "difficulty_raised",
    "difficulty_reopened",
    "difficulty_resolved",
    "exchange_answered",
    "exchange_forwarded",
    "exchange_sent",
    "forum_called_off",
    "forum_excused",
    "forum_planned",
    "forum_point_answered",
    "forum_point_raised",
    "forum_replanned",
    "home_work_asked",
    "home_work_decided",
    "leave_asked",
    "leave_asked_again",
    "leave_called_back",
    "leave_consented",
    "leave_disputed",
    "leave_ended",
    "leave_granted",
    "leave_refused",
    "leave_reported_back",
    "leave_returned",
    "living_arranged",
    "long_leave_granted",
    "mentor_named",
    "minutes_confirmed",
    "nomination_answered",
    "nomination_decided",
    "nomination_submitted",
    "objection_recorded",
    "override_asked",
    "override_settled",
    "placement_decided",
    "placement_proposed",
    "plan_agreed",
    "plan_approved",
    "plan_drafted",
    "plan_returned",
    "post_approved",
    "post_changed",
    "post_returned",
    "practice_commented",
    "practice_proposed",
    "practice_published",
    "practice_returned",
    "practice_revised",
    "practices_delivered",
    "report_countersigned",
    "report_returned",
    "reports_urged",
    "result_used",
    "return_begun",
    "return_planned",
    "secondee_arrived",
    "secondee_replaced",
    "secondee_returned",
    "secondment_decided",
    "secondment_withdrawn",
    "signatures_voided",
    "sitting_set",
    "stay_agreed",
    "summary_countersigned",
    "summary_returned",
    "summary_written",
    "task_assigned",
    "task_closed",
    "task_reassigned",
    "task_reported",
    "task_returned",
    "task_urged",
    "term_changed",
    "unit_called",
    "waiver_asked",
    "waiver_granted",
    "waiver_refused",
    "work_divided",
    "work_reported",
    "year_settled",
)
CHANGES = ("extension", "early_end", "recall", "replacement", "change_of_post", "stay")
ASKERS = ("city", "county", "host", "home", "secondee")
CONSENTERS = ("city", "county", "host", "new_host", "home", "secondee")
DEPARTMENTS = ("city", "county")
# who may approve leave
LEAVE_CONSENTERS = ("host", "county", "city")
# what the system knows of the time since the last report, for a section of the next
BROUGHT = ("plan", "tasks", "talks", "difficulties", "practices")
# kinds of evidence that may be asked for before somebody is in post
READINESS = (
    "acceptance",
    "handover",
    "division",
    "plan_approved",
    "mentor_acceptance",
    "briefing",
    "living",
)
# what a line of the plan's template may leave open
BLANKS = ("name", "post", "host", "home", "start", "end", "mentor")
# whose judgement may count in an assessment
SOURCES = ("city", "county", "host", "home", "ballot", "midterm")
# levels of rank, the highest first; leading posts and the ranks beside them are one level
RANKS = (
    "bureau_head",
    "bureau_deputy",
    "county_head",
    "county_deputy",
    "township_head",
    "township_deputy",
    "clerk",
    "unranked",
)
# levels of education, the highest first
EDUCATIONS = ("postgraduate", "university", "college", "secondary", "basic")
# what a calendar year may be graded
YEAR_GRADES = ("优秀", "称职", "基本称职", "不称职", "不定等次")
# where somebody comes from
PLACES = ("native_place", "birth_place", "growing_up_place")
HOST_LEVELS = ("county", "township", "city", "enterprise")

# name -> (type of its value, unit)
PARAMETERS: Mapping[str, tuple[type[int | float], str]] = {
    "due_soon_days": (int, "days"),
    "recording_days_back": (int, "days"),
    "closing_days_after_end": (int, "days"),
    "appraisal_days_after_end": (int, "days"),
    "difficulty_escalation_days": (int, "days"),
    "items_per_secondee_per_month": (int, "items"),
    "mentor_silent_days": (int, "days"),
    "cap_on_excellent": (float, "share"),
    "cap_on_excellent_with_consent": (float, "share"),
    "max_secondees_per_leadership_team": (int, "persons"),
    "smallest_ballot_group": (int, "persons"),
    "use_of_result_months": (int, "months"),
    "smallest_group_shown": (int, "persons"),
    "publicity_working_days": (int, "days"),
}
REQUIRED_PARAMETERS = ("due_soon_days", "recording_days_back", "cap_on_excellent")

# what the fit of a person and a post is made of, in the order in which it is told
FIT_PARTS = ("experience", "field", "level", "category", "host")
# what a host may see of a candidate whom it ranks
CANDIDATE_SHOWN = (
    "name",
    "sex",
    "age",
    "education",
    "home",
    "speciality",
    "experience",
    "fit",
)
