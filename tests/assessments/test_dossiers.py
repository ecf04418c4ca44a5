"""The evidence pack of a meeting: by name, as far as the reader may see, in few queries."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guazhi.access.actor import Actor
from guazhi.assessments.queries import dossier
from guazhi.assessments.rules import Kind
from guazhi.ledger.models import Entry
from guazhi.web.clock import clock_at
from tests.assessments.acting import FINAL, concluded, drafted, part, seated
from tests.make import World, account_of
from tests.visitor import client_of

pytestmark = pytest.mark.django_db


def people(world: World, actor: Actor, kind: Kind = Kind.FINAL) -> list[dict[str, object]]:
    found: list[dict[str, object]] = dossier(actor, world.secondment.intake, kind, FINAL)["people"]
    return found


def test_everybody_has_a_page_with_grades_opinions_and_appraisal(world: World) -> None:
    concluded(world)
    drafted(world)

    (one,) = people(world, world.handler)

    assert one["name"] == "谭敏"
    assert one["grades"] == [
        ("中期考核", "—", "—", "未开展"),
        ("期满考核", "称职", "85.00", "已发布（2027年2月10日）"),
    ]
    assert [party for party, _grade, _words in one["opinions"]] == [  # type: ignore[attr-defined]
        "市委组织部",
        "县（区）委组织部",
        "接收单位",
    ]
    assert one["appraisal"]["state"] == "第1版　草稿，未签署"  # type: ignore[index]
    assert ("工作任务办结", "0 / 0") in one["figures"]  # type: ignore[operator]


def test_a_part_stays_closed_to_the_others_until_all_are_in(world: World) -> None:
    with clock_at(FINAL):
        seated(world, world.secondment, kind="final")
    part(world.secondment, world.county_handler, kind="final", day=FINAL)

    (city,) = people(world, world.handler)
    (county,) = people(world, world.county_handler)

    assert (city["opinions"], city["ratings"]["parties"]) == ([], [])  # type: ignore[index]
    assert (county["opinions"], county["ratings"]["parties"]) == ([], [])  # type: ignore[index]


def test_parties_stand_in_one_order_whoever_was_first(world: World) -> None:
    with clock_at(FINAL):
        seated(world, world.secondment, kind="final")
    for actor in (world.host_leader, world.county_handler, world.handler):
        part(world.secondment, actor, kind="final", day=FINAL)

    (one,) = people(world, world.handler)

    assert one["ratings"]["parties"] == [  # type: ignore[index]
        "市委组织部",
        "县（区）委组织部",
        "接收单位",
    ]


def test_the_pack_asks_as_much_for_three_as_for_one(world: World) -> None:
    with CaptureQueriesContext(connection) as one:
        people(world, world.handler)
    world.another("李强", host=world.county_department)
    world.another("赵一", host=world.bureau, home=world.county_department)
    with CaptureQueriesContext(connection) as three:
        found = people(world, world.handler)

    assert len(found) == 3
    assert len(three) == len(one)


def test_the_pack_is_printed_by_the_departments_and_recorded(world: World, tmp_path: Path) -> None:
    intake = world.secondment.intake
    file = tmp_path / "pack.pdf"
    with clock_at(FINAL):
        paper = client_of(world.handler).get(f"/assessments/intakes/{intake.pk}/evidence/")
        by = account_of(world.county_handler).username
        call_command("documents", "evidence-pack", intake.name, "--by", by, "--to", str(file))
        with pytest.raises(CommandError):
            call_command("documents", "evidence-pack", intake.name, "--by", by, "--to", str(file))

    assert (paper.content[:4], file.read_bytes()[:4]) == (b"%PDF", b"%PDF")
    made = Entry.objects.filter(verb="EvidencePackMade").values_list("user", flat=True)
    assert list(made) == [world.handler.user_id, world.county_handler.user_id]
    assert client_of(world.host_leader).get(paper.request["PATH_INFO"]).status_code == 404
