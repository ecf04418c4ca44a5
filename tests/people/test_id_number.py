"""The identity number of GB 11643: what it tells and what is wrong with one."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guazhi.people.rules.id_number import (
    IdNumber,
    check_character,
    check_id_number,
    clean_id_number,
    masked,
    parse_id_number,
)

KNOWN = "11010519491231002X"
WIDE = "１１０１０５１９４９１２３１００２Ｘ"


@pytest.mark.parametrize("text", [KNOWN, KNOWN.lower(), " 110105 19491231 002x ", WIDE])
def test_a_number_is_read_however_it_is_typed(text: str) -> None:
    assert parse_id_number(text) == IdNumber(KNOWN, "110105", date(1949, 12, 31), "female")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (KNOWN, []),
        ("110105194912310021", ["id_number_check_digit"]),
        ("110105491231002", ["id_number_old_form"]),
        ("1101051949", ["id_number_length"]),
        ("", ["id_number_length"]),
        ("1.10105194912E+17", ["id_number_length"]),
        ("11010519491231OO2X", ["id_number_characters"]),
        ("110105194902300021", ["id_number_birth_impossible"]),
        ("990404199212221831", ["id_region_unknown"]),
    ],
)
def test_what_is_wrong_with_a_number_is_told(text: str, found: list[str]) -> None:
    assert [finding.code for finding in check_id_number(text)][: len(found) or None] == found


def test_an_unknown_region_is_a_warning_and_the_number_is_read_all_the_same() -> None:
    finding = next(check_id_number("990404199212221831"))

    assert (finding.level, dict(finding.params)) == ("warning", {"region": "990404"})
    assert parse_id_number("990404199212221831") is not None


def test_an_office_may_keep_its_own_regions() -> None:
    assert [f.code for f in check_id_number(KNOWN, {"110106"})] == ["id_region_unknown"]
    assert list(check_id_number("990404199212221831", {"990404"})) == []


def test_a_message_never_carries_a_whole_number() -> None:
    assert masked(KNOWN) == "110105**********2X"


@given(
    region=st.integers(110000, 829999),
    birth=st.dates(date(1900, 1, 1), date(2100, 12, 31)),
    order=st.integers(0, 999),
)
def test_a_number_with_its_check_character_is_sound_and_any_other_is_not(
    region: int, birth: date, order: int
) -> None:
    body = f"{region}{birth:%Y%m%d}{order:03d}"
    right = check_character(body)

    parsed = parse_id_number(body + right)

    assert parsed == IdNumber(body + right, str(region), birth, "male" if order % 2 else "female")
    assert [parse_id_number(body + one) for one in "0123456789X" if one != right] == [None] * 10


@given(st.text(max_size=30))
def test_no_text_is_too_strange_to_be_checked(text: str) -> None:
    sound = parse_id_number(text) is not None
    errors = [finding for finding in check_id_number(text) if finding.level == "error"]

    assert sound == (not errors)
    assert clean_id_number(clean_id_number(text)) == clean_id_number(text)
