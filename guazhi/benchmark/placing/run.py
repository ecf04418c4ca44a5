"""A whole run: each solver on each instance in a process of its own, and whether they agree."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from guazhi.benchmark.placing.instances import made, save
from guazhi.benchmark.placing.solvers import SOLVERS, Solver, is_there

Say = Callable[[str], None]
PACKAGE = Path(__file__).resolve().parents[3]
LONGEST = 600
OWN = "guazhi"
FIGURES = ("placed", "score")


@dataclass(frozen=True, slots=True)
class PlacingGoal:
    """A figure that must not be above its limit."""

    code: str
    unit: str
    limit: float
    figure: float
    reached: bool


def run(sizes: list[int], say: Say) -> dict[str, Any]:
    """The figures of each size, by solver; what was skipped says why."""
    answer: dict[str, Any] = {"cpus": os.cpu_count(), "python": sys.version.split()[0]}
    answer["sizes"] = {}
    with TemporaryDirectory(prefix="guazhi-") as folder:
        for size in sizes:
            path = Path(folder) / f"{size}.npz"
            save(made(size), path)
            answer["sizes"][str(size)] = _size(size, path, say)
        say(f"{sizes[0]:,}: edits")
        first = Path(folder) / f"{sizes[0]}.npz"
        answer["edits"] = {"people": sizes[0], **_process("edits", first)}
    answer["goals"] = [asdict(goal) for goal in goals(answer)]
    return answer


def _size(size: int, path: Path, say: Say) -> dict[str, Any]:
    solvers: dict[str, dict[str, Any]] = {}
    for solver in SOLVERS.values():
        say(f"{size:,}: {solver.name}")
        solvers[solver.name] = _skipped(solver, size) or _process(solver.name, path)
    own = solvers[OWN]
    exact = [
        found
        for name, found in solvers.items()
        if SOLVERS[name].is_exact and "skipped" not in found
    ]
    return {
        "solvers": solvers,
        "agree": all(found[key] == own[key] for found in exact for key in FIGURES),
        "ratios": {
            name: round(found["cpu_s"] / own["cpu_s"], 2)
            for name, found in solvers.items()
            if "skipped" not in found and name != OWN
        },
    }


def _skipped(solver: Solver, size: int) -> dict[str, Any]:
    """Why a solver is not asked, if it is not."""
    if size > solver.largest:
        return {"skipped": "too_large", "largest": solver.largest}
    return {} if is_there(solver) else {"skipped": "not_installed"}


def _process(name: str, path: Path) -> dict[str, Any]:
    """What one process prints; one that fails or takes too long is said to be skipped."""
    command = [sys.executable, "-m", "guazhi.benchmark.placing", name, str(path)]
    environment = os.environ | {
        "PYTHONPATH": os.pathsep.join([str(PACKAGE), os.environ.get("PYTHONPATH", "")])
    }
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and module
            command, env=environment, capture_output=True, text=True, check=False, timeout=LONGEST
        )
    except subprocess.TimeoutExpired:
        return {"skipped": "too_long", "seconds": LONGEST}
    if done.returncode:
        return {"skipped": "failed", "error": done.stderr.strip().splitlines()[-1:]}
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def goals(answer: dict[str, Any]) -> Iterator[PlacingGoal]:
    """What placement is held to, for the sizes that were measured."""
    if "edit_cpu_ms" in answer["edits"]:
        yield _at_most("edit", "ms", 100, answer["edits"]["edit_cpu_ms"])
    for size, limits in {
        "5000": (("cpu", 1.0), ("cpu_far", 0.02)),
        "100000": (("far", 0.6),),
    }.items():
        own = answer["sizes"].get(size, {}).get("solvers", {}).get(OWN, {})
        if "cpu_s" in own:
            for code, limit in limits:
                yield _at_most(f"{code}_{size}", "s", limit, own["cpu_s"])
    differ = [size for size, found in answer["sizes"].items() if not found["agree"]]
    yield _at_most("disagreements", "", 0, len(differ))


def _at_most(code: str, unit: str, limit: float, figure: float) -> PlacingGoal:
    return PlacingGoal(code, unit, limit, figure, figure <= limit)
