"""The code tables."""

import pytest

from guazhi.people.rules.codes import check_code, read_code, table


def test_the_ethnic_groups_are_the_fifty_six() -> None:
    assert (len(table("ethnic_group")), table("ethnic_group")["01"].name) == (56, "汉族")


@pytest.mark.parametrize(
    "name",
    [
        "sex", "ethnic_group", "political_status", "education", "degree", "health", "rank",
        "cadre_category", "region",
    ],
)  # fmt: skip
def test_no_spelling_means_two_things(name: str) -> None:
    spellings = [text for entry in table(name).values() for text in (entry.name, *entry.also)]

    assert sorted(spellings) == sorted(set(spellings))


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("ethnic_group", "汉族", []),
        ("ethnic_group", "汉", [("ethnic_group_short_form", "note")]),
        ("ethnic_group", "土家", [("ethnic_group_short_form", "note")]),
        ("ethnic_group", "火星族", [("ethnic_group_unknown", "warning")]),
        ("education", "本科", [("education_short_form", "note")]),
    ],
)
def test_short_forms_are_noted_and_unknown_ones_warned_of(
    name: str, text: str, found: list[tuple[str, str]]
) -> None:
    assert [(finding.code, finding.level.value) for finding in check_code(name, text)] == found


def test_a_short_form_is_read_as_the_full_name() -> None:
    entry = read_code("ethnic_group", "土家")

    assert entry is not None
    assert entry.name == "土家族"
