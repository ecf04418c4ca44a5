"""What meets each kind of evidence: one act a kind, through the command that a page would call.

An act returns None when it is done, or the day on which to come back to it.
"""

from collections.abc import Callable, Mapping
from datetime import date

from guazhi.simulation.acts import (
    assessments,
    ballots,
    contacts,
    coordination,
    hosting,
    life,
    starting,
)
from guazhi.simulation.stage import Stage
from guazhi.simulation.temper import Owed

Act = Callable[[Stage, Owed], date | None]

ACTS: Mapping[str, Act] = {
    "decision": life.decision,
    "acceptance": starting.acceptance,
    "handover": life.handover,
    "relation_check": life.relation_check,
    "mentor": starting.mentor,
    "mentor_acceptance": starting.mentor_acceptance,
    "mentoring": starting.mentoring,
    "living": starting.living,
    "briefing": starting.briefing,
    "division": starting.division,
    "plan_approved": starting.plan,
    "substantive_task": hosting.substantive_task,
    "talk": hosting.talk,
    "care": hosting.care,
    "difficulty_answer": hosting.difficulty_answer,
    "difficulty_closed": hosting.difficulty_closed,
    "forum": coordination.forum,
    "work_report": coordination.work_report,
    "practice_proposed": coordination.practice_proposed,
    "practice_published": coordination.practice_published,
    "contact": contacts.contact,
    "request_decided": coordination.request_decided,
    "home_visit": coordination.home_visit,
    "return_plan": life.return_plan,
    "exchange_answer": coordination.exchange_answer,
    "point_answer": coordination.point_answer,
    "midterm_ballot": ballots.poll,
    "final_ballot": ballots.poll,
    "midterm_part": assessments.part,
    "final_part": assessments.part,
    "midterm_assessment": assessments.assessment,
    "final_assessment": assessments.assessment,
    "summary": assessments.summary,
    "appraisal": assessments.appraisal,
    "result_use": assessments.result_use,
}
