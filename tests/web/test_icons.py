"""Icons: a page can only show what the sprite holds."""

import re

from guazhi.web.catalogue import PACKAGE
from guazhi.web.menu import PLACES

NAMED = re.compile(r"""(?:\{%\s*icon\s+|\bicon=)["']([a-z0-9-]+)["']""")


def test_every_icon_that_is_named_is_in_the_list() -> None:
    sources = [*PACKAGE.rglob("*.py"), *(PACKAGE / "templates").rglob("*.html")]
    named = {name for path in sources for name in NAMED.findall(path.read_text(encoding="utf-8"))}
    named |= {icon for _, _, icon, _ in PLACES}
    listed = {
        line.replace("/", "-") for line in (PACKAGE / "web" / "icons.txt").read_text().split()
    }

    assert sorted(named - listed) == []


def test_the_list_names_no_icon_twice() -> None:
    names = (PACKAGE / "web" / "icons.txt").read_text().split()

    assert len(names) == len(set(names))
