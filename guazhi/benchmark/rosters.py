"""A roster of any length, and its import with all checks: rows a second."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import xlsxwriter
from tqdm import tqdm

from guazhi.benchmark.measures import memory_mib, timed
from guazhi.benchmark.world import name_of
from guazhi.obligations.models import Obligation
from guazhi.rosters.commands import Imported, command_line, import_roster
from guazhi.rosters.rules.wanted import Wanted

CITY = "安澜市"
HEADINGS = (
    "序号", "姓 名", "性别", "民族", "出生年月", "籍贯", "学历", "派出单位", "现任职务", "干部类别",
    "挂职单位", "挂任职务", "挂职起止时间", "身份证号", "联系电话",
)  # fmt: skip
COUNTIES = ("清溪县", "云岭县", "石桥县", "望湖区", "东川区")
TOWNSHIPS = "龙泉高坪大坪白石双河马栏金沙青龙"
BUREAUS = ("教育", "财政", "商务", "交通运输", "水利", "农业农村", "文化和旅游", "生态环境")
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def id_number(number: int) -> str:
    """A well-formed ID number of a region that does not exist, for an invented woman."""
    place, serial = 990000 + number // 400 % 10000, 2 * (number // 20 % 20) + 100
    digits = f"{place:06d}19{80 + number % 20:02d}0715{serial:03d}"
    total = sum(int(digit) * weight for digit, weight in zip(digits, WEIGHTS, strict=True))
    return digits + "10X98765432"[total % 11]


def roster(rows: int) -> bytes:
    """A workbook as a city's organisation department keeps it, with ``rows`` people."""
    file = BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    sheet = book.add_worksheet("花名册")
    sheet.merge_range(0, 0, 0, len(HEADINGS) - 1, f"{CITY}上派下挂挂职干部花名册")
    sheet.write_row(1, 0, HEADINGS)
    for number in range(rows):
        sheet.write_row(number + 2, 0, [number + 1, *_row(number)])
    book.close()
    return file.getvalue()


def _row(number: int) -> Iterator[str]:
    number_of_id = id_number(number)
    county = COUNTIES[number % len(COUNTIES)]
    place = number // len(COUNTIES) % (len(TOWNSHIPS) // 2)
    yield from (name_of(number), "女", "汉族", f"{number_of_id[6:10]}.07", "湖南长沙", "大学")
    yield f"市{BUREAUS[number % len(BUREAUS)]}局"
    yield from ("一级科员", "后备干部")
    if number % 2:
        yield from (f"{county}人民政府", "县（区）长助理")
    else:
        yield f"{county}{TOWNSHIPS[2 * place : 2 * place + 2]}乡人民政府"
        yield "乡镇长助理"
    yield from ("2026.03--2027.02", number_of_id, f"1990{number:07d}")


def import_rate(rows: int) -> dict[str, Any]:
    """How many rows a second are read, checked, written and given their obligations."""
    data = roster(rows)
    found: list[Imported] = []
    with tqdm(total=rows, unit="", desc="import", leave=False, disable=None) as bar:

        def progress(done: int, total: int) -> None:
            bar.total, bar.n = total, done
            bar.refresh()

        def work() -> None:
            actor = command_line("bench")
            found.append(import_roster(data, Wanted(), actor=actor, progress=progress))

        wall, cpu = timed(work)
    return {
        "rows": found[0].secondments,
        "seconds": round(wall, 2),
        "cpu_s": round(cpu, 2),
        "per_second": round(rows / wall),
        "obligations": Obligation.objects.count(),
        "memory_mib": memory_mib(),
    }
