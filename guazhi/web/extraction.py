"""What the sources ask to have translated: every message of the Python code and the templates."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation.template import templatize

Key = tuple[str, str]

FUNCTIONS = {
    "_": ("singular",),
    "gettext": ("singular",),
    "gettext_lazy": ("singular",),
    "gettext_noop": ("singular",),
    "ngettext": ("singular", "plural"),
    "ngettext_lazy": ("singular", "plural"),
    "pgettext": ("context", "singular"),
    "pgettext_lazy": ("context", "singular"),
    "npgettext": ("context", "singular", "plural"),
    "npgettext_lazy": ("context", "singular", "plural"),
}
TEMPLATE_CALL = re.compile(
    r"""(?<![\w.])(?P<name>_|n?p?gettext)\(
        (?P<arguments>\s*u?(?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')
        (?:\s*,\s*u?(?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'))*)""",
    re.VERBOSE | re.DOTALL,
)


@dataclass
class Wanted:
    """A message that the sources use, and the files that do."""

    context: str
    singular: str
    plural: str = ""
    files: set[str] = field(default_factory=set)

    @property
    def key(self) -> Key:
        return (self.context, self.singular)


def extract(package: Path) -> dict[Key, Wanted]:
    """Every message used under ``package``, by context and text."""
    found: dict[Key, Wanted] = {}
    for path in sorted([*package.rglob("*.py"), *(package / "templates").rglob("*.*")]):
        if "migrations" in path.parts or "__pycache__" in path.parts:
            continue
        source = path.read_text(encoding="utf-8")
        messages = from_python(source) if path.suffix == ".py" else from_template(source, str(path))
        for message in messages:
            kept = found.setdefault(message.key, message)
            kept.plural = kept.plural or message.plural
            kept.files.add(path.relative_to(package).as_posix())
    return found


def from_template(source: str, origin: str = "") -> Iterator[Wanted]:
    """The messages of a Django template: translate, blocktranslate and ``_()`` in tags."""
    for call in TEMPLATE_CALL.finditer(templatize(source, origin)):
        texts = ast.literal_eval(f"({call['arguments']},)")
        parts = dict(zip(FUNCTIONS[call["name"]], texts, strict=False))
        yield wanted(parts)


def from_python(source: str) -> Iterator[Wanted]:
    """The messages of a module: literals passed to gettext, and literal tables passed to it."""
    tree = ast.parse(source)
    tables = {name.id: value for name, value in assignments(tree)}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or (name := called(node)) not in FUNCTIONS:
            continue
        slots = FUNCTIONS[name]
        if len(slots) == 1 and node.args:
            for text in literals(node.args[0], tables):
                yield wanted({"singular": text})
        elif len(node.args) >= len(slots):
            parts = [next(literals(argument, tables), "") for argument in node.args[: len(slots)]]
            yield wanted(dict(zip(slots, parts, strict=True)))


def assignments(tree: ast.Module) -> Iterator[tuple[ast.Name, ast.expr]]:
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            yield node.targets[0], node.value
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value:
            yield node.target, node.value


def called(node: ast.Call) -> str:
    match node.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def literals(node: ast.expr, tables: dict[str, ast.expr]) -> Iterator[str]:
    """The texts that ``node`` can be: itself, either side of a choice, the values of a table."""
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.IfExp(body=one, orelse=other):
            yield from literals(one, tables)
            yield from literals(other, tables)
        case ast.Subscript(value=ast.Name(id=name)) if name in tables:
            yield from values(tables[name])
        case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr="get")) if name in tables:
            yield from values(tables[name])
        case ast.Name(id=name) if name in tables:
            yield from values(tables[name])


def values(node: ast.expr) -> Iterator[str]:
    """The texts in a literal dictionary (its values), list, tuple or set, however deep."""
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.Dict(values=inner) | ast.List(elts=inner) | ast.Tuple(elts=inner):
            for item in inner:
                yield from values(item)
        case ast.Set(elts=inner):
            for item in inner:
                yield from values(item)


def wanted(parts: dict[str, str]) -> Wanted:
    return Wanted(parts.get("context", ""), parts.get("singular", ""), parts.get("plural", ""))
