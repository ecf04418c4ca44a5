"""What every command on an assessment begins with, and what follows when its content changes."""

from collections.abc import Iterator, Mapping, Sequence

from django.conf import settings
from django.http import Http404

from guazhi.access.actor import Actor, Capability
from guazhi.assessments import rules
from guazhi.assessments.events import AssessmentDrawnUp, SignaturesVoided
from guazhi.assessments.models import Assessment, AssessmentPart, PartSignature
from guazhi.assessments.queries.dockets import docket
from guazhi.assessments.queries.parties import ASSESSING
from guazhi.ledger.events import Event
from guazhi.policy.findings import Finding
from guazhi.secondments.commands.reach import ids
from guazhi.secondments.models import Secondment
from guazhi.web import clock


def assessed(actor: Actor, secondment_id: int) -> Secondment:
    """The secondment, locked, for somebody who assesses it; 404 when out of reach."""
    allowed = Secondment.objects.permitted(actor, *ASSESSING.values())
    related = allowed.select_related("policy", "intake__programme", "secondee")
    return related.defer("policy__text").locked(secondment_id)


def reached(actor: Actor, secondment_id: int, capability: Capability) -> Secondment:
    """The secondment, locked, for somebody who holds ``capability``; 404 when out of reach."""
    allowed = Secondment.objects.permitted(actor, capability)
    related = allowed.select_related("policy", "intake__programme", "secondee")
    return related.defer("policy__text").locked(secondment_id)


def begun(secondment: Secondment, kind: str) -> Assessment:
    """The assessment that was begun by setting its sitting; 404 before that."""
    found = Assessment.objects.filter(secondment=secondment, kind=kind).first()
    if found is None:
        raise Http404
    return found


def check_unsettled(assessment: Assessment) -> Iterator[Finding]:
    """A finding when the assessment is concluded."""
    if assessment.concluded_on is not None:
        yield Finding("concluded_already")


def draw_up(
    assessment: Assessment,
    secondment: Secondment,
    why: str,
    parts: Sequence[AssessmentPart] | None = None,
    known: Mapping[str, Assessment] | None = None,
) -> Iterator[Event]:
    """Write down what is to be signed, when the parts are in; what was signed before is void.

    ``why`` is a code: what changed. ``known`` are the assessments of the secondment where they
    are at hand. The events are for the ledger.
    """
    if assessment.parts_in_on is None:
        return
    found = docket(assessment, secondment, parts, known)
    was = assessment.digest
    assessment.payload = found.payload
    assessment.digest_name = settings.DIGEST
    assessment.digest = rules.digest(found.payload, settings.DIGEST)
    assessment.total = found.outcome.total if found.outcome else None
    assessment.proposed = found.outcome.grade if found.outcome else ""
    assessment.decided = found.grade
    if was == assessment.digest:
        return
    yield AssessmentDrawnUp(
        subject=assessment.pk,
        **ids(secondment),
        kind=assessment.kind,
        digest=assessment.digest,
    )
    standing = PartSignature.objects.filter(assessment=assessment, voided_at__isnull=True)
    voided = standing.update(voided_at=clock.now(), voided_why=why) if was else 0
    if voided:
        yield SignaturesVoided(
            subject=assessment.pk,
            **ids(secondment),
            kind=assessment.kind,
            signatures=voided,
            why=why,
        )


def redraw(secondment: Secondment, kind: str, why: str) -> list[Event]:
    """Draw an assessment up anew after something beside it changed; nothing once concluded."""
    rows = Assessment.objects.filter(
        secondment=secondment, kind=kind, parts_in_on__isnull=False, concluded_on__isnull=True
    )
    assessment = rows.first()
    if assessment is None:
        return []
    events = list(draw_up(assessment, secondment, why))
    assessment.save(update_fields=DRAWN)
    return events


DRAWN = ("parts_in_on", "payload", "digest_name", "digest", "total", "proposed", "decided")
