"""``guazhi account create|grant|revoke|close|password``: accounts, from their own machine."""

import sys
from argparse import ArgumentParser
from getpass import getpass
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from guazhi.access.actor import Actor
from guazhi.access.matrix import Role
from guazhi.access.models import ROLE_NAMES, User
from guazhi.accounts.commands import (
    NewAccount,
    NewGrant,
    close_account,
    grant_roles,
    open_accounts,
    set_password,
    withdraw_role,
)
from guazhi.management.arguments import add_language
from guazhi.management.database import demand_database
from guazhi.organisations.models import Organisation
from guazhi.organisations.rules import similar
from guazhi.policy.findings import Refused
from guazhi.web import clock
from guazhi.web.messages import sentence

WHERE = "its name, or its number where several are of that name"


class Command(BaseCommand):
    """Open or close an account, grant it a role or withdraw one, or give it a new password."""

    help = (
        "Open and close accounts, grant and withdraw roles, set passwords. Each is recorded"
        " under the officer's name."
        " A password is asked for on the terminal; without one, it is read from the first line"
        " of the input: printf '%s\\n' \"$PASSWORD\" | guazhi account create …"
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The verbs, each of an account and by an officer."""
        verbs = parser.add_subparsers(dest="verb", required=True)
        create = verbs.add_parser("create", help="open an account")
        grant = verbs.add_parser("grant", help="grant a role on an organisation")
        revoke = verbs.add_parser("revoke", help="withdraw a role on an organisation, at once")
        close = verbs.add_parser("close", help="close an account, at once")
        password = verbs.add_parser("password", help="set a new password")
        for verb in (create, grant, revoke, close, password):
            verb.add_argument("username")
            verb.add_argument("--by", required=True, metavar="NAME", help="the officer's name")
            add_language(verb)
        create.add_argument("--name", required=True, help="the name shown")
        for verb, needed in ((create, False), (grant, True), (revoke, True)):
            verb.add_argument("--role", choices=tuple(ROLE_NAMES), required=needed)
            verb.add_argument("--organisation", metavar="NAME", required=needed, help=WHERE)

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it, or say why not."""
        actor = Actor(user_id=None, person_id=None, name=options["by"], is_command_line=True)
        with translation.override(options["lang"]):
            demand_database()
            try:
                getattr(self, options["verb"])(actor, options)
            except Refused as refused:
                raise CommandError("\n".join(sentence(f) for f in refused.findings)) from refused

    def create(self, actor: Actor, options: dict[str, Any]) -> None:
        """Open an account with its role and its password, or nothing of it."""
        if bool(options["role"]) != bool(options["organisation"]):
            raise CommandError(_("Give a role and an organisation, or neither."))
        chosen = asked()
        with transaction.atomic():
            (user,) = open_accounts([NewAccount(options["username"], options["name"])], actor=actor)
            set_password(user.pk, chosen, actor=actor)
            if options["role"]:
                self.give(user, actor, options)
        self.stdout.write(_("The account is open."))

    def grant(self, actor: Actor, options: dict[str, Any]) -> None:
        """Grant a role on an organisation."""
        self.give(account(options["username"]), actor, options)
        self.stdout.write(_("The role is granted."))

    def revoke(self, actor: Actor, options: dict[str, Any]) -> None:
        """Withdraw a role on an organisation."""
        user, place = account(options["username"]), organisation(options["organisation"])
        withdraw_role(user.pk, Role(options["role"]), place.pk, actor=actor)
        self.stdout.write(_("The role is withdrawn."))

    def close(self, actor: Actor, options: dict[str, Any]) -> None:
        """Close an account."""
        close_account(account(options["username"]).pk, actor=actor)
        self.stdout.write(_("The account is closed."))

    def password(self, actor: Actor, options: dict[str, Any]) -> None:
        """Set a new password."""
        set_password(account(options["username"]).pk, asked(), actor=actor)
        self.stdout.write(_("The password is changed."))

    def give(self, user: User, actor: Actor, options: dict[str, Any]) -> None:
        """Grant the role that was asked for."""
        grant_roles(
            [NewGrant(user.pk, Role(options["role"]), organisation(options["organisation"]).pk)],
            since=clock.today(),
            actor=actor,
        )


def account(username: str) -> User:
    """The account of that name."""
    user = User.objects.filter(username=username).first()
    if user is None:
        raise CommandError(_("There is no account called %s.") % username)
    return user


def organisation(name: str) -> Organisation:
    """The organisation of that name or number; where there is none or several, says which."""
    if name.isdigit():
        by_number = Organisation.objects.filter(pk=int(name)).first()
        if by_number is not None:
            return by_number
    found = list(Organisation.objects.filter(name=name).select_related("parent"))
    if len(found) == 1:
        return found[0]
    if found:
        rows = [f"  {row.pk}  {row.parent or ''} {row.name}" for row in found]
        words = _("Several organisations are called %s. Give the number of one of these:") % name
        raise CommandError("\n".join([words, *rows]))
    words = _("There is no organisation called %s.") % name
    if near := similar(name, Organisation.objects.values_list("name", flat=True)):
        words = f"{words} {_('Did you mean %s?') % ' / '.join(near)}"
    raise CommandError(words)


def asked() -> str:
    """A password, typed twice on a terminal or read from the first line of the input."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    first = getpass(_("Password: "))
    if getpass(_("Once more: ")) != first:
        raise CommandError(_("The two differ."))
    return first
