"""The house rules that no other tool checks."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path

from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver

from guazhi.access.querysets import ScopedQuerySet
from guazhi.ledger.events import Event
from guazhi.web import messages
from guazhi.web.verbs import THINGS, VERBS

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "guazhi"

# Open without a capability: signing in and out, language, the design system, what anyone
# who has signed in may see, and voting, which asks for a code instead.
PUBLIC = {
    "set_language",
    "accounts:login",
    "accounts:logout",
    "accounts:password",
    "web:design",
    "dashboards:home",
    "dashboards:waiting",
    "dashboards:policy",
    "notices:add_channel",
    "notices:feed",
    "notices:inbox",
    "notices:open",
    "notices:read_all",
    "notices:remove_channel",
    "notices:try_channel",
    "notices:renew_feed",
    "notices:revoke_feed",
    "notices:settings",
    "voting:vote",
    "voting:cast",
    "voting:voted",
}
# Rows that hold no personal data, that are reached only through a row that is scoped, or that an
# account keeps for itself.
UNSCOPED = {
    "AnnualGrade", "Channel", "Decision", "Employment", "Evidence", "FamilyMember", "Feed",
    "Grant", "Guess", "Happening", "Head", "Leadership", "NameKey", "NoticeHabits",
    "Organisation", "PolicyVersion", "Programme", "ResumeEntry", "Sanction", "SearchText",
    "Submission", "User", "Verification",
}  # fmt: skip
WRITES = re.compile(
    r"\.(save|create|update|delete|bulk_create|bulk_update|get_or_create|update_or_create)\("
)
NOT_ROWS = re.compile(
    r"(context|query|params|fields|initial|options|_reactions|cookies|headers|settings)\.update\("
)


def routes(resolver: URLResolver, namespace: str = "") -> Iterator[tuple[str, URLPattern]]:
    for each in resolver.url_patterns:
        if isinstance(each, URLResolver):
            inner = f"{namespace}{each.namespace}:" if each.namespace else namespace
            yield from routes(each, inner)
        else:
            yield f"{namespace}{each.name}", each


@cache
def sources() -> dict[Path, str]:
    return {
        path: path.read_text()
        for path in sorted(PACKAGE.rglob("*.py"))
        if "migrations" not in path.parts
    }


def test_every_route_carries_a_capability_or_is_on_the_short_public_list() -> None:
    bare = {
        name
        for name, route in routes(get_resolver())
        if not getattr(route.callback, "capabilities", ()) and not name.startswith("static")
    }

    assert bare == PUBLIC


def test_every_model_with_personal_data_is_scoped() -> None:
    unscoped = {
        model.__name__
        for model in apps.get_app_config("guazhi").get_models()
        if not isinstance(model._default_manager.all(), ScopedQuerySet)
    }

    assert unscoped - UNSCOPED == set()


def test_rows_are_written_by_commands_only() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path, text in sources().items()
        if not {"commands", "benchmark"} & set(path.parts) and path.name != "commands.py"
        for number, line in enumerate(text.splitlines(), 1)
        if WRITES.search(line) and not NOT_ROWS.search(line) and "objects" in line
    ]

    assert found == []


def test_migrations_import_none_of_our_code() -> None:
    for path in (PACKAGE / "migrations").glob("0*.py"):
        imports = re.findall(r"^(?:from|import) (guazhi[\w.]*)", path.read_text(), re.MULTILINE)
        allowed = ("guazhi.access.querysets", "guazhi.migrations.")
        assert [name for name in imports if not name.startswith(allowed)] == []


def lines_of(function: ast.FunctionDef) -> int:
    """The lines of a function's body, its docstring left out."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def test_files_stay_under_400_lines() -> None:
    over = {
        str(path.relative_to(ROOT)) for path, text in sources().items() if text.count("\n") > 400
    }

    assert over == set()


def test_functions_stay_under_40_lines() -> None:
    over = {
        f"{path.relative_to(ROOT)}:{node.name}"
        for path, text in sources().items()
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef) and lines_of(node) > 40
    }

    assert over == set()


def test_every_template_stays_small() -> None:
    over = [
        str(path.relative_to(ROOT))
        for path in (PACKAGE / "templates").rglob("*.html")
        if len(path.read_text().splitlines()) > 150
    ]

    assert over == []


def test_every_form_that_is_sent_has_one_effect() -> None:
    """Signing in, out and choosing a language may be done twice; a vote has its code."""
    lacking = [
        path.name
        for path in (PACKAGE / "templates").rglob("*.html")
        if path.name
        not in {"topbar.html", "login.html", "vote_bar.html", "vote.html", "ballot.html"}
        and path.read_text().count("{% csrf_token %}") != path.read_text().count("{% once %}")
    ]

    assert lacking == []


def test_every_finding_has_its_sentence() -> None:
    codes = set()
    for path, text in sources().items():
        if "policy" in path.parts:
            continue
        for node in ast.walk(ast.parse(text)):
            if (
                isinstance(node, ast.Call)
                and getattr(node.func, "id", "") == "Finding"
                and node.args
                and isinstance(node.args[0], ast.Constant)
            ):
                codes.add(node.args[0].value)

    assert codes - set(messages.table()) == set()


def test_templates_hold_no_inline_style_or_script() -> None:
    bad = re.compile(r"\sstyle=|<script(?![^>]*\bsrc=)|\son\w+=|https?://(?!www\.w3\.org)")
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in (PACKAGE / "templates").rglob("*.html")
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if bad.search(line)
    ]

    assert found == []


def test_every_event_has_its_words() -> None:
    for path in PACKAGE.rglob("events.py"):
        import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
    kinds = {kind for kind in descendants(Event) if not kind.__subclasses__()}
    names = {kind.__name__ for kind in kinds if not kind.__name__.endswith("Event")}

    assert names - set(VERBS) == set()
    assert {kind.about for kind in kinds if kind.about} - set(THINGS) == set()


def descendants(kind: type[Event]) -> Iterator[type[Event]]:
    for child in kind.__subclasses__():
        yield child
        yield from descendants(child)
