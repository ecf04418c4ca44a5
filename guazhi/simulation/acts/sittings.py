"""Who sits on an assessment, home heard, and the signatures: each for everybody it concerns."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta

from guazhi.access.actor import Actor
from guazhi.assessments.commands import (
    Signing,
    ask_override,
    give_home_opinion,
    note_veto,
    set_sittings,
    sign_assessments,
)
from guazhi.assessments.models import Assessment, HomeOpinion
from guazhi.assessments.rules.sitting import Chosen, Seating
from guazhi.obligations.models import Obligation
from guazhi.secondments.models import Secondment
from guazhi.secondments.rules import SERVED
from guazhi.simulation import phrases
from guazhi.simulation.acts import decisions
from guazhi.simulation.stage import Stage
from guazhi.simulation.temper import is_weak, pick

SOON = timedelta(days=20)


def seat(stage: Stage, kind: str, rules: list[str]) -> None:
    """Set the sittings of all whose assessment, owed by ``rules``, is near: host by host."""
    near = Obligation.objects.filter(rule__in=rules, opens__lte=stage.today + SOON)
    waiting = [pk for pk in stage.placed if (kind, pk) not in stage.seated]
    rows = Secondment.objects.filter(pk__in=waiting, state__in=SERVED).order_by("pk")
    rows = rows.filter(pk__in=near.values("secondment"))
    found = rows.values_list("pk", "host_unit", "home_county", "host_county")
    by_members: dict[tuple[int, ...], list[int]] = defaultdict(list)
    for pk, host, *counties in found:
        by_members[_members(stage, host, counties)].append(pk)
    set_sittings(
        [
            Seating(
                tuple(pks),
                tuple(Chosen(user, is_chair=not n) for n, user in enumerate(users)),
            )
            for users, pks in by_members.items()
        ],
        kind=kind,
        actor=stage.cast.handler,
    )
    stage.seated |= {(kind, pk) for pks in by_members.values() for pk in pks}


def _members(stage: Stage, host: int, counties: Sequence[int | None]) -> tuple[int, ...]:
    """The accounts that sit for a host: the city in the chair, each county, the host's two."""
    cast = stage.cast
    desks = [
        cast.handler,
        *(
            cast.county_handlers[office]
            for office, county in sorted(cast.county_of.items())
            if county in counties
        ),
        cast.host_leaders[host],
        cast.host_handlers[host],
    ]
    return tuple(desk.user_id for desk in desks if desk.user_id is not None)


def sign(stage: Stage, kind: str) -> None:
    """Let home be heard and every party sign all whose parts are in and that nobody has signed."""
    rows = list(
        Assessment.objects.filter(
            secondment__in=stage.placed,
            kind=kind,
            parts_in_on__isnull=False,
            concluded_on__isnull=True,
            signatures__isnull=True,
        )
        .prefetch_related("parts", "members")
        .order_by("pk")
    )
    if not rows:
        return
    _hear(stage, kind, rows)
    decisions.calibrate(stage, kind)
    wanted: dict[int, list[Signing]] = defaultdict(list)
    drawn_up = Assessment.objects.in_bulk([row.pk for row in rows])
    actors: dict[int, Actor] = {}
    for row in rows:
        for part in row.parts.all():
            actor = _signer(stage, row, part.organisation_id)
            assert actor.user_id is not None
            actors[actor.user_id] = actor
            now = drawn_up[row.pk]
            dissent = pick(phrases.DISSENT, row.pk) if part.grade != now.decided else ""
            wanted[actor.user_id].append(Signing(row.secondment_id, now.digest, dissent))
    for user, signings in wanted.items():
        sign_assessments(signings, kind=kind, day=stage.today, actor=actors[user])


def _signer(stage: Stage, row: Assessment, organisation: int) -> Actor:
    """Who signs for an organisation: its leader, or the desk of a department."""
    cast = stage.cast
    if organisation in cast.county_handlers:
        return cast.county_handlers[organisation]
    if organisation == stage.placed[row.secondment_id].host:
        return cast.host_leaders[organisation]
    return cast.handler


def _hear(stage: Stage, kind: str, rows: list[Assessment]) -> None:
    heard = set(
        HomeOpinion.objects.filter(assessment__in=rows).values_list("assessment", flat=True)
    )
    for row in rows:
        place = stage.placed[row.secondment_id]
        if row.pk in heard:
            continue
        falls = kind == "final" and is_weak(place.pk)
        opinions = phrases.HOME_WEAK if falls else phrases.HOME_OPINIONS
        give_home_opinion(
            place.pk,
            kind=kind,
            grade=row.proposed,
            opinion=pick(opinions, kind, place.pk),
            day=stage.today,
            actor=stage.cast.home_handlers[place.home],
        )


def show(stage: Stage) -> None:
    """Let a fact that bounds a grade, and another grade that waits, stand in the demo."""
    waiting = Assessment.objects.filter(
        secondment__in=stage.placed, parts_in_on__isnull=False, concluded_on__isnull=True
    )
    scale = [grade.id for grade in stage.pack.assessment.grades]
    vetoes = stage.pack.assessment.vetoes
    bounded = waiting.order_by("-pk").first()
    other = waiting.exclude(decided=scale[0]).order_by("pk").first()
    if bounded is None or other is None or bounded == other or not vetoes:
        return
    note_veto(
        bounded.secondment_id,
        kind=bounded.kind,
        veto="warning" if "warning" in vetoes else next(iter(vetoes)),
        facts="会议期间违反工作纪律，经单位党组研究给予警告处分",
        day=stage.today,
        actor=stage.cast.handler,
    )
    ask_override(
        other.secondment_id,
        kind=other.kind,
        grade=scale[scale.index(other.decided) - 1],
        reason="承担全市重点项目攻坚任务，成效明显，民主评议反映较好，提请研究调整等次",
        day=stage.today,
        actor=stage.cast.handler,
    )
