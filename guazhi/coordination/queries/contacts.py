"""Which county department makes a contact, who of it, about what; and the contacts themselves."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Prefetch, QuerySet, prefetch_related_objects
from django.utils.translation import gettext_lazy as _

from guazhi.access.actor import Actor, Capability
from guazhi.access.matrix import COUNTY
from guazhi.access.queries import holding
from guazhi.coordination.models import Contact, ContactNote
from guazhi.coordination.rules import ContactState
from guazhi.organisations.queries import departments
from guazhi.people.queries import principal_leader
from guazhi.policy.editing import Kept
from guazhi.policy.entries import Words
from guazhi.policy.pack import Topic
from guazhi.programmes.queries import pack_of
from guazhi.secondments.models import Opinion, Secondment
from guazhi.secondments.queries import OpinionRow, holds, opinion_rows
from guazhi.secondments.rules import RUNNING
from guazhi.web import clock

NEAR = timedelta(days=14)  # a contact made earlier is not the one that was planned
ASPECTS = {"work": _("Work"), "life": _("Life"), "thought": _("Thinking")}


def counties_of(actor: Actor) -> list[int]:
    """The counties for whose department the actor works."""
    return [held.organisation_id for held in actor.held if held.role in COUNTY]


def own_departments(actor: Actor) -> list[int]:
    """The county departments for which the actor works."""
    return list(departments(counties_of(actor)).values())


def officers(actor: Actor) -> dict[int, str]:
    """Who of the actor's departments may make a contact: accounts and names."""
    return holding(counties_of(actor), COUNTY, clock.today())


def department_of(actor: Actor, covered: Sequence[Secondment]) -> int | None:
    """The department of the actor's county among those that all of these secondments have.

    The host's county comes first; None where they have none of his in common.
    """
    paths = actor.paths(Capability.MAKE_CONTACT)
    sides = [{row.host_county_id, row.home_county_id} for row in covered]
    first = covered[0]
    for county in (first.host_county, first.home_county):
        if county is None or not any(county.path.startswith(path) for path in paths):
            continue
        if all(county.pk in side for side in sides):
            return departments((county.pk,)).get(county.pk)
    return None


def topics_about(covered: Iterable[Secondment]) -> Mapping[str, Topic]:
    """What may be ticked about these secondments: the topics of talks in their policies."""
    found: dict[str, Topic] = {}
    for row in covered:
        if form := pack_of(row.policy).talk:
            found |= form.topics
    return found


def covered_at(actor: Actor, host_id: int) -> list[Secondment]:
    """The secondees at a host whom the actor's department asks after, by name."""
    return list(
        Secondment.objects.permitted(actor, Capability.MAKE_CONTACT)
        .filter(host_unit=host_id, state__in=RUNNING)
        .select_related("secondee", "host_unit", "post", "policy", "home_county", "host_county")
        .defer("policy__text")
        .order_by("sort_key", "pk")
    )


def covered_by(row: Contact) -> list[int]:
    """The secondments that a contact already reached covers."""
    return list(row.notes.order_by("pk").values_list("secondment", flat=True))


def next_planned(actor: Actor, host_id: int, today: date) -> Contact | None:
    """The contact with a host that the actor's department has planned next, if it is near."""
    planned = Contact.objects.permitted(actor, Capability.MAKE_CONTACT).filter(
        host=host_id,
        department__in=own_departments(actor),
        state=ContactState.PLANNED,
        day__lte=today + NEAR,
    )
    return planned.order_by("day", "pk").first()


def contacts_to_make(actor: Actor, today: date) -> QuerySet[Contact]:
    """Contacts of the actor's department whose planned day has come."""
    rows = Contact.objects.permitted(actor, Capability.MAKE_CONTACT).filter(
        department__in=own_departments(actor), state=ContactState.PLANNED, day__lte=today
    )
    return rows.select_related("host")


def usual_contact(actor: Actor, host_id: int) -> dict[str, str]:
    """How the next contact is likely to be: with whom and in which way the last one was."""
    made = Contact.objects.permitted(actor, Capability.MAKE_CONTACT).filter(
        host=host_id, department__in=own_departments(actor), state=ContactState.MADE
    )
    last = made.order_by("-day", "-pk").first()
    if last is not None:
        return {"spoke_with": last.spoke_with, "mode": last.mode}
    leader = principal_leader(host_id)
    return {"spoke_with": leader.person.name if leader else "", "mode": "visit"}


@dataclass(frozen=True, slots=True)
class About:
    """What a contact says of one secondee; without its note for those who may not read it."""

    secondment: Secondment
    note: ContactNote | None
    topics: tuple[Words, ...]
    opinions: tuple[OpinionRow, ...]


@dataclass(frozen=True, slots=True)
class ContactPage:
    """One contact as its page shows it."""

    contact: Contact
    about: tuple[About, ...]
    topics: tuple[Words, ...]
    reads_notes: bool
    is_own: bool

    @property
    def is_planned(self) -> bool:
        """Whether it is still to come."""
        return self.contact.state == ContactState.PLANNED

    @property
    def says_of_all(self) -> bool:
        """Whether something holds for all the secondees it covers."""
        it = self.contact
        return bool(self.topics or it.work or it.life or it.thought)


def contact_lines(actor: Actor) -> QuerySet[Contact]:
    """The contacts that the actor may see."""
    allowed = Contact.objects.permitted(actor, Capability.VIEW_CONTACT)
    return allowed.select_related("department", "host", "officer", "made_by")


def with_covered(actor: Actor, rows: Iterable[Contact]) -> list[Contact]:
    """Contacts of a list with the secondees they cover, as far as the actor sees these."""
    found = list(rows)
    covered = ContactNote.objects.permitted(actor, Capability.VIEW_CONTACT)
    loaded = covered.select_related("secondment__secondee").order_by("secondment__sort_key", "pk")
    prefetch_related_objects(found, Prefetch("notes", queryset=loaded))
    return found


def contact(actor: Actor, pk: int, capability: Capability = Capability.VIEW_CONTACT) -> Contact:
    """One contact; 404 when out of the actor's reach."""
    allowed = Contact.objects.permitted(actor, capability)
    if capability is Capability.MAKE_CONTACT:
        allowed = allowed.filter(department__in=own_departments(actor))
    return allowed.select_related("department", "host", "officer", "made_by", "instead").one(pk)


def kept_contact(row: Contact) -> Kept:
    """The plan of a contact, for whoever changes it."""
    names = ("day", "mode", "spoke_with", "officer_id")
    return Kept({name: getattr(row, name) for name in names})


def contact_page(actor: Actor, pk: int) -> ContactPage:
    """One contact with what it says and what came of it; 404 when out of the actor's reach."""
    row = contact(actor, pk)
    reads = Contact.objects.permitted(actor, Capability.READ_CONTACT_NOTE).filter(pk=pk).exists()
    covered = ContactNote.objects.permitted(actor, Capability.VIEW_CONTACT).filter(contact=row)
    notes = list(
        covered.select_related(
            "secondment__secondee", "secondment__post", "secondment__policy"
        ).order_by("secondment__sort_key", "pk")
    )
    raised: dict[int, list[Opinion]] = {}
    for each in Opinion.objects.readable(actor).filter(contact=row).order_by("pk"):
        raised.setdefault(each.secondment_id, []).append(each)
    names = topics_about(note.secondment for note in notes)
    return ContactPage(
        contact=row,
        about=tuple(
            About(
                secondment=note.secondment,
                note=note if reads else None,
                topics=_named(note.topics, names) if reads else (),
                opinions=opinion_rows(actor, note.secondment, raised.get(note.secondment_id, [])),
            )
            for note in notes
        ),
        topics=_named(row.topics, names) if reads else (),
        reads_notes=reads,
        is_own=row.department_id in own_departments(actor),
    )


def _named(topics: Iterable[str], names: Mapping[str, Topic]) -> tuple[Words, ...]:
    return tuple(names[topic].names for topic in topics if topic in names)


@dataclass(frozen=True, slots=True)
class Heard:
    """A contact on a person's page; without its notes for those who may not read them."""

    contact: Contact
    told: tuple[tuple[object, str], ...]
    topics: tuple[Words, ...]


def contacts(actor: Actor, secondment: Secondment) -> list[Heard]:
    """The contacts made about the secondment, latest first."""
    reads = holds(actor, Capability.READ_CONTACT_NOTE, secondment)
    names = topics_about([secondment])
    notes = (
        ContactNote.objects.permitted(actor, Capability.VIEW_CONTACT)
        .filter(secondment=secondment, contact__state=ContactState.MADE)
        .select_related("contact__department", "contact__officer")
        .order_by("-contact__day", "-pk")
    )
    return [_heard(note, names, reads=reads) for note in notes]


def _heard(note: ContactNote, names: Mapping[str, Topic], *, reads: bool) -> Heard:
    row = note.contact
    if not reads:
        return Heard(row, (), ())
    told = tuple(
        (label, "\n".join(text for text in (getattr(note, aspect), getattr(row, aspect)) if text))
        for aspect, label in ASPECTS.items()
    )
    topics = _named(dict.fromkeys([*note.topics, *row.topics]), names)
    return Heard(row, tuple(pair for pair in told if pair[1]), topics)


def planned_contacts(actor: Actor, since: date, until: date) -> QuerySet[Contact]:
    """Contacts planned in these days that the actor's own desks take part in."""
    hosts = [held.organisation_id for held in actor.held]
    rows = Contact.objects.permitted(actor, Capability.VIEW_CONTACT).filter(
        state=ContactState.PLANNED, day__range=(since, until)
    )
    own = rows.filter(department__in=own_departments(actor)) | rows.filter(host__in=hosts)
    return own.select_related("host").order_by("day", "pk")
