"""When something is owed: the timing forms that a pack may use."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Discriminator,
    Field,
    Tag,
    model_validator,
)
from pydantic_core import PydanticCustomError

from guazhi.policy import vocabulary

Count = Annotated[int, Field(ge=1, le=3660)]


def known(code: str, *words: str) -> AfterValidator:
    """A check that a value is one of ``words``."""

    def check(value: str) -> str:
        if value not in words:
            raise PydanticCustomError(code, code, {"allowed": words})
        return value

    return AfterValidator(check)


Kind = Annotated[str, known("unknown_happening", *vocabulary.HAPPENINGS)]


class Anchor(StrEnum):
    """A day of the term from which time is counted."""

    START = "start"
    END = "end"
    MIDPOINT = "midpoint"


class Entry(BaseModel):
    """A piece of a pack: immutable, and no key but its own."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class Span(Entry):
    """An amount of time in exactly one unit."""

    days: Count | None = None
    working_days: Count | None = None
    months: Annotated[int, Field(ge=1, le=120)] | None = None

    @model_validator(mode="after")
    def _one_unit(self) -> "Span":
        if len(self.model_fields_set) != 1:
            raise PydanticCustomError("one_unit", "one_unit", {"allowed": tuple(Span.model_fields)})
        return self

    @property
    def unit(self) -> str:
        return next(iter(self.model_fields_set))

    @property
    def amount(self) -> int:
        amount: int = getattr(self, self.unit)
        return amount


class By(Entry):
    """On or before a day; counts when done up to ``early`` before it."""

    by: Anchor = Field(strict=False)
    early: Span = Span(months=12)


class Within(Entry):
    """Within a span of a day."""

    within: Span
    of: Anchor = Field(strict=False)
    early: Span | None = None


class Around(Entry):
    """Some days before or after a day."""

    around: Anchor = Field(strict=False)
    days: Count


class Before(Entry):
    """In the last days before a day, with a time of grace where the work allows it."""

    before: Anchor = Field(strict=False)
    days: Count
    grace: Span | None = None


class Months(Entry):
    """A period of whole months."""

    months: Annotated[int, Field(ge=1, le=36)]


class Every(Entry):
    """Once in each period of the term."""

    every: Months


class After(Entry):
    """Within a span of each happening of a kind."""

    after: Kind
    within: Span


class WithinSpan(Entry):
    """A span that follows."""

    within: Span


class AfterEnd(Entry):
    """Within a span of the last day."""

    after_end: WithinSpan


# A form is known by its first key; "within" comes last, being a part of others too.
FORMS: Mapping[str, type[Entry]] = {
    "by": By,
    "around": Around,
    "before": Before,
    "every": Every,
    "after": After,
    "after_end": AfterEnd,
    "within": Within,
}


def _form(value: object) -> str | None:
    """The tag of the form; no key of a file can be spelt like it."""
    for form, entry in FORMS.items():
        if isinstance(value, entry) or (isinstance(value, dict) and form in value):
            return f"form:{form}"
    return None


Form = By | Around | Before | Every | After | AfterEnd | Within
Timing = Annotated[
    Annotated[By, Tag("form:by")]
    | Annotated[Around, Tag("form:around")]
    | Annotated[Before, Tag("form:before")]
    | Annotated[Every, Tag("form:every")]
    | Annotated[After, Tag("form:after")]
    | Annotated[AfterEnd, Tag("form:after_end")]
    | Annotated[Within, Tag("form:within")],
    Discriminator(_form, custom_error_type="unknown_timing", custom_error_message="unknown timing"),
]
