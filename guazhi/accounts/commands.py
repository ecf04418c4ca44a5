"""Opening and closing accounts, granting and withdrawing roles, passwords, signing in.

The system officer opens, the security officer grants; on a new installation, where neither is
there yet, the command line stands in for them.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import get_object_or_404

from guazhi.access.actor import Actor, Capability
from guazhi.access.commands import GUESSES, guesses
from guazhi.access.matrix import Role
from guazhi.access.models import Grant, User
from guazhi.access.queries import actor_of, in_force
from guazhi.accounts.events import (
    AccountClosed,
    AccountCreated,
    PasswordChanged,
    PasswordSet,
    RoleGranted,
    RoleWithdrawn,
    SignedIn,
    SignInBarred,
    SignInFailed,
)
from guazhi.accounts.rules import check_new, check_roles
from guazhi.ledger.commands import record, record_all
from guazhi.policy.findings import Finding, Refused, refuse_if
from guazhi.web import clock


@dataclass(frozen=True, slots=True)
class NewAccount:
    """A sign-in name, the name shown, and the person behind the account where one is on record."""

    username: str
    name: str
    person_id: int | None = None


@dataclass(frozen=True, slots=True)
class NewGrant:
    """A role on an organisation for an account."""

    user_id: int
    role: Role
    organisation_id: int


def _demand(actor: Actor, capability: Capability) -> None:
    if not actor.is_command_line and not actor.may(capability):
        raise Refused([Finding("not_yours_to_do")])


@transaction.atomic
def open_accounts(wanted: Iterable[NewAccount], *, actor: Actor) -> list[User]:
    """Open accounts nobody can sign in to until a password is set.

    Refused to all but the system officer, or when a sign-in name or a person has an account.
    """
    _demand(actor, Capability.MANAGE_ACCOUNTS)
    accounts = list(wanted)
    names = [account.username for account in accounts]
    people = [account.person_id for account in accounts if account.person_id is not None]
    findings = []
    if len(set(names)) < len(names) or User.objects.filter(username__in=names).exists():
        findings.append(Finding("username_taken", field="username"))
    if len(set(people)) < len(people) or User.objects.filter(person__in=people).exists():
        findings.append(Finding("person_has_an_account", field="person"))
    refuse_if(findings)
    users = [
        User(
            username=account.username,
            name=account.name,
            person_id=account.person_id,
            password=make_password(None),
        )
        for account in accounts
    ]
    User.objects.bulk_create(users, batch_size=500)
    record_all(actor, [AccountCreated(subject=user.pk, person=user.person_id) for user in users])
    return users


@transaction.atomic
def grant_roles(wanted: Iterable[NewGrant], *, since: date, actor: Actor) -> list[Grant]:
    """Grant roles from the day ``since``.

    Refused to all but the security officer, for a role that is held on the organisation already,
    and where an officer would do business or hold a second office.
    """
    _demand(actor, Capability.GRANT_ROLES)
    grants = list(wanted)
    roles: dict[int, set[Role]] = defaultdict(set)
    lasting: list[NewGrant] = []
    users = {grant.user_id for grant in grants}
    for held in Grant.objects.filter(user__in=users, withdrawn_at__isnull=True):
        roles[held.user_id].add(Role(held.role))
        if held.until is None or held.until >= since:
            lasting.append(NewGrant(held.user_id, Role(held.role), held.organisation_id))
    for grant in grants:
        roles[grant.user_id].add(grant.role)
    refuse_if(
        [
            *(finding for held_roles in roles.values() for finding in check_roles(held_roles)),
            *check_new(lasting, grants),
        ]
    )
    rows = [
        Grant(
            user_id=grant.user_id,
            role=grant.role.value,
            organisation_id=grant.organisation_id,
            since=since,
        )
        for grant in grants
    ]
    Grant.objects.bulk_create(rows, batch_size=500)
    record_all(
        actor,
        [
            RoleGranted(
                subject=row.user_id,
                role=row.role,
                organisation=row.organisation_id,
                since=since,
            )
            for row in rows
        ],
    )
    return rows


@transaction.atomic
def set_password(user_id: int, password: str, *, actor: Actor) -> None:
    """Give an account a password. Refused to all but the system officer, or when it is weak."""
    _demand(actor, Capability.MANAGE_ACCOUNTS)
    user = get_object_or_404(User.objects.select_for_update(), pk=user_id)
    try:
        validate_password(password, user)
    except ValidationError as weak:
        raise Refused([Finding("password_too_weak", field="password")]) from weak
    user.set_password(password)
    user.save(update_fields=["password"])
    record(actor, PasswordSet(subject=user.pk))


@transaction.atomic
def withdraw_role(user_id: int, role: Role, organisation_id: int, *, actor: Actor) -> Grant:
    """Take a role from an account, at once and for the sessions that are open too.

    Refused to all but the security officer, and when the account does not hold it.
    """
    _demand(actor, Capability.GRANT_ROLES)
    held = in_force(clock.today()).select_for_update(of=("self",))
    grant = held.filter(user=user_id, role=role.value, organisation=organisation_id).first()
    if grant is None:
        raise Refused([Finding("role_not_held", field="role")])
    grant.withdrawn_at = clock.now()
    grant.save(update_fields=["withdrawn_at"])
    record(actor, RoleWithdrawn(subject=user_id, role=role.value, organisation=organisation_id))
    return grant


@transaction.atomic
def close_account(user_id: int, *, actor: Actor) -> User:
    """Close an account: nobody signs in to it, and its open sessions can do nothing.

    Refused to all but the system officer, and twice.
    """
    _demand(actor, Capability.MANAGE_ACCOUNTS)
    user = get_object_or_404(User.objects.select_for_update(), pk=user_id)
    if not user.is_active:
        raise Refused([Finding("account_closed_already")])
    user.is_active = False
    user.save(update_fields=["is_active"])
    record(actor, AccountClosed(subject=user.pk))
    return user


@transaction.atomic
def change_password(user_id: int, password: str, *, actor: Actor) -> User:
    """Give one's own account a new password, checked already; its other sessions end.

    An account of somebody else looks missing.
    """
    mine = User.objects.filter(pk=actor.user_id or 0)
    user = get_object_or_404(mine.select_for_update(), pk=user_id)
    user.set_password(password)
    user.save(update_fields=["password"])
    record(actor, PasswordChanged(subject=user.pk))
    return user


@transaction.atomic
def note_sign_in(user_id: int, source: str) -> None:
    """Record that somebody signed in, in the name of the account."""
    user = User.objects.get(pk=user_id)
    record(actor_of(user, clock.today()), SignedIn(subject=user_id, source=source))


@transaction.atomic
def note_wrong_password(username: str, source: str) -> None:
    """Record a wrong password, and that it was the last before a pause.

    Only for accounts there are: a name that is none may be a password typed into the wrong field,
    and whoever makes names up shall not fill the ledger.
    """
    name = User.normalize_username(username)
    user_id = User.objects.filter(username=name).values_list("pk", flat=True).first()
    if user_id is None:
        return
    found = [SignInFailed(subject=user_id, source=source)]
    barred = guesses(username, source) >= GUESSES
    nobody = Actor(user_id=None, person_id=None, name="")
    record_all(nobody, [*found, SignInBarred(subject=user_id, source=source)] if barred else found)
