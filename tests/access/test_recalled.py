"""Querysets composed once: whatever is asked, and with whichever values, Django's own answer."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db.models import F, Q, QuerySet
from django.http import Http404

from guazhi.access.actor import Capability
from guazhi.access.recalled import RecalledQuerySet
from guazhi.programmes.models import Intake
from guazhi.secondments.models import Secondment
from tests.make import World

pytestmark = pytest.mark.django_db

Rows = QuerySet[Secondment]
Ask = Callable[[Rows, Secondment], Any]

ASKED: dict[str, Ask] = {
    "a number": lambda rows, row: rows.filter(host_unit=row.host_unit_id),
    "a row": lambda rows, row: rows.filter(host_unit=row.host_unit),
    "a text": lambda rows, row: rows.filter(category=row.category),
    "a part of a text": lambda rows, row: rows.filter(
        secondee__name__contains=row.secondee.name[1]
    ),
    "a path": lambda rows, row: rows.filter(home_path__under=row.home_path),
    "a day": lambda rows, row: rows.filter(start__gte=row.start, end__lt=date(2027, 3, 1)),
    "a day as a text": lambda rows, row: rows.filter(start=str(row.start)),
    "nothing": lambda rows, row: rows.filter(mentor=None, arrived_on__isnull=False),
    "a list": lambda rows, row: rows.filter(pk__in=[row.pk, row.pk + 5]),
    "a set of texts": lambda rows, row: rows.filter(category__in={row.category, "none"}),
    "an empty list": lambda rows, row: rows.filter(pk__in=[]),
    "a long list": lambda rows, row: rows.filter(pk__in=range(row.pk, row.pk + 40)),
    "rows": lambda rows, row: rows.filter(
        intake__in=Intake.objects.filter(name=row.intake.name).values_list("pk")
    ),
    "a number beyond all keys": lambda rows, _row: rows.filter(pk=10**30),
    "exclusion": lambda rows, row: rows.exclude(host_unit=row.host_unit_id, mentor=None),
    "an expression": lambda rows, row: rows.filter(Q(pk=row.pk) | Q(end=F("start"))),
    "conditions": lambda rows, row: rows.filter(
        Q(pk=row.pk) | ~Q(Q(end=row.end), category__in=[row.category, "none"]), intake=row.intake
    ),
    "either of two": lambda rows, row: (
        rows.filter(pk=row.pk) | rows.filter(category=row.category) | rows.filter(mentor=None)
    ),
    "rows that belong to these": lambda rows, row: [
        (each, list(each.obligations.values_list("pk", flat=True)), each.secondee.name)
        for each in rows.filter(end=row.end).prefetch_related("obligations", "secondee")
    ],
    "order and slices": lambda rows, row: rows.filter(end=row.end).order_by("-pk")[1:3],
    "values": lambda rows, row: rows.filter(end=row.end).order_by("pk").values_list("pk", "start"),
    "other rows along": lambda rows, row: [
        (each, each.intake.name, each.secondee.name, each.get_deferred_fields())
        for each in rows.select_related("intake", "secondee").defer("sort_key").order_by("pk")
    ],
    "the first": lambda rows, row: rows.filter(category=row.category).first(),
    "the first in an order": lambda rows, row: rows.filter(end=row.end).order_by("-pk").first(),
    "no first": lambda rows, _row: rows.filter(category="none").first(),
    "whether any": lambda rows, row: rows.filter(category=row.category).exists(),
    "whether none": lambda rows, _row: rows.filter(category="none").exists(),
    "how many": lambda rows, row: rows.filter(category=row.category).count(),
    "the only one": lambda rows, row: rows.get(pk=row.pk),
    "one of several": lambda rows, row: rows.filter(end=row.end).order_by("pk")[0],
}


def told(answer: Any) -> Any:
    return list(answer) if isinstance(answer, QuerySet) else answer


@pytest.mark.parametrize("ask", ASKED.values(), ids=list(ASKED))
def test_the_answer_is_that_of_django(world: World, ask: Ask) -> None:
    rows = [
        world.secondment,
        world.another("赵一", host=world.county_department),
        world.another("钱二", category="county_assistant", in_post=False),
    ]

    answers = [told(ask(Secondment.objects.all(), row)) for row in rows]

    assert answers == [told(ask(QuerySet(Secondment), row)) for row in rows]


def test_rows_of_a_relation_know_whose_they_are(world: World) -> None:
    (row,) = world.intake.secondments.filter(pk=world.secondment.pk)

    assert row.intake is world.intake


def test_rows_may_be_changed_and_joined_after_they_were_composed(world: World) -> None:
    mine, other = world.secondment, world.another("赵一", host=world.county_department)
    rows = Secondment.objects.filter(host_unit=mine.host_unit_id)
    others = Secondment.objects.filter(host_unit=other.host_unit_id)

    changed = rows.update(home_post="新职务")

    assert changed == len(rows) == 1
    assert set(rows | others) == {mine, other}
    assert list(Secondment.objects.filter(pk__in=rows).values_list("home_post", flat=True)) == [
        "新职务"
    ]
    assert rows.all()[0].home_post == "新职务"


def test_more_than_one_and_none_are_refused_as_ever(world: World) -> None:
    world.another("赵一")

    with pytest.raises(Secondment.MultipleObjectsReturned):
        Secondment.objects.get(intake=world.intake)
    with pytest.raises(Secondment.DoesNotExist):
        Secondment.objects.get(pk=0)
    with pytest.raises(Http404):
        Secondment.objects.permitted(world.handler, Capability.VIEW_SECONDMENT).one(10**30)


def test_rows_with_the_same_steps_share_one_text(world: World) -> None:
    rows = Secondment.objects.filter(pk=world.secondment.pk)
    assert isinstance(rows, RecalledQuerySet)

    again = Secondment.objects.filter(pk=0)

    assert rows.text is not None
    assert rows.text is again.text
    assert Secondment.objects.filter(end=F("start")).text is None


SHARED: dict[str, Callable[[Any, Secondment], Any]] = {
    "permitted": lambda rows, row: rows.filter(home_path__under=row.home_path),
    "locked": lambda rows, row: rows.locked_rows(pk=row.pk),
    "conditions": lambda rows, row: rows.filter(Q(pk=row.pk) | ~Q(end=row.end)),
    "either of two": lambda rows, row: rows.filter(pk=row.pk) | rows.exclude(end=row.end),
    "rows": lambda rows, row: rows.filter(pk__in=rows.filter(end=row.end).values_list("pk")),
    "a slice": lambda rows, _row: rows.select_related("intake").defer("sort_key")[:3],
}


@pytest.mark.parametrize("ask", SHARED.values(), ids=list(SHARED))
def test_what_is_plain_is_composed_once(
    world: World, ask: Callable[[Any, Secondment], Any]
) -> None:
    actor = world.host_handler
    rows = Secondment.objects.permitted(actor, Capability.VIEW_SECONDMENT, Capability.HOLD_TALK)
    other = world.another("赵一")

    asked = [ask(rows, world.secondment), ask(rows, other)]

    assert asked[0].text is not None
    assert asked[0].text is asked[1].text
