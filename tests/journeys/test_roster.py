"""The city imports the roster of the 67 through the page, and takes the register away."""

import io
from collections.abc import Callable
from pathlib import Path

import openpyxl
from playwright.sync_api import expect

from guazhi.ledger.models import Entry
from guazhi.secondments.models import Secondment
from tests.journeys.conftest import Visit
from tests.journeys.visitor import Visitor
from tests.make import World
from tests.rosters.grids import FILES, grid, row, xlsx


def checks(city: Visitor, name: str | Path) -> None:
    """Send a roster to be checked and wait for what the page says of it."""
    city.open("/rosters/upload/")
    city.main.locator("[name=file]").set_input_files(FILES / name)
    city.page.get_by_role("button", name=city.words("Check the file")).click()
    expect(city.main.locator("#answer .note").first).to_be_visible()


def rows_of(path: Path) -> list[tuple[object, ...]]:
    """The lines of a workbook below its title and header."""
    sheet = openpyxl.load_workbook(io.BytesIO(path.read_bytes())).active
    assert sheet is not None
    return list(sheet.iter_rows(min_row=3, values_only=True))


def test_a_roster_is_checked_confirmed_and_shown_and_a_second_import_changes_nothing(
    town: World, visit: Visit, on_day: Callable[[str], None]
) -> None:
    on_day("2026-02-20")
    before = Secondment.objects.count()
    city = visit(town.handler)
    checks(city, "roster-67.xlsx")
    assert Secondment.objects.count() == before

    city.page.get_by_role("button", name=city.words("Import now")).click()
    city.page.wait_for_url("**/intakes/*/")

    assert Secondment.objects.count() == before + 67
    entries = Entry.objects.count()
    checks(city, "roster-67.xlsx")
    assert city.page.get_by_role("button", name=city.words("Import now")).count() == 0
    assert (Secondment.objects.count(), Entry.objects.count()) == (before + 67, entries)
    city.open("/register/")
    with city.page.expect_download() as waiting:
        city.main.get_by_role("link", name=city.words("Export to Excel")).click()
    names = [line[1] for line in rows_of(waiting.value.path())]
    known = Secondment.objects.values_list("secondee__name", flat=True)
    assert sorted(map(str, names)) == sorted(known)


def test_a_rough_roster_shows_every_finding_before_anything_is_written(
    town: World, visit: Visit
) -> None:
    before = Secondment.objects.count()
    city = visit(town.handler)

    checks(city, "roster-67-rough.xlsx")

    assert city.main.locator("#answer tbody tr").count() > 0
    assert Secondment.objects.count() == before


def test_a_roster_with_an_error_cannot_be_imported(
    town: World, visit: Visit, tmp_path: Path
) -> None:
    wrong = tmp_path / "roster.xlsx"
    wrong.write_bytes(xlsx(grid(row(1, 性别="女"))))
    city = visit(town.handler)

    checks(city, wrong)

    levels = city.main.locator("#answer tbody .tag.is-red").count()
    assert levels == 1
    assert city.page.get_by_role("button", name=city.words("Import now")).count() == 0


def test_a_file_that_is_no_roster_is_refused_in_words(
    town: World, visit: Visit, tmp_path: Path
) -> None:
    wrong = tmp_path / "photo.xlsx"
    wrong.write_bytes(b"\x89PNG\r\n\x1a\n not a workbook")
    city = visit(town.handler)
    city.open("/rosters/upload/")
    city.main.locator("[name=file]").set_input_files(wrong)

    city.page.get_by_role("button", name=city.words("Check the file")).click()

    expect(city.main.locator(".note.is-red").first).to_be_visible()
