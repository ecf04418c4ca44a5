"""Talks by ticks, and what becomes of the opinions raised in them."""

from datetime import date

import pytest
from django.http import Http404

from guazhi.coordination.commands import send_exchange
from guazhi.coordination.models import ExchangeItem
from guazhi.hosting.commands import hold_talk, raise_difficulty
from guazhi.hosting.models import Difficulty, Talk
from guazhi.hosting.queries import usual_talk
from guazhi.ledger.models import Entry
from guazhi.policy.findings import Refused
from guazhi.secondments.models import Opinion
from guazhi.secondments.queries import one
from tests.make import World

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)
TICKS = ["thought_steady", "work_on_track"]


def heard(world: World, *opinions: str) -> Talk:
    return hold_talk(
        world.secondment.pk,
        day=DAY,
        talker="王建国",
        topics=TICKS,
        opinions=opinions,
        actor=world.host_leader,
    )


def codes(refusal: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [finding.code for finding in refusal.value.findings]


def test_ticks_are_a_talk_and_each_line_an_opinion(world: World) -> None:
    talk = heard(world, "希望多下村", "建议统一报表口径")

    assert talk.topics == TICKS
    assert [row.text for row in talk.opinions.all()] == ["希望多下村", "建议统一报表口径"]


def test_a_topic_the_policy_does_not_know_is_refused(world: World) -> None:
    with pytest.raises(Refused) as refusal:
        hold_talk(
            world.secondment.pk,
            day=DAY,
            talker="王建国",
            topics=[*TICKS, "weather"],
            actor=world.host_leader,
        )

    assert codes(refusal) == ["choice_unknown"]
    assert Talk.objects.count() == 0


def test_the_usual_talk_is_the_leaders_and_like_the_last(world: World) -> None:
    secondment = one(world.host_handler, world.secondment.pk)
    first = usual_talk(world.host_handler, secondment)
    hold_talk(
        secondment.pk,
        day=DAY,
        talker="王建国",
        topics=TICKS,
        manner="on_site",
        place="包联村",
        actor=world.host_handler,
    )

    assert first == {"talker": "王建国", "manner": "alone"}
    assert usual_talk(world.host_handler, secondment) == {
        "talker": "王建国",
        "manner": "on_site",
        "place": "包联村",
    }


def test_an_opinion_becomes_a_difficulty_in_one_command(world: World) -> None:
    opinion = heard(world, "住处漏雨").opinions.get()
    before = Entry.objects.count()

    row = raise_difficulty(
        world.secondment.pk,
        kind="life",
        text=opinion.text,
        day=DAY,
        opinion_id=opinion.pk,
        actor=world.host_leader,
    )

    opinion.refresh_from_db()
    assert (opinion.became, opinion.record) == ("difficulty", row.pk)
    assert row.opinion_id == opinion.pk
    assert Entry.objects.count() == before + 1


def test_an_opinion_becomes_an_exchange_item_in_one_command(world: World) -> None:
    opinion = heard(world, "建议统一报表口径").opinions.get()
    before = Entry.objects.count()

    item = send_exchange(
        world.secondment.pk,
        text=opinion.text,
        to_organisation_id=world.city_department.pk,
        direction="brought_up",
        day=DAY,
        opinion_id=opinion.pk,
        actor=world.host_leader,
    )

    opinion.refresh_from_db()
    assert (opinion.became, opinion.record) == ("exchange_item", item.pk)
    assert item.opinion_id == opinion.pk
    assert Entry.objects.count() == before + 1


def test_an_opinion_becomes_one_thing_only(world: World) -> None:
    opinion = heard(world, "住处漏雨").opinions.get()
    raise_difficulty(
        world.secondment.pk,
        kind="life",
        text="住处漏雨",
        day=DAY,
        opinion_id=opinion.pk,
        actor=world.host_leader,
    )

    with pytest.raises(Refused) as refusal:
        send_exchange(
            world.secondment.pk,
            text="住处漏雨",
            to_organisation_id=world.bureau.pk,
            day=DAY,
            opinion_id=opinion.pk,
            actor=world.host_leader,
        )

    assert codes(refusal) == ["opinion_taken_up"]
    assert ExchangeItem.objects.count() == 0


def test_an_opinion_is_not_in_the_secondees_reach(world: World) -> None:
    opinion = heard(world, "住处漏雨").opinions.get()

    with pytest.raises(Http404):
        raise_difficulty(
            world.secondment.pk,
            kind="life",
            text="住处漏雨",
            day=DAY,
            opinion_id=opinion.pk,
            actor=world.secondee,
        )

    assert Difficulty.objects.count() == 0


def test_an_opinion_of_another_secondment_looks_missing(world: World) -> None:
    other = world.another("李强")
    opinion = heard(world, "住处漏雨").opinions.get()

    with pytest.raises(Http404):
        raise_difficulty(
            other.pk,
            kind="life",
            text="住处漏雨",
            day=DAY,
            opinion_id=opinion.pk,
            actor=world.host_leader,
        )

    assert Opinion.objects.get().became == ""
