"""Keeping in contact with host units."""

from datetime import date

from django.db import transaction

from guazhi.access.actor import Actor, Capability
from guazhi.coordination import rules
from guazhi.coordination.commands.reach import check_record, locked
from guazhi.coordination.events import ContactMade
from guazhi.coordination.models import Contact
from guazhi.coordination.queries.contacts import department_of
from guazhi.ledger.commands import record
from guazhi.obligations.commands import give_evidence
from guazhi.policy.findings import Finding, check_words, refuse_if
from guazhi.secondments.commands.reach import ids
from guazhi.web import clock


@transaction.atomic
def make_contact(
    secondment_id: int,
    *,
    day: date,
    spoke_with: str,
    work: str,
    life: str,
    thought: str,
    actor: Actor,
) -> Contact:
    """Record the county department's contact with the host (S2.2.8, S2.2.9).

    Refused without one of the three aspects, twice on a day, out of term or before the decision.
    """
    secondment = locked(actor, Capability.MAKE_CONTACT, secondment_id)
    department = department_of(actor, secondment)
    findings = [
        *check_record(secondment, day),
        *check_words("S2.2.8", spoke_with=spoke_with),
        *rules.check_aspects(work=work, life=life, thought=thought),
    ]
    if department is None:
        findings.append(Finding("county_without_department"))
    elif Contact.objects.filter(secondment=secondment, department=department, day=day).exists():
        findings.append(Finding("contact_made_already", params={"day": day}, field="day"))
    refuse_if(findings)
    assert department is not None
    contact = Contact.objects.create(
        secondment=secondment,
        department_id=department,
        day=day,
        spoke_with=spoke_with,
        work=work,
        life=life,
        thought=thought,
        made_by_id=actor.user_id,
        made_at=clock.now(),
    )
    record(
        actor,
        ContactMade(
            subject=contact.pk,
            **ids(secondment),
            department=department,
            day=day,
        ),
    )
    give_evidence(
        "contact", contact.pk, day, secondment=secondment, party="county", owner=department
    )
    return contact
