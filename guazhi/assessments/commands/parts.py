"""A managing party's part: drafted, given, given on behalf of a member, changed with reason."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from guazhi.access.actor import Actor, Capability
from guazhi.assessments import rules
from guazhi.assessments.commands.reach import (
    DRAWN,
    assessed,
    check_unsettled,
    draw_up,
    reached,
)
from guazhi.assessments.events import AssessmentPartAmended, AssessmentPartEntered
from guazhi.assessments.models import (
    Assessment,
    AssessmentPart,
    PartDraft,
    PartSignature,
    SittingMember,
)
from guazhi.assessments.queries.dockets import assessments_of
from guazhi.assessments.queries.parties import (
    ASSESSING,
    managing_parties,
    offices_of,
    opens_on,
    speaks_for,
)
from guazhi.assessments.queries.versions import kept_part
from guazhi.assessments.rules import Kind
from guazhi.coordination.rules import check_edition
from guazhi.ledger.commands import record_all
from guazhi.ledger.events import Event
from guazhi.obligations.commands import give_evidence
from guazhi.policy.editing import check_seen
from guazhi.policy.findings import Finding, check_words, refuse_if
from guazhi.programmes.queries import pack_of
from guazhi.secondments.commands.reach import check_dated, ids, locked_of
from guazhi.secondments.models import Secondment
from guazhi.web import clock


@dataclass(frozen=True, slots=True)
class _Said:
    """What a part says."""

    day: date
    scores: Mapping[str, str]
    opinion: str
    grade: str
    growth: str = ""


@transaction.atomic
def save_part(
    secondment_id: int, *, kind: str, content: Mapping[str, Any], edition: int, actor: Actor
) -> PartDraft:
    """Keep what a party has typed so far; ``edition`` is that of the text it began from.

    Only the party itself sees it, and the ledger is not told. Refused when the same draft was
    saved from another window meanwhile, and once the part is given.
    """
    secondment = assessed(actor, secondment_id)
    managing, organisation, findings = _waiting(
        actor, secondment, assessments_of(secondment).get(kind)
    )
    draft = PartDraft.objects.filter(
        secondment=secondment, kind=kind, organisation=organisation
    ).first()
    findings += check_edition(given=edition, kept=draft.edition if draft else 0)
    refuse_if(findings)
    assert organisation in managing
    draft = draft or PartDraft(
        secondment=secondment, kind=Kind(kind).value, organisation_id=organisation
    )
    draft.content, draft.edition = dict(content), edition + 1
    draft.made_by_id, draft.made_at = actor.user_id, clock.now()
    draft.save()
    return draft


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
    edition: int | None = None,
) -> AssessmentPart:
    """Give the part of the managing party for which the actor sits.

    Refused without a sitting, to one who is no member of it, twice, after the conclusion, with
    an indicator left out, a score or grade off the scale, on a day before the window or after
    the term, and with ``edition`` when somebody else saved the draft meanwhile; what one's own
    page saved as it was sent is no matter.
    """
    secondment = assessed(actor, secondment_id)
    known = assessments_of(secondment)
    assessment = known.get(Kind(kind).value)
    managing, organisation, findings = _waiting(actor, secondment, assessment)
    drafts = PartDraft.objects.filter(secondment=secondment, kind=kind, organisation=organisation)
    may_be_kept = getattr(assessment, "has_drafts", False)
    kept = drafts.first() if may_be_kept and edition is not None else None
    if edition is not None and kept is not None and kept.made_by_id != actor.user_id:
        findings += check_edition(given=edition, kept=kept.edition)
    said = _Said(day, scores, opinion, grade, growth)
    refuse_if([*_check_open(Kind(kind), known), *findings, *_check(secondment, kind, said)])
    assert organisation is not None
    if may_be_kept:
        drafts.delete()
    giver = _Giver(organisation)
    return _give(known, secondment, managing, giver, kind=kind, said=said, actor=actor)


@transaction.atomic
def take_in_part(
    secondment_id: int,
    *,
    kind: str,
    member_id: int,
    day: date,
    scores: Mapping[str, str],
    opinion: str,
    grade: str,
    actor: Actor,
    growth: str = "",
) -> AssessmentPart:
    """Give a part from the workbook of a member who has no account, in the member's name.

    Refused where the member has an account, and for all that refuses ``enter_part``.
    """
    secondment = reached(actor, secondment_id, Capability.SET_SITTING)
    known = assessments_of(secondment)
    assessment = known.get(Kind(kind).value)
    members = assessment.members.all() if assessment else ()
    member = next((row for row in members if row.pk == member_id), None)
    findings: list[Finding] = []
    if member is None:
        findings.append(Finding("no_such_member"))
    elif member.user_id is not None:
        findings.append(Finding("member_has_account", params={"name": member.name}))
    elif assessment and any(
        part.organisation_id == member.organisation_id for part in assessment.parts.all()
    ):
        findings.append(Finding("part_entered_already"))
    said = _Said(day, scores, opinion, grade, growth)
    refuse_if([*_check_open(Kind(kind), known), *findings, *_check(secondment, kind, said)])
    assert member is not None
    giver, managing = _Giver(member.organisation_id, member.name), managing_parties(secondment)
    return _give(known, secondment, managing, giver, kind=kind, said=said, actor=actor)


@transaction.atomic
def amend_part(
    part_id: int,
    *,
    scores: Mapping[str, str],
    opinion: str,
    grade: str,
    reason: str,
    actor: Actor,
    growth: str = "",
    seen: str | None = None,
) -> AssessmentPart:
    """Change a part after it was given, with the reason; what it said before is kept.

    The signatures of the other parties are void then. Refused once the own party has signed,
    after the conclusion, and when the part is not the one that the writer began from, whose
    marks are ``seen``.
    """
    allowed = AssessmentPart.objects.permitted(actor, *ASSESSING.values())
    part, secondment = locked_of(allowed.select_related("assessment"), part_id, "intake__programme")
    assessment = part.assessment
    said = _Said(part.day, scores, opinion, grade, growth)
    refuse_if(
        [
            *_check_amendable(part, secondment, actor),
            *_check_content(secondment, said),
            *check_words("", 2, reason=reason),
            *check_seen(seen, kept_part(part)),
        ]
    )
    was = {name: getattr(part, name) for name in ("scores", "opinion", "growth", "grade")}
    when = {"reason": reason, "at": clock.today().isoformat()}
    part.earlier = [*part.earlier, {**was, **when}]
    part.scores, part.opinion, part.grade, part.growth = dict(scores), opinion, grade, growth
    part.save(update_fields=["scores", "opinion", "grade", "growth", "earlier"])
    events: list[Event] = [
        AssessmentPartAmended(
            subject=assessment.pk,
            **ids(secondment),
            kind=assessment.kind,
            part=part.pk,
            party=part.party,
            organisation=part.organisation_id,
        ),
        *draw_up(assessment, secondment, "part_amended"),
    ]
    assessment.save(update_fields=DRAWN)
    record_all(actor, events)
    return part


def _check_amendable(
    part: AssessmentPart, secondment: Secondment, actor: Actor
) -> Iterator[Finding]:
    assessment = part.assessment
    if part.organisation_id not in speaks_for(actor, secondment, managing_parties(secondment)):
        yield Finding("part_of_another")
    yield from check_unsettled(assessment)
    signed = PartSignature.objects.filter(
        assessment=assessment, organisation=part.organisation_id, voided_at__isnull=True
    )
    if signed.exists():
        yield Finding("part_signed_already")


def _waiting(
    actor: Actor, secondment: Secondment, assessment: Assessment | None
) -> tuple[dict[int, str], int | None, list[Finding]]:
    """Who manages, and the organisation whose part the actor may give or what stands against it."""
    offices = offices_of([secondment])
    managing = managing_parties(secondment, offices)
    speaking = speaks_for(actor, secondment, managing, offices)
    if not speaking:
        return managing, None, [Finding("not_a_managing_party")]
    if assessment is None:
        return managing, None, [Finding("sitting_not_set", clause="S2.2.13")]
    sits = _sits_for(assessment.members.all(), actor)
    given = {part.organisation_id for part in assessment.parts.all()}
    for organisation in speaking:
        if organisation in sits and organisation not in given:
            return managing, organisation, []
    code = "part_entered_already" if set(speaking) & given else "not_a_member"
    return managing, None, [Finding(code)]


def _sits_for(members: Iterable[SittingMember], actor: Actor) -> set[int]:
    return {
        row.organisation_id
        for row in members
        if row.user_id is not None and row.user_id == actor.user_id
    }


def _check_open(kind: Kind, known: Mapping[str, Assessment]) -> Iterator[Finding]:
    assessment, final = known.get(kind.value), known.get(Kind.FINAL.value)
    if assessment is not None and assessment.concluded_on is not None:
        yield Finding("concluded_already")
    elif kind is Kind.MIDTERM and final is not None and final.concluded_on is not None:
        yield Finding("final_concluded_already")


def _check(secondment: Secondment, kind: str, said: _Said) -> Iterator[Finding]:
    yield from _check_content(secondment, said)
    yield from check_held(Kind(kind).part_evidence, secondment, said.day)


def _check_content(secondment: Secondment, said: _Said) -> Iterator[Finding]:
    form = pack_of(secondment.policy).assessment
    scale = [step.id for step in form.grades]
    names = {key: named.names.zh for key, named in form.indicators().items()}
    yield from rules.check_scores(said.scores, names, scale)
    yield from rules.check_grade(said.grade, scale)
    yield from check_words("", 2, opinion=said.opinion)


def check_held(evidence: str, secondment: Secondment, day: date) -> Iterator[Finding]:
    """Findings unless held within its window and, even when late, within the term (S2.2.12)."""
    yield from rules.check_served(secondment.state)
    yield from check_dated(secondment, day)
    yield from rules.check_opens(day, opens_on(secondment, evidence))


@dataclass(frozen=True, slots=True)
class _Giver:
    """For which organisation a part is given, and in whose name if not the actor's own."""

    organisation: int
    on_behalf_of: str = ""


def _give(
    known: Mapping[str, Assessment],
    secondment: Secondment,
    managing: Mapping[int, str],
    giver: _Giver,
    *,
    kind: str,
    said: _Said,
    actor: Actor,
) -> AssessmentPart:
    assessment = known[kind]
    units = {row.organisation_id: row.organisation for row in assessment.members.all()}
    part = AssessmentPart.objects.create(
        assessment=assessment,
        secondment=secondment,
        party=managing[giver.organisation],
        organisation=units[giver.organisation],
        day=said.day,
        on_behalf_of=giver.on_behalf_of,
        scores={key: str(value).strip() for key, value in said.scores.items()},
        opinion=said.opinion,
        growth=said.growth,
        grade=said.grade,
        made_by_id=actor.user_id,
        made_at=clock.now(),
    )
    events: list[Event] = [_entered(part, assessment, secondment)]
    given = [*assessment.parts.all(), part]
    if managing.keys() <= {row.organisation_id for row in given}:
        assessment.parts_in_on = max(row.day for row in given)
        events += draw_up(assessment, secondment, "part_given", given, known)
        assessment.save(update_fields=DRAWN)
    record_all(actor, events)
    give_evidence(
        Kind(assessment.kind).part_evidence,
        part.pk,
        part.day,
        secondment=secondment,
        party=part.party,
        owner=giver.organisation,
    )
    return part


def _entered(
    part: AssessmentPart, assessment: Assessment, secondment: Secondment
) -> AssessmentPartEntered:
    return AssessmentPartEntered(
        subject=assessment.pk,
        **ids(secondment),
        kind=assessment.kind,
        part=part.pk,
        party=part.party,
        organisation=part.organisation_id,
        day=part.day,
    )
