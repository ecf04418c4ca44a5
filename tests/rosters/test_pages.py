"""The pages of rosters: check, confirm, print."""

import io
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from guazhi.access.actor import Actor
from guazhi.ledger.models import Entry
from guazhi.policy.findings import Finding
from guazhi.rosters.commands import import_roster
from guazhi.rosters.forms import RosterForm
from guazhi.rosters.rules.files import LARGEST_FILE
from guazhi.rosters.rules.wanted import Wanted
from guazhi.secondments.models import Secondment
from guazhi.web.messages import sentence
from tests import make
from tests.rosters.grids import FILES, HEADER, Grid, grid, read, row, xlsx
from tests.visitor import client_of

pytestmark = pytest.mark.django_db
UPLOAD = reverse("rosters:upload")


def send(client: Client, cells: Grid | bytes, checked: str = "", **headers: str) -> Any:
    data = cells if isinstance(cells, bytes) else xlsx(cells)
    fields = {
        "file": SimpleUploadedFile("花名册.xlsx", data),
        "policy": "speech",
        "creates_units": "on",
        "checked": checked,
    }
    return client.post(UPLOAD, fields, headers=headers)


def test_a_roster_is_checked_then_confirmed(world: make.World) -> None:
    client = client_of(world.handler)
    file, before = xlsx(grid(row(1), row(2))), Secondment.objects.count()

    checked = send(client, file)
    plan = checked.context["plan"]
    assert (checked.status_code, Secondment.objects.count()) == (200, before)

    answer = send(client, file, plan.file)

    assert (answer.status_code, Secondment.objects.count()) == (302, before + 2)
    assert Entry.objects.filter(verb="RosterImported").count() == 1


class Unreadable(SimpleUploadedFile):
    """An upload that may be asked for its size and must not be read."""

    def read(self, num_bytes: int = -1) -> bytes:
        raise AssertionError(num_bytes)


def test_a_file_too_large_is_refused_unread() -> None:
    file = Unreadable("花名册.xlsx", b"")
    file.size = LARGEST_FILE + 1

    form = RosterForm({"policy": "speech"}, {"file": file})
    read_anyway = form.is_valid() and form.data_of_file()

    said = sentence(Finding("file_too_large", params={"size": 10.0, "limit": 10}))
    assert not read_anyway
    assert dict(form.errors) == {"file": [said]}


def test_a_file_that_changed_since_it_was_checked_is_checked_again(world: make.World) -> None:
    client = client_of(world.handler)
    checked = send(client, grid(row(1))).context["plan"].file

    answer = send(client, grid(row(1), row(2)), checked)

    assert (answer.status_code, Secondment.objects.filter(secondee__name="张三二").count()) == (
        200,
        0,
    )


def test_findings_are_shown_by_row_and_column_and_nothing_is_offered(world: make.World) -> None:
    client = client_of(world.handler)

    answer = send(client, grid(row(1, 性别="女"), row(2, 民族="汉")))

    html = answer.content.decode()
    shown = [
        (one["found"].row, one["found"].cell, one["level"]) for one in answer.context["findings"]
    ]
    assert answer.status_code == 422
    assert shown[0] == (3, "C3", "error")
    assert 'name="checked"' not in html


def test_findings_of_a_kind_are_summed_up_above_the_single_ones(world: make.World) -> None:
    client = client_of(world.handler)

    answer = send(client, grid(*[row(number, 民族="汉") for number in (1, 2, 3)]))

    short = [kind for kind in answer.context["kinds"] if kind["column"] == "民族"]
    assert short == [
        {
            "level": "note",
            "column": "民族",
            "count": 3,
            "text": "“汉” is taken as 汉族. Write full names on forms.",
        }
    ]
    assert sum(kind["count"] for kind in answer.context["kinds"]) == len(answer.context["findings"])


def test_htmx_asks_for_the_answer_only(world: make.World) -> None:
    client = client_of(world.handler)

    html = send(client, grid(row(1)), **{"HX-Request": "true"}).content.decode()

    assert ("<html" in html, 'name="checked"' in html) == (False, True)


def test_after_an_import_htmx_is_sent_to_the_intake(world: make.World) -> None:
    client = client_of(world.handler)
    checked = send(client, grid(row(1))).context["plan"].file

    answer = send(client, grid(row(1)), checked, **{"HX-Request": "true"})

    intake = Secondment.objects.get(secondee__name="张三二").intake_id
    assert answer["HX-Redirect"] == reverse("dashboards:intake", args=[intake])


@pytest.mark.parametrize("data", [b"", b"\x89PNG\r\n\x1a\n0000", b"PK\x03\x04broken"])
def test_a_file_that_is_no_roster_is_told_so(world: make.World, data: bytes) -> None:
    answer = send(client_of(world.handler), data)

    assert answer.status_code == 422
    assert len(answer.context["findings"]) == 1


def test_the_page_is_for_the_city_alone(world: make.World) -> None:
    others = [world.county_handler, world.host_leader, world.home_handler, world.approver]

    assert [client_of(actor).get(UPLOAD).status_code for actor in others] == [404] * 4
    assert client_of(world.handler).get(UPLOAD).status_code == 200


def printed(actor: Actor, pk: int) -> list[list[object]]:
    answer = client_of(actor).get(reverse("rosters:paper", args=[pk]))
    assert answer.status_code == 200
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert sheet is not None
    return [list(line) for line in sheet.iter_rows(values_only=True)]


def test_a_printed_roster_has_the_columns_that_an_import_reads(world: make.World) -> None:
    data = (FILES / "roster-67.xlsx").read_bytes()
    done = import_roster(data, Wanted(intake="甲"), actor=world.handler)
    assert done.intake is not None

    answer = client_of(world.handler).get(reverse("rosters:paper", args=[done.intake.pk]))

    reading = read(answer.content)
    assert (reading.people, len(reading.rows), reading.has_errors) == (67, 67, False)
    again = {(one.name, one.id_number, one.start, one.end, one.host.name) for one in reading.rows}
    assert again == {
        (one.name, one.id_number, one.start, one.end, one.host.name) for one in read(data).rows
    }


def test_what_looks_like_a_formula_is_printed_as_text(world: make.World) -> None:
    import_roster(
        xlsx(grid(row(1, 现任职务="=HYPERLINK(1)"))), Wanted(intake="甲"), actor=world.handler
    )
    intake = Secondment.objects.get(secondee__name="张三二").intake_id

    (line,) = [line for line in printed(world.handler, intake) if line[1] == "张三二"]

    assert line[11] == "=HYPERLINK(1)"


def test_identity_numbers_are_masked_for_those_who_may_not_see_them(world: make.World) -> None:
    import_roster(xlsx(grid(row(1))), Wanted(intake="甲"), actor=world.handler)
    intake = Secondment.objects.get(secondee__name="张三二").intake_id

    (line,) = [line for line in printed(world.home_handler, intake) if line[1] == "张三二"]

    assert (line[16], line[17]) == ("110105**********" + str(row(1)[15])[-2:], "")


def test_taking_a_roster_out_is_recorded_and_scoped(world: make.World) -> None:
    printed(world.handler, world.intake.pk)

    assert Entry.objects.filter(verb="RosterPrinted").count() == 1
    route = reverse("rosters:paper", args=[world.intake.pk])
    assert client_of(world.other_county_handler).get(route).status_code == 404


def test_the_header_of_a_printed_roster_is_the_usual_one(world: make.World) -> None:
    lines = printed(world.handler, world.intake.pk)

    assert [heading for heading in lines[2] if heading in HEADER] == HEADER
