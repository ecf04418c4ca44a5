"""``guazhi messages``: the message catalogues, checked, put right or compiled."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from guazhi.web.catalogue import CatalogueError, compile_catalogue
from guazhi.web.upkeep import survey, tidy


class Command(BaseCommand):
    help = "Bring guazhi/locale in line with the sources and compile it."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        group = parser.add_mutually_exclusive_group()
        group.add_argument(
            "--check", action="store_true", help="only list what is wrong; exit 1 if anything is"
        )
        group.add_argument("--compile", action="store_true", help="only compile")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            if not options["check"] and not options["compile"]:
                tidy()
            compile_catalogue()
            problems = [] if options["compile"] else survey()
        except CatalogueError as problem:
            raise CommandError(str(problem)) from problem
        for found in sorted(problems, key=str):
            self.stdout.write(str(found))
        if problems and options["check"]:
            raise CommandError(f"{len(problems)} messages need work")
        self.stdout.write(f"{len(problems)} messages need work" if problems else "Complete.")
