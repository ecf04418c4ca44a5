"""Reading programmes, and the policy as it was pinned."""

import json
from datetime import date
from functools import cache, lru_cache

from django.conf import settings
from django.db.models import Q, QuerySet
from django.http import Http404

from guazhi.access.actor import Actor, Capability
from guazhi.policy import Pack, Shelf, WorkCalendar, load_calendar, restored, shelf
from guazhi.policy.editing import Kept
from guazhi.policy.entries import Words
from guazhi.programmes import rules
from guazhi.programmes.models import Call, Intake, IntakeQuerySet, PolicyVersion, Post
from guazhi.programmes.rules import PostState, Stage, Timetable


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
    return Kept(
        {
            "expectations": intake.expectations,
            "flow_note": intake.flow_note,
            "balance_note": intake.balance_note,
        }
    )


def kept_schedule(intake: Intake) -> Kept:
    """The days of an intake, for whoever sets them."""
    return Kept({name: getattr(intake, name) for name in rules.DAYS})


def kept_post(post: Post) -> Kept:
    """What a post says, for whoever rewrites it."""
    return Kept(
        {
            name: " ".join(value) if isinstance(value := getattr(post, name), list) else value
            for name in rules.WRITTEN_FIELDS
        }
    )


def timetable(intake: Intake) -> Timetable:
    """The days of an intake as the rules take them."""
    days = {name: getattr(intake, name) for name in rules.DAYS}
    return Timetable(start=intake.start, end=intake.end, **days)


def stage(intake: Intake, today: date) -> Stage:
    """Where an intake stands; decided from the first decision on."""
    decided = Intake.objects.filter(pk=intake.pk, decisions__isnull=False).exists()
    return rules.stage_of(timetable(intake), today, is_decided=decided)


def open_posts(intake: Intake) -> QuerySet[Post]:
    """The approved posts of an intake, which was reached by permission."""
    rows = Post.objects.filter(intake=intake, state=PostState.APPROVED.value)
    return rows.select_related("host_unit__county").order_by("host_unit__path", "title")


def posts(actor: Actor, intake: Intake) -> QuerySet[Post]:
    """The posts of an intake that the actor may see; another's draft is its host's own."""
    seen = Post.objects.permitted(actor, Capability.VIEW_POST).filter(intake=intake)
    own = Post.objects.permitted(actor, Capability.OFFER_POST).filter(intake=intake)
    drafts = Q(state=PostState.DRAFT.value) & ~Q(pk__in=own.values("pk"))
    rows = seen.exclude(drafts).select_related("host_unit__county")
    return rows.order_by("host_unit__path", "title", "pk")


def post(actor: Actor, pk: int) -> Post:
    """One post; 404 for a draft of somebody else."""
    row = (
        Post.objects.permitted(actor, Capability.VIEW_POST)
        .select_related("intake__programme", "intake__policy", "host_unit__county")
        .one(pk)
    )
    if row.state == PostState.DRAFT.value and not may(actor, Capability.OFFER_POST, row):
        raise Http404
    return row


def may(actor: Actor, capability: Capability, row: Post) -> bool:
    """Whether the actor holds a capability on a post."""
    return (
        actor.may(capability)
        and Post.objects.permitted(actor, capability).filter(pk=row.pk).exists()
    )


def calls(actor: Actor, intake: Intake, capability: Capability) -> QuerySet[Call]:
    """The units for which the actor may answer a call of an intake."""
    rows = Call.objects.permitted(actor, capability).filter(intake=intake)
    return rows.select_related("organisation").order_by("organisation__path")
