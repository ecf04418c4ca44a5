"""Opening accounts and granting roles: who may, what is refused, what is recorded."""

import pytest
from django.http import Http404

from guazhi.access.actor import Actor
from guazhi.access.matrix import Role
from guazhi.access.models import Grant, User
from guazhi.access.queries import actor_of
from guazhi.accounts.commands import (
    NewAccount,
    NewGrant,
    change_password,
    close_account,
    grant_roles,
    open_accounts,
    set_password,
    withdraw_role,
)
from guazhi.accounts.rules import check_roles
from guazhi.ledger.models import Entry
from guazhi.policy.findings import Refused
from guazhi.web import clock
from tests import make
from tests.make import World
from tests.visitor import client_of

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


def verbs_after(before: int) -> list[tuple[str, str]]:
    return list(Entry.objects.filter(seq__gt=before).values_list("verb", "actor_name"))


def test_a_role_withdrawn_ends_at_once_for_an_open_session_and_may_be_granted_again(
    world: World,
) -> None:
    client, user = client_of(world.county_handler), make.account_of(world.county_handler)
    assert client.get("/register/").status_code == 200
    before = Entry.objects.count()

    withdraw_role(user.pk, Role.COUNTY_HANDLER, world.county.pk, actor=TERMINAL)

    assert client.get("/register/").status_code == 404
    grant_roles(
        [NewGrant(user.pk, Role.COUNTY_HANDLER, world.county.pk)],
        since=clock.today(),
        actor=TERMINAL,
    )
    assert client.get("/register/").status_code == 200
    assert verbs_after(before) == [("RoleWithdrawn", "王管理"), ("RoleGranted", "王管理")]


def test_a_role_given_and_withdrawn_on_one_day_may_be_given_a_third_time(world: World) -> None:
    user = make.account_of(world.county_handler)
    given = [NewGrant(user.pk, Role.HOST_HANDLER, world.county.pk)]
    for _ in range(2):
        grant_roles(given, since=clock.today(), actor=TERMINAL)
        withdraw_role(user.pk, Role.HOST_HANDLER, world.county.pk, actor=TERMINAL)

    grant_roles(given, since=clock.today(), actor=TERMINAL)

    assert actor_of(user, clock.today()).has(Role.HOST_HANDLER)


def test_a_role_that_is_not_held_cannot_be_withdrawn(world: World) -> None:
    user = make.account_of(world.county_handler)

    with pytest.raises(Refused) as refusal:
        withdraw_role(user.pk, Role.CITY_HANDLER, world.city.pk, actor=TERMINAL)
    with pytest.raises(Refused) as foreign:
        withdraw_role(user.pk, Role.COUNTY_HANDLER, world.county.pk, actor=world.approver)

    assert [finding.code for finding in refusal.value.findings] == ["role_not_held"]
    assert [finding.code for finding in foreign.value.findings] == ["not_yours_to_do"]
    assert actor_of(user, clock.today()).has(Role.COUNTY_HANDLER)


def test_a_closed_account_can_do_nothing_more_even_where_it_is_signed_in(world: World) -> None:
    client, user = client_of(world.county_handler), make.account_of(world.county_handler)
    before = Entry.objects.count()

    close_account(user.pk, actor=TERMINAL)

    assert client.get("/register/").status_code == 302
    assert verbs_after(before) == [("AccountClosed", "王管理")]
    with pytest.raises(Refused) as twice:
        close_account(user.pk, actor=TERMINAL)
    with pytest.raises(Refused) as foreign:
        close_account(user.pk, actor=world.approver)
    assert [finding.code for finding in twice.value.findings] == ["account_closed_already"]
    assert [finding.code for finding in foreign.value.findings] == ["not_yours_to_do"]


def test_ones_own_password_is_changed_and_recorded_and_nobody_elses(world: World) -> None:
    user = make.account_of(world.handler)
    before = Entry.objects.count()

    change_password(user.pk, "a long enough secret 2026", actor=world.handler)

    user.refresh_from_db()
    assert user.check_password("a long enough secret 2026")
    assert verbs_after(before) == [("PasswordChanged", "市委组织部经办")]
    with pytest.raises(Http404):
        change_password(user.pk, "a long enough secret 2027", actor=world.approver)
