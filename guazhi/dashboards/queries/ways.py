"""From an obligation to the page of the work that meets it, for whoever may do that work."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import Q

from guazhi.access.actor import Actor, Capability
from guazhi.access.matrix import roles_with
from guazhi.assessments.models import Appraisal
from guazhi.hosting.models import TrainingPlan
from guazhi.hosting.rules import PlanState
from guazhi.obligations.models import Obligation
from guazhi.obligations.queries import Desk
from guazhi.secondments.models import Secondment
from guazhi.secondments.queries import holds

C = Capability


@dataclass(frozen=True, slots=True)
class Way:
    """A page and who may open it; ``subject`` says what its address takes."""

    route: str
    capability: Capability
    subject: str = "secondment"


WAYS = {
    "decision": Way("secondments:decide", C.RECORD_DECISION),
    "acceptance": Way("hosting:accept", C.ACCEPT_SECONDEE),
    "handover": Way("secondments:decouple", C.RECORD_HANDOVER),
    "mentor": Way("hosting:mentor", C.NAME_MENTOR),
    "mentor_acceptance": Way("hosting:mentoring", C.ACCEPT_MENTORING),
    "mentoring": Way("hosting:mentoring", C.LOG_MENTORING),
    "living": Way("hosting:living", C.ARRANGE_LIVING),
    "briefing": Way("hosting:briefing", C.GIVE_BRIEFING),
    "division": Way("hosting:division", C.DIVIDE_WORK),
    "plan_approved": Way("hosting:plan", C.DRAFT_PLAN),
    "substantive_task": Way("hosting:task", C.ASSIGN_TASK),
    "talk": Way("hosting:talk", C.HOLD_TALK),
    "care": Way("hosting:care", C.GIVE_CARE),
    "difficulty_answer": Way("hosting:difficulty", C.ANSWER_DIFFICULTY),
    "difficulty_closed": Way("hosting:difficulty", C.ANSWER_DIFFICULTY),
    "work_report": Way("dashboards:report", C.WRITE_REPORT),
    "contact": Way("coordination:contact", C.MAKE_CONTACT),
    "midterm_ballot": Way("assessments:poll", C.HOLD_POLL),
    "final_ballot": Way("assessments:poll", C.HOLD_POLL),
    "midterm_part": Way("assessments:assessment", C.VIEW_ASSESSMENT),
    "midterm_assessment": Way("assessments:assessment", C.CONCLUDE_ASSESSMENT),
    "final_part": Way("assessments:assessment", C.VIEW_ASSESSMENT),
    "final_assessment": Way("assessments:assessment", C.CONCLUDE_ASSESSMENT),
    "relation_check": Way("secondments:confirm_relation", C.CHECK_RELATION),
    "summary": Way("assessments:summary", C.VIEW_SUMMARY),
    "appraisal": Way("assessments:appraisal", C.DRAFT_APPRAISAL),
    "result_use": Way("assessments:use", C.USE_RESULT),
    "review_decided": Way("assessments:contest", C.DECIDE_CONTEST, "record"),
    "forum": Way("coordination:forums", C.HOLD_FORUM, "list"),
    "point_answer": Way("coordination:points", C.ANSWER_POINT, "list"),
    "practice_proposed": Way("coordination:propose_practice", C.PROPOSE_PRACTICE, "intake"),
    "practice_published": Way("coordination:practice", C.PUBLISH_PRACTICE, "record"),
    "request_decided": Way("coordination:requests", C.DECIDE_HOME_WORK, "list"),
    "home_visit": Way("coordination:home_visit", C.MAKE_HOME_VISIT),
    "return_plan": Way("secondments:plan_return", C.PLAN_RETURN),
    "exchange_answer": Way("coordination:exchange_item", C.ANSWER_EXCHANGE, "record"),
}

# what one role prepares and another concludes: who concludes it, and what was prepared
PREPARED: dict[str, tuple[Capability, type[TrainingPlan | Appraisal], Q]] = {
    "plan_approved": (
        C.APPROVE_PLAN,
        TrainingPlan,
        Q(state__in=(PlanState.PROPOSED, PlanState.AGREED)),
    ),
    "appraisal": (C.SIGN_APPRAISAL, Appraisal, Q()),
}


def with_others(desk: Desk, evidence: Mapping[str, Collection[str]]) -> Q:
    """What the desk owes but only another role at it can do now: the approver, the leader.

    That is all that the roles of the actor may not do, and what they have prepared already.
    ``evidence`` says for each rule what meets it.
    """

    def may(capability: Capability) -> bool:
        return not desk.roles.isdisjoint(roles_with(capability))

    def rules(*kinds: str) -> list[str]:
        return [rule for rule, meets in evidence.items() if set(meets) <= set(kinds)]

    closed = [kind for kind, way in WAYS.items() if not may(way.capability)]
    found = Q(rule__in=rules(*closed))
    for kind, (capability, model, waits) in PREPARED.items():
        if kind not in closed and not may(capability):
            prepared = model._default_manager.filter(waits).values("secondment")  # noqa: SLF001
            found |= Q(rule__in=rules(kind), secondment__in=prepared)
    return found


def way_of(actor: Actor, evidence: str, obligation: Obligation) -> tuple[str, tuple[int, ...]]:
    """The route and its arguments; no route when the actor may not do that work."""
    way = WAYS.get(evidence)
    if way is None or obligation.state != Obligation.OPEN:
        return "", ()
    if way.subject == "record" and actor.may(way.capability):
        # what set it off may have been sent to a unit with no part in the secondment
        return way.route, (int(obligation.occurrence.rpartition("-")[2]),)
    if not _may(actor, way.capability, obligation.secondment):
        return "", ()
    if way.subject == "list":
        return way.route, ()
    if way.subject == "intake":
        return way.route, (obligation.intake_id,)
    return (way.route, (obligation.secondment.pk,)) if obligation.secondment else ("", ())


def _may(actor: Actor, capability: Capability, secondment: Secondment | None) -> bool:
    if secondment is None:
        return actor.may(capability)
    return holds(actor, capability, secondment)
