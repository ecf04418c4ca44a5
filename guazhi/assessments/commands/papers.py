"""Papers that leave the system: each is recorded, whoever takes it."""

from collections.abc import Collection, Iterator

from django.db import transaction
from django.http import Http404

from guazhi.access.actor import Actor, Capability
from guazhi.assessments.events import (
    AppraisalPrinted,
    AssessmentPrinted,
    GradeMinutesPrinted,
    GradeNoticePrinted,
    SummaryPrinted,
)
from guazhi.assessments.models import (
    Appraisal,
    Assessment,
    GradeDecision,
    GradeNotice,
    Summary,
)
from guazhi.assessments.rules.papers import PaperKind
from guazhi.ledger.commands import record, record_all
from guazhi.ledger.events import Event
from guazhi.secondments.commands.reach import ids


@transaction.atomic
def note_papers(kind: str, rows: Collection[int], *, actor: Actor) -> None:
    """Record that papers of one kind left the system, each by itself; 404 when out of reach."""
    events = list(_events(PaperKind(kind), rows, actor))
    if len(events) != len(rows):
        raise Http404
    record_all(actor, events)


@transaction.atomic
def note_minutes(decision_id: int, *, actor: Actor) -> None:
    """Record that the minutes of a decision left the system; 404 when out of reach."""
    row = GradeDecision.objects.permitted(actor, Capability.VIEW_ASSESSMENT).one(decision_id)
    record(actor, GradeMinutesPrinted(subject=row.pk, kind=row.kind, intake=row.intake_id))


def _events(kind: PaperKind, rows: Collection[int], actor: Actor) -> Iterator[Event]:
    match kind:
        case PaperKind.SUMMARY:
            texts = Summary.objects.permitted(actor, Capability.VIEW_SUMMARY)
            for text in texts.filter(pk__in=rows).select_related("secondment").order_by("pk"):
                yield SummaryPrinted(subject=text.pk, version=text.version, **ids(text.secondment))
        case PaperKind.APPRAISAL:
            forms = Appraisal.objects.permitted(actor, Capability.VIEW_APPRAISAL)
            for form in forms.filter(pk__in=rows).select_related("secondment").order_by("pk"):
                yield AppraisalPrinted(
                    subject=form.pk, version=form.version, **ids(form.secondment)
                )
        case PaperKind.MIDTERM_NOTICE | PaperKind.FINAL_NOTICE:
            told = GradeNotice.objects.permitted(actor, Capability.VIEW_RESULT)
            for notice in told.filter(pk__in=rows).select_related("secondment").order_by("pk"):
                yield GradeNoticePrinted(
                    subject=notice.assessment_id, notice=notice.pk, **ids(notice.secondment)
                )
        case _:
            found = Assessment.objects.permitted(actor, Capability.VIEW_RESULT)
            for row in found.filter(pk__in=rows).select_related("secondment").order_by("pk"):
                yield AssessmentPrinted(subject=row.pk, kind=row.kind, **ids(row.secondment))
