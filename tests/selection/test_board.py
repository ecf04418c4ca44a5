"""The page of a placement board: looking, trying, keeping."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from guazhi.selection.models import PlacementRun
from tests.make import World
from tests.selection.placing import Placed, again, placed
from tests.visitor import client_of

pytestmark = pytest.mark.django_db


def address(found: Placed) -> str:
    return reverse("selection:board", args=[found.run.pk])


def pair(found: Placed, person: int, post: int) -> str:
    return f"{found.people[person].pk}-{found.posts[post].pk}"


def test_the_city_looks_and_others_miss_it(world: World) -> None:
    found = placed(world)
    others = [world.county_handler, world.host_leader, world.home_handler]

    answer = client_of(world.approver).get(address(found))

    assert (answer.status_code, answer.context["board"].is_varied) == (200, False)
    assert answer.context["may_keep"] is False
    assert [client_of(actor).get(address(found)).status_code for actor in others] == [404] * 3


def test_each_step_is_an_address_of_its_own(world: World) -> None:
    found, client = placed(world), client_of(world.handler)
    one, other = pair(found, 3, 0), pair(found, 2, 1)

    def after(**step: str) -> str:
        return str(client.get(address(found), {"try": "1", **step}).context["state"])

    assert after(do="fix", at=one) == f"try=1&fix={one}"
    assert after(do="free", at=one, fix=one) == "try=1"
    assert after(do="bar", at=other, fix=one) == f"try=1&fix={one}&bar={other}"
    assert after(do="allow", at=other, fix=one, bar=other) == f"try=1&fix={one}"
    assert after(do="fix", at="1-x", fix="'") == "try=1"


def test_a_person_asked_about_is_told_of(world: World) -> None:
    found = placed(world)
    asked = {"try": "1", "who": str(found.people[1].pk), "do": "why", "at": pair(found, 1, 0)}

    answer = client_of(world.handler).get(address(found), asked)

    assert answer.context["asked"].chip.nomination == found.people[1]
    assert answer.context["about"][0].post == found.posts[0]
    assert [label for _area, posts in answer.context["posts"] for _v, label, _c in posts] == [
        f"{found.posts[0].host_unit.name}{found.posts[0].title}"
    ]


def test_what_cannot_be_is_told_by_names_and_the_run_stays(world: World) -> None:
    found = placed(world)
    both = {"try": "1", "fix": [pair(found, 0, 0), pair(found, 1, 0)]}

    answer = client_of(world.handler).get(address(found), both)

    post = found.posts[0]
    assert (answer.status_code, answer.context["board"].is_varied) == (422, False)
    assert f"{post.host_unit.name}{post.title}" in answer.context["refusals"][0]


def test_whom_the_checks_keep_from_a_post_is_not_fixed_there(world: World) -> None:
    found = placed(world)
    first = (str(found.people[0].pk), str(found.posts[0].pk))
    pairs = tuple(each for each in found.inputs.pairs if (each.person, each.post) != first)
    found = again(world, replace(found, inputs=replace(found.inputs, pairs=pairs)))
    tried = {"try": "1", "do": "fix", "at": pair(found, 0, 0)}

    answer = client_of(world.handler).get(address(found), tried)

    barred = "the checks stand against it, or it is a post of the person's own unit"
    assert [barred in text for text in answer.context["refusals"]] == [True]
    assert answer.context["about"][1] == barred


def test_what_was_tried_is_kept_as_a_run_by_the_handler(world: World) -> None:
    found = placed(world)
    tried = {"try": "1", "fix": pair(found, 3, 0), "remark": "试派李四"}
    there = reverse("selection:keep", args=[found.run.pk])

    refused = client_of(world.approver).post(there, tried)
    answer = client_of(world.handler).post(there, tried)

    kept = PlacementRun.objects.get(number=2)
    assert (refused.status_code, answer.status_code) == (404, 302)
    assert answer["Location"] == reverse("selection:board", args=[kept.pk])
    assert (kept.remark, kept.placed) == ("试派李四", 3)


def test_one_more_person_looked_at_asks_the_database_no_more(world: World) -> None:
    found, client = placed(world), client_of(world.handler)
    tried = {"try": "1", "fix": pair(found, 3, 0)}
    client.get(address(found))  # composes what is asked

    counts = []
    for who in ({}, {"who": str(found.people[1].pk)}):
        with CaptureQueriesContext(connection) as caught:
            client.get(address(found), tried | who)
        counts.append(len(caught))

    assert counts[0] == counts[1]
