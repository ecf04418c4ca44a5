"""What bounds or replaces the grade: vetoes noted and lifted, overrides asked and settled."""

from collections.abc import Iterator
from datetime import date

from django.db import transaction

from guazhi.access.actor import Actor, Capability
from guazhi.assessments import rules
from guazhi.assessments.commands.reach import DRAWN, begun, check_unsettled, draw_up, reached
from guazhi.assessments.events import OverrideAsked, OverrideSettled, VetoLifted, VetoNoted
from guazhi.assessments.models import Assessment, GradeOverride, Veto
from guazhi.ledger.commands import record_all
from guazhi.ledger.events import Event
from guazhi.policy import AssessmentForm
from guazhi.policy.assessed import UNDETERMINED
from guazhi.policy.findings import Finding, check_come, check_words, refuse_if
from guazhi.programmes.queries import pack_of
from guazhi.secondments.commands.reach import ids, locked_of
from guazhi.secondments.models import Secondment
from guazhi.web import clock


@transaction.atomic
def note_veto(
    secondment_id: int, *, kind: str, veto: str, facts: str, day: date, actor: Actor
) -> Veto:
    """Note that a fact holds which bounds the grade; what was signed before is void.

    Refused for a fact that the policy does not list or not yet on that day, twice, without
    saying what happened, in the future, and after the conclusion.
    """
    secondment = reached(actor, secondment_id, Capability.NOTE_VETO)
    assessment = begun(secondment, kind)
    form = pack_of(secondment.policy).assessment
    findings = [*check_unsettled(assessment), *_check_veto(form, veto, day)]
    if Veto.objects.filter(assessment=assessment, veto=veto, lifted_on__isnull=True).exists():
        findings.append(Finding("veto_noted_already"))
    refuse_if([*findings, *check_words("", 4, facts=facts)])
    row = Veto.objects.create(
        assessment=assessment,
        secondment=secondment,
        veto=veto,
        day=day,
        facts=facts,
        made_by_id=actor.user_id,
        made_at=clock.now(),
    )
    event = VetoNoted(
        subject=assessment.pk, **ids(secondment), kind=assessment.kind, veto=veto, day=day
    )
    _changed(assessment, secondment, event, "veto_noted", actor)
    return row


def _check_veto(form: AssessmentForm, veto: str, day: date) -> Iterator[Finding]:
    entry = form.vetoes.get(veto)
    if entry is None:
        yield Finding("veto_unknown", field="veto")
    elif day < entry.since:
        yield Finding("veto_not_yet", params={"since": entry.since}, field="day")
    yield from check_come(day, clock.today())


@transaction.atomic
def lift_veto(veto_id: int, *, reason: str, actor: Actor) -> Veto:
    """Lift a veto that was noted in error, with the reason; another person than noted it.

    Refused to whoever noted it, twice, and after the conclusion.
    """
    allowed = Veto.objects.permitted(actor, Capability.CONCLUDE_ASSESSMENT)
    row, secondment = locked_of(allowed.select_related("assessment"), veto_id)
    findings = [*check_unsettled(row.assessment), *check_words("", 2, reason=reason)]
    if row.made_by_id == actor.user_id:
        findings.append(Finding("second_person_needed"))
    if row.lifted_on is not None:
        findings.append(Finding("veto_lifted_already"))
    refuse_if(findings)
    row.lifted_on, row.lifted_by_id, row.why_lifted = clock.today(), actor.user_id, reason
    row.save(update_fields=["lifted_on", "lifted_by", "why_lifted"])
    event = VetoLifted(
        subject=row.assessment_id,
        **ids(secondment),
        kind=row.assessment.kind,
        veto=row.veto,
        day=clock.today(),
    )
    _changed(row.assessment, secondment, event, "veto_lifted", actor)
    return row


@transaction.atomic
def ask_override(
    secondment_id: int, *, kind: str, grade: str, reason: str, day: date, actor: Actor
) -> GradeOverride:
    """Ask for another grade than the calculation proposes; it waits for a second person.

    Refused before all parts are in, for the grade that is proposed anyway, one off the scale or
    above what a veto allows, while another waits, without a reason, and after the conclusion.
    """
    secondment = reached(actor, secondment_id, Capability.ASSESS_FOR_CITY)
    assessment = begun(secondment, kind)
    form = pack_of(secondment.policy).assessment
    scale = [step.id for step in form.grades]
    findings = [
        *check_unsettled(assessment),
        *rules.check_grade(grade, scale),
        *check_words("", 4, reason=reason),
    ]
    if assessment.decided == UNDETERMINED:
        findings.append(Finding("term_too_short_to_grade"))
    elif assessment.parts_in_on is None:
        findings.append(Finding("not_all_parts_in", clause="S2.2.13"))
    elif grade == assessment.decided:
        findings.append(Finding("grade_proposed_anyway", field="grade"))
    if GradeOverride.objects.filter(assessment=assessment, confirmed__isnull=True).exists():
        findings.append(Finding("override_waits"))
    findings += _check_bound(assessment, form, grade)
    refuse_if(findings)
    row = GradeOverride.objects.create(
        assessment=assessment,
        secondment=secondment,
        was=assessment.decided,
        grade=grade,
        reason=reason,
        day=day,
        made_by_id=actor.user_id,
        made_at=clock.now(),
    )
    event = OverrideAsked(subject=assessment.pk, **ids(secondment), kind=assessment.kind, day=day)
    record_all(actor, [event])
    return row


def _check_bound(assessment: Assessment, form: AssessmentForm, grade: str) -> Iterator[Finding]:
    scale = [step.id for step in form.grades]
    for row in Veto.objects.filter(assessment=assessment, lifted_on__isnull=True):
        bound = form.vetoes[row.veto].at_most if row.veto in form.vetoes else scale[0]
        if grade in scale and scale.index(grade) < scale.index(bound):
            params = {"veto": form.vetoes[row.veto].names.zh}
            yield Finding("veto_bounds_it", params=params, field="grade")


@transaction.atomic
def settle_override(override_id: int, *, confirm: bool, actor: Actor) -> GradeOverride:
    """Confirm or refuse another grade as a second person; what was signed before is void.

    Refused to whoever asked, twice, and after the conclusion.
    """
    allowed = GradeOverride.objects.permitted(actor, Capability.CONCLUDE_ASSESSMENT)
    row, secondment = locked_of(allowed.select_related("assessment"), override_id)
    form = pack_of(secondment.policy).assessment
    findings = list(check_unsettled(row.assessment))
    if row.made_by_id == actor.user_id:
        findings.append(Finding("second_person_needed"))
    if row.confirmed is not None:
        findings.append(Finding("override_settled_already"))
    if confirm:
        findings += _check_bound(row.assessment, form, row.grade)
    refuse_if(findings)
    if confirm:
        earlier = GradeOverride.objects.filter(assessment=row.assessment, confirmed=True)
        earlier.update(confirmed=False)
    row.confirmed, row.settled_on, row.settled_by_id = confirm, clock.today(), actor.user_id
    row.save(update_fields=["confirmed", "settled_on", "settled_by"])
    event = OverrideSettled(
        subject=row.assessment_id,
        **ids(secondment),
        kind=row.assessment.kind,
        confirmed=confirm,
        day=clock.today(),
    )
    _changed(row.assessment, secondment, event, "override_confirmed", actor)
    return row


def _changed(
    assessment: Assessment, secondment: Secondment, event: Event, why: str, actor: Actor
) -> None:
    """Draw the assessment up anew, and tell the ledger all of it."""
    events = [event, *draw_up(assessment, secondment, why)]
    assessment.save(update_fields=DRAWN)
    record_all(actor, events)
