"""A form that is sent twice has one effect."""

import re
from datetime import UTC, date, datetime, timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection

from guazhi.access import commands, once
from guazhi.access.models import Submission
from guazhi.hosting.models import Care
from guazhi.web import clock
from tests import make
from tests.make import World
from tests.visitor import client_of

CARE = {"day": "2026-03-02", "kind": "lodging", "text": "安排周转房"}
NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


def address(world: World) -> str:
    return f"/hosting/secondments/{world.secondment.pk}/care/"


def number_of(page: str) -> str:
    found = re.findall(r'name="once" value="([\w-]{22})"', page)
    assert len(found) == 1
    return str(found[0])


def test_the_second_sending_is_led_where_the_first_one_led(world: World) -> None:
    client = client_of(world.host_handler)
    number = number_of(client.get(address(world)).content.decode())

    first = client.post(address(world), {**CARE, "once": number})
    second = client.post(address(world), {**CARE, "once": number})

    assert (first.status_code, second.status_code) == (302, 302)
    assert first["Location"] == second["Location"]
    assert Care.objects.count() == 1


def test_what_was_refused_may_be_mended_and_sent_again(world: World) -> None:
    client = client_of(world.host_handler)

    refused = client.post(address(world), {**CARE, "text": "", "once": "a number"})
    mended = client.post(address(world), {**CARE, "once": "a number"})

    assert (refused.status_code, mended.status_code) == (422, 302)
    assert Care.objects.count() == 1


def test_another_account_is_not_held_up_by_a_number_it_learnt(world: World) -> None:
    first = client_of(world.host_handler).post(address(world), {**CARE, "once": "a number"})
    other = client_of(world.host_leader).post(
        address(world), {**CARE, "text": "安排食堂用餐", "once": "a number"}
    )

    assert (first.status_code, other.status_code) == (302, 302)
    assert Care.objects.count() == 2


def test_a_sending_that_never_ended_asks_to_look_first(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(once, "PATIENCE", 0.0)
    commands.begin(world.host_handler.user_id or 0, "a number", at=NOW)

    with clock.instant_at(NOW):
        answer = client_of(world.host_handler).post(address(world), {**CARE, "once": "a number"})

    assert answer.status_code == 409
    assert "Look at the record before you send it again" in answer.content.decode()
    assert Care.objects.count() == 0


def test_submissions_are_forgotten_after_a_day(world: World) -> None:
    user = world.host_handler.user_id or 0
    commands.begin(user, "old", at=NOW - timedelta(days=1))

    commands.begin(user, "new", at=NOW)

    assert Submission.objects.count() == 1


def test_two_sendings_at_the_same_moment_leave_one_record(transactional_db: None) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite in memory refuses a second connection instead of letting it wait")
    world = make.world()
    start, led_to = Barrier(2), []

    def send() -> None:
        try:
            client = client_of(world.host_handler)
            start.wait(20)
            with clock.clock_at(date(2026, 3, 2)):
                led_to.append(client.post(address(world), {**CARE, "once": "a number"})["Location"])
        finally:
            connection.close()

    threads = [Thread(target=send) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert led_to == [f"/secondments/{world.secondment.pk}/?tab=hosting"] * 2
    assert Care.objects.count() == 1
