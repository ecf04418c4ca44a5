"""Growth between the mid-term and the final assessment, dimension by dimension; never a rank."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from guazhi.policy.assessed import AssessmentForm

# a party's ratings: a grade for each indicator
Scores = Mapping[str, str]
# a change of less than a point out of a hundred is none
NOTICED = 1


class Course(StrEnum):
    """How the ratings of somebody moved from one assessment to the next."""

    GREW = "grew"
    SAME = "same"
    FELL = "fell"


@dataclass(frozen=True, slots=True)
class Rated:
    """All ratings of one person in both assessments: of each party, a grade an indicator."""

    person: int
    midterm: Sequence[Scores]
    final: Sequence[Scores]


def dimension_points(form: AssessmentForm, key: str, scores: Scores) -> Fraction | None:
    """What one party's ratings come to in a dimension; None where it rated nothing of it."""
    points = {grade.id: grade.points for grade in form.grades}
    dimension = form.dimensions[key]
    weights = {name: each.weight or 1 for name, each in dimension.indicators.items()} or {key: 1}
    given = [(w, points[scores[name]]) for name, w in weights.items() if scores.get(name) in points]
    whole = sum(weight for weight, _points in given)
    return Fraction(sum(weight * value for weight, value in given), whole) if whole else None


def course(
    form: AssessmentForm, key: str, before: Iterable[Scores], after: Iterable[Scores]
) -> Course | None:
    """How a dimension moved, all parties counting alike; None without ratings of both."""
    first, last = (_mean(form, key, scores) for scores in (before, after))
    if first is None or last is None:
        return None
    if abs(last - first) < NOTICED:
        return Course.SAME
    return Course.GREW if last > first else Course.FELL


def _mean(form: AssessmentForm, key: str, rated: Iterable[Scores]) -> Fraction | None:
    values = [dimension_points(form, key, scores) for scores in rated]
    known = [value for value in values if value is not None]
    return sum(known, Fraction()) / len(known) if known else None


def growth(form: AssessmentForm, people: Iterable[Rated]) -> dict[str, dict[Course, list[int]]]:
    """Who grew, stayed or fell in each dimension of the form."""
    everybody = list(people)
    found: dict[str, dict[Course, list[int]]] = {}
    for key in form.dimensions:
        moved: dict[Course, list[int]] = {each: [] for each in Course}
        for one in everybody:
            way = course(form, key, one.midterm, one.final)
            if way is not None:
                moved[way].append(one.person)
        found[key] = moved
    return found


def counted(moved: Mapping[Course, Sequence[int]], smallest: int) -> Counter[Course] | None:
    """How many moved which way; None where they are too few to be shown."""
    told = Counter({way: len(people) for way, people in moved.items()})
    return told if told.total() >= smallest else None
