"""Each party signs in, sees only what is its own, does the day's work, and the lights change."""

from typing import Any

import pytest

from guazhi.access.matrix import Role
from guazhi.obligations.models import Obligation
from tests import make
from tests.journeys.conftest import PHONE, WIDE
from tests.make import World


@pytest.fixture
def elsewhere(town: World) -> World:
    """A second secondment, to another county, that most parties may not see."""
    host = make.found("云岭县人民政府", "organ", town.other_county)
    town.extra["elsewhere"] = town.another("钱多多", host=host, category="county_assistant")
    return town


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
@pytest.mark.parametrize("language", ["zh-CN", "en-GB"])
def test_each_party_sees_only_its_own(
    elsewhere: World, visit: Any, size: dict[str, int], language: str
) -> None:
    expected = {
        "handler": {"谭敏", "钱多多"},
        "county_handler": {"谭敏"},
        "other_county_handler": {"钱多多"},
        "host_leader": {"谭敏"},
        "home_handler": {"谭敏", "钱多多"},
        "secondee": {"谭敏"},
    }
    for party, names in expected.items():
        page = visit(getattr(elsewhere, party), size, language).open("/register/")

        seen = {name for name in ("谭敏", "钱多多") if page.get_by_text(name, exact=True).count()}

        assert (party, seen) == (party, names)


def test_a_host_leader_records_a_talk_and_the_obligation_is_met(town: World, visit: Any) -> None:
    visitor = visit(town.host_leader)
    page = visitor.open(f"/hosting/{town.secondment.pk}/talk/")
    page.fill("[name=talker]", "王建国")
    page.fill("[name=thought]", "思想稳定，适应较快")
    page.fill("[name=work]", "已熟悉分管工作")

    page.click("main form button.btn-primary")
    page.wait_for_url(f"**/secondments/{town.secondment.pk}/")

    listening = Obligation.objects.filter(secondment=town.secondment, rule="listening")
    assert listening.get(occurrence="01").state == "met"


def test_a_difficulty_goes_from_the_secondee_to_the_host_and_back(town: World, visit: Any) -> None:
    secondee = visit(town.secondee, PHONE)
    page = secondee.open(f"/hosting/{town.secondment.pk}/difficulty/")
    page.fill("[name=text]", "宿舍没有热水")
    page.click("main form button.btn-primary")
    page.wait_for_url("**/secondments/*/")

    host = visit(town.host_handler)
    page = host.open("/hosting/difficulties/")

    assert page.get_by_text("宿舍没有热水").count() >= 1


def test_a_refused_form_says_why_and_keeps_what_was_written(town: World, visit: Any) -> None:
    visitor = visit(town.host_leader)
    page = visitor.open(f"/hosting/{town.secondment.pk}/talk/")
    page.fill("[name=talker]", "王建国")
    page.fill("[name=thought]", "思想稳定")
    page.fill("[name=work]", "熟悉工作")
    page.fill("[name=day]", "2027-12-31")

    page.click("main form button.btn-primary")
    page.wait_for_selector(".is-invalid, .invalid-feedback, [role=alert]")

    assert page.input_value("[name=thought]") == "思想稳定"
    assert (
        Obligation.objects.get(secondment=town.secondment, rule="listening", occurrence="01").state
        == "open"
    )


def test_the_audit_officer_reads_the_ledger_and_verifies_it(town: World, visit: Any) -> None:
    visitor = visit(make.actor(Role.AUDIT_OFFICER, town.city))
    page = visitor.open("/ledger/")
    assert page.get_by_text("SecondmentDecided").count() >= 1

    page = visitor.open("/ledger/verify/")

    assert page.get_by_text("完整").count() >= 1


def test_a_stranger_gets_the_same_answer_as_for_a_row_that_is_not_there(
    elsewhere: World, visit: Any
) -> None:
    visitor = visit(elsewhere.host_leader)
    answers = {}
    for pk in (elsewhere.extra["elsewhere"].pk, 999_999):
        answer = visitor.page.goto(f"{visitor.base}/secondments/{pk}/")
        answers[pk] = (answer.status, visitor.page.inner_text("main"))
    visitor.faults.clear()

    first, second = answers.values()
    assert first == second
    assert first[0] == 404


@pytest.mark.parametrize("language", ["zh-CN", "en-GB"])
def test_pages_are_clean_for_keyboard_and_screen_reader(
    elsewhere: World, visit: Any, language: str
) -> None:
    visitor = visit(elsewhere.handler, WIDE, language)
    pk = elsewhere.secondment.pk
    found = {}
    for path in (
        "/",
        "/register/",
        f"/secondments/{pk}/",
        f"/secondments/{pk}/?tab=obligations",
        "/intakes/",
        f"/intakes/{elsewhere.intake.pk}/",
        "/policy/",
        "/coordination/forums/",
        "/coordination/practices/",
        f"/secondments/{pk}/extend/",
    ):
        visitor.open(path)
        if violations := visitor.violations():
            found[path] = violations

    assert found == {}
