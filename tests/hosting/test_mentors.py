"""The mentor: accepts by his own account, logs what he does, keeps his notes to himself."""

from datetime import date
from typing import Any

import pytest
from django.http import Http404

from guazhi.access.actor import Actor
from guazhi.hosting.commands import accept_mentoring, log_mentoring, name_mentor, record_leader
from guazhi.hosting.models import Mentoring, MentoringNote, Mentorship
from guazhi.hosting.queries import mentors
from guazhi.ledger.models import Entry
from guazhi.obligations.models import Obligation
from guazhi.people.queries import principal_leader
from guazhi.policy.findings import Refused
from guazhi.web.clock import clock_at
from tests import make
from tests.make import World, enrol
from tests.visitor import client_of

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)


def named(world: World) -> Mentorship:
    return name_mentor(
        world.secondment.pk, mentor=world.leader.pk, day=DAY, actor=world.host_handler
    )


def accepted(world: World) -> Mentorship:
    return accept_mentoring(named(world).pk, day=DAY, actor=world.host_leader)


def logged(world: World, day: date = DAY, **said: Any) -> Mentoring:
    given: dict[str, Any] = {"themes": ["work"], "text": "一起梳理分管工作"}
    with clock_at(day):
        return log_mentoring(
            world.secondment.pk, day=day, **{**given, **said}, actor=world.host_leader
        )


def codes(refusal: "pytest.ExceptionInfo[Refused]") -> list[str]:
    return [finding.code for finding in refusal.value.findings]


def state(rule: str) -> list[str]:
    rows = Obligation.objects.filter(rule=rule).exclude(state="void").order_by("due", "pk")
    return list(rows.values_list("state", flat=True))


def test_the_mentor_accepts_once_by_his_own_account(world: World) -> None:
    row = named(world)
    before = state("mentor_acceptance")

    for actor in (world.host_handler, world.secondee, world.handler):
        with pytest.raises(Http404):
            accept_mentoring(row.pk, day=DAY, actor=actor)
    accept_mentoring(row.pk, day=DAY, actor=world.host_leader)
    with pytest.raises(Refused) as twice:
        accept_mentoring(row.pk, day=DAY, actor=world.host_leader)

    last = Entry.objects.order_by("seq").values_list("verb", flat=True).last()
    assert (before, state("mentor_acceptance")) == (["open"], ["met"])
    assert last == "MentoringAccepted"
    assert codes(twice) == ["mentoring_accepted_already"]


def test_mentoring_is_logged_after_acceptance_with_a_theme_and_once(world: World) -> None:
    row = named(world)
    with pytest.raises(Refused) as early:
        logged(world)
    accept_mentoring(row.pk, day=DAY, actor=world.host_leader)
    with pytest.raises(Refused) as aimless:
        logged(world, themes=[])
    with pytest.raises(Refused) as unknown:
        logged(world, themes=["weather"])

    logged(world)

    with pytest.raises(Refused) as twice:
        logged(world)
    assert [codes(each) for each in (early, aimless, unknown, twice)] == [
        ["mentoring_not_accepted"],
        ["theme_needed"],
        ["choice_unknown"],
        ["recorded_already"],
    ]
    assert state("mentoring")[:2] == ["met", "open"]


def test_a_private_note_is_read_by_its_writer_only(world: World) -> None:
    accepted(world)
    logged(world, note="可以再压担子")

    def notes(actor: Actor) -> list[str]:
        entries = mentors(actor, world.secondment, DAY).entries
        assert entries is not None
        return [entry.note for entry in entries]

    readers = (world.host_leader, world.host_handler, world.secondee, world.handler)
    assert [notes(actor) for actor in readers] == [["可以再压担子"], [""], [""], [""]]


def test_a_new_leader_takes_the_duty_over_but_not_the_notes(world: World) -> None:
    accepted(world)
    logged(world, note="可以再压担子")

    record_leader(
        world.secondment.pk, name="李国强", title="乡长", since=DAY, actor=world.host_handler
    )

    world.secondment.refresh_from_db()
    leader = principal_leader(world.township_government.pk)
    assert leader is not None
    successor = make.actor(None, person=leader.person)
    found = mentors(successor, world.secondment, DAY)
    assert world.secondment.mentor_id == leader.person_id
    assert (found.accepts is not None, found.may_log) == (True, False)
    assert [entry.note for entry in found.entries or ()] == [""]
    assert list(MentoringNote.objects.values_list("text", flat=True)) == ["可以再压担子"]
    waits = Obligation.objects.get(rule="mentor_acceptance", state="open")
    assert waits.owner_person_id == leader.person_id


def test_a_mentor_by_exception_stays_when_the_leader_changes(world: World) -> None:
    deputy = enrol("周强", world.township_government, sex="male")
    name_mentor(
        world.secondment.pk,
        mentor=deputy.pk,
        day=DAY,
        exception_reason="主要领导脱产学习",
        actor=world.host_leader,
    )

    record_leader(
        world.secondment.pk, name="李国强", title="乡长", since=DAY, actor=world.host_handler
    )

    world.secondment.refresh_from_db()
    assert world.secondment.mentor_id == deputy.pk


@pytest.mark.parametrize(("day", "silent"), [(date(2026, 4, 16), False), (date(2026, 4, 17), True)])
def test_silence_beyond_the_figure_of_the_policy_warns(
    world: World, day: date, *, silent: bool
) -> None:
    accepted(world)

    found = mentors(world.handler, world.secondment, day)

    assert (found.silent, found.is_silent) == ((day - DAY).days, silent)


def test_mentoring_ends_the_silence(world: World) -> None:
    accepted(world)
    logged(world, date(2026, 4, 10))

    found = mentors(world.handler, world.secondment, date(2026, 4, 20))

    assert (found.silent, found.is_silent) == (10, False)


def test_the_mentor_accepts_and_logs_by_pages(world: World) -> None:
    row = named(world)
    leader = client_of(world.host_leader)
    page = f"/hosting/secondments/{world.secondment.pk}/mentoring/"
    said = {
        "day": "2026-03-02",
        "themes": ["work", "people"],
        "text": "一起接访",
        "note": "可压担子",
    }

    answers = [
        leader.get(f"/hosting/mentorships/{row.pk}/accept/"),
        leader.post(f"/hosting/mentorships/{row.pk}/accept/", {"day": "2026-03-02"}),
        leader.post(page, {**said, "themes": []}),
        leader.post(page, said),
        leader.get(page),
    ]
    read = client_of(world.secondee).get(page).content.decode()

    assert [answer.status_code for answer in answers] == [200, 302, 422, 302, 200]
    assert "可压担子" in answers[-1].content.decode()
    assert ("一起接访" in read, "可压担子" in read) == (True, False)
    assert client_of(world.home_handler).get(page).status_code == 404
