"""``guazhi bench``: how fast this installation's code is; pages in throw-away databases."""

import json
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from guazhi.benchmark.goals import verdicts
from guazhi.benchmark.measures import ROUNDS
from guazhi.benchmark.places import SQLITE, server_address
from guazhi.benchmark.placing.report import placing_tables
from guazhi.benchmark.placing.run import run as run_placing
from guazhi.benchmark.report import tables
from guazhi.benchmark.run import BenchError, run

UNITS = {"k": 1000, "m": 1_000_000}
LARGEST = 2_000_000
MOST_ROWS = 10_000
SIZES = {"spine": "1k,10k,100k", "place": "67,1k,5k,20k,100k"}


def sizes(text: str) -> list[int]:
    """``1k,10k,250`` as numbers, smallest first."""
    found = set()
    for word in text.lower().split(","):
        factor = UNITS.get(word[-1:], 1)
        digits = word.strip().removesuffix("k").removesuffix("m")
        if not digits.isdecimal() or not 40 <= int(digits) * factor <= LARGEST:
            raise ValueError(word)
        found.add(int(digits) * factor)
    return sorted(found)


class Command(BaseCommand):
    """Measures pages, reconciling and importing, and says which goals are reached."""

    help = "Measure pages, reconciling and importing in throw-away databases; or placement."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """``bench [spine|place] [--sizes 1k,10k] [--rows N] [--rounds N] [--database URL]``."""
        parser.add_argument("suite", nargs="?", choices=tuple(SIZES), default="spine")
        parser.add_argument(
            "--sizes", help="secondments (1k,10k,100k), or people to place (67,1k,5k,20k,100k)"
        )
        parser.add_argument(
            "--rows",
            type=int,
            help="rows to import, else 10,000 or as many as the largest size; 0 for none",
        )
        parser.add_argument(
            "--rounds", type=int, default=ROUNDS, help="how often at least to ask for each page"
        )
        parser.add_argument(
            "--database",
            metavar="URL",
            help="postgres://… makes a database of its own on that server, beside one on SQLite;"
            " sqlite measures nothing else. Without it, the configured server is used like that",
        )
        parser.add_argument("--json", action="store_true", help="print every figure as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Measure, then print the figures and the goals."""
        try:
            sought = options["sizes"]
            wanted = sizes(SIZES[options["suite"]] if sought is None else sought)
        except ValueError as problem:
            raise CommandError(
                _("A size is a number from 40 up to 2m, such as 1k: not “%s”.") % problem
            ) from problem
        if options["suite"] == "place":
            self.place(wanted, options)
            return
        server = options["database"] or server_address(settings.DATABASES["default"])
        servers = [SQLITE] if server in {"", SQLITE} else [SQLITE, server]
        rows = options["rows"] if options["rows"] is not None else min(MOST_ROWS, max(wanted))
        try:
            answer = run(servers, wanted, rows, options["rounds"], self.stderr.write)
        except BenchError as problem:
            raise CommandError(_("The step “%s” failed; see above.") % problem) from problem
        judged = {kind: list(verdicts(kind, found)) for kind, found in answer["databases"].items()}
        if options["json"]:
            answer["goals"] = {
                kind: [verdict.plain() for verdict in each] for kind, each in judged.items()
            }
            self.stdout.write(json.dumps(answer, indent=1))
            return
        for line in tables(answer, judged):
            self.stdout.write(line)

    def place(self, wanted: list[int], options: dict[str, Any]) -> None:
        """Measure placement against other solvers, and print the figures."""
        answer = run_placing(wanted, self.stderr.write)
        if options["json"]:
            self.stdout.write(json.dumps(answer, indent=1))
            return
        for line in placing_tables(answer):
            self.stdout.write(line)
