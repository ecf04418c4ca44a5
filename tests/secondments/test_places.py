"""The places of a post: how many may hold it at one time, which is not how many ever do."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from guazhi.programmes.models import Post
from guazhi.secondments.commands import Placing, place
from guazhi.secondments.models import Secondment
from tests import make
from tests.make import World


def put(world: World, post: Post, name: str, start: date, end: date) -> Secondment:
    person = make.enrol(name, world.bureau, sex="male")
    return place(Placing(person, world.bureau, "", post, start, end), actor=world.handler)


@pytest.fixture
def post(world: World) -> Post:
    """A post with two places, held by two people one after the other."""
    row = make.post(world.intake, world.township_government, places=2)
    put(world, row, "赵一", date(2027, 1, 1), date(2027, 6, 30))
    put(world, row, "钱二", date(2027, 7, 1), date(2027, 12, 31))
    return row


def test_one_who_overlaps_two_successive_people_takes_the_second_place(
    world: World, post: Post
) -> None:
    put(world, post, "孙三", date(2027, 1, 1), date(2027, 12, 31))

    assert Secondment.objects.filter(post=post).count() == 3


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (date(2027, 1, 1), date(2027, 1, 1)),
        (date(2026, 7, 1), date(2027, 1, 1)),
        (date(2027, 6, 1), date(2027, 7, 31)),
        (date(2027, 12, 31), date(2028, 12, 30)),
        (date(2026, 1, 1), date(2028, 12, 31)),
    ],
)
def test_a_third_at_one_time_is_refused(world: World, post: Post, start: date, end: date) -> None:
    put(world, post, "孙三", date(2027, 1, 1), date(2027, 12, 31))

    with pytest.raises(IntegrityError), transaction.atomic():
        put(world, post, "李四", start, end)

    assert Secondment.objects.filter(post=post).count() == 3


def test_a_term_may_not_grow_into_a_time_when_all_places_are_taken(
    world: World, post: Post
) -> None:
    first = Secondment.objects.get(post=post, start=date(2027, 1, 1))
    put(world, post, "孙三", date(2027, 8, 1), date(2027, 12, 31))
    Secondment.objects.filter(pk=first.pk).update(end=date(2027, 7, 31))

    with pytest.raises(IntegrityError), transaction.atomic():
        Secondment.objects.filter(pk=first.pk).update(end=date(2027, 8, 1))

    first.refresh_from_db()
    assert first.end == date(2027, 7, 31)
