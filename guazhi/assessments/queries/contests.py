"""The contest of a result: its clock, and who took part in what is contested."""

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
from guazhi.assessments.rules.contests import Clock, ContestState, Level, Past, clock_of
from guazhi.policy import AssessmentForm
from guazhi.programmes.queries import calendar


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
