"""Check, show and compare policy packs. Needs no database."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from guazhi.management.arguments import add_language
from guazhi.policy import Pack, PackError, PackRefused, differences, digest, dumped, load, shelf
from guazhi.policy.describe import Language, described
from guazhi.policy.loader import errors_of


class Command(BaseCommand):
    """``policy check FILE…``, ``policy show PACK``, ``policy diff A B``."""

    help = "Check policy files, show a pack as tables, or tell how two packs differ."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        check = verbs.add_parser("check", help="check packs and calendar years")
        check.add_argument("files", nargs="+", metavar="FILE")
        show = verbs.add_parser("show", help="show a pack: its id, or a file")
        show.add_argument("pack", metavar="PACK_OR_FILE")
        diff = verbs.add_parser("diff", help="tell how two packs differ")
        diff.add_argument("old", metavar="PACK_OR_FILE")
        diff.add_argument("new", metavar="PACK_OR_FILE")
        for verb in (check, show, diff):
            verb.add_argument("--json", action="store_true", help="print JSON")
            add_language(verb)

    def handle(self, *_args: str, **options: Any) -> None:
        verbs = {"check": self.check_files, "show": self.show, "diff": self.diff}
        verbs[options["verb"]](options)

    def check_files(self, options: dict[str, Any]) -> None:
        """Print every fault of every file; exit with 1 when there is one."""
        errors = [error for name in options["files"] for error in errors_of(Path(name))]
        self.tell(errors, options)
        if errors:
            raise SystemExit(1)
        if not options["json"]:
            for name in options["files"]:
                self.stdout.write(f"{name}: {_in(options['lang'], 'in order', '无误')}")

    def show(self, options: dict[str, Any]) -> None:
        """Print one pack."""
        pack = self.pack(options["pack"], options)
        if options["json"]:
            self.print_json({**dumped(pack), "digest": digest(pack)})
        else:
            self.stdout.write(described(pack, options["lang"]))

    def diff(self, options: dict[str, Any]) -> None:
        """Print where two packs differ."""
        found = differences(self.pack(options["old"], options), self.pack(options["new"], options))
        if options["json"]:
            self.print_json([{"path": path, "old": old, "new": new} for path, old, new in found])
            return
        for path, old, new in found:
            self.stdout.write(f"{path}: {_value(old)} → {_value(new)}")
        if not found:
            self.stdout.write(_in(options["lang"], "no difference", "没有差别"))

    def pack(self, name: str, options: dict[str, Any]) -> Pack:
        """The shipped pack or the file of that name."""
        packs = shelf(settings.VAR / "policies").packs
        if name in packs:
            return packs[name]
        if not Path(name).exists():
            known = ", ".join(packs)
            text = _in(options["lang"], "no such pack or file", "没有这个政策包或文件")
            raise CommandError(f"{text}: {name} ({known})")
        try:
            return load(name)
        except PackRefused as refused:
            self.tell(refused.errors, options)
            raise SystemExit(1) from refused

    def tell(
        self, errors: tuple[PackError, ...] | list[PackError], options: dict[str, Any]
    ) -> None:
        """Print faults, one a line, or all of them as JSON."""
        if options["json"]:
            self.print_json([_plain(error, options["lang"]) for error in errors])
            return
        for error in errors:
            place = f"{error.file}:{error.line}:{error.column}"
            self.stdout.write(f"{place}: {_sentence(error, options['lang'])}")

    def print_json(self, data: object) -> None:
        self.stdout.write(json.dumps(data, ensure_ascii=False, indent=2))


def _in(language: Language, english: str, chinese: str) -> str:
    return english if language == "en" else chinese


def _sentence(error: PackError, language: Language) -> str:
    return error.str_en if language == "en" else error.str_zh


def _plain(error: PackError, language: Language) -> dict[str, object]:
    return {
        "file": error.file,
        "line": error.line,
        "column": error.column,
        "path": error.path,
        "code": error.message_code,
        "found": error.found,
        "allowed": list(error.allowed),
        "message": _sentence(error, language),
    }


def _value(value: object) -> str:
    return "–" if value is None else json.dumps(value, ensure_ascii=False)
