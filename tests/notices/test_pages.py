"""The pages of notices: the inbox, its badge, settings, the outbox."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guazhi.access.actor import Actor
from guazhi.access.matrix import Role
from guazhi.hosting.commands import assign_task, raise_difficulty
from guazhi.notices.commands import add_channel
from guazhi.notices.models import Channel, Delivery, Feed, Notice, NoticeHabits
from guazhi.obligations.models import Obligation
from guazhi.secondments.commands import ask_leave
from guazhi.web import clock
from tests import make
from tests.visitor import client_of

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)
HABITS = {
    "digest": "weekly", "weekday": "2", "prompt": "on", "quiet_from": "19", "quiet_until": "9",
}  # fmt: skip


def matter(world: make.World, kind: str) -> tuple[int, str]:
    """A record that such a notice is about, and what is said of it."""
    pk = world.secondment.pk
    if kind == "task_assigned":
        words, due, by = "牵头产业园选址", date(2026, 5, 1), world.host_handler
        row = assign_task(pk, title=words, due=due, substantive=True, day=DAY, actor=by)
        return row.pk, words
    if kind == "difficulty_raised":
        text = "单位食堂周末不开伙，住处又没有厨房，周末用餐不便。" * 3
        hard = raise_difficulty(pk, kind="life", text=text, day=DAY, actor=world.secondee)
        return hard.pk, text[: 2 * 25 - 1] + "…"
    day = date(2026, 3, 3)
    why: dict[str, Any] = {
        "kind": "personal",
        "place": "本市",
        "reason": "家事",
        "substitute": "王芳",
    }
    leave = ask_leave(pk, **why, start=day, end=day, actor=world.secondee)
    return leave.pk, "Personal leave · 2026-03-03 to 2026-03-03"


def give(
    world: make.World, actor: Actor, kind: str = "term_changed", count: int = 1, subject: int = 0
) -> list[Notice]:
    Notice.objects.filter(reader=actor.user_id, kind="secondment_decided").delete()
    return [
        Notice.objects.create(
            reader_id=actor.user_id or 0,
            kind=kind,
            subject=subject or world.secondment.pk,
            occurrence=str(Notice.objects.count()),
            intake=world.intake,
            secondment=world.secondment,
            day=DAY,
            made_at=clock.now(),
        )
        for _ in range(count)
    ]


@pytest.fixture
def reader(world: make.World) -> Actor:
    Notice.objects.all().delete()
    return world.home_handler


def test_the_banner_counts_what_waits_to_be_read(world: make.World, reader: Actor) -> None:
    give(world, reader, count=3)

    page = client_of(reader).get("/").content.decode()

    assert '<span class="bar-count num">3</span>' in page


def test_the_inbox_shows_what_happened_and_of_whom(world: make.World, reader: Actor) -> None:
    give(world, reader)

    page = client_of(reader).get("/notices/").content.decode()

    assert "Term changed" in page
    assert "谭敏" in page


def test_a_notice_of_what_is_overdue_says_what_by_whom_and_when(
    world: make.World, reader: Actor
) -> None:
    owed = Obligation.objects.get(rule="training_plan")
    give(world, reader, "obligation_overdue", subject=owed.pk)

    page = client_of(reader).get("/notices/").content.decode()

    assert ["Training plan" in page, str(owed.due) in page] == [True, True]


@pytest.mark.parametrize("kind", ["task_assigned", "difficulty_raised", "leave_asked"])
def test_a_notice_says_what_it_is_about(world: make.World, kind: str) -> None:
    subject, words = matter(world, kind)
    Notice.objects.all().delete()
    give(world, world.host_handler, kind, subject=subject)

    (shown,) = client_of(world.host_handler).get("/notices/").context["items"]

    assert shown[0].about == words


def test_what_a_notice_is_about_is_left_out_for_who_may_not_see_it(world: make.World) -> None:
    subject, _words = matter(world, "task_assigned")
    Notice.objects.all().delete()
    give(world, world.host_handler, "difficulty_raised", subject=subject)

    (shown,) = client_of(world.host_handler).get("/notices/").context["items"]

    assert shown[0].about == ""


@pytest.mark.parametrize(
    ("kind", "where"),
    [
        ("term_changed", "/secondments/{pk}/"),
        ("task_returned", "/secondments/{pk}/?tab=hosting"),
        ("exchange_answered", "/coordination/exchanges/{pk}/"),
        ("waiver_granted", "/obligations/{pk}/"),
    ],
)
def test_opening_marks_it_as_read_and_leads_to_the_matter(
    world: make.World, kind: str, where: str
) -> None:
    Notice.objects.all().delete()
    (row,) = give(world, world.host_handler, kind)

    answer = client_of(world.host_handler).get(f"/notices/{row.pk}/")

    row.refresh_from_db()
    assert answer["Location"] == where.format(pk=world.secondment.pk)
    assert row.read_at is not None


def test_a_notice_of_somebody_else_is_missing(world: make.World, reader: Actor) -> None:
    (row,) = give(world, reader)

    assert client_of(world.host_handler).get(f"/notices/{row.pk}/").status_code == 404


def test_marking_all_leaves_what_came_meanwhile(world: make.World, reader: Actor) -> None:
    first, second = give(world, reader, count=2)
    (later,) = give(world, reader)
    client = client_of(reader)

    client.post("/notices/read-all/", {"until": second.pk})

    unread = Notice.objects.filter(read_at__isnull=True)
    assert list(unread.values_list("pk", flat=True)) == [later.pk]
    assert client.get("/notices/?show=read").context["items"][0][0].notice.pk == second.pk
    assert first.pk < second.pk


def test_marking_one_stays_in_the_inbox(world: make.World, reader: Actor) -> None:
    (row,) = give(world, reader)

    answer = client_of(reader).post(f"/notices/{row.pk}/", {})

    assert (answer["Location"], Notice.objects.get().read_at is None) == ("/notices/", False)


def test_the_inbox_costs_the_same_however_much_it_holds(world: make.World, reader: Actor) -> None:
    client = client_of(reader)
    costs = []
    for count in (1, 2, 27):
        give(world, reader, "obligation_overdue", count, Obligation.objects.all()[0].pk)
        client.get("/notices/")
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/notices/").status_code == 200
        costs.append(len(captured))

    assert costs == [costs[0]] * 3
    assert costs[0] <= 10


def test_pages_of_the_inbox_follow_by_key(world: make.World, reader: Actor) -> None:
    rows = give(world, reader, count=31)
    client = client_of(reader)

    first = client.get("/notices/")
    second = client.get("/notices/" + first.context["pages"].next_url)

    assert [item.notice.pk for item, _title in second.context["items"]] == [rows[0].pk]


def test_an_empty_inbox_says_what_will_stand_there(reader: Actor) -> None:
    assert "Nothing to read" in client_of(reader).get("/notices/").content.decode()


def test_settings_are_kept(reader: Actor) -> None:
    client = client_of(reader)

    answer = client.post("/notices/settings/", HABITS)

    kept = NoticeHabits.objects.get()
    assert answer.status_code == 302
    assert (kept.digest, kept.weekday, kept.quiet_from, kept.working_days_only) == (
        "weekly",
        2,
        19,
        False,
    )
    assert client.get("/notices/settings/").context["form"].initial["digest"] == "weekly"


def test_settings_that_no_clock_knows_are_refused(reader: Actor) -> None:
    answer = client_of(reader).post("/notices/settings/", {**HABITS, "quiet_from": "25"})

    assert (answer.status_code, NoticeHabits.objects.count()) == (422, 0)


def test_an_office_without_channels_offers_none(reader: Actor) -> None:
    page = client_of(reader).get("/notices/settings/").content.decode()

    assert "This office sends no messages outside the system." in page


def test_an_address_is_given_shown_masked_and_taken_away(reader: Actor, settings: Any) -> None:
    settings.CHANNELS = ["email"]
    client = client_of(reader)
    client.post("/notices/settings/channels/add/", {"kind": "email", "address": "zhang@a.gov.cn"})
    page = client.get("/notices/settings/").content.decode()

    client.post(f"/notices/settings/channels/{Channel.objects.get().pk}/remove/", {})

    assert ["zh***@a.gov.cn" in page, "zhang@a.gov.cn" in page] == [True, False]
    assert Channel.objects.get().is_active is False


def test_a_wrong_address_is_refused_in_words(reader: Actor, settings: Any) -> None:
    settings.CHANNELS = ["email"]

    answer = client_of(reader).post(
        "/notices/settings/channels/add/", {"kind": "email", "address": "zhang"}
    )

    assert answer.status_code == 422
    assert "This is not a mail address." in answer.content.decode()


def test_the_calendars_address_is_shown_once(reader: Actor) -> None:
    client = client_of(reader)

    shown = client.post("/notices/settings/calendar/renew/", {})
    again = client.get("/notices/settings/")

    secret = shown.context["secret"]
    assert secret.startswith("http://testserver/notices/calendar/")
    assert [secret in shown.content.decode(), secret in again.content.decode()] == [True, False]
    assert client.get(secret).status_code == 200


def test_the_calendars_address_is_revoked(reader: Actor) -> None:
    client = client_of(reader)
    client.post("/notices/settings/calendar/renew/", {})

    client.post("/notices/settings/calendar/revoke/", {})

    assert Feed.objects.count() == 0


@pytest.fixture
def stuck(world: make.World, settings: Any) -> Delivery:
    settings.CHANNELS = ["email"]
    channel = add_channel(kind="email", address="zhang@a.gov.cn", actor=world.home_handler)
    return Delivery.objects.create(
        channel=channel,
        occasion="digest:2026-03-02",
        state=Delivery.UNSURE,
        made_at=clock.now(),
        not_before=clock.now(),
        problem="the sender stopped",
    )


def test_the_system_officer_decides_on_what_nobody_is_sure_of(
    world: make.World, stuck: Delivery
) -> None:
    client = client_of(make.actor(Role.SYSTEM_OFFICER, world.city))
    page = client.get("/notices/deliveries/").content.decode()

    client.post(f"/notices/deliveries/{stuck.pk}/settle/", {"again": "no"})

    stuck.refresh_from_db()
    assert ["Unsure" in page, "zhang" in page] == [True, False]
    assert stuck.state == Delivery.SETTLED
    assert "Everything was delivered" in client.get("/notices/deliveries/").content.decode()


def test_others_find_no_outbox(world: make.World, stuck: Delivery) -> None:
    client = client_of(world.approver)

    assert client.get("/notices/deliveries/").status_code == 404
    assert client.post(f"/notices/deliveries/{stuck.pk}/settle/", {}).status_code == 404
