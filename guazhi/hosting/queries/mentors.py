"""Who could mentor, who does, and what was done."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q

from guazhi.access.actor import Actor, Capability
from guazhi.hosting import rules
from guazhi.hosting.models import THEMES, Mentoring, MentoringNote, Mentorship
from guazhi.people.models import Leadership, Person
from guazhi.programmes.queries import pack_of
from guazhi.secondments.models import Secondment
from guazhi.secondments.queries import holds
from guazhi.secondments.rules import ACTIVE, RUNNING

C = Capability

MOST = 50


def candidates(secondment: Secondment) -> list[Person]:
    """The people of the host unit who could mentor, its leaders first; never all people."""
    unit = secondment.host_unit_id
    of_unit = Q(leaderships__organisation=unit, leaderships__until__isnull=True) | Q(
        employments__organisation=unit, employments__until__isnull=True
    )
    leads = Leadership.objects.filter(person=OuterRef("pk"), organisation=unit, until__isnull=True)
    found = Person.objects.filter(of_unit).exclude(pk=secondment.secondee_id).distinct()
    return list(found.annotate(leads=Exists(leads)).order_by("-leads", "sort_key", "pk")[:MOST])


@dataclass(frozen=True, slots=True)
class Entry:
    """A time of mentoring; ``note`` is there for its writer only."""

    mentoring: Mentoring
    themes: tuple[object, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Mentors:
    """Who mentored and mentors, what was done, and for how long nothing was.

    ``entries`` is None for those who may not read them. ``silent`` counts days while the
    secondee is in post; it warns beyond the policy's figure.
    """

    mentorships: tuple[Mentorship, ...]
    entries: tuple[Entry, ...] | None
    silent: int
    is_silent: bool
    may_name: bool
    may_record_leader: bool
    accepts: int | None
    may_log: bool

    @property
    def current(self) -> Mentorship | None:
        """The mentorship that runs."""
        return next((row for row in self.mentorships if row.until is None), None)


def mentors(actor: Actor, secondment: Secondment, today: date) -> Mentors:
    """The mentors of a secondment and what they did, in three queries."""
    allowed = Mentorship.objects.permitted(actor, C.VIEW_SECONDMENT)
    rows = allowed.filter(secondment=secondment).select_related("mentor")
    mentorships = tuple(rows.order_by("-since", "-pk"))
    entries = _entries(actor, secondment)
    current = next((row for row in mentorships if row.until is None), None)
    waits = current is not None and current.accepted_on is None
    running, in_post = secondment.state in RUNNING, secondment.state in ACTIVE
    is_mentor = holds(actor, C.ACCEPT_MENTORING, secondment)
    silent = 0
    if current is not None and in_post and entries is not None:
        since = max(current.since, secondment.arrived_on or secondment.start)
        last = max((entry.mentoring.day for entry in entries), default=None)
        silent = rules.days_silent(since, last, today)
    most = pack_of(secondment.policy).number("mentor_silent_days", today)
    return Mentors(
        mentorships=mentorships,
        entries=entries,
        silent=silent,
        is_silent=bool(most) and silent > most,
        may_name=running and holds(actor, C.NAME_MENTOR, secondment),
        may_record_leader=running and holds(actor, C.RECORD_LEADER, secondment),
        accepts=current.pk if current and waits and running and is_mentor else None,
        may_log=in_post and not waits and holds(actor, C.LOG_MENTORING, secondment),
    )


def _entries(actor: Actor, secondment: Secondment) -> tuple[Entry, ...] | None:
    if not holds(actor, C.VIEW_MENTORING, secondment):
        return None
    allowed = Mentoring.objects.permitted(actor, C.VIEW_MENTORING)
    rows = list(
        allowed.filter(secondment=secondment).select_related("mentor").order_by("-day", "-pk")
    )
    readable = MentoringNote.objects.permitted(actor, C.READ_MENTORING_NOTE)
    of_these = readable.filter(mentoring__secondment=secondment) if rows else readable.none()
    notes = dict(of_these.values_list("mentoring", "text"))
    return tuple(
        Entry(row, tuple(THEMES[each] for each in row.themes), notes.get(row.pk, ""))
        for row in rows
    )


def mentorship(actor: Actor, pk: int, capability: Capability) -> Mentorship:
    """The mentorship ``pk``; 404 when out of the actor's reach for ``capability``."""
    return Mentorship.objects.permitted(actor, capability).one(pk)
