"""``guazhi audit verify|anchor``: prove that the ledger is whole."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection
from django.utils.translation import gettext as _

from guazhi.access.actor import Actor
from guazhi.ledger.commands import verify_ledger
from guazhi.ledger.verify import found_by, head, sentence
from guazhi.simulation.database import turn_to

LOCAL = Actor(user_id=None, person_id=None, name="", is_command_line=True)


class Command(BaseCommand):
    """Verify the chain, or write its head down somewhere else."""

    help = "Verify the ledger, or write its head to a file kept elsewhere."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """``verify [--anchor FILE] [--json]`` and ``anchor FILE``."""
        sub = parser.add_subparsers(dest="action", required=True)
        check = sub.add_parser("verify")
        check.add_argument("--anchor", type=Path)
        check.add_argument("--json", action="store_true")
        write = sub.add_parser("anchor")
        write.add_argument("file", type=Path)
        for verb in (check, write):
            verb.add_argument("--database", type=Path, metavar="FILE", help="an SQLite file")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print what was found; a broken ledger ends with an error."""
        if options["database"]:
            if not options["database"].is_file():
                raise CommandError(_("There is no such file: %s") % options["database"])
            turn_to(options["database"])
        try:
            self._act(options)
        except DatabaseError as problem:
            words = _("The database cannot be read: %s")
            raise CommandError(words % problem) from problem

    def _act(self, options: dict[str, Any]) -> None:
        if options["action"] == "anchor":
            seq, hash_ = head()
            options["file"].write_text(json.dumps({"seq": seq, "hash": hash_}) + "\n")
            self.stdout.write(f"{seq} {hash_}")
            return
        anchor = None
        if options["anchor"]:
            anchor = anchored(options["anchor"])
        kept = verify_ledger(actor=LOCAL, anchor=anchor)
        found, seq, hash_ = found_by(kept), kept.seq, kept.hash
        if options["json"]:
            breaks = [{"seq": each.seq, "code": each.code} for each in found]
            self.stdout.write(
                json.dumps({"entries": seq, "verified": not found, "head": hash_, "breaks": breaks})
            )
        for each in [] if options["json"] else found:
            self.stdout.write(sentence(each))
        if found:
            raise CommandError(_("The ledger does not verify."), returncode=1)
        if not options["json"]:
            self.stdout.write(_("The ledger is whole: %d entries.") % seq)
            if seq == 0:
                name = connection.settings_dict["NAME"]
                self.stderr.write(_("The database %s holds no entry. Is it the right one?") % name)


def anchored(file: Path) -> tuple[int, str]:
    """The number and hash that ``audit anchor`` wrote to ``file``."""
    try:
        kept = json.loads(file.read_text())
        return int(kept["seq"]), str(kept["hash"])
    except (OSError, ValueError, KeyError, TypeError) as problem:
        words = _("The file %(file)s is not an anchor: %(problem)s")
        raise CommandError(words % {"file": file, "problem": problem}) from problem
