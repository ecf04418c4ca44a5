"""Of an event those are told whom the policy names by relation, in the transaction of its cause."""

from datetime import date

import pytest
from django.db import transaction

from guazhi.access.actor import Actor
from guazhi.access.matrix import Role
from guazhi.access.models import Grant
from guazhi.coordination.commands import propose_practice, publish_practice
from guazhi.hosting.commands import assign_task, raise_difficulty
from guazhi.hosting.events import MentorNamed
from guazhi.ledger.commands import record
from guazhi.notices.models import Notice
from guazhi.notices.queries import read, unread
from guazhi.obligations.commands import ask_waiver, decide_waiver
from guazhi.obligations.models import Obligation
from guazhi.secondments.events import TermChanged
from tests import make

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)


def told(actor: Actor) -> list[str]:
    return list(unread(actor).order_by("pk").values_list("kind", flat=True))


def forget() -> None:
    Notice.objects.all().delete()


def longer(world: make.World) -> None:
    """The approver's change of the term, as far as those who hear of it are concerned."""
    record(
        world.approver,
        TermChanged(
            subject=world.secondment.pk,
            secondment=world.secondment.pk,
            intake=world.intake.pk,
            kind="extension",
            old_end=DAY,
            new_end=DAY,
            change=1,
            notice=1,
        ),
    )


def test_a_change_of_term_is_told_to_every_party_but_to_who_made_it(world: make.World) -> None:
    forget()

    longer(world)

    parties = {
        "secondee": world.secondee,
        "home": world.home_handler,
        "host": world.host_handler,
        "county": world.county_handler,
        "other county": world.other_county_handler,
        "approver": world.approver,
        "leader": world.host_leader,
    }
    assert {name: told(actor) for name, actor in parties.items()} == {
        "secondee": ["term_changed"],
        "home": ["term_changed"],
        "host": ["term_changed"],
        "county": ["term_changed"],
        "other county": [],
        "approver": [],
        "leader": [],
    }


def test_a_task_is_told_to_the_secondee(world: make.World) -> None:
    forget()

    assign_task(
        world.secondment.pk,
        title="产业调研",
        substantive=True,
        due=date(2026, 4, 1),
        day=DAY,
        actor=world.host_handler,
    )

    assert told(world.secondee) == ["task_assigned"]
    assert told(world.host_handler) == []


def test_a_difficulty_is_told_at_its_level(world: make.World) -> None:
    forget()

    raise_difficulty(
        world.secondment.pk, kind="life", text="住宿", day=DAY, level="city", actor=world.secondee
    )

    assert told(world.handler) == ["difficulty_raised"]
    assert told(world.host_handler) == []


def test_a_practice_is_told_to_every_secondee_once(world: make.World) -> None:
    other = world.another()
    second = make.actor(None, person=other.secondee)
    forget()

    practice = propose_practice(
        world.intake.pk,
        title="一线工作法",
        text="到一线去",
        source="forum",
        secondment_id=world.secondment.pk,
        day=DAY,
        actor=world.handler,
    )
    publish_practice(practice.pk, day=DAY, actor=world.approver)

    assert [told(world.secondee), told(second)] == [["practice_published"]] * 2


def test_an_answer_to_a_waiver_is_told_to_whoever_owes(world: make.World) -> None:
    owed = Obligation.objects.filter(
        secondment=world.secondment, party="host", state=Obligation.OPEN
    ).first()
    assert owed is not None
    forget()

    waiver = ask_waiver(owed.pk, reason="汛期全员下沉", actor=world.host_leader)
    decide_waiver(waiver.pk, granted=True, actor=world.approver)

    assert told(world.host_handler) == ["waiver_granted"]


def test_the_nearest_unit_with_such_a_role_is_told(world: make.World) -> None:
    above = make.actor(Role.HOST_HANDLER, world.county)
    forget()

    longer(world)
    assert told(above) == []

    Grant.objects.filter(user=world.host_handler.user_id).update(until=date(2026, 3, 1))
    longer(world)

    assert told(above) == ["term_changed"]


def test_a_command_undone_tells_nobody(world: make.World) -> None:
    forget()

    @transaction.atomic
    def broken() -> None:
        longer(world)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        broken()

    assert Notice.objects.count() == 0


def test_closed_accounts_are_not_told(world: make.World) -> None:
    account = make.account_of(world.secondee)
    account.is_active = False
    account.save()
    forget()

    longer(world)

    assert not Notice.objects.filter(reader=account).exists()


def test_telling_costs_few_queries(
    world: make.World, django_assert_max_num_queries: object
) -> None:
    event = MentorNamed(
        subject=1,
        secondment=world.secondment.pk,
        intake=world.intake.pk,
        mentor=world.leader.pk,
        day=DAY,
        by_exception=False,
    )

    # three are the ledger's own
    with django_assert_max_num_queries(3 + 3):  # type: ignore[operator]
        record(world.approver, event)


def test_what_was_read_is_in_the_other_list(world: make.World) -> None:
    forget()
    longer(world)

    Notice.objects.update(read_at=Notice.objects.values_list("made_at")[:1])

    assert (told(world.secondee), read(world.secondee).count()) == ([], 1)
