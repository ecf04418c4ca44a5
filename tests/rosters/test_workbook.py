"""Whatever is uploaded, the answer is a finding, never a crash."""

import io
import random
import struct
import zipfile

import openpyxl
import pytest

from guazhi.rosters.rules.files import OLE
from guazhi.rosters.rules.parts import column_letters, column_number
from guazhi.rosters.rules.workbook import read_workbook
from tests.rosters.grids import FILES, PLACES, found, grid, read, row, text, xlsx

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

    book = read_workbook(bytes(data))

    assert book.sheets or book.findings


@pytest.mark.parametrize("seed", range(20))
def test_no_damage_inside_a_sheet_is_a_crash(seed: int) -> None:
    source = random.Random(seed)
    parts = {name: bytearray(content) for name, content in parts_of(SOUND).items()}
    name = source.choice(sorted(parts))
    for _ in range(source.randint(1, 20)):
        parts[name][source.randrange(len(parts[name]))] = source.randrange(256)

    reading = read(zipped({name: bytes(content) for name, content in parts.items()}))

    assert reading.people or reading.findings


def test_columns_are_lettered_as_excel_does() -> None:
    assert [column_letters(number) for number in (0, 25, 26, 701, 702)] == [
        "A",
        "Z",
        "AA",
        "ZZ",
        "AAA",
    ]
    assert [column_number(column_letters(number)) for number in range(1000)] == list(range(1000))
