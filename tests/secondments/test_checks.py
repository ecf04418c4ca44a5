"""The checks, each by a table at its boundaries, and what holds of them all."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from guazhi.people.rules.codes import table
from guazhi.people.rules.levels import education_level, rank_level
from guazhi.policy import named
from guazhi.policy.eligibility_words import word
from guazhi.policy.months import add_months, term_end
from guazhi.policy.vocabulary import EDUCATIONS, RANKS
from guazhi.secondments.rules.checks import KinFacts, screened
from guazhi.secondments.rules.checks.avoidance import comes_from, is_of
from guazhi.web.messages import in_both
from tests.secondments.facts import PERSON, POST, START, check, codes, person, post, sanction, stay
from tests.secondments.facts import screening as screening_of

BY_RANK = [
    {"ranks": ["county_head", "county_deputy"], "under": 45},
    {"under": 40},
]
AGES = {"kind": "age", "limits": BY_RANK}
CUT_OFF = {"kind": "age", "limits": [{"born_from": date(1986, 3, 1)}]}
RANKED = {"kind": "post_rank", "posts": {"township": "township_deputy"}}
GRADES = {"kind": "grades", "years": 2, "accepts": ["优秀", "称职"]}
SANCTION = {"kind": "sanction"}
PLACES = {"kind": "place", "places": ["native_place"]}
WARNED = sanction("记过", date(2025, 3, 10), date(2026, 3, 9))
OPEN = sanction("记过", date(2025, 3, 10), None)
EARLIER = stay(date(2023, 3, 1), date(2024, 2, 29))
ELSEWHERE = stay(date(2023, 3, 1), date(2024, 2, 29), host=8)


def test_who_lacks_nothing_passes_every_check_of_the_strict_policy() -> None:
    assert codes(PERSON, POST) == []


def test_a_blank_record_passes_no_check_that_needs_a_fact() -> None:
    blank = person(
        birth=None, rank="", education="", work_began=None, health="", native_place="",
        birth_place="", growing_up_place="", grades={}, sanctions_checked=None, kin=(),
        kin_declared=None,
    )  # fmt: skip
    screening = screening_of(blank, POST)

    found = {each.check: each.verdict.missing for each in screening.results(1, 1)}

    assert found == {
        "age": ("birth_month",),
        "education": ("education",),
        "own_rank": ("rank",),
        "grades": ("grade",),
        "sanctions": ("sanctions_checked",),
        "origin": ("native_place", "birth_place", "growing_up_place"),
        "kin": ("kin_declared",),
        "kin_firm": ("kin_declared",),
        "service": ("work_began",),
        "health": ("health",),
    }
    assert screening.blocked(1, 1) is None
    assert {each.level for each in screening.results(1, 1)} == {"warning"}


CASES: list[tuple[dict[str, Any], dict[str, Any], list[str]]] = [
    # the check, what is otherwise of the person, what is found
    (AGES, {"birth": date(1986, 4, 1)}, []),
    (AGES, {"birth": date(1986, 3, 1)}, ["too_old"]),
    (AGES, {"birth": date(1981, 4, 1), "rank": "县处级副职"}, []),
    (AGES, {"birth": date(1981, 4, 1), "rank": "三级调研员"}, []),
    (AGES, {"birth": date(1981, 3, 1), "rank": "县处级副职"}, ["too_old"]),
    (AGES, {"birth": date(1986, 3, 1), "rank": ""}, ["rank"]),
    (AGES, {"birth": date(1986, 4, 1), "rank": ""}, []),
    (AGES, {"birth": date(1981, 3, 1), "rank": ""}, ["too_old"]),
    ({**AGES, "on": date(2025, 1, 1)}, {"birth": date(1985, 2, 1)}, []),
    (CUT_OFF, {"birth": date(1986, 3, 1)}, []),
    (CUT_OFF, {"birth": date(1986, 2, 1)}, ["born_too_early"]),
    ({"kind": "education", "at_least": "university"}, {"education": "大专"}, ["education_too_low"]),
    (
        {"kind": "education", "at_least": "university"},
        {"education": "大专", "later_education": "中央党校大学"},
        [],
    ),
    (
        {"kind": "education", "at_least": "university", "counts": "full_time"},
        {"education": "大专", "later_education": "中央党校大学"},
        ["education_too_low"],
    ),
    ({"kind": "education", "at_least": "college"}, {"education": "自修"}, ["education"]),
    ({"kind": "rank", "at_least": "township_head"}, {}, []),
    ({"kind": "rank", "at_least": "township_head"}, {"rank": "二级主任科员"}, []),
    ({"kind": "rank", "at_least": "township_head"}, {"rank": "三级主任科员"}, ["rank_too_low"]),
    (RANKED, {"rank": "四级主任科员"}, []),
    (RANKED, {"rank": "一级科员"}, ["post_above_rank"]),
    (RANKED, {"rank": "副总"}, ["rank"]),
    ({**RANKED, "posts": {"city_organ": "clerk"}}, {}, ["post_rank"]),
    (GRADES, {"grades": {2024: "称职", 2025: "基本称职"}}, ["grade_not_accepted"]),
    (GRADES, {"grades": {2023: "不称职", 2024: "称职", 2025: "称职"}}, []),
    (GRADES, {"grades": {2025: "优秀"}}, ["grade"]),
    (GRADES, {"grades": {2025: "优秀"}, "work_began": date(2024, 7, 1)}, []),
    (GRADES, {"grades": {2024: "不称职"}}, ["grade_not_accepted"]),
    (SANCTION, {"sanctions": (WARNED,)}, ["sanction_in_effect"]),
    (SANCTION, {"sanctions": (sanction("警告", date(2025, 8, 1), date(2026, 2, 28)),)}, []),
    (
        {**SANCTION, "months_after": 1},
        {"sanctions": (sanction("警告", date(2025, 8, 1), date(2026, 2, 28)),)},
        ["sanction_in_effect"],
    ),
    (SANCTION, {"sanctions": (OPEN,)}, ["sanction_effect"]),
    (SANCTION, {"sanctions_checked": None}, ["sanctions_checked"]),
    ({"kind": "same_host"}, {"stays": (EARLIER,)}, ["same_host_before"]),
    ({"kind": "same_host"}, {"stays": (ELSEWHERE,)}, []),
    ({"kind": "same_host", "years": 2}, {"stays": (EARLIER,)}, []),
    ({"kind": "same_host", "years": 3}, {"stays": (EARLIER,)}, ["same_host_before"]),
    ({"kind": "cool_down", "months": 24}, {"stays": (EARLIER,)}, []),
    ({"kind": "cool_down", "months": 25}, {"stays": (EARLIER,)}, ["home_too_short"]),
    ({"kind": "overlap"}, {"stays": (stay(date(2027, 2, 28), date(2028, 2, 27)),)}, ["stay_overlaps"]),
    ({"kind": "overlap"}, {"stays": (stay(date(2027, 3, 1), date(2028, 2, 29)),)}, []),
    (PLACES, {"native_place": "安澜清溪"}, ["comes_from_there"]),
    (PLACES, {"native_place": "安澜"}, ["native_place"]),
    (PLACES, {"native_place": ""}, ["native_place"]),
    ({**PLACES, "area": "city"}, {"native_place": "安澜云岭"}, ["comes_from_there"]),
    ({"kind": "kin"}, {"kin": (KinFacts("哥哥", "清溪县龙泉乡政府干部"),)}, ["kin_in_host"]),
    ({"kind": "kin"}, {"kin": (), "kin_declared": None}, ["kin_declared"]),
    (
        {"kind": "kin_firm"},
        {"kin": (KinFacts("妻子", "", "甲公司", "龙泉乡人民政府、县税务局"),)},
        ["kin_firm_regulated"],
    ),
    ({"kind": "kin_firm"}, {"kin": (KinFacts("妻子", "", "甲公司", ""),)}, ["regulator"]),
    ({"kind": "kin_firm"}, {"kin": (KinFacts("哥哥", "", "甲公司", "龙泉乡人民政府"),)}, []),
    ({"kind": "service", "years": 2}, {"work_began": date(2024, 3, 1)}, []),
    ({"kind": "service", "years": 2}, {"work_began": date(2024, 4, 1)}, ["service_too_short"]),
    ({"kind": "health", "accepts": ["健康"]}, {"health": "较差"}, ["health_not_accepted"]),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "changed", "found"), CASES)
def test_a_check_finds_what_its_rule_says(
    rule: dict[str, Any], changed: dict[str, Any], found: list[str]
) -> None:
    host = post(host_name="龙泉乡人民政府")

    assert codes(person(**changed), host, check(**rule)) == found


READ = {
    "出生年月": "birth",
    "职级": "rank",
    "学历": "education",
    "年度考核": "grades",
    "处分核查": "sanctions_checked",
    "籍贯": "native_place",
    "参加工作": "work_began",
    "健康": "health",
}
WRITTEN = yaml.safe_load(
    (Path(__file__).parent / "eligibility" / "strict.yaml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("case", WRITTEN["事例"], ids=lambda case: str(case["事由"]))
def test_a_person_is_found_as_an_official_expects(case: dict[str, Any]) -> None:
    pack = named(WRITTEN["政策"])
    facts = person(**{READ[name]: value for name, value in case["干部"].items()})

    results = screened(pack, [facts], [POST]).results(1, 1)

    assert {
        pack.checks[each.check].names.zh: word(each.level, "zh-hans") for each in results
    } == case["结果"]


@pytest.mark.parametrize(
    ("others", "found"),
    [
        ((), []),
        (((START, START),), []),
        (((START, START), (START, date(2026, 6, 30))), ["team_full"]),
        (((START, date(2026, 6, 30)), (date(2026, 7, 1), date(2027, 2, 28))), []),
    ],
)
def test_a_leadership_team_takes_so_many_at_a_time(
    others: tuple[tuple[date, date], ...], found: list[str]
) -> None:
    rule = check(kind="team", most="max_secondees_per_leadership_team")

    assert codes(PERSON, post(team=others), rule) == found


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("湖南长沙", False),
        ("安澜市清溪县", True),
        ("清溪", True),
        ("江南安澜", None),
        ("湖南", None),
        ("", None),
        ("江北清溪", False),
    ],
)
def test_words_tell_whether_somebody_comes_from_a_county(text: str, answer: bool | None) -> None:
    assert comes_from(text, "清溪县", "安澜市") is answer


@pytest.mark.parametrize(
    ("words", "unit", "answer"),
    [
        ("安澜市教育局 副局长", "市教育局", True),
        ("清溪县教育局", "市教育局", False),
        ("清溪县龙泉乡党委书记", "清溪县龙泉乡人民政府", True),
        ("清溪县龙泉乡卫生院", "清溪县龙泉乡人民政府", False),
        ("清溪县政府办公室", "清溪县人民政府", True),
    ],
)
def test_words_tell_whether_somebody_works_in_a_unit(words: str, unit: str, answer: bool) -> None:
    assert is_of(words, unit) is answer


def test_every_breach_and_every_fact_has_its_words() -> None:
    said = [
        result.finding()
        for rule, changed, _found in CASES
        for result in screening_of(
            person(**changed), post(host_name="龙泉乡人民政府"), check(**rule)
        ).results(1, 1)
    ]

    for finding in said:
        words = in_both(finding)
        assert [each for each in words.values() if "fact_" in each or "level_" in each] == []
        assert finding.code not in words["en"]


def test_every_rank_and_education_has_a_level() -> None:
    assert {rank_level(code.name) for code in table("rank").values()} == set(RANKS)
    levels = {education_level(code.name) for code in table("education").values()}
    assert levels - {""} == set(EDUCATIONS)


MONTHS = st.integers(0, 12 * 60).map(lambda n: add_months(date(1950, 1, 1), n))


@given(one=MONTHS, other=MONTHS)
def test_nobody_younger_fails_where_an_older_one_passes(one: date, other: date) -> None:
    older, younger = sorted((one, other))

    for rule in (AGES, CUT_OFF):
        if codes(person(birth=older), POST, check(**rule)) == []:
            assert codes(person(birth=younger), POST, check(**rule)) == []


@given(days=st.integers(-800, 800), months=st.integers(1, 60))
def test_a_longer_time_at_home_never_falls_short(days: int, months: int) -> None:
    end = START - timedelta(days=abs(days) + 1)
    rule = check(kind="cool_down", months=months)
    earlier = stay(end - timedelta(days=365), end)
    before = stay(end - timedelta(days=366), end - timedelta(days=1))

    if codes(person(stays=(earlier,)), POST, rule) == []:
        assert codes(person(stays=(before,)), POST, rule) == []


def test_a_decision_stands_on_the_very_facts() -> None:
    first = screening_of(person(health="较差"), POST)
    (result,) = first.results(1, 1)
    decided = {(1, result.check, result.digest): True}

    def look(**changed: Any) -> list[bool | None]:
        again = screened(named("strict"), [person(**changed)], [POST], decided)
        return [again.decision(each) for each in again.results(1, 1)]

    assert look(health="较差") == [True]
    assert look(health="较差", birth=date(1991, 1, 1)) == [True]
    assert look(health="一般") == [None]


def test_who_was_decided_against_is_kept_away_as_by_a_rule() -> None:
    open_ = screening_of(person(health="较差"), POST)
    (result,) = open_.results(1, 1)

    against = screened(
        named("strict"),
        [person(health="较差")],
        [POST],
        {(1, result.check, result.digest): False},
    )

    assert (open_.blocked(1, 1), open_.is_open(result)) == (None, True)
    assert (against.blocked(1, 1), against.is_open(result)) == ("health", False)


def test_a_table_of_pairs_asks_each_thing_once() -> None:
    people = [person(person=n, birth=date(1970 + n % 25, 3, 1)) for n in range(67)]
    posts = [post(post=n, host=n % 10, end=term_end(START, 6 + n % 2 * 6)) for n in range(70)]
    screening = screened(named("strict"), people, posts)

    kept = sum(screening.blocked(a.person, b.post) is None for a in people for b in posts)

    young = sum(each.birth is not None and each.birth > date(1986, 3, 1) for each in people)
    assert kept == 70 * young
    # of a post: its host, its term twice, and for the eleven others nothing
    assert screening.asked == 67 * (10 + 2 + 2 + 11)
