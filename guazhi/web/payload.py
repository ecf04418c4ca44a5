"""What an entry of the ledger carries, in words: names of its fields, and the codes in them."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guazhi.access.models import ROLE_NAMES

Words = Mapping[str, "str | Promise"]

FIELDS: Words = {
    "adopted": gettext_lazy("Adopted or not"),
    "adoption": gettext_lazy("Number of the record"),
    "again": gettext_lazy("Sent again"),
    "allowed": gettext_lazy("Allowed"),
    "attended": gettext_lazy("Attended"),
    "by_exception": gettext_lazy("By exception"),
    "by_secondee": gettext_lazy("By the secondee"),
    "category": gettext_lazy("Category"),
    "change": gettext_lazy("Change of course"),
    "channel": gettext_lazy("Number of the record"),
    "check": gettext_lazy("Number of the record"),
    "considered": gettext_lazy("Considered"),
    "covered": gettext_lazy("Secondees covered"),
    "count": gettext_lazy("People"),
    "day": gettext_lazy("Day"),
    "days": gettext_lazy("Days asked for"),
    "decision": gettext_lazy("Number of the decision"),
    "delivered": gettext_lazy("Delivered to"),
    "department": gettext_lazy("Department"),
    "digest": gettext_lazy("Fingerprint"),
    "direction": gettext_lazy("Direction"),
    "done": gettext_lazy("Done or not"),
    "due": gettext_lazy("Due"),
    "edition": gettext_lazy("Edition"),
    "end": gettext_lazy("Last day"),
    "fields": gettext_lazy("Fields"),
    "file": gettext_lazy("Fingerprint of the file"),
    "forum": gettext_lazy("Forum"),
    "from_kind": gettext_lazy("From"),
    "handover": gettext_lazy("Number of the record"),
    "heard": gettext_lazy("Heard"),
    "host": gettext_lazy("Host unit"),
    "invited": gettext_lazy("Invited"),
    "issued": gettext_lazy("Codes issued"),
    "kind": gettext_lazy("Kind"),
    "level": gettext_lazy("Level"),
    "lines": gettext_lazy("Lines"),
    "members": gettext_lazy("Family members"),
    "mentor": gettext_lazy("Mentor"),
    "new_end": gettext_lazy("New last day"),
    "notice": gettext_lazy("Notice"),
    "notices": gettext_lazy("Notices sent"),
    "occasion": gettext_lazy("Occasion"),
    "old_end": gettext_lazy("Last day before"),
    "opinion": gettext_lazy("Opinion"),
    "organisation": gettext_lazy("Unit"),
    "owner": gettext_lazy("Followed up by"),
    "pack": gettext_lazy("Policy"),
    "mode": gettext_lazy("Way"),
    "missing": gettext_lazy("Reports missing"),
    "parent": gettext_lazy("Part of"),
    "places": gettext_lazy("Places"),
    "part": gettext_lazy("Number of the record"),
    "party": gettext_lazy("Party"),
    "people": gettext_lazy("People"),
    "person": gettext_lazy("Person"),
    "plan": gettext_lazy("Training plan"),
    "point": gettext_lazy("Number of the record"),
    "post": gettext_lazy("Post"),
    "reveal": gettext_lazy("Number of the record"),
    "role": gettext_lazy("Role"),
    "rows": gettext_lazy("Rows"),
    "rule": gettext_lazy("The rule"),
    "secondments": gettext_lazy("Secondments"),
    "sender": gettext_lazy("Sent by"),
    "since": gettext_lazy("Since day"),
    "source": gettext_lazy("Source"),
    "source_kind": gettext_lazy("Source"),
    "start": gettext_lazy("First day"),
    "submitted": gettext_lazy("Submitted"),
    "substantive": gettext_lazy("Substantive work"),
    "successor": gettext_lazy("Succeeded by"),
    "supersedes": gettext_lazy("Supersedes number"),
    "to": gettext_lazy("Sent to"),
    "to_party": gettext_lazy("Asked next"),
    "to_kind": gettext_lazy("To"),
    "unit": gettext_lazy("Number of the unit"),
    "units": gettext_lazy("Units"),
    "used": gettext_lazy("Codes used"),
    "version": gettext_lazy("Version"),
    "voided": gettext_lazy("Codes called back"),
    "withdrawal": gettext_lazy("Number of the record"),
    "year": gettext_lazy("Year"),
}
CODES: Words = {
    **ROLE_NAMES,
    "city": gettext_lazy("City organisation department"),
    "county": gettext_lazy("County organisation department"),
    "host": gettext_lazy("Host unit"),
    "home": gettext_lazy("Home organisation"),
    "mentor": gettext_lazy("Mentor"),
    "secondee": gettext_lazy("Secondee"),
    "midterm": gettext_lazy("Mid-term assessment"),
    "final": gettext_lazy("Final assessment"),
    "brought_up": gettext_lazy("Brought up"),
    "brought_down": gettext_lazy("Brought down"),
    "lodging": gettext_lazy("Lodging"),
    "meals": gettext_lazy("Meals"),
    "transport": gettext_lazy("Transport"),
    "health": gettext_lazy("Health"),
    "visit": gettext_lazy("Visit"),
    "telephone": gettext_lazy("Telephone call"),
    "meeting": gettext_lazy("Meeting"),
    "work": gettext_lazy("Work"),
    "life": gettext_lazy("Life"),
    "thought": gettext_lazy("Thinking"),
    "other": gettext_lazy("Other"),
    "forum": gettext_lazy("Forum"),
    "report": gettext_lazy("Work report"),
    "task": gettext_lazy("Task"),
    "extension": gettext_lazy("Extension"),
    "early_end": gettext_lazy("Early end"),
    "recall": gettext_lazy("Recall"),
}


def payload_in_words(payload: Mapping[str, object]) -> list[tuple[str, str]]:
    """Each field with its value, both in the present language; what is unknown as it stands."""
    return [(str(FIELDS.get(name, name)), _value(value)) for name, value in payload.items()]


def _value(value: object) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return str(CODES.get(value, value)) if isinstance(value, str) else str(value)
