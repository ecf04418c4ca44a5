"""What the rules of a secondment refuse, at their boundaries, and what commands refuse by them."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.http import Http404

from guazhi.access.actor import Capability
from guazhi.access.matrix import Role
from guazhi.ledger.models import Entry
from guazhi.people.models import Employment
from guazhi.policy import Finding, Refused
from guazhi.secondments import commands, queries, rules
from guazhi.secondments.models import (
    Decision,
    Handover,
    RelationCheck,
    Secondment,
    SecondmentNotice,
)
from guazhi.secondments.rules import Change, State
from guazhi.web.clock import clock_at
from tests import make
from tests.make import World

DAY = date(2026, 3, 2)
START, END = date(2026, 3, 1), date(2027, 2, 28)


def codes(findings: Any) -> list[str]:
    return [finding.code for finding in findings]


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("target", list(State))
def test_moves_are_refused_unless_declared(state: State, target: State) -> None:
    declared = {
        (State.PLANNED, State.DECIDED),
        (State.PLANNED, State.WITHDRAWN),
        (State.DECIDED, State.IN_POST),
        (State.DECIDED, State.WITHDRAWN),
        (State.IN_POST, State.RETURNED),
        (State.IN_POST, State.ENDED_EARLY),
        (State.IN_POST, State.STAYED),
    }

    refused = list(rules.check_move(state.value, target))

    assert (refused == []) is ((state, target) in declared)


@pytest.mark.parametrize(
    ("day", "found"),
    [
        (DAY, []),
        (DAY + timedelta(days=1), ["day_to_come"]),
        (DAY - timedelta(days=30), []),
        (DAY - timedelta(days=31), ["day_too_far_back"]),
        (date(2026, 1, 1), ["day_too_far_back"]),
        (date(2027, 3, 1), ["day_to_come"]),
    ],
)
def test_days_of_records(day: date, found: list[str]) -> None:
    since, until = date(2026, 1, 15), END

    said = rules.check_day(day, today=DAY, since=since, until=until, days_back=30)

    assert codes(said) == found


@pytest.mark.parametrize(
    ("change", "new_end", "found"),
    [
        (Change.EXTENSION, END, ["extension_not_later"]),
        (Change.EXTENSION, END + timedelta(days=1), []),
        (Change.EXTENSION, date(2027, 8, 31), []),
        (Change.EXTENSION, date(2027, 9, 1), ["extension_too_long"]),
        (Change.EARLY_END, END, ["early_end_not_earlier"]),
        (Change.EARLY_END, END - timedelta(days=1), []),
        (Change.STAY, END, []),
        (Change.STAY, END + timedelta(days=1), ["early_end_not_earlier"]),
        (Change.RECALL, START, []),
        (Change.RECALL, START - timedelta(days=1), ["end_before_start"]),
    ],
)
def test_new_last_days(change: Change, new_end: date, found: list[str]) -> None:
    latest = date(2027, 8, 31)

    said = rules.check_change(change, start=START, end=END, new_end=new_end, latest=latest)

    assert codes(said) == found


def test_an_extension_has_no_bound_where_the_policy_knows_no_such_category() -> None:
    said = rules.check_change(Change.EXTENSION, start=START, end=END, new_end=date(2030, 1, 1))

    assert list(said) == []


def test_each_thing_that_moved_is_said_at_its_field() -> None:
    said = rules.check_relation(relation_unchanged=False, post_unchanged=True, pay_unchanged=False)

    assert list(said) == [
        Finding("relation_not_confirmed", clause="S3.0.5", field="relation_unchanged"),
        Finding("relation_not_confirmed", clause="S3.0.5", field="pay_unchanged"),
    ]


def refused(command: Any, *args: Any, **kwargs: Any) -> list[str]:
    before = Entry.objects.count()
    with pytest.raises(Refused) as refusal:
        command(*args, **kwargs)
    assert Entry.objects.count() == before
    return codes(refusal.value.findings)


@pytest.mark.django_db
def test_a_meeting_decides_on_all_or_on_none(world: World) -> None:
    first, second = (world.another(name, in_post=False) for name in ("赵一", "钱二"))
    SecondmentNotice.objects.all().delete()
    Secondment.objects.update(state="planned", decision=None)
    foreign = make.actor(Role.CITY_APPROVER, make.found_city("邻市")[0])
    meeting: dict[str, Any] = {"meeting": "部务会", "day": DAY}

    out_of_reach = refused(
        commands.decide_all, [first.pk, 999_999], actor=world.approver, **meeting
    )
    not_theirs = refused(commands.decide_all, [first.pk], actor=foreign, **meeting)
    nobody = refused(commands.decide_all, [], actor=world.approver, **meeting)
    decided = commands.decide_all([first.pk, second.pk], actor=world.approver, **meeting)

    assert (out_of_reach, not_theirs, nobody) == (
        ["some_out_of_reach"],
        ["some_out_of_reach"],
        ["some_out_of_reach"],
    )
    assert [row.state for row in decided] == ["decided", "decided"]
    assert Decision.objects.filter(day=DAY).count() == 1


@pytest.mark.django_db
def test_what_is_not_running_is_neither_handed_over_nor_changed(world: World) -> None:
    Secondment.objects.filter(pk=world.secondment.pk).update(state="returned")
    before = (Handover.objects.count(), Secondment.objects.values().get(pk=world.secondment.pk))

    found = [
        refused(
            commands.hand_over,
            world.secondment.pk,
            day=DAY,
            handed_to="李四",
            matters="文件",
            actor=world.home_handler,
        ),
        refused(
            commands.ask_change,
            world.secondment.pk,
            kind="extension",
            new_end=date(2027, 5, 31),
            day=DAY,
            reason="需要",
            actor=world.approver,
        ),
    ]

    assert found == [["not_running"], ["not_running"]]
    assert before == (
        Handover.objects.count(),
        Secondment.objects.values().get(pk=world.secondment.pk),
    )


@pytest.mark.django_db
def test_an_extension_into_the_next_secondment_is_refused(world: World) -> None:
    start = date(2027, 4, 1)
    post = make.post(world.intake, world.county_department, "county_assistant")
    commands.place(
        commands.Placing(
            world.secondment.secondee, world.bureau, "", post, start, date(2028, 3, 31)
        ),
        actor=world.handler,
    )

    found = refused(
        commands.ask_change,
        world.secondment.pk,
        kind="extension",
        new_end=date(2027, 5, 31),
        day=DAY,
        reason="需要",
        actor=world.approver,
    )

    assert found == ["secondment_overlaps"]


@pytest.mark.django_db
@pytest.mark.parametrize("has_moved", [True, False])
def test_a_relation_that_is_on_record_elsewhere_or_nowhere_is_refused(
    world: World, has_moved: bool
) -> None:
    mine = Employment.objects.filter(person=world.secondment.secondee)
    if has_moved:
        mine.update(organisation=world.township_government)
    else:
        mine.delete()

    found = refused(
        commands.check_relation,
        world.secondment.pk,
        day=DAY,
        relation_unchanged=True,
        post_unchanged=True,
        pay_unchanged=True,
        checked_by="干部科王某",
        seen="编制名册、工资表",
        actor=world.home_handler,
    )

    assert found == ["relation_moved"]
    assert RelationCheck.objects.count() == 0


@pytest.mark.django_db
def test_only_the_owner_of_the_programme_places(world: World) -> None:
    person = make.enrol("赵一", world.bureau, sex="male")
    placing = commands.Placing(
        person, world.bureau, "", make.post(world.intake, world.township_government), START, END
    )

    assert refused(commands.place, placing, actor=world.approver) == ["not_yours_to_do"]
    assert refused(commands.place, placing, actor=world.county_handler) == ["not_yours_to_do"]


@pytest.mark.django_db
def test_a_term_that_ran_to_its_end_closes_as_returned(world: World) -> None:
    with clock_at(date(2027, 3, 2)):
        closed = commands.return_home(
            world.secondment.pk, day=date(2027, 3, 1), actor=world.approver
        )
        again = refused(
            commands.return_home, world.secondment.pk, day=date(2027, 3, 1), actor=world.approver
        )

    assert (closed.state, closed.left_on) == ("returned", date(2027, 3, 1))
    assert again == ["move_not_allowed"]


@pytest.mark.django_db
def test_naming_a_mentor_is_kept_and_recorded(world: World) -> None:
    commands.set_mentor(world.secondment, world.leader, actor=world.host_leader)

    world.secondment.refresh_from_db()
    assert world.secondment.mentor == world.leader
    entry = Entry.objects.order_by("-seq")[0]
    assert (entry.verb, entry.payload) == ("MentorSet", {"mentor": world.leader.pk})


@pytest.mark.django_db
def test_records_of_a_secondment_are_read_by_its_parties(world: World) -> None:
    commands.hand_over(
        world.secondment.pk, day=DAY, handed_to="李四", matters="文件", actor=world.home_handler
    )
    everything: dict[str, Any] = dict.fromkeys(
        ("relation_unchanged", "post_unchanged", "pay_unchanged"), True
    ) | {"checked_by": "干部科王某", "seen": "编制名册、工资表"}
    commands.check_relation(world.secondment.pk, day=DAY, actor=world.home_handler, **everything)

    mine, other = world.home_handler, world.other_county_handler

    assert queries.handover(mine, world.secondment) == Handover.objects.get()
    assert queries.handover(other, world.secondment) is None
    assert list(queries.relation_checks(mine, world.secondment)) == [RelationCheck.objects.get()]
    assert list(queries.changes(mine, world.secondment)) == []
    with pytest.raises(Http404):
        queries.one(other, world.secondment.pk, Capability.VIEW_SECONDMENT)
