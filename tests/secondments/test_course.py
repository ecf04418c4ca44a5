"""Changes of course: who may ask, and who consents in which order."""

import json
from datetime import date
from typing import Any

import pytest
from django.http import Http404

from guazhi.access.matrix import Role
from guazhi.ledger.models import Entry
from guazhi.obligations.models import Obligation
from guazhi.policy import Refused
from guazhi.secondments import queries
from guazhi.secondments.commands import (
    answer_change,
    ask_change,
    call_back,
    return_home,
    withdraw,
)
from guazhi.secondments.models import CourseChange, Secondment, SecondmentNotice
from guazhi.web.clock import clock_at
from tests import make
from tests.make import World, consented, speaker
from tests.refusals import codes
from tests.secondments.acting import DAY, LATER, SUMMER, ask, says

pytestmark = pytest.mark.django_db


def owed(row: Secondment, rule: str) -> list[tuple[int | None, str]]:
    found = Obligation.objects.filter(secondment=row, rule=rule).exclude(state="void")
    return list(found.order_by("due", "pk").values_list("owner_id", "state"))


def verbs(last: int) -> list[str]:
    return list(Entry.objects.order_by("-seq").values_list("verb", flat=True)[:last])[::-1]


def test_the_chain_asks_each_party_in_its_turn_and_the_last_consent_takes_effect(
    world: World,
) -> None:
    change = ask(world, world.host_leader)
    began = says(change)
    for party in (world.secondee, world.home_handler, world.approver):
        answer_change(change.pk, consents=True, opinion="同意", day=DAY, actor=party)

    world.secondment.refresh_from_db()
    change.refresh_from_db()
    assert began == [
        ("secondee", "asked"),
        ("host", "implied"),
        ("home", "later"),
        ("city", "later"),
    ]
    assert (change.state, change.settled_on) == ("in_effect", DAY)
    assert (world.secondment.end, world.secondment.planned_end) == (LATER, LATER)
    assert owed(world.secondment, "final_assessment") != []
    assert Obligation.objects.get(secondment=world.secondment, rule="final_assessment").due == LATER
    assert verbs(5) == [
        "ChangeAsked", "ChangeConsented", "ChangeConsented", "ChangeConsented", "TermChanged",
    ]  # fmt: skip


def test_a_handler_asks_for_the_department_and_its_approver_still_decides(world: World) -> None:
    change = ask(world, world.handler)

    assert says(change)[-1] == ("city", "later")


def test_a_refusal_ends_it_and_needs_its_reason(world: World) -> None:
    change = ask(world, world.host_leader)

    with pytest.raises(Refused) as bare:
        answer_change(change.pk, consents=False, day=DAY, actor=world.secondee)
    answer_change(
        change.pk, consents=False, opinion="家中老人需照料", day=DAY, actor=world.secondee
    )
    with pytest.raises(Refused) as after:
        answer_change(change.pk, consents=True, day=DAY, actor=world.home_handler)

    change.refresh_from_db()
    world.secondment.refresh_from_db()
    assert codes(bare) == ["refusal_needs_reason"]
    assert codes(after) == ["change_is_over"]
    assert (change.state, world.secondment.end) == ("refused", date(2027, 2, 28))
    assert says(change) == [
        ("secondee", "refused"),
        ("host", "implied"),
        ("home", "dropped"),
        ("city", "dropped"),
    ]


def test_out_of_turn_and_twice_are_refused(world: World) -> None:
    change = ask(world, world.host_leader)

    with pytest.raises(Refused) as early:
        answer_change(change.pk, consents=True, day=DAY, actor=world.approver)
    answer_change(change.pk, consents=True, day=DAY, actor=world.secondee)
    with pytest.raises(Refused) as twice:
        answer_change(change.pk, consents=True, day=DAY, actor=world.secondee)

    assert codes(early) == ["not_your_turn"]
    assert codes(twice) == ["answered_already"]


def test_those_who_have_no_say_do_not_find_it(world: World) -> None:
    change = ask(world, world.host_leader)
    stranger = make.actor(Role.HOME_HANDLER, world.township_government)
    himself = make.actor(Role.CITY_APPROVER, world.city)
    himself = make.Actor(himself.user_id, world.secondment.secondee_id, "本人", himself.held)

    for actor in (stranger, world.host_handler, world.other_county_handler):
        with pytest.raises(Http404):
            answer_change(change.pk, consents=True, day=DAY, actor=actor)
    answer_change(change.pk, consents=True, day=DAY, actor=himself)

    # he speaks for himself, and not for the department
    assert says(change)[0] == ("secondee", "consented")
    assert list(queries.changes_to_answer(himself)) == []


def test_one_change_at_a_time_and_only_its_asker_calls_it_back(world: World) -> None:
    change = ask(world, world.host_leader)

    with pytest.raises(Refused) as second:
        ask(world, world.home_handler, "early_end", new_end=SUMMER)
    with pytest.raises(Refused) as not_theirs:
        call_back(change.pk, day=DAY, actor=world.home_handler)
    call_back(change.pk, day=DAY, actor=world.host_handler)
    with pytest.raises(Refused) as twice:
        call_back(change.pk, day=DAY, actor=world.host_handler)
    again = ask(world, world.home_handler, "early_end", new_end=SUMMER)

    change.refresh_from_db()
    assert (codes(second), codes(not_theirs), codes(twice)) == (
        ["change_waits_already"],
        ["only_asker_calls_back"],
        ["change_is_over"],
    )
    assert (change.state, again.state) == ("called_back", "waiting")


@pytest.mark.parametrize(
    ("who", "kind", "wanted", "found"),
    [
        ("secondee", "recall", {"new_end": SUMMER}, ["change_not_yours_to_ask"]),
        ("host_leader", "extension", {"new_end": date(2027, 9, 1)}, ["extension_too_long"]),
        ("host_leader", "extension", {"new_end": date(2027, 2, 28)}, ["extension_not_later"]),
        ("host_leader", "extension", {"reason": " "}, ["reason_needed"]),
        ("host_leader", "extension", {"day": date(2026, 3, 3)}, ["day_to_come"]),
        ("host_leader", "extension", {"day": date(2026, 2, 1)}, ["day_too_far_back"]),
        ("host_leader", "early_end", {}, ["last_day_needed"]),
        ("host_leader", "early_end", {"new_end": date(2027, 2, 28)}, ["early_end_not_earlier"]),
        ("host_leader", "change_of_post", {}, ["post_needed", "day_needed"]),
        ("host_leader", "replacement", {"new_end": SUMMER}, ["successor_needed"]),
        ("host_leader", "stay", {"new_end": LATER}, ["early_end_not_earlier"]),
    ],
)
def test_what_may_not_be_asked_changes_nothing(
    world: World, who: str, kind: str, wanted: dict[str, Any], found: list[str]
) -> None:
    before = Entry.objects.count()

    with pytest.raises(Refused) as refusal:
        ask(world, getattr(world, who), kind, **wanted)

    assert codes(refusal) == found
    assert (CourseChange.objects.count(), Entry.objects.count()) == (0, before)


def test_a_waiting_change_keeps_the_secondment_open_and_is_dropped_with_a_withdrawal(
    world: World,
) -> None:
    row = world.another("吴九", in_post=False)
    waiting = ask_change(
        row.pk, kind="extension", new_end=LATER, reason="工作需要", day=DAY, actor=world.host_leader
    )
    ask(world, world.host_leader)

    withdraw(row.pk, reason="本人因病", day=DAY, actor=world.approver)
    with clock_at(date(2027, 3, 1)), pytest.raises(Refused) as open_still:
        return_home(world.secondment.pk, day=date(2027, 3, 1), actor=world.approver)

    waiting.refresh_from_db()
    assert codes(open_still) == ["change_waits_already"]
    assert (waiting.state, says(waiting)[-1]) == ("called_back", ("city", "dropped"))


def test_what_became_impossible_meanwhile_is_refused_with_the_last_consent(world: World) -> None:
    change = ask(world, world.host_leader, "early_end", new_end=date(2026, 3, 10))
    for party in (world.secondee, world.home_handler):
        answer_change(change.pk, consents=True, day=DAY, actor=party)

    with clock_at(date(2026, 4, 20)), pytest.raises(Refused) as refusal:
        answer_change(change.pk, consents=True, day=date(2026, 4, 20), actor=world.approver)

    change.refresh_from_db()
    assert codes(refusal) == ["day_too_far_back"]
    assert change.state == "waiting"


def test_notices_are_numbered_and_the_later_supersedes(world: World) -> None:
    first = SecondmentNotice.objects.get(secondment=world.secondment)

    consented(ask(world, world.host_leader).pk)

    last = SecondmentNotice.objects.filter(secondment=world.secondment).latest("pk")
    said = json.loads(last.payload)
    old, new = (queries.notice_values(queries.notice(world.handler, n.pk)) for n in (first, last))
    assert (first.number, last.number, last.supersedes) == (
        "挂通〔2026〕1号",
        "挂通〔2026〕2号",
        first,
    )
    assert (said["old_end"], said["end"]) == ("2027-02-28", "2027-05-31")
    assert old["status"] == "本通知已由挂通〔2026〕2号替代"
    assert new["closing"] == "原挂通〔2026〕1号同时废止。\n特此通知。"
    assert "由2027年2月28日延长至2027年5月31日" in new["body"]
    assert new["grounds"].startswith("经本人（2026年3月2日）、清溪县龙泉乡人民政府（2026年3月2日）")


def test_the_versions_of_a_term_tell_its_whole_history(world: World) -> None:
    consented(ask(world, world.host_leader).pk)
    with clock_at(date(2026, 3, 20)):
        consented(
            ask(world, world.home_handler, "early_end", new_end=SUMMER, day=date(2026, 3, 20)).pk
        )

    secondment = queries.one(world.handler, world.secondment.pk)
    found = [
        (v.number, v.end, v.change and v.change.kind, v.notice and v.notice.number, v.is_present)
        for v in queries.versions(world.handler, secondment)
    ]

    assert found == [
        (1, date(2027, 2, 28), None, "挂通〔2026〕1号", False),
        (2, LATER, "extension", "挂通〔2026〕2号", False),
        (3, SUMMER, "early_end", "挂通〔2026〕3号", True),
    ]


def test_the_step_that_waits_stands_on_the_desk_of_its_party_alone(world: World) -> None:
    change = ask(world, world.host_leader)
    step = change.steps.get(answer="asked")

    waiting = [
        [found.change_id for found in queries.changes_to_answer(actor)]
        for actor in (world.secondee, world.home_handler, world.approver, speaker(step))
    ]

    assert waiting == [[change.pk], [], [], [change.pk]]
