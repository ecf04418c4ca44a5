"""Finding people: by reach, by name, by what they lead and where they are employed."""

from django.db.models import QuerySet

from guazhi.access.actor import Actor, Capability
from guazhi.access.composed import composed_once
from guazhi.people.models import Employment, Leadership, NameKey, Person, PersonQuerySet
from guazhi.people.rules import names


def people(actor: Actor) -> PersonQuerySet:
    """The people whose record the actor may see."""
    return Person.objects.permitted(actor, Capability.VIEW_PERSON)


def named(text: str) -> QuerySet[NameKey]:
    """The name keys that begin with ``text``: a name, a part of it, pinyin or initials."""
    query = names.normalise_query(text)
    return (
        NameKey.objects.filter(key__gte=query, key__lt=query + "\U0010fffd")
        if query
        else (NameKey.objects.none())
    )


def principal_leader(organisation_id: int) -> Leadership | None:
    """Who leads the unit now, or None when nobody is on record."""
    return _leading.first(organisation_id)


@composed_once
def _leading(unit: int) -> QuerySet[Leadership]:
    leads = Leadership.objects.filter(organisation=unit, until__isnull=True)
    return leads.select_related("person").order_by("pk")[:1]


def relation(person_id: int) -> Employment | None:
    """The present personnel relation of a person."""
    return _employed.first(person_id)


@composed_once
def _employed(person: int) -> QuerySet[Employment]:
    present = Employment.objects.filter(person=person, until__isnull=True)
    return present.select_related("organisation").order_by("pk")[:1]
