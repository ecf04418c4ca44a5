"""``guazhi account``: what it does, says and refuses; nothing half done."""

import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from guazhi.access.models import Grant, User
from guazhi.ledger.models import Entry
from guazhi.ledger.verify import verify
from tests.make import World, found

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).parents[2]
GOOD = "Lantern-and-rain"


@pytest.fixture
def account(monkeypatch: pytest.MonkeyPatch, world: World) -> "Account":
    return Account(monkeypatch)


class Account:
    """Runs the command with a password on its input."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.monkeypatch = monkeypatch

    def __call__(self, *arguments: str, password: str = GOOD) -> str:
        out = StringIO()
        self.monkeypatch.setattr(sys, "stdin", StringIO(password + "\n"))
        call_command("account", *arguments, "--by", "王主任", "--lang", "en", stdout=out)
        return out.getvalue()

    def refused(self, *arguments: str, password: str = GOOD) -> str:
        with pytest.raises(CommandError) as refusal:
            self(*arguments, password=password)
        return str(refusal.value)


def state() -> tuple[int, int, int]:
    return User.objects.count(), Grant.objects.count(), Entry.objects.count()


def test_create_opens_an_account_with_its_role_and_password(account: Account) -> None:
    before = Entry.objects.count()

    said = account(
        "create", "zhang", "--name", "张三", "--role", "city_handler", "--organisation", "安澜市"
    )

    user = User.objects.get(username="zhang")
    assert (said, user.name, user.check_password(GOOD)) == ("The account is open.\n", "张三", True)
    assert list(user.grants.values_list("role", "organisation__name")) == [
        ("city_handler", "安澜市")
    ]
    assert list(Entry.objects.filter(seq__gt=before).values_list("verb", "actor_name")) == [
        ("AccountCreated", "王主任"),
        ("PasswordSet", "王主任"),
        ("RoleGranted", "王主任"),
    ]
    assert list(verify()) == []


def test_create_without_a_role_grants_none(account: Account) -> None:
    account("create", "zhang", "--name", "张三")

    assert list(User.objects.get(username="zhang").grants.all()) == []


def test_grant_gives_a_role_on_an_organisation(account: Account) -> None:
    account("create", "zhang", "--name", "张三")

    said = account("grant", "zhang", "--role", "audit_officer", "--organisation", "安澜市")

    user = User.objects.get(username="zhang")
    assert said == "The role is granted.\n"
    assert [grant.role for grant in user.grants.all()] == ["audit_officer"]


def test_password_replaces_the_password(account: Account) -> None:
    account("create", "zhang", "--name", "张三")

    said = account("password", "zhang", password="Harbour-in-fog-9")

    user = User.objects.get(username="zhang")
    assert said == "The password is changed.\n"
    assert (user.check_password("Harbour-in-fog-9"), user.check_password(GOOD)) == (True, False)


@pytest.mark.parametrize(
    ("arguments", "password", "sentence"),
    [
        (
            ("create", "li", "--name", "李四"),
            "123456",
            "Choose a password of at least 12 characters that is hard to guess.",
        ),
        (
            ("create", "zhang", "--name", "李四"),
            GOOD,
            "There is an account of that name already.",
        ),
        (
            ("create", "li", "--name", "李四", "--role", "city_handler"),
            GOOD,
            "Give a role and an organisation, or neither.",
        ),
        (
            ("create", "li", "--name", "李四", "--role", "home_handler", "--organisation", "教委"),
            GOOD,
            "There is no organisation called 教委.",
        ),
        (
            ("grant", "zhang", "--role", "home_handler", "--organisation", "市教育厅"),
            GOOD,
            "There is no organisation called 市教育厅. Did you mean 市教育局?",
        ),
        (
            ("grant", "zhang", "--role", "audit_officer", "--organisation", "安澜市"),
            GOOD,
            "An officer of the system takes no part in its business.",
        ),
        (
            ("grant", "zhang", "--role", "city_handler", "--organisation", "安澜市"),
            GOOD,
            "The account holds this role on this organisation already.",
        ),
        (
            ("grant", "nobody", "--role", "city_handler", "--organisation", "安澜市"),
            GOOD,
            "There is no account called nobody.",
        ),
        (("password", "nobody"), GOOD, "There is no account called nobody."),
        (
            ("password", "zhang"),
            "zhang-zhang",
            "Choose a password of at least 12 characters that is hard to guess.",
        ),
    ],
)
def test_what_is_refused_changes_nothing(
    account: Account, arguments: tuple[str, ...], password: str, sentence: str
) -> None:
    account(
        "create", "zhang", "--name", "张三", "--role", "city_handler", "--organisation", "安澜市"
    )
    before = state()

    said = account.refused(*arguments, password=password)

    assert said == sentence
    assert state() == before


def test_the_three_officers_are_three_accounts(account: Account) -> None:
    account("create", "wu", "--name", "吴", "--role", "system_officer", "--organisation", "安澜市")
    before = state()

    said = account.refused("grant", "wu", "--role", "audit_officer", "--organisation", "安澜市")

    assert said == "System, security and audit officer must be three people."
    assert state() == before


def test_an_unknown_role_is_refused_with_those_there_are(account: Account) -> None:
    before = state()

    said = account.refused(
        "create", "li", "--name", "李四", "--role", "emperor", "--organisation", "安澜市"
    )

    assert "invalid choice: 'emperor'" in said
    assert "security_officer" in said
    assert state() == before


def test_of_several_organisations_of_a_name_one_is_chosen_by_number(
    account: Account, world: World
) -> None:
    account("create", "zhang", "--name", "张三")
    first = found("教育局", "organ", world.county)
    second = found("教育局", "organ", world.other_county)
    grant = ("grant", "zhang", "--role", "home_handler", "--organisation")

    said = account.refused(*grant, "教育局")
    account(*grant, str(second.pk))

    assert said.splitlines() == [
        "Several organisations are called 教育局. Give the number of one of these:",
        f"  {first.pk}  清溪县 教育局",
        f"  {second.pk}  云岭县 教育局",
    ]
    assert Grant.objects.latest("pk").organisation == second


@pytest.mark.slow
def test_a_fresh_machine_is_told_to_migrate_and_then_takes_accounts(tmp_path: Path) -> None:
    environment = {**os.environ, "GUAZHI_VAR": str(tmp_path / "var"), "GUAZHI_SECRET_KEY": "x" * 50}
    environment.pop("GUAZHI_DATABASE", None)
    environment["DJANGO_SETTINGS_MODULE"] = "guazhi.settings"

    def run(*arguments: str) -> tuple[int, str]:
        done = subprocess.run(
            [sys.executable, "-m", "guazhi", *arguments],
            env=environment, cwd=ROOT, input=GOOD, text=True, capture_output=True, check=False,
        )  # fmt: skip
        return done.returncode, done.stdout + done.stderr

    create = ("account", "create", "zhang", "--name", "张三", "--by", "李四", "--lang", "en")
    early = run(*create)

    assert (early[0], "Run guazhi migrate first." in early[1], "Traceback" in early[1]) == (
        1,
        True,
        False,
    )
    assert run("migrate", "-v0")[0] == 0
    assert run(*create) == (0, "The account is open.\n")
    assert run("audit", "verify")[0] == 0


def test_revoke_withdraws_a_role_and_close_closes(account: Account) -> None:
    role = ("--role", "city_handler", "--organisation", "安澜市")
    account("create", "zhang", "--name", "张三", *role)

    said = account("revoke", "zhang", *role), account("close", "zhang")

    user = User.objects.get(username="zhang")
    assert said == ("The role is withdrawn.\n", "The account is closed.\n")
    assert (user.is_active, user.grants.filter(withdrawn_at__isnull=True).count()) == (False, 0)
    assert account.refused("revoke", "zhang", *role) == (
        "The account does not hold this role on this organisation."
    )
    assert account.refused("close", "zhang") == "The account is closed already."
