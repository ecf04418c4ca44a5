"""An early end: what it leaves no day for falls away, with the cause; what was done stays done."""

from datetime import date

from django.test import Client

from guazhi.assessments.commands import enter_part
from guazhi.obligations.commands import reconcile
from guazhi.obligations.models import Obligation
from guazhi.web.clock import clock_at
from tests import make
from tests.assessments.acting import SCORES, seated
from tests.make import World, change_term

AUGUST = date(2026, 8, 20)


def end_early(world: World, new_end: date = date(2026, 8, 31)) -> None:
    change_term(
        world.secondment.pk,
        kind="early_end",
        new_end=new_end,
        reason="工作需要",
        actor=world.approver,
    )
    world.secondment.refresh_from_db()


def midterm(world: World) -> list[tuple[str, str, str]]:
    found = Obligation.objects.filter(secondment=world.secondment, rule__startswith="midterm")
    return list(found.order_by("rule", "party").values_list("rule", "state", "cause"))


def test_an_unmet_mid_term_falls_away_with_its_cause(world: World) -> None:
    with clock_at(AUGUST):
        end_early(world)

    assert midterm(world) == [
        ("midterm_assessment", "void", "lapsed"),
        ("midterm_part", "void", "lapsed"),
        ("midterm_part", "void", "lapsed"),
        ("midterm_part", "void", "lapsed"),
    ]


def test_a_part_given_before_stays_given(world: World) -> None:
    with clock_at(AUGUST):
        seated(world, world.secondment)
        enter_part(
            world.secondment.pk,
            kind="midterm",
            day=AUGUST,
            scores=SCORES,
            opinion="履职尽责，表现良好",
            grade="competent",
            actor=world.host_handler,
        )
        end_early(world)
        reconcile(world.secondment)

    assert midterm(world) == [
        ("midterm_assessment", "void", "lapsed"),
        ("midterm_part", "void", "lapsed"),
        ("midterm_part", "void", "lapsed"),
        ("midterm_part", "met", ""),
    ]


def test_one_that_was_overdue_before_stays_owed(world: World) -> None:
    with clock_at(date(2026, 10, 8)):
        end_early(world, date(2026, 10, 31))

    assert {(state, cause) for _rule, state, cause in midterm(world)} == {("open", "")}


def test_what_would_have_come_after_the_end_says_why_it_is_gone(world: World) -> None:
    with clock_at(AUGUST):
        end_early(world)

    gone = Obligation.objects.filter(secondment=world.secondment, rule="listening", state="void")
    assert set(gone.values_list("cause", flat=True)) == {"ended_early"}
    assert gone.count() == 6


def test_its_page_says_why(world: World, client: Client) -> None:
    with clock_at(AUGUST):
        end_early(world)
    row = Obligation.objects.get(secondment=world.secondment, rule="midterm_assessment")
    client.force_login(make.account_of(world.handler))

    page = client.get(f"/obligations/{row.pk}/").content.decode()

    assert page.count("提前结束挂职，已无法办理") == 1
