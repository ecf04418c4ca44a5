"""``guazhi documents evidence-pack INTAKE``: papers of a whole intake, from the command line."""

import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.http import Http404
from django.utils import translation
from django.utils.translation import gettext as _

from guazhi.access.actor import Actor
from guazhi.access.models import User
from guazhi.access.queries import actor_of
from guazhi.assessments.commands import make_evidence_pack
from guazhi.assessments.rules import Kind
from guazhi.management.arguments import add_language
from guazhi.management.database import demand_database
from guazhi.policy.findings import Refused
from guazhi.programmes.models import Intake
from guazhi.web import clock
from guazhi.web.messages import sentence


class Command(BaseCommand):
    """Print the evidence pack of an intake; what an account may not see is not in it."""

    help = "Print papers of a whole intake as PDF. Recorded under the account that asks."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The paper, the intake, in whose name, and where to."""
        papers = parser.add_subparsers(dest="paper", required=True)
        pack = papers.add_parser("evidence-pack", help="one person one page, with annexes")
        pack.add_argument("intake", help="its name, or its number where several have that name")
        pack.add_argument("--by", required=True, metavar="ACCOUNT", help="who asks for it")
        pack.add_argument("--kind", choices=[kind.value for kind in Kind], default="final")
        pack.add_argument("--to", type=Path, required=True, metavar="FILE")
        add_language(pack)

    def handle(self, *_args: str, **options: Any) -> None:
        """Write the file and say how large it is and how long it took."""
        with translation.override(options["lang"]):
            demand_database()
            if options["to"].exists():
                raise CommandError(_("There is a file already: %s") % options["to"])
            begun = time.monotonic()
            data = self.made(options)
            options["to"].write_bytes(data)
            told = {
                "file": options["to"],
                "size": f"{len(data) / 1e6:.1f}",
                "seconds": f"{time.monotonic() - begun:.1f}",
            }
            self.stdout.write(_("%(file)s: %(size)s MB in %(seconds)s s") % told)

    def made(self, options: dict[str, Any]) -> bytes:
        """The paper, or a sentence on why there is none."""
        try:
            return make_evidence_pack(
                self.intake(options["intake"]).pk,
                kind=options["kind"],
                day=clock.today(),
                actor=self.actor(options["by"]),
            )
        except Refused as refused:
            raise CommandError(sentence(refused.findings[0])) from refused
        except Http404 as missing:
            raise CommandError(_("There is no such intake: %s") % options["intake"]) from missing

    def intake(self, asked: str) -> Intake:
        """The intake of that name or number."""
        found = list(Intake.objects.filter(name=asked)[:2])
        if len(found) != 1 and asked.isdecimal():
            found = list(Intake.objects.filter(pk=int(asked)))
        if len(found) != 1:
            raise CommandError(_("There is no such intake: %s") % asked)
        return found[0]

    def actor(self, username: str) -> Actor:
        """Whoever asks for it, with all that the account may see."""
        user = User.objects.filter(username=username, is_active=True).first()
        if user is None:
            raise CommandError(_("There is no such account: %s") % username)
        return actor_of(user, clock.today())
