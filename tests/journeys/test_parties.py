"""Each party signs in and sees only what is its own."""

import pytest

from guazhi.access.matrix import Role
from guazhi.access.models import User
from tests import make
from tests.journeys.conftest import PHONE, WIDE, Visit
from tests.make import World

PASSWORD = "correct horse battery staple"
NAMES = ("谭敏", "钱多多")


@pytest.mark.parametrize(
    ("size", "language"), [(WIDE, "zh-CN"), (PHONE, "en-GB")], ids=["wide", "phone"]
)
def test_each_party_sees_only_its_own(
    town: World, visit: Visit, size: dict[str, int], language: str
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
        page = visit(getattr(town, party), size, language).open("/register/")

        seen = {name for name in NAMES if page.get_by_text(name, exact=True).count()}

        assert (party, seen) == (party, names)


def test_whoever_signs_in_comes_to_the_to_do_list_and_can_sign_out(
    town: World, visit: Visit
) -> None:
    account = User.objects.get(pk=town.host_leader.user_id or 0)
    account.set_password(PASSWORD)
    account.save()
    visitor = visit()
    page = visitor.open("/register/")
    assert visitor.path == "/sign-in/"
    page.fill("[name=username]", account.username)
    page.fill("[name=password]", PASSWORD)

    page.get_by_role("button", name="登录").click()

    page.wait_for_url(f"{visitor.base}/register/")
    page.locator(".topbar summary").click()
    page.get_by_role("button", name="退出").click()
    page.wait_for_url("**/sign-in/**")


def test_a_wrong_password_is_refused_in_words(town: World, visit: Visit) -> None:
    account = User.objects.get(pk=town.host_leader.user_id or 0)
    visitor = visit()
    page = visitor.open("/sign-in/")
    page.fill("[name=username]", account.username)
    page.fill("[name=password]", "not the password")

    page.get_by_role("button", name="登录").click()

    page.get_by_role("alert").wait_for()
    assert visitor.path == "/sign-in/"


def test_the_audit_officer_reads_the_ledger_and_verifies_it(town: World, visit: Visit) -> None:
    visitor = visit(make.actor(Role.AUDIT_OFFICER, town.city))
    page = visitor.open("/ledger/")
    assert page.locator("tbody tr").count() > 0

    page = visitor.follow("Verify the ledger")
    assert page.locator("main .is-green").count() == 0
    with page.expect_navigation():
        page.locator("main form button").click()

    assert page.locator("main .is-green").count() == 1


def test_a_stranger_gets_the_same_answer_as_for_a_row_that_is_not_there(
    town: World, visit: Visit
) -> None:
    visitor = visit(town.host_leader)
    answers = {}
    for pk in (town.extra["elsewhere"].pk, 999_999):
        visitor.open(f"/secondments/{pk}/")
        answers[pk] = (visitor.status, visitor.main.inner_text())
    visitor.faults.clear()

    first, second = answers.values()
    assert first == second
    assert first[0] == 404
