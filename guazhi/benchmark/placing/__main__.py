"""One solver on one instance, in this process: ``python -m guazhi.benchmark.placing NAME FILE``."""

import json
import resource
import sys
import time
from pathlib import Path

import numpy as np

from guazhi.benchmark.placing.instances import load
from guazhi.benchmark.placing.solvers import SOLVERS
from guazhi.selection.placement.instance import Instance, with_pin
from guazhi.selection.placement.solve import solve
from guazhi.selection.placement.whynot import Explainer

ROUNDS = 5
SECONDS = 1.0
EDITS = 30


def measured(name: str, path: Path) -> dict[str, float | int]:
    """The best of some rounds, the memory before and at most, and what was found."""
    instance = load(path)
    before = _memory()
    started = time.perf_counter()
    work = SOLVERS[name].prepare()
    loading = time.perf_counter() - started
    wall = cpu = float("inf")
    found = (0, 0)
    until = time.perf_counter() + SECONDS
    for done in range(ROUNDS + 1):
        if done > 1 and time.perf_counter() > until:
            break
        start, start_cpu = time.perf_counter(), time.process_time()
        found = work(instance)
        if found != (0, 0):
            wall = min(wall, time.perf_counter() - start)
            cpu = min(cpu, time.process_time() - start_cpu)
        if done == 0 and wall > SECONDS and found != (0, 0):
            break
    return {
        "seconds": round(wall, 4),
        "cpu_s": round(cpu, 4),
        "loading_s": round(loading, 3),
        "instance_mib": round(before, 1),
        "peak_mib": round(_memory(), 1),
        "pairs": len(instance.col),
        "placed": found[0],
        "score": found[1],
    }


def edits(path: Path) -> dict[str, float | int]:
    """Pinning one pair after the other and solving again; and every why-not of the plan."""
    instance = load(path)
    solve(instance)
    random = np.random.default_rng(0)
    walls, cpus = [], []
    for pair in random.choice(len(instance.col), EDITS):
        pinned = with_pin(instance, int(instance.rows[pair]), int(instance.col[pair]))
        start, start_cpu = time.perf_counter(), time.process_time()
        solve(pinned)
        walls.append(time.perf_counter() - start)
        cpus.append(time.process_time() - start_cpu)
    start_cpu = time.process_time()
    asked = _why_nots(instance)
    return {
        "edit_ms": round(float(np.median(walls)) * 1000, 2),
        "edit_cpu_ms": round(float(np.median(cpus)) * 1000, 2),
        "why_nots": asked,
        "why_nots_cpu_ms": round((time.process_time() - start_cpu) * 1000, 1),
    }


def _why_nots(instance: Instance) -> int:
    """Solve, and ask of each pair that is not in the plan why it is not."""
    plan = solve(instance)
    explainer = Explainer(instance, plan)
    pairs = list(zip(instance.rows.tolist(), instance.col.tolist(), strict=True))
    for person, post in pairs:
        explainer.why_not(person, post)
    return len(pairs)


def _memory() -> float:
    """The most memory this process has held, in MiB."""
    status = Path("/proc/self/status")
    if status.exists():  # what getrusage tells here began with the parent's
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)


if __name__ == "__main__":
    task, file = sys.argv[1], Path(sys.argv[2])
    figures = edits(file) if task == "edits" else measured(task, file)
    sys.stdout.write(json.dumps(figures))
