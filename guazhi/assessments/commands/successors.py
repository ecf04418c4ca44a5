"""Sittings under way when host or home becomes part of another unit; called by reactions."""

from guazhi.access.actor import Actor
from guazhi.assessments.commands.reach import redraw
from guazhi.assessments.models import (
    Assessment,
    AssessmentPart,
    HomeOpinion,
    PartDraft,
    PartSignature,
    SittingMember,
)
from guazhi.assessments.rules import Kind
from guazhi.ledger.commands import record_all
from guazhi.secondments.models import Secondment


def hand_on_sittings(secondment: Secondment, old: int, new: int, *, why: str, actor: Actor) -> None:
    """Let the other unit sit, or be heard, where the unit was, until the assessment is concluded.

    The part that was given counts as its own; since the content names the unit, what was signed
    is signed again.
    """
    under_way = Assessment.objects.filter(secondment=secondment, concluded_on__isnull=True)
    for model in (SittingMember, AssessmentPart, PartSignature, HomeOpinion):
        rows = model.objects.filter(assessment__in=under_way.values("pk"), organisation=old)
        rows.update(organisation=new)
    PartDraft.objects.filter(secondment=secondment, organisation=old).update(organisation=new)
    for kind in Kind:
        record_all(actor, redraw(secondment, kind.value, why))
