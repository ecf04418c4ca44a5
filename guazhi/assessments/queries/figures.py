"""Figures beside an assessment: the record of the term by obligation, and the cap."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from guazhi.assessments.queries.calibration import room_of
from guazhi.assessments.rules import Kind
from guazhi.obligations.models import Evidence, Obligation
from guazhi.policy import Pack
from guazhi.policy.entries import Words
from guazhi.programmes.models import Intake
from guazhi.programmes.queries import pack_of
from guazhi.secondments.models import Secondment
from guazhi.web.words import in_language


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


def cap_figure(intake: Intake, pack: Pack, kind: Kind, day: date) -> CapFigure | None:
    """How the capped grade stands in the intake, or None when the policy caps none."""
    room = room_of(intake, kind, day, ())
    if room is None:
        return None
    grade = pack.assessment.grade(room.ceiling.grade)
    name = in_language(grade.names) if grade else room.ceiling.grade
    return CapFigure(name, room.ceiling.total, room.ceiling.most, room.given)
