"""Posts that hosts offer before an intake opens: written, submitted, answered, taken back."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.http import Http404

from guazhi.access.matrix import Role
from guazhi.ledger.models import Entry
from guazhi.policy import Refused
from guazhi.policy.editing import EDITED
from guazhi.programmes import queries
from guazhi.programmes.commands import (
    Asked,
    answer_post,
    call_upon,
    draft_post,
    rewrite_post,
    schedule_intake,
    submit_post,
    withdraw_post,
)
from guazhi.programmes.models import Call, Post
from guazhi.programmes.rules import Stage, Timetable, check_call, check_timetable, stage_of
from guazhi.web import clock
from tests import make
from tests.make import World
from tests.refusals import codes
from tests.selection import calling
from tests.selection.calling import DAYS, NEEDS, NOMINATIONS, POST, Calling

pytestmark = pytest.mark.django_db

TABLE = Timetable(start=date(2027, 3, 1), end=date(2028, 2, 29), **DAYS)


@pytest.fixture
def next_intake(world: World) -> Calling:
    return calling.opened(world)


@pytest.mark.parametrize(
    ("day", "decided", "stage"),
    [
        (date(2026, 10, 31), False, Stage.PREPARING),
        (date(2026, 11, 1), False, Stage.NEEDS),
        (date(2026, 11, 30), False, Stage.NEEDS),
        (date(2026, 12, 1), False, Stage.NOMINATIONS),
        (date(2027, 1, 5), False, Stage.NOMINATIONS),
        (date(2027, 1, 6), False, Stage.PLACING),
        (date(2027, 1, 20), True, Stage.DECIDED),
        (date(2027, 3, 1), True, Stage.RUNNING),
        (date(2028, 2, 29), True, Stage.RUNNING),
        (date(2028, 3, 1), True, Stage.ENDED),
    ],
)
def test_a_stage_follows_from_the_days_and_the_decision(
    day: date, decided: bool, stage: Stage
) -> None:
    assert stage_of(TABLE, day, is_decided=decided) is stage


def test_between_needs_and_nominations_lies_the_balance() -> None:
    later = replace(TABLE, nominations_from=date(2026, 12, 8))

    assert stage_of(later, date(2026, 12, 7), is_decided=False) is Stage.BALANCING


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({}, []),
        ({"needs_until": None}, [("stage_day_needed", "needs_until")]),
        ({"needs_until": date(2026, 10, 1)}, [("stage_days_in_order", "needs_until")]),
        ({"wishes_until": date(2027, 3, 1)}, [("stage_days_in_order", "wishes_until")]),
    ],
)
def test_days_are_all_there_and_in_order(
    changed: dict[str, date | None], found: list[tuple[str, str]]
) -> None:
    table = replace(TABLE, **changed)  # type: ignore[arg-type]

    assert [(each.code, each.field) for each in check_timetable(table)] == found


def test_the_days_of_an_intake_are_set_by_the_city_alone(
    world: World, next_intake: Calling
) -> None:
    later = {**DAYS, "wishes_until": date(2027, 1, 8)}

    schedule_intake(next_intake.intake.pk, **later, actor=world.handler)

    next_intake.intake.refresh_from_db()
    assert next_intake.intake.wishes_until == date(2027, 1, 8)
    assert Entry.objects.filter(verb="IntakeScheduled").count() == 2
    with pytest.raises(Http404):
        schedule_intake(next_intake.intake.pk, **DAYS, actor=world.county_handler)


def test_a_call_said_again_replaces_the_one_before(world: World, next_intake: Calling) -> None:
    call_upon(
        next_intake.intake.pk, [Asked(world.bureau, people=True, quota=5)], actor=world.handler
    )

    assert Call.objects.get(organisation=world.bureau).quota == 5
    assert Call.objects.count() == 2


@pytest.mark.parametrize(
    ("day", "found"),
    [
        (DAYS["needs_until"], []),
        (DAYS["needs_until"] + timedelta(days=1), ["posts"]),
        (DAYS["nominations_until"] + timedelta(days=1), ["posts", "people"]),
    ],
)
def test_nobody_is_called_upon_for_what_can_no_longer_be_given(day: date, found: list[str]) -> None:
    refusals = list(check_call(TABLE, day, posts=True, people=True))

    assert [each.field for each in refusals] == found


def test_only_units_of_the_area_are_called_upon_and_for_something(
    world: World, next_intake: Calling
) -> None:
    elsewhere = make.found("邻市教育局", "organ", make.found_city("邻市")[0])

    with pytest.raises(Refused) as refusal:
        call_upon(
            next_intake.intake.pk,
            [Asked(elsewhere, posts=True), Asked(world.county, posts=True), Asked(world.bureau)],
            actor=world.handler,
        )

    assert codes(refusal) == ["call_outside", "call_outside", "call_for_nothing"]


def test_a_call_brings_the_intake_before_whom_it_calls_upon(
    world: World, next_intake: Calling
) -> None:
    stranger = make.actor(Role.HOME_HANDLER, make.found("市水利局", "organ", world.city))
    seen = [
        list(queries.intakes(actor).filter(pk=next_intake.intake.pk))
        for actor in (world.host_handler, world.home_handler, world.county_handler, stranger)
    ]

    assert seen == [[next_intake.intake]] * 3 + [[]]


def test_a_post_goes_from_the_host_to_its_county_and_is_approved(
    world: World, next_intake: Calling
) -> None:
    post = calling.approved(world, next_intake)

    assert (post.state, post.answered_on) == ("approved", NEEDS)
    assert list(queries.open_posts(next_intake.intake)) == [post]
    verbs = Entry.objects.filter(about="post", subject=post.pk).order_by("seq")
    assert list(verbs.values_list("verb", flat=True)) == [
        "PostWritten",
        "PostSubmitted",
        "PostApproved",
    ]


def test_a_post_sent_back_says_why_and_is_rewritten(world: World, next_intake: Calling) -> None:
    post = calling.drafted(world, next_intake)
    with clock.clock_at(NEEDS):
        submit_post(post.pk, actor=world.host_handler)
        with pytest.raises(Refused) as bare:
            answer_post(post.pk, approves=False, actor=world.approver)
        answer_post(post.pk, approves=False, reason="职责过于笼统", actor=world.approver)
        rewrite_post(
            post.pk,
            **{**POST, "duties": "牵头茶产业园建设"},
            actor=world.host_leader,
        )
        submit_post(post.pk, actor=world.host_leader)

    post.refresh_from_db()
    assert codes(bare) == ["words_needed"]
    assert (post.state, post.reason, post.duties) == ("submitted", "", "牵头茶产业园建设")


def test_two_who_rewrite_one_post_see_each_other(world: World, next_intake: Calling) -> None:
    post = calling.drafted(world, next_intake)
    seen = queries.kept_post(post).seen
    given = {**POST, "living": "周转房一间"}
    with clock.clock_at(NEEDS):
        rewrite_post(
            post.pk,
            seen=seen,
            **given,
            actor=world.host_handler,
        )
        with pytest.raises(Refused) as refusal:
            rewrite_post(
                post.pk,
                seen=seen,
                **POST,
                actor=world.host_leader,
            )

    assert codes(refusal) == [EDITED]


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"category": "enterprise"}, "post_category_unknown"),
        ({"category": ""}, "post_category_unknown"),
        ({"rank": "section"}, "post_rank_unknown"),
        ({"places": 0}, "post_places_wrong"),
        ({"places": 3}, "post_team_over_cap"),
        ({"title": " "}, "words_needed"),
    ],
)
def test_a_post_that_cannot_be_is_refused_and_not_kept(
    world: World, next_intake: Calling, changed: dict[str, object], code: str
) -> None:
    with pytest.raises(Refused) as refusal:
        calling.drafted(world, next_intake, **changed)

    assert codes(refusal) == [code]
    assert Post.objects.filter(intake=next_intake.intake).count() == 0


def test_a_host_offers_a_post_of_one_name_once(world: World, next_intake: Calling) -> None:
    calling.drafted(world, next_intake)

    with pytest.raises(Refused) as refusal:
        calling.drafted(world, next_intake)

    assert codes(refusal) == ["post_title_taken"]


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (DAYS["needs_from"] - timedelta(1), "needs_not_yet"),
        (DAYS["needs_until"] + timedelta(1), "needs_over"),
    ],
)
def test_no_post_is_written_before_or_after_its_time(
    world: World, next_intake: Calling, day: date, code: str
) -> None:
    with clock.clock_at(day), pytest.raises(Refused) as refusal:
        draft_post(
            next_intake.intake.pk,
            world.township_government.pk,
            **POST,
            actor=world.host_handler,
        )

    assert codes(refusal) == [code]


def test_a_host_that_was_not_called_upon_offers_nothing(world: World, next_intake: Calling) -> None:
    other = make.found("市水利局", "organ", world.city)
    with clock.clock_at(NEEDS), pytest.raises(Http404):
        draft_post(
            next_intake.intake.pk,
            other.pk,
            **POST,
            actor=make.actor(Role.HOST_HANDLER, other),
        )


def test_a_department_answers_only_its_own_hosts_and_only_once(
    world: World, next_intake: Calling
) -> None:
    post = calling.approved(world, next_intake)
    other = make.actor(Role.COUNTY_APPROVER, world.other_county)

    with pytest.raises(Http404):
        answer_post(post.pk, approves=True, actor=other)
    with pytest.raises(Refused) as again:
        answer_post(post.pk, approves=True, actor=world.approver)
    assert codes(again) == ["post_not_submitted"]


def test_a_draft_is_its_hosts_own(world: World, next_intake: Calling) -> None:
    post = calling.drafted(world, next_intake)
    seen = [
        list(queries.posts(actor, next_intake.intake))
        for actor in (world.host_handler, world.county_handler, world.handler, world.home_handler)
    ]

    assert seen == [[post], [], [], []]
    with pytest.raises(Http404):
        queries.post(world.handler, post.pk)


def test_a_post_is_taken_back_with_the_reason_until_somebody_goes_there(
    world: World, next_intake: Calling
) -> None:
    post = calling.approved(world, next_intake)
    taken = world.secondment.post
    with clock.clock_at(NOMINATIONS):
        withdraw_post(post.pk, reason="机构调整", actor=world.host_leader)
        with pytest.raises(Refused) as again:
            withdraw_post(post.pk, reason="机构调整", actor=world.host_leader)
        with pytest.raises(Refused) as held:
            withdraw_post(taken.pk, reason="机构调整", actor=world.host_leader)

    assert list(queries.open_posts(next_intake.intake)) == []
    assert (codes(again), codes(held)) == (["post_withdrawn_before"], ["post_taken"])
