"""Pages by key: every row once, in order, both ways, and a broken cursor is page one."""

import pytest
from django.http import QueryDict

from guazhi.organisations.models import Organisation
from guazhi.secondments.models import Secondment
from guazhi.web.keyset import keyset
from tests import make

pytestmark = pytest.mark.django_db


def units(count: int) -> None:
    Organisation.objects.bulk_create(
        Organisation(path=f"{n}/", kind="organ", level="city", name=f"单位{n}", position=n // 3)
        for n in range(100, 100 + count)
    )


def walk(sort: str, way: str, query: QueryDict) -> list[int]:
    seen: list[int] = []
    while True:
        page = keyset(Organisation.objects.all(), sort, query, 4)
        numbers = [row.pk for row in page.rows]
        seen = seen + numbers if way == "next" else numbers + seen
        cursor = page.next if way == "next" else page.previous
        if not cursor:
            return seen
        query = QueryDict(mutable=True)
        query["after" if way == "next" else "before"] = cursor


@pytest.mark.parametrize("sort", ["position", "-position"])
def test_walking_forwards_shows_every_row_once_in_order(sort: str) -> None:
    units(11)

    seen = walk(sort, "next", QueryDict())

    tie = "pk" if sort == "position" else "-pk"
    assert seen == list(Organisation.objects.order_by(sort, tie).values_list("pk", flat=True))


def test_walking_back_from_the_end_shows_the_same_rows() -> None:
    units(11)
    last = Organisation.objects.order_by("position", "pk").last()
    assert last is not None

    seen = walk("position", "previous", QueryDict(f"before={last.position}~{last.pk}"))

    rows = Organisation.objects.order_by("position", "pk").values_list("pk", flat=True)
    assert seen == list(rows)[:-1]


def test_a_page_in_the_middle_leads_both_ways() -> None:
    units(11)
    first = keyset(Organisation.objects.all(), "position", QueryDict(), 4)

    second = keyset(Organisation.objects.all(), "position", QueryDict(f"after={first.next}"), 4)

    assert (first.previous, bool(first.next)) == ("", True)
    assert (bool(second.previous), bool(second.next)) == (True, True)


@pytest.mark.parametrize("cursor", ["", "x", "~", "abc~1", "1~9999999999999999999999", "1~-1"])
def test_a_broken_cursor_is_page_one(cursor: str) -> None:
    units(5)

    page = keyset(Organisation.objects.all(), "position", QueryDict(f"after={cursor}"), 4)

    assert [row.name for row in page.rows] == ["单位100", "单位101", "单位102", "单位103"]


@pytest.mark.parametrize("sort", ["earliest_due", "-earliest_due"])
def test_rows_without_a_value_are_not_lost(world: make.World, sort: str) -> None:
    for name in ("甲一", "乙二", "丙三"):
        world.another(name)
    Secondment.objects.filter(secondee__name__in=("甲一", "丙三")).update(earliest_due=None)

    seen, query = [], QueryDict()
    while True:
        page = keyset(Secondment.objects.all(), sort, query, 1)
        seen += [row.pk for row in page.rows]
        if not page.next:
            break
        query = QueryDict(f"after={page.next}")

    assert sorted(seen) == sorted(Secondment.objects.values_list("pk", flat=True))
    assert len(seen) == 4
