"""The contact plan: whose turn it is, in one tap planned, and the forms it leads to."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guazhi.coordination.commands import make_contact, plan_contacts
from guazhi.coordination.models import Contact
from guazhi.coordination.queries import contact_plan
from guazhi.coordination.rules import Note, Owing, contact_days, missed_and_next, quarter_of
from guazhi.notices.queries.calendars import entries
from guazhi.secondments.models import Opinion
from guazhi.web import clock
from tests import make
from tests.make import World
from tests.visitor import client_of

pytestmark = pytest.mark.django_db

DAY = date(2026, 3, 2)
PLAN = "/coordination/contacts/plan/"
QUARTER = (date(2026, 1, 1), date(2026, 3, 31))


def whole(world: World, day: date = DAY) -> Contact:
    return make_contact(
        world.township_government.pk,
        day=day,
        spoke_with="王建国",
        covers=[world.secondment.pk],
        whole=Note(work="上手快", life="已安顿", thought="稳定"),
        actor=world.county_handler,
    )


def another_host(world: World, name: str) -> None:
    host = make.found(name, "organ", world.county)
    world.another(f"李{name[0]}", host=host, category="county_assistant")


def test_the_plan_is_of_the_countys_own_hosts_only(world: World) -> None:
    seen = {
        who: [line.host for line in contact_plan(getattr(world, who), QUARTER, DAY).lines]
        for who in ("handler", "county_handler", "other_county_handler", "host_handler", "secondee")
    }

    assert seen == {
        "handler": [world.township_government],
        "county_handler": [world.township_government],
        "other_county_handler": [],
        "host_handler": [world.township_government],
        "secondee": [],
    }


def test_a_month_is_due_then_planned_then_done_or_missed(world: World) -> None:
    stood = []
    stood.append(contact_plan(world.county_handler, QUARTER, DAY).lines[0].cells[2].standing)
    plan_contacts(until=QUARTER[1], actor=world.county_handler)
    stood.append(contact_plan(world.county_handler, QUARTER, DAY).lines[0].cells[2].standing)
    later = date(2026, 4, 1)
    stood.append(contact_plan(world.county_handler, QUARTER, later).lines[0].cells[2].standing)
    whole(world)
    stood.append(contact_plan(world.county_handler, QUARTER, DAY).lines[0].cells[2].standing)

    assert stood == ["due", "planned", "missed", "done"]


def test_who_missed_a_window_comes_first_and_the_next_is_due(world: World) -> None:
    whole(world)
    another_host(world, "甲县政府")
    today = date(2026, 4, 2)

    found = contact_plan(world.county_handler, quarter_of(today), today)

    april = (date(2026, 4, 1), date(2026, 4, 30))
    assert [(line.host.name, line.missed, line.next_window) for line in found.lines] == [
        ("甲县政府", ((date(2026, 3, 1), date(2026, 3, 31)),), april),
        (world.township_government.name, (), april),
    ]
    assert (found.missed, found.total) == (1, 2)


def test_a_contact_made_stands_for_what_was_planned_in_its_window(world: World) -> None:
    plan_contacts(until=date(2026, 4, 30), actor=world.county_handler)
    march, april = Contact.objects.order_by("day")

    made = whole(world)

    march.refresh_from_db()
    april.refresh_from_db()
    assert (march.state, march.instead, april.state) == ("called_off", made, "planned")
    line = contact_plan(world.county_handler, QUARTER, DAY).lines[0]
    assert (line.planned, line.last) == (april, DAY)


def test_what_is_planned_about_somebody_else_too_stays(world: World) -> None:
    world.another("李四")
    plan_contacts(until=QUARTER[1], actor=world.county_handler)

    whole(world)

    assert Contact.objects.filter(state="planned").count() == 1


def test_the_pages_of_a_plan_take_as_many_queries_for_three_hosts_as_for_one(world: World) -> None:
    client = client_of(world.county_handler)
    taken = []
    for names in ((), ("甲县政府", "乙县政府")):
        for name in names:
            another_host(world, name)
        plan_contacts(until=QUARTER[1], actor=world.county_handler)
        for where in (PLAN, "/coordination/contacts/"):
            client.get(where)
            with CaptureQueriesContext(connection) as captured:
                client.get(where)
            taken.append(len(captured))

    assert taken[:2] == taken[2:]


def test_a_quarter_is_planned_by_one_button(world: World) -> None:
    client = client_of(world.county_handler)

    answers = [client.post(f"{PLAN}quarter/", {"quarter": "2026Q2"}) for _again in range(2)]

    assert [answer["Location"] for answer in answers] == [f"{PLAN}?quarter=2026Q2"] * 2
    assert Contact.objects.filter(state="planned").count() == 4


def test_a_contact_is_recorded_by_ticks_and_follows_its_plan(world: World) -> None:
    plan_contacts(until=QUARTER[1], actor=world.county_handler)
    client, pk = client_of(world.county_handler), world.secondment.pk
    first = client.get(f"/coordination/secondments/{pk}/contact/")
    asked = client.get(first["Location"])
    form = asked.context["form"]

    answer = client.post(
        first["Location"],
        {
            **{name: form.initial[name] for name in ("mode", "spoke_with", "contact_id")},
            "day": "2026-03-02",
            "covers": [pk],
            "topics_work": ["work_on_track"],
            "topics_life": ["life_settled"],
            f"topics_thought_{pk}": ["thought_eager"],
            f"opinions_{pk}": "希望多下村\n\n希望独立牵头",
        },
    )

    row = Contact.objects.get()
    assert form.initial["spoke_with"] == "王建国"
    assert answer["Location"] == f"/coordination/contacts/{row.pk}/"
    assert (row.state, row.topics, row.notes.get().topics) == (
        "made",
        ["work_on_track", "life_settled"],
        ["thought_eager"],
    )
    texts = Opinion.objects.filter(contact=row).values_list("text", flat=True)
    assert list(texts) == ["希望多下村", "希望独立牵头"]


def test_a_refused_contact_says_why(world: World) -> None:
    whole(world)
    client = client_of(world.county_handler)
    words = {"day": "2026-03-02", "mode": "visit", "spoke_with": "王建国", "work": "好"}

    answer = client.post(
        f"/coordination/hosts/{world.township_government.pk}/contact/",
        {**words, "life": "好", "thought": "好", "covers": [world.secondment.pk]},
    )

    assert (answer.status_code, answer.context["form"].errors) == (
        422,
        {"day": ["Your department has recorded its contact of 2026-03-02 already."]},
    )


def test_a_contact_is_planned_changed_and_called_off_by_forms(world: World) -> None:
    client = client_of(world.county_handler)
    sent = {
        "day": "2026-03-12",
        "mode": "visit",
        "officer_id": world.county_handler.user_id or 0,
        "covers": [world.secondment.pk],
    }

    client.post(f"/coordination/hosts/{world.township_government.pk}/plan-contact/", sent)
    row = Contact.objects.get()
    page = client.get(f"/coordination/contacts/{row.pk}/")
    client.post(f"/coordination/contacts/{row.pk}/replan/", {**sent, "day": "2026-03-13"})
    client.post(f"/coordination/contacts/{row.pk}/call-off/", {"reason": "防汛值守"})

    row.refresh_from_db()
    assert (page.status_code, row.day, row.state) == (200, date(2026, 3, 13), "called_off")


def test_planned_contacts_stand_in_the_calendars_of_department_and_host(world: World) -> None:
    plan_contacts(until=QUARTER[1], actor=world.county_handler)

    seen = {
        who: [
            each.place
            for each in entries(getattr(world, who), DAY)
            if each.uid.startswith("contact-")
        ]
        for who in ("handler", "county_handler", "other_county_handler", "host_handler")
    }

    name = world.township_government.name
    assert seen == {
        "handler": [],
        "county_handler": [name],
        "other_county_handler": [],
        "host_handler": [name],
    }


MARCH, APRIL = (date(2026, 3, 1), date(2026, 3, 31)), (date(2026, 4, 1), date(2026, 4, 30))
LATE_MARCH = (date(2026, 3, 25), date(2026, 4, 24))
GONE = (date(2026, 2, 1), date(2026, 2, 28))


@pytest.mark.parametrize(
    ("windows", "turn", "found"),
    [
        ([], 0, []),
        ([MARCH], 0, [(date(2026, 3, 2), (0,))]),
        ([MARCH], 3, [(date(2026, 3, 9), (0,))]),
        ([MARCH, MARCH], 0, [(date(2026, 3, 2), (0, 1))]),
        ([MARCH, LATE_MARCH], 0, [(date(2026, 3, 25), (0, 1))]),
        ([MARCH, APRIL], 0, [(date(2026, 3, 2), (0,)), (date(2026, 4, 1), (1,))]),
        ([GONE, APRIL], 0, [(date(2026, 3, 2), (0,)), (date(2026, 4, 1), (1,))]),
    ],
)
def test_a_host_is_contacted_on_as_few_days_as_will_do(
    windows: list[tuple[date, date]], turn: int, found: list[tuple[date, tuple[int, ...]]]
) -> None:
    owed = [Owing(*window, number) for number, window in enumerate(windows)]

    days = contact_days(owed, today=DAY, turn=turn, is_working=lambda day: day.weekday() < 5)

    assert list(days) == found


@pytest.mark.parametrize(
    ("windows", "missed", "coming"),
    [
        ([], (), None),
        ([MARCH], (), MARCH),
        ([APRIL, GONE, GONE, MARCH], (GONE,), MARCH),
        ([GONE], (GONE,), None),
        ([(date(2026, 2, 1), DAY)], (), (date(2026, 2, 1), DAY)),
    ],
)
def test_a_window_is_missed_once_its_last_day_has_passed(
    windows: list[tuple[date, date]],
    missed: tuple[tuple[date, date], ...],
    coming: tuple[date, date] | None,
) -> None:
    assert missed_and_next(windows, today=DAY) == (missed, coming)


@pytest.mark.parametrize(
    ("day", "quarter"),
    [
        (date(2026, 1, 1), (date(2026, 1, 1), date(2026, 3, 31))),
        (date(2026, 12, 31), (date(2026, 10, 1), date(2026, 12, 31))),
        (date(2026, 8, 26), (date(2026, 7, 1), date(2026, 9, 30))),
    ],
)
def test_a_quarter_has_three_months(day: date, quarter: tuple[date, date]) -> None:
    assert quarter_of(day) == quarter


def test_the_host_reads_of_the_contact_without_the_notes(world: World) -> None:
    row = whole(world)

    with clock.clock_at(DAY):
        answer = client_of(world.host_handler).get(f"/coordination/contacts/{row.pk}/")

    words = answer.content.decode()
    assert [text in words for text in ("王建国", "上手快", "已安顿", "稳定")] == [
        True,
        False,
        False,
        False,
    ]
