"""Obligations follow policy and facts: idempotent, and what was met stays met."""

from datetime import date

import pytest

from guazhi.obligations.commands import give_evidence, reconcile
from guazhi.obligations.models import Obligation
from guazhi.secondments.models import Secondment
from guazhi.web.clock import clock_at
from tests.make import World, change_term

pytestmark = pytest.mark.django_db


def rows(secondment: Secondment) -> list[tuple[object, ...]]:
    return list(
        Obligation.objects.filter(secondment=secondment)
        .order_by("rule", "occurrence", "owner")
        .values_list("pk", "rule", "occurrence", "opens", "due", "state", "met_on")
    )


def test_reconciling_twice_changes_nothing(world: World) -> None:
    before = rows(world.secondment)

    reconcile(world.secondment)

    assert rows(world.secondment) == before


def test_evidence_meets_the_window_it_falls_in(world: World) -> None:
    give_evidence("talk", 1, date(2026, 4, 3), secondment=world.secondment)

    met = Obligation.objects.filter(secondment=world.secondment, rule="listening", state="met")
    assert list(met.values_list("occurrence", "met_on")) == [("02", date(2026, 4, 3))]


def test_an_extension_adds_months_and_keeps_what_was_met(world: World) -> None:
    give_evidence("talk", 1, date(2026, 3, 2), secondment=world.secondment)

    change_term(
        world.secondment.pk,
        kind="extension",
        new_end=date(2027, 5, 31),
        reason="接收单位工作需要",
        actor=world.approver,
    )

    listening = Obligation.objects.filter(secondment=world.secondment, rule="listening")
    assert listening.count() == 15
    assert listening.get(occurrence="01").state == "met"
    assert Obligation.objects.get(secondment=world.secondment, rule="summary").due == date(
        2027, 5, 31
    )


def test_an_early_end_voids_what_would_come_after(world: World) -> None:
    change_term(
        world.secondment.pk,
        kind="early_end",
        new_end=date(2026, 8, 31),
        reason="派出单位工作需要",
        actor=world.approver,
    )

    listening = Obligation.objects.filter(secondment=world.secondment, rule="listening")
    assert listening.filter(state="open").count() == 6
    assert listening.filter(state="void").count() == 6


def test_an_early_end_makes_nobody_late_who_was_on_time(world: World) -> None:
    with clock_at(date(2026, 9, 5)):
        give_evidence(
            "midterm_part",
            1,
            date(2026, 9, 5),
            secondment=world.secondment,
            party="host",
            owner=world.township_government.pk,
        )
        change_term(
            world.secondment.pk,
            kind="early_end",
            new_end=date(2026, 10, 31),
            reason="派出单位工作需要",
            actor=world.approver,
        )

    part = Obligation.objects.get(
        secondment=world.secondment, rule="midterm_part", party="host", state="met"
    )
    assert (part.due, part.is_late) == (date(2026, 9, 16), False)
