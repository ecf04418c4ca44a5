"""``guazhi merge UNIT --into UNIT``: a unit that becomes part of another, from its own machine."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import ngettext

from guazhi.access.actor import Actor
from guazhi.management.arguments import add_language
from guazhi.management.commands.account import WHERE, organisation
from guazhi.management.database import demand_database
from guazhi.policy.findings import Refused
from guazhi.secondments.commands import merge_unit
from guazhi.web import clock
from guazhi.web.messages import sentence


class Command(BaseCommand):
    """Merge a unit into another: secondments, posts, roles, sittings and what is owed go along."""

    help = (
        "Merge a unit into another from a day on. Whoever serves there serves on in the other"
        " and gets a notice; what is over keeps the name of the unit as it was."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Both units, the day, why, and who says so."""
        parser.add_argument("unit", help=WHERE)
        parser.add_argument("--into", required=True, metavar="UNIT", help=WHERE)
        parser.add_argument("--day", type=date.fromisoformat, help="YYYY-MM-DD; today if not given")
        parser.add_argument("--reason", required=True, help="the decision that merged them")
        parser.add_argument("--by", required=True, metavar="NAME", help="the registrar's name")
        add_language(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it, or say why not."""
        actor = Actor(user_id=None, person_id=None, name=options["by"], is_command_line=True)
        with translation.override(options["lang"]):
            demand_database()
            unit, into = organisation(options["unit"]), organisation(options["into"])
            try:
                moved = merge_unit(
                    unit.pk,
                    into.pk,
                    day=options["day"] or clock.today(),
                    reason=options["reason"],
                    actor=actor,
                )
            except Refused as refused:
                raise CommandError("\n".join(sentence(f) for f in refused.findings)) from refused
            n = len(moved)
            words = ngettext(
                "%(unit)s is now part of %(into)s; %(n)s secondment serves on there.",
                "%(unit)s is now part of %(into)s; %(n)s secondments serve on there.",
                n,
            )
            self.stdout.write(words % {"unit": unit.name, "into": into.name, "n": n})
