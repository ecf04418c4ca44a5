"""Forums: everyone is invited, what was said and both trends are kept, reports of those there heard."""

from datetime import date
from typing import Any

import pytest
from django.http import Http404
from icalendar import Calendar

from guazhi.coordination.commands import (
    call_off_forum,
    plan_forum,
    raise_point,
    record_forum,
    submit_report,
)
from guazhi.coordination.models import Forum, ForumPoint, WorkReport
from guazhi.coordination.queries import open_forums
from guazhi.ledger.models import Entry
from guazhi.obligations.models import Obligation
from guazhi.policy.findings import Refused
from guazhi.secondments.models import Secondment
from guazhi.web import clock
from tests.make import World
from tests.visitor import client_of

pytestmark = pytest.mark.django_db

DAY = date(2026, 3, 20)


@pytest.fixture
def second(world: World) -> Secondment:
    return world.another()


@pytest.fixture
def forum(world: World, second: Secondment) -> Forum:
    return plan_forum(
        world.intake.pk, day=DAY, place="市委会议室", agenda="听取工作汇报", actor=world.handler
    )


def hold(forum: Forum, world: World, attended: list[int], **changes: object) -> Forum:
    words: dict[str, object] = {
        "day": DAY,
        "chair": "李部长",
        "notes": "逐人汇报，现场答复",
        "thought_trends": "普遍安心",
        "work_trends": "多数已承担分工",
        "actor": world.handler,
        **changes,
    }
    with clock.clock_at(date(2026, 3, 20)):
        return record_forum(forum.pk, attended=attended, **words)  # type: ignore[arg-type]


def report(world: World, day: date = date(2026, 3, 10), **changes: object) -> WorkReport:
    words: dict[str, object] = {
        "sections": {"work": "走访八个村", "thought": "安心工作"},
        **changes,
    }
    with clock.clock_at(day):
        return submit_report(
            world.secondment.pk,
            day=day,
            actor=world.secondee,
            **words,  # type: ignore[arg-type]
        )


def test_planning_invites_everyone_who_runs(world: World, forum: Forum, second: Secondment) -> None:
    invited = set(forum.attendances.values_list("secondment_id", "attended"))

    assert invited == {(world.secondment.pk, None), (second.pk, None)}
    last = Entry.objects.latest("seq")
    assert (last.verb, last.payload) == (
        "ForumPlanned",
        {"day": "2026-03-20", "invited": 2, "outside": False},
    )


def test_a_forum_held_meets_the_quarter_and_asks_for_a_practice(
    world: World, forum: Forum, second: Secondment
) -> None:
    hold(forum, world, [world.secondment.pk])

    owed = Obligation.objects.filter(intake=world.intake, secondment=None)
    assert list(
        owed.filter(rule="forum", state="met").values_list("occurrence", "met_on", "owner")
    ) == [("01", DAY, world.city_department.pk)]
    assert list(
        owed.filter(rule="practice_summed_up").values_list("occurrence", "due", "state")
    ) == [(f"forum_held-{forum.pk}", date(2026, 4, 19), "open")]
    assert dict(forum.attendances.values_list("secondment_id", "attended")) == {
        world.secondment.pk: True,
        second.pk: False,
    }


def test_a_report_goes_to_the_next_forum_and_is_heard_there(world: World, forum: Forum) -> None:
    row = report(world)

    hold(forum, world, [world.secondment.pk])

    row.refresh_from_db()
    assert (row.forum, row.heard_on) == (forum, DAY)
    met = Obligation.objects.filter(rule="work_report", state="met")
    assert list(met.values_list("occurrence", "owner_person")) == [
        ("01", world.secondment.secondee_id)
    ]


def test_the_report_of_an_absent_secondee_is_not_heard(
    world: World, forum: Forum, second: Secondment
) -> None:
    row = report(world)

    hold(forum, world, [second.pk])

    row.refresh_from_db()
    assert (row.forum, row.heard_on) == (forum, None)


def test_a_second_report_for_a_forum_is_refused(world: World, forum: Forum) -> None:
    report(world)

    with pytest.raises(Refused) as refusal:
        report(world, day=date(2026, 3, 12), forum_id=forum.pk)

    assert [f.code for f in refusal.value.findings] == ["reported_already"]
    assert WorkReport.objects.count() == 1


def test_a_report_is_offered_the_forums_that_wait_for_one_and_says_which(
    world: World, forum: Forum
) -> None:
    later = plan_forum(
        world.intake.pk, day=date(2026, 3, 25), place="党校", agenda="汇报", actor=world.handler
    )
    where = f"/secondments/{world.secondment.pk}/report/"
    client, offered = client_of(world.secondee), []

    for day in (10, 11, 12):
        form = client.get(where).context["form"]
        offered.append([key for key, _name in form.fields["forum_id"].choices])
        report(world, day=date(2026, 3, day), forum_id=form["forum_id"].value())

    assert offered == [[str(forum.pk), str(later.pk)], [str(later.pk)], []]
    reports = WorkReport.objects.order_by("day").values_list("forum", flat=True)
    assert list(reports) == [forum.pk, later.pk, None]


def test_a_report_needs_no_forum(world: World) -> None:
    assert report(world).forum is None


def test_a_report_to_a_forum_that_was_held_is_refused(world: World, forum: Forum) -> None:
    hold(forum, world, [world.secondment.pk])

    with pytest.raises(Refused) as refusal:
        report(world, day=date(2026, 3, 21), forum_id=forum.pk)

    assert [f.code for f in refusal.value.findings] == ["forum_held_already"]


def test_nobody_reports_for_another(world: World, second: Secondment) -> None:
    with pytest.raises(Http404):
        submit_report(
            second.pk,
            day=date(2026, 3, 2),
            sections={"work": "好", "thought": "好"},
            actor=world.secondee,
        )


def test_a_forum_is_recorded_once(world: World, forum: Forum) -> None:
    hold(forum, world, [world.secondment.pk])

    with pytest.raises(Refused) as refusal:
        hold(forum, world, [world.secondment.pk])

    assert [f.code for f in refusal.value.findings] == ["forum_recorded_already"]


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({"notes": ""}, [("words_needed", "notes")]),
        ({"thought_trends": ""}, [("words_needed", "thought_trends")]),
        ({"day": date(2026, 3, 21)}, [("day_to_come", "day")]),
    ],
)
def test_a_refused_record_changes_nothing(
    world: World, forum: Forum, changes: dict[str, object], codes: list[tuple[str, str]]
) -> None:
    before = Entry.objects.count()

    with pytest.raises(Refused) as refusal:
        hold(forum, world, [world.secondment.pk], **changes)

    forum.refresh_from_db()
    assert [(f.code, f.field) for f in refusal.value.findings] == codes
    assert (forum.held_on, Entry.objects.count()) == (None, before)


def test_only_the_invited_attend(world: World, forum: Forum) -> None:
    late = world.another("孙丽")

    with pytest.raises(Refused) as refusal:
        hold(forum, world, [world.secondment.pk, late.pk])

    assert [(f.code, dict(f.params)) for f in refusal.value.findings] == [
        ("not_invited", {"count": 1})
    ]


def test_a_forum_needs_somebody(world: World, forum: Forum) -> None:
    with pytest.raises(Refused) as refusal:
        hold(forum, world, [])

    assert [f.code for f in refusal.value.findings] == ["nobody_attended"]


def test_a_county_invites_those_it_manages_and_meets_nothing_for_the_city(world: World) -> None:
    world.another(
        "孙丽", home=world.bureau, host=world.city_department, category="city_organ", months=6
    )

    forum = plan_forum(
        world.intake.pk, day=DAY, place="会议室", agenda="汇报", actor=world.county_handler
    )
    hold(forum, world, [world.secondment.pk], actor=world.county_handler)

    assert list(forum.attendances.values_list("secondment_id", flat=True)) == [world.secondment.pk]
    assert forum.area == world.county
    assert not Obligation.objects.filter(rule="forum", state="met").exists()


def test_a_county_records_no_forum_of_the_city(world: World, forum: Forum) -> None:
    with pytest.raises(Http404):
        hold(forum, world, [world.secondment.pk], actor=world.county_handler)


def test_a_host_holds_no_forum(world: World) -> None:
    with pytest.raises(Http404):
        plan_forum(
            world.intake.pk, day=DAY, place="会议室", agenda="汇报", actor=world.host_handler
        )


def test_a_forum_of_the_city_outside_its_window_says_why_and_a_countys_need_not(
    world: World,
) -> None:
    words: dict[str, Any] = {"day": date(2026, 6, 1), "place": "党校", "agenda": "汇报"}

    with pytest.raises(Refused) as refusal:
        plan_forum(world.intake.pk, actor=world.handler, **words)
    city = plan_forum(world.intake.pk, outside_for="与培训班合并", actor=world.handler, **words)
    payload = Entry.objects.latest("seq").payload
    county = plan_forum(world.intake.pk, actor=world.county_handler, **words)

    assert [(f.code, f.field) for f in refusal.value.findings] == [
        ("forum_out_of_window", "outside_for")
    ]
    assert (city.outside_for, county.outside_for) == ("与培训班合并", "")
    assert payload == {"day": "2026-06-01", "invited": 1, "outside": True}


def test_a_forum_called_off_asks_nothing_of_anybody_and_leaves_the_duty_owed(
    world: World, forum: Forum
) -> None:
    row = report(world)
    client = client_of(world.handler)

    client.post(f"/coordination/forums/{forum.pk}/call-off/", {"reason": "防汛值守，另行安排"})

    forum.refresh_from_db()
    row.refresh_from_db()
    (event,) = Calendar.from_ical(
        client_of(world.secondee).get(f"/coordination/forums/{forum.pk}/invitation/").content
    ).walk("VEVENT")
    assert (forum.is_to_come, forum.called_off_for, row.forum) == (
        False,
        "防汛值守，另行安排",
        None,
    )
    assert (str(event["STATUS"]), event.decoded("SEQUENCE")) == ("CANCELLED", 2)
    assert list(open_forums(world.secondment)) == []
    assert Obligation.objects.filter(rule="forum", state="met").count() == 0
    assert Entry.objects.latest("seq").verb == "ForumCalledOff"
    assert client.get(f"/coordination/forums/{forum.pk}/").context["form"] is None


def test_a_forum_is_called_off_once_before_it_is_held_and_its_day_is_free_again(
    world: World, forum: Forum
) -> None:
    with pytest.raises(Refused) as bare:
        call_off_forum(forum.pk, reason=" ", actor=world.handler)
    call_off_forum(forum.pk, reason="防汛值守", actor=world.handler)
    with pytest.raises(Refused) as twice:
        call_off_forum(forum.pk, reason="防汛值守", actor=world.handler)
    with pytest.raises(Refused) as held:
        hold(forum, world, [world.secondment.pk])
    again = plan_forum(
        world.intake.pk, day=DAY, place="党校", agenda="听取汇报", actor=world.handler
    )
    hold(again, world, [world.secondment.pk])
    with pytest.raises(Refused) as late:
        call_off_forum(again.pk, reason="防汛值守", actor=world.handler)

    codes = [[f.code for f in each.value.findings] for each in (bare, twice, held, late)]
    assert codes == [
        ["reason_needed"],
        ["forum_called_off_already"],
        ["forum_called_off_already"],
        ["forum_recorded_already"],
    ]


def test_another_department_calls_off_no_forum(world: World, forum: Forum) -> None:
    with pytest.raises(Http404):
        call_off_forum(forum.pk, reason="防汛值守", actor=world.county_handler)


def test_two_forums_a_day_are_refused(world: World, forum: Forum) -> None:
    with pytest.raises(Refused) as refusal:
        plan_forum(world.intake.pk, day=DAY, place="县", agenda="汇报", actor=world.handler)

    assert [f.code for f in refusal.value.findings] == ["forum_planned_already"]


def test_points_go_to_an_organisation_of_the_intake(world: World, forum: Forum) -> None:
    hold(forum, world, [world.secondment.pk])

    point = raise_point(
        forum.pk, text="解决周转房", owner_id=world.township_government.pk, actor=world.handler
    )
    with pytest.raises(Refused) as refusal:
        raise_point(
            forum.pk, text="解决周转房", owner_id=world.other_department.pk, actor=world.handler
        )

    assert list(ForumPoint.objects.all()) == [point]
    assert [f.code for f in refusal.value.findings] == ["owner_not_in_intake"]
