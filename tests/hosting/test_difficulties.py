"""Difficulties: raised, answered by the level that owns them, passed up, solved, confirmed."""

from datetime import date

import pytest
from django.http import Http404

from guazhi.access.matrix import Role
from guazhi.hosting.commands import (
    answer_difficulty,
    confirm_difficulty,
    pass_up,
    raise_difficulty,
    resolve_difficulty,
)
from guazhi.hosting.models import Difficulty, DifficultyStep
from guazhi.ledger.models import Entry
from guazhi.obligations.models import Obligation
from guazhi.policy.findings import Refused
from guazhi.web import clock
from tests import make
from tests.make import World, enrol

DAY = date(2026, 3, 2)


def raised(world: World, level: str = "host") -> Difficulty:
    return raise_difficulty(
        world.secondment.pk,
        kind="life",
        text="住处离单位较远",
        day=DAY,
        level=level,
        actor=world.secondee,
    )


def owed(rule: str) -> list[tuple[str, str]]:
    rows = Obligation.objects.filter(rule=rule).order_by("pk")
    return [(row.party, row.state) for row in rows]


def verbs() -> list[str]:
    return list(Entry.objects.filter(about="difficulty").values_list("verb", flat=True))


def test_a_difficulty_is_answered_solved_and_confirmed(world: World) -> None:
    row = raised(world)

    answer_difficulty(row.pk, answer="正在协调周转房", day=DAY, actor=world.host_handler)
    resolve_difficulty(row.pk, solution="已安排周转房", day=DAY, actor=world.host_handler)
    confirm_difficulty(row.pk, solved=True, day=DAY, actor=world.secondee)

    row.refresh_from_db()
    assert (row.state, row.closed_on) == ("closed", DAY)
    assert owed("difficulty_answered") == [("host", "met")]
    assert owed("difficulty_closed") == [("host", "met")]
    assert verbs() == [
        "DifficultyRaised",
        "DifficultyAnswered",
        "DifficultyResolved",
        "DifficultyClosed",
    ]


@pytest.mark.parametrize("level", ["host", "county", "city"])
def test_a_difficulty_is_owed_by_the_level_it_is_raised_to(world: World, level: str) -> None:
    raised(world, level)

    assert owed("difficulty_answered") == [(level, "open")]
    assert owed("difficulty_closed") == [(level, "open")]


def test_a_solution_counts_as_the_answer(world: World) -> None:
    row = raised(world)

    resolve_difficulty(row.pk, solution="已安排周转房", day=DAY, actor=world.host_leader)

    assert owed("difficulty_answered") == [("host", "met")]
    assert owed("difficulty_closed") == [("host", "open")]


def test_what_is_not_solved_opens_again_and_asks_why(world: World) -> None:
    row = raised(world)
    resolve_difficulty(row.pk, solution="已安排周转房", day=DAY, actor=world.host_leader)
    with pytest.raises(Refused) as refusal:
        confirm_difficulty(row.pk, solved=False, day=DAY, actor=world.secondee)

    confirm_difficulty(row.pk, solved=False, remark="未通水电", day=DAY, actor=world.secondee)

    row.refresh_from_db()
    assert [f.code for f in refusal.value.findings] == ["words_needed"]
    assert row.state == "answered"
    assert owed("difficulty_closed") == [("host", "open")]
    assert list(DifficultyStep.objects.values_list("kind", "text")) == [
        ("resolve", "已安排周转房"),
        ("reopen", "未通水电"),
    ]


def test_passing_up_moves_what_is_owed_and_keeps_what_was_met(world: World) -> None:
    row = raised(world)

    with clock.clock_at(date(2026, 3, 4)):
        pass_up(row.pk, reason="需县里统筹周转房", actor=world.host_leader)

    row.refresh_from_db()
    assert (row.level, row.owner_id, row.state) == ("county", world.county_department.pk, "raised")
    assert owed("difficulty_answered") == [("host", "met"), ("county", "open")]
    assert owed("difficulty_closed") == [("host", "void"), ("county", "open")]
    due = Obligation.objects.get(rule="difficulty_answered", party="county").due
    assert due == date(2026, 3, 9)


def test_each_level_passes_up_to_the_next_and_the_city_to_none(world: World) -> None:
    row = raised(world)
    pass_up(row.pk, reason="需县里统筹", actor=world.host_leader)
    pass_up(row.pk, reason="需市里统筹", actor=world.county_handler)

    with pytest.raises(Refused) as refusal:
        pass_up(row.pk, reason="无", actor=world.handler)

    row.refresh_from_db()
    assert [f.code for f in refusal.value.findings] == ["no_level_above"]
    assert (row.level, row.owner_id) == ("city", world.city_department.pk)
    assert owed("difficulty_answered") == [("host", "met"), ("county", "met"), ("city", "open")]


def test_without_a_county_a_difficulty_goes_from_host_to_city(world: World) -> None:
    bureau = make.found("市水利局", "organ", world.city)
    there = world.another("赵敏", home=world.bureau, host=bureau, months=6, category="city_organ")
    secondee = make.actor(None, person=there.secondee)
    with pytest.raises(Refused) as refusal:
        raise_difficulty(there.pk, kind="work", text="x", day=DAY, level="county", actor=secondee)
    row = raise_difficulty(there.pk, kind="work", text="缺少资料", day=DAY, actor=secondee)

    pass_up(row.pk, reason="需市里协调", actor=make.actor(Role.HOST_LEADER, bureau))

    row.refresh_from_db()
    assert [f.code for f in refusal.value.findings] == ["level_not_there"]
    assert row.level == "city"


@pytest.mark.parametrize("who", ["county_handler", "handler", "home_handler", "secondee"])
def test_only_the_level_that_owns_it_answers(world: World, who: str) -> None:
    row = raised(world)

    with pytest.raises(Http404):
        answer_difficulty(row.pk, answer="收到", day=DAY, actor=getattr(world, who))

    row.refresh_from_db()
    assert row.state == "raised"


def test_the_other_county_of_the_secondment_does_not_answer(world: World) -> None:
    unit = make.found("云岭县教育局", "organ", world.other_county)
    there = world.another("赵敏", home=unit)
    secondee = make.actor(None, person=there.secondee)
    row = raise_difficulty(
        there.pk, kind="work", text="缺少资料", day=DAY, level="county", actor=secondee
    )

    with pytest.raises(Http404):
        answer_difficulty(row.pk, answer="收到", day=DAY, actor=world.other_county_handler)

    answer_difficulty(row.pk, answer="收到", day=DAY, actor=world.county_handler)
    assert owed("difficulty_answered") == [("county", "met")]


def test_a_city_handler_who_mentors_elsewhere_is_no_host_here(world: World) -> None:
    person = enrol("周明", world.bureau, sex="male")
    actor = make.actor(Role.CITY_HANDLER, world.city, person=person)
    row = raised(world)

    with pytest.raises(Http404):
        resolve_difficulty(row.pk, solution="已安排", day=DAY, actor=actor)

    assert list(DifficultyStep.objects.all()) == []


def test_steps_come_in_order_and_once(world: World) -> None:
    row = raised(world)
    with pytest.raises(Refused) as unsolved:
        confirm_difficulty(row.pk, solved=True, day=DAY, actor=world.secondee)
    with pytest.raises(Refused) as early:
        answer_difficulty(row.pk, answer="收到", day=date(2026, 3, 1), actor=world.host_leader)
    answer_difficulty(row.pk, answer="收到", day=DAY, actor=world.host_leader)

    with pytest.raises(Refused) as twice:
        answer_difficulty(row.pk, answer="收到", day=DAY, actor=world.host_leader)

    assert [f.code for f in unsolved.value.findings] == ["difficulty_has_no_solution_yet"]
    assert [f.code for f in early.value.findings] == ["before_it_was_raised"]
    assert [f.code for f in twice.value.findings] == ["difficulty_step_not_now"]


def test_a_refused_difficulty_leaves_nothing(world: World) -> None:
    with pytest.raises(Refused) as refusal:
        raise_difficulty(
            world.secondment.pk,
            kind="money",
            text=" ",
            day=date(2027, 3, 1),
            actor=world.secondee,
        )

    assert [f.code for f in refusal.value.findings] == [
        "day_to_come",
        "words_needed",
        "choice_unknown",
    ]
    assert list(Difficulty.objects.all()) == []
    assert verbs() == []


def test_what_was_raised_in_the_term_is_solved_after_it(world: World) -> None:
    with clock.clock_at(date(2027, 2, 28)):
        row = raise_difficulty(
            world.secondment.pk,
            kind="work",
            text="交接材料不全",
            day=date(2027, 2, 26),
            actor=world.secondee,
        )

    with clock.clock_at(date(2027, 3, 5)):
        resolve_difficulty(row.pk, solution="已补齐", day=date(2027, 3, 4), actor=world.host_leader)

    assert owed("difficulty_answered") == [("host", "met")]
