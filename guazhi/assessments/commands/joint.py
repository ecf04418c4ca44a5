"""The joint assessment: each managing party's part, the conclusion, the release."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from django.db import transaction

from guazhi.access.actor import Actor, Capability
from guazhi.assessments import rules
from guazhi.assessments.events import (
    AssessmentConcluded,
    AssessmentPartEntered,
    AssessmentReleased,
)
from guazhi.assessments.models import Assessment, AssessmentPart
from guazhi.assessments.queries.parties import (
    ASSESSING,
    managing_parties,
    names_of,
    opens_on,
    speaks_for,
)
from guazhi.assessments.rules import Kind
from guazhi.ledger.commands import record, record_all
from guazhi.ledger.events import Event
from guazhi.obligations.commands import give_evidence
from guazhi.policy.findings import Finding, check_words, refuse_if
from guazhi.programmes.queries import pack_of
from guazhi.secondments.commands.reach import check_dated, ids
from guazhi.secondments.models import Secondment
from guazhi.web import clock


@transaction.atomic
def enter_part(
    secondment_id: int,
    *,
    kind: str,
    day: date,
    scores: Mapping[str, str],
    opinion: str,
    grade: str,
    actor: Actor,
    growth: str = "",
) -> AssessmentPart:
    """Give the part of the managing party for which the actor speaks.

    Refused twice, after the conclusion, with a dimension left out, a score or grade off the scale,
    or on a day before the window or after the term.
    """
    held = Kind(kind)
    secondment = _assessed(actor, secondment_id)
    managing = managing_parties(secondment)
    speaking = speaks_for(actor, secondment, managing)
    known = {row.kind: row for row in Assessment.objects.filter(secondment=secondment)}
    entered = _entered(known.get(held.value))
    waiting = [pk for pk in speaking if pk not in entered]
    refuse_if(
        [
            *_check_open(held, known),
            *_check_speaker(speaking, waiting),
            *_check_content(secondment, scores, opinion, grade),
            *_check_held(held.part_evidence, secondment, day),
        ]
    )
    assessment = known.get(held.value) or _begun(secondment, held, actor)
    part = AssessmentPart.objects.create(
        assessment=assessment,
        secondment=secondment,
        party=managing[waiting[0]],
        organisation_id=waiting[0],
        day=day,
        scores={key: str(value).strip() for key, value in scores.items()},
        opinion=opinion,
        growth=growth,
        grade=grade,
        made_by_id=actor.user_id,
        made_at=clock.now(),
    )
    if managing.keys() == {*entered, waiting[0]}:
        assessment.parts_in_on = max([day, *(row.day for row in entered.values())])
        assessment.save(update_fields=["parts_in_on"])
    _note_part(part, held, secondment, actor)
    return part


@transaction.atomic
def conclude_assessment(
    secondment_id: int,
    *,
    kind: str,
    grade: str,
    opinion: str,
    day: date,
    actor: Actor,
    release: bool = False,
) -> Assessment:
    """Set the grade of a joint assessment; with ``release`` open the result at once.

    Refused until every managing party's part is in, when it is concluded already, with a grade
    off the scale, or dated before the parts or after the term.
    """
    held = Kind(kind)
    secondment = _locked(actor, secondment_id)
    assessment = Assessment.objects.filter(secondment=secondment, kind=held.value).first()
    entered = _entered(assessment)
    scale = [step.id for step in pack_of(secondment.policy).assessment.grades]
    refuse_if(
        [
            *_check_complete(assessment, entered, secondment, day),
            *rules.check_grade(grade, scale),
            *check_words("", 2, opinion=opinion),
            *_check_held(held.evidence, secondment, day),
        ]
    )
    assert assessment is not None
    assessment.grade, assessment.opinion, assessment.concluded_on = grade, opinion, day
    assessment.concluded_by_id = actor.user_id
    assessment.has_dissent = any(row.grade != grade for row in entered.values())
    assessment.released_on = day if release else None
    assessment.save()
    record_all(actor, _concluded(assessment, secondment))
    give_evidence(held.evidence, assessment.pk, day, secondment=secondment)
    return assessment


@transaction.atomic
def release_assessment(secondment_id: int, *, kind: str, day: date, actor: Actor) -> Assessment:
    """Open the result to the home organisation and the secondee.

    Refused before the conclusion, twice, or dated before the conclusion or in the future.
    """
    secondment = _locked(actor, secondment_id)
    assessment = Assessment.objects.filter(secondment=secondment, kind=Kind(kind).value).first()
    findings = []
    if assessment is None or assessment.concluded_on is None:
        findings.append(Finding("not_concluded_yet"))
    elif assessment.released_on is not None:
        findings.append(Finding("released_already"))
    elif day < assessment.concluded_on:
        findings.append(
            Finding("before_the_conclusion", params={"day": assessment.concluded_on}, field="day")
        )
    if day > clock.today():
        findings.append(Finding("day_to_come", params={"day": day}, field="day"))
    refuse_if(findings)
    assert assessment is not None
    assessment.released_on = day
    assessment.save(update_fields=["released_on"])
    record(actor, _released(assessment, secondment))
    return assessment


def _assessed(actor: Actor, secondment_id: int) -> Secondment:
    allowed = Secondment.objects.permitted(actor, *ASSESSING.values())
    related = allowed.select_related("policy", "intake__programme")
    return related.defer("policy__text").locked(secondment_id)


def _locked(actor: Actor, secondment_id: int) -> Secondment:
    allowed = Secondment.objects.permitted(actor, Capability.CONCLUDE_ASSESSMENT)
    related = allowed.select_related("policy", "intake__programme")
    return related.defer("policy__text").locked(secondment_id)


def _begun(secondment: Secondment, kind: Kind, actor: Actor) -> Assessment:
    return Assessment.objects.create(
        secondment=secondment, kind=kind.value, made_by_id=actor.user_id, made_at=clock.now()
    )


def _note_part(part: AssessmentPart, kind: Kind, secondment: Secondment, actor: Actor) -> None:
    record(
        actor,
        AssessmentPartEntered(
            subject=part.assessment_id,
            **ids(secondment),
            kind=kind.value,
            part=part.pk,
            party=part.party,
            organisation=part.organisation_id,
            day=part.day,
        ),
    )
    give_evidence(
        kind.part_evidence,
        part.pk,
        part.day,
        secondment=secondment,
        party=part.party,
        owner=part.organisation_id,
    )


def _entered(assessment: Assessment | None) -> dict[int, AssessmentPart]:
    if assessment is None:
        return {}
    return {row.organisation_id: row for row in assessment.parts.all()}


def _check_open(kind: Kind, known: Mapping[str, Assessment]) -> Iterator[Finding]:
    assessment, final = known.get(kind.value), known.get(Kind.FINAL.value)
    if assessment is not None and assessment.concluded_on is not None:
        yield Finding("concluded_already")
    elif kind is Kind.MIDTERM and final is not None and final.concluded_on is not None:
        yield Finding("final_concluded_already")


def _check_speaker(speaking: Sequence[int], waiting: Sequence[int]) -> Iterator[Finding]:
    if not speaking:
        yield Finding("not_a_managing_party")
    elif not waiting:
        yield Finding("part_entered_already")


def _check_complete(
    assessment: Assessment | None,
    entered: Mapping[int, AssessmentPart],
    secondment: Secondment,
    day: date,
) -> Iterator[Finding]:
    missing = [pk for pk in managing_parties(secondment) if pk not in entered]
    if missing:
        yield from rules.check_parts(names_of(missing))
    if assessment is not None and assessment.concluded_on is not None:
        yield Finding("concluded_already")
    if assessment is not None and assessment.parts_in_on and day < assessment.parts_in_on:
        yield Finding("before_the_parts", params={"day": assessment.parts_in_on}, field="day")


def _check_content(
    secondment: Secondment, scores: Mapping[str, str], opinion: str, grade: str
) -> Iterator[Finding]:
    form = pack_of(secondment.policy).assessment
    scale = [step.id for step in form.grades]
    names = {key: named.names.zh for key, named in form.indicators().items()}
    yield from rules.check_scores(scores, names, scale)
    yield from rules.check_grade(grade, scale)
    yield from check_words("", 2, opinion=opinion)


def _check_held(evidence: str, secondment: Secondment, day: date) -> Iterator[Finding]:
    """Held within its window and, even when late, before the end of the term (S2.2.12)."""
    yield from rules.check_served(secondment.state)
    yield from check_dated(secondment, day)
    yield from rules.check_opens(day, opens_on(secondment, evidence))


def _concluded(assessment: Assessment, secondment: Secondment) -> Iterator[Event]:
    assert assessment.concluded_on is not None
    yield AssessmentConcluded(
        subject=assessment.pk,
        **ids(secondment),
        kind=assessment.kind,
        day=assessment.concluded_on,
    )
    if assessment.released_on is not None:
        yield _released(assessment, secondment)


def _released(assessment: Assessment, secondment: Secondment) -> AssessmentReleased:
    assert assessment.released_on is not None
    return AssessmentReleased(
        subject=assessment.pk,
        **ids(secondment),
        kind=assessment.kind,
        day=assessment.released_on,
    )
