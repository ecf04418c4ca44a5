"""The checks of a policy: who may be placed where. Each is dated, cited, of a kind and a level."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag, TypeAdapter, ValidationError, model_validator
from pydantic_core import PydanticCustomError

from guazhi.policy import vocabulary
from guazhi.policy.entries import Cited, Id, Line
from guazhi.policy.timing import Entry, known

Severity = Literal["blocking", "warning", "note"]
Rank = Annotated[str, known("unknown_value", *vocabulary.RANKS)]
Education = Annotated[str, known("unknown_value", *vocabulary.EDUCATIONS)]
YearGrade = Annotated[str, known("unknown_value", *vocabulary.YEAR_GRADES)]
Place = Annotated[str, known("unknown_value", *vocabulary.PLACES)]
Some = Annotated[int, Field(ge=1, le=600)]


class Check(Cited):
    """A rule on who may be placed where.

    ``level`` is what a breach amounts to; ``missing`` what it amounts to when the record lacks
    the fact, by default a warning, so that nothing passes for want of data.
    """

    level: Severity
    missing: Severity | None = None
    until: date | None = None
    categories: Annotated[tuple[Id, ...], Field(strict=False)] = ()

    def in_force(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)

    def applies_to(self, category: str) -> bool:
        return not self.categories or category in self.categories

    @property
    def if_missing(self) -> Severity:
        """The level of a fact that the record lacks."""
        return self.missing or ("note" if self.level == "note" else "warning")


class AgeLimit(Entry):
    """Below an age, or born from a month on; for some ranks, or for all the others."""

    ranks: Annotated[tuple[Rank, ...], Field(strict=False)] = ()
    under: Annotated[int, Field(ge=18, le=80)] | None = None
    born_from: date | None = None

    @model_validator(mode="after")
    def _one(self) -> "AgeLimit":
        if (self.under is None) == (self.born_from is None):
            allowed = ("under", "born_from")
            raise PydanticCustomError("age_or_cutoff", "age_or_cutoff", {"allowed": allowed})
        return self


class AgeCheck(Check):
    """Age by rank, on the first day of the term or on a declared day."""

    kind: Literal["age"]
    limits: Annotated[tuple[AgeLimit, ...], Field(min_length=1, strict=False)]
    on: date | None = None


class EducationCheck(Check):
    """At least some level of education; only the full-time one, or any."""

    kind: Literal["education"]
    at_least: Education
    counts: Literal["any", "full_time"] = "any"


class RankCheck(Check):
    """At least some rank."""

    kind: Literal["rank"]
    at_least: Rank


class PostRankCheck(Check):
    """No post above one's own rank (不得高挂): the rank of the posts of each category."""

    kind: Literal["post_rank"]
    posts: Annotated[dict[Id, Rank], Field(min_length=1)]


class GradesCheck(Check):
    """The grades of the last calendar years."""

    kind: Literal["grades"]
    years: Annotated[int, Field(ge=1, le=10)]
    accepts: Annotated[tuple[YearGrade, ...], Field(min_length=1, strict=False)]


class SanctionCheck(Check):
    """No sanction in effect, nor some months after its effect."""

    kind: Literal["sanction"]
    months_after: Annotated[int, Field(ge=0, le=120)] = 0


class SameHostCheck(Check):
    """Not seconded to the same host before; ever, or within some years."""

    kind: Literal["same_host"]
    years: Annotated[int, Field(ge=1, le=50)] | None = None


class CoolDownCheck(Check):
    """Some months at home after the last secondment."""

    kind: Literal["cool_down"]
    months: Some


class OverlapCheck(Check):
    """One secondment at a time."""

    kind: Literal["overlap"]


class TeamCheck(Check):
    """So many secondees in one leadership team at a time; ``most`` names the figure."""

    kind: Literal["team"]
    most: Id


class PlaceCheck(Check):
    """Not where one comes from (地域回避)."""

    kind: Literal["place"]
    places: Annotated[tuple[Place, ...], Field(min_length=1, strict=False)]
    area: Literal["county", "city"] = "county"


class KinCheck(Check):
    """No kin in the host unit (任职回避)."""

    kind: Literal["kin"]


class KinFirmCheck(Check):
    """No firm of near kin under the host's regulation."""

    kind: Literal["kin_firm"]


class ServiceCheck(Check):
    """Years of service."""

    kind: Literal["service"]
    years: Annotated[int, Field(ge=1, le=50)]


class HealthCheck(Check):
    """A state of health that allows for the post."""

    kind: Literal["health"]
    accepts: Annotated[tuple[Line, ...], Field(min_length=1, strict=False)]


AnyCheck = (
    AgeCheck
    | EducationCheck
    | RankCheck
    | PostRankCheck
    | GradesCheck
    | SanctionCheck
    | SameHostCheck
    | CoolDownCheck
    | OverlapCheck
    | TeamCheck
    | PlaceCheck
    | KinCheck
    | KinFirmCheck
    | ServiceCheck
    | HealthCheck
)
CHECKS: Mapping[str, type[Check]] = {
    "age": AgeCheck,
    "education": EducationCheck,
    "rank": RankCheck,
    "post_rank": PostRankCheck,
    "grades": GradesCheck,
    "sanction": SanctionCheck,
    "same_host": SameHostCheck,
    "cool_down": CoolDownCheck,
    "overlap": OverlapCheck,
    "team": TeamCheck,
    "place": PlaceCheck,
    "kin": KinCheck,
    "kin_firm": KinFirmCheck,
    "service": ServiceCheck,
    "health": HealthCheck,
}


def _tag(value: object) -> str | None:
    """The tag of the kind; no key of a file can be spelt like it."""
    kind = value.get("kind") if isinstance(value, dict) else getattr(value, "kind", None)
    return f"check:{kind}" if isinstance(kind, str) and kind in CHECKS else None


Tagged = Annotated[
    Annotated[AgeCheck, Tag("check:age")]
    | Annotated[EducationCheck, Tag("check:education")]
    | Annotated[RankCheck, Tag("check:rank")]
    | Annotated[PostRankCheck, Tag("check:post_rank")]
    | Annotated[GradesCheck, Tag("check:grades")]
    | Annotated[SanctionCheck, Tag("check:sanction")]
    | Annotated[SameHostCheck, Tag("check:same_host")]
    | Annotated[CoolDownCheck, Tag("check:cool_down")]
    | Annotated[OverlapCheck, Tag("check:overlap")]
    | Annotated[TeamCheck, Tag("check:team")]
    | Annotated[PlaceCheck, Tag("check:place")]
    | Annotated[KinCheck, Tag("check:kin")]
    | Annotated[KinFirmCheck, Tag("check:kin_firm")]
    | Annotated[ServiceCheck, Tag("check:service")]
    | Annotated[HealthCheck, Tag("check:health")],
    Discriminator(_tag, custom_error_type="unknown_check", custom_error_message="unknown check"),
]
_ADAPTER: TypeAdapter[AnyCheck] = TypeAdapter(Tagged)


def read_check(value: Any) -> AnyCheck | None:
    """The check that ``value`` describes, or None where it is at fault."""
    try:
        return _ADAPTER.validate_python(value)
    except ValidationError:
        return None
