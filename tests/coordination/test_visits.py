"""A home organisation visits its secondee: recorded, kept from the host, its obligation met."""

from datetime import date

import pytest
from django.http import Http404

from guazhi.coordination import queries
from guazhi.coordination.commands import visit_secondee
from guazhi.coordination.models import HomeVisit
from guazhi.dashboards.queries.ways import way_of
from guazhi.ledger.models import Entry
from guazhi.obligations.models import Obligation
from guazhi.policy import named, term_end
from guazhi.policy.findings import Refused
from guazhi.programmes.commands import adopt_policy, open_intake
from guazhi.secondments.commands import arrive
from guazhi.web import clock
from tests import make
from tests.make import START, World, secondment
from tests.visitor import client_of

pytestmark = pytest.mark.django_db

DAY = date(2026, 3, 2)
FORM = {"day": "2026-03-02", "visitor": "周处长", "place": "龙泉乡", "thought": "思想稳定"}


def visit(world: World, **changes: object) -> HomeVisit:
    words: dict[str, object] = {**FORM, "day": DAY, "actor": world.home_handler, **changes}
    return visit_secondee(world.secondment.pk, **words)  # type: ignore[arg-type]


@pytest.fixture
def strict(world: World) -> World:
    """The same city, with a secondment of two years under the stricter rules."""
    world.policy = adopt_policy(named("strict"), actor=world.handler)
    world.intake = open_intake(
        world.city,
        world.city_department,
        programme="上派下挂",
        name="从严批次",
        start=START,
        end=term_end(START, 24),
        policy=world.policy,
        actor=world.handler,
    )
    world.secondment = secondment(
        world, "李强", home=world.bureau, host=world.township_government, months=24, in_post=False
    )
    make.ready(world, world.secondment)
    arrive(world.secondment.pk, day=DAY, actor=world.host_leader)
    return world


def test_a_visit_is_recorded(world: World) -> None:
    row = visit(world, difficulties="往返不便", remark="下月再来")

    assert (row.visitor, row.place, row.thought, row.difficulties, row.remark) == (
        "周处长",
        "龙泉乡",
        "思想稳定",
        "往返不便",
        "下月再来",
    )
    last = Entry.objects.latest("seq")
    assert (last.verb, last.about, last.subject, last.secondment_id, last.payload) == (
        "HomeVisitMade",
        "home_visit",
        row.pk,
        world.secondment.pk,
        {"day": "2026-03-02"},
    )


def test_a_visit_meets_the_months_obligation_where_the_policy_asks_for_it(strict: World) -> None:
    owed = Obligation.objects.filter(rule="home_visit", secondment=strict.secondment)

    visit(strict)

    assert owed.count() == 24
    assert list(owed.filter(state="met").values_list("occurrence", "owner", "met_on")) == [
        ("01", strict.bureau.pk, DAY)
    ]


def test_the_obligation_leads_to_the_page_that_meets_it(strict: World) -> None:
    owed = Obligation.objects.filter(rule="home_visit", secondment=strict.secondment).earliest(
        "due"
    )

    ways = {
        who: way_of(getattr(strict, who), "home_visit", owed) for who in ("home_handler", "handler")
    }

    assert ways == {
        "home_handler": ("coordination:home_visit", (strict.secondment.pk,)),
        "handler": ("", ()),
    }


@pytest.mark.parametrize(
    "who", ["handler", "county_handler", "host_handler", "host_leader", "secondee"]
)
def test_only_the_home_organisation_visits(world: World, who: str) -> None:
    before = Entry.objects.count()

    with pytest.raises(Http404):
        visit(world, actor=getattr(world, who))

    assert (HomeVisit.objects.count(), Entry.objects.count()) == (0, before)


@pytest.mark.parametrize("field", ["visitor", "place", "thought"])
def test_a_visit_says_who_where_and_what_the_secondee_thinks(world: World, field: str) -> None:
    before = Entry.objects.count()

    with pytest.raises(Refused) as refusal:
        visit(world, **{field: " "})

    assert [(f.code, f.field) for f in refusal.value.findings] == [("words_needed", field)]
    assert (HomeVisit.objects.count(), Entry.objects.count()) == (0, before)


@pytest.mark.parametrize(
    ("day", "code"),
    [(date(2026, 3, 3), "day_to_come"), (date(2026, 2, 27), "day_out_of_term")],
)
def test_a_visit_is_dated_in_the_term(world: World, day: date, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        visit(world, day=day)

    assert [f.code for f in refusal.value.findings] == [code]


def test_a_visit_is_recorded_once_a_day(world: World) -> None:
    visit(world)

    with pytest.raises(Refused) as refusal:
        visit(world)

    assert [f.code for f in refusal.value.findings] == ["home_visit_made_already"]


def test_a_visit_after_the_month_is_late(strict: World) -> None:
    with clock.clock_at(date(2026, 4, 3)):
        visit(strict, day=date(2026, 4, 1))

    owed = Obligation.objects.filter(rule="home_visit", secondment=strict.secondment)
    assert list(owed.filter(state="met").values_list("occurrence", "met_on")) == [
        ("02", date(2026, 4, 1))
    ]


def test_departments_and_home_read_visits_and_nobody_else(world: World) -> None:
    visit(world)

    seen = {}
    for who in ("handler", "county_handler", "home_handler", "host_handler", "secondee"):
        work = queries.work(getattr(world, who), world.secondment)
        seen[who] = (None if work.visits is None else len(work.visits), work.may_visit)

    assert seen == {
        "handler": (1, False),
        "county_handler": (1, False),
        "home_handler": (1, True),
        "host_handler": (None, False),
        "secondee": (None, False),
    }


def test_the_page_records_a_visit_and_the_person_page_shows_it(world: World) -> None:
    client = client_of(world.home_handler)
    where = f"/coordination/secondments/{world.secondment.pk}/visit/"

    asked = client.get(where)
    answer = client.post(where, FORM)
    shown = client.get(f"/secondments/{world.secondment.pk}/?tab=coordination")

    assert (asked.status_code, asked.context["form"]["place"].value()) == (
        200,
        "清溪县龙泉乡人民政府",
    )
    work = f"/secondments/{world.secondment.pk}/?tab=coordination"
    assert (answer.status_code, answer["Location"]) == (302, work)
    assert "周处长 · 龙泉乡" in shown.content.decode()


def test_a_refused_visit_says_why(world: World) -> None:
    client = client_of(world.home_handler)
    where = f"/coordination/secondments/{world.secondment.pk}/visit/"
    client.post(where, FORM)

    answer = client.post(where, FORM)

    assert answer.status_code == 422
    assert answer.context["form"].errors == {
        "day": ["The visit of 2026-03-02 is on record already."]
    }


def test_the_page_is_closed_to_the_host(world: World) -> None:
    answer = client_of(world.host_handler).get(
        f"/coordination/secondments/{world.secondment.pk}/visit/"
    )

    assert answer.status_code in (403, 404)
    assert HomeVisit.objects.count() == 0
