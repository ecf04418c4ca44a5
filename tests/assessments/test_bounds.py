"""What bounds a grade or stops its conclusion: vetoes, another grade, quorum, relatives."""

import pytest

from guazhi.access.matrix import Role
from guazhi.assessments.commands import (
    ask_override,
    lift_veto,
    note_veto,
    settle_override,
)
from guazhi.assessments.models import (
    PartSignature,
    SittingMember,
)
from guazhi.policy.findings import Refused
from guazhi.web.clock import clock_at
from tests import make
from tests.assessments.acting import MIDTERM, parts, signed
from tests.assessments.test_signing import conclude, row
from tests.assessments.test_sittings import relative
from tests.make import World
from tests.refusals import codes

pytestmark = pytest.mark.django_db


def test_a_veto_bounds_the_grade_voids_signatures_and_is_lifted_by_another(world: World) -> None:
    parts(world)
    signed(world)
    with clock_at(MIDTERM):
        noted = note_veto(
            world.secondment.pk,
            kind="midterm",
            veto="absence",
            facts="六月连续旷工六日",
            day=MIDTERM,
            actor=world.county_handler,
        )
    bounded = row(world).decided
    with clock_at(MIDTERM):
        lift_veto(noted.pk, reason="经核实系因公外出", actor=world.approver)

    assert (bounded, row(world).decided) == ("not_competent", "competent")
    assert PartSignature.objects.filter(voided_at__isnull=True).count() == 0


def test_another_grade_needs_a_reason_and_a_second_person(world: World) -> None:
    parts(world)
    ask = {"kind": "midterm", "grade": "basically_competent", "day": MIDTERM}

    with clock_at(MIDTERM):
        with pytest.raises(Refused) as bare:
            ask_override(world.secondment.pk, reason="", actor=world.approver, **ask)  # type: ignore[arg-type]
        asked = ask_override(
            world.secondment.pk,
            reason="任务完成质量不高",
            actor=world.approver,
            **ask,  # type: ignore[arg-type]
        )
        with pytest.raises(Refused) as himself:
            settle_override(asked.pk, confirm=True, actor=world.approver)
        second = make.actor(Role.CITY_APPROVER, world.city, name="副部长")
        settle_override(asked.pk, confirm=True, actor=second)
    signed(world, dissent="本方保留意见")

    assert (codes(bare), codes(himself)) == (["words_needed"], ["second_person_needed"])
    assert conclude(world).grade == "basically_competent"


def test_without_a_quorum_nothing_is_concluded(world: World) -> None:
    parts(world)
    signed(world)
    members = list(SittingMember.objects.order_by("pk").values_list("pk", flat=True))

    with pytest.raises(Refused) as refused:
        conclude(world, absent=members[:2])

    assert codes(refused) == ["no_quorum", "party_absent"]


def test_a_relative_who_is_declared_later_stops_the_conclusion(world: World) -> None:
    parts(world)
    signed(world)
    relative(world, "王建国")
    SittingMember.objects.filter(user=world.host_leader.user_id).update(name="王建国")

    with pytest.raises(Refused) as refused:
        conclude(world)

    assert codes(refused) == ["member_is_relative"]
