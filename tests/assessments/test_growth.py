"""Growth between two assessments: by dimension, all parties alike, too few are not shown."""

from collections import Counter

import pytest

from guazhi.assessments.rules.growth import Course, Rated, counted, course, growth
from guazhi.policy import named

FORM = named("speech").assessment
ABILITY = ("duty_skills", "mass_work")


def rated(*grades: str) -> dict[str, str]:
    return dict(zip(ABILITY, grades, strict=True))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ([rated("competent", "competent")], [rated("competent", "competent")], Course.SAME),
        ([rated("competent", "competent")], [rated("excellent", "competent")], Course.GREW),
        ([rated("excellent", "competent")], [rated("competent", "competent")], Course.FELL),
        # one party up and another down by as much
        (
            [rated("competent", "competent"), rated("excellent", "excellent")],
            [rated("excellent", "excellent"), rated("competent", "competent")],
            Course.SAME,
        ),
        ([], [rated("competent", "competent")], None),
        ([{}], [rated("competent", "competent")], None),
    ],
)
def test_a_dimension_moves_by_the_mean_of_all_parties(
    before: list[dict[str, str]], after: list[dict[str, str]], expected: Course | None
) -> None:
    assert course(FORM, "ability", before, after) == expected


def test_only_who_was_assessed_twice_is_counted_in_each_dimension() -> None:
    twice = Rated(1, [rated("competent", "competent")], [rated("excellent", "competent")])
    once = Rated(2, [rated("competent", "competent")], [])

    found = growth(FORM, [twice, once])

    assert found["ability"] == {Course.GREW: [1], Course.SAME: [], Course.FELL: []}
    assert found["virtue"] == {Course.GREW: [], Course.SAME: [], Course.FELL: []}


@pytest.mark.parametrize(
    ("smallest", "shown"), [(3, Counter({Course.GREW: 2, Course.FELL: 1})), (4, None)]
)
def test_of_too_few_no_distribution_is_shown(smallest: int, shown: Counter[Course] | None) -> None:
    moved = {Course.GREW: [1, 2], Course.SAME: [], Course.FELL: [3]}

    assert counted(moved, smallest) == shown
