"""The jobs of a day: each runs, a fault in one keeps none of the others from its work."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from guazhi.access.actor import Actor
from guazhi.management.commands import daily
from guazhi.obligations.models import Obligation
from tests import make

pytestmark = pytest.mark.django_db


def rows() -> list[tuple[object, ...]]:
    return list(Obligation.objects.order_by("pk").values_list("pk", "due", "state", "met_on"))


def test_a_day_run_twice_changes_nothing(world: make.World) -> None:
    call_command("daily", stdout=StringIO())
    before = rows()

    call_command("daily", stdout=StringIO())

    assert rows() == before


def test_a_fault_in_one_job_keeps_no_other_from_its_work(
    monkeypatch: pytest.MonkeyPatch, world: make.World
) -> None:
    done: list[tuple[str, date]] = []

    def broken(actor: Actor, day: date) -> int:
        raise OSError(day)

    def sound(actor: Actor, day: date) -> int:
        done.append((actor.name, day))
        return 1

    monkeypatch.setattr(daily, "JOBS", {"broken": broken, "sound": sound})

    with pytest.raises(CommandError, match="broken"):
        call_command("daily", stdout=StringIO())

    assert done == [("guazhi daily", date(2026, 3, 2))]
