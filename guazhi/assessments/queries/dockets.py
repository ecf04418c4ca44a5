"""What the parties sign: all that was said of a person, what it comes to, and what bounds it."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, QuerySet, prefetch_related_objects

from guazhi.access.composed import composed_once
from guazhi.assessments import rules
from guazhi.assessments.models import (
    Assessment,
    AssessmentPart,
    GradeOverride,
    HomeOpinion,
    PartDraft,
    Poll,
    SittingMember,
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


def with_beside(rows: QuerySet[Assessment]) -> QuerySet[Assessment]:
    """Assessments that know what stands beside them, so that nothing is asked for in vain."""
    of_it = OuterRef("pk")
    asked = GradeOverride.objects.filter(assessment=of_it).exclude(confirmed=False)
    polls = Poll.objects.filter(secondment=OuterRef("secondment"), kind=OuterRef("kind"))
    drafts = PartDraft.objects.filter(secondment=OuterRef("secondment"), kind=OuterRef("kind"))
    return rows.select_related("home_opinion__organisation").annotate(
        has_vetoes=Exists(Veto.objects.filter(assessment=of_it, lifted_on=None)),
        has_overrides=Exists(asked),
        has_poll=Exists(polls.filter(state=PollState.COUNTED)),
        has_drafts=Exists(drafts),
    )


@composed_once
def _of_secondment(pk: int) -> QuerySet[Assessment]:
    return with_beside(Assessment.objects.filter(secondment=pk))


def assessments_of(secondment: Secondment) -> dict[str, Assessment]:
    """The assessments of a secondment by kind, with parts, members and units at hand."""
    rows = _of_secondment(secondment.pk)
    parts = AssessmentPart.objects.select_related("organisation")
    members = SittingMember.objects.select_related("organisation")
    prefetch_related_objects(rows, Prefetch("parts", parts), Prefetch("members", members))
    return {row.kind: row for row in rows}


def docket(
    assessment: Assessment,
    secondment: Secondment,
    parts: Sequence[AssessmentPart] | None = None,
    known: Mapping[str, Assessment] | None = None,
) -> Docket:
    """The docket of an assessment as its rows say it now.

    Given are what is at hand: its parts, and the assessments of the secondment by kind.
    """
    said = list(assessment.parts.all() if parts is None else parts)
    beside = _beside_many([assessment], known)[assessment.pk]
    return _docket(assessment, secondment, said, beside, _names([(said, beside)]))


def dockets(rows: Iterable[tuple[Assessment, Secondment]]) -> dict[int, Docket]:
    """The dockets of many assessments of one kind, by their ids, in as few questions as of one.

    Their parts have been fetched with them.
    """
    wanted = list(rows)
    beside = _beside_many([row for row, _secondment in wanted])
    said = {row.pk: list(row.parts.all()) for row, _secondment in wanted}
    names = _names((said[row.pk], beside[row.pk]) for row, _secondment in wanted)
    return {
        row.pk: _docket(row, secondment, said[row.pk], beside[row.pk], names)
        for row, secondment in wanted
    }


def _names(found: Iterable[tuple[Sequence[AssessmentPart], _Said]]) -> dict[int, str]:
    """The names of the units that speak, by their ids; asked for where they are not at hand."""
    names: dict[int, str] = {}
    unknown = set()
    for said, beside in found:
        if beside.home is not None:
            names[beside.home.organisation_id] = beside.home.organisation.name
        for row in said:
            if AssessmentPart.organisation.is_cached(row):
                names[row.organisation_id] = row.organisation.name
            else:
                unknown.add(row.organisation_id)
    return {**names_by_id(unknown - names.keys()), **names}


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


def _beside_many(
    rows: Sequence[Assessment], known: Mapping[str, Assessment] | None = None
) -> dict[int, _Said]:
    """What stands beside assessments of one kind; ``known`` are those of the one secondment."""
    homes = _homes(rows)
    vetoes: dict[int, list[Veto]] = defaultdict(list)
    standing = Veto.objects.filter(assessment__in=_with("has_vetoes", rows), lifted_on=None)
    for veto in standing.order_by("veto"):
        vetoes[veto.assessment_id].append(veto)
    overrides: dict[int, list[GradeOverride]] = defaultdict(list)
    asked = GradeOverride.objects.filter(assessment__in=_with("has_overrides", rows))
    for override in asked.exclude(confirmed=False):
        overrides[override.assessment_id].append(override)
    voted = [row.secondment_id for row in rows if getattr(row, "has_poll", True)]
    counted = Poll.objects.filter(secondment__in=voted, state=PollState.COUNTED)
    polls = {(row.secondment_id, row.kind): row for row in counted}
    midterms = _midterms(rows, known)
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


def _with(flag: str, rows: Iterable[Assessment]) -> list[int]:
    """Those that may have such rows: all that nobody has looked at."""
    return [row.pk for row in rows if getattr(row, flag, True)]


def _homes(rows: Iterable[Assessment]) -> dict[int, HomeOpinion]:
    at_hand = [row for row in rows if Assessment.home_opinion.is_cached(row)]
    found = [row.home_opinion for row in at_hand if hasattr(row, "home_opinion")]
    others = {row.pk for row in rows} - {row.pk for row in at_hand}
    asked = HomeOpinion.objects.filter(assessment__in=others).select_related("organisation")
    return {row.assessment_id: row for row in (*found, *asked)}


def _midterms(
    rows: Iterable[Assessment], known: Mapping[str, Assessment] | None
) -> dict[int, Assessment]:
    """The concluded mid-term assessments on which final ones build, by secondment."""
    if known is not None:
        found = [row for row in known.values() if row.kind == Kind.MIDTERM]
    else:
        final = [row.secondment_id for row in rows if row.kind == Kind.FINAL]
        asked = Assessment.objects.filter(secondment__in=final, kind=Kind.MIDTERM.value)
        found = list(asked)
    return {row.secondment_id: row for row in found if row.concluded_on and row.total is not None}


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
