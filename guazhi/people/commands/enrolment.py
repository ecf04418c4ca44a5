"""Enrolling people, their employment and their leadership of units."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from guazhi.access.actor import Actor
from guazhi.ledger.commands import record, record_all
from guazhi.organisations.models import Organisation
from guazhi.people.events import (
    LeaderSet,
    PersonEmployed,
    PersonEnrolled,
    ResumeWritten,
    YearGraded,
)
from guazhi.people.models import AnnualGrade, Employment, Leadership, NameKey, Person, ResumeEntry
from guazhi.people.rules import names
from guazhi.people.rules.resume import Line


def name_keys(person: Person) -> list[NameKey]:
    """The search keys of ``person``, not yet kept."""
    return [NameKey(person=person, key=key) for key in sorted(names.search_keys(person.name))]


@transaction.atomic
def enrol(
    name: str,
    organisation: Organisation | None = None,
    *,
    actor: Actor,
    post_title: str = "",
    since: date | None = None,
    **columns: Any,
) -> Person:
    """Add a person with the cadre record given, employed by ``organisation``."""
    (person,) = enrol_all([{"name": name, **columns}], actor=actor)
    if organisation is not None:
        Employment.objects.create(
            person=person, organisation=organisation, post_title=post_title, since=since
        )
        record(actor, PersonEmployed(subject=person.pk, organisation=organisation.pk))
    return person


@transaction.atomic
def enrol_all(records: Iterable[Mapping[str, Any]], *, actor: Actor) -> list[Person]:
    """Add many people at once, findable by name; employment is added by the caller."""
    people = [Person(**{**row, "sort_key": names.sort_key(row["name"])}) for row in records]
    Person.objects.bulk_create(people, batch_size=500)
    NameKey.objects.bulk_create(
        [key for person in people for key in name_keys(person)], batch_size=2000
    )
    record_all(actor, [PersonEnrolled(subject=person.pk) for person in people])
    return people


@transaction.atomic
def tell_all(resumes: Mapping[int, Sequence[Line]], *, actor: Actor) -> None:
    """Keep the résumés of many newcomers at once, by the person."""
    ResumeEntry.objects.bulk_create(
        [
            ResumeEntry(person_id=person, start=line.start, end=line.end, text=line.text)
            for person, lines in resumes.items()
            for line in lines
        ],
        batch_size=1000,
    )
    record_all(
        actor,
        [ResumeWritten(subject=person, lines=len(lines)) for person, lines in resumes.items()],
    )


@transaction.atomic
def grade_all(grades: Mapping[int, Mapping[int, str]], *, actor: Actor) -> None:
    """Keep the grades of years of many newcomers at once, by the person and the year."""
    rows = [
        AnnualGrade(person_id=person, year=year, grade=grade)
        for person, told in grades.items()
        for year, grade in told.items()
    ]
    AnnualGrade.objects.bulk_create(rows, batch_size=1000)
    record_all(actor, [YearGraded(subject=row.person_id, year=row.year) for row in rows])


@transaction.atomic
def employ_all(employments: Iterable[tuple[Person, Organisation, str]], *, actor: Actor) -> None:
    """Record the personnel relation of many people at once."""
    rows = [
        Employment(person=person, organisation=organisation, post_title=title)
        for person, organisation, title in employments
    ]
    Employment.objects.bulk_create(rows, batch_size=1000)
    record_all(
        actor,
        [PersonEmployed(subject=row.person_id, organisation=row.organisation_id) for row in rows],
    )


@transaction.atomic
def carry_employments(
    unit: Organisation, into: Organisation, day: date, *, actor: Actor
) -> list[Employment]:
    """Let whoever works for a unit work for the one it became part of, in the same post."""
    before = day - timedelta(days=1)
    rows = list(Employment.objects.filter(organisation=unit, until=None).order_by("pk"))
    begun = [row for row in rows if row.since is None or row.since <= before]
    later = [row.pk for row in rows if row not in begun]
    Employment.objects.filter(pk__in=later).update(organisation=into)
    Employment.objects.filter(pk__in=[row.pk for row in begun]).update(until=before)
    new = [
        Employment(person_id=row.person_id, organisation=into, post_title=row.post_title, since=day)
        for row in begun
    ]
    Employment.objects.bulk_create(new, batch_size=1000)
    record_all(actor, [PersonEmployed(subject=row.person_id, organisation=into.pk) for row in rows])
    return new


@transaction.atomic
def lead(
    organisation: Organisation, person: Person, *, title: str, since: date, actor: Actor
) -> Leadership:
    """Make ``person`` the principal leader of ``organisation``; the one before steps down."""
    Leadership.objects.filter(organisation=organisation, until__isnull=True).update(until=since)
    row = Leadership.objects.create(
        organisation=organisation, person=person, title=title, since=since
    )
    record(actor, LeaderSet(subject=organisation.pk, person=person.pk, since=since))
    return row
