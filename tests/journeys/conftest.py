"""A real browser on a live server, and visitors to it.

Every page must be clean: no script error, no refusal of the content policy, no request to anywhere
else. The small world is built once; each test begins with a fresh copy of its database.
"""

import copy
import os
import shutil
import sqlite3
import tempfile
import threading
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Protocol

import pytest
from django.conf import settings as configured
from django.db import connection
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from guazhi.access.actor import Actor
from guazhi.access.models import User
from guazhi.web.clock import clock_at, set_clock
from tests import make
from tests.journeys.term import MIDTERM, half_a_term
from tests.journeys.visitor import Visitor

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
CHROMIUM = (
    os.environ.get("GUAZHI_CHROMIUM")
    or shutil.which("chromium")
    or shutil.which("chromium-browser")
    or shutil.which("google-chrome")
    or shutil.which("google-chrome-stable")
)
FIRST_DAY = date(2026, 3, 2)
WIDE = {"width": 1366, "height": 768}
PHONE = {"width": 390, "height": 844}
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
HERE = Path(__file__).parent
VISITORS = pytest.StashKey[list[Visitor]]()


class Visit(Protocol):
    """Makes visitors."""

    def __call__(
        self, actor: Actor | None = None, size: dict[str, int] = WIDE, language: str = "zh-CN"
    ) -> Visitor:
        """Somebody at a window of ``size``, signed in as ``actor``."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Say so when there is no browser, or another database than the one these tests copy.

    What is marked ``long`` is walked only where it is asked for.
    """
    in_sqlite = connection.vendor == "sqlite"
    if not (config.getoption("--few") or config.getoption("--whole")):
        long = [item for item in items if item.get_closest_marker("long")]
        items[:] = [item for item in items if item not in long]
        config.hook.pytest_deselected(items=long)
    for item in items:
        if HERE not in item.path.parents:
            continue
        item.add_marker(pytest.mark.journey)
        if CHROMIUM is None:
            item.add_marker(pytest.mark.skip(reason="no Chromium on this machine"))
        elif not in_sqlite:
            item.add_marker(pytest.mark.skip(reason="journeys run on SQLite"))


def _of(item: pytest.Item) -> list[Visitor]:
    none: list[Visitor] = []
    return item.stash.get(VISITORS, none)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Keep what each visitor of a failed test saw last."""
    report = yield
    if report.when == "call" and report.failed:
        folder = Path(tempfile.mkdtemp(prefix=f"{item.name[:40]}-"))
        for number, visitor in enumerate(_of(item)):
            visitor.page.screenshot(path=folder / f"{number}.png", full_page=True)
        report.sections.append(("screenshots", str(folder)))
    return report


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, once for all journeys."""
    with sync_playwright() as play:
        running = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield running
        running.close()


@pytest.fixture(scope="session")
def whole(pytestconfig: pytest.Config) -> bool:
    """Whether a test marked ``whole`` is to walk a whole intake, or a few people only."""
    return bool(pytestconfig.getoption("--whole"))


@pytest.fixture
def keep(pytestconfig: pytest.Config, request: pytest.FixtureRequest) -> Path | None:
    """Where papers and pictures of the walk are kept, when they are."""
    folder = pytestconfig.getoption("--keep")
    if not folder:
        return None
    path: Path = Path(folder) / str(request.node.name)
    path.mkdir(parents=True, exist_ok=True)
    return path


def _copied() -> sqlite3.Connection:
    connection.ensure_connection()
    kept = sqlite3.connect(":memory:")
    connection.connection.backup(kept)
    return kept


def _restored(kept: sqlite3.Connection) -> None:
    connection.ensure_connection()
    kept.backup(connection.connection)


@dataclass(frozen=True)
class Site:
    """The served site, and its database with the small world in it."""

    url: str
    empty: sqlite3.Connection
    settled: sqlite3.Connection
    at_midterm: sqlite3.Connection
    world: make.World
    browser: Browser
    windows: dict[tuple[int, str], BrowserContext] = field(default_factory=dict)
    idle: dict[BrowserContext, list[Page]] = field(default_factory=dict)

    def window(self, size: dict[str, int], language: str) -> BrowserContext:
        """A window of a size and language; kept, so that styles and icons are fetched once."""
        key = (size["width"], language)
        if key not in self.windows:
            opened = self.browser.new_context(
                viewport=size,  # type: ignore[arg-type]
                locale=language,
                reduced_motion="reduce",
            )
            opened.set_default_timeout(30_000)
            self.windows[key] = opened
        return self.windows[key]

    def page(self, window: BrowserContext) -> Page:
        """A page of a window that nobody looks at; a new one would start a process."""
        idle = self.idle.setdefault(window, [])
        return idle.pop() if idle else window.new_page()

    def leave(self, visitor: Visitor) -> None:
        """Clear the page of somebody who goes, for the next."""
        visitor.look_away()
        visitor.context.clear_cookies()
        self.idle[visitor.context].append(visitor.page)


def _let_connections_end() -> None:
    """Wait for the server's threads: each closes what it holds of the database while it may."""
    for thread in threading.enumerate():
        if "process_request_thread" in thread.name:
            thread.join(timeout=5)


@pytest.fixture(scope="session")
def site(browser: Browser, django_db_setup: None, django_db_blocker: Any) -> Iterator[Site]:
    """The site on a port of its own, and what every test begins with."""
    del django_db_setup
    with django_db_blocker.unblock():
        empty = _copied()
        with clock_at(FIRST_DAY):
            world = make.world()
            host = make.found("云岭县人民政府", "organ", world.other_county)
            elsewhere = world.another("钱多多", host=host, category="county_assistant")
            world.extra["elsewhere"] = elsewhere
        settled = _copied()
        half_a_term(world)
        at_midterm = _copied()
        _restored(empty)
        server = LiveServer("localhost")
        served = Site(server.url, empty, settled, at_midterm, world, browser)
        yield served
        for window in served.windows.values():
            window.close()
        _let_connections_end()
        server.stop()
    empty.close()
    settled.close()
    at_midterm.close()


@pytest.fixture
def bare(site: Site, transactional_db: None) -> None:
    """Nothing at all, for a rehearsal to begin in."""
    del transactional_db
    _restored(site.empty)


@pytest.fixture
def town(site: Site, transactional_db: None) -> make.World:
    """The small world: 谭敏 from a city bureau in a township, 钱多多 in another county."""
    del transactional_db
    _restored(site.settled)
    return copy.deepcopy(site.world)


@pytest.fixture
def midterm(site: Site, transactional_db: None, on_day: Callable[[str], None]) -> make.World:
    """The small world after half a term of work, on the day of the mid-term assessment."""
    del transactional_db
    on_day(MIDTERM.isoformat())
    _restored(site.at_midterm)
    return copy.deepcopy(site.world)


@pytest.fixture
def on_day(settings: Any) -> Callable[[str], None]:
    """Set the clock of server and test to a day."""

    def turn(day: str) -> None:
        settings.CLOCK = day
        set_clock(date.fromisoformat(day))

    turn(FIRST_DAY.isoformat())
    return turn


@pytest.fixture
def visit(
    site: Site, on_day: Callable[[str], None], settings: Any, request: pytest.FixtureRequest
) -> Iterator[Visit]:
    """Make visitors; at the end none of them may have seen a fault."""
    del on_day
    settings.ALLOWED_HOSTS = ["*"]
    visitors: list[Visitor] = []
    request.node.stash[VISITORS] = visitors

    def new(
        actor: Actor | None = None, size: dict[str, int] = WIDE, language: str = "zh-CN"
    ) -> Visitor:
        window = site.window(size, language)
        cookie = session(actor, site.url) if actor else None
        visitor = Visitor(window, site.page(window), site.url, language, cookie).watch()
        visitors.append(visitor)
        return visitor

    yield new
    for visitor in visitors:
        site.leave(visitor)
    assert [fault for visitor in visitors for fault in visitor.faults] == []


def session(actor: Actor, url: str) -> dict[str, str]:
    """The cookie of somebody who has signed in as ``actor``."""
    client = Client()
    client.force_login(User.objects.get(pk=actor.user_id or 0))
    name = configured.SESSION_COOKIE_NAME
    return {"name": name, "value": client.cookies[name].value, "url": url}
