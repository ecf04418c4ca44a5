"""Minutes and points: drafted from the record, edited, confirmed, followed up."""

from datetime import date
from io import BytesIO

import pytest
from django.http import Http404
from docx import Document
from icalendar import Calendar

from guazhi.access.matrix import Role
from guazhi.coordination import queries
from guazhi.coordination.commands import (
    answer_point,
    arrange_speakers,
    confirm_minutes,
    excuse_from_forum,
    plan_forum,
    raise_point,
    record_forum,
    replan_forum,
    submit_report,
    urge_reports,
    write_minutes,
)
from guazhi.coordination.models import Forum, ForumMinutes, ForumPoint
from guazhi.ledger.models import Entry
from guazhi.obligations.models import Obligation
from guazhi.policy.editing import Kept
from guazhi.policy.findings import Refused
from guazhi.web import clock
from tests import make
from tests.make import World
from tests.visitor import client_of

pytestmark = pytest.mark.django_db

DAY = date(2026, 3, 2)


@pytest.fixture
def forum(world: World) -> Forum:
    world.another()
    return plan_forum(
        world.intake.pk, day=DAY, place="市委会议室", agenda="听取工作汇报", actor=world.handler
    )


@pytest.fixture
def held(world: World, forum: Forum) -> Forum:
    return record_forum(
        forum.pk,
        day=DAY,
        chair="李部长",
        attended=[world.secondment.pk],
        leave=dict.fromkeys(others(world, forum), "防汛值守"),
        notes="逐人汇报",
        thought_trends="有人想家",
        work_trends="多数已承担分工",
        actor=world.handler,
    )


def others(world: World, forum: Forum) -> list[int]:
    seats = forum.attendances.exclude(secondment=world.secondment)
    return list(seats.values_list("secondment_id", flat=True))


def codes(refusal: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [finding.code for finding in refusal.value.findings]


def raised(world: World, forum: Forum) -> ForumPoint:
    return raise_point(
        forum.pk,
        text="解决周转房。",
        owner_id=world.township_government.pk,
        raised_by_id=world.secondment.pk,
        actor=world.handler,
    )


def test_the_draft_tells_who_came_and_leaves_thinking_to_the_departments(
    world: World, held: Forum
) -> None:
    raised(world, held)
    seats = queries.seats(world.handler, held)
    points = queries.points(world.handler, held, sees_all=True)

    text = queries.drafted(held, seats, points)

    assert text.splitlines() == [
        (
            "2026年3月2日09:00至11:30，李部长在市委会议室主持召开挂职干部座谈会。"
            "应到2人，实到1人，未到会1人。"
        ),
        "一、会议议程",
        "听取工作汇报",
        "二、听取工作汇报",
        "到会同志口头汇报了工作。",
        "三、会议情况",
        "逐人汇报",
        "四、工作动态",
        "多数已承担分工",
        "五、意见建议及办理单位",
        f"1. 解决周转房，由{world.township_government.name}办理，2026年4月1日前答复。",
    ]


def test_minutes_are_written_confirmed_and_then_frozen(world: World, held: Forum) -> None:
    write_minutes(held.pk, text="初稿", actor=world.handler)
    write_minutes(held.pk, text="定稿", actor=world.handler)

    confirm_minutes(held.pk, edition=2, actor=world.approver)

    with pytest.raises(Refused) as refusal:
        write_minutes(held.pk, text="改动", actor=world.handler)
    with pytest.raises(Refused) as late:
        raised(world, held)
    row = ForumMinutes.objects.get()
    assert (row.text, row.edition, row.confirmed_on) == ("定稿", 2, DAY)
    assert codes(refusal) == codes(late) == ["minutes_confirmed_already"]
    assert Entry.objects.latest("seq").verb == "MinutesConfirmed"


def test_whoever_saves_second_is_told_and_loses_nothing(world: World, held: Forum) -> None:
    write_minutes(held.pk, text="甲的文本", actor=world.handler)
    client = client_of(world.approver)
    where = f"/coordination/forums/{held.pk}/minutes/"

    refused = client.post(where, {"text": "乙的文本", "seen": Kept({"text": ""}).seen})
    form = refused.context["form"]
    again = client.post(where, {"text": form["text"].value(), "seen": form["seen"].value()})

    page = refused.content.decode()
    assert (refused.status_code, again.status_code) == (422, 302)
    assert ("甲的文本" in page, "乙的文本" in page) == (True, True)
    assert ForumMinutes.objects.get().text == "乙的文本"


def test_minutes_open_to_participants_once_they_are_confirmed(world: World, held: Forum) -> None:
    write_minutes(held.pk, text="纪要全文", actor=world.handler)
    where = f"/coordination/forums/{held.pk}/minutes/paper/"
    readers = (world.handler, world.county_handler, world.host_leader, world.secondee)

    before = [client_of(actor).get(where).status_code for actor in readers]
    confirm_minutes(held.pk, edition=1, actor=world.handler)
    after = [client_of(actor).get(where).status_code for actor in readers]
    home = client_of(world.home_handler).get(where).status_code

    assert before == [200, 404, 404, 404]
    assert (after, home) == ([200, 200, 200, 200], 404)


def test_the_paper_holds_the_text(world: World, held: Forum) -> None:
    write_minutes(held.pk, text="一、议程\n听取汇报", actor=world.handler)

    answer = client_of(world.handler).get(f"/coordination/forums/{held.pk}/minutes/paper/")

    lines = [each.text for each in Document(BytesIO(answer.content)).paragraphs if each.text]
    assert lines[1:6] == [
        "（未定稿）",
        "一、议程",
        "听取汇报",
        f"出席：{world.secondment.secondee.name}",
        "未到会：李强",
    ]


def test_other_units_read_the_points_and_neither_who_raised_them_nor_who_was_away(
    world: World, forum: Forum
) -> None:
    other = world.another("赵敏", host=make.found("云岭县政府", "organ", world.other_county))
    replan_forum(
        forum.pk,
        day=DAY,
        begins=forum.begins,
        ends=forum.ends,
        place=forum.place,
        agenda=forum.agenda,
        actor=world.handler,
    )
    record_forum(
        forum.pk,
        day=DAY,
        chair="李部长",
        attended=[world.secondment.pk, other.pk],
        notes="逐人汇报",
        thought_trends="安心",
        work_trends="有序",
        actor=world.handler,
    )
    raised(world, forum)
    write_minutes(forum.pk, text="纪要全文", actor=world.handler)
    confirm_minutes(forum.pk, edition=1, actor=world.handler)
    elsewhere = make.actor(Role.HOST_HANDLER, other.host_unit)
    where = f"/coordination/forums/{forum.pk}/"
    name = world.secondment.secondee.name

    seen = {}
    for who, reader in (
        ("city", world.handler),
        ("host", world.host_handler),
        ("other", elsewhere),
    ):
        page = client_of(reader).get(f"{where}?step=points").context
        paper = client_of(reader).get(f"{where}minutes/paper/").content
        lines = [each.text for each in Document(BytesIO(paper)).paragraphs]
        (row,) = page["points"]
        seen[who] = (row.raised_by and row.raised_by.secondee.name, lines[-4:-2])

    only = "（仅列您有权查看的人员）"
    assert seen == {
        "city": (name, [f"出席：{name}、赵敏", "未到会：李强"]),
        "host": (name, [f"出席：{name}{only}", f"未到会：李强{only}"]),
        "other": (None, [f"出席：赵敏{only}", f"未到会：无{only}"]),
    }


def test_minutes_wait_for_the_record(world: World, forum: Forum) -> None:
    with pytest.raises(Refused) as refusal:
        write_minutes(forum.pk, text="稿", actor=world.handler)
    with pytest.raises(Refused) as none:
        confirm_minutes(forum.pk, edition=0, actor=world.handler)
    with pytest.raises(Http404):
        write_minutes(forum.pk, text="稿", actor=world.county_handler)

    assert (codes(refusal), codes(none)) == (["forum_not_recorded"], ["no_minutes_yet"])


def test_a_point_is_owed_by_its_owner_and_met_by_the_answer(world: World, held: Forum) -> None:
    point = raised(world, held)
    owed = Obligation.objects.get(rule="forum_point_answered")

    answer_point(point.pk, answer="已安排", day=DAY, actor=world.host_handler)

    was = (owed.owner, owed.due, owed.state)
    owed.refresh_from_db()
    assert was == (world.township_government, date(2026, 4, 1), "open")
    assert (owed.state, owed.met_on) == ("met", DAY)


def test_a_point_raised_after_the_minutes_were_saved_is_not_left_out_unseen(
    world: World, held: Forum
) -> None:
    client = client_of(world.handler)
    write_minutes(held.pk, text="会议听取了工作汇报。", actor=world.handler)
    point = raised(world, held)

    before = client.get(f"/coordination/forums/{held.pk}/?step=minutes")
    write_minutes(held.pk, text=f"会议听取了工作汇报。\n1. {point.text}", actor=world.handler)
    after = client.get(f"/coordination/forums/{held.pk}/?step=minutes")

    assert [row.point for row in before.context["left_out"]] == [point]
    assert after.context["left_out"] == []


def test_a_point_is_answered_once_and_by_its_owner(world: World, held: Forum) -> None:
    point = raised(world, held)
    answer_point(point.pk, answer="已安排", day=DAY, actor=world.host_handler)

    with pytest.raises(Refused) as refusal:
        answer_point(point.pk, answer="再答", day=DAY, actor=world.handler)

    assert codes(refusal) == ["point_not_yours", "point_answered_already"]


def test_a_point_of_nobody_in_particular_is_owed_for_the_intake(world: World, held: Forum) -> None:
    raise_point(held.pk, text="统一口径", owner_id=world.city_department.pk, actor=world.handler)

    owed = Obligation.objects.get(rule="forum_point_answered")

    assert (owed.secondment, owed.owner, owed.party) == (None, world.city_department, "city")


def test_points_are_answered_on_the_page(world: World, held: Forum) -> None:
    point = raised(world, held)
    client = client_of(world.host_handler)

    listed = client.get("/coordination/points/")
    answer = client.post(
        f"/coordination/points/{point.pk}/answer/", {"answer": "已安排", "day": "2026-03-02"}
    )

    assert [row.point for row in listed.context["points"]] == [point]
    assert answer.status_code == 302
    assert list(client.get("/coordination/points/").context["points"]) == []


def test_leave_is_asked_for_beforehand_and_kept(world: World, forum: Forum) -> None:
    excuse_from_forum(forum.pk, reason="出差", actor=world.secondee)

    seats = queries.seats(world.handler, forum)

    assert sorted((seat.standing, seat.attendance.leave) for seat in seats) == [
        ("excused", "出差"),
        ("invited", ""),
    ]


def test_reports_are_urged_once_a_day_until_all_are_in(world: World, forum: Forum) -> None:
    urge_reports(forum.pk, actor=world.handler)
    with pytest.raises(Refused) as twice:
        urge_reports(forum.pk, actor=world.handler)
    waits = [seat.secondment_id for seat in queries.urged_to_report(world.secondee)]
    submit_report(
        world.secondment.pk,
        day=DAY,
        sections={"work": "走访", "thought": "安心"},
        actor=world.secondee,
    )

    assert codes(twice) == ["urged_today"]
    assert (waits, list(queries.urged_to_report(world.secondee))) == ([world.secondment.pk], [])
    assert Entry.objects.get(verb="ReportsUrged").payload == {"day": "2026-03-02", "missing": 2}


def test_speakers_are_arranged_in_one_go(world: World, forum: Forum) -> None:
    order = [*others(world, forum), world.secondment.pk]

    arrange_speakers(forum.pk, order=order, actor=world.handler)

    seats = queries.seats(world.handler, forum)
    assert [seat.secondment.pk for seat in seats] == order


def test_one_number_moves_one_speaker(world: World, forum: Forum) -> None:
    before = [seat.secondment.pk for seat in queries.seats(world.handler, forum)]

    client_of(world.handler).post(
        f"/coordination/forums/{forum.pk}/speakers/", {f"turn_{before[1]}": "1"}
    )

    after = [seat.secondment.pk for seat in queries.seats(world.handler, forum)]
    assert after == [before[1], before[0]]


def test_a_forum_moved_invites_newcomers_and_tells_calendars(world: World, forum: Forum) -> None:
    late = world.another("孙丽")

    replan_forum(
        forum.pk,
        day=date(2026, 3, 20),
        begins=forum.begins,
        ends=forum.ends,
        place="党校",
        agenda="听取汇报",
        actor=world.handler,
    )
    answer = client_of(world.secondee).get(f"/coordination/forums/{forum.pk}/invitation/")

    (event,) = Calendar.from_ical(answer.content).walk("VEVENT")
    assert forum.attendances.filter(secondment=late).exists()
    assert (str(event["LOCATION"]), event.decoded("SEQUENCE")) == ("党校", 2)
    assert event.decoded("DTSTART").isoformat() == "2026-03-20T09:00:00+08:00"


def test_the_day_proposed_lies_in_the_window_of_the_policy(world: World) -> None:
    found = queries.window(world.handler, world.intake, clock.today())

    assert found == queries.Window(world.intake.start, date(2026, 5, 31), date(2026, 3, 9))
