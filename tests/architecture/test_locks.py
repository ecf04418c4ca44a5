"""The order of locks: the secondment before what belongs to it, everywhere the same."""

import ast
from pathlib import Path

import pytest
from django.apps import apps

from guazhi.secondments.models import SecondmentOwned

PACKAGE = Path(__file__).parents[2] / "guazhi"
OWNED = {model.__name__ for model in apps.get_models() if issubclass(model, SecondmentOwned)}
FILES = sorted({*PACKAGE.glob("*/commands.py"), *PACKAGE.glob("*/commands/*.py")})


def names_in(node: ast.AST) -> set[str]:
    return {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}


def locks_by_itself(function: ast.FunctionDef) -> list[int]:
    """The lines on which a row that belongs to a secondment is locked, not through locked_of."""
    values = {
        target.id: names_in(each.value)
        for each in ast.walk(function)
        if isinstance(each, ast.Assign)
        for target in each.targets
        if isinstance(target, ast.Name)
    }
    found = []
    for each in ast.walk(function):
        if not isinstance(each, ast.Call) or not isinstance(each.func, ast.Attribute):
            continue
        if each.func.attr not in {"locked", "locked_rows", "select_for_update"}:
            continue
        names = names_in(each.func.value)
        names |= {inner for name in names for inner in values.get(name, ())}
        if names & OWNED:
            found.append(each.lineno)
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: "/".join(path.parts[-3:]))
def test_what_belongs_to_a_secondment_is_locked_after_it(path: Path) -> None:
    functions = [
        each for each in ast.walk(ast.parse(path.read_text())) if isinstance(each, ast.FunctionDef)
    ]

    assert [line for each in functions for line in locks_by_itself(each)] == []
