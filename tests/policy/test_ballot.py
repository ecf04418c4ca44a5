"""The democratic evaluation of a pack: what may be wrong with it."""

from pathlib import Path

import pytest

from guazhi.policy import named
from tests.policy import packs

BALLOT = """\
ballot:
  names: {zh: 测评, en: Ballot}
  clause: S2.2.14
  from: 2026-01-01
  at: [final]
  smallest: smallest_ballot_group
  asks: {virtue: {names: {zh: 德, en: Virtue}}}
  groups: {team: {names: {zh: 班子, en: Team}, weight: 40}, staff: {names: {zh: 职工, en: Staff}, weight: 60}}
"""


@pytest.mark.parametrize(
    ("right", "wrong", "found"),
    [
        ("at: [final]", "at: [final]", []),
        ("  clause: S2.2.14\n  from", "  from", [("no_citation", "")]),
        ("at: [final]", "at: [yearly]", [("unknown_value", "yearly")]),
        ("weight: 60", "weight: 50", [("weights_not_whole", "90")]),
        (
            "smallest: smallest_ballot_group",
            "smallest: smallest",
            [("unknown_parameter", "smallest")],
        ),
        ("value: 5", "value: 2", [("out_of_range", "2")]),
        ("asks: {virtue: {names: {zh: 德, en: Virtue}}}", "asks: {}", [("out_of_range", "")]),
    ],
)
def test_a_fault_of_the_ballot_is_told(
    tmp_path: Path, right: str, wrong: str, found: list[tuple[str, str]]
) -> None:
    content = packs.text(parameters=packs.PARAMETERS + packs.SMALLEST) + BALLOT
    assert right in content

    faults = packs.faults(tmp_path, content.replace(right, wrong))

    assert [(code, what) for _line, code, what in faults] == found


def test_both_shipped_packs_ask_six_things_of_three_groups_and_show_nothing_below_five() -> None:
    forms = [named(pack_id).ballot for pack_id in ("speech", "strict")]

    assert [form and (len(form.asks), list(form.groups)) for form in forms] == [
        (6, ["team", "middle", "staff"])
    ] * 2
    assert [
        named(pack_id).parameters["smallest_ballot_group"].value for pack_id in ("speech", "strict")
    ] == [5, 5]
