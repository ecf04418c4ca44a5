"""Somebody at a browser: opens, reads, fills and sends as a person would."""

import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

from django.conf import settings as configured
from django.utils.translation import gettext, override
from playwright.sync_api import (
    BrowserContext,
    ConsoleMessage,
    Error,
    Locator,
    Page,
    Request,
    expect,
)

AXE = Path(sys.prefix) / "share" / "guazhi" / "tests" / "axe-core" / "axe.min.js"
RULES = "['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa']"


@dataclass
class Visitor:
    """A page of the browser, signed in as one actor or nobody.

    Visitors share their window: whoever opens a page is the one signed in, until another does.
    """

    context: BrowserContext
    page: Page
    base: str
    language: str = "zh-CN"
    cookie: dict[str, str] | None = None
    faults: list[str] = field(default_factory=list)
    status: int = 0

    def watch(self) -> Self:
        """Note script errors, refusals of the content policy, and requests to anywhere else."""
        self.page.on("pageerror", self._fault)
        self.page.on("console", self._said)
        self.page.on("request", self._sent)
        return self

    def look_away(self) -> None:
        """Leave the page, as it is, to somebody else."""
        self.page.remove_listener("pageerror", self._fault)
        self.page.remove_listener("console", self._said)
        self.page.remove_listener("request", self._sent)

    def _fault(self, error: Error) -> None:
        self.faults.append(str(error))

    def _said(self, message: ConsoleMessage) -> None:
        if message.type == "error" and "422" not in message.text:
            self.faults.append(f"{self.page.url}: {message.text}")

    def _sent(self, request: Request) -> None:
        elsewhere = urlsplit(request.url).netloc != urlsplit(self.base).netloc
        if elsewhere and not request.url.startswith(("data:", "blob:")):
            self.faults.append(request.url)

    def open(self, path: str) -> Page:
        """Go to a path of the site, as this visitor."""
        self.context.clear_cookies(name=configured.SESSION_COOKIE_NAME)
        if self.cookie:
            self.context.add_cookies([self.cookie])  # type: ignore[list-item]
        answer = self.page.goto(self.base + path)
        self.status = answer.status if answer else 0
        return self.page

    @property
    def main(self) -> Locator:
        """The part of the page that is not menu or bar."""
        return self.page.locator("main")

    @property
    def path(self) -> str:
        """Where the visitor is."""
        return urlsplit(self.page.url).path

    def words(self, message: str) -> str:
        """A message of the interface as this visitor reads it."""
        with override("zh-hans" if self.language.startswith("zh") else "en"):
            return gettext(message)

    def follow(self, message: str) -> Page:
        """Press the link that says ``message``, opening the menu of deeds when it is in there."""
        link = self.main.get_by_role("link", name=self.words(message), exact=True)
        if not link.count():
            self.main.locator("details.pop > summary").first.click()
        with self.page.expect_navigation():
            link.first.click()
        return self.page

    def write(self, **values: Any) -> Self:
        """Fill the fields of the form by their names."""
        for name, value in values.items():
            box = self.main.locator(f"[name={name}]")
            kind = box.first.evaluate("it => it.type")
            if isinstance(value, bool):
                box.first.set_checked(value)
            elif kind == "select-multiple":
                box.select_option([str(each) for each in value])
            elif isinstance(value, list):
                for each in value:
                    box.and_(self.main.locator(f"[value='{each}']")).check()
            elif kind == "radio":
                self.main.locator(f"[name={name}][value={value}]").check()
            elif kind == "select-one":
                box.select_option(str(value))
            else:
                box.fill(str(value))
        return self

    def send(self, **values: Any) -> Self:
        """Fill the form and send it; the answer is the next page."""
        self.write(**values)
        with self.page.expect_navigation():
            self.main.locator("form[method=post] .form-foot button").click()
        return self

    def refusals(self) -> list[str]:
        """What the form says is wrong: by field, or as a whole."""
        fields = self.main.locator(".field-error").all_inner_texts()
        wrong = fields or self.main.locator(".note.is-red").all_inner_texts()
        return [text.strip() for text in wrong]

    def light(self, secondment: int) -> str:
        """The light at the head of a person's page: green, yellow or red."""
        self.open(f"/secondments/{secondment}/")
        shown = self.main.locator(".page-head .light")
        expect(shown).to_have_count(1)
        return (shown.get_attribute("class") or "").removeprefix("light is-")

    def standing(self, secondment: int, rule: str) -> list[str]:
        """How the obligations of one name stand, in words, as a person's page lists them."""
        self.open(f"/secondments/{secondment}/?tab=obligations")
        rows = self.main.locator(".items > li", has=self.page.get_by_text(rule, exact=True))
        return [text.strip() for text in rows.locator(".light").all_inner_texts()]

    def violations(self) -> list[str]:
        """What axe-core finds against WCAG 2.2 A and AA on the present page."""
        self.page.evaluate(AXE.read_text())
        found: Any = self.page.evaluate(
            f"axe.run(document, {{runOnly: {RULES}, resultTypes: ['violations']}})"
        )
        return [
            f"{each['id']}: {node['html'][:160]}"
            for each in found["violations"]
            for node in each["nodes"]
        ]

    def overflow(self) -> list[str]:
        """The elements that make the page wider than its window."""
        found: list[str] = self.page.evaluate(
            """() => {
              const wide = document.documentElement.clientWidth;
              if (document.documentElement.scrollWidth <= wide) return [];
              return [...document.querySelectorAll('body *')]
                .filter((it) => it.getBoundingClientRect().right > wide + 1)
                .slice(0, 3).map((it) => it.outerHTML.slice(0, 120));
            }"""
        )
        return found
