"""Reading programmes, and the policy as it was pinned."""

import json
from functools import cache, lru_cache

from django.conf import settings

from guazhi.access.actor import Actor, Capability
from guazhi.policy import Pack, Shelf, WorkCalendar, load_calendar, restored, shelf
from guazhi.policy.editing import Kept
from guazhi.policy.entries import Words
from guazhi.programmes.models import Intake, IntakeQuerySet, PolicyVersion


@lru_cache(maxsize=64)
def pack_by_digest(digest: str) -> Pack:
    """The pack kept under ``digest``; parsed once a process."""
    return restored(json.loads(PolicyVersion.objects.get(digest=digest).text))


def pack_of(policy: PolicyVersion) -> Pack:
    """The pack that ``policy`` pins."""
    return pack_by_digest(policy.digest)


def title_of(policy: PolicyVersion) -> Words:
    """What the pack that ``policy`` pins is called, in both languages."""
    return pack_of(policy).names


def packs() -> Shelf:
    """The packs under which an intake may be opened: shipped, and the office's own over them."""
    return shelf(settings.VAR / "policies")


@cache
def calendar() -> WorkCalendar:
    """The working-day calendar: the shipped years, and over them those the office keeps."""
    return load_calendar(settings.VAR / "calendars")


def intakes(actor: Actor) -> IntakeQuerySet:
    """The intakes the actor takes part in, newest first."""
    return Intake.objects.permitted(actor, Capability.VIEW_INTAKE).select_related(
        "programme", "policy"
    )


def intake_to_prepare(actor: Actor, pk: int) -> Intake:
    """The intake ``pk`` for the department that prepares it; 404 for others."""
    return Intake.objects.permitted(actor, Capability.PREPARE_INTAKE).one(pk)


def kept_notes(intake: Intake) -> Kept:
    """The notes of an intake, for whoever edits them."""
    return Kept({"expectations": intake.expectations, "flow_note": intake.flow_note})
