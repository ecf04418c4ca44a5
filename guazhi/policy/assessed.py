"""The form of a joint assessment: what is rated, how it adds up, what bounds the grade."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from guazhi.policy import vocabulary
from guazhi.policy.entries import Cited, ClauseId, Id, Named, Words
from guazhi.policy.timing import Entry, Span, known

Weight = Annotated[int, Field(ge=1, le=100)]
Points = Annotated[int, Field(ge=0, le=100)]
Method = Literal["half_up", "half_even", "up", "down"]
SourceId = Annotated[str, known("unknown_source", *vocabulary.SOURCES)]


class Indicator(Named):
    """Something that is rated; without weights all of a dimension count alike."""

    weight: Weight | None = None


class Dimension(Named):
    """An aspect of a cadre; one without indicators is rated itself."""

    weight: Weight | None = None
    indicators: dict[Id, Indicator] = Field(default_factory=dict)


class Grade(Entry):
    """A grade of the scale: what a rating by it counts, and from which total it is proposed."""

    id: Id
    names: Words
    points: Points
    at_least: Points


class Source(Cited):
    """One whose judgement counts, and how much of the whole."""

    weight: Weight


class Rounding(Entry):
    """How a total is rounded, once, at the end."""

    decimals: Annotated[int, Field(ge=0, le=4)] = 2
    method: Method = "half_up"


class Veto(Cited):
    """A fact that bounds the grade whatever the total."""

    at_most: Id


class Quorum(Entry):
    """How many sit: ``members`` at least, of whom ``at_least`` in ``of`` are there to decide."""

    clause: ClauseId = ""
    source: Words | None = None
    members: Annotated[int, Field(ge=1, le=30)]
    at_least: Annotated[int, Field(ge=1, le=30)] = 1
    of: Annotated[int, Field(ge=1, le=30)] = 1


class Cap(Entry):
    """At most a share of those assessed may receive a grade; more with recorded consent.

    Rounded down, the share is never exceeded; another rounding is the author's to answer for.
    """

    grade: Id
    parameter: Id
    consented: Id | None = None
    consent_of: Words | None = None
    rounding: Method = "down"


class ContestStep(Cited):
    """A step at which a result is contested: how long one may, by when and by whom it is decided.

    ``by`` is the ``owner`` of the programme or the organ ``above`` it, whose decision is recorded.
    """

    within: Span
    answered: Span
    by: Literal["owner", "above"]


class Contesting(Entry):
    """How a result is contested: a review, then an appeal; of some ``grades`` only, or of all."""

    grades: Annotated[tuple[Id, ...], Field(strict=False)] = ()
    review: ContestStep
    appeal: ContestStep | None = None


UNDETERMINED = "undetermined"


class Undetermined(Cited):
    """The outcome of a term too short to be graded, and below which share of the term it is."""

    served_below: Annotated[int, Field(ge=1, le=100)]


class AssessmentForm(Entry):
    """What an assessment looks at and the grades it may give, best first."""

    clause: ClauseId = ""
    source: Words | None = None
    dimensions: Annotated[dict[Id, Dimension], Field(min_length=1)]
    grades: Annotated[tuple[Grade, ...], Field(min_length=2, strict=False)]
    sources: dict[SourceId, Source] = Field(default_factory=dict)
    rounding: Rounding = Rounding()
    vetoes: dict[Id, Veto] = Field(default_factory=dict)
    quorum: Quorum | None = None
    cap: Cap | None = None
    contest: Contesting | None = None
    undetermined: Undetermined | None = None

    def indicators(self) -> Mapping[str, Named]:
        """Everything that is rated, by id, in the order of the form."""
        found: dict[str, Named] = {}
        for key, dimension in self.dimensions.items():
            found.update(dimension.indicators)
            if not dimension.indicators:
                found[key] = dimension
        return found

    def grade(self, grade: str) -> Grade | None:
        """The grade of that id, or the outcome without one."""
        return next((each for each in self.outcomes if each.id == grade), None)

    @property
    def outcomes(self) -> tuple[Grade, ...]:
        """Whatever an assessment may end with: the scale, and behind it that there is no grade."""
        if self.undetermined is None:
            return self.grades
        names = self.undetermined.names
        return (*self.grades, Grade(id=UNDETERMINED, names=names, points=0, at_least=0))
