"""The one matrix: which role may do what, on which rows, under which condition.

Every page, command, export and test of access reads this table. A role reaches rows in one
way (``REACH``); a capability names the roles that hold it. What is not listed is refused.
"""

from enum import StrEnum

from guazhi.access.capabilities import Capability

__all__ = [
    "CITY",
    "COUNTY",
    "DEPARTMENTS",
    "HOST",
    "MANAGERS",
    "MATRIX",
    "NOT_ON_ONESELF",
    "OFFICERS",
    "PARTIES",
    "PARTY_OF",
    "REACH",
    "ROLES_OF",
    "Capability",
    "Condition",
    "Reach",
    "Role",
    "reach_of",
    "roles_with",
]


class Role(StrEnum):
    """A hat somebody wears: granted on an organisation, or given by a secondment itself."""

    CITY_HANDLER = "city_handler"
    CITY_APPROVER = "city_approver"
    COUNTY_HANDLER = "county_handler"
    COUNTY_APPROVER = "county_approver"
    HOST_HANDLER = "host_handler"
    HOST_LEADER = "host_leader"
    HOME_HANDLER = "home_handler"
    MENTOR = "mentor"
    SECONDEE = "secondee"
    SYSTEM_OFFICER = "system_officer"
    SECURITY_OFFICER = "security_officer"
    AUDIT_OFFICER = "audit_officer"


class Reach(StrEnum):
    """How a role comes to a row."""

    PROGRAMME = "programme"  # the programme's owner, the city
    COUNTY = "county"  # sent by the county, or placed in it (S2.2.7)
    HOST = "host"
    HOME = "home"
    MENTOR = "mentor"
    SELF = "self"
    EVERY = "every"  # officers of the system, never a row about a secondee


class Condition(StrEnum):
    """What else must be true of the row."""

    ALWAYS = "always"
    NOT_SELF = "not_self"  # nobody acts on his own secondment
    RELEASED = "released"  # only what has been released
    SENDING = "sending"  # of counties, the one that sends; and nobody on himself


R, C = Role, Condition

REACH: dict[Role, Reach] = {
    R.CITY_HANDLER: Reach.PROGRAMME,
    R.CITY_APPROVER: Reach.PROGRAMME,
    R.COUNTY_HANDLER: Reach.COUNTY,
    R.COUNTY_APPROVER: Reach.COUNTY,
    R.HOST_HANDLER: Reach.HOST,
    R.HOST_LEADER: Reach.HOST,
    R.HOME_HANDLER: Reach.HOME,
    R.MENTOR: Reach.MENTOR,
    R.SECONDEE: Reach.SELF,
    R.SYSTEM_OFFICER: Reach.EVERY,
    R.SECURITY_OFFICER: Reach.EVERY,
    R.AUDIT_OFFICER: Reach.EVERY,
}

CITY = (R.CITY_HANDLER, R.CITY_APPROVER)
COUNTY = (R.COUNTY_HANDLER, R.COUNTY_APPROVER)
HOST = (R.HOST_HANDLER, R.HOST_LEADER)
# the parties that are organisations, with the roles in which people work for them
ROLES_OF: dict[str, tuple[Role, ...]] = {
    "city": CITY,
    "county": COUNTY,
    "host": HOST,
    "home": (R.HOME_HANDLER,),
}
PARTY_OF = {role: party for party, roles in ROLES_OF.items() for role in roles}
DEPARTMENTS = (*CITY, *COUNTY)
HANDLERS = (R.CITY_HANDLER, R.COUNTY_HANDLER, R.HOST_HANDLER)
APPROVERS = (R.CITY_APPROVER, R.COUNTY_APPROVER, R.HOST_LEADER)
MANAGERS = (*DEPARTMENTS, *HOST)
PARTIES = (*MANAGERS, R.HOME_HANDLER, R.MENTOR, R.SECONDEE)
NOT_ON_ONESELF = (C.NOT_SELF, C.SENDING)
OFFICERS = (R.SYSTEM_OFFICER, R.SECURITY_OFFICER, R.AUDIT_OFFICER)


def _row(*roles: Role, condition: Condition = C.ALWAYS) -> dict[Role, Condition]:
    return dict.fromkeys(roles, condition)


ONCE_RELEASED = {
    **_row(*MANAGERS, condition=C.NOT_SELF),
    **_row(R.HOME_HANDLER, R.SECONDEE, condition=C.RELEASED),
}
MATRIX: dict[Capability, dict[Role, Condition]] = {
    Capability.VIEW_SECONDMENT: _row(*PARTIES),
    Capability.VIEW_PERSON: _row(*MANAGERS, R.HOME_HANDLER, R.SECONDEE),
    Capability.VIEW_FAMILY: {
        **_row(*CITY, R.SECONDEE),
        **_row(*COUNTY, condition=C.SENDING),
    },
    Capability.VIEW_SANCTIONS: {
        **_row(*CITY, R.SECONDEE),
        **_row(*COUNTY, condition=C.SENDING),
    },
    Capability.REVEAL_IDENTITY: _row(*DEPARTMENTS, R.SECONDEE),
    Capability.EXPORT_REGISTER: _row(*MANAGERS, R.HOME_HANDLER),
    Capability.VIEW_INTAKE: _row(*PARTIES),
    Capability.VIEW_LEDGER: _row(R.AUDIT_OFFICER),
    Capability.VIEW_HISTORY: _row(*MANAGERS, R.HOME_HANDLER, R.SECONDEE),
    Capability.EDIT_PERSON: {
        **_row(R.CITY_HANDLER, condition=C.NOT_SELF),
        **_row(*COUNTY, condition=C.SENDING),
    },
    Capability.IMPORT_ROSTER: _row(R.CITY_HANDLER),
    Capability.PREPARE_INTAKE: _row(R.CITY_HANDLER),
    # nobody beyond the city knows of a placement before the meeting has decided
    Capability.PLACE_INTAKE: _row(R.CITY_HANDLER),
    Capability.VIEW_PLACEMENT: _row(*CITY),
    # they tell of family and sanctions, so only who may read those reads them
    Capability.VIEW_CHECKS: {
        **_row(*CITY, condition=C.NOT_SELF),
        **_row(*COUNTY, condition=C.SENDING),
    },
    Capability.DECIDE_CHECK: _row(R.CITY_APPROVER, condition=C.NOT_SELF),
    Capability.PROPOSE_PLACEMENT: _row(R.CITY_HANDLER, condition=C.NOT_SELF),
    Capability.DECIDE_PLACEMENT: _row(R.CITY_APPROVER, condition=C.NOT_SELF),
    Capability.RECORD_OBJECTION: _row(*CITY, condition=C.NOT_SELF),
    Capability.RECORD_DECISION: _row(*CITY, condition=C.NOT_SELF),
    Capability.RECORD_HANDOVER: _row(R.HOME_HANDLER),
    Capability.CONFIRM_ARRIVAL: _row(*HOST, condition=C.NOT_SELF),
    Capability.WITHDRAW_SECONDMENT: _row(R.CITY_APPROVER, condition=C.NOT_SELF),
    Capability.ASK_CHANGE: {
        **_row(*MANAGERS, condition=C.NOT_SELF),
        **_row(R.HOME_HANDLER, R.SECONDEE),
    },
    Capability.CONSENT_CHANGE: {
        **_row(R.CITY_APPROVER, *COUNTY, R.HOST_LEADER, condition=C.NOT_SELF),
        **_row(R.HOME_HANDLER, R.SECONDEE),
    },
    Capability.VIEW_CHANGE: _row(*MANAGERS, R.HOME_HANDLER, R.SECONDEE),
    Capability.BEGIN_RETURN: {
        **_row(*DEPARTMENTS, condition=C.NOT_SELF),
        **_row(R.HOME_HANDLER, R.SECONDEE),
    },
    Capability.PLAN_RETURN: _row(R.HOME_HANDLER, condition=C.NOT_SELF),
    Capability.CLOSE_SECONDMENT: _row(*CITY, condition=C.NOT_SELF),
    Capability.CHECK_RELATION: _row(R.HOME_HANDLER),
    Capability.ASK_LEAVE: {**_row(R.HOST_HANDLER, condition=C.NOT_SELF), **_row(R.SECONDEE)},
    Capability.DECIDE_LEAVE: _row(*APPROVERS, condition=C.NOT_SELF),
    Capability.REPORT_BACK: {**_row(R.HOST_HANDLER, condition=C.NOT_SELF), **_row(R.SECONDEE)},
    Capability.CONFIRM_BACK: _row(*HOST, condition=C.NOT_SELF),
    Capability.VIEW_LEAVE: _row(*MANAGERS, R.HOME_HANDLER, R.SECONDEE),
    # the reason of a leave that the policy calls private, such as sick leave
    Capability.READ_LEAVE_REASON: {**_row(*APPROVERS, condition=C.NOT_SELF), **_row(R.SECONDEE)},
    Capability.ASK_WAIVER: _row(*MANAGERS, R.HOME_HANDLER, R.SECONDEE),
    Capability.DECIDE_WAIVER: _row(R.CITY_APPROVER, R.COUNTY_APPROVER, condition=C.NOT_SELF),
    Capability.ACCEPT_SECONDEE: _row(R.HOST_LEADER, condition=C.NOT_SELF),
    Capability.DRAFT_PLAN: _row(*HOST, condition=C.NOT_SELF),
    Capability.AGREE_PLAN: _row(R.SECONDEE),
    Capability.APPROVE_PLAN: _row(R.HOST_LEADER, condition=C.NOT_SELF),
    Capability.VIEW_PLAN: _row(*MANAGERS, R.MENTOR, R.SECONDEE),
    Capability.RECORD_LEADER: _row(*HOST, condition=C.NOT_SELF),
    Capability.NAME_MENTOR: _row(*HOST, condition=C.NOT_SELF),
    Capability.ACCEPT_MENTORING: _row(R.MENTOR, condition=C.NOT_SELF),
    Capability.LOG_MENTORING: _row(R.MENTOR, condition=C.NOT_SELF),
    Capability.VIEW_MENTORING: _row(*MANAGERS, R.MENTOR, R.SECONDEE),
    Capability.READ_MENTORING_NOTE: _row(R.MENTOR, condition=C.NOT_SELF),
    Capability.ARRANGE_LIVING: _row(*HOST, R.MENTOR, condition=C.NOT_SELF),
    Capability.GIVE_BRIEFING: _row(*HOST, condition=C.NOT_SELF),
    Capability.DIVIDE_WORK: _row(*HOST, condition=C.NOT_SELF),
    Capability.ASSIGN_TASK: _row(*HOST, R.MENTOR, condition=C.NOT_SELF),
    Capability.REPORT_TASK: _row(R.SECONDEE),
    Capability.VIEW_TASK: _row(*MANAGERS, R.MENTOR, R.SECONDEE),
    Capability.HOLD_TALK: _row(*HOST, R.MENTOR, condition=C.NOT_SELF),
    Capability.VIEW_TALK: _row(*MANAGERS, R.MENTOR, condition=C.NOT_SELF),
    Capability.RAISE_DIFFICULTY: _row(*MANAGERS, R.MENTOR, R.SECONDEE),
    Capability.ANSWER_DIFFICULTY: _row(*MANAGERS, R.MENTOR, condition=C.NOT_SELF),
    Capability.CONFIRM_DIFFICULTY: _row(R.SECONDEE),
    Capability.VIEW_DIFFICULTY: _row(*MANAGERS, R.MENTOR, R.SECONDEE),
    Capability.GIVE_CARE: _row(*HOST, R.MENTOR, condition=C.NOT_SELF),
    Capability.MAKE_CONTACT: _row(*COUNTY, condition=C.NOT_SELF),
    Capability.VIEW_CONTACT: _row(*MANAGERS, condition=C.NOT_SELF),
    Capability.READ_CONTACT_NOTE: _row(*DEPARTMENTS, condition=C.NOT_SELF),
    Capability.HOLD_FORUM: _row(*DEPARTMENTS),
    Capability.VIEW_FORUM: _row(*DEPARTMENTS, *HOST, R.SECONDEE),
    Capability.VIEW_MINUTES: {
        **_row(*CITY),
        **_row(*COUNTY, *HOST, R.SECONDEE, condition=C.RELEASED),
    },
    Capability.ANSWER_POINT: _row(*MANAGERS, R.HOME_HANDLER),
    Capability.EXCUSE_ONESELF: _row(R.SECONDEE),
    Capability.WRITE_REPORT: _row(R.SECONDEE),
    Capability.VIEW_REPORT: _row(*MANAGERS, R.MENTOR, R.SECONDEE),
    Capability.COUNTERSIGN_REPORT: _row(*HOST, condition=C.NOT_SELF),
    Capability.VIEW_BURDEN: _row(*MANAGERS, R.SECONDEE),
    Capability.PROPOSE_PRACTICE: _row(*MANAGERS, R.SECONDEE),
    Capability.PUBLISH_PRACTICE: _row(*CITY),
    Capability.READ_PRACTICE: _row(R.SECONDEE),
    Capability.ADOPT_PRACTICE: _row(*HOST, R.SECONDEE),
    Capability.VIEW_PRACTICE: _row(*PARTIES),
    Capability.SEND_EXCHANGE: {
        **_row(R.SECONDEE),
        **_row(*COUNTY, *HOST, R.MENTOR, condition=C.NOT_SELF),
    },
    Capability.ANSWER_EXCHANGE: _row(*MANAGERS, R.HOME_HANDLER, condition=C.NOT_SELF),
    Capability.VIEW_EXCHANGE: _row(*MANAGERS, R.HOME_HANDLER, R.SECONDEE),
    Capability.NOTE_FLOW: _row(*CITY),
    Capability.ASK_HOME_WORK: _row(R.HOME_HANDLER),
    Capability.DECIDE_HOME_WORK: _row(*DEPARTMENTS, condition=C.NOT_SELF),
    Capability.VIEW_HOME_WORK: _row(*MANAGERS, R.HOME_HANDLER, R.SECONDEE),
    Capability.MAKE_HOME_VISIT: _row(R.HOME_HANDLER, condition=C.NOT_SELF),
    Capability.VIEW_HOME_VISIT: _row(*DEPARTMENTS, R.HOME_HANDLER, condition=C.NOT_SELF),
    Capability.ASSESS_FOR_CITY: _row(*CITY, condition=C.NOT_SELF),
    Capability.ASSESS_FOR_COUNTY: _row(*COUNTY, condition=C.NOT_SELF),
    Capability.ASSESS_FOR_HOST: _row(*HOST, condition=C.NOT_SELF),
    Capability.SET_SITTING: _row(*CITY, condition=C.NOT_SELF),
    Capability.GIVE_HOME_OPINION: _row(R.HOME_HANDLER, condition=C.NOT_SELF),
    Capability.NOTE_VETO: _row(*DEPARTMENTS, condition=C.NOT_SELF),
    Capability.CALIBRATE: _row(*CITY),
    Capability.CONCLUDE_ASSESSMENT: _row(R.CITY_APPROVER, condition=C.NOT_SELF),
    Capability.WITNESS_RESULT: _row(*MANAGERS, condition=C.NOT_SELF),
    Capability.ANSWER_RESULT: _row(R.SECONDEE, condition=C.RELEASED),
    Capability.VIEW_CONTEST: {**_row(*DEPARTMENTS, condition=C.NOT_SELF), **_row(R.SECONDEE)},
    Capability.DECIDE_CONTEST: _row(R.CITY_APPROVER, condition=C.NOT_SELF),
    Capability.HOLD_POLL: _row(*MANAGERS, condition=C.NOT_SELF),
    Capability.PRINT_CODES: _row(*HANDLERS, condition=C.NOT_SELF),
    Capability.VIEW_TALLY: _row(*MANAGERS, condition=C.NOT_SELF),
    Capability.VIEW_ASSESSMENT: _row(*MANAGERS, condition=C.NOT_SELF),
    Capability.VIEW_RESULT: ONCE_RELEASED,
    Capability.WRITE_SUMMARY: _row(R.SECONDEE),
    Capability.HELP_SUMMARY: _row(*HOST, R.MENTOR, condition=C.NOT_SELF),
    Capability.COUNTERSIGN_SUMMARY: _row(*HOST, condition=C.NOT_SELF),
    Capability.VIEW_SUMMARY: _row(*MANAGERS, R.MENTOR, R.SECONDEE),
    Capability.DRAFT_APPRAISAL: _row(*HOST, condition=C.NOT_SELF),
    Capability.SIGN_APPRAISAL: _row(R.HOST_LEADER, condition=C.NOT_SELF),
    Capability.VIEW_APPRAISAL: ONCE_RELEASED,
    Capability.USE_RESULT: _row(*CITY, condition=C.NOT_SELF),
    Capability.VIEW_USE: _row(*DEPARTMENTS, R.HOME_HANDLER, R.SECONDEE),
    Capability.VIEW_EVALUATION: _row(*DEPARTMENTS, condition=C.NOT_SELF),
    Capability.SETTLE_YEAR: _row(*CITY, condition=C.NOT_SELF),
    Capability.OFFER_POST: _row(*HOST),
    Capability.APPROVE_POST: _row(R.CITY_APPROVER, R.COUNTY_APPROVER),
    Capability.VIEW_POST: _row(*MANAGERS),
    Capability.VIEW_BALANCE: _row(*DEPARTMENTS),
    Capability.NOMINATE: _row(R.HOME_HANDLER),
    Capability.REVIEW_NOMINATION: _row(R.COUNTY_APPROVER, condition=C.NOT_SELF),
    Capability.RECEIVE_NOMINATION: _row(*CITY, condition=C.NOT_SELF),
    Capability.VIEW_NOMINATION: _row(*DEPARTMENTS, R.HOME_HANDLER, R.SECONDEE),
    # what the Party organisation and discipline inspection say is not for the person
    Capability.READ_NOMINATION_OPINION: _row(*DEPARTMENTS, R.HOME_HANDLER, condition=C.NOT_SELF),
    Capability.STATE_WISHES: _row(R.SECONDEE),
    # neither the home organisation nor a host learns what somebody wishes
    Capability.READ_WISHES: _row(*DEPARTMENTS, R.SECONDEE),
    Capability.READ_CIRCUMSTANCES: _row(*DEPARTMENTS, R.SECONDEE),
    Capability.RANK_CANDIDATES: _row(*HOST),
    Capability.MANAGE_ACCOUNTS: _row(R.SYSTEM_OFFICER),
    Capability.GRANT_ROLES: _row(R.SECURITY_OFFICER),
    Capability.SETTLE_DELIVERY: _row(R.SYSTEM_OFFICER),
}


def reach_of(role: Role, condition: Condition) -> Reach:
    """How ``role`` comes to rows under ``condition``: a county that sends, by the home side."""
    reach = REACH[role]
    return Reach.HOME if reach is Reach.COUNTY and condition is C.SENDING else reach


def roles_with(capability: Capability) -> dict[Role, Condition]:
    """The roles that hold ``capability`` and the condition on each; empty when none does."""
    return MATRIX.get(capability, {})
