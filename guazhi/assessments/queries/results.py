"""Results where they are wanted: on the person's page, in an intake, in any later consideration."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet

from guazhi.access.actor import Actor, Capability
from guazhi.assessments.models import Appraisal, Assessment, ResultUse, Summary, SummaryDraft
from guazhi.assessments.models.joint import AssessmentQuerySet
from guazhi.assessments.queries.years import YearShown, annual_assessors
from guazhi.assessments.rules import Kind
from guazhi.people.models import Person
from guazhi.programmes.models import Intake
from guazhi.programmes.queries import pack_of
from guazhi.secondments.models import Secondment
from guazhi.secondments.queries import holds
from guazhi.secondments.rules import State
from guazhi.web.words import in_language

# what is done among those who assess, and would tell others how a grade came about
CONFIDENTIAL = (
    "AssessmentDrawnUp",
    "AssessmentPartAmended",
    "OverrideAsked",
    "OverrideSettled",
    "SignatureWithdrawn",
    "SignaturesVoided",
    "VetoLifted",
    "VetoNoted",
)
BESIDE = tuple(
    f"secondment__{name}" for name in ("secondee", "home_organisation", "host_unit", "post")
)


@dataclass(frozen=True, slots=True)
class Result:
    """What one secondment left behind, as far as the actor may see it."""

    secondment: Secondment
    midterm: Assessment | None
    final: Assessment | None
    appraisal: Appraisal | None
    uses: Sequence[ResultUse]


@dataclass(frozen=True, slots=True)
class AssessmentWork:
    """What the person page shows of assessment."""

    result: Result
    midterm_grade: str
    final_grade: str
    summary: Summary | None
    may_see_sitting: bool
    may_see_summary: bool
    may_see_appraisal: bool
    may_use: bool
    years: Sequence[YearShown]
    may_settle_year: bool


def assessments(actor: Actor) -> AssessmentQuerySet:
    """Concluded assessments; to home and secondee only those released."""
    return Assessment.objects.permitted(actor, Capability.VIEW_RESULT).filter(
        concluded_on__isnull=False
    )


def appraisals(actor: Actor) -> QuerySet[Appraisal]:
    """The versions of appraisals that the actor may see, oldest first."""
    return Appraisal.objects.permitted(actor, Capability.VIEW_APPRAISAL).order_by("version")


def summaries(actor: Actor) -> QuerySet[Summary]:
    """The versions of summaries that the actor may see, oldest first, with the host's help."""
    rows = Summary.objects.permitted(actor, Capability.VIEW_SUMMARY)
    rows = rows.select_related("countersigned_by").prefetch_related("helps__made_by")
    return rows.order_by("version")


def summary_draft(actor: Actor, secondment: Secondment) -> SummaryDraft | None:
    """What the secondee has typed since the last version; nobody else sees it."""
    mine = SummaryDraft.objects.permitted(actor, Capability.WRITE_SUMMARY)
    return mine.filter(secondment=secondment).first()


def uses(actor: Actor) -> QuerySet[ResultUse]:
    """The uses of results that the actor may see, oldest first."""
    return ResultUse.objects.permitted(actor, Capability.VIEW_USE).order_by("day", "pk")


def results_of(actor: Actor, person: Person) -> list[Result]:
    """Every result of a person, newest term first, for any later consideration (S2.2.15)."""
    rows = (
        Secondment.objects.permitted(actor, Capability.VIEW_SECONDMENT)
        .filter(secondee=person)
        .select_related("secondee", "host_unit", "home_organisation", "post", "policy")
        .order_by("-start", "-pk")
    )
    return results_for(actor, list(rows))


def assessed_in(actor: Actor, intake: Intake) -> QuerySet[Secondment]:
    """The secondments of an intake whose assessments the actor may see."""
    return (
        Secondment.objects.permitted(actor, Capability.VIEW_ASSESSMENT)
        .filter(intake=intake)
        .exclude(state=State.WITHDRAWN)
        .select_related("secondee", "host_unit", "home_organisation", "post", "policy")
    )


def spread_in(actor: Actor, intake: Intake) -> dict[tuple[str, str], int]:
    """How often each grade was given in an intake, by kind of assessment and grade."""
    rows = assessments(actor).filter(secondment__in=assessed_in(actor, intake).values("pk"))
    counted = rows.order_by().values_list("kind", "grade").annotate(n=Count("pk"))
    return {(kind, grade): n for kind, grade, n in counted}


def work(actor: Actor, secondment: Secondment, today: date) -> AssessmentWork:
    """What the person page shows of assessment; a constant number of queries."""
    (result,) = results_for(actor, [secondment])

    def may(capability: Capability) -> bool:
        return holds(actor, capability, secondment)

    return AssessmentWork(
        result=result,
        midterm_grade=_grade(result.midterm, secondment),
        final_grade=_grade(result.final, secondment),
        summary=summaries(actor).filter(secondment=secondment).last(),
        may_see_sitting=may(Capability.VIEW_ASSESSMENT),
        may_see_summary=may(Capability.VIEW_SUMMARY),
        may_see_appraisal=result.appraisal is not None or may(Capability.DRAFT_APPRAISAL),
        may_use=(result.appraisal is not None or result.final is not None)
        and may(Capability.USE_RESULT),
        years=(years := annual_assessors(secondment, today)),
        may_settle_year=any(each.found.asks for each in years) and may(Capability.SETTLE_YEAR),
    )


def _grade(assessment: Assessment | None, secondment: Secondment) -> str:
    if assessment is None:
        return ""
    grades = pack_of(secondment.policy).assessment.outcomes
    return next((in_language(g.names) for g in grades if g.id == assessment.grade), "")


def results_for(actor: Actor, secondments: list[Secondment]) -> list[Result]:
    """The results of these secondments, in their order."""
    ids = [row.pk for row in secondments]
    found = {
        (row.secondment_id, row.kind): row for row in assessments(actor).filter(secondment__in=ids)
    }
    signed = {
        row.secondment_id: row
        for row in appraisals(actor).filter(
            secondment__in=ids, signed_on__isnull=False, is_superseded=False
        )
    }
    used: dict[int, list[ResultUse]] = {}
    for row in uses(actor).filter(secondment__in=ids):
        used.setdefault(row.secondment_id, []).append(row)
    return [
        Result(
            secondment=row,
            midterm=found.get((row.pk, Kind.MIDTERM.value)),
            final=found.get((row.pk, Kind.FINAL.value)),
            appraisal=signed.get(row.pk),
            uses=used.get(row.pk, ()),
        )
        for row in secondments
    ]


def helpable(actor: Actor, pk: int) -> Summary:
    """The version of a summary that the actor may help with; 404 when out of reach."""
    rows = Summary.objects.permitted(actor, Capability.HELP_SUMMARY)
    return rows.select_related(*BESIDE).one(pk)


def summary_to_answer(actor: Actor, pk: int) -> Summary:
    """The version of a summary that the actor may countersign; 404 when out of reach."""
    rows = Summary.objects.permitted(actor, Capability.COUNTERSIGN_SUMMARY)
    return rows.select_related(*BESIDE).one(pk)


def signable(actor: Actor, pk: int) -> Appraisal:
    """The version of an appraisal that the actor may sign; 404 when out of reach."""
    rows = Appraisal.objects.permitted(actor, Capability.SIGN_APPRAISAL)
    return rows.select_related(*BESIDE).one(pk)


def readable(actor: Actor, pk: int) -> Appraisal:
    """The version of an appraisal that the actor may read; 404 when out of reach."""
    rows = Appraisal.objects.permitted(actor, Capability.VIEW_APPRAISAL)
    return rows.select_related(*BESIDE).one(pk)
