"""The outbox: what is due is queued once, claimed before it is sent, and never sent twice."""

from dataclasses import asdict
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.http import Http404

from guazhi.access.actor import Actor
from guazhi.access.matrix import Role
from guazhi.ledger.models import Entry
from guazhi.notices.commands import (
    add_channel,
    remove_channel,
    send,
    set_habits,
    settle_delivery,
)
from guazhi.notices.commands.posting import Fate, Outcome
from guazhi.notices.models import Channel, Delivery, Notice
from guazhi.notices.queries import Letter
from guazhi.obligations.models import Obligation
from guazhi.policy.findings import Refused
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("offered")]
SHANGHAI = ZoneInfo("Asia/Shanghai")


def at(day: int, hour: int = 9, minute: int = 0) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=SHANGHAI)


class Post:
    """Stands for the outside: keeps what it is handed and answers as told."""

    def __init__(self, *outcomes: Outcome) -> None:
        self.outcomes = list(outcomes)
        self.letters: list[tuple[str, Letter]] = []

    def __call__(self, channel: Channel, letter: Letter) -> Outcome:
        self.letters.append((channel.address, letter))
        return self.outcomes.pop(0) if self.outcomes else Outcome(Fate.SENT)


def habits(actor: Actor, **changed: object) -> None:
    usual: dict[str, object] = {
        "digest": "daily",
        "weekday": 0,
        "prompt": True,
        "quiet_from": 20,
        "quiet_until": 8,
        "working_days_only": True,
    }
    set_habits(**{**usual, **changed}, actor=actor)  # type: ignore[arg-type]


def notice(world: make.World, *, prompt: bool) -> Notice:
    return Notice.objects.create(
        reader_id=world.secondee.user_id or 0,
        kind="task_returned",
        subject=1,
        occurrence=str(Notice.objects.count()),
        intake=world.intake,
        secondment=world.secondment,
        is_prompt=prompt,
        day=date(2026, 3, 2),
        made_at=at(2),
    )


def states() -> list[tuple[str, str]]:
    return list(Delivery.objects.order_by("pk").values_list("occasion", "state"))


def test_a_digest_goes_out_once_a_day(secondee: Actor) -> None:
    post = Post()

    for moment in (at(2, 8), at(2, 9), at(2, 15), at(3, 8)):
        send(moment, by=post)

    assert states() == [("digest:2026-03-02", "sent"), ("digest:2026-03-03", "sent")]
    assert len(post.letters) == 2


def test_a_digest_counts_and_names_nobody(world: make.World, secondee: Actor) -> None:
    post = Post()

    send(at(2), by=post)

    ((address, letter),) = post.letters
    owed = Obligation.objects.filter(
        owner_person=world.secondment.secondee_id, state=Obligation.OPEN
    ).count()
    assert address == "tan@anlan.gov.cn"
    assert letter.subject == f"挂职工作：待办 {owed} 件，待阅 0 件"
    assert letter.body.splitlines()[-1] == "请登录系统办理和查阅：https://guazhi.example"


def test_nothing_is_said_at_night_or_on_free_days(secondee: Actor) -> None:
    post = Post()

    # Sunday, then before the first hour on Monday, then that hour
    tallies = [send(moment, by=post).sent for moment in (at(1, 10), at(2, 7, 59), at(2, 8))]

    assert tallies == [0, 0, 1]


def test_a_weekly_digest_goes_out_on_its_day_or_the_next_with_messages(secondee: Actor) -> None:
    habits(secondee, digest="weekly", weekday=6, prompt=False)
    post = Post()

    for day in range(1, 11):
        send(at(day), by=post)

    assert [occasion for occasion, _state in states()] == [
        "digest:2026-03-01",
        "digest:2026-03-08",
    ]


def test_an_urgent_matter_goes_out_at_once_and_only_once(
    world: make.World, secondee: Actor
) -> None:
    habits(secondee, digest="never")
    post = Post()
    send(at(2), by=post)
    first = notice(world, prompt=True)
    notice(world, prompt=False)

    for minute in (0, 5, 10):
        send(at(2, 10, minute), by=post)

    assert states() == [(f"prompt:{first.pk}", "sent")]


def test_what_is_not_urgent_waits_for_the_digest(world: make.World, secondee: Actor) -> None:
    habits(secondee, digest="never")
    notice(world, prompt=False)

    assert send(at(2), by=Post()).queued == 0


def test_an_urgent_matter_at_night_waits_and_is_said_with_the_rest(
    world: make.World, secondee: Actor
) -> None:
    habits(secondee, digest="never")
    notice(world, prompt=True)
    post = Post()
    send(at(2, 21), by=post)
    notice(world, prompt=True)

    sent = [send(moment, by=post).sent for moment in (at(2, 22), at(3, 8), at(3, 9))]

    assert (sent, len(post.letters)) == ([0, 1, 0], 1)


def test_an_owner_is_reminded_on_the_rungs_of_the_ladder(
    world: make.World, secondee: Actor
) -> None:
    habits(secondee, digest="never")
    mine = Obligation.objects.filter(owner_person=world.secondment.secondee_id)
    mine.update(due=date(2026, 3, 12))
    post = Post()

    for day in range(2, 20):
        send(at(day), by=post)

    assert [occasion for occasion, _state in states()] == ["due:2026-03-09", "due:2026-03-12"]


def test_nothing_to_say_is_not_said(world: make.World, secondee: Actor) -> None:
    Obligation.objects.filter(state=Obligation.OPEN).update(state=Obligation.WAIVED)
    post = Post()

    send(at(2), by=post)

    assert (states(), post.letters) == ([("digest:2026-03-02", "empty")], [])


def test_a_closed_account_gets_nothing(world: make.World, secondee: Actor) -> None:
    notice(world, prompt=True)
    post = Post()
    send(at(2, 21), by=post)
    account = make.account_of(secondee)
    account.is_active = False
    account.save()

    send(at(3), by=post)

    assert ([state for _o, state in states()], post.letters) == (["empty"], [])


def test_an_address_taken_away_gets_nothing_and_is_forgotten(
    world: make.World, secondee: Actor
) -> None:
    notice(world, prompt=True)
    post = Post()
    send(at(2, 21), by=post)
    channel = Channel.objects.get()

    remove_channel(channel.pk, actor=secondee)
    send(at(3), by=post)

    channel.refresh_from_db()
    assert (channel.address, channel.is_active, post.letters) == ("", False, [])


def test_a_clear_failure_is_tried_again_later_each_time_twice_as_late(secondee: Actor) -> None:
    failed = Outcome(Fate.FAILED, "SMTPConnectError")
    post = Post(*[failed] * 5)
    minutes = []

    for minute in range(0, 120, 5):
        tally = send(at(2, 9) + timedelta(minutes=minute), by=post)
        if tally.again or tally.failed:
            minutes.append(minute)

    assert minutes == [0, 5, 15, 35, 75]
    assert states() == [("digest:2026-03-02", "failed")]
    assert Delivery.objects.get().problem == "SMTPConnectError"


def test_an_unsure_one_is_left_to_a_person(secondee: Actor) -> None:
    post = Post(Outcome(Fate.UNSURE, "ReadTimeout"))

    for day in (2, 2, 2):
        send(at(day), by=post)

    assert (states(), len(post.letters)) == ([("digest:2026-03-02", "unsure")], 1)


def test_what_was_claimed_and_never_marked_becomes_unsure(secondee: Actor) -> None:
    def dies(channel: Channel, letter: Letter) -> Outcome:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        send(at(2), by=dies)
    post = Post()
    soon, later = send(at(2, 9, 10), by=post), send(at(2, 9, 20), by=post)

    assert (soon.unsure, later.unsure, post.letters) == (0, 1, [])
    assert states() == [("digest:2026-03-02", "unsure")]


def test_a_fault_with_one_message_keeps_no_other_back(world: make.World, secondee: Actor) -> None:
    add_channel(kind="email", address="li@anlan.gov.cn", actor=world.host_handler)
    Obligation.objects.filter(party="host").update(opens=date(2026, 1, 1))
    handed = []

    def faulty(channel: Channel, letter: Letter) -> Outcome:
        if channel.address.startswith("tan"):
            raise ValueError
        handed.append(channel.address)
        return Outcome(Fate.SENT)

    send(at(2), by=faulty)

    assert handed == ["li@anlan.gov.cn"]


def test_a_person_sends_an_unsure_one_again_or_lets_it_be(
    world: make.World, secondee: Actor
) -> None:
    officer = make.actor(Role.SYSTEM_OFFICER, world.city)
    send(at(2), by=Post(Outcome(Fate.UNSURE)))
    row = Delivery.objects.get()

    settle_delivery(row.pk, again=True, at=at(2, 10), actor=officer)
    send(at(2, 10), by=Post(Outcome(Fate.UNSURE)))
    settle_delivery(row.pk, again=False, at=at(2, 11), actor=officer)
    with pytest.raises(Refused) as refusal:
        settle_delivery(row.pk, again=True, at=at(2, 12), actor=officer)

    assert states() == [("digest:2026-03-02", "settled")]
    assert [finding.code for finding in refusal.value.findings] == ["delivery_settled_already"]
    entries = Entry.objects.filter(verb="DeliverySettled").order_by("seq")
    assert [entry.payload["again"] for entry in entries] == [True, False]


def test_only_the_system_officer_settles(world: make.World, secondee: Actor) -> None:
    send(at(2), by=Post(Outcome(Fate.UNSURE)))

    with pytest.raises(Http404):
        settle_delivery(Delivery.objects.get().pk, again=True, at=at(2), actor=world.approver)


def test_an_address_replaces_the_one_of_its_kind_and_stays_out_of_the_ledger(
    secondee: Actor,
) -> None:
    add_channel(kind="email", address="new@anlan.gov.cn", actor=secondee)

    assert list(Channel.objects.filter(is_active=True).values_list("address", flat=True)) == [
        "new@anlan.gov.cn"
    ]
    entry = Entry.objects.filter(verb="ChannelAdded").last()
    assert entry is not None
    assert set(entry.payload) == {"channel", "kind"}


def test_others_addresses_look_missing(world: make.World, secondee: Actor) -> None:
    with pytest.raises(Http404):
        remove_channel(Channel.objects.get().pk, actor=world.host_handler)


def test_a_refused_address_changes_nothing(secondee: Actor) -> None:
    with pytest.raises(Refused):
        add_channel(kind="email", address="x", actor=secondee)

    assert Channel.objects.get().address == "tan@anlan.gov.cn"


def test_queueing_costs_the_same_for_many_accounts(
    world: make.World, secondee: Actor, django_assert_max_num_queries: object
) -> None:
    for number in range(5):
        person = world.another(f"李强{number}").secondee
        actor = make.actor(None, person=person)
        add_channel(kind="email", address=f"a{number}@anlan.gov.cn", actor=actor)

    with django_assert_max_num_queries(16):  # type: ignore[operator]
        tally = send(at(2, 21), by=Post())

    assert asdict(tally) == {
        "queued": 6, "sent": 0, "empty": 0, "again": 0, "failed": 0, "unsure": 0
    }  # fmt: skip
