"""The kinds of notice: what a reader must be allowed to see, and where it leads."""

from dataclasses import dataclass
from functools import cache

from guazhi.access.matrix import (
    NOT_ON_ONESELF,
    REACH,
    Capability,
    Condition,
    Reach,
    Role,
    roles_with,
)

C = Capability
OVERDUE = "obligation_overdue"
LEAVE_OVERDUE = "leave_overdue"


@dataclass(frozen=True, slots=True)
class Kind:
    """What a reader of such a notice must hold on the secondment, and the page it opens.

    The page takes the ``subject`` of the notice, else its ``secondment``, else nothing. Before
    there is a secondment ``of`` names what the subject is, and the capability is asked of that.
    """

    capability: Capability
    route: str = "dashboards:person"
    takes: str = "secondment"
    tab: str = ""
    of: str = ""


HOSTING = "hosting"
LEAVE = "secondments:leave"
NOMINATION = "selection:nomination"
PROPOSAL = "selection:proposal"
KINDS = {
    "secondment_decided": Kind(C.VIEW_SECONDMENT),
    "secondment_withdrawn": Kind(C.VIEW_SECONDMENT),
    "practices_delivered": Kind(C.VIEW_PRACTICE, "coordination:practices", ""),
    "secondee_arrived": Kind(C.VIEW_SECONDMENT),
    "secondee_returned": Kind(C.VIEW_SECONDMENT),
    "term_changed": Kind(C.VIEW_SECONDMENT),
    "change_asked": Kind(C.VIEW_CHANGE, "secondments:change", "subject"),
    "change_called_back": Kind(C.VIEW_CHANGE, "secondments:change", "subject"),
    "change_consented": Kind(C.VIEW_CHANGE, "secondments:change", "subject"),
    "change_refused": Kind(C.VIEW_CHANGE, "secondments:change", "subject"),
    "post_changed": Kind(C.VIEW_SECONDMENT),
    "secondee_replaced": Kind(C.VIEW_SECONDMENT),
    "stay_agreed": Kind(C.VIEW_SECONDMENT),
    "return_begun": Kind(C.VIEW_SECONDMENT),
    "return_planned": Kind(C.VIEW_SECONDMENT),
    "living_arranged": Kind(C.VIEW_SECONDMENT, tab=HOSTING),
    "work_divided": Kind(C.VIEW_SECONDMENT, tab=HOSTING),
    "mentor_named": Kind(C.VIEW_SECONDMENT),
    "plan_drafted": Kind(C.VIEW_PLAN, "hosting:plan"),
    "plan_agreed": Kind(C.VIEW_PLAN, "hosting:plan"),
    "plan_returned": Kind(C.VIEW_PLAN, "hosting:plan"),
    "plan_approved": Kind(C.VIEW_PLAN, "hosting:plan"),
    "task_assigned": Kind(C.VIEW_TASK, tab=HOSTING),
    "task_reassigned": Kind(C.VIEW_TASK, tab=HOSTING),
    "task_urged": Kind(C.VIEW_TASK, tab=HOSTING),
    "task_reported": Kind(C.VIEW_TASK, tab=HOSTING),
    "task_closed": Kind(C.VIEW_TASK, tab=HOSTING),
    "task_returned": Kind(C.VIEW_TASK, tab=HOSTING),
    "difficulty_raised": Kind(C.VIEW_DIFFICULTY, tab=HOSTING),
    "difficulty_reopened": Kind(C.VIEW_DIFFICULTY, tab=HOSTING),
    "difficulty_passed_up": Kind(C.VIEW_DIFFICULTY, tab=HOSTING),
    "difficulty_escalated": Kind(C.VIEW_DIFFICULTY, tab=HOSTING),
    "difficulty_answered": Kind(C.VIEW_DIFFICULTY, tab=HOSTING),
    "difficulty_resolved": Kind(C.VIEW_DIFFICULTY, tab=HOSTING),
    "difficulty_closed": Kind(C.VIEW_DIFFICULTY, tab=HOSTING),
    "exchange_sent": Kind(C.VIEW_EXCHANGE, "coordination:exchange_item", "subject"),
    "exchange_forwarded": Kind(C.VIEW_EXCHANGE, "coordination:exchange_item", "subject"),
    "exchange_answered": Kind(C.VIEW_EXCHANGE, "coordination:exchange_item", "subject"),
    "contact_reminded": Kind(C.VIEW_CONTACT, "coordination:host_contact", "subject"),
    "forum_planned": Kind(C.VIEW_FORUM, "coordination:forum", "subject"),
    "forum_replanned": Kind(C.VIEW_FORUM, "coordination:forum", "subject"),
    "forum_called_off": Kind(C.VIEW_FORUM, "coordination:forum", "subject"),
    "forum_excused": Kind(C.VIEW_FORUM, "coordination:forum", "subject"),
    "forum_point_raised": Kind(C.VIEW_FORUM, "coordination:point", "subject"),
    "forum_point_answered": Kind(C.VIEW_FORUM, "coordination:point", "subject"),
    "minutes_confirmed": Kind(C.VIEW_MINUTES, "coordination:forum", "subject"),
    "reports_urged": Kind(C.VIEW_FORUM, "coordination:forum", "subject"),
    "work_reported": Kind(C.VIEW_REPORT, "coordination:read_report", "subject"),
    "report_countersigned": Kind(C.VIEW_REPORT, "coordination:read_report", "subject"),
    "report_returned": Kind(C.VIEW_REPORT, "coordination:read_report", "subject"),
    "practice_proposed": Kind(C.VIEW_PRACTICE, "coordination:practice", "subject"),
    "practice_returned": Kind(C.VIEW_PRACTICE, "coordination:practice", "subject"),
    "practice_revised": Kind(C.VIEW_PRACTICE, "coordination:practice", "subject"),
    "practice_commented": Kind(C.VIEW_PRACTICE, "coordination:practice", "subject"),
    "practice_published": Kind(C.VIEW_PRACTICE, "coordination:practice", "subject"),
    "home_work_asked": Kind(C.VIEW_HOME_WORK, "coordination:requests", ""),
    "home_work_decided": Kind(C.VIEW_HOME_WORK, "coordination:requests", ""),
    "summary_countersigned": Kind(C.VIEW_SUMMARY, "assessments:summary"),
    "summary_returned": Kind(C.VIEW_SUMMARY, "assessments:summary"),
    "summary_written": Kind(C.VIEW_SUMMARY, "assessments:summary"),
    "sitting_set": Kind(C.GIVE_HOME_OPINION, "assessments:home_opinion"),
    "assessment_drawn_up": Kind(C.VIEW_ASSESSMENT, "assessments:assessment"),
    "signatures_voided": Kind(C.VIEW_ASSESSMENT, "assessments:assessment"),
    "override_asked": Kind(C.VIEW_ASSESSMENT, "assessments:assessment"),
    "override_settled": Kind(C.VIEW_ASSESSMENT, "assessments:assessment"),
    "assessment_concluded": Kind(C.VIEW_ASSESSMENT, "assessments:assessment"),
    "contest_filed": Kind(C.VIEW_CONTEST, "assessments:contest", "subject"),
    "contest_settled": Kind(C.VIEW_CONTEST, "assessments:contest", "subject"),
    "contest_withdrawn": Kind(C.VIEW_CONTEST, "assessments:contest", "subject"),
    "leave_asked": Kind(C.VIEW_LEAVE, LEAVE, "subject"),
    "leave_asked_again": Kind(C.VIEW_LEAVE, LEAVE, "subject"),
    "leave_called_back": Kind(C.VIEW_LEAVE, LEAVE, "subject"),
    "leave_consented": Kind(C.VIEW_LEAVE, LEAVE, "subject"),
    "leave_disputed": Kind(C.VIEW_LEAVE, LEAVE, "subject"),
    "leave_ended": Kind(C.VIEW_LEAVE, LEAVE, "subject"),
    "leave_granted": Kind(C.VIEW_LEAVE, LEAVE, "subject"),
    "leave_refused": Kind(C.VIEW_LEAVE, LEAVE, "subject"),
    "leave_reported_back": Kind(C.VIEW_LEAVE, LEAVE, "subject"),
    "leave_returned": Kind(C.VIEW_LEAVE, LEAVE, "subject"),
    "long_leave_granted": Kind(C.VIEW_LEAVE, LEAVE, "subject"),
    LEAVE_OVERDUE: Kind(C.VIEW_LEAVE, LEAVE, "subject"),
    "assessment_released": Kind(C.VIEW_RESULT, "assessments:result", "subject"),
    "appraisal_signed": Kind(C.VIEW_APPRAISAL, "assessments:appraisal"),
    "year_settled": Kind(C.VIEW_SECONDMENT, tab="assessments"),
    "result_used": Kind(C.VIEW_USE, "assessments:results", ""),
    "unit_called": Kind(C.VIEW_INTAKE, "dashboards:intake", "subject", of="intake"),
    "post_approved": Kind(C.VIEW_POST, "programmes:post", "subject", of="offer"),
    "post_returned": Kind(C.VIEW_POST, "programmes:post", "subject", of="offer"),
    "nomination_submitted": Kind(C.VIEW_NOMINATION, NOMINATION, "subject", of="wishes"),
    "nomination_answered": Kind(C.VIEW_NOMINATION, NOMINATION, "subject", of="nomination"),
    "nomination_decided": Kind(C.VIEW_NOMINATION, NOMINATION, "subject", of="nomination"),
    "placement_proposed": Kind(C.VIEW_PLACEMENT, PROPOSAL, "subject"),
    "placement_decided": Kind(C.VIEW_PLACEMENT, PROPOSAL, "subject"),
    "objection_recorded": Kind(C.VIEW_PLACEMENT, PROPOSAL, "subject"),
    "waiver_asked": Kind(C.VIEW_SECONDMENT, "obligations:obligation", "subject"),
    "waiver_granted": Kind(C.VIEW_SECONDMENT, "obligations:obligation", "subject"),
    "waiver_refused": Kind(C.VIEW_SECONDMENT, "obligations:obligation", "subject"),
    OVERDUE: Kind(C.VIEW_SECONDMENT, "obligations:obligation", "subject"),
}
# what concerns all whom a contact covers, a forum invites, or a practice is delivered to
TO_GUESTS = (
    "contact_reminded",
    "forum_planned",
    "forum_replanned",
    "forum_called_off",
    "forum_point_raised",
    "minutes_confirmed",
    "reports_urged",
    "practice_published",
)
# of those, what concerns only whose report is not in
TO_LATE = ("reports_urged",)
# what tells its readers that something has been opened to them
RELEASING = ("assessment_released", "minutes_confirmed")


def may_know(kind: str, role: Role, *, is_own: bool, of_intake: bool) -> bool:
    """Whether the matrix lets ``role`` see what such a notice is about.

    ``is_own``: it is about the reader himself. ``of_intake``: nothing makes him a party to it.
    """
    condition = roles_with(KINDS[kind].capability).get(role)
    if condition is None or (of_intake and REACH[role] is not Reach.PROGRAMME):
        return False
    if condition is Condition.RELEASED:
        return kind in RELEASING
    return not (is_own and condition in NOT_ON_ONESELF)


@cache
def kind_of(verb: str) -> str:
    """The kind of notice that an event of the ledger may lead to: ``TaskReturned``, its code."""
    return "".join(f"_{c.lower()}" if c.isupper() else c for c in verb).lstrip("_")
