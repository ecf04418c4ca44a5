"""Wishes and circumstances under privacy, what hosts rank, and what the solver is given."""

from dataclasses import replace
from datetime import date

import pytest
from django.http import Http404
from pytest_django import DjangoAssertNumQueries

from guazhi.access.actor import Actor, Held
from guazhi.access.matrix import MATRIX, Capability, Condition, Role
from guazhi.access.querysets import ScopedQuerySet
from guazhi.ledger.models import Entry
from guazhi.organisations.models import Organisation
from guazhi.policy import Refused
from guazhi.selection import queries
from guazhi.selection.commands import rank_candidates, state_wishes
from guazhi.selection.models import CandidateRank, Circumstances, Nomination, NominationStep, Wish
from guazhi.selection.placement.solve import solve
from guazhi.selection.placement.tables import Wanted, instance_of
from guazhi.web import clock
from tests import make
from tests.make import World
from tests.refusals import codes
from tests.selection import calling
from tests.selection.calling import DAYS, NOMINATIONS, Calling

pytestmark = pytest.mark.django_db
AFTER = date(2027, 1, 6)


@pytest.fixture
def next_intake(world: World) -> Calling:
    return calling.opened(world)


def test_a_nominee_ranks_posts_and_says_what_should_be_weighed(
    world: World, next_intake: Calling
) -> None:
    posts = [
        calling.approved(world, next_intake, title=title) for title in ("乡长助理", "镇长助理")
    ]
    row = calling.submitted(world, next_intake, calling.clerk(world))
    nominee = make.actor(None, person=row.person)
    with clock.clock_at(NOMINATIONS):
        state_wishes(row.pk, [posts[1].pk], family="子女上小学", actor=nominee)
        state_wishes(row.pk, [posts[0].pk, posts[1].pk], family="子女上小学", actor=nominee)

    said = queries.said(world.handler, row)
    assert [(wish.rank, wish.post) for wish in said.wishes or ()] == [(1, posts[0]), (2, posts[1])]
    assert said.circumstances is not None
    assert said.circumstances.family == "子女上小学"
    assert Entry.objects.filter(verb="WishesStated").count() == 2
    payload = Entry.objects.filter(verb="WishesStated").order_by("seq").last()
    assert payload is not None
    assert payload.payload == {"person": row.person_id, "count": 2}


def test_wishes_that_cannot_be_are_refused(world: World, next_intake: Calling) -> None:
    post = calling.approved(world, next_intake)
    draft = calling.drafted(world, next_intake, title="副乡长助理")
    row = calling.submitted(world, next_intake, calling.clerk(world))
    nominee = make.actor(None, person=row.person)

    def refused(posts: list[int], day: date = NOMINATIONS) -> list[str]:
        with clock.clock_at(day), pytest.raises(Refused) as refusal:
            state_wishes(row.pk, posts, actor=nominee)
        return codes(refusal)

    assert refused([post.pk, post.pk]) == ["wish_twice"]
    assert refused([draft.pk]) == ["wish_unknown"]
    assert refused([post.pk] * 4) == ["wishes_too_many", "wish_twice"]
    assert refused([post.pk], AFTER) == ["wishes_over"]
    assert Wish.objects.count() == 0


@pytest.mark.parametrize("who", ["handler", "home_handler", "host_handler", "secondee"])
def test_nobody_else_states_somebodys_wishes(world: World, next_intake: Calling, who: str) -> None:
    row = calling.submitted(world, next_intake, calling.clerk(world))

    with clock.clock_at(NOMINATIONS), pytest.raises(Http404):
        state_wishes(row.pk, [], actor=getattr(world, who))


HATS = [
    (Role.CITY_HANDLER, "city"),
    (Role.CITY_APPROVER, "city"),
    (Role.CITY_HANDLER, "other_city"),
    (Role.COUNTY_HANDLER, "home_county"),
    (Role.COUNTY_APPROVER, "home_county"),
    (Role.COUNTY_HANDLER, "host_county"),
    (Role.COUNTY_APPROVER, "third_county"),
    (Role.HOME_HANDLER, "home"),
    (Role.HOME_HANDLER, "host"),
    (Role.HOST_HANDLER, "host"),
    (Role.HOST_LEADER, "host"),
    (Role.HOST_LEADER, "home"),
    (Role.SYSTEM_OFFICER, "city"),
    (Role.SECURITY_OFFICER, "city"),
    (Role.AUDIT_OFFICER, "city"),
]
PARTIES = {"city", "home_county", "home"}
TOLD = (
    Capability.VIEW_NOMINATION,
    Capability.READ_NOMINATION_OPINION,
    Capability.NOMINATE,
    Capability.REVIEW_NOMINATION,
    Capability.RECEIVE_NOMINATION,
    Capability.STATE_WISHES,
    Capability.READ_WISHES,
    Capability.READ_CIRCUMSTANCES,
)


def reads(capability: Capability, role: Role | None, place: str, *, is_nominee: bool) -> bool:
    """What the matrix says of this hat, worked out by hand."""
    row = MATRIX[capability]
    ways = []
    if role is not None and role in row and place in PARTIES:
        ways.append(row[role])
    if is_nominee and Role.SECONDEE in row:
        ways.append(row[Role.SECONDEE])
    return any(way is Condition.ALWAYS or not is_nominee for way in ways)


def test_who_reads_what_of_a_nomination_is_what_the_matrix_says(
    world: World, next_intake: Calling
) -> None:
    third, _ = make.found_county("石桥县", world.city)
    other_city, _ = make.found_city("邻市")
    farm = make.found("云岭县农业农村局", "organ", world.other_county)
    places: dict[str, Organisation] = {
        "city": world.city,
        "other_city": other_city,
        "home_county": world.other_county,
        "host_county": world.county,
        "third_county": third,
        "home": farm,
        "host": world.township_government,
    }
    row = calling.submitted(world, next_intake, calling.clerk(world))
    Nomination.objects.filter(pk=row.pk).update(
        home_organisation=farm, home_path=farm.path, county_path=farm.path
    )
    post = calling.approved(world, next_intake)
    Wish.objects.create(nomination=row, post=post, rank=1)
    Circumstances.objects.create(nomination=row, family="照顾老人", said_on=NOMINATIONS)
    models: list[type[Nomination | NominationStep | Wish | Circumstances]] = [
        Nomination,
        NominationStep,
        Wish,
        Circumstances,
    ]
    wrong = []
    for role, place in [(None, ""), *HATS]:
        held = (Held(role, places[place].pk, places[place].path),) if role else ()
        for person in (None, world.leader.pk, row.person_id):
            actor = replace(Actor(1, person, "x"), held=held)
            for capability in TOLD:
                wanted = reads(capability, role, place, is_nominee=person == row.person_id)
                for model in models:
                    rows: ScopedQuerySet = model._default_manager.all()  # type: ignore[type-arg]
                    if rows.permitted(actor, capability).exists() is not wanted:
                        wrong.append((capability.value, role, place, person, model.__name__))

    assert wrong == []


def test_neither_home_nor_host_learns_what_somebody_wishes(
    world: World, next_intake: Calling
) -> None:
    row = calling.submitted(world, next_intake, calling.clerk(world))
    nominee = make.actor(None, person=row.person)
    with clock.clock_at(NOMINATIONS):
        state_wishes(row.pk, [], health="长期服药", actor=nominee)
    readers = (world.handler, nominee, world.home_handler, world.host_handler)
    found = [queries.said(actor, row) for actor in readers]

    assert [said.wishes for said in found] == [[], [], None, None]
    assert [said.circumstances is not None for said in found] == [True, True, False, False]


def test_a_host_ranks_candidates_and_sees_only_what_the_policy_shows(
    world: World, next_intake: Calling
) -> None:
    post = calling.approved(world, next_intake)
    rows = [calling.received(world, next_intake, calling.clerk(world, name)) for name in "甲乙"]
    with clock.clock_at(NOMINATIONS):
        rank_candidates(post.pk, [rows[1].pk, rows[0].pk], actor=world.host_leader)
    shown = queries.candidates(post, NOMINATIONS)

    assert list(post.candidate_ranks.order_by("rank").values_list("nomination_id", flat=True)) == [
        rows[1].pk,
        rows[0].pk,
    ]
    assert sorted(shown[0].values) == sorted(
        ["name", "sex", "age", "education", "home", "speciality", "experience"]
    )
    assert {each.nomination: each.rank for each in shown} == {rows[0].pk: 2, rows[1].pk: 1}
    assert [each.words.count(world.bureau.name) for each in shown] == [1, 1]


def test_a_ranking_that_cannot_be_is_refused(world: World, next_intake: Calling) -> None:
    post = calling.approved(world, next_intake)
    row = calling.received(world, next_intake, calling.clerk(world))
    unseen = calling.submitted(world, next_intake, calling.clerk(world, "未审"))

    def refused(chosen: list[int], day: date = NOMINATIONS) -> list[str]:
        with clock.clock_at(day), pytest.raises(Refused) as refusal:
            rank_candidates(post.pk, chosen, actor=world.host_handler)
        return codes(refusal)

    assert refused([row.pk, row.pk]) == ["rank_twice"]
    assert refused([0]) == ["rank_unknown"]
    assert refused([unseen.pk]) == ["rank_unknown"]
    assert refused([row.pk] * 4) == ["ranks_too_many", "rank_twice"]
    assert refused([row.pk], DAYS["needs_from"]) == ["ranking_not_open"]
    with pytest.raises(Http404):
        rank_candidates(post.pk, [row.pk], actor=world.county_handler)
    assert CandidateRank.objects.count() == 0


def test_the_solver_is_given_people_posts_and_pairs_with_their_points(
    world: World, next_intake: Calling
) -> None:
    post = calling.approved(world, next_intake)
    row = calling.received(world, next_intake, calling.clerk(world))
    waiting = calling.submitted(world, next_intake, calling.clerk(world, "周二"))
    nominee = make.actor(None, person=row.person)
    with clock.clock_at(NOMINATIONS):
        state_wishes(row.pk, [post.pk], actor=nominee)
        rank_candidates(post.pk, [row.pk], actor=world.host_leader)

    data = queries.instance_of(world.handler, next_intake.intake)
    pair = data.pairs[str(row.pk), str(post.pk)]
    plan = solve(instance_of(data.tables(), Wanted()))

    assert str(waiting.pk) not in data.candidates
    assert {line.part: line.got for line in pair.fit.lines} == {
        "experience": 40,
        "field": 0,
        "level": 15,
        "category": 15,
        "host": 10,
    }
    assert (pair.fit.score, pair.wish) == (80, 1)
    assert data.caps == {f"{world.township_government.pk}:龙泉乡党政班子": 2}
    assert list(plan.post) == [0]


def test_the_instance_takes_as_many_questions_for_one_as_for_many(
    world: World, next_intake: Calling, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    calling.approved(world, next_intake)
    calling.received(world, next_intake, calling.clerk(world, "周一"))
    with django_assert_max_num_queries(6):
        queries.instance_of(world.handler, next_intake.intake)
    calling.received(world, next_intake, calling.clerk(world, "周二"))

    with django_assert_max_num_queries(6):
        queries.instance_of(world.handler, next_intake.intake)
