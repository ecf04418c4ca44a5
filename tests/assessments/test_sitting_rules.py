"""Who may sit: enough members, one chair, every party, nobody on himself or his family."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guazhi.assessments.rules.sitting import Member, Subject, check_members, check_quorum
from guazhi.policy.assessed import Quorum

CITY, COUNTY, HOST, ELSEWHERE = 1, 2, 3, 4
QUORUM = Quorum(members=3, at_least=2, of=3)
CHAIR = Member("周建", CITY, user=11, is_chair=True)
SENT = Member("吴敏", COUNTY, user=12)
LED = Member("王建国", HOST, user=13, person=31)
SITS = [CHAIR, SENT, LED]
TAN = Subject(
    21,
    "谭敏",
    frozenset({"谭志强"}),
    {CITY: "市委组织部", COUNTY: "清溪县委组织部", HOST: "龙泉乡"},
)


@pytest.mark.parametrize(
    ("members", "codes"),
    [
        (SITS, []),
        ([CHAIR, LED], ["too_few_members", "party_not_sitting"]),
        ([replace(CHAIR, is_chair=False), SENT, LED], ["one_chair"]),
        ([CHAIR, SENT, replace(LED, is_chair=True)], ["one_chair"]),
        ([*SITS, LED], ["member_twice"]),
        ([*SITS, Member("王建国", HOST, person=31)], ["member_twice"]),
        ([*SITS, Member("谭敏", HOST, person=21)], ["member_is_assessed"]),
        ([*SITS, Member("谭志强", HOST)], ["member_is_relative"]),
        ([*SITS, Member("谭\u3000志 强", HOST)], ["member_is_relative"]),
        (
            [*SITS, Member("赵立", CITY, relatives=frozenset({"谭敏"}))],
            ["member_is_relative"],
        ),
        ([*SITS, Member("赵立", ELSEWHERE)], ["member_of_no_party"]),
    ],
)
def test_a_sitting_is_sound_or_says_why_not(members: list[Member], codes: list[str]) -> None:
    assert [found.code for found in check_members(members, [TAN], QUORUM)] == codes


def test_without_a_county_in_scope_none_is_missed() -> None:
    city_firm = replace(TAN, managing={CITY: "市委组织部", HOST: "市供水公司"})

    found = check_members([CHAIR, LED], [city_firm], Quorum(members=2))

    assert list(found) == []


@pytest.mark.parametrize(
    ("absent", "codes"),
    [((), []), ((1,), []), ((3,), ["party_absent"]), ((1, 2), ["no_quorum", "party_absent"])],
)
def test_a_decision_needs_a_quorum_and_every_party(
    absent: tuple[int, ...], codes: list[str]
) -> None:
    members = {1: CITY, 2: CITY, 3: HOST}

    assert [found.code for found in check_quorum(QUORUM, members, absent, {CITY, HOST})] == codes


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(st.integers(1, 12), st.sampled_from([CITY, COUNTY, HOST]), max_size=9),
    st.sets(st.integers(1, 12)),
    st.integers(1, 5),
    st.integers(1, 5),
)
def test_a_quorum_is_the_share_of_those_who_sit_and_each_party_is_there(
    members: dict[int, int], absent: set[int], at_least: int, of: int
) -> None:
    quorum = Quorum(members=1, at_least=min(at_least, of), of=of)

    codes = [each.code for each in check_quorum(quorum, members, absent, {CITY, HOST})]

    there = [unit for member, unit in members.items() if member not in absent]
    too_few = len(there) * of < len(members) * min(at_least, of)
    assert ("no_quorum" in codes, "party_absent" in codes) == (
        too_few,
        CITY not in there or HOST not in there,
    )
