"""Who sits where on a day: a role that was withdrawn is told nothing more."""

from guazhi.access.actor import Actor
from guazhi.access.matrix import Role
from guazhi.accounts.commands import withdraw_role
from guazhi.notices.queries.directory import sitting
from guazhi.notices.rules.seats import Seat
from guazhi.web import clock
from tests.make import World

TERMINAL = Actor(user_id=None, person_id=None, name="王管理", is_command_line=True)


def test_a_role_withdrawn_sits_nowhere_at_once(world: World) -> None:
    seat = Seat(Role.HOME_HANDLER, world.bureau.path)
    before = [reader.user for reader in sitting([seat], clock.today())[seat]]

    withdraw_role(
        world.home_handler.user_id or 0, Role.HOME_HANDLER, world.bureau.pk, actor=TERMINAL
    )

    assert before == [world.home_handler.user_id]
    assert sitting([seat], clock.today()) == {}
