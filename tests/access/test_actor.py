"""The actor, the door to rows at its edges, and the clock by which grants are read."""

from datetime import date

import pytest

from guazhi.access.actor import Actor, Capability, Held
from guazhi.access.commands import forget_guesses, speak
from guazhi.access.matrix import Condition, Role
from guazhi.access.models import Guess, User
from guazhi.access.queries import actor_of
from guazhi.access.querysets import ScopedQuerySet
from guazhi.ledger.models import Entry
from guazhi.organisations.models import Organisation
from guazhi.secondments.models import Secondment
from guazhi.web import clock
from tests import make
from tests.make import World

CITY = Held(Role.CITY_HANDLER, 1, "1/", "安澜市")


def test_an_actor_shows_the_unit_and_the_roles_held() -> None:
    several = Actor(1, None, "某", (CITY, CITY, Held(Role.HOST_LEADER, 2, "1/2/")))

    assert (several.organisation_name, several.roles) == (
        "安澜市",
        ("city_handler", "host_leader"),
    )
    assert several.has(Role.HOST_LEADER, Role.MENTOR)
    assert not several.has(Role.MENTOR)


def test_an_actor_without_a_role_is_at_most_a_secondee() -> None:
    assert Actor(1, 5, "某").roles == ("secondee",)
    assert Actor(1, None, "某").roles == ()
    assert Actor(1, None, "某").organisation_name == ""


def test_may_asks_for_any_row_at_all() -> None:
    assert Actor(1, None, "某", (CITY,)).may(Capability.HOLD_FORUM)
    assert not Actor(1, 5, "某").may(Capability.HOLD_FORUM)
    assert Actor(1, 5, "某").may(Capability.WRITE_REPORT)


@pytest.mark.django_db
def test_grants_are_read_by_their_days(world: World) -> None:
    account = make.user("某", Role.CITY_HANDLER, world.city)
    account.grants.update(since=date(2026, 3, 1), until=date(2026, 3, 31))

    held = [
        bool(actor_of(account, day).held)
        for day in (date(2026, 2, 28), date(2026, 3, 1), date(2026, 3, 31), date(2026, 4, 1))
    ]

    assert held == [False, True, True, False]


@pytest.mark.django_db
def test_the_whole_tree_lies_under_the_empty_path(world: World) -> None:
    assert Organisation.objects.filter(path__under="").count() == Organisation.objects.count()


@pytest.mark.django_db
def test_a_row_that_names_no_way_for_a_role_is_out_of_its_reach(world: World) -> None:
    auditor = make.actor(Role.AUDIT_OFFICER, world.city)

    assert Secondment.objects.permitted(auditor, Capability.VIEW_LEDGER).count() == 0
    assert Entry.objects.permitted(auditor, Capability.VIEW_LEDGER).count() > 0


@pytest.mark.django_db
def test_what_is_never_released_is_closed_to_those_who_see_only_what_is_released(
    world: World,
) -> None:
    class Bare(ScopedQuerySet[Secondment]):
        reach = Secondment.objects.all().reach
        subject = "secondee_id"

    rows = Bare(Secondment).permitted(world.secondee, Capability.VIEW_RESULT)

    assert Condition.RELEASED in {
        way for _, _, way in world.secondee.grants(Capability.VIEW_RESULT)
    }
    assert rows.count() == 0


@pytest.mark.django_db
def test_the_commands_of_signing_in(world: World) -> None:
    account = make.user("某", None, None)

    speak(account.pk, "en")
    forget_guesses(account.username, "10.1.1.1")

    kept = User.objects.get(pk=account.pk)
    assert kept.language == "en"
    assert Guess.objects.count() == 0


def test_the_clock_can_be_set_and_runs_again() -> None:
    with clock.clock_at(date(2030, 1, 1)):
        assert (clock.today(), clock.now().date()) == (date(2030, 1, 1), date(2030, 1, 1))
    clock.set_clock(None)

    assert clock.simulated() is None
    assert abs((clock.now() - clock.instant()).total_seconds()) < 60
