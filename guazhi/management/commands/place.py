"""``guazhi place PEOPLE.csv POSTS.csv PAIRS.csv``: who goes where. Needs no database."""

import json
from argparse import ArgumentParser
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _

from guazhi.management.arguments import add_language
from guazhi.policy import PackError
from guazhi.policy.findings import Finding, Refused
from guazhi.selection.placement.constraints import Constraints, read_constraints
from guazhi.selection.placement.crossing import Effort
from guazhi.selection.placement.instance import Instance
from guazhi.selection.placement.plan import Plan, Status
from guazhi.selection.placement.reading import is_unread, read_tables
from guazhi.selection.placement.record import canonical, plan_of, run_of
from guazhi.selection.placement.solve import solve
from guazhi.selection.placement.tables import check_tables, compiled
from guazhi.selection.placement.telling import asked_to_explain, document, why
from guazhi.selection.placement.verify import verify
from guazhi.selection.queries.wording import told, why_in_words
from guazhi.web.messages import in_both, sentence


class Command(BaseCommand):
    """Places people exactly; ends with 2 and nothing but findings when the input is wrong.

    Ends with 1 when no plan keeps all rules, or a record does not hold.
    """

    help = "Place people in posts: the best plan, its proof, and why not otherwise."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The three files, the constraints, what to print and to keep."""
        parser.add_argument("people", type=Path, metavar="PEOPLE.csv")
        parser.add_argument("posts", type=Path, metavar="POSTS.csv")
        parser.add_argument("pairs", type=Path, metavar="PAIRS.csv")
        parser.add_argument("--constraints", type=Path, metavar="FILE", help="YAML")
        parser.add_argument("--leave-unmatched", action="store_true",
                            help="go on when somebody has no possible post")  # fmt: skip
        parser.add_argument("--why", metavar="PERSON[:POST]", help="explain one person instead")
        parser.add_argument("--explain", type=int, metavar="N",
                            help="try what would help for the first N without a post: 20 among"
                            " up to 1000 people, else nobody unless said")  # fmt: skip
        parser.add_argument("--seconds", type=float, default=120, metavar="N",
                            help="limit of the search where rules cross")  # fmt: skip
        parser.add_argument("--record", type=Path, metavar="FILE", help="keep the run there")
        parser.add_argument("--verify", type=Path, metavar="FILE",
                            help="prove a kept run again, without a solver")  # fmt: skip
        parser.add_argument("--json", action="store_true")
        add_language(parser)

    def handle(self, *_args: str, **options: Any) -> None:
        """Read everything, tell all that is wrong, or solve and tell the plan."""
        with translation.override(options["lang"]):
            instance, constraints = self.read(options)
            if options["verify"]:
                self.prove(instance, options)
                return
            try:
                plan = solve(instance, Effort(seconds=options["seconds"]))
            except Refused as refused:
                self.refuse(_placed(refused.findings, constraints, options), [], options)
            if options["record"]:
                options["record"].write_text(canonical(run_of(instance, plan)), encoding="utf-8")
            if options["why"]:
                self.explain(instance, plan, options)
                return
            wanted = options["explain"]
            few = asked_to_explain(len(instance.people)) if wanted is None else wanted
            answer = document(instance, plan, few)
            self.tell(answer, told(answer), options)
            if plan.status == Status.IMPOSSIBLE:
                raise SystemExit(1)

    def read(self, options: dict[str, Any]) -> tuple[Instance, Constraints]:
        """The instance and the constraints; what is wrong with any file ends with 2."""
        tables, found = read_tables(options["people"], options["posts"], options["pairs"])
        everybody = not (options["leave_unmatched"] or found)
        found += [] if is_unread(found) else check_tables(tables, all_matched=everybody)
        constraints, errors = Constraints(), list[PackError]()
        if options["constraints"] and not is_unread(found):
            constraints, errors = read_constraints(options["constraints"], tables)
        if found or errors:
            self.refuse(found, errors, options)
        instance = compiled(tables, constraints.wanted, constraints.rules, constraints.balance)
        return instance, constraints

    def explain(self, instance: Instance, plan: Plan, options: dict[str, Any]) -> None:
        """Tell why one person is where the plan says."""
        name, _colon, place = options["why"].partition(":")
        for known, wanted in ((instance.people, name), (instance.posts, place or None)):
            if wanted is not None and wanted not in known:
                raise CommandError(_("There is no such id: %s") % wanted)
        posts = [instance.posts.index(place)] if place else None
        answer = why(instance, plan, instance.people.index(name), posts)
        self.tell(answer, why_in_words(answer), options)

    def prove(self, instance: Instance, options: dict[str, Any]) -> None:
        """Tell whether a run on record is of this input and holds."""
        try:
            run = json.loads(options["verify"].read_text(encoding="utf-8"))
            plan = plan_of(run, instance)
        except (OSError, ValueError, KeyError, TypeError) as problem:
            raise CommandError(_("This is no run of these files.")) from problem
        verdict = verify(instance, plan)
        best = all(
            term.value == bound for term, bound in zip(plan.terms, verdict.bounds, strict=True)
        )
        answer = {
            "holds": verdict.holds,
            "best": best,
            "unique": verdict.unique,
            "bounds": list(verdict.bounds),
        }
        words = [
            _("Every rule is kept and every figure right.")
            if verdict.holds
            else _("The plan does not hold: a rule or a figure is wrong."),
            _("Proven best at every level.") if best else _("Not proven best at every level."),
        ]
        self.tell(answer, words, options)
        if not verdict.holds:
            raise SystemExit(1)

    def tell(self, answer: object, words: Iterable[str], options: dict[str, Any]) -> None:
        """Print as JSON or in words."""
        if options["json"]:
            self.stdout.write(json.dumps(answer, ensure_ascii=False, indent=1))
            return
        for line in words:
            self.stdout.write(line)

    def refuse(
        self, found: Iterable[Finding], errors: Iterable[PackError], options: dict[str, Any]
    ) -> None:
        """Print all that is wrong and end with 2."""
        if options["json"]:
            rows = [*map(_finding, found), *map(_error, errors)]
            self.stdout.write(json.dumps({"findings": rows}, ensure_ascii=False, indent=1))
            raise SystemExit(2)
        for finding in found:
            self.stderr.write(f"{_where(finding.params)}{sentence(finding)}")
        for error in errors:
            text = error.str_en if options["lang"] == "en" else error.str_zh
            self.stderr.write(f"{error.file}:{error.line}:{error.column}: {text}")
        raise SystemExit(2)


def _placed(
    found: Iterable[Finding], constraints: Constraints, options: dict[str, Any]
) -> list[Finding]:
    """Findings about what was fixed, with the line of the file that fixed it."""
    file = str(options["constraints"] or "")
    return [
        Finding(
            finding.code,
            finding.level,
            {"file": file, "row": _line(finding.params, constraints), **finding.params},
        )
        for finding in found
    ]


def _line(params: Mapping[str, object], constraints: Constraints) -> int:
    people = params.get("people")
    if isinstance(people, tuple):
        return max((constraints.lines.get(who, 0) for who in people), default=0)
    if "person" in params:
        return constraints.lines.get(str(params["person"]), 0)
    pins = constraints.wanted.pins
    lines = [constraints.lines[who] for who, post in pins.items() if post == params.get("post")]
    return max(lines, default=0)


def _where(params: Mapping[str, object]) -> str:
    place = ":".join(str(params[key]) for key in ("file", "row") if params.get(key))
    return f"{place}: " if place else ""


def _finding(finding: Finding) -> dict[str, object]:
    return {
        "file": finding.params.get("file", ""),
        "row": finding.params.get("row", 0),
        "code": finding.code,
        "messages": in_both(finding),
    }


def _error(error: PackError) -> dict[str, object]:
    return {
        "file": error.file,
        "row": error.line,
        "code": error.message_code,
        "messages": {"zh-hans": error.str_zh, "en": error.str_en},
    }
