"""Questions composed once: the same rows as the queryset gives, and nobody else's."""

from datetime import date

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.http import Http404
from django.test.utils import CaptureQueriesContext

from guazhi.access.actor import Capability
from guazhi.access.composed import composed_once, is_on_record
from guazhi.access.matrix import Role
from guazhi.programmes.models import Intake
from guazhi.secondments.models import Secondment
from tests import make
from tests.make import World

pytestmark = pytest.mark.django_db

SEES = Capability.VIEW_SECONDMENT


@composed_once
def _of_host(host: int, path: str, since: date) -> QuerySet[Secondment]:
    found = Secondment.objects.filter(host_unit=host, home_path__under=path, start__gte=since)
    return found.select_related("intake__programme", "mentor").defer("sort_key").order_by("pk")


@composed_once
def _names(host: int) -> QuerySet[Secondment, str]:
    names = Secondment.objects.filter(host_unit=host).order_by("pk")
    return names.values_list("secondee__name", flat=True)


def test_a_question_gives_what_the_queryset_gives(world: World) -> None:
    row, before = world.secondment, date(2026, 1, 1)
    asked = (row.host_unit_id, row.home_path, before)

    (found,) = _of_host(*asked)

    assert _of_host(*asked) == list(_of_host.build(*asked)) == [row]
    assert found.start == row.start
    assert found.get_deferred_fields() == {"sort_key"}
    with CaptureQueriesContext(connection) as further:
        assert (found.intake, found.intake.programme) == (row.intake, row.intake.programme)
        assert found.mentor is None
    assert len(further) == 0


def test_a_question_takes_new_values_each_time(world: World) -> None:
    row = world.secondment
    other = world.another("赵一", host=world.county_department)

    names = [_names(row.host_unit_id), _names(other.host_unit_id), _names(0)]

    assert names == [[row.secondee.name], ["赵一"], []]
    assert [_names.finds(row.host_unit_id), _names.finds(0)] == [True, False]
    assert [_names.first(other.host_unit_id), _names.first(0)] == ["赵一", None]
    assert _of_host.first(row.host_unit_id, row.home_path, date(2026, 12, 1)) is None


def test_a_value_that_the_query_does_not_use_is_refused(world: World) -> None:
    @composed_once
    def all_of_it(intake: int) -> QuerySet[Intake]:
        return Intake.objects.all() if intake else Intake.objects.none()

    with pytest.raises(TypeError, match="all_of_it: a value has no place"):
        all_of_it(world.intake.pk)


def test_actors_of_the_same_role_each_find_their_own_row(world: World) -> None:
    mine = world.secondment
    other = world.another("赵一", host=world.county_department)
    neighbour = make.actor(Role.HOST_HANDLER, world.county_department)

    found = [
        Secondment.objects.permitted(world.host_handler, SEES).locked(mine.pk),
        Secondment.objects.permitted(neighbour, SEES).locked(other.pk),
    ]

    assert found == [mine, other]
    for actor, row in ((world.host_handler, other), (neighbour, mine)):
        with pytest.raises(Http404):
            Secondment.objects.permitted(actor, SEES).locked(row.pk)


def test_rows_asked_for_stay_permitted_however_they_are_read(world: World) -> None:
    other = world.another("赵一", host=world.county_department)
    rows = Secondment.objects.permitted(world.host_handler, SEES).select_related("intake")
    empty = rows.permitted(make.actor(Role.HOST_HANDLER, world.county_department), SEES)

    read = [list(rows), list(rows.all()), list(rows.filter(pk__gt=0)), [rows.one(rows[0].pk)]]

    assert read == [[world.secondment]] * 4
    assert (rows.count(), rows.filter(pk=other.pk).exists(), list(empty)) == (1, False, [])


@composed_once
def _of_hosts(hosts: list[int]) -> QuerySet[Secondment]:
    return Secondment.objects.filter(host_unit__in=hosts).order_by("pk")


def test_a_question_takes_lists_of_any_length(world: World) -> None:
    mine = world.secondment
    other = world.another("赵一", host=world.county_department)
    hosts = [mine.host_unit_id, other.host_unit_id]

    found = [_of_hosts([]), _of_hosts(hosts[:1]), _of_hosts(hosts), _of_hosts([*hosts, *range(20)])]

    assert found == [[], [mine], [mine, other], [mine, other]]


def test_what_is_on_record_is_found_by_all_that_it_says(world: World) -> None:
    row = world.secondment

    found = [
        is_on_record(Secondment, pk=row.pk, start=row.start),
        is_on_record(Secondment, pk=row.pk, start=row.end),
        is_on_record(Secondment, category=row.category, secondee=row.secondee_id),
        is_on_record(Secondment, category="?", secondee=row.secondee_id),
    ]

    assert found == [True, False, True, False]
