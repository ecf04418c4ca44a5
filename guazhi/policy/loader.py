"""From a file to a pack: every fault at once, each with its line; and the packs that ship."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from pydantic import ValidationError

from guazhi.policy import checks, eligible, scored, vocabulary, yamltext
from guazhi.policy.assessed import AssessmentForm
from guazhi.policy.calendar import load_year
from guazhi.policy.checks import Fault
from guazhi.policy.eligibility import AnyCheck, read_check
from guazhi.policy.errors import PackError, PackRefused
from guazhi.policy.faults import faults_of
from guazhi.policy.leave import LeavePolicy
from guazhi.policy.pack import (
    BallotForm,
    Category,
    Course,
    Notices,
    Obligation,
    Pack,
    Parameter,
    PlanTemplate,
    Readiness,
    TalkForm,
)
from guazhi.policy.selecting import SelectionPolicy
from guazhi.policy.selecting import faults as selection_faults
from guazhi.policy.timing import Entry

E = TypeVar("E", bound=Entry)

SHIPPED = Path(__file__).parent / "packs"


def load(path: Path | str) -> Pack:
    """The pack in the file; PackRefused with every fault otherwise."""
    path = Path(path)
    try:
        root, problems = yamltext.read(path)
    except yamltext.Unreadable as unreadable:
        raise PackRefused(PackError.of(path, p) for p in unreadable.problems) from unreadable
    errors = [PackError.of(path, problem) for problem in problems]
    errors.extend(
        PackError.at(path, root, place, code, allowed=allowed, found=found)
        for place, code, allowed, found in _check(_sound(root))
    )
    pack = None
    try:
        pack = Pack.model_validate(root.plain())
    except ValidationError as invalid:
        errors.extend(faults_of(path, root, Pack, invalid))
    if errors or pack is None:
        raise PackRefused(errors)
    return pack


def errors_of(path: Path) -> tuple[PackError, ...]:
    """Every fault of the file, which holds a pack or, by its key ``year``, a calendar year."""
    try:
        root, _ = yamltext.read(path)
    except yamltext.Unreadable:
        is_year = False
    else:
        is_year = "year" in (root.entries or {})
    try:
        if is_year:
            load_year(path)
        else:
            load(path)
    except PackRefused as refused:
        return refused.errors
    return ()


@cache
def shipped() -> Mapping[str, Pack]:
    """The packs that come with Guazhi, by id."""
    packs = [load(path) for path in sorted(SHIPPED.glob("*.yaml"))]
    return MappingProxyType({pack.id: pack for pack in packs})


@dataclass(frozen=True, slots=True)
class Shelf:
    """The packs to choose from, and the faults of those that are left out."""

    packs: Mapping[str, Pack]
    errors: tuple[PackError, ...] = ()


def shelf(folder: Path) -> Shelf:
    """The shipped packs, and over them the sound ones of an office's own ``folder``."""
    own: dict[str, Pack] = {}
    errors: list[PackError] = []
    for path in sorted(folder.glob("*.yaml")):
        try:
            pack = _kept(path, path.stat().st_mtime_ns)
        except PackRefused as refused:
            errors.extend(refused.errors)
            continue
        if pack.id in own:
            errors.append(PackError(str(path), 1, 1, "id", "pack_twice", found=pack.id))
            continue
        own[pack.id] = pack
    return Shelf(MappingProxyType({**shipped(), **own}), tuple(errors))


@lru_cache(maxsize=64)
def _kept(path: Path, changed: int) -> Pack:  # noqa: ARG001 - a changed file is read again
    return load(path)


def named(pack_id: str) -> Pack:
    """The shipped pack of that id; KeyError otherwise."""
    return shipped()[pack_id]


@dataclass(frozen=True, slots=True)
class _Sound:
    """The entries that are right by themselves, though the rest of the file may be wrong.

    The names are those of all entries, so that one fault does not cause a second.
    """

    categories: dict[str, Category]
    parameters: dict[str, Parameter]
    obligations: dict[str, Obligation]
    changes: dict[str, Course]
    checks: dict[str, AnyCheck]
    assessment: AssessmentForm | None
    ballot: BallotForm | None
    notices: Notices | None
    readiness: Readiness | None
    talk: TalkForm | None
    plan: PlanTemplate | None
    leave: LeavePolicy | None
    selection: SelectionPolicy | None
    category_names: tuple[str, ...]
    parameter_names: tuple[str, ...]


def _sound(root: yamltext.Node) -> _Sound:
    entries = root.entries or {}
    sections = {key: node for key, (_, node) in entries.items()}
    form = sections.get("assessment")
    return _Sound(
        categories=dict(_right(sections.get("categories"), Category)),
        parameters=dict(_right(sections.get("parameters"), Parameter)),
        obligations=dict(_right(sections.get("obligations"), Obligation)),
        changes=dict(_right(sections.get("changes"), Course)),
        checks=dict(_read_checks(sections.get("checks"))),
        assessment=_one(form, AssessmentForm),
        ballot=_one(sections.get("ballot"), BallotForm),
        notices=_one(sections.get("notices"), Notices),
        readiness=_one(sections.get("readiness"), Readiness),
        talk=_one(sections.get("talk"), TalkForm),
        plan=_one(sections.get("plan"), PlanTemplate),
        leave=_one(sections.get("leave"), LeavePolicy),
        selection=_one(sections.get("selection"), SelectionPolicy),
        category_names=_names(sections.get("categories")),
        parameter_names=_names(sections.get("parameters")),
    )


def _names(node: yamltext.Node | None) -> tuple[str, ...]:
    return tuple((node.entries if node else None) or ())


def _one(node: yamltext.Node | None, model: type[E]) -> E | None:
    if node is None:
        return None
    try:
        return model.model_validate(node.plain())
    except ValidationError:
        return None


def _right(node: yamltext.Node | None, model: type[E]) -> Iterator[tuple[str, E]]:
    for key, (_, value) in ((node.entries if node else None) or {}).items():
        entry = _one(value, model)
        if entry is not None:
            yield key, entry


def _read_checks(node: yamltext.Node | None) -> Iterator[tuple[str, AnyCheck]]:
    for key, (_, value) in ((node.entries if node else None) or {}).items():
        entry = read_check(value.plain())
        if entry is not None:
            yield key, entry


def _check(sound: _Sound) -> Iterator[Fault]:
    """What is wrong though each value by itself is right."""
    yield from checks.categories(sound.categories)
    for key, parameter in sound.parameters.items():
        yield from checks.parameter(key, parameter)
    for name in vocabulary.REQUIRED_PARAMETERS:
        if name not in sound.parameter_names:
            yield ("parameters",), "missing_parameter", vocabulary.REQUIRED_PARAMETERS, name
    for key, obligation in sound.obligations.items():
        yield from checks.obligation(key, obligation, sound.category_names)
    for key, course in sound.changes.items():
        yield from checks.course(key, course)
    for key, check in sound.checks.items():
        yield from eligible.check(key, check, sound.category_names, sound.parameter_names)
    yield from _check_assessing(sound)
    yield from checks.leave(sound.leave)
    yield from checks.talk(sound.talk)
    yield from selection_faults(sound.selection)
    if sound.notices is not None:
        yield from checks.notices(sound.notices)
    if sound.readiness is not None:
        yield from checks.readiness(sound.readiness)
    if sound.plan is not None:
        yield from checks.plan(sound.plan, sound.category_names)


def _check_assessing(sound: _Sound) -> Iterator[Fault]:
    """What is wrong with the assessment, and with the ballot that goes before it."""
    if sound.assessment is not None:
        yield from scored.assessment(sound.assessment, sound.parameter_names, sound.parameters)
    if sound.ballot is not None:
        yield from checks.ballot(sound.ballot, sound.parameters, sound.parameter_names)
