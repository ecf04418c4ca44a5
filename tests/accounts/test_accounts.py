"""Opening accounts and granting roles: who may, what is refused, what is recorded."""

import pytest

from guazhi.access.actor import Actor
from guazhi.access.matrix import Role
from guazhi.access.models import Grant, User
from guazhi.access.queries import actor_of
from guazhi.accounts.commands import (
    NewAccount,
    NewGrant,
    grant_roles,
    open_accounts,
    set_password,
)
from guazhi.accounts.rules import check_roles
from guazhi.ledger.models import Entry
from guazhi.policy.findings import Refused
from guazhi.web import clock
from tests.make import World

TERMINAL = Actor(user_id=None, person_id=None, name="王管理", is_command_line=True)


@pytest.mark.parametrize(
    ("roles", "codes"),
    [
        ((Role.CITY_HANDLER, Role.HOST_HANDLER), []),
        ((Role.AUDIT_OFFICER,), []),
        ((Role.AUDIT_OFFICER, Role.SYSTEM_OFFICER), ["officers_are_three_people"]),
        ((Role.SECURITY_OFFICER, Role.CITY_HANDLER), ["officer_does_no_business"]),
    ],
)
def test_officers_are_three_people_without_business(
    roles: tuple[Role, ...], codes: list[str]
) -> None:
    assert [finding.code for finding in check_roles(roles)] == codes


def test_an_account_is_opened_granted_and_recorded(world: World) -> None:
    before = Entry.objects.count()

    (user,) = open_accounts([NewAccount("qingxi", "清溪县组织部")], actor=TERMINAL)
    grant_roles(
        [NewGrant(user.pk, Role.COUNTY_HANDLER, world.county.pk)],
        since=clock.today(),
        actor=TERMINAL,
    )

    assert [held.role for held in actor_of(user, clock.today()).held] == [Role.COUNTY_HANDLER]
    assert not user.has_usable_password()
    assert list(Entry.objects.filter(seq__gt=before).values_list("verb", "actor_name")) == [
        ("AccountCreated", "王管理"),
        ("RoleGranted", "王管理"),
    ]


def test_a_password_lets_in_and_a_weak_one_is_refused(world: World) -> None:
    (user,) = open_accounts([NewAccount("qingxi", "清溪县组织部")], actor=TERMINAL)

    with pytest.raises(Refused) as refusal:
        set_password(user.pk, "123456", actor=TERMINAL)
    set_password(user.pk, "Lantern-and-rain", actor=TERMINAL)

    user.refresh_from_db()
    assert refusal.value.findings[0].code == "password_too_weak"
    assert user.check_password("Lantern-and-rain")


def test_a_taken_name_opens_nothing(world: World) -> None:
    open_accounts([NewAccount("qingxi", "清溪县组织部")], actor=TERMINAL)
    before = User.objects.count()

    with pytest.raises(Refused) as refusal:
        open_accounts([NewAccount("new", "甲"), NewAccount("qingxi", "乙")], actor=TERMINAL)

    assert [finding.code for finding in refusal.value.findings] == ["username_taken"]
    assert User.objects.count() == before


def test_a_handler_may_neither_open_nor_grant(world: World) -> None:
    before = (User.objects.count(), Grant.objects.count())

    with pytest.raises(Refused):
        open_accounts([NewAccount("x", "x")], actor=world.handler)
    with pytest.raises(Refused):
        grant_roles(
            [NewGrant(world.handler.user_id or 0, Role.CITY_APPROVER, world.city.pk)],
            since=clock.today(),
            actor=world.handler,
        )

    assert (User.objects.count(), Grant.objects.count()) == before
