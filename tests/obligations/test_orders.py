"""Records come in in any order, and facts change; what is owed and met comes out the same."""

from datetime import date, timedelta
from random import Random

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guazhi.access.matrix import Role
from guazhi.obligations.commands import (
    give_evidence,
    note_happening,
    reconcile,
    reconcile_intake,
    reconcile_many,
)
from guazhi.obligations.models import Evidence, Happening, Obligation
from guazhi.secondments.models import Secondment
from tests import make
from tests.make import World, change_term
from tests.visitor import client_of

pytestmark = pytest.mark.django_db

Given = tuple[str, int, str, str]
KINDS = ["talk", "briefing", "midterm_part", "contact", "work_report", "difficulty_answer"]
RECORDS = st.lists(
    st.tuples(
        st.sampled_from(KINDS),
        st.integers(-30, 400),
        st.sampled_from(["", "host", "county"]),
        st.sampled_from(["", "01", "02"]),
    ),
    min_size=1,
    max_size=12,
)


def standing_rows(secondment: Secondment) -> list[tuple[object, ...]]:
    return list(
        Obligation.objects.filter(secondment=secondment)
        .order_by("rule", "occurrence", "owner", "owner_person")
        .values_list("rule", "occurrence", "state", "met_on", "evidence__record")
    )


def give(secondment: Secondment, records: list[tuple[int, Given]]) -> None:
    for number, (kind, days, party, occurrence) in records:
        day = secondment.start + timedelta(days=days)
        give_evidence(kind, number, day, secondment=secondment, party=party, occurrence=occurrence)


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(records=RECORDS, order=st.randoms(use_true_random=False))
def test_records_given_in_any_order_leave_what_a_reconcile_of_all_leaves(
    world: World, records: list[Given], order: Random
) -> None:
    numbered = list(enumerate(records, 1))
    shuffled = numbered.copy()
    order.shuffle(shuffled)

    with transaction.atomic():
        give(world.secondment, shuffled)
        one_by_one = standing_rows(world.secondment)
        reconcile(world.secondment)
        reconciled = standing_rows(world.secondment)
        Obligation.objects.filter(secondment=world.secondment).delete()
        reconcile(world.secondment)
        afresh = standing_rows(world.secondment)
        transaction.set_rollback(True)

    assert reconciled == one_by_one
    assert [row[:4] for row in one_by_one] == [row[:4] for row in afresh]


def test_a_record_given_twice_counts_once(world: World) -> None:
    for _ in range(2):
        give_evidence("talk", 1, date(2026, 3, 9), secondment=world.secondment)
        give_evidence("forum", 1, date(2026, 5, 9), intake=world.intake)

    assert Evidence.objects.filter(record=1, kind__in=["talk", "forum"]).count() == 2
    assert met(world.secondment, "listening") == ["01"]


def met(secondment: Secondment | None, rule: str) -> list[str]:
    rows = Obligation.objects.filter(secondment=secondment, rule=rule, state="met")
    return list(rows.order_by("occurrence").values_list("occurrence", flat=True))


def test_an_earlier_talk_that_is_recorded_later_turns_late_into_on_time(world: World) -> None:
    for number, day in enumerate([date(2026, 4, 2), date(2026, 4, 3)], 1):
        give_evidence("talk", number, day, secondment=world.secondment)
    march = Obligation.objects.get(secondment=world.secondment, rule="listening", occurrence="01")
    assert march.is_late

    give_evidence("talk", 3, date(2026, 3, 28), secondment=world.secondment)

    march.refresh_from_db()
    assert (march.is_late, march.met_on) == (False, date(2026, 3, 28))


def change(world: World, kind: str, new_end: date) -> None:
    change_term(
        world.secondment.pk,
        kind=kind,
        new_end=new_end,
        reason="工作需要",
        actor=world.approver,
    )
    world.secondment.refresh_from_db()


def test_an_extension_after_an_early_end_brings_back_what_was_void(world: World) -> None:
    before = standing_rows(world.secondment)

    change(world, "early_end", date(2026, 8, 31))
    change(world, "extension", date(2027, 2, 28))

    assert standing_rows(world.secondment) == before


def test_what_was_met_after_the_new_last_day_stays_met(world: World) -> None:
    give_evidence("talk", 1, date(2026, 10, 8), secondment=world.secondment)

    change(world, "early_end", date(2026, 8, 31))

    rows = Obligation.objects.filter(secondment=world.secondment, rule="listening")
    assert [(row.occurrence, row.state) for row in rows.order_by("occurrence")][6:9] == [
        ("07", "void"),
        ("08", "met"),
        ("09", "void"),
    ]


def test_a_withdrawn_secondment_owes_nothing_and_keeps_what_was_met(world: World) -> None:
    give_evidence("briefing", 1, date(2026, 3, 2), secondment=world.secondment)
    Secondment.objects.filter(pk=world.secondment.pk).update(state="withdrawn")
    world.secondment.refresh_from_db()

    reconcile(world.secondment)

    rows = Obligation.objects.filter(secondment=world.secondment)
    assert set(rows.values_list("state", flat=True)) == {"met", "void"}
    assert met(world.secondment, "briefing") == [""]
    world.secondment.refresh_from_db()
    assert world.secondment.earliest_due is None


def test_a_waived_obligation_stays_waived_when_dates_move(world: World) -> None:
    Obligation.objects.filter(secondment=world.secondment, rule="summary").update(state="waived")

    change(world, "extension", date(2027, 5, 31))

    row = Obligation.objects.get(secondment=world.secondment, rule="summary")
    assert (row.state, row.due) == ("waived", date(2027, 5, 31))


# happenings


def answers(world: World) -> list[tuple[int | None, str]]:
    rows = Obligation.objects.filter(secondment=world.secondment, rule="difficulty_answered")
    return list(rows.order_by("pk").values_list("owner_id", "state"))


def raised(world: World, owner: int, party: str = "host") -> Happening:
    return note_happening(
        "difficulty_raised",
        7,
        date(2026, 3, 2),
        party=party,
        owner=owner,
        secondment=world.secondment,
    )


def test_a_happening_that_moves_to_another_owner_moves_what_is_owed(world: World) -> None:
    raised(world, world.township_government.pk)

    raised(world, world.county_department.pk, "county")

    assert answers(world) == [
        (world.township_government.pk, "void"),
        (world.county_department.pk, "open"),
    ]


def test_an_answer_given_before_it_moved_stays(world: World) -> None:
    raised(world, world.township_government.pk)
    give_evidence(
        "difficulty_answer",
        1,
        date(2026, 3, 3),
        secondment=world.secondment,
        party="host",
        owner=world.township_government.pk,
        occurrence="difficulty_raised-7",
    )

    raised(world, world.county_department.pk, "county")

    assert answers(world) == [
        (world.township_government.pk, "met"),
        (world.county_department.pk, "open"),
    ]


def test_an_intake_owes_for_its_own_happenings(world: World) -> None:
    note_happening(
        "forum_held",
        3,
        date(2026, 5, 20),
        party="city",
        owner=world.city_department.pk,
        intake=world.intake,
    )

    rows = Obligation.objects.filter(intake=world.intake, secondment=None)
    assert list(rows.filter(occurrence="forum_held-3").values_list("party", "owner", "state")) == [
        ("city", world.city_department.pk, "open")
    ]


def test_a_forum_meets_what_the_intake_owes_and_reconciling_changes_nothing(world: World) -> None:
    rows = Obligation.objects.filter(intake=world.intake, secondment=None, state="open")
    first = rows.filter(rule="forum").order_by("due")[0]

    give_evidence("forum", 1, first.opens, intake=world.intake)
    reconcile_intake(world.intake)

    first.refresh_from_db()
    assert (first.state, first.met_on) == ("met", first.opens)


# counties


def county_owners(secondment: Secondment) -> set[int | None]:
    rows = Obligation.objects.filter(secondment=secondment, party="county")
    return set(rows.values_list("owner", flat=True))


def test_both_counties_owe_where_both_manage(world: World) -> None:
    farm = make.found("云岭县农业农村局", "organ", world.other_county)
    row = world.another("赵一", home=farm)

    assert county_owners(row) == {world.county_department.pk, world.other_department.pk}


def test_one_county_owes_once_though_it_sends_and_receives(world: World) -> None:
    farm = make.found("清溪县农业农村局", "organ", world.county)
    row = world.another("赵一", home=farm)

    assert county_owners(row) == {world.county_department.pk}


def test_without_a_county_nothing_is_owed_by_one_and_the_page_says_so(world: World) -> None:
    water = make.found("市水利局", "organ", world.city)
    row = world.another("赵一", host=water, months=6, category="city_organ")

    managers = client_of(world.handler).get(f"/secondments/{row.pk}/").context["managers"]

    assert county_owners(row) == set()
    assert managers[1][1] == "No county in scope; city and host manage"


# many at once


def test_many_are_brought_up_to_date_in_batches_without_changing_what_stands(world: World) -> None:
    world.another("赵一")
    rows = list(Secondment.objects.select_related("policy", "intake__programme").order_by("pk"))
    before = [standing_rows(row) for row in rows]
    Obligation.objects.filter(state="open").delete()

    counts = list(reconcile_many(rows, full=True))

    assert counts == [2]
    assert [standing_rows(row) for row in rows] == before


def test_a_county_without_a_department_owes_nothing(world: World) -> None:
    bare = make.found("石桥县", "county", world.city)
    government = make.found("石桥县人民政府", "organ", bare)
    row = world.another("钱二", host=government, category="county_assistant")

    assert county_owners(row) == set()
    assert make.actor(Role.COUNTY_HANDLER, bare).organisation_name == "石桥县"
