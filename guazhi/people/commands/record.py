"""Rewriting the cadre record, and revealing the number that pages mask."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction

from guazhi.access.actor import Actor, Capability
from guazhi.ledger.commands import record, record_all
from guazhi.people.commands.enrolment import name_keys
from guazhi.people.events import IdentityRevealed, PersonEvent, PersonRenamed, RecordRewritten
from guazhi.people.models import NameKey, Person, Reveal
from guazhi.people.queries.record import FIELDS, MONTHS, kept_record, latest_secondment
from guazhi.people.rules import names
from guazhi.people.rules.id_number import clean_id_number
from guazhi.people.rules.record import check_reason, check_record, full_name_of
from guazhi.policy.editing import check_seen
from guazhi.policy.findings import Finding, refuse_if
from guazhi.web import clock


@transaction.atomic
def rewrite_record(
    person_id: int, *, actor: Actor, seen: str | None = None, **fields: Any
) -> tuple[Finding, ...]:
    """Rewrite fields of the cadre record; what is not given stays. Returns what to look at.

    Refused to all but the city's handler and the county that sends, when a date cannot be, when
    the ID number is unsound, tells otherwise or stands on another record, when a code table does
    not know a text, and when the record is not the one that the writer began from, whose marks
    are ``seen``. The ledger keeps the names of the fields.
    """
    if unknown := fields.keys() - set(FIELDS):
        raise TypeError(f"no fields of a cadre record: {sorted(unknown)}")
    person = Person.objects.permitted(actor, Capability.EDIT_PERSON).locked(person_id)
    given = {name: _clean(name, value) for name, value in fields.items()}
    changed = [name for name in FIELDS if name in given and given[name] != getattr(person, name)]
    values = {name: given.get(name, getattr(person, name)) for name in FIELDS}
    findings = [*check_record(values, changed, clock.today()), *_taken(person, values, changed)]
    findings += check_seen(seen, kept_record(person))
    refuse_if(findings)
    if changed:
        for name in changed:
            setattr(person, name, given[name])
        _keep(person, changed, actor)
    return tuple(findings)


def _clean(name: str, value: Any) -> Any:
    """A value as it is stored: months on their first day, names and numbers without padding."""
    if name in MONTHS:
        return value.replace(day=1) if value else None
    if name == "name":
        return names.clean_name(value)
    if name == "id_number":
        return clean_id_number(value)
    return full_name_of(name, value.strip()) if name in FULL else value.strip()


# kept in full, as forms want them; degrees and schooling keep the spelling of the certificate
FULL = ("ethnic_group", "political_status", "health", "rank")


def _taken(person: Person, values: dict[str, Any], changed: list[str]) -> list[Finding]:
    """A number on another record is refused without saying that there is one."""
    number = values["id_number"]
    if "id_number" not in changed or not number:
        return []
    others = Person.objects.filter(id_number=number).exclude(pk=person.pk)
    return [Finding("id_number_not_accepted", field="id_number")] if others.exists() else []


def _keep(person: Person, changed: list[str], actor: Actor) -> None:
    secondment = latest_secondment(person.pk)
    events: list[PersonEvent] = [
        RecordRewritten(subject=person.pk, secondment=secondment, fields=",".join(changed))
    ]
    columns = list(changed)
    if "name" in changed:
        person.sort_key = names.sort_key(person.name)
        columns.append("sort_key")
        NameKey.objects.filter(person=person).delete()
        NameKey.objects.bulk_create(name_keys(person))
        events.append(PersonRenamed(subject=person.pk, secondment=secondment))
    person.save(update_fields=columns)
    record_all(actor, events)


@dataclass(frozen=True, slots=True)
class Identity:
    """What was revealed: shown once, kept nowhere."""

    id_number: str
    phone: str


@transaction.atomic
def reveal_identity(person_id: int, reason: str, *, actor: Actor) -> Identity:
    """Show the whole ID number and telephone, and keep who asked and why.

    Refused to all but the departments and the person himself, and without a reason.
    """
    person = Person.objects.permitted(actor, Capability.REVEAL_IDENTITY).locked(person_id)
    refuse_if(check_reason(reason))
    row = Reveal.objects.create(
        person=person, made_by_id=actor.user_id, made_at=clock.now(), reason=reason.strip()
    )
    secondment = latest_secondment(person.pk)
    record(actor, IdentityRevealed(subject=person.pk, secondment=secondment, reveal=row.pk))
    return Identity(person.id_number, person.phone)
