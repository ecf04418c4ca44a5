"""Finding by words: one, two, three characters and more, ranked, kept, permitted, indexed."""

from datetime import date

import pytest
from django.db import connection, transaction
from django.http import QueryDict

from guazhi.access.actor import Actor, Capability
from guazhi.coordination.commands import (
    propose_practice,
    publish_practice,
    return_practice,
    revise_practice,
)
from guazhi.coordination.models import Practice
from guazhi.search.models import SearchText
from guazhi.search.queries import best, statement
from tests.make import World

pytestmark = pytest.mark.django_db

DAY = date(2026, 3, 2)
TEXTS = {
    "“周四下村日”工作法": "每周四全员下村，当天问题当天交办，周一例会逐项销号。",
    "“板凳会”议事": "把会开到院坝里，群众提、群众议，化解矛盾纠纷。每月下村一次。",
    "技改“导师＋专班”": "由企业技师和挂职干部共同牵头，难题张榜，用 Kanban 看板管理，成品率提高。",
}


@pytest.fixture
def library(world: World) -> list[Practice]:
    return [
        propose_practice(
            world.intake.pk, title=title, text=text, source="forum", day=DAY, actor=world.handler
        )
        for title, text in TEXTS.items()
    ]


def found(words: str, actor: Actor) -> list[str]:
    rows = Practice.objects.permitted(actor, Capability.VIEW_PRACTICE)
    return [row.title[:4] for row in best(rows, "practice", words, QueryDict()).rows]


@pytest.mark.parametrize(
    ("words", "titles"),
    [
        ("村", ["“周四下", "“板凳会"]),
        ("号", ["“周四下"]),
        ("下村", ["“周四下", "“板凳会"]),
        ("例会", ["“周四下"]),
        ("院坝里", ["“板凳会"]),
        ("挂职干部共同", ["技改“导"]),
        ("下村 纠纷", ["“板凳会"]),
        ("kanban", ["技改“导"]),
        ("ＫＡＮ", ["技改“导"]),
        ("anban", []),
        ("村下", []),
        ("号群", []),
        ("导师专班", []),
        ("信访", []),
        ('"下村" OR *', []),
        ("*", []),
    ],
)
def test_words_are_found_inside_sentences(
    world: World, library: list[Practice], words: str, titles: list[str]
) -> None:
    assert found(words, world.handler) == titles


def test_what_stands_in_the_title_comes_first(world: World) -> None:
    for title, text in (("例会制", "会议从简。"), ("清单制", "例会上逐项核对，例会后督办。")):
        propose_practice(
            world.intake.pk, title=title, text=text, source="task", day=DAY, actor=world.handler
        )

    assert found("例会", world.handler) == ["例会制", "清单制"]


def test_new_words_replace_the_old_ones(world: World, library: list[Practice]) -> None:
    row = library[0]
    return_practice(row.pk, reason="请补充成效数据", day=DAY, actor=world.approver)

    revise_practice(row.pk, title="民情日记", text="一户一页。", day=DAY, actor=world.handler)

    assert (found("销号", world.handler), found("一户一页", world.handler)) == ([], ["民情日记"])
    assert SearchText.objects.filter(kind="practice", record=row.pk).count() == 1


def test_a_proposal_undone_is_not_found(world: World) -> None:
    with transaction.atomic():
        propose_practice(
            world.intake.pk, title="半途", text="而废", source="task", day=DAY, actor=world.handler
        )
        transaction.set_rollback(True)

    assert found("半途", world.handler) == []


def test_a_row_removed_from_the_index_is_not_found(world: World, library: list[Practice]) -> None:
    SearchText.objects.all().delete()

    assert found("下村", world.handler) == []


def test_only_what_is_permitted_is_found(world: World, library: list[Practice]) -> None:
    publish_practice(library[0].pk, day=DAY, actor=world.approver)

    assert found("下村", world.other_county_handler) == []


def test_the_index_is_used(world: World, library: list[Practice]) -> None:
    asked = statement(Practice.objects.all(), "practice", "下村日", 50)
    assert asked is not None

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            SearchText.objects.bulk_create(
                SearchText(kind="practice", record=10_000 + number, text_terms=f"第{number}")
                for number in range(3_000)
            )
            cursor.execute("ANALYZE guazhi_searchtext")
        how = "EXPLAIN" if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN"
        cursor.execute(f"{how} {asked.statement}", asked.params)
        plan = "\n".join(str(row[-1]) for row in cursor.fetchall())

    if connection.vendor == "postgresql":
        assert plan.count("Bitmap Index Scan on search_text_by_terms") == 1
    else:
        assert plan.count("SCAN f VIRTUAL TABLE INDEX 0:M") == 1


@pytest.mark.parametrize("alike", [True, False])
def test_what_is_found_comes_in_pages_by_key_both_ways(world: World, alike: bool) -> None:
    for number in range(7):
        text = "下村" if alike else "下村" * (number + 1) + "其余" * number
        propose_practice(
            world.intake.pk,
            title=f"做法{number}",
            text=text,
            source="task",
            day=DAY,
            actor=world.handler,
        )
    rows = Practice.objects.all()
    whole = [row.pk for row in best(rows, "practice", "下村", QueryDict()).rows]

    first = best(rows, "practice", "下村", QueryDict(), 3)
    second = best(rows, "practice", "下村", QueryDict(f"after={first.next}"), 3)
    third = best(rows, "practice", "下村", QueryDict(f"after={second.next}"), 3)
    back = best(rows, "practice", "下村", QueryDict(f"before={third.previous}"), 3)
    broken = best(rows, "practice", "下村", QueryDict("after=nan~7"), 3)

    pages = [[row.pk for row in page.rows] for page in (first, second, third)]
    assert len(whole) == 7
    assert [pages[0], pages[1], pages[2]] == [whole[:3], whole[3:6], whole[6:]]
    assert [row.pk for row in back.rows] == pages[1]
    assert [row.pk for row in broken.rows] == pages[0]
    assert (first.previous, third.next, bool(back.previous), bool(back.next)) == (
        "",
        "",
        True,
        True,
    )
