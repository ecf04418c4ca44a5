"""Each party sees its own rows and nothing else; what is not listed looks missing."""

import pytest

from guazhi.access.actor import Capability
from guazhi.access.matrix import MATRIX, REACH, Role
from guazhi.secondments.models import Secondment
from tests import make
from tests.make import World

pytestmark = pytest.mark.django_db


def seen(actor: make.Actor) -> set[int]:
    return set(
        Secondment.objects.permitted(actor, Capability.VIEW_SECONDMENT).values_list("pk", flat=True)
    )


def test_a_county_sees_those_it_sends_and_those_placed_in_it_and_nothing_else(world: World) -> None:
    placed = world.secondment
    farm = make.found("清溪县农业农村局", "organ", world.county)
    water = make.found("市水利局", "organ", world.city)
    sent = world.another("赵一", home=farm, host=water, months=6, category="city_organ")
    elsewhere = world.another(
        "钱二",
        host=make.found("云岭县人民政府", "organ", world.other_county),
        category="county_assistant",
    )

    assert seen(world.county_handler) == {placed.pk, sent.pk}
    assert seen(world.other_county_handler) == {elsewhere.pk}
    assert seen(world.handler) == {placed.pk, sent.pk, elsewhere.pk}


def test_host_home_mentor_and_secondee_see_only_theirs(world: World) -> None:
    other = world.another("赵一", host=world.county_department)

    assert seen(world.host_handler) == {world.secondment.pk}
    assert seen(world.home_handler) == {world.secondment.pk, other.pk}
    assert seen(world.secondee) == {world.secondment.pk}
    assert seen(make.actor(Role.HOST_HANDLER, world.bureau)) == set()


def test_an_ended_grant_sees_nothing(world: World) -> None:
    account = make.user("旧人", Role.CITY_HANDLER, world.city)
    account.grants.update(until="2026-02-28")

    assert seen(make.actor_of(account, make.clock.today())) == set()


def test_nobody_acts_on_his_own_secondment(world: World) -> None:
    both = make.actor(Role.CITY_APPROVER, world.city)
    account = make.User.objects.get(pk=both.user_id or 0)
    account.person = world.another().secondee
    account.save()
    himself = make.actor_of(account, make.clock.today())

    allowed = Secondment.objects.permitted(himself, Capability.CONCLUDE_ASSESSMENT)

    assert list(allowed) == [world.secondment]


@pytest.mark.parametrize("role", [Role.SYSTEM_OFFICER, Role.SECURITY_OFFICER, Role.AUDIT_OFFICER])
def test_officers_see_no_secondment(world: World, role: Role) -> None:
    assert seen(make.actor(role, world.city)) == set()


def test_every_capability_and_every_role_stands_in_the_matrix() -> None:
    assert set(MATRIX) == set(Capability)
    assert set(REACH) == set(Role)
    assert all(row for row in MATRIX.values())
