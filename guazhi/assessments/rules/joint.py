"""The two assessments of a term: when, by what parts, with which scores and grades."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from enum import StrEnum

from guazhi.policy.assessed import UNDETERMINED
from guazhi.policy.findings import Finding
from guazhi.secondments.rules import SERVED


class Kind(StrEnum):
    """When an assessment is held."""

    MIDTERM = "midterm"
    FINAL = "final"

    @property
    def part_evidence(self) -> str:
        """The kind of evidence that a party's part gives."""
        return f"{self.value}_part"

    @property
    def evidence(self) -> str:
        """The kind of evidence that the concluded assessment gives."""
        return f"{self.value}_assessment"


def check_served(state: str) -> Iterator[Finding]:
    """A finding when the person has not taken up the post."""
    if state not in SERVED:
        yield Finding("not_in_post", params={"state": state})


def check_grade(grade: str, scale: Iterable[str]) -> Iterator[Finding]:
    """A finding when ``grade`` is not one of the policy's."""
    if grade not in scale:
        yield Finding("grade_not_on_scale", params={"grade": grade}, field="grade")


def check_scores(
    scores: Mapping[str, str], names: Mapping[str, str], scale: Collection[str]
) -> Iterator[Finding]:
    """Findings for indicators left out, unknown ones, and scores off the scale (S2.2.14)."""
    for key, name in names.items():
        score = str(scores.get(key, "")).strip()
        if score in scale:
            continue
        code = "score_not_on_scale" if score else "dimension_missing"
        params = {"dimension": name, "score": score} if score else {"dimension": name}
        yield Finding(code, params=params, clause="S2.2.14", field=f"score_{key}")
    for key in scores:
        if key not in names:
            yield Finding("dimension_unknown", params={"dimension": key})


def check_opens(day: date, opens: date, field: str = "day") -> Iterator[Finding]:
    """A finding when ``day`` comes before the window that policy opens on ``opens``."""
    if day < opens:
        yield Finding("too_early", params={"opens": opens}, field=field)


def check_parts(missing: Iterable[str]) -> Iterator[Finding]:
    """A finding that names every managing party whose part is not in (S2.2.13)."""
    names = "、".join(missing)
    if names:
        yield Finding("parts_missing", params={"parties": names}, clause="S2.2.13")


def differs(proposed: str, decided: str) -> bool:
    """Whether a party proposed another grade than is decided; without a grade nobody differs."""
    return decided not in {proposed, UNDETERMINED}
