"""A county's contact with a host: three aspects, the right department, its obligation met."""

from datetime import date

import pytest
from django.http import Http404

from guazhi.coordination.commands import make_contact
from guazhi.coordination.models import Contact
from guazhi.ledger.models import Entry
from guazhi.obligations.models import Obligation
from guazhi.policy.findings import Refused
from guazhi.web import clock
from tests.make import World

pytestmark = pytest.mark.django_db

DAY = date(2026, 3, 2)


def contact(world: World, **changes: object) -> Contact:
    words: dict[str, object] = {
        "day": DAY,
        "spoke_with": "王建国",
        "work": "分管文教，进入角色快",
        "life": "食宿已安排",
        "thought": "思想稳定",
        "actor": world.county_handler,
        **changes,
    }
    return make_contact(world.secondment.pk, **words)  # type: ignore[arg-type]


def test_a_contact_is_the_departments_and_is_recorded(world: World) -> None:
    row = contact(world)

    assert row.department == world.county_department
    last = Entry.objects.latest("seq")
    assert (last.verb, last.subject, last.secondment_id) == (
        "ContactMade",
        row.pk,
        world.secondment.pk,
    )


def test_a_contact_meets_the_months_obligation_of_its_county(world: World) -> None:
    contact(world)

    met = Obligation.objects.filter(rule="county_contact", state="met")
    assert list(met.values_list("occurrence", "owner")) == [("01", world.county_department.pk)]


def test_each_county_keeps_contact_for_itself(world: World) -> None:
    up = world.another(
        "赵敏", home=world.township_government, host=world.bureau, category="city_organ", months=6
    )

    with pytest.raises(Http404):
        make_contact(
            up.pk,
            day=DAY,
            spoke_with="办公室",
            work="好",
            life="好",
            thought="好",
            actor=world.other_county_handler,
        )

    assert list(Contact.objects.all()) == []


@pytest.mark.parametrize("aspect", ["work", "life", "thought"])
def test_a_contact_needs_each_of_three_aspects(world: World, aspect: str) -> None:
    before = Entry.objects.count()

    with pytest.raises(Refused) as refusal:
        contact(world, **{aspect: " "})

    assert [(f.code, f.field) for f in refusal.value.findings] == [("aspect_missing", aspect)]
    assert (Contact.objects.count(), Entry.objects.count()) == (0, before)


@pytest.mark.parametrize(
    ("day", "codes"),
    [
        (date(2026, 3, 3), ["day_to_come"]),
        (date(2026, 2, 27), ["day_out_of_term"]),
        (date(2026, 2, 1), ["day_too_far_back", "day_out_of_term"]),
    ],
)
def test_a_contact_is_dated_in_the_term(world: World, day: date, codes: list[str]) -> None:
    with pytest.raises(Refused) as refusal:
        contact(world, day=day)

    assert [f.code for f in refusal.value.findings] == codes


def test_a_contact_is_recorded_once_a_day(world: World) -> None:
    contact(world)

    with pytest.raises(Refused) as refusal:
        contact(world)

    assert [f.code for f in refusal.value.findings] == ["contact_made_already"]


def test_a_contact_after_the_window_counts_as_late(world: World) -> None:
    with clock.clock_at(date(2026, 4, 3)):
        contact(world, day=date(2026, 4, 1))

    met = Obligation.objects.filter(rule="county_contact", state="met")
    assert list(met.values_list("occurrence", "met_on")) == [("02", date(2026, 4, 1))]
