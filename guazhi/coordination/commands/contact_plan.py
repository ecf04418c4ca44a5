"""The plan of a county's contacts: made in one step from what is owed, and called to mind."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from django.db import transaction

from guazhi.access.actor import Actor, Capability
from guazhi.access.written import add_all
from guazhi.coordination import rules
from guazhi.coordination.events import ContactCalledOff, ContactReminded, ContactsPlanned
from guazhi.coordination.models import Contact, ContactNote
from guazhi.coordination.queries.contact_plan import owing, window_end
from guazhi.coordination.queries.contacts import own_departments
from guazhi.coordination.rules import NOTICE_OF_A_CONTACT, ContactState
from guazhi.ledger.commands import record_all
from guazhi.organisations.models import Organisation
from guazhi.policy.findings import Finding, refuse_if
from guazhi.programmes.queries import calendar
from guazhi.secondments.models import Secondment
from guazhi.web import clock

FIRST_WAY, FURTHER_WAY = "visit", "telephone"


@transaction.atomic
def plan_contacts(*, until: date, actor: Actor) -> int:
    """Plan all contacts that the actor's departments owe by ``until``; how many that made.

    One contact covers all the secondees of a host whose windows allow it; the first with a host
    is a visit. What is planned already stays. Refused for whoever makes no contacts and where
    nothing is left to plan.
    """
    made = [
        each
        for department in sorted(own_departments(actor))
        for each in _planned_for(actor, department, until)
    ]
    if not made:
        refuse_if([Finding("contacts_all_planned", params={"day": until})])
    record_all(
        actor,
        [
            ContactsPlanned(
                subject=department,
                department=department,
                day=until,
                count=sum(each.department_id == department for each in made),
            )
            for department in dict.fromkeys(each.department_id for each in made)
        ],
    )
    return len(made)


def _planned_for(actor: Actor, department: int, until: date) -> list[Contact]:
    """What is planned for one department, which is locked so that nobody else does so too."""
    Organisation.objects.select_for_update(of=("self",)).get(pk=department)
    owed = owing(actor, department, until, clock.today())
    whose = Secondment.objects.permitted(actor, Capability.MAKE_CONTACT)
    intakes = dict(whose.filter(host_unit__in=owed).values_list("pk", "intake_id"))
    today, is_working = clock.today(), calendar().is_working
    rows: list[tuple[Contact, tuple[int, ...]]] = []
    for turn, (host, windows) in enumerate(sorted(owed.items())):
        days = rules.contact_days(windows, today=today, turn=turn, is_working=is_working)
        for number, (day, covers) in enumerate(days):
            contact = Contact(
                department_id=department,
                host_id=host,
                intake_id=intakes[covers[0]],
                state=ContactState.PLANNED,
                day=day,
                mode=FURTHER_WAY if number else FIRST_WAY,
                officer_id=actor.user_id,
                made_by_id=actor.user_id,
                made_at=clock.now(),
            )
            rows.append((contact, covers))
    Contact.objects.bulk_create([contact for contact, _covers in rows], batch_size=500)
    notes = [ContactNote(contact=row, secondment_id=pk) for row, covers in rows for pk in covers]
    add_all(notes)
    return [contact for contact, _covers in rows]


def supersede(made: Contact, covered: Sequence[Secondment], actor: Actor) -> None:
    """Call off what was planned with the host for the windows that a contact made falls into."""
    kept = Contact.objects.filter(
        department=made.department_id, host=made.host_id, state=ContactState.PLANNED
    )
    days, whom = dict(kept.values_list("pk", "day")), defaultdict(set)
    if not days:
        return
    notes = ContactNote.objects.filter(contact__in=days)
    for contact, secondment in notes.values_list("contact", "secondment"):
        whom[contact].add(secondment)
    gone = rules.superseded(
        {pk: (day, whom[pk]) for pk, day in days.items()},
        until=window_end(made.department_id, covered, made.day),
        covered=[row.pk for row in covered],
    )
    Contact.objects.filter(pk__in=gone).update(state=ContactState.CALLED_OFF, instead=made)
    record_all(
        actor,
        [
            ContactCalledOff(
                subject=pk,
                intake=made.intake_id,
                department=made.department_id,
                host=made.host_id,
                day=days[pk],
            )
            for pk in sorted(gone)
        ],
    )


@transaction.atomic
def remind_of_contacts(day: date, *, actor: Actor) -> int:
    """Bring the contacts planned for the coming days to mind, each once; how many those were."""
    near = Contact.objects.filter(
        state=ContactState.PLANNED,
        day__range=(day, day + NOTICE_OF_A_CONTACT),
        reminded_on__isnull=True,
    )
    rows = list(near.order_by("pk").select_for_update(of=("self",)))
    if not rows:
        return 0
    Contact.objects.filter(pk__in=[row.pk for row in rows]).update(reminded_on=day)
    record_all(
        actor,
        [
            ContactReminded(
                subject=row.pk,
                intake=row.intake_id,
                owner=row.department_id,
                host=row.host_id,
                mode=row.mode,
                day=row.day,
            )
            for row in rows
        ],
    )
    return len(rows)
