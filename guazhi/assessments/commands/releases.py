"""The release of results: a numbered notice to each person, and what he answers to it."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.http import Http404

from guazhi.access.actor import Actor, Capability
from guazhi.assessments import rules
from guazhi.assessments.commands.decisions import check_signed
from guazhi.assessments.events import AssessmentReleased, ResultAcknowledged
from guazhi.assessments.models import Assessment, GradeDecision, GradeNotice
from guazhi.assessments.rules import Kind
from guazhi.assessments.rules.contests import Level
from guazhi.assessments.rules.releases import check_acknowledgement, check_release, check_witness
from guazhi.ledger.commands import record, record_all
from guazhi.policy.assessed import Contesting
from guazhi.policy.findings import Finding, Refused, each_once, refuse_if
from guazhi.programmes.models import Programme
from guazhi.programmes.queries import pack_of
from guazhi.secondments.commands.reach import ids, locked_of
from guazhi.secondments.models import Secondment
from guazhi.web import clock


def release_assessment(secondment_id: int, *, kind: str, day: date, actor: Actor) -> GradeNotice:
    """Tell one person; see ``release_results``."""
    (notice,) = release_results([secondment_id], kind=kind, day=day, actor=actor)
    return notice


@transaction.atomic
def release_results(
    secondments: Collection[int], *, kind: str, day: date, actor: Actor
) -> list[GradeNotice]:
    """Tell people their results in writing, each by a numbered notice, all or none.

    From then on the home organisation and the secondee see them. Refused before the decision,
    while what every party signed does not stand as it is, twice or with nobody left to tell, and
    dated before the decision or in the future.
    """
    if not secondments:
        raise Refused([Finding("released_already")])
    rows = _reached(secondments, actor)
    found = _decided(rows, Kind(kind))
    refuse_if(each_once(finding for row in rows for finding in _check(found.get(row.pk), day)))
    told = [found[row.pk] for row in rows]
    for assessment in told:
        assessment.released_on = day
    Assessment.objects.filter(pk__in=[each.pk for each in told]).update(released_on=day)
    notices = issue_notices([(found[row.pk], row) for row in rows], day=day, actor=actor)
    record_all(actor, map(released_event, notices, rows))
    return notices


def _reached(wanted: Collection[int], actor: Actor) -> list[Secondment]:
    allowed = Secondment.objects.permitted(actor, Capability.CONCLUDE_ASSESSMENT)
    rows = list(
        allowed.filter(pk__in=wanted)
        .select_related("policy", "intake__programme__owner", "secondee", "host_unit", "post")
        .defer("policy__text")
        .select_for_update(of=("self",))
        .order_by("sort_key", "pk")
    )
    if len(rows) != len(set(wanted)):
        raise Http404
    return rows


def _decided(rows: Sequence[Secondment], kind: Kind) -> dict[int, Assessment]:
    found = Assessment.objects.filter(secondment__in=rows, kind=kind.value)
    related = found.select_related("decision").prefetch_related("parts", "signatures")
    return {row.secondment_id: row for row in related}


def _check(assessment: Assessment | None, day: date) -> Iterator[Finding]:
    decided = assessment.concluded_on if assessment else None
    released = assessment.released_on if assessment else None
    yield from check_release(decided, released, day, clock.today())
    if assessment is None or decided is None:
        return
    if rules.digest(assessment.payload, assessment.digest_name) != assessment.digest:
        yield Finding("changed_meanwhile")
    yield from check_signed(assessment, [part.organisation_id for part in assessment.parts.all()])


@dataclass(frozen=True, slots=True)
class Superseded:
    """The notice that a review or an appeal put an end to."""

    notice: GradeNotice
    level: Level


def issue_notices(
    rows: Sequence[tuple[Assessment, Secondment]],
    *,
    day: date,
    actor: Actor,
    supersedes: Superseded | None = None,
) -> list[GradeNotice]:
    """Issue the notices of grades that were decided, numbered in the order of ``rows``."""
    programme = rows[0][1].intake.programme
    first = _next_serial(programme, day.year)
    return GradeNotice.objects.bulk_create(
        _notice(assessment, secondment, first + at, day=day, actor=actor, last=supersedes)
        for at, (assessment, secondment) in enumerate(rows)
    )


def _next_serial(programme: Programme, year: int) -> int:
    Programme.objects.select_for_update(of=("self",), no_key=True).get(pk=programme.pk)
    used = GradeNotice.objects.filter(programme=programme, year=year)
    return int(used.aggregate(last=Max("serial"))["last"] or 0) + 1


def _notice(
    assessment: Assessment,
    secondment: Secondment,
    serial: int,
    *,
    day: date,
    actor: Actor,
    last: Superseded | None,
) -> GradeNotice:
    decision = assessment.decision
    assert decision is not None
    number = f"挂考通〔{day.year}〕{serial}号"
    said = _said(assessment, secondment, decision)
    payload = rules.canonical(
        {
            **said,
            **_rights(pack_of(secondment.policy).assessment.contest, last.level if last else None),
            "number": number,
            "day": day.isoformat(),
            "supersedes": last.notice.number if last else "",
        }
    )
    return GradeNotice(
        assessment=assessment,
        secondment=secondment,
        decision=decision,
        programme=secondment.intake.programme,
        year=day.year,
        serial=serial,
        number=number,
        day=day,
        payload=payload,
        digest_name=settings.DIGEST,
        digest=rules.digest(payload, settings.DIGEST),
        supersedes=last.notice if last else None,
        made_by_id=actor.user_id,
        made_at=clock.now(),
    )


def _said(
    assessment: Assessment, secondment: Secondment, decision: GradeDecision
) -> dict[str, Any]:
    """What the notice says of the person, the grade and the meeting."""
    form = pack_of(secondment.policy).assessment
    grade = form.grade(assessment.grade)
    return {
        "paper": "grade_notice",
        "kind": assessment.kind,
        "issuer": secondment.intake.programme.owner.name,
        "name": secondment.secondee.name,
        "host": secondment.host_unit.name,
        "post": secondment.post.title,
        "start": secondment.start.isoformat(),
        "end": secondment.end.isoformat(),
        "grade": assessment.grade,
        "grade_name": grade.names.zh if grade else assessment.grade,
        "meeting": decision.meeting,
        "decided_on": decision.day.isoformat(),
    }


def _rights(contest: Contesting | None, after: Level | None) -> dict[str, Any]:
    """What may be done against the grade, within which time: a review, an appeal, then nothing."""
    review = contest.review if contest and after is None else None
    appeal = contest.appeal if contest and after is Level.REVIEW else None
    return {
        "after": after.value if after else "",
        "review_within": review and review.within.model_dump(exclude_none=True),
        "appeal_within": appeal and appeal.within.model_dump(exclude_none=True),
    }


def released_event(notice: GradeNotice, secondment: Secondment) -> AssessmentReleased:
    """The event of a result that was told."""
    return AssessmentReleased(
        subject=notice.assessment_id,
        **ids(secondment),
        kind=notice.assessment.kind,
        notice=notice.pk,
        day=notice.day,
    )


@transaction.atomic
def acknowledge_result(notice_id: int, *, day: date, actor: Actor, remark: str = "") -> GradeNotice:
    """Sign for having read one's notice of the grade, with a remark by choice.

    Refused twice, for a notice that a later one supersedes, and dated before it or in the future.
    """
    rows = GradeNotice.objects.permitted(actor, Capability.ANSWER_RESULT)
    notice, secondment = locked_of(rows, notice_id)
    refuse_if(check_acknowledgement(notice.day, notice.answered_on, day, clock.today()))
    notice.remark = remark.strip()
    return _answered(notice, secondment, day, actor)


@transaction.atomic
def note_refusal(
    notice_id: int, *, day: date, witness: str, remark: str, actor: Actor
) -> GradeNotice:
    """Note that a person would not sign the notice, before a witness; it is told all the same.

    Refused for all that refuses an acknowledgement, and when the witness is nobody, the person,
    or whoever notes it.
    """
    rows = GradeNotice.objects.permitted(actor, Capability.WITNESS_RESULT)
    notice, secondment = locked_of(rows, notice_id, "secondee")
    refuse_if(
        [
            *check_acknowledgement(notice.day, notice.answered_on, day, clock.today()),
            *check_witness(witness, (secondment.secondee.name, actor.name)),
        ]
    )
    notice.is_refused, notice.witness, notice.remark = True, witness.strip(), remark.strip()
    return _answered(notice, secondment, day, actor)


def _answered(notice: GradeNotice, secondment: Secondment, day: date, actor: Actor) -> GradeNotice:
    notice.answered_on, notice.answered_by_id = day, actor.user_id
    notice.save(update_fields=["answered_on", "answered_by", "is_refused", "witness", "remark"])
    kind = Assessment.objects.values_list("kind", flat=True).get(pk=notice.assessment_id)
    record(
        actor,
        ResultAcknowledged(
            subject=notice.assessment_id,
            **ids(secondment),
            kind=kind,
            notice=notice.pk,
            refused=notice.is_refused,
            day=day,
        ),
    )
    return notice
