"""Reading rosters: the real ones, and what many hands do to them."""

from collections import Counter
from datetime import date

import pytest

from guazhi.people.rules.dates import YearMonth
from tests.rosters.grids import (
    FILES,
    HEADER,
    Cell,
    context,
    found,
    grid,
    id_number,
    read,
    row,
    text,
    xlsx,
)


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("roster-67.xlsx", {"id_region_unknown": 67, "row_is_footer": 1}),
        (
            "roster-67-rough.xlsx",
            {"id_region_unknown": 67, "ethnic_group_short_form": 19, "row_is_footer": 1},
        ),
    ],
)
def test_the_real_rosters_are_read_whole(name: str, codes: dict[str, int]) -> None:
    reading = read((FILES / name).read_bytes())

    assert (reading.people, len(reading.rows), reading.city) == (67, 67, "安澜市")
    assert Counter(one.finding.code for one in reading.findings) == codes
    assert Counter(one.category for one in reading.rows) == {
        "county_assistant": 10, "township": 27, "city_organ": 22, "enterprise": 8,
    }  # fmt: skip


def test_a_sound_row_is_read_into_clean_values() -> None:
    (read_row,) = read(grid(row(姓名="谭\u3000敏"))).rows

    assert (read_row.number, read_row.name, read_row.sex, read_row.birth) == (
        3, "谭敏", "male", YearMonth(1992, 4),
    )  # fmt: skip
    assert (read_row.home.name, read_row.host.county, read_row.host.host_kind) == (
        "市教育局", "清溪县", "county",
    )  # fmt: skip
    assert (read_row.post, read_row.category, read_row.start, read_row.end) == (
        "县（区）长助理", "county_assistant", date(2026, 3, 1), date(2027, 2, 28),
    )  # fmt: skip
    assert (read_row.party_joined, read_row.cadre_category) == (YearMonth(2014, 6), "reserve")


WRONG_DIGIT = id_number()[:-1] + ("1" if id_number()[-1] != "1" else "2")


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"身份证号": WRONG_DIGIT}, [("身份证号", "error", "id_number_check_digit")]),
        ({"身份证号": "110105920415007"}, [("身份证号", "error", "id_number_old_form")]),
        ({"身份证号": 1.1010519920415e17}, [("身份证号", "error", "id_number_as_number")]),
        ({"身份证号": "1.10105E+17"}, [("身份证号", "error", "id_number_as_number")]),
        ({"身份证号": None}, [("身份证号", "warning", "id_number_missing")]),
        ({"身份证号": id_number(region="990101")}, [("身份证号", "warning", "id_region_unknown")]),
        ({"性别": "女"}, [("性别", "error", "sex_differs_from_id")]),
        ({"性别": "不明"}, [("性别", "error", "sex_unknown")]),
        ({"出生年月": "1992.05"}, [("出生年月", "error", "birth_differs_from_id")]),
        ({"出生年月": "1992.13"}, [("出生年月", "error", "month_out_of_range")]),
        ({"出生年月": 1992.1}, [("出生年月", "error", "month_lost_its_zero")]),
        ({"民族": "汉"}, [("民族", "note", "ethnic_group_short_form")]),
        ({"民族": "火星"}, [("民族", "warning", "ethnic_group_unknown")]),
        ({"入党时间": "2009.06"}, [("入党时间", "warning", "party_joined_too_young")]),
        ({"参加工作时间": "2007.07"}, [("参加工作时间", "warning", "work_began_too_young")]),
        ({"入党时间": "很早"}, [("入党时间", "error", "date_not_understood")]),
        ({"联系电话": "1380000"}, []),
        ({"联系电话": "138"}, [("联系电话", "warning", "phone_unlikely")]),
        ({"干部类别": "其他"}, [("干部类别", "warning", "cadre_category_unknown")]),
        ({"姓名": None}, [("姓名", "error", "cell_required")]),
        ({"姓名": "张3"}, [("姓名", "error", "name_with_digits")]),
        ({"派出单位": None}, [("派出单位", "error", "cell_required")]),
        ({"挂职单位": "—"}, [("挂职单位", "error", "cell_required")]),
        ({"挂任职务": None}, [("挂任职务", "error", "cell_required")]),
        ({"挂任职务": "副县长"}, [("挂任职务", "error", "post_title_like")]),
        ({"挂任职务": "总工"}, [("挂任职务", "error", "post_title_unknown")]),
        ({"挂任职务": "局长助理"}, [
            ("挂任职务", "warning", "post_at_other_kind_of_host"),
            ("挂职起止时间", "error", "term_category_mismatch"),
        ]),
        ({"挂职起止时间": None}, [("挂职起止时间", "error", "cell_required")]),
        ({"挂职起止时间": "2026.03--2026.08"}, [("挂职起止时间", "error", "term_category_mismatch")]),
        ({"挂职起止时间": "2026.03--2027.01"}, [("挂职起止时间", "error", "term_category_mismatch")]),
        ({"挂职起止时间": "2027.02--2026.03"}, [("挂职起止时间", "error", "term_ends_before_it_starts")]),
        ({"挂职起止时间": "2026.03-2027.13"}, [("挂职起止时间", "error", "month_out_of_range")]),
        ({"挂职起止时间": "待定"}, [("挂职起止时间", "error", "term_not_understood")]),
        ({"挂职起止时间": "一年"}, [("挂职起止时间", "error", "term_without_start")]),
        ({"挂职起止时间": "2026.03-2027.02（半年）"}, [("挂职起止时间", "error", "term_length_differs")]),
        ({"挂职起止时间": "2026.03--2027.03"}, [("挂职起止时间", "warning", "term_end_read_as_month_after")]),
        ({"挂职起止时间": "2026.03"}, [("挂职起止时间", "note", "term_end_worked_out")]),
        ({"挂职起止时间": "二〇二六年三月至二〇二七年二月"}, []),
        ({"挂职单位": "市教育局"}, [
            ("挂职单位", "error", "host_is_home"), ("挂任职务", "warning", "post_at_other_kind_of_host"),
        ]),
        ({"挂职单位": "安澜市教育局"}, [
            ("挂职单位", "error", "host_is_home"), ("挂任职务", "warning", "post_at_other_kind_of_host"),
        ]),
        ({"现任职务": "科" * 101}, [("现任职务", "error", "text_too_long")]),
        ({"学历": "#REF!"}, [("学历", "error", "cell_with_error")]),
        ({"出生年月": "1992.04（33岁）", "入党时间": "无", "联系电话": "010-88886666"}, []),
        ({"出生年月": date(1992, 4, 15), "参加工作时间": 201507, "联系电话": 13800000001}, []),
        ({"入党时间": "民盟 2014.06"}, []),
        ({"入党时间": "群众"}, []),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_row_is_told_with_its_place(
    changes: dict[str, Cell], expected: list[tuple[str, str, str]]
) -> None:
    reading = read(grid(row(1, **changes)))

    assert found(reading) == [(3, *one) for one in expected]
    assert len(reading.rows) == (0 if any(level == "error" for _, level, _ in expected) else 1)


def test_a_finding_names_the_cell_as_excel_does() -> None:
    (finding,) = read(grid(row(身份证号=WRONG_DIGIT))).findings

    assert (finding.row, finding.column, finding.cell) == (3, "身份证号", "P3")


def test_a_mismatch_of_term_and_category_cites_the_clause() -> None:
    (finding,) = read(grid(row(挂职起止时间="2026.03--2026.08"))).findings

    assert finding.finding.clause == "S3.0.6"
    assert dict(finding.finding.params) == {
        "post": "县（区）长助理", "start": date(2026, 3, 1), "end": date(2026, 8, 31), "months": 6,
        "expected": 12,
    }  # fmt: skip


def test_a_policy_with_a_range_of_months_takes_any_in_it() -> None:
    reading = read(grid(row(挂职起止时间="2026.03-2027.10")), context("strict"))
    short = read(grid(row(挂职起止时间="2026.03-2026.08")), context("strict"))

    assert found(reading) == []
    assert found(short) == [(3, "挂职起止时间", "error", "term_category_out_of_range")]


def test_an_intakes_first_day_completes_a_term_given_by_its_length() -> None:
    known = context()
    known.start = date(2026, 3, 1)

    (read_row,) = read(grid(row(挂职起止时间="一年")), known).rows

    assert (read_row.start, read_row.end) == (date(2026, 3, 1), date(2027, 2, 28))


@pytest.mark.parametrize(
    ("title", "host", "category"),
    [
        ("县长助理", "清溪县人民政府", "county_assistant"),
        ("区长助理", "东川区人民政府", "county_assistant"),
        ("县(区)长助理", "清溪县人民政府", "county_assistant"),
        ("挂任县长助理", "清溪县人民政府", "county_assistant"),
        ("清溪县县长助理", "清溪县人民政府", "county_assistant"),
        ("镇长助理", "东川区马栏镇人民政府", "township"),
        ("乡长助理", "清溪县大坪乡人民政府", "township"),
        ("镇党委副书记", "东川区马栏镇党委", "township"),
        ("街道办事处主任助理", "东川区东川街道办事处", "township"),
        ("主任助理", "东川区东川街道办事处", "township"),
        ("主任助理", "市发展和改革委员会", "city_organ"),
        ("综合科副科长", "市水利局", "city_organ"),
        ("局长助理", "市水利局", "city_organ"),
        ("厂长助理", "安澜机床厂", "enterprise"),
        ("总经理助理", "红星有限公司", "enterprise"),
        ("副总经理助理", "红星有限公司", "enterprise"),
    ],
)
def test_a_title_finds_its_category_in_every_spelling(title: str, host: str, category: str) -> None:
    terms = {"city_organ": "2026.03-2026.08", "enterprise": "2026.03-2026.08"}
    term = terms.get(category, "2026.03-2027.02")

    (read_row,) = read(grid(row(挂任职务=title, 挂职单位=host, 挂职起止时间=term))).rows

    assert read_row.category == category


def test_two_rows_of_one_person_are_an_error_and_of_one_name_a_warning() -> None:
    reading = read(grid(row(1), row(2), row(3, 身份证号=id_number(order=3)), row(4, 姓名="张三三")))

    assert found(reading) == [
        (5, "身份证号", "error", "person_twice"),
        (6, "姓名", "warning", "name_twice"),
    ]


def test_a_row_with_another_error_still_counts_as_the_same_person() -> None:
    reading = read(grid(row(1, 性别="女"), row(2, 身份证号=id_number(order=3))))

    assert found(reading) == [
        (3, "性别", "error", "sex_differs_from_id"),
        (4, "身份证号", "error", "person_twice"),
    ]


def test_footers_blank_rows_headings_and_repeated_headers_are_left_out() -> None:
    heading: list[Cell] = ["一、挂县（区）长助理（1人）"]
    filled = grid(
        heading, row(1), [None] * 17, [2], HEADER, row(2), [None, "合计", "2人"],
        ["填表人：李某", None, None, "审核人：王某"], ["注：本表一式三份"],
    )  # fmt: skip

    reading = read(filled)

    assert found(reading) == [
        (3, "", "note", "row_is_heading"),
        (7, "", "note", "row_repeats_header"),
        (9, "", "note", "row_is_footer"),
        (10, "", "note", "row_is_footer"),
        (11, "", "note", "row_is_footer"),
    ]
    assert (reading.people, [one.number for one in reading.rows]) == (2, [4, 8])


def test_a_total_that_does_not_agree_is_warned_of() -> None:
    reading = read(grid(row(1), [None, "合计", "3人"]))

    assert found(reading) == [
        (4, "", "note", "row_is_footer"),
        (4, "", "warning", "total_differs"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_text_files_are_read_in_the_encodings_offices_use(encoding: str, delimiter: str) -> None:
    reading = read(text(grid(row(1), row(2)), encoding, delimiter))

    assert (reading.people, found(reading)) == (2, [])


def test_rare_characters_survive() -> None:
    rows = [row(1, 姓名="马正䶮"), row(2, 姓名="𬱖 文")]

    names = [
        [one.name for one in read(source).rows]
        for source in (xlsx(grid(*rows)), text(grid(*rows), "gb18030"))
    ]

    assert names == [["马正䶮", "𬱖文"]] * 2


def test_whoever_joined_the_party_is_a_member() -> None:
    cells = grid(row(入党时间="2010.07"))
    silent = read(cells).rows[0]

    assert silent.political_status == "中国共产党党员"
