"""The desks of a rehearsal in a browser: one after the other sits down, and all of it is timed."""

import re
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Download, Locator, Request

from guazhi.access.actor import Actor
from guazhi.simulation.stage import Placed, Stage
from tests.journeys.conftest import PHONE, WIDE, Site, Visit, session
from tests.journeys.visitor import Visitor

SIGN_IN = "/sign-in/"
NUMBER = re.compile(r"\d+")


@dataclass
class Pace:
    """How long each kind of page took to arrive, in milliseconds."""

    taken: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))

    def note(self, request: Request) -> None:
        """Note a page that has arrived."""
        if request.is_navigation_request():
            kind = f"{request.method} {NUMBER.sub('N', request.url.partition('//')[2])}"
            self.taken[kind.partition("/")[0][:4].strip() + " /" + kind.partition("/")[2]].append(
                request.timing["responseEnd"]
            )

    def told(self) -> str:
        """The slowest kinds of page first: the longest, the mean and how many."""
        rows = sorted(
            (
                (max(all_), sum(all_) / len(all_), len(all_), kind)
                for kind, all_ in self.taken.items()
            ),
            reverse=True,
        )
        total = sum(sum(all_) for all_ in self.taken.values()) / 1000
        lines = [f"{top:7.0f} ms  {mean:7.0f} ms  {n:4}  {kind}" for top, mean, n, kind in rows]
        return "\n".join([f"{sum(row[2] for row in rows)} pages, {total:.0f} s waited", *lines])


@dataclass
class Desks:
    """A wide window and a phone, at which the people of a rehearsal sit down in turn."""

    stage: Stage
    site: Site
    wide: Visitor
    phone: Visitor
    keep: Path | None = None
    pace: Pace = field(default_factory=Pace)
    seen: set[str] = field(default_factory=set)
    cookies: dict[int, dict[str, str]] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    @property
    def rows(self) -> list[Placed]:
        """Everybody in the round, in the order of the roster."""
        return list(self.stage.placed.values())

    def sit(self, actor: Actor | None, path: str, *, phone: bool = False) -> Visitor:
        """Let ``actor`` open a page."""
        visitor = self.phone if phone else self.wide
        visitor.cookie = self._cookie(actor) if actor else None
        visitor.open(path)
        if actor and visitor.path == SIGN_IN:  # away from the desk for too long
            del self.cookies[actor.user_id or 0]
            visitor.cookie = self._cookie(actor)
            visitor.open(path)
        assert (path, visitor.status, visitor.path != SIGN_IN) == (path, 200, True)
        self.look(visitor)
        return visitor

    def look(self, visitor: Visitor, name: str = "") -> None:
        """Look at a kind of page when it is met first: nothing may stick out of the window."""
        width = visitor.page.viewport_size["width"] if visitor.page.viewport_size else 0
        kind = name or NUMBER.sub("N", visitor.path.strip("/")).replace("/", "-") or "home"
        kind = f"{kind}-{width}-{visitor.language[:2]}"
        if kind in self.seen:
            return
        self.seen.add(kind)
        self.wrong += [f"{kind}: {each}" for each in visitor.overflow()]
        if self.keep:
            visitor.page.screenshot(
                path=self.keep / f"{len(self.seen):03}-{kind}.png", full_page=True
            )

    def save(self, download: Download) -> bytes:
        """What was downloaded; kept under its name where papers are kept."""
        data = download.path().read_bytes()
        if self.keep:
            (self.keep / download.suggested_filename).write_bytes(data)
        return data

    def fetch(self, visitor: Visitor, link: Locator) -> bytes:
        """Press the link of a file."""
        with visitor.page.expect_download(timeout=120_000) as waiting:
            link.click()
        return self.save(waiting.value)

    def _cookie(self, actor: Actor) -> dict[str, str]:
        user = actor.user_id or 0
        if user not in self.cookies:
            self.cookies[user] = session(actor, self.site.url)
        return self.cookies[user]


def press(visitor: Visitor, button: Locator) -> None:
    """Press a button that leads to another page; say yes where it asks."""
    asks = button.evaluate("it => !!it.closest('[data-confirm]')")
    if asks:
        button.click()
        button = visitor.page.locator("dialog[open] button[value=yes]")
    with visitor.page.expect_navigation():
        button.click()


def unfold(visitor: Visitor, form: str, **values: str) -> None:
    """Open the fold that holds the form sent to ``form``, fill it and send it."""
    fold = visitor.main.locator("details", has=visitor.page.locator(f"form[action*='{form}']"))
    fold.locator("summary").click()
    for name, value in values.items():
        box = fold.locator(f"[name={name}]")
        if box.evaluate("it => it.type") == "select-one":
            box.select_option(value)
        else:
            box.fill(value)
    press(visitor, fold.locator("button:not([type=button])"))


@contextmanager
def desks(visit: Visit, site: Site, stage: Stage, keep: Path | None) -> Iterator[Desks]:
    """Both windows, each page of which is timed."""
    made = Desks(stage, site, visit(size=WIDE), visit(size=PHONE), keep)
    for visitor in (made.wide, made.phone):
        visitor.page.on("requestfinished", made.pace.note)
    yield made
    for visitor in (made.wide, made.phone):
        visitor.page.remove_listener("requestfinished", made.pace.note)
    assert made.wrong == []
