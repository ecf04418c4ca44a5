"""Message catalogues: one PO fragment a module, merged and compiled into one MO file.

Fragments are ``guazhi/locale/zh_Hans/<module>.po``. Nothing compiled is kept among the sources: the
MO file lies inside the Python environment, where ``settings.LOCALE_PATHS`` points.
"""

import hashlib
import io
import os
import re
import sys
import tempfile
from pathlib import Path

from babel.messages import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

from guazhi.web.extraction import Key

PACKAGE = Path(__file__).resolve().parent.parent
LANGUAGE = "zh_Hans"
FRAGMENTS = PACKAGE / "locale" / LANGUAGE
COMPILED = Path(sys.prefix) / "share" / "guazhi" / "locale"
ENTRY = re.compile(r"msgid\b")
LINE = re.compile(
    r"|#.*|(?:(?:msgctxt|msgid|msgid_plural|msgstr(?:\[\d\])?)\s+)?\"(?:\\.|[^\"\\])*\""
)


class CatalogueError(Exception):
    """Fragments that contradict each other or cannot be read."""


def texts_of(message: Message) -> tuple[str, ...]:
    """The source text, or both where there is a plural."""
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def strings_of(message: Message) -> tuple[str, ...]:
    """The translation, one text a plural form."""
    strings = message.string or ""
    return (strings,) if isinstance(strings, str) else tuple(strings)


def key_of(message: Message) -> Key:
    """What tells a message from others: its context and its (singular) text."""
    return (message.context or "", texts_of(message)[0])


def read_fragments(folder: Path = FRAGMENTS) -> dict[str, list[Message]]:
    """The messages of every fragment in ``folder`` by the name of its module."""
    return {path.stem: read_fragment(path) for path in sorted(folder.glob("*.po"))}


def read_fragment(path: Path) -> list[Message]:
    """The messages of one fragment; refuses what Babel would pass over in silence."""
    content = path.read_bytes()
    lines = content.decode("utf-8").splitlines()
    for number, line in enumerate(lines, 1):
        if not LINE.fullmatch(line.strip()):
            raise CatalogueError(f"{path.name}, line {number}: cannot be read: {line}")
    try:
        catalogue = read_po(io.BytesIO(content), locale=LANGUAGE, abort_invalid=True)
    except PoFileError as problem:
        raise CatalogueError(f"{path.name}: {problem}") from problem
    messages = [message for message in catalogue if message.id]
    if len(messages) != sum(bool(ENTRY.match(line)) for line in lines) - has_header(lines):
        raise CatalogueError(f"{path.name}: holds the same message twice")
    return messages


def has_header(lines: list[str]) -> bool:
    """Whether the first entry is the header, whose message is empty."""
    first = next((index for index, line in enumerate(lines) if ENTRY.match(line)), None)
    return first is not None and "".join(lines[first : first + 2]) == 'msgid ""msgstr ""'


def merge(fragments: dict[str, list[Message]]) -> Catalog:
    """One catalogue of all translated messages; refuses two translations of one message."""
    merged = Catalog(locale=LANGUAGE, fuzzy=False)
    homes: dict[Key, tuple[str, Message]] = {}
    for name, messages in fragments.items():
        for message in messages:
            if message.fuzzy or not all(strings_of(message)):
                continue
            home, first = homes.setdefault(key_of(message), (name, message))
            if strings_of(first) != strings_of(message):
                one, other = f"{first.string!r} in {home}.po", f"{message.string!r} in {name}.po"
                raise CatalogueError(f"{message.id!r} is {one}, {other}")
            merged.add(message.id, message.string, context=message.context)
    return merged


def compile_catalogue(folder: Path = FRAGMENTS, compiled: Path = COMPILED) -> Path:
    """The MO file made of the fragments in ``folder``, written anew only when they changed."""
    target = compiled / LANGUAGE / "LC_MESSAGES" / "django.mo"
    fingerprint = fingerprint_of(folder)
    if (
        target.exists()
        and f"Project-Id-Version: guazhi {fingerprint}\n".encode() in target.read_bytes()
    ):
        return target
    merged = merge(read_fragments(folder))
    merged.project, merged.version = "guazhi", fingerprint
    content = io.BytesIO()
    write_mo(content, merged)
    replace(target, content.getvalue())
    return target


def fingerprint_of(folder: Path) -> str:
    """A hash of all fragments, kept in the compiled file to see whether it is stale."""
    whole = hashlib.sha256()
    for path in sorted(folder.glob("*.po")):
        whole.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return whole.hexdigest()


def replace(target: Path, content: bytes) -> None:
    """Put ``content`` at ``target`` in one step, so that no reader sees half a file."""
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    Path(name).chmod(0o644)
    Path(name).replace(target)
