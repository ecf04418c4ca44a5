"""Keeping in contact with host units: a contact is planned, made, or called off."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from django.db import transaction
from django.http import Http404

from guazhi.access.actor import Actor, Capability
from guazhi.access.written import add_all
from guazhi.coordination import rules
from guazhi.coordination.commands.contact_plan import supersede
from guazhi.coordination.events import ContactCalledOff, ContactMade, ContactPlanned
from guazhi.coordination.models import CONTACT_MODES, Contact, ContactNote
from guazhi.coordination.queries.contacts import (
    department_of,
    kept_contact,
    officers,
    own_departments,
    topics_about,
)
from guazhi.coordination.rules import ContactState, Note
from guazhi.ledger.commands import record, record_all
from guazhi.obligations.commands import give_evidence_of_each
from guazhi.policy.editing import check_seen
from guazhi.policy.findings import Finding, check_words, refuse_if
from guazhi.secondments.commands.opinions import keep_opinions
from guazhi.secondments.commands.reach import check_dated, ids
from guazhi.secondments.models import Secondment
from guazhi.web import clock

NOTHING = Note()


@transaction.atomic
def plan_contact(
    host_id: int,
    *,
    day: date,
    mode: str,
    covers: Collection[int],
    actor: Actor,
    spoke_with: str = "",
    officer_id: int | None = None,
    contact_id: int | None = None,
    seen: str | None = None,
) -> Contact:
    """Plan a contact with a host for a day, or with ``contact_id`` change one that is planned.

    ``covers`` are secondments; ``officer_id`` is who of the department makes it, the actor unless
    another is named. Refused for a day gone by or outside a term, for nobody, for an officer of
    another department, where one with the host is planned for the day, and when the plan is not
    the one that the writer began from, whose marks are ``seen``.
    """
    covered = _covered(actor, host_id, covers)
    department = department_of(actor, covered)
    planned = _planned(actor, contact_id, host_id, department)
    taken = Contact.objects.filter(
        department=department, host=host_id, day=day, state=ContactState.PLANNED
    )
    findings = [
        *_check(covered, department, mode),
        *rules.check_contact_day(
            day, today=clock.today(), terms=[(row.start, row.end) for row in covered]
        ),
    ]
    if planned is not None:
        findings += check_seen(seen, kept_contact(planned))
    if officer_id not in (None, actor.user_id) and officer_id not in officers(actor):
        findings.append(Finding("officer_of_another", field="officer_id"))
    if taken.exclude(pk=contact_id or 0).exists():
        findings.append(Finding("contact_planned_already", params={"day": day}, field="day"))
    refuse_if(findings)
    contact = planned or Contact(host_id=host_id, state=ContactState.PLANNED)
    contact.department_id = department or 0
    contact.day, contact.mode, contact.spoke_with = day, mode, spoke_with
    contact.officer_id = officer_id or actor.user_id
    contact.reminded_on = None
    _keep(contact, covered, actor)
    record(
        actor,
        ContactPlanned(
            subject=contact.pk,
            intake=contact.intake_id,
            department=contact.department_id,
            host=host_id,
            mode=mode,
            day=day,
            covered=len(covered),
        ),
    )
    return contact


@transaction.atomic
def call_off_contact(contact_id: int, *, reason: str, actor: Actor) -> Contact:
    """Say that a planned contact will not be made, and why. Refused once it is made."""
    allowed = Contact.objects.permitted(actor, Capability.MAKE_CONTACT)
    contact = allowed.filter(department__in=own_departments(actor)).locked(contact_id)
    refuse_if([*rules.check_planned(contact.state), *check_words(reason=reason)])
    contact.state, contact.reason = ContactState.CALLED_OFF, reason
    contact.save(update_fields=["state", "reason"])
    record(
        actor,
        ContactCalledOff(
            subject=contact.pk,
            intake=contact.intake_id,
            department=contact.department_id,
            host=contact.host_id,
            day=contact.day,
        ),
    )
    return contact


@transaction.atomic
def make_contact(
    host_id: int,
    *,
    day: date,
    spoke_with: str,
    covers: Collection[int],
    actor: Actor,
    mode: str = "telephone",
    whole: Note = NOTHING,
    notes: Mapping[int, Note] | None = None,
    opinions: Mapping[int, Sequence[str]] | None = None,
    contact_id: int | None = None,
) -> Contact:
    """Record a contact with a host; it meets what is owed for each it covers (S2.2.8, S2.2.9).

    ``whole`` holds for all, ``notes`` and ``opinions`` are by secondment, ``contact_id`` is one
    that was planned; others planned for the same windows are called off. Refused unless each
    secondee is told of in the three aspects, for topics that contradict each other, twice on a
    day for one of them, out of term or before the decision.
    """
    covered = _covered(actor, host_id, covers)
    department = department_of(actor, covered)
    contact = _planned(actor, contact_id, host_id, department) or Contact(host_id=host_id)
    given = {row.pk: (notes or {}).get(row.pk, NOTHING) for row in covered}
    refuse_if(
        [
            *_check(covered, department, mode),
            *_check_dated(covered, day),
            *check_words("S2.2.8", spoke_with=spoke_with),
            *rules.check_notes(whole, given, topics_about(covered)),
            *_check_once(covered, department, day),
        ]
    )
    contact.department_id, contact.state = department or 0, ContactState.MADE
    contact.day, contact.mode, contact.spoke_with = day, mode, spoke_with
    contact.officer_id = actor.user_id
    contact.topics = list(whole.topics)
    contact.work, contact.life, contact.thought = whole.work, whole.life, whole.thought
    _keep(contact, covered, actor, given)
    raised = [(pk, text) for pk in given for text in (opinions or {}).get(pk, ())]
    keep_opinions(raised, contact=contact.pk)
    record_all(actor, [_made(contact, row) for row in covered])
    give_evidence_of_each(
        "contact", contact.pk, day, covered, party="county", owner=contact.department_id
    )
    supersede(contact, covered, actor)
    return contact


def _made(contact: Contact, secondment: Secondment) -> ContactMade:
    return ContactMade(
        subject=contact.pk,
        **ids(secondment),
        department=contact.department_id,
        host=contact.host_id,
        mode=contact.mode,
        day=contact.day,
    )


def _covered(actor: Actor, host_id: int, covers: Collection[int]) -> list[Secondment]:
    """The secondments at the host, locked in one order; 404 when one is out of reach."""
    wanted = set(covers)
    refuse_if(rules.check_covered(len(wanted)))
    found = list(
        Secondment.objects.permitted(actor, Capability.MAKE_CONTACT)
        .filter(host_unit=host_id, pk__in=wanted)
        .select_related("policy", "home_county", "host_county")
        .defer("policy__text")
        .order_by("pk")
        .select_for_update(of=("self",))
    )
    if len(found) != len(wanted):
        raise Http404
    return found


def _planned(
    actor: Actor, contact_id: int | None, host_id: int, department: int | None
) -> Contact | None:
    """The planned contact with this host, locked; refused once it is made or called off."""
    if contact_id is None:
        return None
    allowed = Contact.objects.permitted(actor, Capability.MAKE_CONTACT)
    contact = allowed.filter(host=host_id, department=department).locked(contact_id)
    refuse_if(rules.check_planned(contact.state))
    return contact


def _check(covered: list[Secondment], department: int | None, mode: str) -> list[Finding]:
    findings = [each for row in covered for each in rules.check_decided(row.state)][:1]
    if department is None:
        findings.append(Finding("county_without_department"))
    if mode not in CONTACT_MODES:
        findings.append(Finding("choice_unknown", params={"choice": mode}, field="mode"))
    return findings


def _check_dated(covered: list[Secondment], day: date) -> list[Finding]:
    """What speaks against the day for any of them, each once."""
    found: list[Finding] = []
    for row in covered:
        found += [each for each in check_dated(row, day) if each not in found]
    return found


def _check_once(covered: list[Secondment], department: int | None, day: date) -> list[Finding]:
    known = ContactNote.objects.filter(
        secondment__in=covered,
        contact__department=department,
        contact__day=day,
        contact__state=ContactState.MADE,
    )
    if known.exists():
        return [Finding("contact_made_already", params={"day": day}, field="day")]
    return []


def _keep(
    contact: Contact,
    covered: list[Secondment],
    actor: Actor,
    notes: Mapping[int, Note] | None = None,
) -> None:
    """Save the contact and, anew, what it says of each that it covers."""
    is_new = contact.pk is None
    contact.intake_id = covered[0].intake_id
    contact.made_by_id, contact.made_at = actor.user_id, clock.now()
    contact.save()
    if not is_new:
        contact.notes.all().delete()
    given = notes or {}
    add_all(
        ContactNote(
            contact=contact,
            secondment=row,
            topics=list(note.topics),
            work=note.work,
            life=note.life,
            thought=note.thought,
        )
        for row in covered
        for note in [given.get(row.pk, NOTHING)]
    )
