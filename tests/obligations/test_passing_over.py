"""Those whose facts have not changed are passed over, and that never makes a difference."""

from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guazhi.obligations.commands import give_evidence, note_happening, reconcile_all
from guazhi.obligations.models import Obligation
from guazhi.secondments.models import Secondment
from tests.make import World

pytestmark = pytest.mark.django_db

CHANGES = st.lists(
    st.tuples(
        st.sampled_from(["end", "mentor", "category", "state", "talk", "difficulty", "nothing"]),
        st.integers(0, 9),
    ),
    max_size=6,
)


def rows() -> list[tuple[object, ...]]:
    return list(
        Obligation.objects.order_by("secondment", "rule", "occurrence", "owner", "owner_person")
        .values_list()
    )  # fmt: skip


def lights() -> list[date | None]:
    return list(Secondment.objects.order_by("pk").values_list("earliest_due", flat=True))


def everyone(*, full: bool) -> None:
    assert sum(reconcile_all(full=full)) == Secondment.objects.count()


def change(world: World, kind: str, number: int) -> None:
    """A change behind the commands, as far as facts go; the reconcile is to find it."""
    mine = Secondment.objects.filter(pk=world.secondment.pk)
    row = mine.select_related("policy", "intake__programme").get()
    if kind == "end":
        mine.update(end=date(2026, 9, 30) + timedelta(days=30 * number))
    elif kind == "mentor":
        mine.update(mentor=world.leader.pk if number % 2 else None)
    elif kind == "category":
        mine.update(category=["township", "county_assistant", "enterprise"][number % 3])
    elif kind == "state":
        mine.update(state=["in_post", "withdrawn"][number % 2])
    elif kind == "talk":
        day = date(2026, 3, 1) + timedelta(days=20 * number)
        give_evidence("talk", number + 1, day, secondment=row)
    elif kind == "difficulty":
        owner = world.township_government.pk
        day = date(2026, 4, 1) + timedelta(days=number)
        note_happening(
            "difficulty_raised", number + 1, day, party="host", owner=owner, secondment=row
        )


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(changes=CHANGES)
def test_passing_over_leaves_what_a_full_reconcile_leaves(
    world: World, changes: list[tuple[str, int]]
) -> None:
    with transaction.atomic():
        everyone(full=False)
        for kind, number in changes:
            change(world, kind, number)
            everyone(full=False)
        passed_over = rows(), lights()
        everyone(full=True)
        full = rows(), lights()
        transaction.set_rollback(True)

    assert passed_over == full


def test_who_has_not_changed_costs_no_look_at_his_obligations(world: World) -> None:
    world.another("赵一")
    everyone(full=False)

    with CaptureQueriesContext(connection) as captured:
        everyone(full=False)

    assert [query["sql"] for query in captured if "guazhi_obligation" in query["sql"]] == []


def test_rows_lost_behind_the_commands_come_back_in_a_full_reconcile(world: World) -> None:
    everyone(full=False)
    mine = Obligation.objects.filter(secondment=world.secondment)
    before = mine.count()
    mine.filter(state="open").delete()

    everyone(full=False)
    passed_over = mine.filter(state="open").count()
    everyone(full=True)

    assert (passed_over, mine.count()) == (0, before)


def test_only_the_first_few_are_brought_up_to_date_when_asked(world: World) -> None:
    world.another("赵一")
    world.another("钱二")

    assert list(reconcile_all(full=True, most=2)) == [2]
    assert list(reconcile_all(full=True, most=0)) == []
