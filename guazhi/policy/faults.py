"""What pydantic says of a file, told in our words: which line, what was found, what is allowed."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Union, cast, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from guazhi.policy.eligibility import CHECKS
from guazhi.policy.errors import MESSAGES, PackError
from guazhi.policy.timing import FORMS
from guazhi.policy.yamltext import Node

Loc = tuple[str | int, ...]
# What pydantic calls a fault -> our code and what is allowed instead.
TYPES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "missing": ("missing_key", ()),
    "string_type": ("wrong_type", ("text in quotes",)),
    "int_type": ("wrong_type", ("whole number",)),
    "int_from_float": ("wrong_type", ("whole number",)),
    "float_type": ("wrong_type", ("number",)),
    "bool_type": ("wrong_type", ("true", "false")),
    "date_type": ("wrong_type", ("day such as 2026-03-01",)),
    "dict_type": ("wrong_type", ("keys and values",)),
    "model_type": ("wrong_type", ("keys and values",)),
    "tuple_type": ("wrong_type", ("list",)),
    "unknown_timing": ("unknown_timing", tuple(FORMS)),
    "unknown_check": ("unknown_check", tuple(CHECKS)),
}
LIMITS = {
    "greater_than_equal": "≥ {ge}",
    "less_than_equal": "≤ {le}",
    "too_short": "≥ {min_length}",
    "string_too_short": "≥ {min_length}",
    "string_too_long": "≤ {max_length}",
}


def faults_of(
    file: Path, root: Node, model: type[BaseModel], invalid: ValidationError
) -> Iterator[PackError]:
    """Each fault of ``invalid``, found while reading ``root`` as ``model``."""
    told: dict[tuple[Loc, str], PackError] = {}
    details = invalid.errors(include_url=False)
    places = [detail["loc"] for detail in details]
    for detail in details:
        if detail["type"] == "too_short" and _holds_another(detail["loc"], places):
            continue
        fault = _fault(file, root, model, detail)
        key = (_known(root, detail["loc"]), fault.message_code + fault.found)
        allowed = told[key].allowed + fault.allowed if key in told else fault.allowed
        told[key] = replace(fault, allowed=tuple(dict.fromkeys(allowed)))
    yield from told.values()


def _holds_another(place: Loc, places: list[Loc]) -> bool:
    """Whether a fault lies inside ``place``: a list is short then only for being wrong."""
    return any(len(other) > len(place) and other[: len(place)] == place for other in places)


def _known(root: Node, place: Loc) -> Loc:
    """``place`` less the steps that only pydantic knows, such as the names of forms."""
    steps: list[str | int] = []
    node = root
    for step in place:
        if node.entries is not None and step in node.entries:
            node = node.entries[str(step)][1]
            steps.append(step)
        elif node.items is not None and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
            steps.append(step)
    return tuple(steps)


def _fault(file: Path, root: Node, model: type[BaseModel], detail: ErrorDetails) -> PackError:
    place, kind, shown = detail["loc"], detail["type"], _shown(detail["input"])
    if kind in {"extra_forbidden", "missing"}:
        shown = str(place[-1])
    if kind == "extra_forbidden":
        code, allowed = "unknown_key", _keys(_model_at(model, place[:-1]))
    else:
        code, allowed = _code(kind, detail.get("ctx", {}))
    return PackError.at(file, root, place, code, allowed=allowed, found=shown)


def _code(kind: str, context: Mapping[str, Any]) -> tuple[str, tuple[str, ...]]:
    """Our code for what pydantic calls a fault, and what is allowed instead."""
    if kind in TYPES:
        return TYPES[kind]
    if kind in MESSAGES:
        return kind, tuple(word for word in context["allowed"] if word)
    if kind in LIMITS:
        return "out_of_range", (LIMITS[kind].format(**context),)
    if "expected" in context:
        words = str(context["expected"]).replace(" or ", ",").split(",")
        return "unknown_value", tuple(word.strip(" '") for word in words)
    return "wrong_form", (str(context["pattern"]),) if "pattern" in context else ()


def _shown(value: object) -> str:
    text = _text(value)
    return text if len(text) <= 60 else text[:60] + "…"


def _text(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_text(entry)}" for key, entry in value.items())
    if isinstance(value, (list, tuple)):
        return ", ".join(_text(entry) for entry in value)
    return str(value)


def _keys(model: type[BaseModel]) -> tuple[str, ...]:
    """The keys of a model as they are written in a file."""
    return tuple(field.alias or name for name, field in model.model_fields.items())


def _model_at(model: type[BaseModel], place: Loc) -> type[BaseModel]:
    """The model that reads what stands at ``place``, which is known to be one."""
    kind: Any = model
    for step in place:
        kind = _step(_bare(kind), step)
    return cast("type[BaseModel]", kind)


def _step(kind: Any, step: str | int) -> Any:
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        fields = kind.model_fields.items()
        return next(
            _bare(field.annotation) for name, field in fields if step == (field.alias or name)
        )
    if get_origin(kind) is dict or get_origin(kind) is tuple:
        return _bare(get_args(kind)[1 if get_origin(kind) is dict else 0])
    tag = str(step)
    if tag.startswith("check:"):
        return CHECKS[tag.removeprefix("check:")]
    return FORMS.get(tag.removeprefix("form:")) or _named(kind, tag)


def _named(union: Any, name: str) -> Any:
    members = [_bare(member) for member in get_args(union)]
    return next(member for member in members if getattr(member, "__name__", "") == name)


def _bare(kind: Any) -> Any:
    """A type without its annotations, and without None where it may be left out."""
    while get_origin(kind) is Annotated:
        kind = get_args(kind)[0]
    if get_origin(kind) in {Union, UnionType}:
        members = [member for member in get_args(kind) if member is not type(None)]
        if len(members) == 1:
            return _bare(members[0])
    return kind
