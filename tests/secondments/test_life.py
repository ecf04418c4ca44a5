"""The life of a secondment, and what the database itself refuses."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404
from django.test import Client

from guazhi.access.matrix import Role
from guazhi.ledger.models import Entry
from guazhi.obligations.models import Obligation
from guazhi.policy import Refused, term_end
from guazhi.secondments.commands import (
    Placing,
    answer_change,
    arrive,
    ask_change,
    check_relation,
    hand_over,
    place,
    return_home,
)
from guazhi.secondments.commands.placing import put_down
from guazhi.secondments.models import RelationCheck, Secondment
from guazhi.web.clock import clock_at
from tests import make
from tests.clauses.story import refused
from tests.make import World, change_term

pytestmark = pytest.mark.django_db


def obligation(secondment: Secondment, rule: str) -> Obligation:
    return Obligation.objects.get(secondment=secondment, rule=rule)


def codes(refusal: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [finding.code for finding in refusal.value.findings]


def test_a_handover_is_recorded_and_meets_its_obligation(world: World) -> None:
    hand_over(
        world.secondment.pk,
        day=date(2026, 2, 27),
        handed_to="综合科李四",
        matters="在办文件三件",
        confirmed_on=date(2026, 2, 27),
        actor=world.home_handler,
    )

    assert obligation(world.secondment, "handover").state == "met"
    assert Entry.objects.filter(verb="WorkHandedOver").count() == 1


def test_a_second_handover_is_refused_and_changes_nothing(world: World) -> None:
    arguments: dict[str, Any] = {"day": date(2026, 2, 27), "handed_to": "李四", "matters": "文件"}
    hand_over(world.secondment.pk, **arguments, actor=world.home_handler)
    entries = Entry.objects.count()

    with pytest.raises(Refused) as refusal:
        hand_over(world.secondment.pk, **arguments, actor=world.home_handler)

    assert codes(refusal) == ["handed_over_already"]
    assert Entry.objects.count() == entries


def test_another_unit_does_not_find_the_secondment(world: World) -> None:
    stranger = make.actor(Role.HOME_HANDLER, world.township_government)

    with pytest.raises(Http404):
        hand_over(
            world.secondment.pk, day=date(2026, 2, 27), handed_to="x", matters="x", actor=stranger
        )


def test_arriving_twice_is_refused(world: World) -> None:
    with pytest.raises(Refused) as refusal:
        arrive(world.secondment.pk, day=date(2026, 3, 2), actor=world.host_leader)

    assert codes(refusal) == ["move_not_allowed"]


def test_the_relation_check_fails_loudly_when_something_moved(world: World) -> None:
    with pytest.raises(Refused) as refusal:
        check_relation(
            world.secondment.pk,
            day=date(2026, 3, 2),
            relation_unchanged=True,
            post_unchanged=False,
            pay_unchanged=True,
            checked_by="干部科王某",
            seen="编制名册、工资表",
            actor=world.home_handler,
        )

    assert codes(refusal) == ["relation_not_confirmed"]


def test_returning_before_the_last_day_is_refused(world: World) -> None:
    with pytest.raises(Refused) as refusal:
        return_home(world.secondment.pk, day=date(2026, 3, 2), actor=world.approver)

    assert codes(refusal) == ["return_not_before_end"]


def test_an_early_end_and_return_close_it_as_ended_early(world: World) -> None:
    change_term(
        world.secondment.pk,
        kind="early_end",
        new_end=date(2026, 8, 31),
        reason="工作需要",
        actor=world.approver,
    )

    with clock_at(date(2026, 9, 1)):
        closed = return_home(world.secondment.pk, day=date(2026, 9, 1), actor=world.approver)

    assert closed.state == "ended_early"
    assert closed.home_organisation_id == world.bureau.pk


def test_an_overlap_is_refused_by_the_policy_and_by_the_database(world: World) -> None:
    start = date(2026, 9, 1)
    post = make.post(world.intake, world.county_department, "county_assistant")
    placing = Placing(world.secondment.secondee, world.bureau, "", post, start, term_end(start, 12))

    with refused("stay_overlaps"):
        place(placing, actor=world.handler)
    with pytest.raises(IntegrityError), transaction.atomic():
        put_down([placing], actor=world.handler)

    assert Secondment.objects.count() == 1


def test_the_database_refuses_more_people_than_places(world: World) -> None:
    other = world.another()

    with pytest.raises(IntegrityError), transaction.atomic():
        Secondment.objects.filter(pk=other.pk).update(post=world.secondment.post)


def test_the_database_refuses_an_end_before_the_start(world: World) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Secondment.objects.filter(pk=world.secondment.pk).update(end=date(2026, 2, 28))


def test_a_wall_of_the_database_becomes_a_sentence(world: World, client: Client) -> None:
    half = world.another("赵一", host=world.county_department, months=6, in_post=False)
    later = world.another(
        "钱二",
        host=make.found("市水利局", "organ", world.city),
        months=6,
        start=date(2026, 9, 1),
        in_post=False,
    )
    Secondment.objects.filter(pk=later.pk).update(post=half.post)
    asked = ask_change(
        half.pk,
        kind="extension",
        new_end=date(2026, 10, 31),
        reason="工作需要",
        day=date(2026, 3, 2),
        actor=world.approver,
    )
    while (step := asked.steps.get(answer="asked")).party != "home":
        answer_change(asked.pk, consents=True, day=date(2026, 3, 2), actor=make.speaker(step))
    client.force_login(make.account_of(world.home_handler))

    answer = client.post(
        f"/secondments/changes/{asked.pk}/", {"consents": "yes", "day": "2026-03-02"}
    )

    assert answer.status_code == 422
    assert "该岗位在此期间已无空缺" in answer.content.decode()


def test_the_relation_is_checked_once_a_day(world: World) -> None:
    day = date(2026, 9, 1)
    said: dict[str, Any] = {"relation_unchanged": True, "post_unchanged": True}
    said |= {"pay_unchanged": True, "checked_by": "王科长", "seen": "编制名册"}
    with clock_at(day):
        check_relation(world.secondment.pk, day=day, **said, actor=world.home_handler)

        with pytest.raises(Refused) as refused:
            check_relation(world.secondment.pk, day=day, **said, actor=world.home_handler)

    assert [finding.code for finding in refused.value.findings] == ["relation_checked_already"]
    assert RelationCheck.objects.count() == 1
