"""A county's contact with a host: planned, made for all its secondees, three aspects, one a day."""

from collections.abc import Sequence
from datetime import date

import pytest
from django.http import Http404

from guazhi.access.matrix import Capability
from guazhi.coordination.commands import (
    call_off_contact,
    make_contact,
    plan_contact,
    plan_contacts,
    remind_of_contacts,
    send_exchange,
)
from guazhi.coordination.models import Contact
from guazhi.coordination.queries import contact_page, contacts
from guazhi.coordination.rules import Note
from guazhi.hosting.commands import assign_task, raise_difficulty
from guazhi.ledger.models import Entry
from guazhi.notices.models import Notice
from guazhi.obligations.models import Obligation
from guazhi.policy.findings import Refused
from guazhi.secondments.models import Opinion
from guazhi.simulation.cast import TERMINAL
from guazhi.web import clock
from tests.make import World

pytestmark = pytest.mark.django_db

DAY = date(2026, 3, 2)
SOON = date(2026, 3, 12)
TOLD = Note(work="分管文教，进入角色快", life="食宿已安排", thought="思想稳定")


def contact(world: World, **changes: object) -> Contact:
    words: dict[str, object] = {
        "day": DAY,
        "spoke_with": "王建国",
        "whole": TOLD,
        "covers": [world.secondment.pk],
        "actor": world.county_handler,
        **changes,
    }
    return make_contact(world.township_government.pk, **words)  # type: ignore[arg-type]


def planned(world: World, **changes: object) -> Contact:
    words: dict[str, object] = {
        "day": SOON,
        "mode": "visit",
        "covers": [world.secondment.pk],
        "actor": world.county_handler,
        **changes,
    }
    return plan_contact(world.township_government.pk, **words)  # type: ignore[arg-type]


def codes(refusal: "pytest.ExceptionInfo[Refused]") -> list[str]:
    return [finding.code for finding in refusal.value.findings]


def test_a_contact_is_the_departments_and_is_recorded_for_each_it_covers(world: World) -> None:
    other = world.another()

    row = contact(world, covers=[world.secondment.pk, other.pk])

    assert row.department == world.county_department
    entries = Entry.objects.filter(verb="ContactMade").order_by("seq")
    assert list(entries.values_list("subject", "secondment_id")) == [
        (row.pk, world.secondment.pk),
        (row.pk, other.pk),
    ]


def test_one_contact_meets_the_months_obligation_for_each_it_covers(world: World) -> None:
    other = world.another()

    contact(world, covers=[world.secondment.pk, other.pk])

    met = Obligation.objects.filter(rule="county_contact", state="met").order_by("secondment")
    assert list(met.values_list("secondment", "occurrence", "owner")) == [
        (world.secondment.pk, "01", world.county_department.pk),
        (other.pk, "01", world.county_department.pk),
    ]


def test_a_contact_after_the_window_counts_as_late(world: World) -> None:
    with clock.clock_at(date(2026, 4, 3)):
        contact(world, day=date(2026, 4, 1))

    met = Obligation.objects.filter(rule="county_contact", state="met")
    assert list(met.values_list("occurrence", "met_on")) == [("02", date(2026, 4, 1))]


def test_each_county_keeps_contact_for_itself(world: World) -> None:
    up = world.another(
        "赵敏", home=world.township_government, host=world.bureau, category="city_organ", months=6
    )

    with pytest.raises(Http404):
        make_contact(
            world.bureau.pk,
            day=DAY,
            spoke_with="办公室",
            covers=[up.pk],
            whole=TOLD,
            actor=world.other_county_handler,
        )

    assert list(Contact.objects.all()) == []


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"whole": Note(life="好", thought="好")}, [("aspect_missing", "topics_work")]),
        ({"whole": Note(work="好", life=" ", thought="好")}, [("aspect_missing", "topics_life")]),
        ({"whole": Note(topics=("work_on_track", "life_settled", "sold"), thought="好")},
         [("choice_unknown", "topics")]),
        ({"whole": Note(("work_light", "work_heavy"), "", "好", "好")},
         [("ticks_contradict", "topics_work")]),
        ({"covers": []}, [("contact_covers_nobody", "covers")]),
        ({"spoke_with": " "}, [("words_needed", "spoke_with")]),
        ({"mode": "telegram"}, [("choice_unknown", "mode")]),
        ({"day": date(2026, 3, 3)}, [("day_to_come", "day")]),
        ({"day": date(2026, 2, 27)}, [("day_out_of_term", "day")]),
    ],
)  # fmt: skip
def test_a_contact_says_who_and_what_about_work_life_and_thinking(
    world: World, changes: dict[str, object], found: list[tuple[str, str]]
) -> None:
    before = Entry.objects.count()

    with pytest.raises(Refused) as refusal:
        contact(world, **changes)

    assert [(f.code, f.field) for f in refusal.value.findings] == found
    assert (Contact.objects.count(), Entry.objects.count()) == (0, before)


def test_an_aspect_is_told_of_all_or_of_each_alone(world: World) -> None:
    other = world.another()
    whole = Note(topics=("life_settled", "work_on_track"))

    with pytest.raises(Refused) as refusal:
        contact(
            world,
            covers=[world.secondment.pk, other.pk],
            whole=whole,
            notes={other.pk: Note(thought="思想稳定")},
        )
    row = contact(
        world,
        covers=[world.secondment.pk, other.pk],
        whole=whole,
        notes={pk: Note(thought="思想稳定") for pk in (world.secondment.pk, other.pk)},
    )

    assert [(f.code, f.field) for f in refusal.value.findings] == [
        ("aspect_missing", f"topics_thought_{world.secondment.pk}")
    ]
    assert row.topics == ["life_settled", "work_on_track"]


def test_what_is_ticked_of_one_may_differ_from_all_and_not_contradict_itself(world: World) -> None:
    pk = world.secondment.pk
    words: dict[str, object] = {"covers": [pk], "whole": Note(("life_settled",), "好", "", "好")}

    with pytest.raises(Refused) as refusal:
        contact(world, notes={pk: Note(("life_hard", "life_settled"))}, **words)
    row = contact(world, notes={pk: Note(("life_hard",))}, **words)

    assert [(f.code, f.field) for f in refusal.value.findings] == [
        ("ticks_contradict", f"topics_life_{pk}")
    ]
    assert (row.topics, row.notes.get().topics) == (["life_settled"], ["life_hard"])


def test_a_secondee_is_asked_after_once_a_day(world: World) -> None:
    other = world.another()
    contact(world)

    with pytest.raises(Refused) as refusal:
        contact(world, covers=[world.secondment.pk, other.pk])

    assert codes(refusal) == ["contact_made_already"]


def test_a_planned_contact_is_the_one_that_is_made(world: World) -> None:
    row = planned(world)

    with clock.clock_at(SOON):
        made = contact(world, day=SOON, contact_id=row.pk, mode="meeting")

    assert made.pk == row.pk
    assert list(Contact.objects.values_list("state", "mode", "day")) == [("made", "meeting", SOON)]
    with pytest.raises(Refused) as refusal:
        call_off_contact(row.pk, reason="出差", actor=world.county_handler)
    assert codes(refusal) == ["contact_not_planned"]


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"day": date(2026, 3, 1)}, ["contact_day_gone"]),
        ({"day": date(2027, 3, 1)}, ["day_out_of_term"]),
        ({"officer_id": 0}, ["officer_of_another"]),
        ({"day": date(2026, 3, 20)}, ["contact_planned_already"]),
    ],
)
def test_a_plan_is_for_a_day_to_come_by_somebody_of_the_department(
    world: World, changes: dict[str, object], found: list[str]
) -> None:
    planned(world, day=date(2026, 3, 20))

    with pytest.raises(Refused) as refusal:
        planned(world, **changes)

    assert codes(refusal) == found


def test_a_plan_is_changed_and_called_off_by_its_department_only(world: World) -> None:
    row = planned(world)

    moved = planned(world, contact_id=row.pk, day=date(2026, 3, 19), mode="telephone")
    with pytest.raises(Http404):
        call_off_contact(row.pk, reason="出差", actor=world.other_county_handler)
    gone = call_off_contact(row.pk, reason="防汛值守", actor=world.county_handler)

    assert (moved.day, moved.mode) == (date(2026, 3, 19), "telephone")
    assert (gone.state, gone.reason) == ("called_off", "防汛值守")


def test_a_quarter_is_planned_in_one_step_and_not_twice(world: World) -> None:
    world.another()

    count = plan_contacts(until=date(2026, 5, 31), actor=world.county_handler)

    rows = Contact.objects.order_by("day")
    assert count == 3
    assert [(row.mode, row.notes.count()) for row in rows] == [
        ("visit", 2),
        ("telephone", 2),
        ("telephone", 2),
    ]
    with pytest.raises(Refused) as refusal:
        plan_contacts(until=date(2026, 5, 31), actor=world.county_handler)
    assert codes(refusal) == ["contacts_all_planned"]


def test_a_contact_that_is_near_comes_to_mind_of_department_and_host_once(world: World) -> None:
    row = planned(world, day=date(2026, 3, 4))

    count = [remind_of_contacts(DAY, actor=TERMINAL) for _again in range(2)]

    assert count == [1, 0]
    told = Notice.objects.filter(kind="contact_reminded", subject=row.pk)
    assert sorted(told.values_list("reader", flat=True)) == sorted(
        [world.county_handler.user_id or 0, world.host_handler.user_id or 0]
    )


def opinion(world: World) -> Opinion:
    contact(world, opinions={world.secondment.pk: ["希望多下村"]})
    return Opinion.objects.get()


def test_an_opinion_becomes_a_difficulty_of_the_county(world: World) -> None:
    heard = opinion(world)

    row = raise_difficulty(
        world.secondment.pk,
        kind="work",
        text=heard.text,
        day=DAY,
        level="county",
        opinion_id=heard.pk,
        actor=world.county_handler,
    )

    heard.refresh_from_db()
    assert (heard.became, heard.record, row.opinion_id) == ("difficulty", row.pk, heard.pk)


def test_an_opinion_becomes_a_task_by_the_host_once(world: World) -> None:
    heard = opinion(world)
    words = {"title": "下村", "due": date(2026, 4, 1), "substantive": True, "day": DAY}

    assign_task(
        world.secondment.pk,
        source=f"opinion-{heard.pk}",
        actor=world.host_handler,
        **words,  # type: ignore[arg-type]
    )

    heard.refresh_from_db()
    assert heard.became == "task"
    with pytest.raises(Refused) as refusal:
        send_exchange(
            world.secondment.pk,
            text=heard.text,
            to_organisation_id=world.bureau.pk,
            day=DAY,
            opinion_id=heard.pk,
            actor=world.county_handler,
        )
    assert codes(refusal) == ["opinion_taken_up"]


def test_the_host_sees_the_contact_and_opinions_but_no_note(world: World) -> None:
    heard = opinion(world)

    pages = [
        contact_page(actor, heard.contact_id or 0)
        for actor in (world.host_handler, world.county_handler, world.handler)
    ]

    assert [found.reads_notes for found in pages] == [False, True, True]
    assert [found.contact.spoke_with for found in pages] == ["王建国"] * 3
    assert [[each.note for each in found.about] for found in pages[:1]] == [[None]]
    assert [_raised(found.about[0].opinions) for found in pages] == [["希望多下村"]] * 3
    assert [len(row.told) for row in contacts(world.host_handler, world.secondment)] == [0]
    assert [len(row.told) for row in contacts(world.county_handler, world.secondment)] == [3]


def _raised(rows: Sequence[object]) -> list[str]:
    return [row.opinion.text for row in rows]  # type: ignore[attr-defined]


def test_the_secondee_sees_nothing_of_it(world: World) -> None:
    heard = opinion(world)

    with pytest.raises(Http404):
        contact_page(world.secondee, heard.contact_id or 0)

    readable = Contact.objects.permitted(world.secondee, Capability.VIEW_CONTACT)
    assert list(readable) == []
