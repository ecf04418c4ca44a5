"""The decision on grades: one meeting, one act, however many it covers."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Prefetch
from django.http import Http404

from guazhi.access.actor import Actor, Capability
from guazhi.assessments import rules
from guazhi.assessments.commands.calibration import held_intake
from guazhi.assessments.commands.reach import check_unsettled
from guazhi.assessments.events import AssessmentConcluded, GradesDecided
from guazhi.assessments.models import Assessment, AssessmentPart, GradeDecision, SittingMember
from guazhi.assessments.queries.calibration import room_of
from guazhi.assessments.queries.dockets import Docket, dockets, with_beside
from guazhi.assessments.queries.parties import (
    Offices,
    managing_parties,
    names_of,
    offices_of,
    openings_on,
)
from guazhi.assessments.rules import Kind
from guazhi.assessments.rules.calibration import Room, check_room
from guazhi.assessments.rules.decisions import Meeting
from guazhi.assessments.rules.sitting import Member, Subject, check_apart, check_quorum
from guazhi.ledger.commands import record_all
from guazhi.ledger.events import Event
from guazhi.obligations.commands import give_evidence_of_each
from guazhi.people.queries import relatives_of
from guazhi.policy.findings import Finding, check_words, refuse_if
from guazhi.programmes.models import Intake
from guazhi.programmes.queries import pack_of
from guazhi.secondments.commands.reach import check_dated, ids
from guazhi.secondments.models import Secondment
from guazhi.web import clock


@dataclass(frozen=True, slots=True)
class _Round:
    """What deciding on many looks at, fetched once."""

    intake: Intake
    kind: Kind
    secondments: Sequence[Secondment]
    assessments: Mapping[int, Assessment]
    dockets: Mapping[int, Docket]
    offices: Offices
    relatives: Mapping[int, frozenset[str]]
    opens: Mapping[int, date]
    absent: frozenset[int]


@transaction.atomic
def conclude_assessment(
    secondment_id: int,
    *,
    kind: str,
    opinion: str,
    meeting: Meeting,
    actor: Actor,
    absent: Collection[int] = (),
) -> Assessment:
    """Decide on one assessment, with an opinion in words; see ``decide_grades``."""
    refuse_if(check_words("", 2, opinion=opinion))
    held = _round([secondment_id], Kind(kind), frozenset(absent), actor)
    _decide(held, meeting, {secondment_id: opinion}, actor)
    return held.assessments[secondment_id]


@transaction.atomic
def decide_grades(
    secondments: Collection[int],
    *,
    kind: str,
    meeting: Meeting,
    actor: Actor,
    opinions: Mapping[int, str] | None = None,
    absent: Collection[int] = (),
) -> GradeDecision:
    """Set the grades that were drawn up and signed, in one act, all or none.

    ``absent`` are the members of the sittings who were not there; an assessment without an
    opinion of its own keeps that of whoever was in the chair. Refused while a part or a signature
    is missing or what was signed has changed, without a quorum, with a member who turns out a
    relative, while another grade waits for a second person, when concluded already, when dated
    before the parts or outside the term, and when more would have the capped grade than may.
    """
    held = _round(secondments, Kind(kind), frozenset(absent), actor)
    return _decide(held, meeting, opinions or {}, actor)


def _decide(
    held: _Round, meeting: Meeting, opinions: Mapping[int, str], actor: Actor
) -> GradeDecision:
    by_person = {row.pk: list(_check(row, meeting.day, held)) for row in held.secondments}
    room = _room(held, meeting.day)
    refuse_if(
        [
            *check_words("", 2, name=meeting.name, present=meeting.present),
            *_told(by_person, held),
            *check_room(room, _grade_name(held, room)),
        ]
    )
    decision = _decided(held, meeting, room, actor)
    rows = [held.assessments[row.pk] for row in held.secondments]
    for row in rows:
        _settle(row, decision, opinions.get(row.secondment_id, ""), actor)
    Assessment.objects.bulk_update(rows, SETTLED)
    if held.absent:
        members = SittingMember.objects.filter(assessment__in=rows, pk__in=held.absent)
        members.update(is_absent=True)
    record_all(actor, _events(decision, held))
    records = {row.secondment_id: row.pk for row in rows}
    give_evidence_of_each(held.kind.evidence, records, meeting.day, held.secondments)
    return decision


SETTLED = ("grade", "opinion", "concluded_on", "concluded_by", "decision", "has_dissent")


def _round(wanted: Collection[int], kind: Kind, absent: frozenset[int], actor: Actor) -> _Round:
    allowed = Secondment.objects.permitted(actor, Capability.CONCLUDE_ASSESSMENT)
    intakes = set(allowed.filter(pk__in=wanted).values_list("intake", flat=True))
    if len(intakes) != 1:
        raise Http404
    intake = held_intake(actor, intakes.pop(), Capability.CALIBRATE)
    secondments = list(
        allowed.filter(pk__in=wanted, intake=intake)
        .select_related("policy", "intake__programme", "secondee", "host_unit")
        .defer("policy__text")
        .select_for_update(of=("self",))
        .order_by("sort_key", "pk")
    )
    if len(secondments) != len(set(wanted)):
        raise Http404
    rows = with_beside(Assessment.objects.filter(secondment__in=secondments, kind=kind.value))
    parts = Prefetch("parts", AssessmentPart.objects.select_related("organisation"))
    found = {
        row.secondment_id: row for row in rows.prefetch_related(parts, "members", "signatures")
    }
    people = {row.secondee_id for row in secondments} | {
        member.person_id
        for row in found.values()
        for member in row.members.all()
        if member.person_id
    }
    return _Round(
        intake=intake,
        kind=kind,
        secondments=secondments,
        assessments=found,
        dockets=dockets((found[row.pk], row) for row in secondments if row.pk in found),
        offices=offices_of(secondments),
        relatives=relatives_of(people),
        opens=openings_on(secondments, kind.evidence),
        absent=absent,
    )


def _told(by_person: Mapping[int, Sequence[Finding]], held: _Round) -> list[Finding]:
    """What stands against one person in detail; against several, by their names."""
    if len(by_person) == 1:
        return [finding for found in by_person.values() for finding in found]
    names = [row.secondee.name for row in held.secondments if by_person[row.pk]]
    return [Finding("not_ready_to_decide", params={"names": "、".join(names)})] if names else []


def _check(secondment: Secondment, day: date, held: _Round) -> Iterator[Finding]:
    """What stands against deciding on one person."""
    assessment = held.assessments.get(secondment.pk)
    managing = managing_parties(secondment, held.offices)
    entered = {row.organisation_id for row in assessment.parts.all()} if assessment else set()
    missing = [pk for pk in managing if pk not in entered]
    if missing:
        yield from rules.check_parts(names_of(missing))
    if assessment is not None:
        yield from check_unsettled(assessment)
        if assessment.parts_in_on and day < assessment.parts_in_on:
            yield Finding("before_the_parts", params={"day": assessment.parts_in_on}, field="day")
        if not missing:
            yield from _check_unchanged(assessment, held.dockets[assessment.pk])
            yield from check_signed(assessment, managing)
            yield from _check_members(assessment, secondment, managing, held)
    yield from rules.check_served(secondment.state)
    yield from check_dated(secondment, day)
    yield from rules.check_opens(day, held.opens[secondment.pk])


def _check_unchanged(assessment: Assessment, now: Docket) -> Iterator[Finding]:
    """Findings unless the rows still say what was drawn up, and nothing else is asked for."""
    if now.payload != assessment.payload:
        yield Finding("changed_meanwhile")
    if now.waits:
        yield Finding("override_waits")


def check_signed(assessment: Assessment, parties: Collection[int]) -> Iterator[Finding]:
    """A finding unless each of these organisations has signed what was drawn up."""
    signed = {
        row.organisation_id
        for row in assessment.signatures.all()
        if row.voided_at is None and row.digest == assessment.digest
    }
    unsigned = [pk for pk in parties if pk not in signed]
    if unsigned:
        params = {"parties": "、".join(names_of(unsigned))}
        yield Finding("signatures_missing", params=params, clause="S2.2.13")


def _check_members(
    assessment: Assessment, secondment: Secondment, managing: Mapping[int, str], held: _Round
) -> Iterator[Finding]:
    """Enough of the members are there, and none has turned out to be a relative."""
    rows = list(assessment.members.all())
    nobody: frozenset[str] = frozenset()
    subject = Subject(
        secondment.secondee_id,
        secondment.secondee.name,
        held.relatives.get(secondment.secondee_id, nobody),
        managing,
    )
    members = [
        Member(
            row.name,
            row.organisation_id,
            person=row.person_id,
            relatives=held.relatives.get(row.person_id or 0, nobody),
        )
        for row in rows
    ]
    yield from check_apart(members, subject)
    quorum = pack_of(secondment.policy).assessment.quorum
    sitting = {row.pk: row.organisation_id for row in rows}
    yield from check_quorum(quorum, sitting, held.absent, managing)


def _room(held: _Round, day: date) -> Room | None:
    wanted = [row.decided for row in held.assessments.values() if row.concluded_on is None]
    return room_of(held.intake, held.kind, day, wanted)


def _grade_name(held: _Round, room: Room | None) -> str:
    form = pack_of(held.intake.policy).assessment
    grade = form.grade(room.ceiling.grade) if room else None
    return grade.names.zh if grade else ""


def _decided(held: _Round, meeting: Meeting, room: Room | None, actor: Actor) -> GradeDecision:
    lines = [listed(row, held.assessments[row.pk]) for row in held.secondments]
    return frozen_decision(held.intake, held.kind, meeting, lines, room=room, actor=actor)


def listed(secondment: Secondment, assessment: Assessment) -> dict[str, Any]:
    """A line of the list as it is decided."""
    return {
        "assessment": assessment.pk,
        "secondment": secondment.pk,
        "name": secondment.secondee.name,
        "host": secondment.host_unit.name,
        "total": str(assessment.total) if assessment.total is not None else "",
        "proposed": assessment.proposed,
        "grade": assessment.decided,
        "signed": assessment.digest,
    }


def frozen_decision(
    intake: Intake,
    kind: Kind,
    meeting: Meeting,
    listed: Sequence[Mapping[str, Any]],
    *,
    room: Room | None,
    actor: Actor,
) -> GradeDecision:
    """Write a decision down, the list as it is decided frozen under its digest."""
    payload = rules.canonical(
        {
            "paper": "grade_decision",
            "intake": intake.pk,
            "kind": kind.value,
            "meeting": [meeting.name, meeting.day.isoformat(), meeting.present, meeting.number],
            "cap": room
            and {
                "grade": room.ceiling.grade,
                "total": room.ceiling.total,
                "most": room.ceiling.most,
                "has_consent": room.ceiling.has_consent,
                "given": room.given + room.proposed,
            },
            "list": list(listed),
        }
    )
    return GradeDecision.objects.create(
        intake=intake,
        kind=kind.value,
        meeting=meeting.name,
        day=meeting.day,
        present=meeting.present,
        number=meeting.number,
        payload=payload,
        digest_name=settings.DIGEST,
        digest=rules.digest(payload, settings.DIGEST),
        made_by_id=actor.user_id,
        made_at=clock.now(),
    )


def _settle(row: Assessment, decision: GradeDecision, opinion: str, actor: Actor) -> None:
    row.grade, row.opinion = row.decided, opinion.strip() or _opinion_of_the_chair(row)
    row.concluded_on, row.concluded_by_id, row.decision = decision.day, actor.user_id, decision
    row.has_dissent = any(rules.differs(part.grade, row.grade) for part in row.parts.all()) or any(
        each.dissent for each in row.signatures.all() if each.voided_at is None
    )


def _opinion_of_the_chair(row: Assessment) -> str:
    """The opinion in the part of whoever was in the chair, else in the first."""
    chair = {each.organisation_id for each in row.members.all() if each.is_chair}
    parts = sorted(row.parts.all(), key=lambda part: (part.organisation_id not in chair, part.pk))
    return parts[0].opinion if parts else ""


def _events(decision: GradeDecision, held: _Round) -> Iterator[Event]:
    yield decided_event(decision, len(held.secondments))
    for row in held.secondments:
        yield AssessmentConcluded(
            subject=held.assessments[row.pk].pk,
            **ids(row),
            kind=held.kind.value,
            decision=decision.pk,
            day=decision.day,
        )


def decided_event(decision: GradeDecision, count: int) -> GradesDecided:
    """The event of a decision on ``count`` people."""
    return GradesDecided(
        subject=decision.pk,
        intake=decision.intake_id,
        kind=decision.kind,
        count=count,
        digest=decision.digest,
        day=decision.day,
    )
