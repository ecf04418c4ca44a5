"""What a policy pack holds. A pack is data: checked once, immutable, pinned by its digest."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from guazhi.policy import vocabulary
from guazhi.policy.assessed import AssessmentForm
from guazhi.policy.eligibility import AnyCheck, Tagged
from guazhi.policy.entries import Cited, ClauseId, Id, Line, Named, Words
from guazhi.policy.leave import LeavePolicy
from guazhi.policy.notices import Outside, Relation, Rung, Told, Urgency
from guazhi.policy.parties import Party
from guazhi.policy.selecting import SelectionPolicy
from guazhi.policy.timing import Entry, Timing, known

Figure = bool | int | float
EvidenceKind = Annotated[str, known("unknown_evidence", *vocabulary.EVIDENCE)]
ReadyKind = Annotated[str, known("unknown_evidence", *vocabulary.READINESS)]
Scope = Literal["secondment", "intake", "happening"]
Asker = Annotated[str, known("unknown_value", *vocabulary.ASKERS)]
Consenter = Annotated[str, known("unknown_value", *vocabulary.CONSENTERS)]
HostLevel = Literal["county", "township", "city", "enterprise"]


class Length(Entry):
    """How many months a secondment of a category lasts; ``extended`` bounds an extension."""

    min: Annotated[int, Field(ge=1, le=120)]
    normal: Annotated[int, Field(ge=1, le=120)]
    max: Annotated[int, Field(ge=1, le=120)]
    extended: Annotated[int, Field(ge=1, le=120)] | None = None

    @model_validator(mode="after")
    def _rises(self) -> "Length":
        if not self.min <= self.normal <= self.max <= self.longest:
            allowed = ("min ≤ normal ≤ max ≤ extended",)
            raise PydanticCustomError("term_order", "term_order", {"allowed": allowed})
        return self

    @property
    def longest(self) -> int:
        """The most months that a term may reach by extension."""
        return self.max if self.extended is None else self.extended


class Category(Cited):
    """A group of posts with one length of term."""

    months: Length
    host_levels: Annotated[tuple[HostLevel, ...], Field(min_length=1, strict=False)]
    posts: Annotated[tuple[Line, ...], Field(min_length=1, strict=False)]


class Dated(Entry):
    """A value and the day from which it holds."""

    since: date = Field(alias="from")
    value: Figure


class Parameter(Entry):
    """A figure of the policy: one value from a day on, or several, each from its own day."""

    names: Words
    unit: Line
    clause: ClauseId = ""
    source: Words | None = None
    since: date | None = Field(default=None, alias="from")
    value: Figure | None = None
    values: Annotated[tuple[Dated, ...], Field(strict=False)] = ()

    def history(self) -> tuple[tuple[date, Figure], ...]:
        """Every value with its first day, oldest first."""
        if self.value is not None and self.since is not None:
            return ((self.since, self.value),)
        return tuple(sorted((dated.since, dated.value) for dated in self.values))

    def on(self, day: date) -> Figure | None:
        """The value in force on ``day``."""
        held = [value for since, value in self.history() if since <= day]
        return held[-1] if held else None


class EndedEarly(Entry):
    """What becomes of an obligation that an early end of the term leaves no day for."""

    unmet: Literal["void", "owed"]
    source: Words


class Obligation(Cited):
    """Something that each owner owes; ``happening`` duties are owed by whom it happens to."""

    scope: Scope
    owners: Annotated[tuple[Annotated[Party, Field(strict=False)], ...], Field(strict=False)] = ()
    evidence: EvidenceKind
    until: date | None = None
    timing: Timing
    ended_early: EndedEarly | None = None
    categories: Annotated[tuple[Id, ...], Field(strict=False)] = ()

    def in_force(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)

    def applies_to(self, category: str) -> bool:
        return not self.categories or category in self.categories

    @property
    def may_lapse(self) -> bool:
        """Whether it falls away when an early end leaves no day to do it on."""
        return self.ended_early is not None and self.ended_early.unmet == "void"


class Course(Cited):
    """How a secondment may take another course: who may ask, and who consents in which order."""

    asks: Annotated[tuple[Asker, ...], Field(min_length=1, strict=False)]
    consents: Annotated[tuple[Consenter, ...], Field(min_length=1, strict=False)]


class Topic(Named):
    """A topic of a talk, ticked instead of written, and the aspect it tells of.

    It is not ticked together with those it ``excludes``, whichever of the two says so.
    """

    aspect: Literal["thought", "work", "life"]
    excludes: tuple[Id, ...] = Field(default=(), strict=False)


class TalkForm(Entry):
    """What a talk with the secondee is recorded by."""

    clause: ClauseId
    topics: Annotated[dict[Id, Topic], Field(min_length=1)]


class Electors(Entry):
    """A group of those who vote, and what its word weighs beside the others'."""

    names: Words
    weight: Annotated[int, Field(ge=1, le=100)]


class BallotForm(Cited):
    """The democratic evaluation (民主测评): what is asked of whom, by the grades of the assessment.

    ``groups`` stand in order of rank: one too small to be shown is counted with its neighbour.
    ``smallest`` names the figure below which nothing of a group shows.
    """

    at: Annotated[tuple[Literal["midterm", "final"], ...], Field(min_length=1, strict=False)]
    smallest: Id
    asks: Annotated[dict[Id, Named], Field(min_length=1)]
    groups: Annotated[dict[Id, Electors], Field(min_length=1)]


class Notices(Entry):
    """Who is told of what; ``outside`` is how much a message that leaves the system may say."""

    clause: ClauseId = ""
    source: Words | None = None
    outside: Outside = "counts"
    events: Annotated[tuple[Told, ...], Field(strict=False)] = ()
    ladder: Annotated[tuple[Rung, ...], Field(strict=False)] = ()

    def of(self, event: str) -> Iterator[tuple[Relation, Urgency]]:
        """Who is told of ``event``, and how urgently."""
        for line in self.events:
            if line.event == event:
                for relation in line.tell:
                    yield relation, line.urgency


class Section(Entry):
    """A section of the work report; ``brings`` is what the system fills in beforehand."""

    names: Words
    clause: ClauseId = ""
    required: bool = False
    brings: Annotated[
        tuple[Annotated[str, known("unknown_brought", *vocabulary.BROUGHT)], ...],
        Field(strict=False),
    ] = ()


class ReportForm(Entry):
    """What a secondee's work report says, section by section."""

    clause: ClauseId = ""
    source: Words | None = None
    sections: Annotated[dict[Id, Section], Field(min_length=1)]


USUAL_REPORT = ReportForm(
    clause="S2.2.2",
    sections={
        "work": Section(
            names=Words(zh="工作开展情况", en="Work done"), required=True, brings=("plan", "tasks")
        ),
        "thought": Section(names=Words(zh="思想情况", en="Thinking"), required=True),
        "problems": Section(names=Words(zh="困难和问题", en="Problems"), brings=("difficulties",)),
        "suggestions": Section(names=Words(zh="意见建议", en="Suggestions")),
    },
)


class Ready(Entry):
    """Something that has to be there before somebody is in post."""

    names: Words
    clause: ClauseId = ""
    source: Words | None = None


class Readiness(Entry):
    """What a host has ready for a newcomer, and whether arrival is refused without it."""

    blocks: bool
    clause: ClauseId = ""
    source: Words | None = None
    items: Annotated[dict[ReadyKind, Ready], Field(min_length=1)]


class PlanLine(Entry):
    """A line of the training plan: what it teaches, how, and what stands some months on.

    ``seen_in`` are words of a cadre record that show the experience; a line without any is
    for everybody, one with some for those who lack it.
    """

    names: Words
    clause: ClauseId = ""
    source: Words | None = None
    seen_in: Annotated[tuple[Line, ...], Field(strict=False)] = ()
    categories: Annotated[tuple[Id, ...], Field(strict=False)] = ()
    goal: Words
    measure: Words
    milestone: Words
    months: Annotated[int, Field(ge=1, le=36)]


class PlanTemplate(Entry):
    """The text a training plan is drafted from; ``{name}`` and the like stand for the person's."""

    clause: ClauseId = ""
    source: Words | None = None
    goals: Words
    measures: Words
    lines: Annotated[dict[Id, PlanLine], Field(min_length=1)]


class Pack(Entry):
    """A policy: categories, figures, obligations, checks, plan and form of assessment."""

    id: Id
    version: Annotated[str, StringConstraints(pattern=r"^\d{4}\.\d+(\.\d+)?$", max_length=20)]
    names: Words
    description: Words
    source: Words
    in_force_from: date
    categories: Annotated[dict[Id, Category], Field(min_length=1)]
    parameters: dict[Id, Parameter]
    obligations: Annotated[dict[Id, Obligation], Field(min_length=1)]
    changes: dict[Id, Course] = Field(default_factory=dict)
    checks: dict[Id, Tagged] = Field(default_factory=dict)
    assessment: AssessmentForm
    ballot: BallotForm | None = None
    notices: Notices = Notices()
    talk: TalkForm | None = None
    work_report: ReportForm = USUAL_REPORT
    readiness: Readiness | None = None
    plan: PlanTemplate | None = None
    leave: LeavePolicy | None = None
    selection: SelectionPolicy | None = None

    def checks_on(self, day: date) -> dict[str, AnyCheck]:
        """The checks in force on ``day``, by id."""
        return {key: check for key, check in self.checks.items() if check.in_force(day)}

    def figure(self, name: str, day: date) -> Figure | None:
        """The value of parameter ``name`` on ``day``; None where this policy sets none."""
        parameter = self.parameters.get(name)
        return None if parameter is None else parameter.on(day)

    def number(self, name: str, day: date) -> int:
        """The whole number that parameter ``name`` holds on ``day``, 0 where it holds none."""
        return int(self.figure(name, day) or 0)


def dumped(pack: Pack) -> dict[str, Any]:
    """``pack`` as plain data that JSON can hold."""
    return pack.model_dump(mode="json", by_alias=True, exclude_unset=True)


def restored(data: Mapping[str, Any]) -> Pack:
    """The pack that ``dumped`` wrote."""
    return Pack.model_validate_json(json.dumps(data))


def digest(pack: Pack) -> str:
    """The fingerprint of all that ``pack`` says."""
    text = json.dumps(dumped(pack), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def differences(old: Pack, new: Pack) -> list[tuple[str, object, object]]:
    """Where two packs differ: path, old value, new value; None where there is none."""
    return list(_differences("", dumped(old), dumped(new)))


def _differences(path: str, old: object, new: object) -> Iterator[tuple[str, object, object]]:
    if isinstance(old, dict) and isinstance(new, dict):
        for key in dict.fromkeys([*old, *new]):
            inner = f"{path}.{key}" if path else str(key)
            yield from _differences(inner, old.get(key), new.get(key))
    elif old != new:
        yield path, old, new
