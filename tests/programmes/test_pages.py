"""Pages of an intake's days, its calls and the posts offered in it."""

from datetime import date

import pytest

from guazhi.access.matrix import Role
from guazhi.programmes.commands import Asked, answer_post, call_upon, submit_post
from guazhi.programmes.models import Call, Post
from guazhi.web import clock
from tests import make
from tests.make import World
from tests.selection import calling
from tests.selection.calling import DAYS, NEEDS, POST, Calling
from tests.visitor import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def next_intake(world: World) -> Calling:
    return calling.opened(world)


def test_the_days_are_set_on_a_page_and_shown_with_the_intake(
    world: World, next_intake: Calling
) -> None:
    pk = next_intake.intake.pk
    client, address = client_of(world.handler), f"/programmes/intakes/{pk}/schedule/"
    days = {**DAYS, "wishes_until": date(2027, 1, 10)}

    shown = client.get(address)
    sent = client.post(address, days)
    refused = client.post(address, {**days, "needs_until": date(2026, 10, 1)})
    page = client.get(f"/intakes/{pk}/").content.decode()

    assert (shown.status_code, sent.status_code, refused.status_code) == (200, 302, 422)
    assert "review and wishes end on 2027-01-10" in page
    assert client_of(world.county_handler).get(address).status_code == 404


def test_units_are_called_upon_on_a_page(world: World, next_intake: Calling) -> None:
    client = client_of(world.handler)
    address = f"/programmes/intakes/{next_intake.intake.pk}/call/"
    unit = world.county_department.pk

    shown = client.get(address)
    sent = client.post(address, {"organisations": [unit], "posts": "on", "people": "on"})
    refused = client.post(address, {"organisations": [unit]})
    (city, _own), (county, listed), _other = shown.context["form"]["organisations"].field.choices

    assert (city, county) == (world.city.name, world.county.name)
    assert [said for _unit, said in listed] == [
        world.county_department.name,
        f"{world.township_government.name} · Asked for posts · Asked for people",
    ]
    assert (shown.status_code, sent.status_code, refused.status_code) == (200, 302, 422)
    assert Call.objects.get(organisation=unit).asks_people


def test_a_host_offers_a_post_and_the_county_answers_on_pages(
    world: World, next_intake: Calling
) -> None:
    host, county = client_of(world.host_handler), client_of(next_intake.county_approver)
    unit, pk = world.township_government.pk, next_intake.intake.pk
    with clock.clock_at(NEEDS):
        listed = host.get(f"/programmes/intakes/{pk}/posts/").content.decode()
        address = f"/programmes/intakes/{pk}/hosts/{unit}/offer/"
        assert address in listed
        shown = host.get(address)
        wrong = host.post(address, {**POST, "places": 3, "fields_asked": ["agriculture"]})
        sent = host.post(address, {**POST, "fields_asked": ["agriculture"]})
        post = Post.objects.get(intake=pk)
        rewritten = host.post(f"/programmes/posts/{post.pk}/rewrite/", {**POST, "living": "周转房"})
        submitted = host.post(f"/programmes/posts/{post.pk}/submit/")
        bare = county.post(f"/programmes/posts/{post.pk}/answer/", {"approves": "no"})
        answered = county.post(f"/programmes/posts/{post.pk}/answer/", {"approves": "yes"})

    post.refresh_from_db()
    assert (shown.status_code, wrong.status_code, sent.status_code) == (200, 422, 302)
    assert (rewritten.status_code, submitted.status_code) == (302, 302)
    assert (bare.status_code, answered.status_code) == (422, 302)
    assert (post.state, post.living, post.teaches) == ("approved", "周转房", ["grassroots"])


def test_the_answer_to_a_post_is_no_page_for_a_county_elsewhere(
    world: World, next_intake: Calling
) -> None:
    post = calling.approved(world, next_intake)
    call_upon(
        next_intake.intake.pk, [Asked(world.other_department, posts=True)], actor=world.handler
    )
    elsewhere = client_of(make.actor(Role.COUNTY_APPROVER, world.other_county))

    seen = elsewhere.get(f"/programmes/posts/{post.pk}/")
    asked = elsewhere.get(f"/programmes/posts/{post.pk}/answer/")

    assert (seen.status_code, asked.status_code) == (200, 404)


def test_a_post_shows_what_is_offered_and_what_may_be_done(
    world: World, next_intake: Calling
) -> None:
    post = calling.approved(world, next_intake)
    draft = calling.drafted(world, next_intake, title="副乡长助理")
    address = f"/programmes/posts/{post.pk}/"

    page = client_of(world.host_handler).get(address).content.decode()
    for_home = client_of(world.home_handler).get(address)

    assert "分管乡村振兴和产业项目" in page
    assert f"{address}withdraw/" in page
    assert for_home.status_code == 200
    assert f"{address}withdraw/" not in for_home.content.decode()
    assert client_of(world.home_handler).get(f"/programmes/posts/{draft.pk}/").status_code == 404
    assert client_of(world.handler).get(f"/programmes/posts/{draft.pk}/rewrite/").status_code == 404
    withdrawn = client_of(world.host_leader).post(f"{address}withdraw/", {"reason": "机构调整"})
    assert withdrawn.status_code == 302


def test_the_list_shows_posts_by_state_and_a_post_why_it_came_back(
    world: World, next_intake: Calling
) -> None:
    client = client_of(world.handler)
    address = f"/programmes/intakes/{next_intake.intake.pk}/posts/?state=submitted"
    found = []
    for number in range(3):
        post = calling.drafted(world, next_intake, title=f"乡长助理{number}")
        with clock.clock_at(NEEDS):
            submit_post(post.pk, actor=world.host_handler)
        found.append(client.get(address).content.decode().count("/programmes/posts/"))

    assert found == [1, 2, 3]
    with clock.clock_at(NEEDS):
        answer_post(post.pk, approves=False, reason="重复", actor=world.approver)
    assert "重复" in client.get(f"/programmes/posts/{post.pk}/").content.decode()
