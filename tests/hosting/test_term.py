"""What hosts do in the term: each record meets what it is evidence of, once and in order."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext

from guazhi.access.matrix import Role
from guazhi.hosting.commands import (
    accept,
    assign_task,
    brief,
    divide_work,
    give_care,
    hold_talk,
    name_mentor,
    record_leader,
)
from guazhi.hosting.models import Mentorship
from guazhi.ledger.models import Entry
from guazhi.obligations.models import Obligation
from guazhi.people.queries import principal_leader
from guazhi.policy.findings import Refused
from guazhi.secondments.models import Secondment
from guazhi.web import clock
from tests import make
from tests.make import World, enrol
from tests.refusals import codes

DAY = date(2026, 3, 2)
TREATED = {"in_roster": True, "in_meetings": True, "in_study": True}
# what is done, what it is evidence of, who does it, the ledger's verb, the arguments
DEEDS: dict[str, tuple[Callable[..., Any], str, str, dict[str, Any]]] = {
    "HostAccepted": (accept, "host_acceptance", "host_leader", {"responsible": "王建国"}),
    "BriefingGiven": (
        brief,
        "briefing",
        "host_handler",
        {"briefer": "王建国", "situation": "乡情", "functions": "职能"},
    ),
    "WorkDivided": (
        divide_work,
        "division_of_work",
        "host_handler",
        {"duties": "分管乡村振兴", "powers": "主持专题会议", **TREATED},
    ),
    "TaskAssigned": (
        assign_task,
        "first_substantive_task",
        "host_leader",
        {"title": "牵头选址", "due": date(2026, 4, 30), "substantive": True},
    ),
    "TalkHeld": (
        hold_talk,
        "listening",
        "host_leader",
        {"talker": "王建国", "thought": "稳定", "work": "顺利"},
    ),
    "CareGiven": (give_care, "care", "host_handler", {"kind": "lodging", "text": "安排周转房"}),
}


def met(rule: str) -> int:
    return Obligation.objects.filter(rule=rule, state="met").count()


def verbs() -> list[str]:
    return list(Entry.objects.order_by("seq").values_list("verb", flat=True))


@pytest.mark.parametrize("verb", DEEDS)
def test_a_deed_is_recorded_once_and_meets_what_it_proves(world: World, verb: str) -> None:
    command, rule, who, said = DEEDS[verb]
    actor = getattr(world, who)
    before = verbs()

    command(world.secondment.pk, day=DAY, actor=actor, **said)
    with pytest.raises(Refused) as twice:
        command(world.secondment.pk, day=DAY, actor=actor, **said)

    assert verbs() == [*before, verb]
    assert met(rule) == 1
    assert codes(twice) == ["accepted_already" if verb == "HostAccepted" else "recorded_already"]


@pytest.mark.parametrize("verb", DEEDS)
@pytest.mark.parametrize(
    ("day", "code"),
    [
        (date(2026, 3, 9), "day_to_come"),
        (date(2026, 1, 5), "day_too_far_back"),
    ],
)
def test_a_day_out_of_reason_changes_nothing(world: World, verb: str, day: date, code: str) -> None:
    command, rule, who, said = DEEDS[verb]
    before = verbs()

    with pytest.raises(Refused) as refusal:
        command(world.secondment.pk, day=day, actor=getattr(world, who), **said)

    assert codes(refusal)[0] == code
    assert (verbs(), met(rule)) == (before, 0)


@pytest.mark.parametrize("verb", DEEDS)
def test_a_deed_on_another_units_secondee_looks_missing(world: World, verb: str) -> None:
    command, _rule, _who, said = DEEDS[verb]
    elsewhere = make.found("云岭县白水镇人民政府", "organ", world.other_county)
    stranger = make.actor(Role.HOST_LEADER, elsewhere)

    for actor in (stranger, world.county_handler, world.secondee):
        with pytest.raises(Http404):
            command(world.secondment.pk, day=DAY, actor=actor, **said)


@pytest.mark.parametrize("verb", DEEDS)
def test_nobody_does_it_to_himself(world: World, verb: str) -> None:
    command, _rule, _who, said = DEEDS[verb]
    himself = make.actor(
        Role.HOST_LEADER,
        world.township_government,
        person=enrol("郑伟", world.bureau, sex="male"),
    )
    Secondment.objects.filter(pk=world.secondment.pk).update(secondee=himself.person_id)

    with pytest.raises(Http404):
        command(world.secondment.pk, day=DAY, actor=himself, **said)


@pytest.mark.parametrize(
    ("verb", "left_out", "found"),
    [
        ("BriefingGiven", "situation", "words_needed"),
        ("BriefingGiven", "functions", "words_needed"),
        ("TalkHeld", "thought", "aspect_not_heard"),
        ("TalkHeld", "work", "aspect_not_heard"),
        ("WorkDivided", "powers", "words_needed"),
        ("CareGiven", "text", "words_needed"),
    ],
)
def test_what_must_be_said_is_asked_for(world: World, verb: str, left_out: str, found: str) -> None:
    command, rule, who, said = DEEDS[verb]

    with pytest.raises(Refused) as refusal:
        command(world.secondment.pk, day=DAY, actor=getattr(world, who), **{**said, left_out: " "})

    assert codes(refusal) == [found]
    assert met(rule) == 0


def test_a_secondee_is_treated_as_own_cadre_in_every_respect(world: World) -> None:
    with pytest.raises(Refused) as refusal:
        divide_work(
            world.secondment.pk,
            day=DAY,
            duties="分管",
            powers="主持",
            in_roster=True,
            actor=world.host_leader,
        )

    assert [(f.code, f.field) for f in refusal.value.findings] == [
        ("not_treated_as_own", "in_meetings"),
        ("not_treated_as_own", "in_study"),
    ]


def test_the_principal_leader_becomes_the_mentor(world: World) -> None:
    name_mentor(world.secondment.pk, mentor=world.leader.pk, day=DAY, actor=world.host_handler)

    world.secondment.refresh_from_db()
    assert world.secondment.mentor_id == world.leader.pk
    assert met("mentor_named") == 1
    assert verbs()[-2:] == ["MentorNamed", "MentorSet"]


def test_another_mentor_needs_a_reason_and_ends_the_one_before(world: World) -> None:
    deputy = enrol("周强", world.township_government, sex="male")
    name_mentor(world.secondment.pk, mentor=world.leader.pk, day=DAY, actor=world.host_leader)
    with pytest.raises(Refused) as refusal:
        name_mentor(world.secondment.pk, mentor=deputy.pk, day=DAY, actor=world.host_leader)

    name_mentor(
        world.secondment.pk,
        mentor=deputy.pk,
        day=DAY,
        exception_reason="主要领导脱产学习",
        actor=world.host_leader,
    )

    found = Mentorship.objects.order_by("pk").values_list("mentor_id", "until")
    assert codes(refusal) == ["mentor_not_principal_leader"]
    assert list(found) == [(world.leader.pk, DAY), (deputy.pk, None)]


@pytest.mark.parametrize("who", ["stranger", "secondee"])
def test_nobody_from_outside_the_host_mentors(world: World, who: str) -> None:
    stranger = enrol("周强", world.bureau, sex="male")
    person = stranger if who == "stranger" else world.secondment.secondee

    with pytest.raises(Refused) as refusal:
        name_mentor(
            world.secondment.pk,
            mentor=person.pk,
            day=DAY,
            exception_reason="主要领导脱产学习",
            actor=world.host_leader,
        )

    assert codes(refusal) == ["mentor_not_of_host"]


def test_a_mentor_is_named_once_and_in_order(world: World) -> None:
    deputy = enrol("周强", world.township_government, sex="male")
    name_mentor(world.secondment.pk, mentor=world.leader.pk, day=DAY, actor=world.host_leader)

    with pytest.raises(Refused) as twice:
        name_mentor(world.secondment.pk, mentor=world.leader.pk, day=DAY, actor=world.host_leader)
    with pytest.raises(Refused) as early:
        name_mentor(
            world.secondment.pk,
            mentor=deputy.pk,
            day=date(2026, 3, 1),
            exception_reason="主要领导脱产学习",
            actor=world.host_leader,
        )

    assert (codes(twice), codes(early)) == (["mentor_named_already"], ["day_before_step"])


def test_a_new_principal_leader_follows_the_one_before(world: World) -> None:
    said: dict[str, Any] = {"title": "乡长", "actor": world.host_handler}
    with pytest.raises(Refused) as known:
        record_leader(world.secondment.pk, name="王建国", since=DAY, **said)
    with pytest.raises(Refused) as early:
        record_leader(world.secondment.pk, name="李国强", since=date(2023, 1, 1), **said)

    record_leader(world.secondment.pk, name="李国强", since=DAY, **said)

    leader = principal_leader(world.township_government.pk)
    assert leader is not None
    assert (leader.person.name, leader.since) == ("李国强", DAY)
    assert (codes(known), codes(early)) == (["leader_on_record"], ["leader_before_present"])


def test_a_mentor_talks_and_assigns_like_the_host(world: World) -> None:
    deputy = enrol("周强", world.township_government, sex="male")
    name_mentor(
        world.secondment.pk,
        mentor=deputy.pk,
        day=DAY,
        exception_reason="主要领导脱产学习",
        actor=world.host_leader,
    )
    mentor = make.actor(None, person=deputy)

    hold_talk(
        world.secondment.pk, day=DAY, talker="周强", thought="稳定", work="顺利", actor=mentor
    )

    assert met("listening") == 1
    with pytest.raises(Http404):
        accept(world.secondment.pk, day=DAY, responsible="周强", actor=mentor)


def test_a_year_of_talks_meets_a_year_of_listening(world: World) -> None:
    for month in (3, 4, 5):
        with clock.clock_at(date(2026, month, 20)):
            hold_talk(
                world.secondment.pk,
                day=date(2026, month, 20),
                talker="王建国",
                thought="稳定",
                work="顺利",
                actor=world.host_leader,
            )

    assert met("listening") == 3


def test_a_talk_stays_cheap(world: World) -> None:
    with CaptureQueriesContext(connection) as caught:
        hold_talk(
            world.secondment.pk,
            day=DAY,
            talker="王建国",
            thought="稳定",
            work="顺利",
            actor=world.host_leader,
        )

    writes = [q for q in caught.captured_queries if "SAVEPOINT" not in q["sql"]]
    assert len(writes) <= 12
