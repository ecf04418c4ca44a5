"""The page of a run: what it comes to, why somebody is left, and what would have to give way."""

from dataclasses import replace
from typing import Any

import pytest
from django.urls import reverse

from guazhi.selection.commands import place_intake
from guazhi.selection.models import PlacementRun
from guazhi.selection.placement.tables import Named
from tests.make import World
from tests.selection.placing import placed
from tests.visitor import client_of

pytestmark = pytest.mark.django_db


def shown(world: World, run: PlacementRun, language: str) -> str:
    page = client_of(world.handler, language).get(reverse("selection:run", args=[run.pk]))
    return page.content.decode()


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "en",
            [
                "4 people with nowhere else to go share 2 posts with 3 places",
                "Everybody who has a possible post could be placed with:",
                "then 4 are placed",
                "1 more place at ",
            ],
        ),
        (
            "zh-hans",
            [
                "4人别无去处，只能共用2个岗位的3个名额",
                "有可选岗位的人员可全部安排，条件是：",
                "可安排4人",
                "增加1个名额",
            ],
        ),
    ],
)
def test_who_is_left_reads_what_is_short_and_what_would_place_everybody(
    world: World, language: str, words: list[str]
) -> None:
    page = shown(world, placed(world).run, language)

    assert [word for word in words if word not in page] == []


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "“女干部 · 甲县” is not kept: 0, at least 1 asked for"),
        ("zh-hans", "未满足“女干部 · 甲县”：现为0，下限为1"),
    ],
)
def test_a_rule_that_no_plan_keeps_is_named(world: World, language: str, words: str) -> None:
    found = placed(world)
    rule: dict[str, Any] = {"name": "女干部", "posts": {"county": "each"}, "at_least": 1}
    posts = tuple(
        Named(each.id, {"county": "甲县" if nth else "乙县"}, nth and 1)
        for nth, each in enumerate(found.inputs.posts)
    )
    barred = tuple((str(person.pk), str(found.posts[1].pk)) for person in found.people)
    inputs = replace(found.inputs, posts=posts, constraints={"rules": [rule]})

    run = place_intake(world.intake.pk, inputs=inputs, bars=barred, actor=world.handler)

    assert run.status == "impossible"
    assert shown(world, run, language).count(words) == 1
