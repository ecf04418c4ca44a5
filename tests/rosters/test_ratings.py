"""Ratings by workbook: out with locked cells, back in all or none, each fault by its cell."""

import io
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from guazhi.assessments.commands import set_sittings
from guazhi.assessments.models import AssessmentPart, SittingMember
from guazhi.assessments.rules import Kind
from guazhi.assessments.rules.sitting import Chosen, Seating
from guazhi.ledger.models import Entry
from guazhi.policy import Refused
from guazhi.rosters.commands import take_in_ratings
from guazhi.rosters.queries import form_of, lines_of, plan_ratings, seal
from guazhi.rosters.rules.ratings import LOCKED, write_ratings
from guazhi.web.clock import clock_at
from tests.assessments.acting import MIDTERM
from tests.make import World
from tests.visitor import client_of

pytestmark = pytest.mark.django_db
RATED = len(LOCKED)


@pytest.fixture(autouse=True)
def _sittings(world: World) -> None:
    """Two people of one host, on whom somebody without an account sits."""
    other = world.another("赵一")
    members = (
        Chosen(world.handler.user_id, is_chair=True),
        Chosen(world.county_handler.user_id),
        Chosen(name="刘乡长", organisation=world.township_government.pk),
    )
    everybody = (world.secondment.pk, other.pk)
    set_sittings([Seating(everybody, members)], kind="midterm", actor=world.handler)


def book(world: World) -> Any:
    pk = SittingMember.objects.filter(user=None).order_by("pk")[0].pk
    _name, lines = lines_of(world.handler, world.intake, Kind.MIDTERM, pk)
    data = write_ratings(form_of(world.intake), lines, seal, title="评议表", subtitle="刘乡长")
    return openpyxl.load_workbook(io.BytesIO(data))


def filled(world: World, *rows: int) -> Any:
    opened = book(world)
    for row in rows:
        fill(opened, row)
    return opened


def fill(opened: Any, row: int) -> None:
    sheet = opened.active
    indicators = len(form_of_columns(sheet)) - RATED - 4
    for place in range(indicators + 1):
        sheet.cell(row, RATED + 1 + place).value = "称职"
    sheet.cell(row, RATED + indicators + 2).value = "履职认真，群众认可"


def form_of_columns(sheet: Any) -> list[str]:
    return [cell.value for cell in sheet[3]]


def saved(opened: Any) -> bytes:
    target = io.BytesIO()
    opened.save(target)
    return target.getvalue()


def plan(world: World, opened: Any) -> list[tuple[str, str, str]]:
    found = plan_ratings(world.handler, world.intake, Kind.MIDTERM, saved(opened)).findings
    return [(each.cell, each.finding.code, each.finding.level.value) for each in found]


def test_the_workbook_is_locked_but_for_what_is_filled_in(world: World) -> None:
    sheet = book(world).active

    assert sheet.protection.sheet
    assert sheet.column_dimensions["R"].hidden
    assert [cell.protection.locked for cell in sheet[4]] == [True] * 4 + [False] * 13 + [True]
    (choice,) = sheet.data_validations.dataValidation
    assert choice.formula1 == '"优秀,称职,基本称职,不称职"'


def test_what_comes_back_gives_the_parts_all_at_once(world: World) -> None:
    data = saved(filled(world, 4, 5))

    with clock_at(MIDTERM):
        take_in_ratings(world.intake.pk, data, kind="midterm", day=MIDTERM, actor=world.handler)

    given = AssessmentPart.objects.values_list("party", "on_behalf_of", "grade")
    assert list(given) == [("host", "刘乡长", "competent")] * 2
    assert Entry.objects.order_by("-seq").values_list("verb", flat=True)[0] == "RatingsTakenIn"
    assert plan(world, filled(world)) == [("", "ratings_nothing_new", "note")]


def test_taken_in_twice_nothing_changes_and_other_words_are_named(world: World) -> None:
    opened = filled(world, 4, 5)
    with clock_at(MIDTERM):
        take_in_ratings(
            world.intake.pk, saved(opened), kind="midterm", day=MIDTERM, actor=world.handler
        )
    opened.active["E5"] = "优秀"

    assert plan(world, opened) == [
        ("B4", "ratings_taken_in_already", "note"),
        ("B5", "ratings_differ", "error"),
    ]


def test_a_row_left_blank_is_left_out(world: World) -> None:
    assert plan(world, filled(world, 4)) == [("B5", "ratings_row_blank", "note")]


@pytest.mark.parametrize(
    ("cell", "value", "fault"),
    [
        ("B4", "别人", ("R4", "ratings_row_edited", "error")),
        ("R4", "1:abc", ("R4", "ratings_row_edited", "error")),
        ("R4", None, ("R4", "ratings_row_edited", "error")),
        ("E4", "良好", ("E4", "ratings_off_scale", "error")),
        ("F4", None, ("F4", "ratings_missing", "error")),
        ("P4", None, ("P4", "ratings_no_opinion", "error")),
        ("P4", "=1+1", ("P4", "ratings_formula", "error")),
        ("A3", "号", ("", "ratings_header", "error")),
    ],
)
def test_a_fault_is_told_by_its_cell_and_nothing_is_taken_in(
    world: World, cell: str, value: str | None, fault: tuple[str, str, str]
) -> None:
    opened = filled(world, 4, 5)
    opened.active[cell] = value

    assert plan(world, opened) == [fault]
    with clock_at(MIDTERM), pytest.raises(Refused):
        take_in_ratings(
            world.intake.pk, saved(opened), kind="midterm", day=MIDTERM, actor=world.handler
        )
    assert AssessmentPart.objects.count() == 0


def test_a_row_of_another_sitting_and_a_row_twice_are_named(world: World) -> None:
    opened = filled(world, 4)
    sheet = opened.active
    for place, cell in enumerate(sheet[4], 1):
        sheet.cell(5, place).value = cell.value
    twice = plan(world, opened)
    SittingMember.objects.filter(user=None).update(user=world.host_leader.user_id)

    assert twice == [("B5", "ratings_row_twice", "error")]
    assert plan(world, filled_as_before(opened)) == [("B4", "ratings_other_sitting", "error")]


def filled_as_before(opened: Any) -> Any:
    opened.active.delete_rows(5)
    return opened


def test_a_file_that_is_no_workbook_is_refused(world: World) -> None:
    found = plan_ratings(world.handler, world.intake, Kind.MIDTERM, b"\x89PNG....")

    assert [each.finding.code for each in found.findings] == ["file_of_wrong_type"]


def test_the_page_checks_first_and_takes_in_after(world: World) -> None:
    client = client_of(world.handler)
    url = f"/rosters/{world.intake.pk}/ratings/?kind=midterm"
    pk = SittingMember.objects.filter(user=None).order_by("pk")[0].pk
    data = saved(filled(world, 4, 5))

    def send(checked: str = "") -> Any:
        file = SimpleUploadedFile("评议表.xlsx", data)
        return client.post(url, {"file": file, "day": "2026-08-31", "checked": checked})

    with clock_at(MIDTERM):
        book_answer = client.get(f"/rosters/{world.intake.pk}/ratings/{pk}/?kind=midterm")
        looked = send()
        taken = send(looked.context["plan"].file)

    assert [each.status_code for each in (book_answer, looked, taken)] == [200, 200, 302]
    assert AssessmentPart.objects.count() == 2
    assert client_of(world.host_leader).get(url).status_code == 404
