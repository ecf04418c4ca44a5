"""``guazhi simulate``: a whole term, day by day, in a database of its own."""

import json
import sys
import tempfile
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _
from tqdm import tqdm

from guazhi.management.arguments import add_language, day
from guazhi.policy import Level, Pack, PackRefused, load
from guazhi.programmes.queries import packs
from guazhi.simulation import database
from guazhi.simulation.opening import Play, RosterRefused
from guazhi.simulation.rehearsal import rehearse
from guazhi.simulation.telling import told
from guazhi.web.messages import sentence


class Command(BaseCommand):
    """Rehearse an intake: the roster, the policy, the days; everything by the same commands."""

    help = "Rehearse an intake under a policy, day by day, without touching any data."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The roster, the policy, the first and last day; who plays; what to print."""
        parser.add_argument("--roster", type=Path, required=True, metavar="FILE")
        parser.add_argument("--policy", default="speech", metavar="PACK_OR_FILE")
        parser.add_argument("--from", dest="first", type=day, required=True)
        parser.add_argument("--until", dest="last", type=day, required=True)
        parser.add_argument("--cast", choices=("default", "strained"), default="default")
        parser.add_argument("--keep", type=Path, metavar="DB", help="keep the database there")
        parser.add_argument("--json", action="store_true")
        add_language(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        """Rehearse and print; a roster or policy with errors is shown and ends with 1."""
        with translation.override(options["lang"]):
            play = self.play(options)
            if options["keep"]:
                if options["keep"].exists():
                    raise CommandError(_("There is a file already: %s") % options["keep"])
                options["keep"].parent.mkdir(parents=True, exist_ok=True)
                self.run(play, options["keep"], options)
                return
            with tempfile.TemporaryDirectory(prefix="guazhi-") as folder:
                self.run(play, Path(folder) / "rehearsal.sqlite3", options)

    def play(self, options: dict[str, Any]) -> Play:
        """What was asked for, if it makes sense."""
        if not options["roster"].is_file():
            raise CommandError(_("There is no such file: %s") % options["roster"])
        if options["last"] < options["first"]:
            raise CommandError(_("The last day comes before the first."))
        return Play(
            options["roster"],
            self.pack(options["policy"]),
            options["first"],
            options["last"],
            options["cast"],
        )

    def pack(self, name: str) -> Pack:
        """The shipped pack or the file of that name."""
        known = packs().packs
        if name in known:
            return known[name]
        if not Path(name).is_file():
            raise CommandError(_("There is no such policy: %s") % name)
        try:
            return load(name)
        except PackRefused as refused:
            for error in refused.errors:
                text = error.str_en if translation.get_language() == "en" else error.str_zh
                self.stderr.write(f"{error.file}:{error.line}:{error.column}: {text}")
            raise SystemExit(1) from refused

    def run(self, play: Play, path: Path, options: dict[str, Any]) -> None:
        """Rehearse in the database ``path`` and print the report."""
        database.use(path)
        database.write_lazily()
        days = (play.last - play.first).days + 1
        quiet = options["json"] or not sys.stderr.isatty()
        try:
            with tqdm(total=days, file=sys.stderr, disable=quiet, unit="d") as bar:

                def on_day(day: date) -> None:
                    bar.set_description(day.isoformat())
                    bar.update()

                figures = rehearse(play, on_day)
        except RosterRefused as refused:
            self.tell(refused, options)
            raise SystemExit(1) from refused
        if options["json"]:
            self.stdout.write(json.dumps(figures, ensure_ascii=False, indent=2))
        else:
            self.stdout.write(told(figures, play.pack, play.first, play.last))

    def tell(self, refused: RosterRefused, options: dict[str, Any]) -> None:
        """Print what is wrong with the roster, place by place; every finding as JSON."""
        found = [
            {
                "row": each.row,
                "column": each.column,
                "level": each.finding.level.value,
                "code": each.finding.code,
                "message": sentence(each.finding),
            }
            for each in refused.findings
        ]
        if options["json"]:
            self.stdout.write(json.dumps({"findings": found}, ensure_ascii=False, indent=2))
            return
        for row in found:
            if row["level"] == Level.ERROR:
                place = _("row %d") % row["row"] if row["row"] else str(options["roster"])
                self.stderr.write(f"{place} {row['column']}: {row['message']}")
