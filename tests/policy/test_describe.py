"""A pack in words: every form of timing in both languages, and tables that stand in line."""

from pathlib import Path

import pytest

from guazhi.policy import contest_words, named, vocabulary
from guazhi.policy.describe import (
    WORDS,
    described,
    ladder_in_words,
    table,
    timing_in_words,
    told_in_words,
    width,
)
from tests.policy import packs


@pytest.mark.parametrize(
    ("timing", "english", "chinese"),
    [
        ("{by: start}", "by the first day", "挂职开始之前"),
        (
            "{within: {working_days: 5}, of: start}",
            "within 5 working days of the first day",
            "挂职开始后5个工作日内",
        ),
        (
            "{around: midpoint, days: 15}",
            "within 15 days of the middle of the term, before or after",
            "挂职中期前后15天内",
        ),
        ("{before: end, days: 30}", "in the 30 days before the last day", "挂职期满前30天内"),
        (
            "{before: end, days: 30, grace: {working_days: 10}}",
            "in the 30 days before the last day, at the latest 10 working days after it",
            "挂职期满前30天内，最迟其后10个工作日",
        ),
        ("{every: {months: 1}}", "every month", "每月一次"),
        ("{every: {months: 3}}", "every 3 months", "每3个月一次"),
        (
            "{after: forum_held, within: {days: 30}}",
            "within 30 days after a forum is held",
            "召开座谈会后30天内",
        ),
        (
            "{after_end: {within: {months: 2}}}",
            "within 2 months after the last day",
            "挂职期满后2个月内",
        ),
    ],
)
def test_a_timing_is_said_in_both_languages(
    tmp_path: Path, timing: str, english: str, chinese: str
) -> None:
    pack = packs.loaded(tmp_path, packs.text(obligations=packs.timed(timing)))

    said = pack.obligations["plan"].timing

    assert (timing_in_words(said, "en"), timing_in_words(said, "zh-hans")) == (english, chinese)


def test_everything_an_obligation_may_follow_has_words_in_both_languages() -> None:
    assert [word for word in vocabulary.HAPPENINGS if word not in WORDS] == []


def test_a_chinese_character_takes_two_columns() -> None:
    assert [width("县（区）"), width("county")] == [8, 6]
    assert table([("标识", "n"), ("a", "职务"), ("abcdef", "")]) == [
        "标识    n",
        "------  ----",
        "a       职务",
        "abcdef",
    ]


def test_a_pack_is_described_in_english(tmp_path: Path) -> None:
    parameters = packs.PARAMETERS.replace(
        "clause: S2.2.14}", "clause: S2.2.14, source: {zh: 做法, en: practice}}"
    )
    categories = packs.CATEGORIES.replace("max: 12", "max: 24")

    text = described(
        packs.loaded(tmp_path, packs.text(parameters=parameters, categories=categories)), "en"
    )

    assert text.splitlines() == [
        "small 2026.1  Small",
        "Small",
        "",
        "Categories",
        "id        name      months      basis",
        "--------  --------  ----------  ------",
        "township  Township  12–24 (12)  S3.0.7",
        "",
        "Figures",
        "id                   name  value  unit   since       basis",
        "-------------------  ----  -----  -----  ----------  -----------------",
        "due_soon_days        Soon  7      days   2026-01-01  S2.0.1",
        "recording_days_back  Back  15     days   2026-01-01  S2.0.1",
        "cap_on_excellent     Cap   0.2    share  2026-01-01  S2.2.14; practice",
        "",
        "Obligations",
        "id    name  owner      when                             basis",
        "----  ----  ---------  -------------------------------  ------",
        "plan  Plan  host unit  within 15 days of the first day  S2.1.5",
        "",
        "Assessment",
        "id      name    weight  basis",
        "------  ------  ------  -----",
        "virtue  Virtue",
        "",
        "Grades",
        "id    name  points  from a total of",
        "----  ----  ------  ---------------",
        "good  Good  90      75",
        "bad   Bad   50      0",
        "",
        "The total is rounded half up to 2 decimals.",
        "The number who may be “Good” is rounded down.",
    ]


@pytest.mark.parametrize("pack_id", ["speech", "strict"])
def test_every_obligation_of_a_shipped_pack_is_described_in_chinese(pack_id: str) -> None:
    pack = named(pack_id)

    lines = described(pack, "zh-hans").splitlines()

    first, last = lines.index("应办事项") + 3, lines.index("挂职变更") - 1
    rows = lines[first:last]
    assert [row.split()[0] for row in rows] == list(pack.obligations)


def test_the_table_of_notices_and_the_ladder_are_said(tmp_path: Path) -> None:
    notices = """notices:
  source: {zh: 地方做法, en: Local practice}
  events:
    - {event: change_asked, tell: [asked], urgency: prompt}
    - {event: change_asked, tell: [secondee, mentor]}
  ladder: [{days: -1, tell: owner}, {days: 0, tell: leader}, {days: 3, tell: department}]
"""
    pack = packs.loaded(tmp_path, packs.text(assessment=packs.ASSESSMENT + notices))

    assert list(told_in_words(pack, "en")) == [
        ("change_asked", "whose consent is asked for next", "secondee, mentor")
    ]
    assert list(ladder_in_words(pack, "en")) == [
        ("1 day before the date", "whoever owes it, by message"),
        ("on the date", "the owner's leader, in the inbox"),
        ("3 days after the date", "the department above, in the inbox"),
    ]
    assert [when for when, _who in ladder_in_words(pack, "zh-hans")] == [
        "到期前1天",
        "到期当日",
        "逾期3天",
    ]
    lines = described(pack, "en").splitlines()
    first = lines.index("Ladder of what is due")
    assert lines[first : first + 6] == [
        "Ladder of what is due",
        "day                    who is told",
        "---------------------  ----------------------------------",
        "1 day before the date  whoever owes it, by message",
        "on the date            the owner's leader, in the inbox",
        "3 days after the date  the department above, in the inbox",
    ]


def test_how_a_result_is_contested_is_said_with_its_source() -> None:
    form = named("speech").assessment

    in_english, in_chinese = (list(contest_words.lines(form, each)) for each in ("en", "zh-hans"))

    assert in_english[0].startswith(
        "Review: within 30 days of the notice; decided within 30 days by the owner"
    )
    assert in_chinese[1].startswith(
        "申诉：自复核决定之日起15日内提出，由上一级机关在60日内作出决定"
    )
