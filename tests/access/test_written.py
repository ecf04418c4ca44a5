"""Rows written by statements composed once: the database holds what the row says."""

from datetime import date

import pytest
from django.db import DatabaseError
from django.db.models import F

from guazhi.access.written import add_all
from guazhi.hosting.models import Talk
from guazhi.secondments.models import Opinion
from guazhi.web import clock
from tests.make import World

pytestmark = pytest.mark.django_db

DAY = date(2026, 3, 2)


def talk_of(world: World) -> Talk:
    return Talk.objects.create(
        secondment=world.secondment,
        day=DAY,
        talker="王局长",
        topics=["work", "life"],
        thought="100% 稳定",
        made_at=clock.now(),
    )


def told(row: Talk) -> dict[str, object]:
    return {field.attname: getattr(row, field.attname) for field in Talk._meta.local_fields}


def test_a_row_is_kept_as_it_is_said(world: World) -> None:
    row = talk_of(world)

    assert told(Talk.objects.get(pk=row.pk)) == told(row)


def test_only_the_columns_named_are_changed(world: World) -> None:
    row, other = talk_of(world), talk_of(world)
    row.topics, row.place = ["care"], "乡政府"

    row.save(update_fields=["topics"])

    kept = Talk.objects.get(pk=row.pk)
    assert (kept.topics, kept.place) == (["care"], "")
    assert told(Talk.objects.get(pk=other.pk)) == told(other)


def test_what_is_reckoned_by_the_database_is_left_to_django(world: World) -> None:
    row = talk_of(world)
    row.talker = F("place")

    row.save(update_fields=["talker"])

    assert Talk.objects.get(pk=row.pk).talker == ""


def test_a_row_that_is_gone_cannot_be_changed(world: World) -> None:
    row = talk_of(world)
    Talk.objects.filter(pk=row.pk).delete()

    with pytest.raises(DatabaseError):
        row.save(update_fields=["place"])


def test_many_rows_are_added_in_one_go(world: World) -> None:
    row = talk_of(world)

    add_all([Opinion(secondment=world.secondment, talk=row, text=text) for text in ("一", "二")])
    add_all([])

    assert list(row.opinions.order_by("pk").values_list("text", flat=True)) == ["一", "二"]
