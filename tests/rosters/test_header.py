"""Finding the header: titles above it, one row or two, any order, any wording."""

import pytest

from guazhi.rosters.rules.columns import Column, column_of, column_under
from guazhi.rosters.rules.header import find_header
from tests.rosters.grids import HEADER, Cell, Grid, found, grid, read, row, text, xlsx


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("姓 名", "name"), ("姓\n名", "name"), ("挂职干部姓名", "name"), ("姓　　名", "name"),
        ("出生\n年月", "birth"), ("出生年月（岁）", "birth"), ("出生日期", "birth"), ("出生地", "birth_place"), ("成长地", "growing_up_place"),
        ("参加工\n作时间", "work_began"), ("参加工作年月", "work_began"), ("入党\n时间", "party_joined"),
        ("身份证号码", "id_number"), ("公民身份号码", "id_number"), ("身份证号（18位）", "id_number"),
        ("手机号码", "phone"), ("联系方式", "phone"), ("＊联系电话", "phone"),
        ("选派单位", "home_unit"), ("原工作单位", "home_unit"), ("单位", "home_unit"), ("派出单位名称", "home_unit"),
        ("单位及职务", "home_unit_and_post"), ("现工作单位及职务", "home_unit_and_post"),
        ("接收单位", "host_unit"), ("拟挂职单位", "host_unit"), ("挂职接收单位名称", "host_unit"),
        ("所任职务", "post"), ("拟挂任职务", "post"), ("挂职岗位", "post"),
        ("挂职期限", "term"), ("挂职起止\n时间", "term"), ("挂职开始时间", "term_start"), ("拟结束时间", "term_end"),
        ("干部类别", "cadre_category"), ("职级", "rank"), ("备注", "remarks"), ("年龄", "age"),
        ("血型", None), ("", None),
    ],
)  # fmt: skip
def test_a_heading_names_its_column_however_it_is_worded(heading: str, column: str | None) -> None:
    assert column_of(heading) == column


@pytest.mark.parametrize(
    ("top", "below", "column"),
    [
        ("学历学位", "学历", Column.EDUCATION),
        ("挂职时间", "起", Column.TERM_START),
        ("挂职时间", "结束", Column.TERM_END),
        ("挂职情况", "单位", Column.HOST_UNIT),
        ("挂职情况", "职务", Column.POST),
        ("派出单位情况", "单位", Column.HOME_UNIT),
        ("原单位及职务", "职务", Column.HOME_POST),
        ("姓名", "", Column.NAME),
    ],
)
def test_a_heading_under_another_is_read_with_it(top: str, below: str, column: Column) -> None:
    assert column_under(top, below) is column


def two_rows() -> Grid:
    """A roster whose header spans education and degree, home, host and the term."""
    top: list[Cell] = ["序号", "姓名", "性别", "身份证号", "学历学位", None, "派出情况", None, "挂职情况", None, "挂职时间", None]  # fmt: skip
    below: list[Cell] = [None, None, None, None, "学历", "学位", "单位", "职务", "单位", "职务", "起", "止"]  # fmt: skip
    one = row()
    cells: list[Cell] = [*one[:3], one[15], "大学", "学士", "市教育局", "科员", "清溪县人民政府", "县长助理", "2026.03", "2027.02"]  # fmt: skip
    return [
        ["花名册"],
        ["填报单位：安澜市委组织部", None, None, None, None, None, "2026年3月"],
        top,
        below,
        cells,
    ]


def test_a_header_of_two_rows_is_one_header_merged_or_not() -> None:
    merges = [(2, 0, 3, 0), (2, 1, 3, 1), (2, 4, 2, 5), (2, 6, 2, 7), (2, 8, 2, 9), (2, 10, 2, 11), (0, 0, 0, 11)]  # fmt: skip
    files = [xlsx(two_rows()), xlsx(two_rows(), merges=merges), text(two_rows(), "gbk")]

    readings = [read(file) for file in files]

    assert [found(reading) for reading in readings] == [[], [], []]
    assert [
        (one.home.name, one.home_post, one.host.name, one.post, one.education, one.degree)
        for reading in readings
        for one in reading.rows
    ] == [("市教育局", "科员", "清溪县人民政府", "县长助理", "大学", "学士")] * 3


def test_columns_may_stand_in_any_order_with_gaps_between() -> None:
    order = list(range(len(HEADER)))[::-1]
    swapped: Grid = [
        [cell for place in order for cell in (line[place], None)]
        for line in [HEADER, row(1), row(2)]
    ]

    reading = read([["花名册"], *swapped])

    assert (reading.people, len(reading.rows), found(reading)) == (2, 2, [])


def test_many_titles_may_stand_above() -> None:
    titles = ["附件1", "安澜市挂职干部花名册", "", "填报单位：安澜市委组织部", "密级：内部", ""]

    reading = read(grid(row(), titles=titles))

    assert (reading.title, reading.city, [one.number for one in reading.rows]) == (
        "附件1",
        "安澜市",
        [8],
    )


def test_a_missing_column_is_named_and_stops_the_reading() -> None:
    place = HEADER.index("派出单位")
    cells = [[cell for at, cell in enumerate(line) if at != place] for line in [HEADER, row()]]

    reading = read(cells)

    assert found(reading) == [(1, "派出单位", "error", "column_missing")]
    assert reading.rows == ()


def test_unknown_and_repeated_columns_are_told_and_left_out() -> None:
    reading = read([[*HEADER, "血型", "姓名"], [*row(), "A", "李四"]])

    assert found(reading) == [
        (1, "血型", "note", "column_unknown"),
        (1, "姓名", "warning", "column_twice"),
    ]
    assert [one.name for one in reading.rows] == ["张三二"]


def test_without_identity_numbers_a_roster_is_read_with_a_warning() -> None:
    cells = [line[:15] for line in [HEADER, row()]]

    assert found(read(cells)) == [(1, "身份证号", "warning", "column_advisable")]


def test_a_file_without_a_header_is_told_so() -> None:
    assert found(read([["张三", "男"], ["李四", "女"]])) == [(0, "", "error", "header_not_found")]
    assert found(read(grid())) == [(2, "", "error", "no_people_listed")]


def test_unit_and_post_in_one_cell_are_parted_with_a_warning() -> None:
    header = ["单位及职务" if cell == "派出单位" else cell for cell in HEADER if cell != "现任职务"]
    cells = [cell for at, cell in enumerate(row(派出单位="市政府办公室四级主任科员")) if at != 10]

    reading = read([header, cells])

    assert found(reading) == [(2, "单位及职务", "warning", "unit_and_post_parted")]
    assert [(one.home.name, one.home_post) for one in reading.rows] == [
        ("市政府办公室", "四级主任科员")
    ]


def test_a_grid_of_data_has_no_header() -> None:
    assert find_header([row(), row(2)]) is None
