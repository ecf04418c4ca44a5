"""The page of the design system, the sign-in page and the error pages, in both languages."""

from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.test import Client

pytestmark = pytest.mark.django_db

INLINE = (" style=", "<style", " onclick=", " onsubmit=", "javascript:")


def shown(address: str, language: str) -> str:
    client = Client(headers={"accept-language": language})
    return client.get(address).content.decode()


@pytest.mark.parametrize(
    ("language", "lang", "words"),
    [("zh-hans", "zh-Hans", "界面规范"), ("en", "en", "Design system")],
)
def test_the_design_page_speaks_the_language_asked_for(
    language: str, lang: str, words: str
) -> None:
    text = shown("/design/", language)

    assert f'<html lang="{lang}"' in text
    assert f"<h1>{words}</h1>" in text


@pytest.mark.parametrize("address", ["/design/", "/sign-in/"])
def test_no_page_carries_inline_code_or_an_outside_address(address: str) -> None:
    text = shown(address, "en")

    assert [found for found in (*INLINE, 'src="http', 'href="http') if found in text] == []


def test_every_icon_that_a_template_names_is_on_the_list() -> None:
    import re

    package = Path(settings.BASE)
    listed = set((package / "web" / "icons.txt").read_text().split())
    named = {
        name
        for file in (package / "templates").rglob("*.html")
        for name in re.findall(r'{% icon "([^"]+)"', file.read_text())
    }

    assert named - listed == set()


@pytest.mark.parametrize("name", ["400.html", "403.html", "404.html", "500.html"])
def test_error_pages_render_without_a_request(name: str) -> None:
    text = render_to_string(name)

    assert text.count("<h1>") == 1


def test_text_on_its_ground_has_enough_contrast() -> None:
    css = (Path(settings.BASE) / "static" / "guazhi" / "tokens.css").read_text()
    light, dark = css.split('[data-bs-theme="dark"] {')[:2]

    weak = [
        (theme, ink, ground)
        for theme, block in (("light", light), ("dark", dark.split("}")[0]))
        for ink, ground in PAIRS
        if contrast(colour(block, ink), colour(block, ground)) < 4.5
    ]

    assert weak == []


PAIRS = [
    (ink, ground)
    for ink in ("ink", "ink-soft", "ink-quiet", "blue")
    for ground in ("canvas", "surface", "surface-quiet", "hover")
] + [
    *((tone, f"{tone}-ground") for tone in ("green", "yellow", "red", "grey")),
    *((tone, "surface") for tone in ("green", "yellow", "red")),
    ("blue-strong", "blue-ground"),
    ("on-blue", "blue"),
    ("menu-ink", "menu"),
    ("menu-quiet", "menu"),
]


def colour(block: str, name: str) -> tuple[float, ...]:
    code = block.split(f"--gz-{name}: #")[1][:6]
    return tuple(int(code[i : i + 2], 16) / 255 for i in (0, 2, 4))


def contrast(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(rgb: tuple[float, ...]) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in rgb
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
