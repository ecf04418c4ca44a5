"""What the parties sign: all that was said of a person, what it comes to, and what bounds it."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
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
from guazhi.assessments.rules.scoring import (
    Figure,
    Outcome,
    Ratings,
    lasting,
    outcome,
    undetermined,
)
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


@dataclass(frozen=True, slots=True)
class _Said:
    """What stands beside the parts of an assessment; ``poll`` is counted, ``midterm`` concluded."""

    home: HomeOpinion | None
    vetoes: Sequence[Veto]
    overrides: Sequence[GradeOverride]
    poll: Poll | None
    midterm: Assessment | None


def docket(
    assessment: Assessment, secondment: Secondment, parts: Sequence[AssessmentPart] | None = None
) -> Docket:
    """The docket of an assessment as its rows say it now."""
    said = list(assessment.parts.all() if parts is None else parts)
    beside = _beside_one(assessment, pack_of(secondment.policy).assessment)
    names = names_by_id(_units(said, beside))
    return _docket(assessment, secondment, said, beside, names)


def dockets(rows: Iterable[tuple[Assessment, Secondment]]) -> dict[int, Docket]:
    """The dockets of many assessments of one kind, by their ids, in as few questions as of one.

    Their parts have been fetched with them.
    """
    wanted = list(rows)
    beside = _beside_many([row for row, _secondment in wanted])
    said = {row.pk: list(row.parts.all()) for row, _secondment in wanted}
    names = names_by_id(
        unit for row, _secondment in wanted for unit in _units(said[row.pk], beside[row.pk])
    )
    return {
        row.pk: _docket(row, secondment, said[row.pk], beside[row.pk], names)
        for row, secondment in wanted
    }


def _units(said: Iterable[AssessmentPart], beside: _Said) -> Iterator[int]:
    yield from (row.organisation_id for row in said)
    if beside.home is not None:
        yield beside.home.organisation_id


def _docket(
    assessment: Assessment,
    secondment: Secondment,
    parts: Iterable[AssessmentPart],
    beside: _Said,
    names: Mapping[int, str],
) -> Docket:
    form = pack_of(secondment.policy).assessment
    said = sorted(parts, key=lambda row: row.pk)
    override = next((row for row in beside.overrides if row.confirmed), None)
    found = outcome(
        form,
        [Ratings(row.party, names[row.organisation_id], row.scores) for row in said],
        _figures(form, assessment, beside, names),
        [row.veto for row in beside.vetoes],
        beside=_beside(assessment),
    )
    short = undetermined(form, secondment.start, secondment.end, secondment.planned_end)
    if found is not None and short is not None and assessment.kind == Kind.FINAL:
        found = replace(found, grade=short.result, lines=(*found.lines, short))
        override = None
    grade = override.grade if override else found.grade if found else ""
    content = {
        "paper": "assessment",
        "kind": assessment.kind,
        "secondment": secondment.pk,
        "person": secondment.secondee_id,
        "policy": secondment.policy.digest,
        "parts": [_part(row) for row in said],
        "home": beside.home and _home(beside.home),
        "vetoes": [[row.veto, _day(row.day), row.facts] for row in beside.vetoes],
        "override": override and [override.grade, override.reason, _day(override.settled_on)],
        "lines": [list(line) for line in lasting(found.lines)] if found else [],
        "total": str(found.total) if found else "",
        "proposed": found.grade if found else "",
        "grade": grade,
    }
    waits = any(row.confirmed is None for row in beside.overrides)
    return Docket(content, found, grade, waits=waits)


def _beside(assessment: Assessment) -> tuple[str, ...]:
    return ("midterm",) if assessment.kind == Kind.MIDTERM else ()


def _beside_one(assessment: Assessment, form: AssessmentForm) -> _Said:
    vetoes = Veto.objects.filter(assessment=assessment, lifted_on__isnull=True).order_by("veto")
    poll = midterm = None
    if "ballot" in form.sources:
        poll = Poll.objects.filter(
            secondment=assessment.secondment_id,
            kind=assessment.kind,
            state=PollState.COUNTED,
            closed_on__lte=assessment.concluded_on or date.max,
        ).first()
    if assessment.kind == Kind.FINAL and "midterm" in form.sources:
        midterm = Assessment.objects.filter(
            secondment=assessment.secondment_id,
            kind=Kind.MIDTERM.value,
            concluded_on__isnull=False,
            total__isnull=False,
        ).first()
    return _Said(
        home=HomeOpinion.objects.filter(assessment=assessment).first(),
        vetoes=list(vetoes),
        overrides=list(
            GradeOverride.objects.filter(assessment=assessment).exclude(confirmed=False)
        ),
        poll=poll,
        midterm=midterm,
    )


def _beside_many(rows: Sequence[Assessment]) -> dict[int, _Said]:
    ids, secondments = [row.pk for row in rows], [row.secondment_id for row in rows]
    homes = {row.assessment_id: row for row in HomeOpinion.objects.filter(assessment__in=ids)}
    vetoes: dict[int, list[Veto]] = defaultdict(list)
    standing = Veto.objects.filter(assessment__in=ids, lifted_on__isnull=True)
    for veto in standing.order_by("veto"):
        vetoes[veto.assessment_id].append(veto)
    overrides: dict[int, list[GradeOverride]] = defaultdict(list)
    for asked in GradeOverride.objects.filter(assessment__in=ids).exclude(confirmed=False):
        overrides[asked.assessment_id].append(asked)
    counted = Poll.objects.filter(secondment__in=secondments, state=PollState.COUNTED)
    polls = {(row.secondment_id, row.kind): row for row in counted}
    earlier = Assessment.objects.filter(
        secondment__in=secondments,
        kind=Kind.MIDTERM.value,
        concluded_on__isnull=False,
        total__isnull=False,
    )
    midterms = {row.secondment_id: row for row in earlier}
    return {
        row.pk: _Said(
            home=homes.get(row.pk),
            vetoes=vetoes[row.pk],
            overrides=overrides[row.pk],
            poll=polls.get((row.secondment_id, row.kind)),
            midterm=midterms.get(row.secondment_id),
        )
        for row in rows
    }


def _figures(
    form: AssessmentForm, assessment: Assessment, beside: _Said, names: Mapping[int, str]
) -> Iterable[Figure]:
    home, poll, midterm = beside.home, beside.poll, beside.midterm
    if home is not None and (grade := form.grade(home.grade)):
        yield Figure("home", names[home.organisation_id], Fraction(grade.points))
    latest = assessment.concluded_on or date.max
    if "ballot" in form.sources and poll is not None and (poll.closed_on or date.max) <= latest:
        yield Figure("ballot", _day(poll.closed_on), count_of(json.loads(poll.payload)).score)
    counts = assessment.kind == Kind.FINAL and "midterm" in form.sources
    if counts and midterm is not None and midterm.total is not None:
        yield Figure("midterm", _day(midterm.concluded_on), Fraction(midterm.total))


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
