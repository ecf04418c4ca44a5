"""The fit of a person and a post: points by part, each told with what was met of what was asked."""

import pytest

from guazhi.policy import named
from guazhi.policy.selecting import SelectionPolicy
from guazhi.selection.rules.fit import FitLine, Offered, Put, fields_of, fit, lacking

PACK = named("speech")
assert PACK.selection is not None
POLICY: SelectionPolicy = PACK.selection


def offered(category: str = "township", teaches: str = "", fields: str = "") -> Offered:
    return Offered(category, frozenset(teaches.split()), frozenset(fields.split()))


def put(category: str = "township", lacks: str = "", fields: str = "") -> Put:
    return Put(category, frozenset(lacks.split()), frozenset(fields.split()))


@pytest.mark.parametrize(
    ("person", "post", "direction", "rank", "points"),
    [
        (put(), offered(), "across", 0, {"level": 6, "category": 15}),
        (put(""), offered(), "across", 0, {"level": 6}),
        (put("enterprise"), offered(), "down", 0, {"level": 15}),
        (
            put(lacks="grassroots organ"),
            offered(teaches="grassroots"),
            "down",
            0,
            {"experience": 40, "level": 15, "category": 15},
        ),
        (
            put(lacks="grassroots"),
            offered(teaches="grassroots organ economy"),
            "up",
            0,
            {"experience": 13, "level": 15, "category": 15},
        ),
        (
            put(fields="law general"),
            offered(fields="law agriculture"),
            "up",
            0,
            {"field": 10, "level": 15, "category": 15},
        ),
        (put(), offered(), "up", 1, {"level": 15, "category": 15, "host": 10}),
        (put(), offered(), "up", 2, {"level": 15, "category": 15, "host": 7}),
        (put(), offered(), "up", 3, {"level": 15, "category": 15, "host": 3}),
        (put(), offered(), "up", 9, {"level": 15, "category": 15}),
    ],
)
def test_each_part_of_the_fit_brings_its_points(
    person: Put, post: Offered, direction: str, rank: int, points: dict[str, int]
) -> None:
    found = fit(POLICY, person, post, direction=direction, host_rank=rank)

    assert {line.part: line.got for line in found.lines if line.got} == points
    assert found.score == sum(points.values())


def test_a_perfect_fit_has_all_the_points() -> None:
    person = put(lacks="grassroots", fields="agriculture")
    post = offered(teaches="grassroots", fields="agriculture")

    assert fit(POLICY, person, post, direction="down", host_rank=1).score == 100


def test_a_line_says_what_was_met_of_what_was_asked() -> None:
    person = put(lacks="grassroots economy")
    post = offered(teaches="grassroots organ economy")

    assert fit(POLICY, person, post, direction="up").lines[0] == FitLine(
        "experience", 27, 40, 2, 3, ("economy", "grassroots")
    )


def test_what_a_record_does_not_show_is_lacked() -> None:
    record = ["安澜市教育局 一级科员", "2018.07 清溪县龙泉乡 科员"]

    assert lacking(PACK, record) == {"hard_tasks", "economy"}
    assert fields_of(POLICY, record) == {"livelihood"}
