"""The papers of a person and those of an intake: which there are, and in what state."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, Q
from django.http import Http404

from guazhi.access.actor import Actor, Capability
from guazhi.assessments.models import Appraisal, Assessment, GradeNotice, PartSignature, Summary
from guazhi.assessments.queries.results import BESIDE, appraisals, assessments, summaries
from guazhi.assessments.rules.papers import PaperKind, PaperState, is_filed, summary_state
from guazhi.programmes.models import Intake
from guazhi.secondments.models import Leave, Secondment, SecondmentNotice

Row = Summary | Appraisal | Assessment | GradeNotice
NOTICES = {"midterm": PaperKind.MIDTERM_NOTICE, "final": PaperKind.FINAL_NOTICE}
RELATED = (*BESIDE, "secondment__policy")


@dataclass(frozen=True, slots=True)
class PersonPaper:
    """A paper about one secondment, with the row that it prints."""

    kind: PaperKind
    row: Row
    state: PaperState
    day: date | None
    version: int = 0

    @property
    def is_filed(self) -> bool:
        """Whether it goes to the personnel file."""
        return is_filed(self.kind, self.state)


def papers_of(actor: Actor, secondment: Secondment) -> list[PersonPaper]:
    """Every paper of a secondment that the actor may see: current ones first, then earlier."""
    found = [
        *_summaries(actor, Q(secondment=secondment)),
        *_appraisals(actor, Q(secondment=secondment)),
        *_assessments(actor, Q(secondment=secondment)),
        *_notices(actor, Q(secondment=secondment)),
    ]
    order = list(PaperKind)
    return sorted(found, key=lambda each: (order.index(each.kind), -each.version))


def papers_in(actor: Actor, intake: Intake, kind: PaperKind) -> list[PersonPaper]:
    """The papers of one kind in an intake, by name: each person's last that is no draft.

    Of appraisals those in force; constant queries, however many people.
    """
    own = Q(secondment__intake=intake)
    match kind:
        case PaperKind.SUMMARY:
            later = Summary.objects.filter(
                secondment=OuterRef("secondment"),
                version__gt=OuterRef("version"),
                submitted_on__isnull=False,
            )
            found = _summaries(actor, own & Q(submitted_on__isnull=False) & Q(~Exists(later)))
        case PaperKind.APPRAISAL:
            found = _appraisals(actor, own & Q(signed_on__isnull=False, is_superseded=False))
        case PaperKind.MIDTERM_NOTICE | PaperKind.FINAL_NOTICE:
            of = Q(assessment__kind=kind.value.removesuffix("_notice"))
            found = _notices(actor, own & of & Q(superseded_by__isnull=True))
        case _:
            found = _assessments(actor, own & Q(kind=kind.value))
    people = {each.row.secondment_id: each.row.secondment.secondee for each in found}
    return sorted(
        found,
        key=lambda each: (people[each.row.secondment_id].sort_key, each.row.secondment_id),
    )


def person_paper(actor: Actor, kind: PaperKind, pk: int) -> PersonPaper:
    """One paper; 404 when out of reach."""
    match kind:
        case PaperKind.SUMMARY:
            found: Iterable[PersonPaper] = _summaries(actor, Q(pk=pk))
        case PaperKind.APPRAISAL:
            found = _appraisals(actor, Q(pk=pk))
        case PaperKind.MIDTERM_NOTICE | PaperKind.FINAL_NOTICE:
            of = Q(assessment__kind=kind.value.removesuffix("_notice"))
            found = _notices(actor, of & Q(pk=pk))
        case _:
            found = _assessments(actor, Q(pk=pk, kind=kind.value))
    for paper in found:
        return paper
    raise Http404


def _summaries(actor: Actor, wanted: Q) -> list[PersonPaper]:
    rows = summaries(actor).filter(wanted).select_related(*RELATED, "countersigned_by")
    return [
        PersonPaper(
            PaperKind.SUMMARY,
            row,
            summary_state(
                submitted=row.submitted_on is not None,
                countersigned=row.countersigned_on is not None,
                returned=row.returned_on is not None,
            ),
            row.submitted_on or row.day,
            row.version,
        )
        for row in rows.defer("secondment__policy__text")
    ]


def _appraisals(actor: Actor, wanted: Q) -> list[PersonPaper]:
    rows = appraisals(actor).filter(wanted).select_related(*RELATED)
    return [
        PersonPaper(
            PaperKind.APPRAISAL,
            row,
            PaperState.SUPERSEDED
            if row.is_superseded
            else PaperState.SIGNED
            if row.signed_on
            else PaperState.DRAFT,
            row.signed_on or row.day,
            row.version,
        )
        for row in rows.defer("secondment__policy__text")
    ]


def _assessments(actor: Actor, wanted: Q) -> list[PersonPaper]:
    standing = PartSignature.objects.filter(voided_at__isnull=True)
    signatures = standing.select_related("organisation").order_by("pk")
    notices = GradeNotice.objects.permitted(actor, Capability.VIEW_RESULT)
    told = notices.filter(superseded_by=None).select_related("answered_by").order_by("pk")
    rows = assessments(actor).filter(wanted).select_related(*RELATED)
    return [
        PersonPaper(
            PaperKind(row.kind),
            row,
            PaperState.RELEASED if row.released_on else PaperState.CONCLUDED,
            row.concluded_on,
        )
        for row in rows.defer("secondment__policy__text")
        .prefetch_related(Prefetch("signatures", signatures, to_attr="standing"))
        .prefetch_related(Prefetch("notices", told, to_attr="told"))
    ]


def _notices(actor: Actor, wanted: Q) -> list[PersonPaper]:
    rows = GradeNotice.objects.permitted(actor, Capability.VIEW_RESULT).filter(wanted)
    loaded = rows.select_related(*RELATED, "assessment", "superseded_by", "answered_by")
    return [
        PersonPaper(NOTICES[row.assessment.kind], row, _notice_state(row), row.day)
        for row in loaded.defer("secondment__policy__text", "assessment__payload")
    ]


def _notice_state(row: GradeNotice) -> PaperState:
    if getattr(row, "superseded_by", None) is not None:
        return PaperState.SUPERSEDED
    return PaperState.ACKNOWLEDGED if row.answered_on else PaperState.ISSUED


def notices_of(actor: Actor, secondment: Secondment) -> list[SecondmentNotice]:
    """The numbered notices of the secondment itself, the latest first."""
    rows = SecondmentNotice.objects.permitted(actor, Capability.VIEW_CHANGE)
    return list(rows.filter(secondment=secondment).order_by("-pk"))


def leaves_of(actor: Actor, secondment: Secondment) -> list[Leave]:
    """Leave that was asked for, each with its form of approval, the latest first."""
    rows = Leave.objects.permitted(actor, Capability.VIEW_LEAVE)
    return list(rows.filter(secondment=secondment).order_by("-start", "-pk"))
