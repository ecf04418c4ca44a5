"""``guazhi bench``: how fast this installation's code is, in throw-away databases."""

import json
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from guazhi.benchmark.goals import verdicts
from guazhi.benchmark.measures import ROUNDS
from guazhi.benchmark.places import SQLITE, server_address
from guazhi.benchmark.report import tables
from guazhi.benchmark.run import BenchError, run

UNITS = {"k": 1000, "m": 1_000_000}
LARGEST = 2_000_000
MOST_ROWS = 10_000


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

    help = "Measure how fast pages, reconciling and importing are, in throw-away databases."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """``bench [spine] [--sizes 1k,10k] [--rows N] [--rounds N] [--database URL] [--json]``."""
        parser.add_argument("suite", nargs="?", choices=("spine",), default="spine")
        parser.add_argument("--sizes", default="1k,10k,100k", help="secondments: 1k,10k,100k")
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
            wanted = sizes(options["sizes"])
        except ValueError as problem:
            raise CommandError(
                _("A size is a number from 40 up to 2m, such as 1k: not “%s”.") % problem
            ) from problem
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
