"""Reading programmes, and the policy as it was pinned."""

import json
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from django.conf import settings
from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.functional import Promise

from guazhi.access.actor import Actor, Capability
from guazhi.organisations.models import Organisation
from guazhi.organisations.queries import cities
from guazhi.policy import Pack, Shelf, WorkCalendar, load_calendar, restored, shelf
from guazhi.policy.editing import Kept
from guazhi.policy.eligibility import PostRankCheck
from guazhi.policy.entries import Words
from guazhi.policy.findings import Finding
from guazhi.programmes import rules
from guazhi.programmes.models import (
    INTAKE_STAGES,
    Call,
    Intake,
    IntakeQuerySet,
    PolicyVersion,
    Post,
    Programme,
)
from guazhi.programmes.rules import PostState, Stage, Timetable

LOADED = ("intake__programme", "intake__policy", "host_unit__county")


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


def cities_to_prepare(actor: Actor) -> list[Organisation]:
    """The cities whose intakes the actor prepares."""
    paths = actor.paths(Capability.PREPARE_INTAKE)
    return cities(paths=paths) if paths else []


def last_programme(areas: list[Organisation]) -> str:
    """What the programme of the latest intake over these areas is called."""
    found = Programme.objects.filter(area__in=areas).order_by("-intakes__start", "-pk")
    return found.values_list("name", flat=True).first() or ""


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
    texts = {name: getattr(post, name) for name in rules.WRITTEN_FIELDS}
    texts["fields_asked"] = texts.pop("fields")  # as the form calls it
    return Kept(texts)


def timetable(intake: Intake) -> Timetable:
    """The days of an intake as the rules take them."""
    days = {name: getattr(intake, name) for name in rules.DAYS}
    return Timetable(start=intake.start, end=intake.end, **days)


def stage(intake: Intake, today: date) -> Stage:
    """Where an intake stands; decided from the first decision on."""
    decided = Intake.objects.filter(pk=intake.pk, decisions__isnull=False).exists()
    return rules.stage_of(timetable(intake), today, is_decided=decided)


def needs_closed(intake: Intake, today: date) -> list[Finding]:
    """Why posts may not be offered now; nothing while they may."""
    return list(rules.check_needs_open(timetable(intake), stage(intake, today), today))


@dataclass(frozen=True, slots=True)
class StageLine:
    """A stage of an intake with its days, and whether it is the present one or over."""

    stage: Stage
    words: "str | Promise"
    start: date | None
    end: date | None
    is_now: bool
    is_over: bool


def stages(intake: Intake, today: date) -> list[StageLine]:
    """The stages of an intake in order; none where people came by a roster."""
    if intake.needs_from is None:
        return []
    now = stage(intake, today)
    days = {
        Stage.NEEDS: (intake.needs_from, intake.needs_until),
        Stage.NOMINATIONS: (intake.nominations_from, intake.wishes_until),
        Stage.PLACING: (None, None),
        Stage.DECIDED: (decided_on(intake), None),
        Stage.RUNNING: (intake.start, intake.end),
    }
    order = list(Stage)
    return [
        StageLine(
            each,
            INTAKE_STAGES[each.value],
            start,
            end,
            each is now,
            order.index(each) < order.index(now),
        )
        for each, (start, end) in days.items()
    ]


def decided_on(intake: Intake) -> date | None:
    """The day of the first decision of an intake."""
    found = Intake.objects.filter(pk=intake.pk).order_by("decisions__day")
    return found.values_list("decisions__day", flat=True).first()


def open_posts(intake: Intake) -> QuerySet[Post]:
    """The approved posts of an intake, which was reached by permission."""
    rows = Post.objects.filter(intake=intake, state=PostState.APPROVED.value)
    return rows.select_related("host_unit__county").order_by("host_unit__path", "title")


def posts(actor: Actor, intake: Intake) -> QuerySet[Post]:
    """The posts of an intake, reached by permission, that the actor may see.

    Approved ones by whoever takes part; the others by departments and host, a draft by its host.
    """
    own = Post.objects.permitted(actor, Capability.OFFER_POST).filter(intake=intake)
    seen = Post.objects.permitted(actor, Capability.VIEW_POST).filter(intake=intake)
    approved = Q(state=PostState.APPROVED.value)
    sent = ~Q(state=PostState.DRAFT.value) & Q(pk__in=seen.values("pk"))
    rows = Post.objects.filter(intake=intake).filter(approved | sent | Q(pk__in=own.values("pk")))
    return rows.select_related("host_unit__county").order_by("host_unit__path", "title", "pk")


def post(actor: Actor, pk: int) -> Post:
    """One post that the actor may see; 404 for all others."""
    row = get_object_or_404(
        Post.objects.select_related("intake__policy", "intake__programme"), pk=pk
    )
    Intake.objects.permitted(actor, Capability.VIEW_INTAKE).one(row.intake_id)
    return get_object_or_404(posts(actor, row.intake).select_related(*LOADED), pk=pk)


def may(actor: Actor, capability: Capability, row: Post) -> bool:
    """Whether the actor holds a capability on a post."""
    return (
        actor.may(capability)
        and Post.objects.permitted(actor, capability).filter(pk=row.pk).exists()
    )


def category_ranks(pack: Pack) -> dict[str, str]:
    """The rank that the policy gives the posts of each category; the first check that does."""
    found: dict[str, str] = {}
    for check in pack.checks.values():
        if isinstance(check, PostRankCheck):
            found = {**check.posts, **found}
    return found


def calls(actor: Actor, intake: Intake, capability: Capability) -> QuerySet[Call]:
    """The units for which the actor may answer a call of an intake."""
    rows = Call.objects.permitted(actor, capability).filter(intake=intake)
    return rows.select_related("organisation").order_by("organisation__path")


def hosts_asked(actor: Actor, intake: Intake) -> list[Organisation]:
    """The units of the actor's that an intake asks for posts."""
    asked = calls(actor, intake, Capability.OFFER_POST).filter(asks_posts=True)
    return [call.organisation for call in asked]


def host_asked(actor: Actor, intake: Intake, host_id: int) -> Organisation:
    """One of them; 404 otherwise."""
    found = [unit for unit in hosts_asked(actor, intake) if unit.pk == host_id]
    if not found:
        raise Http404
    return found[0]


def own_post(actor: Actor, pk: int) -> Post:
    """The post that the actor's unit offers; 404 for all others."""
    rows = Post.objects.permitted(actor, Capability.OFFER_POST)
    return rows.select_related(*LOADED).one(pk)


def post_to_answer(actor: Actor, pk: int) -> Post:
    """The post whose offer the actor answers; 404 for all others."""
    rows = Post.objects.permitted(actor, Capability.APPROVE_POST)
    return rows.select_related(*LOADED).one(pk)


def waiting_posts(actor: Actor) -> QuerySet[Post]:
    """Those whose turn is the actor's: to approve, or to write again."""
    submitted = Post.objects.permitted(actor, Capability.APPROVE_POST)
    returned = Post.objects.permitted(actor, Capability.OFFER_POST)
    mine = submitted.filter(state=PostState.SUBMITTED.value) | returned.filter(
        state=PostState.RETURNED.value
    )
    return mine.select_related("host_unit", "intake").order_by("submitted_on", "pk")


def units_of(intake: Intake) -> list[tuple[str, list[tuple[Organisation, Call | None]]]]:
    """The units of the programme's area, of whom an intake may ask something, with what it asks.

    By county, the city's own first.
    """
    asked = {call.organisation_id: call for call in Call.objects.filter(intake=intake)}
    rows = Organisation.objects.filter(path__under=intake.programme.area.path)
    units = rows.exclude(kind__in=Organisation.AREAS).select_related("county")
    found: dict[str, list[tuple[Organisation, Call | None]]] = {intake.programme.area.name: []}
    for unit in units.order_by("county__pk", "pk"):
        area = unit.county.name if unit.county else intake.programme.area.name
        found.setdefault(area, []).append((unit, asked.get(unit.pk)))
    return list(found.items())
