"""Calendar files (iCalendar): an invitation that any calendar reads. Knows no subject."""

from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.conf import settings
from icalendar import Calendar, Event

PRODUCT = "-//Guazhi//Guazhi//ZH"


@dataclass(frozen=True, slots=True)
class Appointment:
    """Something at a place between two hours of a day; ``sequence`` counts its changes.

    One that ``is_cancelled`` takes itself out of the calendars that have it.
    """

    uid: str
    sequence: int
    day: date
    begins: time
    ends: time
    summary: str
    place: str = ""
    text: str = ""
    url: str = ""
    is_cancelled: bool = False


def invitation(appointment: Appointment, *, made_at: datetime) -> bytes:
    """The calendar file of one appointment."""
    zone = ZoneInfo(settings.TIME_ZONE)
    event = Event()
    event.add("uid", appointment.uid)
    event.add("sequence", appointment.sequence)
    event.add("dtstamp", made_at)
    event.add("dtstart", datetime.combine(appointment.day, appointment.begins, zone))
    event.add("dtend", datetime.combine(appointment.day, appointment.ends, zone))
    event.add("summary", appointment.summary)
    event.add("location", appointment.place)
    event.add("description", appointment.text)
    event.add("url", appointment.url)
    if appointment.is_cancelled:
        event.add("status", "CANCELLED")
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if appointment.is_cancelled else "PUBLISH")
    calendar.add_component(event)
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())
