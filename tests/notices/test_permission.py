"""No notice, message or calendar mentions what its reader may not see, now and afterwards."""

from datetime import date

import pytest

from guazhi.access.actor import Actor
from guazhi.access.models import Grant, User
from guazhi.access.queries import actor_of
from guazhi.ledger.models import Entry
from guazhi.notices.commands import add_channel
from guazhi.notices.models import Notice
from guazhi.notices.queries import calendar_of, letter, notices, unread
from guazhi.notices.queries.subjects import ABOUT
from guazhi.notices.rules.kinds import KINDS
from guazhi.policy.pack import dumped, restored
from guazhi.programmes.commands import adopt_policy
from guazhi.programmes.queries import pack_of
from guazhi.secondments.models import Secondment
from guazhi.web import clock
from tests import make

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)


def give(world: make.World, actor: Actor, kind: str, secondment: Secondment | None) -> Notice:
    """A notice in somebody's inbox, whether or not it ought to be there."""
    return Notice.objects.create(
        reader_id=actor.user_id or 0,
        kind=kind,
        subject=1,
        occurrence=str(Notice.objects.count()),
        intake=world.intake,
        secondment=secondment,
        day=DAY,
        made_at=clock.now(),
    )


def everyone(world: make.World) -> list[Actor]:
    return [
        world.handler, world.approver, world.county_handler, world.other_county_handler,
        world.host_handler, world.host_leader, world.home_handler, world.secondee,
    ]  # fmt: skip


def test_every_notice_is_seen_by_those_whom_the_matrix_lets_and_by_nobody_else(
    world: make.World,
) -> None:
    Notice.objects.all().delete()
    for actor in everyone(world):
        for kind in KINDS:
            give(world, actor, kind, world.secondment)

    for actor in everyone(world):
        seen = set(notices(actor).values_list("kind", flat=True))
        expected = set()
        for kind, is_about in KINDS.items():
            rows = Notice.objects.filter(reader=actor.user_id, kind=kind)
            if is_about.of:
                rows = rows.filter(subject__in=ABOUT[is_about.of].rows(actor).values("pk"))
                is_seen = actor.may(is_about.capability) and rows.exists()
            else:
                is_seen = rows.permitted(actor, is_about.capability).exists()
            if is_seen:
                expected.add(kind)
        assert seen == expected, actor.name


def test_nobody_reads_the_notices_of_others(world: make.World) -> None:
    Notice.objects.all().delete()
    give(world, world.secondee, "task_returned", world.secondment)

    assert [notices(actor).count() for actor in everyone(world)] == [0] * 7 + [1]


def test_whoever_may_not_see_the_secondment_any_more_is_told_of_it_no_more(
    world: make.World,
) -> None:
    Notice.objects.all().delete()
    give(world, world.host_handler, "task_reported", world.secondment)
    assert unread(world.host_handler).count() == 1
    Grant.objects.filter(user=world.host_handler.user_id).update(until=date(2026, 3, 1))

    account = User.objects.get(pk=world.host_handler.user_id or 0)

    assert unread(actor_of(account, DAY)).count() == 0
    assert letter(account, DAY) is None


def test_a_mentor_who_was_replaced_is_told_no_more(world: make.World) -> None:
    mentor = world.host_leader
    Notice.objects.all().delete()
    Grant.objects.filter(user=mentor.user_id).delete()
    world.secondment.mentor = world.leader
    world.secondment.save()
    give(world, mentor, "difficulty_raised", world.secondment)
    account = make.account_of(mentor)
    before = unread(actor_of(account, DAY)).count()

    world.secondment.mentor = None
    world.secondment.save()

    assert (before, unread(actor_of(account, DAY)).count()) == (1, 0)


def test_no_message_names_anybody_or_counts_what_its_reader_may_not_see(
    world: make.World,
) -> None:
    other = world.another("欧阳春晓")
    titled(world, "titles")
    Notice.objects.all().delete()
    for actor in everyone(world):
        give(world, actor, "task_returned", world.secondment)
        give(world, actor, "appraisal_signed", other)

    for actor in everyone(world):
        account = make.account_of(actor)
        written = letter(account, DAY)
        text = f"{written.subject}\n{written.body}" if written else ""
        names = [world.secondment.secondee.name, other.secondee.name, world.leader.name]
        assert [name for name in names if name in text] == []
        titles = {row.kind for row in unread(actor_of(account, DAY))}
        assert ("组织鉴定" in text) == ("appraisal_signed" in titles), actor.name
        assert ("任务汇报" in text) == ("task_returned" in titles), actor.name
        assert f"待阅 {len(titles)} 件" in text or not titles


def titled(world: make.World, outside: str) -> None:
    """Let everything run under a pack that lets so much out of the house."""
    data = dumped(pack_of(world.policy))
    data["notices"]["outside"] = outside
    data["version"] = "2026.9"
    policy = adopt_policy(restored(data), actor=world.handler)
    Secondment.objects.update(policy=policy)
    world.intake.policy = policy
    world.intake.save()


def test_titles_leave_the_house_only_where_policy_lets_them(world: make.World) -> None:
    Notice.objects.all().delete()
    give(world, world.secondee, "task_returned", world.secondment)
    account = make.account_of(world.secondee)

    counted = letter(account, DAY)
    titled(world, "titles")
    told = letter(account, DAY)

    assert counted is not None
    assert told is not None
    assert set(told.body.splitlines()) - set(counted.body.splitlines()) == {"退回任务汇报"}


def test_a_calendar_names_nobody(world: make.World) -> None:
    for actor in everyone(world):
        text = calendar_of(actor, DAY, clock.now()).decode()
        assert world.secondment.secondee.name not in text
        assert world.leader.name not in text


def test_the_ledger_holds_no_address(world: make.World, settings: object) -> None:
    settings.CHANNELS = ["email"]  # type: ignore[attr-defined]
    add_channel(kind="email", address="canary@anlan.gov.cn", actor=world.secondee)

    assert [entry for entry in Entry.objects.all() if "canary" in str(entry.payload)] == []
