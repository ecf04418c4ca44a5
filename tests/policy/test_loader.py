"""Loading a pack: what is accepted, and every fault told with its line."""

from pathlib import Path

import pytest

from guazhi.policy import PackError, PackRefused, digest, load, load_calendar, named, shipped
from guazhi.policy.errors import MESSAGES
from guazhi.policy.loader import errors_of
from guazhi.policy.yamltext import MAX_BYTES
from tests.policy import packs


def test_the_packs_that_ship_are_right() -> None:
    assert sorted(shipped()) == ["speech", "strict"]
    assert load_calendar().years >= {2025, 2026}


def test_a_pack_that_does_not_ship_is_no_pack() -> None:
    with pytest.raises(KeyError):
        named("no-such")


def test_a_small_pack_is_accepted(tmp_path: Path) -> None:
    pack = packs.loaded(tmp_path, "\ufeff" + packs.text())

    assert (pack.id, pack.version) == ("small", "2026.1")
    assert digest(pack) == digest(packs.loaded(tmp_path, packs.text()))


def _bomb() -> str:
    return "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("", (1, "not_a_mapping", "")),
        ("- 1\n", (1, "not_a_mapping", "")),
        ("a: [1\n", (2, "not_yaml", "did not find expected ',' or ']'")),
        (
            "a: \x01\n",
            (1, "not_yaml", "unacceptable character #x0001: control characters are not allowed"),
        ),
        ("a: 1\n---\nb: 2\n", (2, "several_documents", "")),
        (_bomb(), (1, "alias", "&a")),
        ("a: *b\n", (1, "alias", "*b")),
        (
            "a: 1\nb: !!python/object:os.system x\n",
            (2, "tag", "tag:yaml.org,2002:python/object:os.system"),
        ),
        ("a: " + "[" * 30 + "]" * 30, (1, "too_deep", "")),
        ("? [a]\n: 1\n", (1, "key_not_text", "")),
        ("a: 1\n名: 坏".encode("gbk"), (2, "not_utf8", "")),
        (b"a" * (MAX_BYTES + 1), (1, "too_big", "")),
    ],
)
def test_a_text_that_is_no_pack_is_refused(
    tmp_path: Path, content: str | bytes, fault: tuple[int, str, str]
) -> None:
    assert packs.faults(tmp_path, content) == [fault]


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PackRefused) as refused:
        load(tmp_path / "none.yaml")

    assert [error.message_code for error in refused.value.errors] == ["no_file"]


def _head(old: str, new: str) -> str:
    return packs.text(head=packs.HEAD.replace(old, new))


def _category(old: str, new: str) -> str:
    return packs.text(categories=packs.CATEGORIES.replace(old, new))


def _parameter(old: str, new: str) -> str:
    return packs.text(parameters=packs.PARAMETERS.replace(old, new, 1))


def _assessment(old: str, new: str) -> str:
    return packs.text(assessment=packs.ASSESSMENT.replace(old, new))


def _timed(timing: str, more: str = "", scope: str = "secondment", owners: str = "[host]") -> str:
    return packs.text(obligations=packs.timed(timing, more, scope, owners))


SECOND_CATEGORY = """\
  town:
    names: {zh: 镇, en: Town}
    months: {min: 6, normal: 6, max: 6}
    host_levels: [township]
    posts: [副镇长, 镇长助理]
    source: {zh: 地方做法, en: Local practice}
    from: 2026-01-01
"""
DATED = "values: [{from: 2026-01-01, value: 7}, {from: 2026-01-01, value: -1}]"
FAULTS = {
    "an unknown key": (
        _head("names:", "nams:"),
        [(1, "missing_key", "names"), (3, "unknown_key", "nams")],
    ),
    "a key twice": (packs.text() + "id: other\n", [(33, "duplicate_key", "id")]),
    "a section twice": (
        packs.text() + "categories: {x: 1}\n",
        [(33, "duplicate_key", "categories")],
    ),
    "a version that is a number": (_head('"2026.1"', "2026.1"), [(2, "wrong_type", "2026.1")]),
    "a version out of form": (_head('"2026.1"', "new"), [(2, "wrong_form", "new")]),
    "an impossible date": (
        _head("2026-01-01", "2026-02-30"),
        [(6, "impossible_date", "2026-02-30")],
    ),
    "a date that is text": (_head("2026-01-01", "soon"), [(6, "wrong_type", "soon")]),
    "nothing where a date belongs": (_head("2026-01-01", "~"), [(6, "wrong_type", "None")]),
    "words that are a list": (
        _head("{zh: 小, en: Small}\nd", "[小]\nd"),
        [(3, "wrong_type", "小")],
    ),
    "an empty name": (
        _head("{zh: 小, en: Small}\nd", "{zh: '', en: x}\nd"),
        [(3, "out_of_range", "")],
    ),
    "text that is a mapping": (_head("id: small", "id: {a: 1}"), [(1, "wrong_type", "a: 1")]),
    "a very long value": (_head("small", "S" * 80), [(1, "out_of_range", "S" * 60 + "…")]),
    "terms in no order": (
        _category("min: 12", "min: 13"),
        [(10, "term_order", "min: 13, normal: 12, max: 12")],
    ),
    "an extension below the term": (
        _category("max: 12", "max: 12, extended: 6"),
        [(10, "term_order", "min: 12, normal: 12, max: 12, extended: 6")],
    ),
    "an unknown level": (_category("[township]", "[village]"), [(11, "unknown_value", "village")]),
    "no level": (_category("[township]", "[]"), [(11, "out_of_range", "")]),
    "a list that is text": (_category("[township]", "township"), [(11, "wrong_type", "township")]),
    "an unknown clause": (_category("S3.0.7", "S9.9"), [(13, "unknown_clause", "S9.9")]),
    "no citation": (_category("    clause: S3.0.7\n", ""), [(8, "no_citation", "")]),
    "a post twice": (
        packs.text(categories=packs.CATEGORIES + SECOND_CATEGORY),
        [(19, "post_twice", "镇长助理")],
    ),
    "months that are text": (_category("normal: 12", "normal: long"), [(10, "wrong_type", "long")]),
    "months out of range": (_category("min: 12", "min: 0"), [(10, "out_of_range", "0")]),
    "an unknown parameter": (
        _parameter("due_soon_days", "due_soon"),
        [(15, "missing_parameter", "due_soon_days"), (16, "unknown_parameter", "due_soon")],
    ),
    "another unit": (_parameter("unit: days", "unit: months"), [(16, "unknown_value", "months")]),
    "a value of another type": (
        _parameter("value: 7", "value: true"),
        [(16, "wrong_type", "True")],
    ),
    "a value that is text": (_parameter("value: 7", "value: seven"), [(16, "wrong_type", "seven")]),
    "no cap": (packs.text(assessment=packs.ASSESSMENT.rpartition("  cap:")[0]), []),
    "a key that looks like a date": (
        packs.text() + "2026-02-30: 1\n",
        [(33, "unknown_key", "2026-02-30")],
    ),
    "the name of a field where the key is another": (
        _category("    from: 2026", "    since: 2026"),
        [(8, "missing_key", "from"), (14, "unknown_key", "since")],
    ),
    "a share above one": (_parameter("value: 0.2", "value: 1.5"), [(18, "out_of_range", "1.5")]),
    "a share of one": (_parameter("value: 0.2", "value: 1"), []),
    "neither value nor values": (_parameter("value: 7, ", ""), [(16, "one_value", "")]),
    "value and values": (
        _parameter("value: 7", "value: 7, values: [{from: 2026-01-01, value: 7}]"),
        [(16, "one_value", "")],
    ),
    "two values of one day": (
        _parameter("value: 7, from: 2026-01-01", DATED),
        [(16, "out_of_range", "-1"), (16, "same_day_twice", "2026-01-01")],
    ),
    "no citation of a parameter": (_parameter(", clause: S2.0.1", ""), [(16, "no_citation", "")]),
    "no form of timing": (_timed("{withn: {days: 3}}"), [(25, "unknown_timing", "withn: days: 3")]),
    "a timing that is text": (_timed("soon"), [(25, "unknown_timing", "soon")]),
    "an unknown anchor": (_timed("{by: strat}"), [(25, "unknown_value", "strat")]),
    "two units of time": (
        _timed("{within: {days: 1, months: 1}, of: start}"),
        [(25, "one_unit", "days: 1, months: 1")],
    ),
    "an unknown key of a form": (_timed("{by: start, late: 1}"), [(25, "unknown_key", "late")]),
    "an unknown key inside a form": (
        _timed("{before: end, days: 3, grace: {weeks: 1}}"),
        [(25, "unknown_key", "weeks")],
    ),
    "an unknown happening": (
        _timed("{after: rain, within: {days: 1}}"),
        [(25, "unknown_happening", "rain")],
    ),
    "an unknown evidence": (
        _timed("{by: start}").replace("plan_approved", "plan"),
        [(24, "unknown_evidence", "plan")],
    ),
    "an unknown party": (_timed("{by: start}", owners="[hots]"), [(23, "unknown_value", "hots")]),
    "organisations and persons together": (
        _timed("{by: start}", owners="[host, secondee]"),
        [(23, "mixed_owners", "")],
    ),
    "no owner": (_timed("{by: start}", owners=""), [(20, "no_owner", "")]),
    "a happening without after": (
        _timed("{by: start}", scope="happening", owners=""),
        [(24, "timing_needs_happening", "")],
    ),
    "an owner of a happening": (
        _timed("{after: forum_held, within: {days: 1}}", scope="happening"),
        [(23, "owner_not_needed", "")],
    ),
    "an end before the start": (
        _timed("{by: start}", "    until: 2025-01-01\n"),
        [(28, "dates_order", "2025-01-01")],
    ),
    "an unknown category": (
        _timed("{by: start}", "    categories: [town]\n"),
        [(28, "unknown_category", "town")],
    ),
    "an assessment without citation": (
        _assessment("  clause: S2.2.14\n", ""),
        [(28, "no_citation", "")],
    ),
    "a grade twice": (_assessment("id: bad", "id: good"), [(31, "grade_twice", "good")]),
    "a cap on no grade": (
        _assessment("grade: good", "grade: best"),
        [(32, "unknown_grade", "best")],
    ),
    "a cap of no parameter": (
        _assessment("cap_on_excellent", "cap"),
        [(32, "unknown_parameter", "cap")],
    ),
    "points that rise": (
        _assessment("points: 50", "points: 95"),
        [(31, "grades_order", "points 90 95")],
    ),
    "a scale that begins above 0": (
        _assessment("at_least: 0", "at_least: 5"),
        [(31, "grades_order", "at_least 75 5")],
    ),
    "weights that fall short": (
        _assessment("en: Virtue}", "en: Virtue}, weight: 60"),
        [(30, "weights_not_whole", "60")],
    ),
    "an indicator twice": (
        _assessment(
            "en: Virtue}}",
            "en: Virtue}}, ability: {names: {zh: 能, en: A}, "
            "indicators: {virtue: {names: {zh: 德, en: V}}}}",
        ),
        [(30, "indicator_twice", "virtue")],
    ),
    "a veto to no grade": (
        _assessment(
            "  cap:",
            "  vetoes: {late: {names: {zh: 迟, en: Late}, at_most: worst, "
            "clause: S2.2.14, from: 2026-01-01}}\n  cap:",
        ),
        [(32, "unknown_grade", "worst")],
    ),
    "a veto without citation": (
        _assessment(
            "  cap:",
            "  vetoes: {late: {names: {zh: 迟, en: Late}, at_most: bad, from: 2026-01-01}}\n  cap:",
        ),
        [(32, "no_citation", "")],
    ),
    "a judge nobody knows": (
        _assessment(
            "  cap:",
            "  sources: {town: {names: {zh: 镇, en: T}, weight: 100, "
            "clause: S2.2.13, from: 2026-01-01}}\n  cap:",
        ),
        [(32, "unknown_source", "town")],
    ),
    "a quorum of more than all": (
        _assessment("  cap:", "  quorum: {members: 3, at_least: 4, of: 3}\n  cap:"),
        [(32, "quorum_share", "4/3")],
    ),
    "a cap with consent of no parameter": (
        _assessment("cap_on_excellent}", "cap_on_excellent, consented: more}"),
        [(32, "unknown_parameter", "more")],
    ),
    "a cap that consent lowers": (
        packs.text(
            parameters=packs.PARAMETERS
            + "  cap_on_excellent_with_consent: {names: {zh: 上限, en: Cap}, unit: share, "
            "value: 0.1, from: 2026-01-01, clause: S2.2.14}\n",
            assessment=packs.ASSESSMENT.replace(
                "cap_on_excellent}", "cap_on_excellent, consented: cap_on_excellent_with_consent}"
            ),
        ),
        [(33, "cap_order", "0.1")],
    ),
    "no categories": (packs.text(categories="categories: {}\n"), [(7, "out_of_range", "")]),
    "sections that are lists": (
        packs.text(categories="categories: []\n", obligations="obligations: 3\n"),
        [(7, "wrong_type", ""), (12, "wrong_type", "3")],
    ),
    "no assessment": (packs.text(assessment=""), [(1, "missing_key", "assessment")]),
    "an assessment that is a word": (
        packs.text(assessment="assessment: none\n"),
        [(28, "wrong_type", "none")],
    ),
}


@pytest.mark.parametrize("case", FAULTS)
def test_a_fault_is_told_with_its_line(tmp_path: Path, case: str) -> None:
    content, faults = FAULTS[case]

    assert packs.faults(tmp_path, content) == faults


def test_all_faults_of_a_file_are_told_at_once(tmp_path: Path) -> None:
    content = (
        packs.text(categories=packs.CATEGORIES.replace("2026-01-01", "2026-13-01"))
        .replace("id: small", "idd: small")
        .replace("of: start", "of: sunday")
    )

    assert packs.faults(tmp_path, content) == [
        (1, "missing_key", "id"),
        (1, "unknown_key", "idd"),
        (14, "impossible_date", "2026-13-01"),
        (25, "unknown_value", "sunday"),
    ]


def test_one_value_gives_one_error_that_lists_all_it_may_be(tmp_path: Path) -> None:
    path = packs.written(tmp_path, _parameter("value: 7", "value: seven"))

    assert [error.allowed for error in errors_of(path)] == [
        ("true", "false", "whole number", "number")
    ]


def test_an_error_says_where_what_and_what_is_allowed() -> None:
    error = PackError("a.yaml", 3, 5, "owners[1]", "unknown_value", ("host", "home"), "hots")

    assert str(error) == (
        "a.yaml:3:5: owners[1]: unknown value “hots”; did you mean “host”? (allowed: host, home)"
    )
    assert error.str_zh == "owners[1]：未知的取值“hots”，是否应为“host”？（可用：host、home）"


def test_a_long_list_of_what_is_allowed_is_cut() -> None:
    words = tuple(f"w{n}" for n in range(40))

    said = PackError("a.yaml", 1, 1, "", "unknown_key", words, "x").str_en

    assert said == f"unknown key “x” (allowed: {', '.join(words[:30])}, …)"


@pytest.mark.parametrize("code", sorted(MESSAGES))
def test_every_code_speaks_both_languages(code: str) -> None:
    error = PackError("a.yaml", 1, 1, "place", code)

    assert error.str_en.isascii() or "“" in error.str_en
    assert not error.str_zh.isascii()


def test_a_year_is_checked_as_a_year(tmp_path: Path) -> None:
    year = tmp_path / "2027.yaml"
    year.write_text("year: 2027\nsource: x\nworkdays: [2027-02-01]\n", encoding="utf-8")
    good = packs.written(tmp_path, packs.text())

    assert [error.message_code for error in errors_of(year)] == ["not_weekend"]
    assert errors_of(good) == ()
    assert [error.message_code for error in errors_of(tmp_path / "none")] == ["no_file"]


@pytest.mark.parametrize(
    ("course", "found"),
    [
        ("{kind}: {body, asks: [host], consents: [host, city]}", []),
        ("holiday: {body, asks: [host], consents: [city]}", [("unknown_change", "holiday")]),
        ("{kind}: {body, asks: [host], consents: [host]}", [("no_department", "")]),
        ("{kind}: {body, asks: [host], consents: [city, city]}", [("consents_twice", "city")]),
        ("{kind}: {body, asks: [mentor], consents: [city]}", [("unknown_value", "mentor")]),
        ("{kind}: {names, asks: [host], consents: [city]}", [("no_citation", "")]),
    ],
)
def test_changes_of_course_are_checked(
    tmp_path: Path, course: str, found: list[tuple[str, str]]
) -> None:
    names = "names: {zh: 延长, en: Extension}, from: 2026-01-01"
    line = course.replace("{kind}", "extension").replace("{names,", f"{{{names},")
    line = line.replace("{body,", f"{{{names}, clause: S2.0.3,")
    text = f"{packs.text()}changes:\n  {line}\n"

    assert [(code, what) for _line, code, what in packs.faults(tmp_path, text)] == found
