"""The page of a round, the setting of a sitting, and what a sitting page offers and costs."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guazhi.assessments.commands import ask_override, settle_override
from guazhi.assessments.models import (
    Assessment,
    PartSignature,
    SittingMember,
)
from guazhi.assessments.queries import assessment_round
from guazhi.assessments.rules import Kind
from guazhi.web.clock import clock_at
from tests.assessments.acting import (
    MIDTERM,
    part,
    parts,
)
from tests.make import World
from tests.visitor import client_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sittings")]


def test_one_press_sets_a_round_and_another_signs_what_waits(world: World) -> None:
    other = world.another("赵一")
    url = f"/assessments/intakes/{world.intake.pk}/round/"
    with clock_at(MIDTERM):
        shown = client_of(world.handler).get(f"{url}?kind=midterm")
        pressed = client_of(world.handler).post(f"{url}set/?kind=midterm")
        for actor in (world.handler, world.county_handler, world.host_leader):
            part(other, actor)
        digest = Assessment.objects.get(secondment=other, kind="midterm").digest
        stale = client_of(world.host_leader).post(
            f"{url}sign/?kind=midterm", {"picked": f"{other.pk}:{'0' * 64}"}
        )
        signing = client_of(world.host_leader).post(
            f"{url}sign/?kind=midterm", {"picked": f"{other.pk}:{digest}"}
        )

    assert (shown.context["missing"], pressed.status_code) == (1, 302)
    assert (stale.status_code, signing.status_code) == (422, 302)
    assert list(PartSignature.objects.values_list("party", "digest")) == [("host", digest)]


def test_the_sitting_of_one_person_is_set_on_its_page(world: World) -> None:
    host = world.township_government
    url = f"/assessments/{world.secondment.pk}/sitting/?kind=midterm"
    sent = {
        f"users_{world.city_department.pk}": world.handler.user_id,
        f"users_{world.county_department.pk}": world.county_handler.user_id,
        f"name_{host.pk}": "刘乡长",
        "chair": world.handler.user_id,
    }

    shown = client_of(world.handler).get(url)
    without = client_of(world.handler).post(url, {**sent, f"name_{host.pk}": ""})
    done = client_of(world.handler).post(url, sent)

    assert [each.status_code for each in (shown, without, done)] == [200, 422, 302]
    names = SittingMember.objects.filter(assessment__kind="midterm").values_list("name", flat=True)
    assert sorted(names) == sorted([world.handler.name, world.county_handler.name, "刘乡长"])


def test_the_sitting_page_costs_the_same_for_every_record(world: World) -> None:
    parts(world)
    url = f"/assessments/{world.secondment.pk}/assessment/?kind=midterm"
    client = client_of(world.handler)
    with clock_at(MIDTERM):
        client.get(url)
        with CaptureQueriesContext(connection) as one:
            client.get(url)
    for name in ("赵一", "钱二"):
        world.another(name)
    with clock_at(MIDTERM), CaptureQueriesContext(connection) as more:
        answer = client.get(url)

    assert len(more) == len(one)
    results = [step["result"] for step in answer.context["steps"] if not step["detail"]]
    assert results[-3:-1] == ["85", "85.00"]


def test_a_grade_given_by_hand_is_the_last_step_of_the_calculation(world: World) -> None:
    parts(world)
    url = f"/assessments/{world.secondment.pk}/assessment/?kind=midterm"
    with clock_at(MIDTERM):
        asked = ask_override(
            world.secondment.pk,
            kind="midterm",
            grade="excellent",
            reason="承担重点项目攻坚",
            day=MIDTERM,
            actor=world.handler,
        )
        before = client_of(world.handler).get(url).context["steps"]
        settle_override(asked.pk, confirm=True, actor=world.approver)
        answer = client_of(world.handler).get(url)

    step = answer.context["steps"][-1]
    assert [(each["formula"], each["result"]) for each in (before[-1], step)] == [
        ("85.00 ≥ 75", "Competent"),
        ("Competent → Excellent", "Excellent"),
    ]
    assert "has effect" in answer.content.decode()


def test_a_party_is_shown_what_it_may_do_step_by_step(world: World) -> None:
    parts(world)
    page = f"/assessments/{world.secondment.pk}/assessment"
    row = Assessment.objects.get(kind="midterm")
    client = client_of(world.handler)
    with clock_at(MIDTERM):
        veto = client.post(
            f"{page}/veto/?kind=midterm",
            {"veto": "warning", "day": "2026-08-01", "facts": "受警告处分一次"},
        )
        asked = client.post(
            f"{page}/override/?kind=midterm",
            {"grade": "basically_competent", "day": "2026-08-31", "reason": "任务完成不好"},
        )
        unsure = client.post(
            f"{page}/sign/?kind=midterm", {"day": "2026-08-31", "digest": row.digest}
        )
        fresh = Assessment.objects.get(kind="midterm").digest
        signing = client.post(f"{page}/sign/?kind=midterm", {"day": "2026-08-31", "digest": fresh})
        heard = client_of(world.home_handler).post(
            f"{page}/home/?kind=final",
            {"day": "2026-08-31", "grade": "competent", "opinion": "同意"},
        )

    assert [each.status_code for each in (veto, asked, unsure, signing)] == [302, 302, 422, 302]
    assert heard.status_code == 422


def test_parts_that_lack_once_the_assessment_should_be_over_are_called_late(world: World) -> None:
    intake, actor = world.intake, world.handler

    steps = [
        [dict(group.steps) for group in assessment_round(actor, intake, Kind.MIDTERM, day).groups]
        for day in (MIDTERM, date(2027, 2, 28))
    ]

    assert steps == [[{"set": 1}], [{"late": 1}]]
