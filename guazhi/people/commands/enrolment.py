"""Enrolling people, their employment and their leadership of units."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction

from guazhi.organisations.models import Organisation
from guazhi.people.models import Employment, Leadership, NameKey, Person
from guazhi.people.rules import names


def name_keys(person: Person) -> list[NameKey]:
    """The search keys of ``person``, not yet kept."""
    return [NameKey(person=person, key=key) for key in sorted(names.search_keys(person.name))]


@transaction.atomic
def enrol(
    name: str,
    organisation: Organisation | None = None,
    *,
    post_title: str = "",
    since: date | None = None,
    **record: Any,
) -> Person:
    """Add a person with the cadre record given, employed by ``organisation``."""
    (person,) = enrol_all([{"name": name, **record}])
    if organisation is not None:
        Employment.objects.create(
            person=person, organisation=organisation, post_title=post_title, since=since
        )
    return person


@transaction.atomic
def enrol_all(records: Iterable[Mapping[str, Any]]) -> list[Person]:
    """Add many people at once, findable by name; employment is added by the caller."""
    people = [
        Person(**{**record, "sort_key": names.sort_key(record["name"])}) for record in records
    ]
    Person.objects.bulk_create(people, batch_size=500)
    NameKey.objects.bulk_create(
        [key for person in people for key in name_keys(person)], batch_size=2000
    )
    return people


@transaction.atomic
def employ_all(employments: Iterable[tuple[Person, Organisation, str]]) -> None:
    """Record the personnel relation of many people at once."""
    Employment.objects.bulk_create(
        [
            Employment(person=person, organisation=organisation, post_title=title)
            for person, organisation, title in employments
        ],
        batch_size=1000,
    )


@transaction.atomic
def lead(organisation: Organisation, person: Person, *, title: str, since: date) -> Leadership:
    """Make ``person`` the principal leader of ``organisation``; the one before steps down."""
    Leadership.objects.filter(organisation=organisation, until__isnull=True).update(until=since)
    return Leadership.objects.create(
        organisation=organisation, person=person, title=title, since=since
    )
