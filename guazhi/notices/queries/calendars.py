"""What a person's calendar holds: due dates, assessments, forums, contacts; titles, no names."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from guazhi.access.actor import Actor, Capability
from guazhi.coordination.models import Forum
from guazhi.coordination.queries import planned_contacts
from guazhi.obligations.models import Obligation
from guazhi.obligations.queries import open_of
from guazhi.policy.pack import Obligation as Rule
from guazhi.programmes.queries import pack_of
from guazhi.web.words import in_language

BACK, AHEAD = timedelta(days=30), timedelta(days=400)
MOST = 5000
# worked on within a window, so that the calendar shows the window
WINDOWS = {
    f"{kind}_{what}" for kind in ("midterm", "final") for what in ("ballot", "part", "assessment")
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing in a calendar; whole days, the last one included."""

    uid: str
    title: str
    start: date
    end: date
    place: str = ""


def calendar_of(actor: Actor, day: date, since: datetime) -> bytes:
    """The calendar of the actor as a file; the same while nothing in it has changed."""
    whole = Calendar()
    whole.add("prodid", "-//Guazhi//notices//")
    whole.add("version", "2.0")
    whole.add("method", "PUBLISH")
    whole.add("x-wr-calname", _("Secondments: due dates"))
    whole.add("x-published-ttl", "PT4H")
    for entry in sorted(entries(actor, day), key=lambda entry: (entry.start, entry.uid)):
        event = Event()
        event.add("uid", entry.uid)
        event.add("dtstamp", since)
        event.add("summary", entry.title)
        event.add("dtstart", entry.start)
        event.add("dtend", entry.end + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
        if entry.place:
            event.add("location", entry.place)
        if settings.SITE:
            event.add("url", settings.SITE)
        whole.add_component(event)
    content: bytes = whole.to_ical()
    return content


def entries(actor: Actor, day: date) -> Iterator[Entry]:
    """Everything in the actor's calendar around ``day``."""
    yield from _duties(actor, day)
    forums = Forum.objects.permitted(actor, Capability.VIEW_FORUM).filter(
        day__range=(day - BACK, day + AHEAD), called_off_on__isnull=True
    )
    for pk, on, place in forums.values_list("pk", "day", "place"):
        yield Entry(f"forum-{pk}@guazhi", _("Forum"), on, on, place)
    yield from _contacts(actor, day)


def _contacts(actor: Actor, day: date) -> Iterator[Entry]:
    """The contacts that the actor's department, or the host he works for, has before it."""
    for row in planned_contacts(actor, day - BACK, day + AHEAD):
        title = _("Contact with the host unit: %(way)s") % {"way": row.get_mode_display()}
        yield Entry(f"contact-{row.pk}@guazhi", title, row.day, row.day, row.host.name)


def _duties(actor: Actor, day: date) -> Iterator[Entry]:
    """What the actor's desks owe, one entry for all that one rule asks by one date."""
    rows = (
        open_of(actor)
        .filter(due__range=(day - BACK, day + AHEAD))
        .filter(pk__in=Obligation.objects.permitted(actor, Capability.VIEW_SECONDMENT).values("pk"))
        .select_related("secondment__policy", "intake__policy")
        .defer("secondment__policy__text", "intake__policy__text")
    )
    alike: dict[tuple[str, date, date], int] = defaultdict(int)
    rules: dict[str, Rule] = {}
    for row in rows[:MOST]:
        policy = row.secondment.policy if row.secondment else row.intake.policy
        rule = pack_of(policy).obligations.get(row.rule)
        if rule is not None:
            rules[row.rule] = rule
            start = row.opens if rule.evidence in WINDOWS else row.due
            alike[row.rule, start, row.due] += 1
    for (key, start, due), count in alike.items():
        title = in_language(rules[key].names)
        if count > 1:
            title = _("%(title)s (%(count)d)") % {
                "title": title,
                "count": count,
            }
        yield Entry(f"{key}-{start}-{due}-{actor.user_id}@guazhi", title, start, due)
