"""Signing in: guessing is slowed down, sessions end, the language follows the account."""

from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.test import Client, override_settings

from guazhi.access.commands import GUESSES, WINDOW, admit
from guazhi.access.models import Guess, User
from guazhi.accounts.forms import SignInForm, source_of
from guazhi.ledger.models import Entry
from guazhi.web import clock

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
PASSWORD = "a long enough secret 2026"
HERE, ELSEWHERE = "10.1.1.1", "10.2.2.2"


@pytest.fixture
def account() -> User:
    user = User(username="tanmin", name="谭敏", language="en")
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in(
    client: Client, password: str = PASSWORD, *, username: str = "tanmin", source: str = HERE
) -> int:
    answer = client.post(
        "/sign-in/", {"username": username, "password": password}, REMOTE_ADDR=source
    )
    return answer.status_code


def guess(times: int, *, at: datetime = NOW, source: str = HERE) -> list[int]:
    with clock.instant_at(at):
        return [sign_in(Client(), "wrong", source=source) for _ in range(times)]


def test_ten_wrong_guesses_bar_the_account_from_that_source(account: User) -> None:
    assert guess(GUESSES) == [422] * GUESSES

    with clock.instant_at(NOW):
        barred = Client().post(
            "/sign-in/", {"username": "TanMin", "password": PASSWORD}, REMOTE_ADDR=HERE
        )

    assert barred.status_code == 422
    assert barred.context["form"].errors.as_data()["__all__"][0].code == "too_many"


def test_the_owner_signs_in_from_elsewhere_while_somebody_guesses(account: User) -> None:
    guess(GUESSES + 5)

    with clock.instant_at(NOW):
        assert sign_in(Client(), source=ELSEWHERE) == 302


def test_other_accounts_sign_in_from_the_source_of_a_guesser(account: User) -> None:
    guess(GUESSES + 5)
    other = User(username="liqiang", name="李强")
    other.set_password(PASSWORD)
    other.save()

    with clock.instant_at(NOW):
        assert sign_in(Client(), username="liqiang") == 302


def test_after_five_minutes_one_may_try_again_and_nothing_is_kept(account: User) -> None:
    guess(GUESSES)
    guess(3, at=NOW + WINDOW - timedelta(seconds=1))

    with clock.instant_at(NOW + WINDOW):
        assert sign_in(Client()) == 302

    assert Guess.objects.count() == 0


def test_signing_in_clears_the_guesses_made_before(account: User) -> None:
    guess(GUESSES - 1)
    with clock.instant_at(NOW):
        sign_in(Client())

    assert guess(GUESSES) == [422] * GUESSES
    assert Guess.objects.count() == GUESSES


def test_a_guess_that_is_not_admitted_does_not_lengthen_the_wait(account: User) -> None:
    for second in range(GUESSES + 3):
        admit("tanmin", HERE, at=NOW + timedelta(seconds=second))

    assert Guess.objects.count() == GUESSES


def test_a_wrong_password_and_an_unknown_account_look_alike(account: User) -> None:
    answers = [
        Client().post("/sign-in/", {"username": name, "password": "x"}).context["form"].errors
        for name in ("tanmin", "nobody")
    ]

    assert answers[0] == answers[1]


def test_an_empty_form_counts_as_no_guess() -> None:
    assert Client().post("/sign-in/", {"username": "", "password": ""}).status_code == 422
    assert Guess.objects.count() == 0


@pytest.mark.parametrize(
    ("proxies", "forwarded", "source"),
    [
        (0, "1.1.1.1", HERE),
        (1, "6.6.6.6, 1.1.1.1", "1.1.1.1"),
        (2, "6.6.6.6, 1.1.1.1, 9.9.9.9", "1.1.1.1"),
        (2, "1.1.1.1", HERE),
    ],
)
def test_the_source_is_what_a_trusted_proxy_saw(proxies: int, forwarded: str, source: str) -> None:
    request = HttpRequest()
    request.META = {"REMOTE_ADDR": HERE, "HTTP_X_FORWARDED_FOR": forwarded}

    with override_settings(PROXIES=proxies):
        assert source_of(request) == source
    assert source_of(None) == ""


def test_the_form_works_without_a_request(account: User) -> None:
    form = SignInForm(None, {"username": "tanmin", "password": PASSWORD})

    assert form.is_valid()


# the ledger


def told() -> list[tuple[str, str, object]]:
    return [(each.verb, each.actor_name, each.payload["source"]) for each in Entry.objects.all()]


def test_signing_in_is_recorded_with_its_source(account: User) -> None:
    sign_in(Client())

    assert told() == [("SignedIn", "谭敏", HERE)]
    assert Entry.objects.get().subject == account.pk


def test_wrong_passwords_are_recorded_and_the_pause_once(account: User) -> None:
    guess(GUESSES + 5)

    assert told() == [*[("SignInFailed", "", HERE)] * GUESSES, ("SignInBarred", "", HERE)]


def test_a_name_that_is_no_account_leaves_nothing(account: User) -> None:
    sign_in(Client(), username="secret typed here")

    assert told() == []


# sessions


def page_at(client: Client, moment: datetime, **headers: str) -> int:
    with clock.instant_at(moment):
        return client.get("/policy/", headers=headers).status_code


@pytest.fixture
def signed_in(account: User) -> Client:
    client = Client()
    with clock.instant_at(NOW):
        client.force_login(account)
        client.get("/policy/")
    return client


def minutes(count: int) -> timedelta:
    return timedelta(minutes=count)


def test_a_session_ends_after_a_quarter_of_an_hour_unused(signed_in: Client) -> None:
    assert page_at(signed_in, NOW + minutes(14)) == 200
    assert page_at(signed_in, NOW + minutes(28)) == 200
    assert page_at(signed_in, NOW + minutes(43)) == 302
    assert Session.objects.count() == 0


def test_a_session_in_use_ends_after_twelve_hours(signed_in: Client) -> None:
    used = [page_at(signed_in, NOW + minutes(10 * step)) for step in range(72)]

    assert used == [200] * 72
    assert page_at(signed_in, NOW + minutes(720)) == 302


def test_what_a_page_asks_for_by_itself_keeps_no_session_alive(signed_in: Client) -> None:
    polled = [page_at(signed_in, NOW + minutes(step), x_background="1") for step in range(1, 16)]

    assert polled == [200] * 14 + [302]


def test_a_part_of_a_page_leads_to_the_sign_in_page_when_the_session_is_over(
    signed_in: Client,
) -> None:
    with clock.instant_at(NOW + minutes(15)):
        answer = signed_in.get("/register/", headers={"HX-Request": "true"})

    assert (answer.status_code, answer.headers["HX-Redirect"]) == (204, "/sign-in/")


@override_settings(SESSION_IDLE=60)
def test_the_idle_time_is_set_by_the_installation(signed_in: Client) -> None:
    assert page_at(signed_in, NOW + timedelta(seconds=59)) == 200
    assert page_at(signed_in, NOW + timedelta(seconds=119)) == 302


def test_a_disabled_account_is_out_at_once(signed_in: Client, account: User) -> None:
    User.objects.filter(pk=account.pk).update(is_active=False)

    assert page_at(signed_in, NOW + minutes(1)) == 302
    with clock.instant_at(NOW):
        assert sign_in(Client()) == 422


# password


def test_a_changed_password_ends_other_sessions_and_keeps_this_one(account: User) -> None:
    here, there = Client(), Client()
    here.force_login(account)
    there.force_login(account)
    new = "another long secret 2026"

    answer = here.post(
        "/password/",
        {"old_password": PASSWORD, "new_password1": new, "new_password2": new},
    )

    account.refresh_from_db()
    assert answer.headers["Location"] == "/"
    assert account.check_password(new)
    assert (here.get("/policy/").status_code, there.get("/policy/").status_code) == (200, 302)


@pytest.mark.parametrize(
    ("old", "new", "wrong"),
    [
        ("not it", "another long secret 2026", "old_password"),
        (PASSWORD, "short", "new_password2"),
        (PASSWORD, "password1234", "new_password2"),
    ],
)
def test_a_password_is_not_changed_without_the_old_or_to_a_weak_one(
    account: User, old: str, new: str, wrong: str
) -> None:
    client = Client()
    client.force_login(account)

    shown = client.get("/password/")
    answer = client.post(
        "/password/", {"old_password": old, "new_password1": new, "new_password2": new}
    )

    account.refresh_from_db()
    assert (shown.status_code, answer.status_code) == (200, 422)
    assert list(answer.context["form"].errors) == [wrong]
    assert account.check_password(PASSWORD)


# language


def test_the_language_of_the_account_comes_along_unless_one_was_chosen(account: User) -> None:
    fresh, chosen = Client(), Client()
    chosen.cookies[settings.LANGUAGE_COOKIE_NAME] = "zh-hans"

    sign_in(fresh)
    sign_in(chosen)

    kept = [client.cookies[settings.LANGUAGE_COOKIE_NAME].value for client in (fresh, chosen)]
    assert kept == ["en", "zh-hans"]


@pytest.mark.parametrize(("cookie", "kept"), [("zh-hans", "zh-hans"), ("xx", "en")])
def test_signing_out_keeps_the_language_with_the_account_and_not_with_the_browser(
    account: User, cookie: str, kept: str
) -> None:
    client = Client()
    client.force_login(account)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = cookie

    answer = client.post("/sign-out/")

    account.refresh_from_db()
    assert answer.headers["Location"] == "/sign-in/"
    assert (account.language, client.cookies[settings.LANGUAGE_COOKIE_NAME].value) == (kept, "")


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "There is nothing here"), ("zh-hans", "页面不存在")],
)
def test_a_wrong_address_is_answered_in_the_language_of_the_browser(
    account: User, language: str, words: str
) -> None:
    client = Client(headers={"accept-language": language})
    client.force_login(account)

    answer = client.get("/nowhere/")

    assert (answer.status_code, words in answer.content.decode()) == (404, True)
