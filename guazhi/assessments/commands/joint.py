"""The conclusion of a joint assessment, and its release."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date

from django.db import transaction

from guazhi.access.actor import Actor, Capability
from guazhi.assessments import rules
from guazhi.assessments.commands.parts import check_held
from guazhi.assessments.commands.reach import check_unsettled, reached
from guazhi.assessments.events import AssessmentConcluded, AssessmentReleased
from guazhi.assessments.models import Assessment
from guazhi.assessments.queries.dockets import docket
from guazhi.assessments.queries.parties import managing_parties, names_of
from guazhi.assessments.queries.relatives import relatives_of
from guazhi.assessments.rules import Kind
from guazhi.assessments.rules.sitting import Member, Subject, check_apart, check_quorum
from guazhi.ledger.commands import record, record_all
from guazhi.ledger.events import Event
from guazhi.obligations.commands import give_evidence
from guazhi.policy.findings import Finding, check_words, refuse_if
from guazhi.programmes.queries import pack_of
from guazhi.secondments.commands.reach import ids
from guazhi.secondments.models import Secondment
from guazhi.web import clock


@transaction.atomic
def conclude_assessment(
    secondment_id: int,
    *,
    kind: str,
    opinion: str,
    day: date,
    actor: Actor,
    absent: Collection[int] = (),
    release: bool = False,
) -> Assessment:
    """Set the grade that was drawn up and signed; with ``release`` open the result at once.

    ``absent`` are the members who were not there. Refused until every managing party's part is
    in and signed as it stands, without a quorum, with a member who turns out a relative, while
    another grade waits for a second person, when it is concluded already, or dated before the
    parts or after the term.
    """
    held = Kind(kind)
    secondment = reached(actor, secondment_id, Capability.CONCLUDE_ASSESSMENT)
    rows = Assessment.objects.filter(secondment=secondment, kind=held.value)
    assessment = rows.prefetch_related("parts", "members", "signatures").first()
    refuse_if(
        [
            *_check_complete(assessment, secondment, day, absent),
            *check_words("", 2, opinion=opinion),
            *check_held(held.evidence, secondment, day),
        ]
    )
    assert assessment is not None
    _settle(assessment, opinion, day, actor)
    assessment.released_on = day if release else None
    assessment.save()
    if absent:
        assessment.members.filter(pk__in=absent).update(is_absent=True)
    record_all(actor, _concluded(assessment, secondment))
    give_evidence(held.evidence, assessment.pk, day, secondment=secondment)
    return assessment


def _settle(assessment: Assessment, opinion: str, day: date, actor: Actor) -> None:
    assessment.grade, assessment.opinion = assessment.decided, opinion
    assessment.concluded_on, assessment.concluded_by_id = day, actor.user_id
    assessment.has_dissent = any(
        part.grade != assessment.grade for part in assessment.parts.all()
    ) or any(row.dissent for row in assessment.signatures.all() if row.voided_at is None)


@transaction.atomic
def release_assessment(secondment_id: int, *, kind: str, day: date, actor: Actor) -> Assessment:
    """Open the result to the home organisation and the secondee.

    Refused before the conclusion, twice, or dated before the conclusion or in the future.
    """
    secondment = reached(actor, secondment_id, Capability.CONCLUDE_ASSESSMENT)
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


def _check_complete(
    assessment: Assessment | None, secondment: Secondment, day: date, absent: Collection[int]
) -> Iterator[Finding]:
    managing = managing_parties(secondment)
    entered = {row.organisation_id for row in assessment.parts.all()} if assessment else set()
    missing = [pk for pk in managing if pk not in entered]
    if missing:
        yield from rules.check_parts(names_of(missing))
    if assessment is None:
        return
    yield from check_unsettled(assessment)
    if assessment.parts_in_on and day < assessment.parts_in_on:
        yield Finding("before_the_parts", params={"day": assessment.parts_in_on}, field="day")
    if not missing:
        yield from _check_signed(assessment, secondment, managing)
        yield from _check_members(assessment, secondment, managing, absent)


def _check_signed(
    assessment: Assessment, secondment: Secondment, managing: Mapping[int, str]
) -> Iterator[Finding]:
    """Every party has signed what the rows say now."""
    now = docket(assessment, secondment, list(assessment.parts.all()))
    if now.payload != assessment.payload:
        yield Finding("changed_meanwhile")
    signed = {
        row.organisation_id
        for row in assessment.signatures.all()
        if row.voided_at is None and row.digest == assessment.digest
    }
    unsigned = [pk for pk in managing if pk not in signed]
    if unsigned:
        params = {"parties": "、".join(names_of(unsigned))}
        yield Finding("signatures_missing", params=params, clause="S2.2.13")
    if now.waits:
        yield Finding("override_waits")


def _check_members(
    assessment: Assessment,
    secondment: Secondment,
    managing: Mapping[int, str],
    absent: Collection[int],
) -> Iterator[Finding]:
    """Enough of the members are there, and none has turned out to be a relative."""
    rows = list(assessment.members.all())
    relatives = relatives_of(
        [secondment.secondee_id, *(row.person_id for row in rows if row.person_id)]
    )
    subject = Subject(
        secondment.secondee_id,
        secondment.secondee.name,
        relatives.get(secondment.secondee_id, frozenset()),
        managing,
    )
    members = [
        Member(
            row.name,
            row.organisation_id,
            person=row.person_id,
            relatives=relatives.get(row.person_id or 0, frozenset()),
        )
        for row in rows
    ]
    yield from check_apart(members, subject)
    quorum = pack_of(secondment.policy).assessment.quorum
    sitting = {row.pk: row.organisation_id for row in rows}
    yield from check_quorum(quorum, sitting, absent, managing)


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
