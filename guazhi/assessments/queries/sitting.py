"""What the sitting of a joint assessment looks at: the record of the term, and the parts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Q

from guazhi.access.actor import Actor, Capability
from guazhi.assessments.models import Assessment, AssessmentPart, SittingMember
from guazhi.assessments.queries.parties import ASSESSING, managing_parties, names_of, speaks_for
from guazhi.assessments.rules import Kind
from guazhi.assessments.rules.scoring import most_of
from guazhi.obligations.models import Evidence, Obligation
from guazhi.policy import Pack
from guazhi.policy.entries import Words
from guazhi.programmes.models import Intake
from guazhi.programmes.queries import pack_of
from guazhi.secondments.models import Secondment
from guazhi.web.words import in_language


@dataclass(frozen=True, slots=True)
class Seat:
    """A managing party at the sitting; its part stays closed until all are in."""

    party: str
    organisation: str
    is_in: bool
    part: AssessmentPart | None


@dataclass(frozen=True, slots=True)
class Figure:
    """How one kind of obligation of the term stands: of those due by now, met, late, overdue."""

    names: Words
    evidence: str
    records: int
    due: int
    met: int
    late: int
    overdue: int


@dataclass(frozen=True, slots=True)
class CapFigure:
    """How many may receive the capped grade in an intake, and how many have."""

    grade: str
    total: int
    most: int
    given: int

    @property
    def is_over(self) -> bool:
        """Whether more have it than the cap allows."""
        return self.given > self.most


@dataclass(frozen=True, slots=True)
class Sitting:
    """One sitting on one secondment."""

    kind: Kind
    assessment: Assessment | None
    seats: Sequence[Seat]
    figures: Sequence[Figure]
    may_enter: bool
    may_conclude: bool
    may_release: bool

    @property
    def is_concluded(self) -> bool:
        """Whether the grade is set."""
        return self.assessment is not None and self.assessment.concluded_on is not None


def due_kind(secondment: Secondment, today: date) -> Kind:
    """The assessment that is at hand: the final one once its window or its first part is there."""
    finals = AssessmentPart.objects.filter(secondment=secondment)
    if finals.filter(assessment__kind=Kind.FINAL.value).exists():
        return Kind.FINAL
    wanted = pack_of(secondment.policy).obligations.items()
    owing = [rule for rule, owed in wanted if owed.evidence == Kind.FINAL.evidence]
    opened = Obligation.objects.filter(secondment=secondment, rule__in=owing, opens__lte=today)
    return Kind.FINAL if opened.exists() else Kind.MIDTERM


def sitting(actor: Actor, secondment: Secondment, kind: Kind, today: date) -> Sitting:
    """All that the sitting needs; ``secondment`` comes from ``permitted``."""
    managing = managing_parties(secondment)
    assessment = (
        Assessment.objects.permitted(actor, Capability.VIEW_ASSESSMENT)
        .filter(secondment=secondment, kind=kind.value)
        .first()
    )
    entered: dict[int, AssessmentPart] = {}
    if assessment is not None:
        rows = AssessmentPart.objects.permitted(actor, Capability.VIEW_ASSESSMENT)
        entered = {
            row.organisation_id: row
            for row in rows.filter(assessment=assessment).select_related("made_by")
        }
    concluded = assessment is not None and assessment.concluded_on is not None
    complete = managing.keys() <= entered.keys()
    speaking = speaks_for(actor, secondment, managing)
    assessing = any(actor.may(capability) for capability in ASSESSING.values())
    concluding = (
        Secondment.objects.permitted(actor, Capability.CONCLUDE_ASSESSMENT)
        .filter(pk=secondment.pk)
        .exists()
    )
    return Sitting(
        kind=kind,
        assessment=assessment,
        seats=_seats(actor, managing, entered, is_open=complete or concluded),
        figures=figures(secondment, today),
        may_enter=assessing and not concluded and any(pk not in entered for pk in speaking),
        may_conclude=concluding and complete and not concluded,
        may_release=concluding
        and assessment is not None
        and concluded
        and assessment.released_on is None,
    )


def _seats(
    actor: Actor,
    managing: dict[int, str],
    entered: dict[int, AssessmentPart],
    *,
    is_open: bool,
) -> list[Seat]:
    seats = []
    for pk, name in zip(managing, names_of(list(managing)), strict=True):
        part = entered.get(pk)
        own = part is not None and part.made_by_id == actor.user_id
        seats.append(Seat(managing[pk], name, part is not None, part if is_open or own else None))
    return seats


def figures(secondment: Secondment, today: date) -> list[Figure]:
    """The record of the term, a line for each obligation that is met or was due before today."""
    pack = pack_of(secondment.policy)
    records = dict(
        Evidence.objects.filter(secondment=secondment)
        .values_list("kind")
        .annotate(Count("pk"))
        .order_by("kind")
    )
    found: dict[str, list[Obligation]] = {}
    is_owed = Q(state=Obligation.MET) | Q(state=Obligation.OPEN, due__lt=today)
    rows = Obligation.objects.filter(is_owed, secondment=secondment)
    for row in rows.order_by("due", "pk"):
        found.setdefault(row.rule, []).append(row)
    return [
        Figure(
            names=pack.obligations[rule].names,
            evidence=pack.obligations[rule].evidence,
            records=records.get(pack.obligations[rule].evidence, 0),
            due=len(owed),
            met=sum(row.state == Obligation.MET and not row.is_late for row in owed),
            late=sum(row.is_late for row in owed),
            overdue=sum(row.state == Obligation.OPEN for row in owed),
        )
        for rule, owed in found.items()
        if rule in pack.obligations
    ]


def members_of(actor: Actor, secondment: Secondment, kind: Kind) -> list[tuple[int, str]]:
    """Who sits, by id and name."""
    rows = SittingMember.objects.permitted(actor, Capability.VIEW_ASSESSMENT).filter(
        secondment=secondment, assessment__kind=kind.value
    )
    return list(rows.order_by("pk").values_list("pk", "name"))


def cap_figure(intake: Intake, pack: Pack, kind: Kind, day: date) -> CapFigure | None:
    """How the capped grade stands in the intake, or None when the policy caps none."""
    form = pack.assessment
    if form.cap is None:
        return None
    share = Decimal(str(pack.figure(form.cap.parameter, day) or 0))
    total = Secondment.objects.filter(intake=intake).exclude(state="withdrawn").count()
    given = Assessment.objects.filter(
        Q(secondment__intake=intake), kind=kind.value, grade=form.cap.grade
    ).count()
    names = next(step.names for step in form.grades if step.id == form.cap.grade)
    return CapFigure(in_language(names), total, most_of(total, share, form.cap.rounding), given)
