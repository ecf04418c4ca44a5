"""The calendar at a secret address: what it holds, who gets it, how often, and when it ends."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from icalendar import Calendar

from guazhi.access.actor import Actor
from guazhi.ledger.models import Entry
from guazhi.notices.commands import renew_feed, revoke_feed
from guazhi.notices.models import Feed
from guazhi.obligations.models import Obligation
from guazhi.web import clock
from tests import make

pytestmark = pytest.mark.django_db


def address(actor: Actor) -> str:
    return f"/notices/calendar/{renew_feed(actor=actor)}.ics"


def events(content: bytes) -> list[tuple[str, date, date]]:
    found: list[Any] = list(Calendar.from_ical(content).walk("VEVENT"))
    return [
        (str(event["summary"]), event["dtstart"].dt, event["dtend"].dt - timedelta(days=1))
        for event in found
    ]


def test_it_holds_the_due_dates_of_its_reader_and_windows_of_assessment(world: make.World) -> None:
    answer = Client().get(address(world.host_handler))

    held = events(answer.content)
    owed = Obligation.objects.filter(owner=world.township_government, state=Obligation.OPEN)
    plan = owed.get(rule="training_plan")
    midterm = owed.get(rule="midterm_part")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert len(held) == owed.count()
    assert ("制定培养工作计划", plan.due, plan.due) in held
    assert ("参加中期考核", midterm.opens, midterm.due) in held


def test_what_a_rule_asks_of_several_by_one_date_is_one_entry(world: make.World) -> None:
    world.another("李强")

    held = events(Client().get(address(world.host_handler)).content)

    assert [title for title, *_days in held if title.startswith("制定")] == [
        "制定培养工作计划（2件）"
    ]


def test_lines_are_folded_and_read_back(world: make.World) -> None:
    content = Client().get(address(world.host_handler)).content

    assert max(len(line) for line in content.split(b"\r\n")) <= 75


def test_it_speaks_the_language_of_its_account(world: make.World) -> None:
    account = make.account_of(world.host_handler)
    account.language = "en"
    account.save()

    held = events(Client().get(address(world.host_handler)).content)

    assert "Training plan" in [title for title, *_days in held]


def test_unchanged_it_is_not_sent_again(world: make.World) -> None:
    where = address(world.secondee)
    first = Client().get(where)
    with clock.clock_at(date(2026, 3, 3)):
        again = Client().get(where, headers={"if-none-match": first["ETag"]})
    last = Obligation.objects.filter(owner_person=world.secondment.secondee_id).latest("due")
    Obligation.objects.filter(pk=last.pk).update(due=last.due + timedelta(days=1))

    changed = Client().get(where, headers={"if-none-match": first["ETag"]})

    assert [first.status_code, again.status_code, changed.status_code] == [200, 304, 200]
    assert again.content == b""


def test_no_session_and_no_cookie_come_of_it(world: make.World) -> None:
    client = Client()

    answer = client.get(address(world.secondee))

    assert (dict(client.cookies), answer["Cache-Control"]) == ({}, "private, no-cache")


def test_an_unknown_address_is_missing(world: make.World) -> None:
    assert Client().get("/notices/calendar/nothing-of-the-kind.ics").status_code == 404


def test_a_renewed_address_ends_the_one_before(world: make.World) -> None:
    old = address(world.secondee)
    new = address(world.secondee)

    assert [Client().get(where).status_code for where in (old, new)] == [404, 200]


def test_a_revoked_address_is_missing_and_is_revoked_once(world: make.World) -> None:
    where = address(world.secondee)

    revoke_feed(actor=world.secondee)
    revoke_feed(actor=world.secondee)

    assert Client().get(where).status_code == 404
    verbs = Entry.objects.filter(about="account").order_by("seq").values_list("verb", flat=True)
    assert list(verbs)[-2:] == ["FeedRenewed", "FeedRevoked"]


def test_a_closed_account_has_no_calendar(world: make.World) -> None:
    where = address(world.secondee)
    account = make.account_of(world.secondee)
    account.is_active = False
    account.save()

    assert Client().get(where).status_code == 404


def test_fetched_without_pause_it_asks_to_wait(world: make.World) -> None:
    where = address(world.secondee)
    start = datetime(2026, 3, 2, 1, tzinfo=UTC)
    with clock.instant_at(start):
        codes = [Client().get(where).status_code for _ in range(21)]
    with clock.instant_at(start + timedelta(minutes=10)):
        later = Client().get(where).status_code

    assert (codes, later) == ([200] * 20 + [429], 200)


def test_only_a_hash_of_the_secret_is_kept(world: make.World) -> None:
    key = renew_feed(actor=world.secondee)

    kept = Feed.objects.get()

    assert key not in str(kept.__dict__)
    assert [entry for entry in Entry.objects.all() if key in str(entry.payload)] == []
