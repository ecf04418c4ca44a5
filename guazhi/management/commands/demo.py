"""``guazhi demo``: an invented intake on a day in mid-term, with accounts to sign in."""

import sys
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import translation
from django.utils.translation import gettext as _
from tqdm import tqdm

from guazhi.management.arguments import day
from guazhi.management.commands.serve import add_serving, address, free_port, serve
from guazhi.policy.describe import table
from guazhi.simulation import demo
from guazhi.web.demo import ACCOUNTS, PASSWORD

LANGUAGES = ("zh-hans", "en")


class Command(BaseCommand):
    """Make the demo database, unless it is there, and serve it."""

    help = "Make and serve a demo with invented people, on any day of their term."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The day to look at, where to listen, whether to begin anew."""
        add_serving(parser)
        parser.add_argument("--serve", action="store_true")
        parser.add_argument("--clock", type=day, default=demo.DAY, metavar="YYYY-MM-DD")
        parser.add_argument("--fresh", action="store_true", help="forget what was tried")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make what is missing, say where it is and who may sign in, and serve."""
        path, day = settings.VAR / "demo.sqlite3", options["clock"]
        if options["fresh"] or not demo.is_ready(path, day):
            with tqdm(
                total=max(1, (day - demo.FIRST).days),
                file=sys.stderr,
                disable=not sys.stderr.isatty(),
                unit="d",
            ) as bar:

                def on_day(lived: date) -> None:
                    bar.set_description(lived.isoformat())
                    bar.update()

                demo.make(path, day, on_day)
        port = free_port(options["host"], options["port"]) if options["serve"] else options["port"]
        for language in LANGUAGES:
            with translation.override(language):
                if port != options["port"]:
                    self.stdout.write(_("Port %d is taken.") % options["port"])
                self.stdout.write(told(address(options["host"], port), day))
        self.stdout.flush()
        if options["serve"]:
            environment = {
                "GUAZHI_DATABASE": f"sqlite:///{path}",
                "GUAZHI_CLOCK": day.isoformat(),
                "GUAZHI_DEMO": "1",
            }
            serve(options["host"], port, environment)


def told(where: str, day: date) -> str:
    """The address and the accounts, in the present language."""
    rows = [(_("account"), _("who")), *((each.username, str(each.label)) for each in ACCOUNTS)]
    return "\n".join(
        [
            _("Demo on %(day)s: %(address)s") % {"day": day, "address": where},
            f"{_('Password of all of them:')} {PASSWORD}",
            *table(rows),
            "",
        ]
    )
