"""Message catalogues: one PO fragment a module, merged and compiled into one MO file.

Fragments are ``guazhi/locale/zh_Hans/<module>.po``. Nothing compiled is kept among the sources: the
MO file lies inside the Python environment, where ``settings.LOCALE_PATHS`` points.
"""

import hashlib
import io
import os
import sys
import tempfile
from pathlib import Path

from babel.messages import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

PACKAGE = Path(__file__).resolve().parent.parent
LANGUAGE = "zh_Hans"
FRAGMENTS = PACKAGE / "locale" / LANGUAGE
COMPILED = Path(sys.prefix) / "share" / "guazhi" / "locale"

Key = tuple[str, str]


class CatalogueError(Exception):
    """Fragments that contradict each other or cannot be read."""


def key_of(message: Message) -> Key:
    """What tells a message from others: its context and its (singular) text."""
    singular = message.id[0] if isinstance(message.id, tuple | list) else message.id
    return (message.context or "", str(singular))


def read_fragments(folder: Path = FRAGMENTS) -> dict[str, Catalog]:
    """Every fragment of ``folder`` by the name of its module."""
    fragments = {}
    for path in sorted(folder.glob("*.po")):
        with path.open("rb") as file:
            try:
                fragments[path.stem] = read_po(file, locale=LANGUAGE, abort_invalid=True)
            except Exception as problem:
                raise CatalogueError(f"{path.name}: {problem}") from problem
    return fragments


def merge(fragments: dict[str, Catalog]) -> Catalog:
    """One catalogue of all translated messages; refuses two translations of one message."""
    merged = Catalog(locale=LANGUAGE, fuzzy=False)
    homes: dict[Key, tuple[str, Message]] = {}
    for name, fragment in fragments.items():
        for message in fragment:
            if not message.id or message.fuzzy or not message.string:
                continue
            home, first = homes.setdefault(key_of(message), (name, message))
            if first.string != message.string:
                one, other = f"{first.string!r} in {home}.po", f"{message.string!r} in {name}.po"
                raise CatalogueError(f"{message.id!r} is {one}, {other}")
            merged.add(message.id, message.string, context=message.context)
    return merged


def compile_catalogue(folder: Path = FRAGMENTS, compiled: Path = COMPILED) -> Path:
    """The MO file made of the fragments in ``folder``, written anew only when they changed."""
    target = compiled / LANGUAGE / "LC_MESSAGES" / "django.mo"
    mark = f"X-Fragments: {fingerprint(folder)}\n".encode()
    if target.exists() and mark in target.read_bytes():
        return target
    merged = merge(read_fragments(folder))
    merged.mime_headers = [*merged.mime_headers, ("X-Fragments", fingerprint(folder))]
    content = io.BytesIO()
    write_mo(content, merged)
    replace(target, content.getvalue())
    return target


def fingerprint(folder: Path) -> str:
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
