"""Everything that must hold before a change is taken: lint, types, contracts, tests.

Tests run on SQLite, again on PostgreSQL where its server is installed, and in a real browser where
one is; what is left out is said with the reason. Static checks and then the journeys run beside the
tests on both databases: each wait of one is used by the other.
"""

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from postgres import server_programs

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
PYTEST = [str(BIN / "pytest"), "-p", "no:cacheprovider"]
JOURNEYS = "tests/journeys"
WORKERS = str(max(2, min(os.cpu_count() or 2, 8)))
SHARED = [*PYTEST, "-n", WORKERS, "--dist", "worksteal", "--ignore", JOURNEYS]
DJADE = ["--target-version", "5.2"]
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CLOSING = re.compile(
    r"^=*\s*((?:no tests ran|\d+ [a-z]+)[^=]* in [\d.]+s[^=]*?)\s*=*$", re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one step ended: its output, its seconds, or why it was left out."""

    name: str
    code: int = 0
    seconds: float = 0
    output: str = ""
    skipped: str = ""

    @property
    def words(self) -> str:
        if self.skipped:
            return f"skipped: {self.skipped}"
        closing = CLOSING.findall(self.output)
        result = "FAILED" if self.code else "ok"
        return f"{result}, {closing[-1]}" if closing else result


def main() -> None:
    """Run every step, show each output whole, close with a table; exit 1 if a step failed."""
    os.chdir(ROOT)
    print("each step shows what it found when it ends …", flush=True)
    with ThreadPoolExecutor(max_workers=1) as aside:
        beside = [aside.submit(shown, each) for each in [*static_steps(), journeys]]
        tests = [shown(sqlite), shown(postgres)]
        *static, walks = [future.result() for future in beside]
    outcomes = [*static, *tests, walks]
    print("\n== summary", flush=True)
    for outcome in outcomes:
        print(f"{outcome.name:<34} {outcome.seconds:6.1f} s  {outcome.words}")
    if failed := [outcome.name for outcome in outcomes if outcome.code]:
        print("failed: " + ", ".join(failed))
    for closing in [found for outcome in outcomes for found in CLOSING.findall(outcome.output)]:
        print(closing)
    sys.exit(any(outcome.code for outcome in outcomes))


def static_steps() -> list[Callable[[], Outcome]]:
    """The checks that need no database with rows."""
    guazhi = [sys.executable, "-m", "guazhi"]
    templates = sorted(str(path) for path in (ROOT / "guazhi" / "templates").rglob("*.html"))
    commands = {
        "lint (ruff)": [str(BIN / "ruff"), "check", "."],
        "format (ruff)": [str(BIN / "ruff"), "format", "--check", "."],
        "templates (djade)": [str(BIN / "djade"), "--check", *DJADE, *templates],
        "translations": [*guazhi, "messages", "--check"],
        "migrations": [*guazhi, "makemigrations", "--check", "--dry-run"],
        "contracts (import-linter)": [str(BIN / "lint-imports"), "--no-cache"],
        "types (mypy)": [str(BIN / "mypy")],
    }
    return [
        partial(step, name, command, GUAZHI_DATABASE="sqlite:///:memory:")
        for name, command in commands.items()
    ]


def sqlite() -> Outcome:
    return step("tests on SQLite", SHARED)


def postgres() -> Outcome:
    name = "tests on PostgreSQL"
    if server_programs() is None:
        return Outcome(name, skipped="no PostgreSQL server here (Debian: apt install postgresql)")
    beside_server = [sys.executable, str(ROOT / "tools" / "postgres.py")]
    return step(name, [*beside_server, *SHARED])


def journeys() -> Outcome:
    name = "journeys in a browser"
    browser = os.environ.get("GUAZHI_CHROMIUM") or next(
        filter(None, map(shutil.which, BROWSERS)), ""
    )
    if not browser:
        return Outcome(name, skipped="no Chromium here (Debian: apt install chromium)")
    if not has_chinese_font():
        print("note: no Chinese font here, pages show boxes (Debian: apt install fonts-noto-cjk)")
    return step(name, [*PYTEST, JOURNEYS], GUAZHI_CHROMIUM=browser)


def has_chinese_font() -> bool:
    if not shutil.which("fc-list"):
        return any(Path("/usr/share/fonts").rglob("*CJK*"))
    listed = subprocess.run(["fc-list", ":lang=zh"], capture_output=True, check=False)
    return bool(listed.stdout.strip())


def step(name: str, command: list[str], **settings: str) -> Outcome:
    """Run one command away from any database that the caller works on."""
    environment = dict(os.environ)
    environment.pop("GUAZHI_DATABASE", None)
    # each start of Python would compile the project and its tests anew: half a minute in all
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    environment |= settings
    begun = time.monotonic()
    done = subprocess.run(
        command,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return Outcome(name, done.returncode, time.monotonic() - begun, done.stdout)


def shown(each: Callable[[], Outcome]) -> Outcome:
    """Take one step and print its output in one piece."""
    outcome = each()
    lines = [f"\n== {outcome.name}: {outcome.words} ({outcome.seconds:.1f} s)"]
    if outcome.output.strip() and (outcome.code or CLOSING.search(outcome.output)):
        lines.append(outcome.output.rstrip())
    print("\n".join(lines), flush=True)
    return outcome


if __name__ == "__main__":
    main()
