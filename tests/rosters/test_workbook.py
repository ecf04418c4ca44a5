"""Whatever is uploaded, the answer is a finding, never a crash."""

import io
import random
import struct
import zipfile
from collections.abc import Iterator
from math import inf
from time import process_time

import openpyxl
import pytest

from guazhi.rosters.rules.files import OLE
from guazhi.rosters.rules.parts import SheetParts, column_letters, column_number, sheet_parts
from guazhi.rosters.rules.workbook import read_workbook
from tests.rosters.grids import FILES, PLACES, found, grid, read, row, text, xlsx

NOISE = 0.02  # seconds of processor time
FOUND_IN_DAMAGED = {
    **dict.fromkeys((8, 11, 17, 34, 35), "file_of_wrong_type"),
    **dict.fromkeys((4, 37), "file_unpacks_too_large"),
}
NOT_READ = {"[Content_Types].xml", "docProps/app.xml", "docProps/core.xml", "xl/theme/theme1.xml"}
SOUND = xlsx(grid(row()))


def codes(data: bytes) -> list[str]:
    return [finding.code for finding in read_workbook(data).findings]


def zipped(parts: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def scan(sheet: bytes) -> SheetParts:
    parts = parts_of(SOUND)
    name = "xl/worksheets/sheet1.xml"
    (found,) = sheet_parts(zipped({**parts, name: sheet})).values()
    return found


def with_sheet(replace: tuple[bytes, bytes]) -> bytes:
    parts = parts_of(SOUND)
    name = "xl/worksheets/sheet1.xml"
    return zipped({**parts, name: parts[name].replace(*replace)})


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file_empty"),
        (b"\n \r\n", "file_empty"),
        (b"\x00" * 50, "file_empty"),
        (b"\x89PNG\r\n\x1a\n" + b"\x01" * 40, "file_of_wrong_type"),
        (b"\xff\xd8\xff\xe0" + b"\x01" * 40, "file_of_wrong_type"),
        (b"%PDF-1.7\n%abc", "file_of_wrong_type"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "file_of_wrong_type"),
        (b"abc\x01\x02\x03def", "file_of_wrong_type"),
        (OLE + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\x00" * 600, "file_encrypted"),
        (OLE + b"\x00" * 2000, "file_damaged"),
        (SOUND[: len(SOUND) // 2], "file_damaged"),
        (b"PK\x03\x04" + b"\x01" * 100, "file_damaged"),
        (zipped({"word/document.xml": b"<w/>"}), "file_of_wrong_type"),
        (zipped({"xl/workbook.bin": b"x"}), "file_of_wrong_type"),
        (zipped({"content.xml": b"x"}), "file_of_wrong_type"),
        (zipped({"xl/workbook.xml": b"<not xml"}), "file_damaged"),
        (b"a" * (10 * 1024 * 1024 + 1), "file_too_large"),
        (zipped({"xl/workbook.xml": b"<a/>", "bomb": b"0" * 110_000_000}), "file_unpacks_too_large"),
        (zipped({"xl/workbook.xml": b"<a/>", "bomb": b"0" * 30_000_000}), "file_unpacks_too_large"),
        (xlsx([["x"] * 300]), "file_with_too_many_columns"),
        (xlsx([]), "file_empty"),
        (text([["x"] * 300]), "file_with_too_many_columns"),
        (b"x\n" * 50_001, "file_with_too_many_rows"),
        (with_sheet((b'r="A1"', b'r="XFD1048576"')), "file_with_too_many_rows"),
        (with_sheet((b'r="A1"', b'r="XFD1"')), "file_with_too_many_columns"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_says_why(data: bytes, code: str) -> None:
    assert codes(data) == [code]


def test_a_forged_size_is_found_before_anything_is_unpacked_for_good() -> None:
    data = bytearray(zipped({"xl/workbook.xml": b"<a/>", "xl/big": b"0" * 3_000_000}))
    real = struct.pack("<I", 3_000_000)
    while (at := data.find(real)) >= 0:
        data[at : at + 4] = struct.pack("<I", 10)

    assert codes(bytes(data)) == ["file_damaged"]


def test_too_many_sheets_are_refused() -> None:
    book = openpyxl.Workbook()
    for _ in range(65):
        book.create_sheet().append(["x"])
    target = io.BytesIO()
    book.save(target)

    assert codes(target.getvalue()) == ["file_with_too_many_sheets"]


def test_an_encrypted_part_is_told() -> None:
    data = bytearray(SOUND)
    at = data.find(b"PK\x01\x02")
    data[at + 8] |= 1

    assert codes(bytes(data)) == ["file_encrypted"]


def test_a_hidden_sheet_is_noted_and_not_read() -> None:
    reading = read(xlsx(grid(row()), hidden={"旧": grid(row(2))}))

    assert (reading.people, found(reading)) == (1, [(0, "", "note", "sheet_hidden")])


def test_a_second_roster_in_the_workbook_is_warned_of() -> None:
    book = openpyxl.load_workbook(io.BytesIO(SOUND))
    second = book.create_sheet("第二批")
    for line in grid(row(2)):
        second.append(line)
    target = io.BytesIO()
    book.save(target)

    reading = read(target.getvalue())

    assert (reading.people, found(reading)) == (1, [(0, "", "warning", "sheet_not_read")])


def test_a_formulas_last_value_is_used_with_a_warning() -> None:
    place = (2, PLACES["民族"])
    reading = read(xlsx(grid(row()), formulas={place: ('="汉"&"族"', "汉族")}))

    assert found(reading) == [(3, "民族", "warning", "formula_in_cell")]
    assert [one.ethnic_group for one in reading.rows] == ["汉族"]


def test_a_formula_never_worked_out_is_an_error() -> None:
    book = openpyxl.load_workbook(io.BytesIO(SOUND))
    assert book.active is not None
    book.active.cell(3, PLACES["派出单位"] + 1).value = '="市教育局"'
    target = io.BytesIO()
    book.save(target)

    assert found(read(target.getvalue())) == [(3, "派出单位", "error", "formula_without_value")]


def test_a_formula_is_read_in_every_way_it_may_be_written() -> None:
    sheet = b"""<row r="3"><c r="A3"><f>1&lt;2</f><v>1</v></c><c s="1" r="B3" t="str">
      <f t="shared" si="0"/><v>x</v></c><c r="C3"><f>A1</f></c><c r="D3"><f/><v></v></c>
      <c r='E3'><f ca="1">A1</f ><v>1</v></c><c r="F3"><v>1</v></c><c r="G3"><f>A1
      <c r="H3"><f>B1</f><v>2</v></c></row>"""

    parts = scan(sheet)

    assert sorted(parts.formulas) == [(2, 0), (2, 1), (2, 4), (2, 7)]
    assert sorted(parts.without_value) == [(2, 2), (2, 3)]
    assert (parts.rows, parts.columns) == (3, 8)


@pytest.mark.parametrize(
    "sheet",
    [
        b"<c r='XFD9'/>",
        b'<c t=">" r="XFD9"/>',
        b'<c t="<" r = "XFD9"/>',
        b'<!-- <c " --><x:c r="XFD9"/>',
    ],
)
def test_a_far_cell_is_found_however_it_is_written(sheet: bytes) -> None:
    assert (scan(sheet).rows, scan(sheet).columns) == (9, 16384)


def test_a_far_row_counts_when_it_holds_a_cell() -> None:
    assert scan(b'<row r="1048576" ht="9"/><row r="2"></row>').rows == 0
    assert scan(b'<row r="1048576"> <c><v>1</v></c></row>').rows == 1048576


@pytest.mark.parametrize(
    "piece",
    [
        b'<c r="A1"><f>', b"<c x ", b"<c ", b"<c r  ", b'<c r="A1">', b'<c r="A1"><f ', b"<row ",
        b'<row r="1"> ', b'<c r="A1"><f/> ', b'<c r="A1"><f/><v>', b"<aaaa", b" r ", b'<c x="',
    ],
)  # fmt: skip
def test_ten_times_the_text_takes_about_ten_times_as_long(piece: bytes) -> None:
    some, more, most = (piece * (size // len(piece)) for size in (50_000, 500_000, 5_000_000))
    spent = min(seconds_of(some) for _ in range(3))

    for longer in (more, most):
        allowed = 15 * spent + NOISE
        spent = next((took for took in rounds(longer) if took <= allowed), inf)
        assert spent <= allowed


def rounds(text: bytes) -> Iterator[float]:
    """How long a scan takes: asked again only where other work of the machine slowed it down."""
    yield from (seconds_of(text) for _ in range(3))


def seconds_of(text: bytes) -> float:
    before = process_time()
    scan(text)
    return process_time() - before


def test_a_value_merged_over_rows_stands_in_each_of_them() -> None:
    place = PLACES["派出单位"]
    cells = grid(row(1, 派出单位="市财政局"), row(2, 派出单位=None), row(3, 派出单位=None))

    reading = read(xlsx(cells, merges=[(2, place, 4, place)]))

    assert [one.home.name for one in reading.rows] == ["市财政局"] * 3


@pytest.mark.parametrize("seed", range(40))
def test_no_damage_to_a_file_is_a_crash(seed: int) -> None:
    source = random.Random(seed)
    data = bytearray((FILES / "roster-67.xlsx").read_bytes())
    for _ in range(source.randint(1, 40)):
        data[source.randrange(len(data))] = source.randrange(256)
    if seed % 3 == 0:
        del data[source.randrange(len(data)) :]

    assert codes(bytes(data)) == [FOUND_IN_DAMAGED.get(seed, "file_damaged")]


@pytest.mark.parametrize("seed", range(20))
def test_no_damage_inside_a_sheet_is_a_crash(seed: int) -> None:
    source = random.Random(seed)
    parts = {name: bytearray(content) for name, content in parts_of(SOUND).items()}
    name = source.choice(sorted(parts))
    for _ in range(source.randint(1, 20)):
        parts[name][source.randrange(len(parts[name]))] = source.randrange(256)

    reading = read(zipped({name: bytes(content) for name, content in parts.items()}))

    expected = (1, []) if name in NOT_READ else (0, [(0, "", "error", "file_damaged")])
    assert (reading.people, found(reading)) == expected


def test_columns_are_lettered_as_excel_does() -> None:
    assert [column_letters(number) for number in (0, 25, 26, 701, 702)] == [
        "A",
        "Z",
        "AA",
        "ZZ",
        "AAA",
    ]
    assert [column_number(column_letters(number)) for number in range(1000)] == list(range(1000))
