"""Signing what was drawn up: by one's own account, on paper, withdrawn before the conclusion."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.http import Http404

from guazhi.access.actor import Actor, Capability
from guazhi.assessments import rules
from guazhi.assessments.commands.reach import begun, check_unsettled, reached
from guazhi.assessments.events import AssessmentSigned, SignatureWithdrawn
from guazhi.assessments.models import Assessment, PartSignature, SittingMember
from guazhi.assessments.queries.parties import ASSESSING, managing_parties, offices_of, speaks_for
from guazhi.assessments.rules import Kind
from guazhi.ledger.commands import record, record_all
from guazhi.policy.findings import Finding, check_come, check_words, refuse_if
from guazhi.secondments.commands.reach import ids, locked_of
from guazhi.secondments.models import Secondment
from guazhi.web import clock


@dataclass(frozen=True, slots=True)
class Signing:
    """One assessment to sign: the digest of what the signer saw, and why the grade is not his."""

    secondment: int
    digest: str
    dissent: str = ""


def sign_assessment(
    secondment_id: int, *, kind: str, digest: str, day: date, actor: Actor, dissent: str = ""
) -> PartSignature:
    """Sign one assessment for one's own party; see ``sign_assessments``."""
    (row,) = sign_assessments(
        [Signing(secondment_id, digest, dissent)], kind=kind, day=day, actor=actor
    )
    return row


@transaction.atomic
def sign_assessments(
    wanted: Sequence[Signing], *, kind: str, day: date, actor: Actor
) -> list[PartSignature]:
    """Sign assessments of one kind for the parties for which the actor sits, all or none.

    Refused before all parts are in, after the conclusion, twice, to one who is no member, when
    the content is not the one that was seen, and without a reason where the own party proposed
    another grade.
    """
    picks = {pick.secondment: pick for pick in wanted}
    secondments = _assessed(actor, picks)
    offices = offices_of(secondments)
    rows = Assessment.objects.filter(secondment__in=secondments, kind=Kind(kind).value)
    found = {
        row.secondment_id: row for row in rows.prefetch_related("members", "parts", "signatures")
    }
    findings: list[Finding] = list(check_come(day, clock.today()))
    signed: list[tuple[Secondment, PartSignature]] = []
    for secondment in secondments:
        managing = managing_parties(secondment, offices)
        speaking = speaks_for(actor, secondment, managing, offices)
        assessment = found.get(secondment.pk)
        pick = picks[secondment.pk]
        organisations = _signing(assessment, speaking, actor)
        findings += _check(assessment, organisations, pick, day)
        signed += [
            (secondment, _row(assessment, managing, organisation, pick, day=day, actor=actor))
            for organisation in organisations
            if assessment is not None
        ]
    refuse_if(findings)
    PartSignature.objects.bulk_create([row for _, row in signed])
    record_all(actor, [_event(secondment, row, kind) for secondment, row in signed])
    return [row for _, row in signed]


def _assessed(actor: Actor, picks: Mapping[int, Signing]) -> list[Secondment]:
    allowed = Secondment.objects.permitted(actor, *ASSESSING.values())
    rows = list(
        allowed.filter(pk__in=picks)
        .select_related("intake__programme", "secondee")
        .select_for_update(of=("self",))
        .order_by("pk")
    )
    if not rows or len(rows) != len(picks):
        raise Http404
    return rows


def _signing(assessment: Assessment | None, speaking: Iterable[int], actor: Actor) -> list[int]:
    """The organisations for which the actor sits and that have not signed."""
    if assessment is None:
        return []
    sits = {row.organisation_id for row in assessment.members.all() if row.user_id == actor.user_id}
    done = {row.organisation_id for row in assessment.signatures.all() if row.voided_at is None}
    return [pk for pk in speaking if pk in sits and pk not in done]


def _check(
    assessment: Assessment | None, organisations: Sequence[int], pick: Signing, day: date
) -> Iterator[Finding]:
    if assessment is None or assessment.parts_in_on is None:
        yield Finding("not_all_parts_in", clause="S2.2.13")
        return
    yield from check_unsettled(assessment)
    if not organisations:
        yield Finding("nothing_to_sign")
    if pick.digest != assessment.digest:
        yield Finding("changed_meanwhile")
    if day < assessment.parts_in_on:
        yield Finding("before_the_parts", params={"day": assessment.parts_in_on}, field="day")
    for part in assessment.parts.all():
        own = part.organisation_id in organisations
        if own and rules.differs(part.grade, assessment.decided) and not pick.dissent.strip():
            yield Finding("dissent_needs_reason", field="dissent")


def _row(
    assessment: Assessment | None,
    managing: Mapping[int, str],
    organisation: int,
    pick: Signing,
    *,
    day: date,
    actor: Actor,
) -> PartSignature:
    assert assessment is not None
    return PartSignature(
        assessment=assessment,
        secondment_id=pick.secondment,
        party=managing[organisation],
        organisation_id=organisation,
        day=day,
        name=actor.name,
        dissent=pick.dissent.strip(),
        digest_name=assessment.digest_name,
        digest=assessment.digest,
        made_by_id=actor.user_id,
        made_at=clock.now(),
    )


def _event(secondment: Secondment, row: PartSignature, kind: str) -> AssessmentSigned:
    return AssessmentSigned(
        subject=row.assessment_id,
        **ids(secondment),
        kind=kind,
        party=row.party,
        organisation=row.organisation_id,
        digest=row.digest,
        dissenting=bool(row.dissent),
        on_paper=bool(row.on_paper),
        day=row.day,
    )


@transaction.atomic
def sign_on_paper(
    secondment_id: int,
    *,
    kind: str,
    member_id: int,
    digest: str,
    day: date,
    paper: str,
    actor: Actor,
    dissent: str = "",
) -> PartSignature:
    """Record that a member without an account signed on paper, naming the paper.

    Refused where the member has an account, and for all that refuses ``sign_assessments``.
    """
    secondment = reached(actor, secondment_id, Capability.SET_SITTING)
    assessment = begun(secondment, kind)
    member = SittingMember.objects.filter(assessment=assessment, pk=member_id).first()
    standing = PartSignature.objects.filter(assessment=assessment, voided_at__isnull=True)
    findings = [*check_come(day, clock.today()), *check_words("", 2, paper=paper)]
    if member is None:
        findings.append(Finding("no_such_member"))
    elif member.user_id is not None:
        findings.append(Finding("member_has_account", params={"name": member.name}))
    free = (
        [member.organisation_id]
        if member and not standing.filter(organisation=member.organisation_id).exists()
        else []
    )
    pick = Signing(secondment_id, digest, dissent)
    refuse_if([*findings, *_check(assessment, free, pick, day)])
    assert member is not None
    managing = {member.organisation_id: member.party}
    row = _row(assessment, managing, member.organisation_id, pick, day=day, actor=actor)
    row.name, row.on_paper = member.name, paper
    row.save()
    record(actor, _event(secondment, row, assessment.kind))
    return row


@transaction.atomic
def withdraw_signature(signature_id: int, *, reason: str, actor: Actor) -> PartSignature:
    """Take one's own party's signature back, with the reason, before the conclusion."""
    allowed = PartSignature.objects.permitted(actor, *ASSESSING.values())
    row, secondment = locked_of(
        allowed.select_related("assessment"), signature_id, "intake__programme"
    )
    managing = managing_parties(secondment)
    findings = [*check_unsettled(row.assessment), *check_words("", 2, reason=reason)]
    if row.organisation_id not in speaks_for(actor, secondment, managing):
        findings.append(Finding("part_of_another"))
    if row.voided_at is not None:
        findings.append(Finding("signature_void_already"))
    refuse_if(findings)
    row.voided_at, row.voided_why = clock.now(), reason[:200]
    row.save(update_fields=["voided_at", "voided_why"])
    record(
        actor,
        SignatureWithdrawn(
            subject=row.assessment_id,
            **ids(secondment),
            kind=row.assessment.kind,
            party=row.party,
            organisation=row.organisation_id,
        ),
    )
    return row
