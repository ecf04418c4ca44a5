"""``guazhi import roster FILE``: check a roster, or bring it on record."""  # noqa: N999

import io
import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connections
from django.db.backends.sqlite3.base import DatabaseWrapper
from django.utils import translation
from django.utils.translation import gettext as _
from tqdm import tqdm

from guazhi.management.arguments import add_language, day
from guazhi.policy.findings import Finding, Level, Refused
from guazhi.rosters.commands import Imported, command_line, import_roster
from guazhi.rosters.queries import Plan, plan_import
from guazhi.rosters.rules.files import LARGEST_FILE, check_size
from guazhi.rosters.rules.found import RosterFinding, in_order, to_tell
from guazhi.rosters.rules.wanted import Wanted
from guazhi.settings import database
from guazhi.web.messages import in_both, sentence

NOTHING = {"units": 0, "people": 0, "secondments": 0, "unchanged": 0}


class Command(BaseCommand):
    """Read a roster, tell every finding by row and column, and write all of it or nothing."""

    help = "Import a roster of secondees (xlsx, xls or csv). Exits with 1 when a row has an error."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        kinds = parser.add_subparsers(dest="kind", required=True)
        roster = kinds.add_parser("roster", help="a roster of secondees")
        roster.add_argument("file", type=Path, metavar="FILE")
        roster.add_argument("--dry-run", action="store_true", help="check only, write nothing")
        roster.add_argument("--json", action="store_true", help="print JSON")
        roster.add_argument("--all", action="store_true", help="each warning on its own line")
        add_language(roster)
        roster.add_argument("--policy", default="speech", help="policy pack for a new intake")
        roster.add_argument("--intake", default="", metavar="NAME", help="intake to import into")
        roster.add_argument("--city", default="", metavar="NAME", help="when the titles name none")
        roster.add_argument("--start", type=day, metavar="YYYY-MM-DD")
        roster.add_argument("--no-create-units", action="store_true")

    def handle(self, *_args: str, **options: Any) -> None:
        with translation.override(options["lang"]):
            self._run(options)

    def _run(self, options: dict[str, Any]) -> None:
        data = _read(options["file"])
        if isinstance(data, Finding):
            plan = Plan(_wanted(options), "", findings=[RosterFinding(0, "", "", data)])
            self._tell(options, plan, None)
            raise SystemExit(1)
        _prepare_database(dry=options["dry_run"])
        plan = plan_import(command_line(_("Command line")), data, _wanted(options), _bar(options))
        done = None
        if plan.is_sound and not options["dry_run"] and self._agrees(options, plan):
            try:
                done = import_roster(
                    data,
                    _wanted(options),
                    actor=command_line(_("Command line")),
                    progress=_bar(options),
                )
            except Refused as refused:
                plan.findings += [RosterFinding(0, "", "", each) for each in refused.findings]
        self._tell(options, plan, done)
        if not plan.is_sound:
            raise SystemExit(1)

    def _agrees(self, options: dict[str, Any], plan: Plan) -> bool:
        """Ask before adding units, where somebody can answer."""
        if not plan.new_units or options["json"] or not sys.stdin.isatty():
            return True
        for unit in plan.new_units.values():
            self.stdout.write(f"  {unit.name}")
        question = _("Add these %(count)d units? [y/N] ") % {"count": len(plan.new_units)}
        return input(question).strip().lower() in {"y", "yes", "是"}

    def _tell(self, options: dict[str, Any], plan: Plan, done: Imported | None) -> None:
        if options["json"]:
            self.stdout.write(json.dumps(_as_json(plan, done), ensure_ascii=False, indent=1))
            return
        kinds = [[each] for each in in_order(plan.findings)]
        for kind in kinds if options["all"] else to_tell(plan.findings):
            self.stdout.write(_line(kind))
        if done is not None:
            words = _(
                "%(secondments)d secondments, %(people)d people and %(units)d units are new;"
                " %(unchanged)d secondments were on record."
            )
            self.stdout.write(words % _written(done))
        elif plan.is_sound:
            words = _("%(rows)d people read; nothing stands against the import. Nothing written.")
            self.stdout.write(words % {"rows": plan.reading.people})
        else:
            words = _("%(rows)d people read; nothing written. Mend the errors and try again.")
            self.stdout.write(words % {"rows": plan.reading.people})


def _read(path: Path) -> bytes | Finding:
    """The bytes of the file, none of them read when there are too many."""
    try:
        with path.open("rb") as file:
            size = file.seek(0, io.SEEK_END) if file.seekable() else 0
            if too_large := check_size(size):
                return too_large
            if size:
                file.seek(0)
            return file.read(LARGEST_FILE + 1)
    except OSError:
        return Finding("file_cannot_be_read", params={"name": str(path)})


def _wanted(options: dict[str, Any]) -> Wanted:
    return Wanted(
        policy=options["policy"],
        intake=options["intake"],
        city=options["city"],
        start=options["start"],
        creates_units=not options["no_create_units"],
    )


def _prepare_database(*, dry: bool) -> None:
    """On a fresh machine: make the database, or for a dry run one that is thrown away."""
    connection = connections["default"]
    name = str(connection.settings_dict["NAME"])
    on_disk = isinstance(connection, DatabaseWrapper) and not connection.is_in_memory_db()
    try:
        ready = not (on_disk and not Path(name).exists()) and (
            "guazhi_entry" in connection.introspection.table_names()
        )
    except OperationalError as problem:
        if not dry:
            raise CommandError(str(problem)) from problem
        ready = False
    if ready:
        return
    if dry:
        connections["default"].close()
        connections.databases["default"].update(database("sqlite:///:memory:"))
        del connections["default"]
    elif on_disk:
        Path(name).parent.mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0)


def _bar(options: dict[str, Any]) -> Any:
    """A progress bar on a terminal, nothing elsewhere."""
    if options["json"] or not sys.stderr.isatty():
        return None
    bar = tqdm(total=0, leave=False)

    def show(done: int, total: int) -> None:
        bar.total = total
        bar.n = done
        bar.refresh()
        if done >= total:
            bar.close()

    return show


def _as_json(plan: Plan, done: Imported | None) -> dict[str, Any]:
    return {
        "rows": plan.reading.people,
        "findings": [
            {
                "row": found.row,
                "column": found.column,
                "cell": found.cell,
                "level": found.finding.level.value,
                "code": found.finding.code,
                "message": sentence(found.finding),
                "messages": in_both(found.finding),
            }
            for found in plan.findings
        ],
        "written": _written(done) if done else NOTHING,
    }


def _written(done: Imported) -> dict[str, int]:
    return {
        "units": done.units,
        "people": done.people,
        "secondments": done.secondments,
        "unchanged": done.unchanged,
    }


FEW = 5
LEVELS = {Level.ERROR: "✗", Level.WARNING: "!", Level.NOTE: "·"}


def _line(kind: list[RosterFinding]) -> str:
    """Findings of a kind on one line: mark, row, column, sentence, and where else."""
    found, *others = kind
    text = sentence(found.finding)
    if others:
        places = " ".join(other.place for other in others[:FEW])
        if len(others) > FEW:
            places += " …"
        words = _("%(count)d more of this kind: %(places)s")
        text = f"{text} {words % {'count': len(others), 'places': places}}"
    mark = LEVELS[found.finding.level]
    if not found.row:
        return f"{mark} {text}"
    row = _("Row %(row)d") % {"row": found.row}
    where = " ".join(part for part in (row, found.column, found.cell) if part)
    return f"{mark} {where}: {text}"
