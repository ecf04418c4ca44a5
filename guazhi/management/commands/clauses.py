"""``guazhi clauses``: clause by clause, the rule that carries it, its page and its test."""

import ast
import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.urls import get_resolver
from django.utils.translation import gettext as _

from guazhi.policy import Clause, clauses

TESTS = Path(__file__).parents[3] / "tests" / "clauses"


def tests_by_clause() -> dict[str, str]:
    """The acceptance test of each clause: ``test_s2_1_5_…`` tells of S2.1.5."""
    found = {}
    for path in sorted(TESTS.glob("test_*.py")):
        for node in ast.parse(path.read_text()).body:
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_s"):
                digits = node.name.removeprefix("test_s").split("_")[:3]
                if len(digits) == 3 and all(part.isdigit() for part in digits):
                    found["S" + ".".join(digits)] = f"tests/clauses/{path.name}::{node.name}"
    return found


def pages() -> set[str]:
    """The names of all routes."""
    names = set()
    for namespace, (_prefix, resolver) in get_resolver().namespace_dict.items():
        names |= {f"{namespace}:{name}" for name in resolver.reverse_dict if isinstance(name, str)}
    return names


def gaps(clause: Clause, test: str, routes: set[str]) -> list[str]:
    """What the clause lacks."""
    missing = []
    if not clause.rule:
        missing.append(_("a rule"))
    if clause.page not in routes:
        missing.append(_("a page"))
    if not test:
        missing.append(_("a test"))
    return missing


class Command(BaseCommand):
    """Print the table; a clause that lacks something ends with an error."""

    help = "Print each operative clause with its rule, page and test."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """``--json`` for programs."""
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print, then fail when anything is missing."""
        tests, routes = tests_by_clause(), pages()
        rows = [
            {"id": c.id, "rule": c.rule, "page": c.page, "test": tests.get(c.id, "")}
            for c in clauses()
            if c.operative
        ]
        if options["json"]:
            self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=1))
        else:
            for row in rows:
                self.stdout.write(f"{row['id']:<8}{row['rule']:<36}{row['page']:<28}{row['test']}")
        lacking = [
            f"{c.id}: {', '.join(missing)}"
            for c in clauses()
            if c.operative and (missing := gaps(c, tests.get(c.id, ""), routes))
        ]
        if lacking:
            raise CommandError(_("Clauses that lack something:") + "\n" + "\n".join(lacking))
