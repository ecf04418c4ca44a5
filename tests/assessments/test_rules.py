"""Caps, digests and checks, at their boundaries."""

from datetime import date

import pytest

from guazhi.assessments.rules import (
    canonical,
    check_grade,
    check_opens,
    check_use,
    digest,
)


def test_equal_content_has_an_equal_digest_whatever_its_order() -> None:
    one = canonical({"姓名": "谭敏", "等次": "称职"})

    assert one == canonical({"等次": "称职", "姓名": "谭敏"})
    assert digest(one) == digest(one, "sha256") != digest(one, "sha512")


def test_a_grade_stands_on_the_scale() -> None:
    scale = ["excellent", "competent"]

    assert list(check_grade("excellent", scale)) == []
    assert [f.code for f in check_grade("", scale)] == ["grade_not_on_scale"]


def test_a_window_opens_on_its_first_day() -> None:
    opens = date(2027, 1, 29)

    assert list(check_opens(opens, opens)) == []
    assert [f.code for f in check_opens(date(2027, 1, 28), opens)] == ["too_early"]


@pytest.mark.parametrize(
    ("day", "has_result", "codes"),
    [
        (date(2027, 3, 1), True, []),
        (date(2027, 2, 28), True, ["term_not_over"]),
        (date(2027, 3, 1), False, ["no_result_yet"]),
        (date(2027, 2, 28), False, ["term_not_over", "no_result_yet"]),
    ],
)
def test_a_result_is_used_after_the_term_and_only_when_there_is_one(
    day: date, has_result: bool, codes: list[str]
) -> None:
    found = check_use(day=day, end=date(2027, 2, 28), has_result=has_result)

    assert [finding.code for finding in found] == codes
