"""``guazhi bench place`` on a small size: every solver there is agrees, and the report tells all."""

import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command

from guazhi.benchmark.placing.report import GOALS, placing_tables
from guazhi.benchmark.placing.solvers import SOLVERS, is_there


@pytest.fixture(scope="module")
def answer() -> dict[str, Any]:
    out = StringIO()
    call_command("bench", "place", sizes="67", json=True, stdout=out, stderr=StringIO())
    found: dict[str, Any] = json.loads(out.getvalue())
    return found


def test_all_exact_solvers_agree(answer: dict[str, Any]) -> None:
    found = answer["sizes"]["67"]

    assert found["agree"]
    assert [name for name, one in found["solvers"].items() if "skipped" in one] == [
        name for name, solver in SOLVERS.items() if not is_there(solver)
    ]
    assert found["solvers"]["guazhi"]["placed"] > 0


def test_the_report_tells_every_solver(answer: dict[str, Any]) -> None:
    text = "\n".join(placing_tables(answer))

    assert [name for name in SOLVERS if name not in text] == []
    assert {goal["code"] for goal in answer["goals"]} - set(GOALS) == set()
