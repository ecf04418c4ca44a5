"""The checks of an intake: who is barred where, and what a person decides on a warning."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext

from guazhi.access.actor import Actor
from guazhi.ledger.models import Entry
from guazhi.people.commands import grade_year, rewrite_record, write_family, write_sanctions
from guazhi.people.models import Person
from guazhi.people.rules.family import Member
from guazhi.people.rules.sanctions import Sanctioned
from guazhi.programmes.models import Intake, Post
from guazhi.secondments.models import Secondment
from guazhi.selection.commands import decide_warning
from guazhi.selection.models import CheckDecision
from guazhi.selection.queries import (
    IntakeChecks,
    blocked_pairs,
    inputs_to_place,
    intake_checks,
    intake_to_check,
)
from guazhi.web.clock import clock_at
from tests import make
from tests.clauses.story import refused
from tests.make import World
from tests.selection.calling import NOMINATIONS, Calling, approved, clerk, opened, received
from tests.visitor import client_of

pytestmark = pytest.mark.django_db

WHOLE: dict[str, Any] = {
    "birth_month": date(1992, 4, 1),
    "rank": "乡科级副职",
    "health": "健康",
    "native_place": "湖南长沙",
    "birth_place": "湖南长沙",
    "growing_up_place": "湖南长沙",
    "kin_declared": date(2026, 1, 1),
    "sanctions_checked": date(2026, 1, 1),
}

AT_HOST = Member("哥哥", "周强", work="清溪县龙泉乡政府干部")


@pytest.fixture
def calling(world: World) -> Calling:
    """The next intake with one post and one nominee, whose brother works at the host."""
    found = opened(world)
    approved(world, found)
    person = received(world, found, clerk(world)).person
    with clock_at(NOMINATIONS):
        rewrite_record(person.pk, actor=world.handler, **WHOLE)
        write_family(person.pk, [AT_HOST], actor=world.handler)
        grade_year(person.pk, 2025, "称职", actor=world.handler)
        grade_year(person.pk, 2024, "称职", actor=world.handler)
    return found


def nominee() -> Person:
    return Person.objects.get(name="周明")


def post_of(intake: Intake) -> Post:
    return Post.objects.get(intake=intake)


def looked(actor: Actor, intake: Intake) -> IntakeChecks:
    return intake_checks(actor, intake_to_check(actor, intake.pk), NOMINATIONS)


def found_of(actor: Actor, intake: Intake) -> dict[str, tuple[str, bool]]:
    """Each check that found something: the code, and whether it is to be decided."""
    line = looked(actor, intake).line(nominee().pk)
    return {each.result.check: (each.result.verdict.code, each.is_open) for each in line.looked}


def decide(world: World, intake: Intake, check: str, **changed: Any) -> CheckDecision:
    person, post = nominee(), post_of(intake)
    result = looked(world.approver, intake).result(person.pk, post.pk, check)
    given = {
        "digest": result.digest if result else "",
        "admits": True,
        "reason": "其兄非班子成员，已核实",
        "actor": world.approver,
        **changed,
    }
    return decide_warning(intake.pk, person.pk, post.pk, check, **given)


def test_what_is_found_waits_for_a_person(world: World, calling: Calling) -> None:
    found = found_of(world.handler, calling.intake)

    assert found == {"kin": ("kin_in_host", True)}


def test_the_grade_of_a_year_is_missing_once_it_is_over(world: World, calling: Calling) -> None:
    intake = intake_to_check(world.handler, calling.intake.pk)

    (line,) = intake_checks(world.handler, intake, date(2027, 1, 4)).lines()

    found = {each.result.check: each.result.verdict.missing for each in line.looked}
    assert found == {"kin": (), "grades": ("grade",)}


def test_a_decision_settles_the_warning_and_is_recorded(world: World, calling: Calling) -> None:
    row = decide(world, calling.intake, "kin")

    assert found_of(world.handler, calling.intake)["kin"] == ("kin_in_host", False)
    assert Entry.objects.filter(verb="CheckDecided").get().payload == {
        "rule": "kin",
        "post": row.post_id,
        "admits": True,
        "digest": row.digest,
    }
    assert blocked_pairs(world.handler, calling.intake, NOMINATIONS) == {}


def test_who_is_decided_against_is_kept_from_the_solver(world: World, calling: Calling) -> None:
    before = len(inputs_to_place(world.handler, calling.intake, NOMINATIONS).pairs)

    decide(world, calling.intake, "kin", admits=False)

    blocked = blocked_pairs(world.handler, calling.intake, NOMINATIONS)
    assert list(blocked.values()) == ["kin"]
    assert before - len(inputs_to_place(world.handler, calling.intake, NOMINATIONS).pairs) == 1


def test_a_decision_is_void_when_its_facts_change(world: World, calling: Calling) -> None:
    row = decide(world, calling.intake, "kin")

    moved = Member("哥哥", "周强", work="清溪县龙泉乡党委书记")
    write_family(row.person_id, [moved], actor=world.handler)

    checks = looked(world.handler, calling.intake)
    assert found_of(world.handler, calling.intake)["kin"] == ("kin_in_host", True)
    assert checks.void(row.person_id) == [row]


def test_what_blocks_cannot_be_decided(world: World, calling: Calling) -> None:
    with clock_at(NOMINATIONS):
        write_sanctions(
            nominee().pk,
            [Sanctioned("记过", date(2026, 11, 2))],
            actor=world.handler,
        )

    with refused("warning_blocks"):
        decide(world, calling.intake, "sanctions")
    assert list(blocked_pairs(world.handler, calling.intake, NOMINATIONS).values()) == ["sanctions"]


@pytest.mark.parametrize(
    ("check", "changed", "code"),
    [
        ("age", {}, "warning_gone"),
        ("kin", {"digest": "x"}, "warning_on_other_facts"),
        ("kin", {"reason": "  "}, "words_needed"),
    ],
)
def test_a_decision_is_refused(
    world: World, calling: Calling, check: str, changed: dict[str, Any], code: str
) -> None:
    with refused(code):
        decide(world, calling.intake, check, **changed)

    assert CheckDecision.objects.count() == 0


def test_only_the_approver_of_the_city_decides(world: World, calling: Calling) -> None:
    for actor in (world.handler, world.county_handler, world.home_handler):
        with pytest.raises(Http404):
            decide(world, calling.intake, "kin", actor=actor)


def test_who_may_not_read_families_sees_no_checks(world: World, calling: Calling) -> None:
    at = f"/selection/intakes/{calling.intake.pk}/checks/"
    nominated = make.actor(None, person=nominee())
    answers = {
        who: client_of(actor).get(at).status_code
        for who, actor in (
            ("city", world.handler),
            ("host", world.host_handler),
            ("home", world.home_handler),
            ("himself", nominated),
        )
    }

    assert answers == {"city": 200, "host": 404, "home": 404, "himself": 404}
    assert looked(world.county_handler, calling.intake).people == {}


def test_the_pages_show_the_rule_its_facts_and_take_the_decision(
    world: World, calling: Calling
) -> None:
    person, post = nominee(), post_of(calling.intake)
    at = f"/selection/intakes/{calling.intake.pk}/checks/"
    one = f"{at}{person.pk}/"
    client = client_of(world.approver)

    table = client.get(at)
    page = client.get(f"{one}?post={post.pk}")
    form = client.get(f"{one}{post.pk}/kin/").context["form"]
    sent = {"admits": "yes", "digest": form.initial["digest"], "reason": ""}
    refusal = client.post(f"{one}{post.pk}/kin/", sent)
    kept = client.post(f"{one}{post.pk}/kin/", {**sent, "reason": "已核实，非班子成员"})

    assert [line.person.name for line, _chips in table.context["rows"]] == ["周明"]
    assert {row["id"]: row["tone"] for row in page.context["pair"]}["kin"] == "yellow"
    assert "清溪县龙泉乡政府干部" in page.content.decode()
    assert (refusal.status_code, kept.status_code) == (422, 302)
    assert found_of(world.handler, calling.intake)["kin"] == ("kin_in_host", False)


def test_a_table_of_checks_costs_the_same_however_many(world: World, calling: Calling) -> None:
    costs = []
    for names in ((), ("孙二",)):
        for name in names:
            received(world, calling, clerk(world, name))
        with CaptureQueriesContext(connection) as captured:
            looked(world.handler, calling.intake).lines()
        costs.append(len(captured))

    assert costs == [costs[0], costs[0]]
    assert costs[0] <= 10


def test_where_people_came_by_a_roster_they_are_checked_alike(world: World) -> None:
    checks = looked(world.handler, world.intake)

    assert [person.name for person, _home in checks.people.values()] == ["谭敏"]
    assert Secondment.objects.filter(intake=world.intake).count() == 1
    overlaps = [each.result.check for each in checks.line(world.secondment.secondee_id).looked]
    assert [check for check in overlaps if check == "overlap"] == []
