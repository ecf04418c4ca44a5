"""A whole run: for each database and size a process that builds, then one that measures."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from guazhi.benchmark.places import kind_of, place
from guazhi.benchmark.suite import ratios

Say = Callable[[str], None]
PACKAGE = Path(__file__).resolve().parents[2]


class BenchError(Exception):
    """A process of the run ended with an error, which it has printed itself."""


def run(servers: list[str], sizes: list[int], rows: int, rounds: int, say: Say) -> dict[str, Any]:
    """The figures of each database, by its kind."""
    answer: dict[str, Any] = {"cpus": os.cpu_count(), "python": sys.version.split()[0]}
    answer["databases"] = {
        kind_of(server): _database(server, sizes, rows, rounds, say) for server in servers
    }
    return answer


def _database(server: str, sizes: list[int], rows: int, rounds: int, say: Say) -> dict[str, Any]:
    kind, measured = kind_of(server), {}
    for size in sizes:
        with place(server) as address:
            say(f"{kind}, {size:,} secondments: build")
            built = _process(address, "build", size)
            say(f"{kind}, {size:,} secondments: measure")
            measured[str(size)] = built | _process(address, "measure", size, rounds)
    answer = {"sizes": measured, "ratios": ratios(measured)}
    if rows:
        with place(server) as address:
            say(f"{kind}: import a roster of {rows:,}")
            answer["import"] = _process(address, "import", rows)
    return answer


def _process(address: str, step: str, *numbers: int) -> dict[str, Any]:
    """What one step prints; it knows of no other database than the one at ``address``."""
    environment = os.environ | {
        "GUAZHI_DATABASE": address,
        "GUAZHI_SECRET_KEY": "signs nothing but the sessions of this run, which end with it",
        "GUAZHI_CLOCK": "",
        "GUAZHI_DEBUG": "",
        "DJANGO_SETTINGS_MODULE": "guazhi.settings",
        "PYTHONPATH": os.pathsep.join([str(PACKAGE), os.environ.get("PYTHONPATH", "")]),
    }
    done = subprocess.run(  # noqa: S603 - our own interpreter and module
        [sys.executable, "-m", "guazhi.benchmark", step, *map(str, numbers)],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode:
        raise BenchError(f"{step} {numbers[0]}")
    figures: dict[str, Any] = json.loads(done.stdout)
    return figures
