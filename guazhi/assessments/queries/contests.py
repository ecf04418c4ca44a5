"""The contest of a result: its clock, and who took part in what is contested."""

from dataclasses import dataclass
from datetime import date

from guazhi.access.actor import Actor, Capability
from guazhi.assessments.models import (
    Assessment,
    AssessmentPart,
    Contest,
    GradeDecision,
    GradeNotice,
    GradeOverride,
    PartSignature,
    SittingMember,
)
from guazhi.assessments.models.contests import ContestQuerySet
from guazhi.assessments.queries.results import BESIDE
from guazhi.assessments.rules.contests import Clock, ContestState, Level, Past, clock_of
from guazhi.policy import AssessmentForm
from guazhi.policy.assessed import ContestStep
from guazhi.programmes.queries import calendar, pack_of
from guazhi.secondments.models import Secondment
from guazhi.secondments.queries import holds


def clock_for(assessment: Assessment, form: AssessmentForm) -> Clock | None:
    """What may be contested now of a result, by the policy's ``form``."""
    told = GradeNotice.objects.filter(assessment=assessment).order_by("pk").first()
    past = [
        Past(Level(row.level), ContestState(row.state), row.settled_on)
        for row in Contest.objects.filter(assessment=assessment).order_by("pk")
    ]
    return clock_of(form.contest, told.day if told else None, past, calendar())


def involved(assessment: Assessment) -> set[int]:
    """The accounts that took part in a result: sat, wrote, signed, moved, decided, reviewed."""
    by_assessment = (
        SittingMember.objects.filter(assessment=assessment).values_list("user"),
        AssessmentPart.objects.filter(assessment=assessment).values_list("made_by"),
        PartSignature.objects.filter(assessment=assessment).values_list("made_by"),
        GradeOverride.objects.filter(assessment=assessment).values_list("made_by"),
        GradeOverride.objects.filter(assessment=assessment).values_list("settled_by"),
        GradeDecision.objects.filter(notices__assessment=assessment).values_list("made_by"),
        Contest.objects.filter(assessment=assessment).values_list("settled_by"),
    )
    first, *rest = (rows.order_by() for rows in by_assessment)
    return {pk for (pk,) in first.union(*rest) if pk is not None} | {
        pk for pk in (assessment.concluded_by_id,) if pk is not None
    }


def contests(actor: Actor) -> ContestQuerySet:
    """The contests that the actor may see."""
    return Contest.objects.permitted(actor, Capability.VIEW_CONTEST)


def changed_after(secondment: Secondment, day: date | None) -> date | None:
    """The day on which a contest changed a result after ``day``, so that what stands on it is old.

    For the appraisal that was signed on ``day``; whoever reads it may know that, and no more.
    """
    if day is None:
        return None
    rows = Contest.objects.filter(secondment=secondment, state=ContestState.CHANGED)
    last = rows.filter(settled_on__gte=day).order_by("-settled_on").first()
    return last.settled_on if last else None


def appeals_under_way(actor: Actor) -> ContestQuerySet:
    """The appeals whose outcome the actor records."""
    rows = Contest.objects.permitted(actor, Capability.DECIDE_CONTEST)
    waiting = rows.filter(state=ContestState.WAITING, level=Level.APPEAL)
    return waiting.select_related("secondment__secondee")


@dataclass(frozen=True, slots=True)
class ContestPage:
    """What the page of a contest shows, and what the actor may do to it."""

    contest: Contest
    secondment: Secondment
    step: ContestStep | None
    may_withdraw: bool
    may_settle: bool
    took_part: bool


def contest_page(actor: Actor, pk: int) -> ContestPage:
    """A contest; 404 when out of reach."""
    rows = contests(actor).select_related(*BESIDE, "secondment__policy", "assessment", "settled_by")
    row = rows.one(pk)
    form = pack_of(row.secondment.policy).assessment
    waits = row.state == ContestState.WAITING
    decides = waits and holds(actor, Capability.DECIDE_CONTEST, row.secondment)
    took_part = decides and actor.user_id in involved(row.assessment)
    steps = form.contest
    return ContestPage(
        contest=row,
        secondment=row.secondment,
        step=getattr(steps, row.level) if steps else None,
        may_withdraw=waits and actor.person_id == row.secondment.secondee_id,
        may_settle=decides and not took_part,
        took_part=took_part,
    )
