"""Reading a pack: figures by day, categories by post, what changed between two."""

from datetime import date
from pathlib import Path

import pytest

from guazhi.policy import differences, digest, dumped, named, restored
from tests.policy import packs

DATED = "values: [{from: 2027-01-01, value: 5}, {from: 2026-01-01, value: 7}]"


@pytest.mark.parametrize(
    ("day", "figure"),
    [
        (date(2025, 12, 31), None),
        (date(2026, 1, 1), 7),
        (date(2026, 12, 31), 7),
        (date(2027, 1, 1), 5),
    ],
)
def test_a_figure_is_the_one_in_force_on_the_day(
    tmp_path: Path, day: date, figure: int | None
) -> None:
    parameters = packs.PARAMETERS.replace("value: 7, from: 2026-01-01", DATED)

    pack = packs.loaded(tmp_path, packs.text(parameters=parameters))

    assert pack.figure("due_soon_days", day) == figure
    assert pack.number("due_soon_days", day) == (figure or 0)


def test_a_figure_that_the_policy_does_not_set_is_none() -> None:
    day = date(2026, 3, 1)

    assert named("speech").figure("max_secondees_per_leadership_team", day) is None
    assert named("strict").figure("max_secondees_per_leadership_team", day) == 2


@pytest.mark.parametrize(
    ("category", "months"),
    [
        ("county_assistant", (12, 12, 12, 18)),
        ("township", (12, 12, 12, 18)),
        ("city_organ", (6, 6, 6, 12)),
        ("enterprise", (6, 6, 6, 12)),
    ],
)
def test_the_speech_sets_the_length_of_each_category(
    category: str, months: tuple[int, int, int, int]
) -> None:
    length = named("speech").categories[category].months

    assert (length.min, length.normal, length.max, length.longest) == months


def test_the_strict_pack_sets_one_to_three_years() -> None:
    lengths = [category.months for category in named("strict").categories.values()]

    assert [(x.min, x.normal, x.max, x.longest) for x in lengths] == [(12, 24, 36, 36)] * 4


@pytest.mark.parametrize("pack_id", ["speech", "strict"])
def test_a_pack_comes_back_from_plain_data(pack_id: str) -> None:
    pack = named(pack_id)

    assert restored(dumped(pack)) == pack
    assert digest(restored(dumped(pack))) == digest(pack)


def test_differences_name_what_was_changed_added_and_left_out(tmp_path: Path) -> None:
    old = packs.loaded(tmp_path, packs.text())
    obligations = packs.OBLIGATIONS.replace("days: 15", "days: 10").replace(
        "    clause: S2.1.5\n", "    clause: S2.1.5\n    until: 2030-12-31\n"
    )
    new = packs.loaded(tmp_path, packs.text(obligations=obligations).replace("extended", ""))

    assert differences(old, new) == [
        ("obligations.plan.timing.within.days", 15, 10),
        ("obligations.plan.until", None, "2030-12-31"),
    ]
    assert differences(new, old)[0] == ("obligations.plan.until", "2030-12-31", None)
    assert differences(old, old) == []
    assert digest(old) != digest(new)


def test_points_of_a_fit_come_to_a_hundred(tmp_path: Path) -> None:
    selection = (
        "selection:\n  clause: S3.0.2\n  from: 2020-01-01\n  fit: {experience: 60, field: 30}\n"
    )

    found = packs.faults(tmp_path, packs.text(assessment=packs.ASSESSMENT + selection))

    assert [(code, value) for _line, code, value in found] == [("weights_not_whole", "90")]


@pytest.mark.parametrize(
    ("placing", "faults"),
    [
        ("{aims: [fit, wishes], bands: [40, 60]}", []),
        ("{aims: [fit, fit]}", [("told_twice", "fit")]),
        ("{bands: [60, 60]}", [("out_of_range", "60")]),
        ("{aims: [luck]}", [("unknown_value", "luck")]),
        ("{rules: [{names: {zh: 限额, en: Limit}, posts: {host: each}}]}", [("one_limit", "")]),
        ("{rules: [{names: {zh: 限额, en: Limit}, posts: {host: each}, at_most: 2}]}", []),
    ],
)
def test_a_placement_has_aims_and_limits_that_make_sense(
    tmp_path: Path, placing: str, faults: list[tuple[str, str]]
) -> None:
    selection = (
        "selection:\n  clause: S3.0.2\n  from: 2020-01-01\n  fit: {experience: 100}\n"
        f"  placing: {placing}\n"
    )

    found = packs.faults(tmp_path, packs.text(assessment=packs.ASSESSMENT + selection))

    assert [(code, value) for _line, code, value in found] == faults
