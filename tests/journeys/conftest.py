"""A real browser on a live server, and visitors to it.

Every page must be clean: no script error, no CSP violation, no request to anywhere else.
"""

import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from guazhi.access.actor import Actor
from guazhi.access.models import User
from tests import make

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
CHROMIUM = (
    os.environ.get("GUAZHI_CHROMIUM")
    or shutil.which("chromium")
    or shutil.which("chromium-browser")
)
AXE = Path(sys.prefix) / "share" / "guazhi" / "tests" / "axe-core" / "axe.min.js"
PASSWORD = "correct horse battery staple"
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


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Say so when there is no browser."""
    for item in items:
        if "journeys" in item.path.parts:
            item.add_marker(pytest.mark.journey)
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason="no Chromium on this machine"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, once for all journeys."""
    with sync_playwright() as play:
        running = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield running
        running.close()


@dataclass
class Visitor:
    """Somebody at a browser, signed in as one actor."""

    page: Page
    base: str
    faults: list[str] = field(default_factory=list)

    def open(self, path: str) -> Page:
        """Go to a path of the site."""
        self.page.goto(self.base + path)
        return self.page

    def sign_in(self, actor: Actor) -> "Visitor":
        """Sign in as ``actor`` through the form."""
        account = User.objects.get(pk=actor.user_id)
        account.set_password(PASSWORD)
        account.save()
        self.open("/sign-in/")
        self.page.fill("input[name=username]", account.username)
        self.page.fill("input[name=password]", PASSWORD)
        self.page.click("form[method=post] button:not([name=language])")
        self.page.wait_for_url(self.base + "/")
        return self

    def violations(self) -> list[str]:
        """What axe-core finds against WCAG 2.2 A and AA on the present page."""
        self.page.evaluate(AXE.read_text())
        found: Any = self.page.evaluate(
            "axe.run(document, {runOnly: ['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa']})"
        )
        return [
            f"{each['id']}: {node['html'][:120]}"
            for each in found["violations"]
            for node in each["nodes"]
        ]


@pytest.fixture
def visit(browser: Browser, live_server: Any, settings: Any) -> Iterator[Any]:
    """Make visitors; at the end none of them may have seen a fault."""
    settings.CLOCK = "2026-03-02"
    settings.ALLOWED_HOSTS = ["*"]
    visitors: list[Visitor] = []

    def new(
        actor: Actor | None = None, size: dict[str, int] = WIDE, language: str = "zh-CN"
    ) -> Visitor:
        context = browser.new_context(viewport=size, locale=language)
        context.set_default_timeout(10_000)
        visitor = Visitor(context.new_page(), live_server.url)
        host = urlsplit(live_server.url).netloc
        visitor.page.on("pageerror", lambda error: visitor.faults.append(str(error)))
        visitor.page.on(
            "console",
            lambda said: (
                visitor.faults.append(said.text)
                if said.type == "error" and "422" not in said.text
                else None
            ),
        )
        visitor.page.on(
            "request",
            lambda sent: (
                visitor.faults.append(sent.url)
                if urlsplit(sent.url).netloc != host and not sent.url.startswith("data:")
                else None
            ),
        )
        visitors.append(visitor)
        return visitor.sign_in(actor) if actor else visitor

    yield new
    faults = [fault for visitor in visitors for fault in visitor.faults]
    for visitor in visitors:
        visitor.page.context.close()
    assert faults == []


@pytest.fixture
def town(transactional_db: None) -> make.World:
    """The small world, for tests with a live server."""
    return make.world()
