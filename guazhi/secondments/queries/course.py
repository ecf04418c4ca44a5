"""Reading changes of course: their chains, who may answer, and the versions of a term."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet, prefetch_related_objects

from guazhi.access.actor import Actor, Capability
from guazhi.access.composed import composed_once
from guazhi.access.matrix import NOT_ON_ONESELF, Reach
from guazhi.people.models import Employment
from guazhi.programmes.models import Post
from guazhi.programmes.queries import pack_of
from guazhi.programmes.rules import PostState
from guazhi.secondments.models import (
    SIDES,
    ChangeConsent,
    CourseChange,
    Secondment,
    SecondmentNotice,
)
from guazhi.secondments.queries.life import holds
from guazhi.secondments.rules import LIVE, Answer, Course

LOADED = (
    "secondment__secondee",
    "secondment__home_organisation",
    "secondment__host_unit",
    "secondment__post",
    "secondment__intake__programme",
    "post__host_unit",
    "old_post__host_unit",
    "person",
    "successor",
)
MOST = 300


def owners_of(secondment: Secondment, new_post: Post | None = None) -> dict[str, tuple[int, ...]]:
    """For each party to a chain the organisations, or the person, that speak for it."""
    counties = (secondment.home_county_id, secondment.host_county_id)
    moves = new_post is not None and new_post.host_unit_id != secondment.host_unit_id
    return {
        "city": (secondment.intake.programme.area_id,),
        "county": tuple(dict.fromkeys(county for county in counties if county)),
        "host": (secondment.host_unit_id,),
        "new_host": (new_post.host_unit_id,) if new_post and moves else (),
        "home": (secondment.home_organisation_id,),
        "secondee": (secondment.secondee_id,),
    }


def sides(actor: Actor, capability: Capability, secondment: Secondment) -> list[tuple[str, int]]:
    """The parties for which the actor holds ``capability`` on this secondment, and which of them.

    Its counties, units and programme should be loaded.
    """
    found: list[tuple[str, int]] = []
    for reach, held, condition in actor.grants(capability):
        if condition in NOT_ON_ONESELF and secondment.secondee_id == actor.person_id:
            continue
        for party, owner, path in _places(secondment, reach):
            mine = path == str(actor.person_id) if held is None else path.startswith(held.path)
            if mine and (party, owner) not in found:
                found.append((party, owner))
    return found


def _places(secondment: Secondment, reach: Reach) -> Iterable[tuple[str, int, str]]:
    """The parties that ``reach`` leads to, each with what makes somebody one of them."""
    match reach:
        case Reach.PROGRAMME:
            yield "city", secondment.intake.programme.area_id, secondment.owner_path
        case Reach.COUNTY:
            for county in (secondment.home_county, secondment.host_county):
                if county is not None:
                    yield "county", county.pk, county.path
        case Reach.HOST:
            yield "host", secondment.host_unit_id, secondment.host_path
        case Reach.HOME:
            yield "home", secondment.home_organisation_id, secondment.home_path
        case Reach.SELF:
            yield "secondee", secondment.secondee_id, str(secondment.secondee_id)
        case _:
            return


def kinds_to_ask(actor: Actor, secondment: Secondment) -> list[str]:
    """The changes that the actor may ask for now: by policy, party and state."""
    mine = {party for party, _owner in sides(actor, Capability.ASK_CHANGE, secondment)}
    return [
        kind
        for kind, course in pack_of(secondment.policy).changes.items()
        if mine & set(course.asks)
    ]


def preview(actor: Actor, secondment: Secondment, kind: str) -> list[tuple[object, bool]]:
    """Who will be asked for consent to a change, in order, and whether that is the asker."""
    course = pack_of(secondment.policy).changes.get(kind)
    if course is None:
        return []
    asks = {party for party, _owner in sides(actor, Capability.ASK_CHANGE, secondment)}
    mine = {party for party, _owner in sides(actor, Capability.CONSENT_CHANGE, secondment)}
    asker = next((party for party in course.asks if party in asks), "")
    owners = owners_of(secondment)
    return [
        (SIDES[party], party == asker and party in mine)
        for party in course.consents
        if owners[party] or party == "new_host"
    ]


@dataclass(frozen=True, slots=True)
class Chain:
    """A change with its steps, and what the actor may do about it."""

    change: CourseChange
    steps: list[ChangeConsent]
    to_answer: ChangeConsent | None
    may_call_back: bool


def changes(actor: Actor, secondment: Secondment) -> QuerySet[CourseChange]:
    """The changes of a secondment, the latest first."""
    return (
        CourseChange.objects.permitted(actor, Capability.VIEW_CHANGE)
        .filter(secondment=secondment)
        .select_related(*LOADED)
        .order_by("-pk")
    )


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A change in a list: how far its chain has come, and before whom it waits."""

    change: CourseChange
    given: int
    steps: int
    waits_for: ChangeConsent | None


def all_changes(
    actor: Actor, *, state: str = "", kind: str = "", mine: bool = False
) -> QuerySet[CourseChange]:
    """The changes of all secondments in the actor's reach; ``mine`` are those he has to answer."""
    rows = CourseChange.objects.permitted(actor, Capability.VIEW_CHANGE)
    rows = rows.select_related(*LOADED)
    if mine:
        rows = rows.filter(pk__in=changes_to_answer(actor).values("change"))
    rows = rows.filter(state=state) if state else rows
    return rows.filter(kind=kind) if kind else rows


def _steps() -> "Prefetch[str, QuerySet[ChangeConsent], str]":
    named = ChangeConsent.objects.named().select_related("organisation", "person")
    return Prefetch("steps", queryset=named.order_by("place"))


def change_lines(rows: Iterable[CourseChange]) -> list[ChangeLine]:
    """Changes as a list shows them."""
    found, shown = [], list(rows)
    prefetch_related_objects(shown, _steps())
    for row in shown:
        steps = sorted(row.steps.all(), key=lambda step: step.place)
        asked = [step for step in steps if step.answer == Answer.ASKED]
        given = sum(step.answer in (Answer.CONSENTED, Answer.IMPLIED) for step in steps)
        waits = asked[0] if asked and row.state == Course.WAITING else None
        found.append(ChangeLine(row, given, len(steps), waits))
    return found


def change(actor: Actor, pk: int) -> Chain:
    """One change with its chain; 404 when out of the actor's reach."""
    found = CourseChange.objects.permitted(actor, Capability.VIEW_CHANGE)
    row = found.select_related(
        *LOADED,
        "secondment__home_county",
        "secondment__host_county",
        "secondment__intake__programme",
        "notice",
    ).one(pk)
    steps = list(
        ChangeConsent.objects.named()
        .filter(change=row)
        .select_related("organisation", "person", "made_by")
        .order_by("place")
    )
    keys = set(ChangeConsent.objects.of(actor).filter(change=row).values_list("pk", flat=True))
    mine = [step for step in steps if step.pk in keys and step.answer == Answer.ASKED]
    asked = {party for party, _owner in sides(actor, Capability.ASK_CHANGE, row.secondment)}
    waits = row.state == Course.WAITING
    return Chain(row, steps, mine[0] if mine and waits else None, waits and row.asked_by in asked)


def changes_to_answer(actor: Actor) -> QuerySet[ChangeConsent]:
    """The steps that wait for this actor, the oldest change first."""
    return (
        ChangeConsent.objects.of(actor)
        .filter(answer=Answer.ASKED, change__state=Course.WAITING)
        .select_related(
            "change__secondment__secondee",
            "change__secondment__host_unit",
            "change__secondment__home_organisation",
        )
        .order_by("change__day", "pk")
    )


def posts_for(secondment: Secondment) -> QuerySet[Post]:
    """Posts of the intake that the secondee might change to: those of other people's left out."""
    taken = Secondment.objects.filter(state__in=LIVE, end__gte=secondment.start)
    return (
        Post.objects.filter(intake=secondment.intake_id, state=PostState.APPROVED)
        .exclude(pk=secondment.post_id)
        .exclude(host_unit=secondment.home_organisation_id)
        .exclude(pk__in=taken.filter(post__places=1).values("post"))
        .select_related("host_unit")
        .order_by("host_unit__path", "title")[:MOST]
    )


def successors_for(actor: Actor, secondment: Secondment) -> QuerySet[Employment]:
    """Colleagues at the same home organisation who are not on a secondment."""
    if not holds(actor, Capability.ASK_CHANGE, secondment):
        return Employment.objects.none()
    away = Secondment.objects.filter(state__in=LIVE, end__gte=secondment.start)
    return (
        Employment.objects.filter(organisation=secondment.home_organisation_id, until__isnull=True)
        .exclude(person__in=away.values("secondee"))
        .select_related("person")
        .order_by("person__sort_key")[:MOST]
    )


def notices(actor: Actor, secondment: Secondment) -> QuerySet[SecondmentNotice]:
    """The notices of a secondment, oldest first."""
    return (
        SecondmentNotice.objects.permitted(actor, Capability.VIEW_CHANGE)
        .filter(secondment=secondment)
        .select_related("superseded_by")
        .order_by("pk")
    )


def notice(actor: Actor, pk: int) -> SecondmentNotice:
    """One notice; 404 when out of the actor's reach."""
    rows = SecondmentNotice.objects.permitted(actor, Capability.VIEW_CHANGE)
    return rows.select_related("secondment__secondee", "superseded_by").one(pk)


@dataclass(frozen=True, slots=True)
class Version:
    """The term as it held from a day on: its dates, its post, what brought it about."""

    number: int
    since: date
    start: date
    end: date
    post: Post
    change: CourseChange | None
    steps: tuple[ChangeConsent, ...]
    notice: SecondmentNotice | None
    is_present: bool


def versions(actor: Actor, secondment: Secondment) -> list[Version]:
    """The versions of a term, oldest first: as decided, and after each change in effect."""
    settled = list(
        changes(actor, secondment)
        .filter(state=Course.IN_EFFECT)
        .prefetch_related(_steps())
        .order_by("pk")
    )
    papers = {paper.change_id: paper for paper in notices(actor, secondment)}
    following = [
        *((each.old_end, each.old_post) for each in settled),
        (secondment.end, secondment.post),
    ]
    found = []
    for number, (row, (end, post)) in enumerate(zip([None, *settled], following, strict=True), 1):
        first = papers.get(None)
        since = row.settled_on if row else (first.day if first else secondment.start)
        found.append(
            Version(
                number=number,
                since=since or secondment.start,
                start=secondment.start,
                end=end,
                post=post,
                change=row,
                steps=tuple(row.steps.all()) if row else (),
                notice=papers.get(row.pk if row else None),
                is_present=number == len(settled) + 1,
            )
        )
    return found


@composed_once
def _in_effect(secondments: list[int]) -> QuerySet[CourseChange]:
    rows = CourseChange.objects.filter(secondment__in=secondments, state=Course.IN_EFFECT)
    return rows.select_related("old_post__host_unit").order_by("pk")


def settled_changes(secondments: Iterable[int]) -> Mapping[int, list[CourseChange]]:
    """Changes in effect, by secondment and in their order, with the posts before."""
    found: Mapping[int, list[CourseChange]] = defaultdict(list)
    for row in _in_effect(list(secondments)):
        found[row.secondment_id].append(row)
    return found
