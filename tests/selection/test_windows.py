"""The times in which posts are offered, people nominated, wishes stated: said with their days."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

import pytest

from guazhi.policy.findings import Finding
from guazhi.programmes.rules import Stage, Timetable, check_needs_open, stage_of
from guazhi.selection.rules.nominations import check_open, check_wishes_open
from guazhi.web import clock
from tests import make
from tests.make import World
from tests.selection import calling
from tests.selection.calling import DAYS, NEEDS, NOMINATIONS, Calling
from tests.visitor import client_of

TABLE = Timetable(start=date(2027, 3, 1), end=date(2028, 2, 29), **DAYS)
BARE = Timetable(start=TABLE.start, end=TABLE.end)
Check = Callable[[Timetable, Stage, date], Iterator[Finding]]
POSTS_OVER = "The time for offering posts in this intake ended on 2026-11-30."
POSTS_AHEAD = "Posts can be offered in this intake from 2026-11-01 until 2026-11-30."
PEOPLE_OVER = "The time for nominations in this intake ended on 2026-12-20."
PEOPLE_AHEAD = "People can be nominated for this intake from 2026-12-01 until 2026-12-20."


def wishes(table: Timetable, stage: Stage, today: date) -> Iterator[Finding]:
    """Wishes of somebody whose nomination stands."""
    return check_wishes_open(table, stage, today, state="received")


@pytest.mark.parametrize(
    ("check", "day", "decided", "code"),
    [
        (check_needs_open, date(2026, 10, 31), False, "needs_not_yet"),
        (check_needs_open, date(2026, 11, 1), False, ""),
        (check_needs_open, date(2026, 11, 30), False, ""),
        (check_needs_open, date(2026, 12, 1), False, "needs_over"),
        (check_needs_open, date(2026, 11, 15), True, "needs_decided"),
        (check_open, date(2026, 11, 30), False, "nominations_not_yet"),
        (check_open, date(2026, 12, 1), False, ""),
        (check_open, date(2026, 12, 20), False, ""),
        (check_open, date(2026, 12, 21), False, "nominations_over"),
        (check_open, date(2026, 12, 10), True, "nominations_decided"),
        (wishes, date(2026, 11, 30), False, "wishes_not_yet"),
        (wishes, date(2026, 12, 1), False, ""),
        (wishes, date(2027, 1, 5), False, ""),
        (wishes, date(2027, 1, 6), False, "wishes_over"),
        (wishes, date(2026, 12, 30), True, "wishes_decided"),
    ],
)
def test_a_time_is_open_from_its_first_day_through_its_last(
    check: Check, day: date, code: str, *, decided: bool
) -> None:
    stage = stage_of(TABLE, day, is_decided=decided)

    assert [each.code for each in check(TABLE, stage, day)] == ([code] if code else [])


@pytest.mark.parametrize("check", [check_needs_open, check_open, wishes])
def test_an_intake_without_days_says_so(check: Check) -> None:
    found = list(check(BARE, Stage.PREPARING, NEEDS))

    assert [each.code.endswith("_without_days") for each in found] == [True]


def test_wishes_need_a_nomination_that_stands() -> None:
    found = check_wishes_open(TABLE, Stage.NOMINATIONS, NOMINATIONS, state="returned")

    assert [each.code for each in found] == ["wishes_not_open"]


def test_nominations_end_before_the_wishes_do() -> None:
    table = replace(TABLE, nominations_until=date(2026, 12, 9))

    assert [each.code for each in check_open(table, Stage.NOMINATIONS, NOMINATIONS)] == [
        "nominations_over"
    ]


@pytest.fixture
def next_intake(world: World) -> Calling:
    return calling.opened(world)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("day", "words"), [(date(2026, 10, 20), POSTS_AHEAD), (NOMINATIONS, POSTS_OVER)]
)
def test_a_host_reads_since_when_it_offers_no_posts_and_is_given_no_form(
    world: World, next_intake: Calling, day: date, words: str
) -> None:
    host, pk = client_of(world.host_handler), next_intake.intake.pk
    draft = calling.drafted(world, next_intake)
    form = f"/programmes/intakes/{pk}/hosts/{world.township_government.pk}/offer/"
    own = f"/programmes/posts/{draft.pk}/"
    with clock.clock_at(day):
        pages = [
            host.get(address).content.decode()
            for address in (
                form, f"/programmes/intakes/{pk}/posts/", own, f"{own}rewrite/", f"{own}submit/",
            )
        ]  # fmt: skip

    assert [page.count(words) for page in pages] == [1] * 5
    ways = (f'href="{form}"', f'href="{own}submit/"', f'href="{own}rewrite/"', "<textarea")
    assert [sum(map(page.count, ways)) for page in pages] == [0] * 5


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("day", "words"), [(NEEDS, PEOPLE_AHEAD), (date(2026, 12, 21), PEOPLE_OVER)]
)
def test_a_home_organisation_reads_since_when_it_nominates_nobody_and_is_given_no_form(
    world: World, next_intake: Calling, day: date, words: str
) -> None:
    home, pk = client_of(world.home_handler), next_intake.intake.pk
    row = calling.written(world, next_intake, calling.clerk(world))
    form = f"/selection/intakes/{pk}/homes/{world.bureau.pk}/nominate/"
    own = f"/selection/nominations/{row.pk}/"
    with clock.clock_at(day):
        pages = [
            home.get(address).content.decode()
            for address in (form, f"/selection/intakes/{pk}/nominations/", own, f"{own}submit/")
        ]

    assert [page.count(words) for page in pages] == [1] * 4
    ways = (f'href="{form}"', f'href="{own}submit/"', "<textarea")
    assert [sum(map(page.count, ways)) for page in pages] == [0] * 4


@pytest.mark.django_db
def test_wishes_and_rankings_out_of_time_show_why_and_no_form(
    world: World, next_intake: Calling
) -> None:
    post = calling.approved(world, next_intake)
    row = calling.submitted(world, next_intake, calling.clerk(world))
    nominee = make.actor(None, person=row.person)
    with clock.clock_at(date(2027, 1, 6)):
        wished = client_of(nominee).get(f"/selection/nominations/{row.pk}/wishes/")
    with clock.clock_at(NEEDS):
        ranked = client_of(world.host_leader).get(f"/selection/posts/{post.pk}/rank/")

    assert (wished.status_code, ranked.status_code) == (200, 200)
    wanted = "The time for stating wishes ended on 2027-01-05."
    assert wished.content.decode().count(wanted) == 1
    assert wished.content.decode().count("<textarea") == 0
    assert ranked.content.decode().count("Candidates can be ranked for an approved post") == 1
    assert ranked.content.decode().count("rank_1") == 0


@pytest.mark.django_db
def test_no_kind_of_post_and_no_answer_is_chosen_beforehand(
    world: World, next_intake: Calling
) -> None:
    row = calling.submitted(world, next_intake, calling.clerk(world))
    pk = next_intake.intake.pk
    home = f"/selection/intakes/{pk}/homes/{world.bureau.pk}/nominate/"
    host = f"/programmes/intakes/{pk}/hosts/{world.township_government.pk}/offer/"
    with clock.clock_at(NOMINATIONS):
        nominate = client_of(world.home_handler).get(home).context["form"]
        answer = client_of(world.handler).get(f"/selection/nominations/{row.pk}/receive/")
        bare = client_of(world.home_handler).post(home, {"reasons": "综合素质好"})
    with clock.clock_at(NEEDS):
        offer = client_of(world.host_handler).get(host).context["form"]

    assert nominate.fields["category"].choices[0] == ("", "—")
    assert offer.fields["category"].choices[0] == ("", "—")
    assert answer.content.decode().count("checked") == 0
    assert bare.context["form"].errors["category"] == ["Choose: Post category wished."]
