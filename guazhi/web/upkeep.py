"""Keeping the fragments in line with the sources: what is missing, and the fragments put right."""

import io
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages import Catalog, Message
from babel.messages.pofile import write_po

from guazhi.web.catalogue import (
    FRAGMENTS,
    LANGUAGE,
    PACKAGE,
    key_of,
    merge,
    read_fragments,
    replace,
    strings_of,
    texts_of,
)
from guazhi.web.extraction import Key, Wanted, extract

PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|\{\w*\}")
HEADER = """msgid ""
msgstr ""
"Language: zh_Hans\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

"""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one message of one fragment."""

    kind: str
    fragment: str
    text: str

    def __str__(self) -> str:
        return f"{self.kind:<12} {self.fragment}.po  {self.text!r}"


def survey(package: Path = PACKAGE, folder: Path = FRAGMENTS) -> list[Problem]:
    """Every message that is missing, fuzzy, unused, given twice, or loses a placeholder."""
    wanted = extract(package)
    fragments = read_fragments(folder)
    merge(fragments)
    layers = modules(package)
    problems = [
        Problem("missing", home_of(want, layers), want.singular)
        for key, want in wanted.items()
        if key not in {key_of(message) for messages in fragments.values() for message in messages}
    ]
    seen: set[Key] = set()
    for fragment, messages in fragments.items():
        for message in messages:
            key = key_of(message)
            kinds = [*(["duplicate"] if key in seen else []), *faults(message, wanted.get(key))]
            problems += [Problem(kind, fragment, key[1]) for kind in kinds]
            seen.add(key)
    return problems


def faults(message: Message, want: Wanted | None) -> Iterator[str]:
    if want is None:
        yield "unused"
        return
    if want.plural and texts_of(message)[1:] != (want.plural,):
        yield "plural"
    if message.fuzzy:
        yield "fuzzy"
    if not all(strings_of(message)):
        yield "missing"
    elif any(
        placeholders(text) != placeholders(texts_of(message)[-1]) for text in strings_of(message)
    ):
        yield "placeholders"


def placeholders(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text))


def tidy(package: Path = PACKAGE, folder: Path = FRAGMENTS) -> None:
    """Rewrite the fragments: each message used, in its module, sorted by source, no other.

    Translations and remarks are kept; what is new stands there without a translation.
    """
    fragments = read_fragments(folder)
    merge(fragments)
    known: dict[Key, Message] = {}
    for messages in fragments.values():
        for message in messages:
            if not all(strings_of(known.get(key_of(message), Message("")))):
                known[key_of(message)] = message
    layers = modules(package)
    homes: dict[str, list[Wanted]] = {}
    for want in extract(package).values():
        homes.setdefault(home_of(want, layers), []).append(want)
    for name, wants in homes.items():
        wants.sort(
            key=lambda want: (min(want.files, key=lambda file: rank(file, layers)), want.key)
        )
        replace(folder / f"{name}.po", written(wants, known, package.name))
    for name in fragments.keys() - homes.keys():
        (folder / f"{name}.po").unlink()


def written(wants: list[Wanted], known: dict[Key, Message], prefix: str) -> bytes:
    """The text of a fragment that holds ``wants`` with the translations in ``known``."""
    catalogue = Catalog(locale=LANGUAGE)
    for want in wants:
        old = known.get(want.key)
        strings = strings_of(old) if old else ("",)
        catalogue.add(
            (want.singular, want.plural) if want.plural else want.singular,
            strings[:1] if want.plural else strings[0],
            locations=[(f"{prefix}/{file}", 0) for file in sorted(want.files)],
            flags=["fuzzy"] if old and old.fuzzy else (),
            user_comments=old.user_comments if old else (),
            context=want.context or None,
        )
    text = io.BytesIO()
    write_po(text, catalogue, width=100, omit_header=True, include_lineno=False)
    return HEADER.encode() + text.getvalue()


def modules(package: Path) -> list[str]:
    """The modules from the lowest to the highest, as the import contract lists them."""
    project = tomllib.loads((package.parent / "pyproject.toml").read_text(encoding="utf-8"))
    layers = project["tool"]["importlinter"]["contracts"][0]["layers"]
    return [name.strip().partition(".")[2] for row in reversed(layers) for name in row.split("|")]


def home_of(want: Wanted, layers: list[str]) -> str:
    """The fragment for a message: the module of the lowest file that uses it."""
    return module_of(min(want.files, key=lambda file: rank(file, layers)), layers)


def rank(file: str, layers: list[str]) -> tuple[int, str]:
    module = module_of(file, layers)
    return (layers.index(module) if module in layers else len(layers), file)


def module_of(file: str, layers: list[str]) -> str:
    """``hosting`` for its own files, ``templates/hosting/…`` and ``web/messages/hosting.py``."""
    first, _, rest = file.partition("/")
    if first == "templates":
        first = rest.partition("/")[0]
    elif file.startswith("web/messages/"):
        first = Path(file).stem
    return first if first in layers or first == "management" else "web"
