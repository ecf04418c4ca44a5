"""What the parties sign: all that was said of a person, what it comes to, and what bounds it."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from guazhi.assessments import rules
from guazhi.assessments.models import (
    Assessment,
    AssessmentPart,
    GradeOverride,
    HomeOpinion,
    Poll,
    Veto,
)
from guazhi.assessments.queries.parties import names_by_id
from guazhi.assessments.rules import Kind, PollState
from guazhi.assessments.rules.ballots import count_of
from guazhi.assessments.rules.scoring import Figure, Outcome, Ratings, lasting, outcome
from guazhi.policy import AssessmentForm
from guazhi.programmes.queries import pack_of
from guazhi.secondments.models import Secondment


@dataclass(frozen=True, slots=True)
class Docket:
    """The content of an assessment, the outcome of the arithmetic, and the grade to be set.

    ``waits`` says that another grade waits for a second person.
    """

    content: dict[str, Any]
    outcome: Outcome | None
    grade: str
    waits: bool = False

    @property
    def payload(self) -> str:
        """The content in the one way in which it is written down."""
        return rules.canonical(self.content)


def docket(
    assessment: Assessment, secondment: Secondment, parts: Sequence[AssessmentPart] | None = None
) -> Docket:
    """The docket of an assessment as its rows say it now."""
    form = pack_of(secondment.policy).assessment
    said = sorted(assessment.parts.all() if parts is None else parts, key=lambda row: row.pk)
    home = HomeOpinion.objects.filter(assessment=assessment).first()
    vetoes = list(
        Veto.objects.filter(assessment=assessment, lifted_on__isnull=True).order_by("veto")
    )
    asked = list(GradeOverride.objects.filter(assessment=assessment).exclude(confirmed=False))
    override = next((row for row in asked if row.confirmed), None)
    names = names_by_id(
        [*(row.organisation_id for row in said), *([home.organisation_id] if home else ())]
    )
    found = outcome(
        form,
        [Ratings(row.party, names[row.organisation_id], row.scores) for row in said],
        _figures(form, assessment, home, names),
        [row.veto for row in vetoes],
        beside=_beside(assessment),
    )
    grade = override.grade if override else found.grade if found else ""
    content = {
        "paper": "assessment",
        "kind": assessment.kind,
        "secondment": secondment.pk,
        "person": secondment.secondee_id,
        "policy": secondment.policy.digest,
        "parts": [_part(row) for row in said],
        "home": home and _home(home),
        "vetoes": [[row.veto, _day(row.day), row.facts] for row in vetoes],
        "override": override and [override.grade, override.reason, _day(override.settled_on)],
        "lines": [list(line) for line in lasting(found.lines)] if found else [],
        "total": str(found.total) if found else "",
        "proposed": found.grade if found else "",
        "grade": grade,
    }
    return Docket(content, found, grade, waits=any(row.confirmed is None for row in asked))


def _beside(assessment: Assessment) -> tuple[str, ...]:
    return ("midterm",) if assessment.kind == Kind.MIDTERM else ()


def _figures(
    form: AssessmentForm,
    assessment: Assessment,
    home: HomeOpinion | None,
    names: Mapping[int, str],
) -> Iterable[Figure]:
    if home is not None and (grade := form.grade(home.grade)):
        yield Figure("home", names[home.organisation_id], Fraction(grade.points))
    if "ballot" in form.sources:
        poll = Poll.objects.filter(
            secondment=assessment.secondment_id,
            kind=assessment.kind,
            state=PollState.COUNTED,
            closed_on__lte=assessment.concluded_on or date.max,
        ).first()
        if poll is not None:
            yield Figure("ballot", _day(poll.closed_on), count_of(json.loads(poll.payload)).score)
    if assessment.kind == Kind.FINAL and "midterm" in form.sources:
        earlier = Assessment.objects.filter(
            secondment=assessment.secondment_id,
            kind=Kind.MIDTERM.value,
            concluded_on__isnull=False,
            total__isnull=False,
        ).first()
        if earlier is not None and earlier.total is not None:
            yield Figure("midterm", _day(earlier.concluded_on), Fraction(earlier.total))


def _part(row: AssessmentPart) -> dict[str, Any]:
    return {
        "party": row.party,
        "organisation": row.organisation_id,
        "day": _day(row.day),
        "scores": row.scores,
        "opinion": row.opinion,
        "growth": row.growth,
        "grade": row.grade,
    }


def _home(row: HomeOpinion) -> dict[str, Any]:
    return {
        "organisation": row.organisation_id,
        "day": _day(row.day),
        "grade": row.grade,
        "opinion": row.opinion,
    }


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def drawn_up(assessment: Assessment) -> Any:
    """The content that was drawn up, as it was signed."""
    return json.loads(assessment.payload) if assessment.payload else None


def verify_assessment(assessment: Assessment, secondment: Secondment) -> bool:
    """Whether an assessment still says what was drawn up: its digest, and its rows with it."""
    if not assessment.payload:
        return False
    if rules.digest(assessment.payload, assessment.digest_name) != assessment.digest:
        return False
    return docket(assessment, secondment).payload == assessment.payload
