"""A post states its rank where it is not that of its category; all that asks for it follows."""

import pytest

from guazhi.people.models import Person
from guazhi.selection import queries
from guazhi.selection.queries import intake_checks
from guazhi.web import clock
from tests.make import World
from tests.selection import calling
from tests.selection.calling import NEEDS, NOMINATIONS, POST, Calling
from tests.visitor import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def next_intake(world: World) -> Calling:
    return calling.opened(world)


def test_a_post_shows_its_own_rank_or_that_of_its_category(
    world: World, next_intake: Calling
) -> None:
    own = calling.approved(world, next_intake, title="乡长", rank="township_head")
    usual = calling.approved(world, next_intake)
    host, listed = client_of(world.host_handler), f"/programmes/intakes/{next_intake.intake.pk}"

    pages = [host.get(f"/programmes/posts/{row.pk}/").content.decode() for row in (own, usual)]
    heads = host.get(f"{listed}/posts/?rank=township_head").content.decode()

    assert pages[0].count("<dd>township head</dd>") == 1
    assert pages[1].count("<dd>deputy township head, by its category</dd>") == 1
    assert [heads.count(f"/programmes/posts/{row.pk}/") for row in (own, usual)] == [1, 0]


def test_a_host_states_the_rank_on_the_form_and_changes_it(
    world: World, next_intake: Calling
) -> None:
    post = calling.drafted(world, next_intake)
    client, address = client_of(world.host_handler), f"/programmes/posts/{post.pk}/rewrite/"
    with clock.clock_at(NEEDS):
        sent = client.post(address, {**POST, "rank": "township_head"})
        shown = client.get(address).context["form"]
        wrong = client.post(address, {**POST, "rank": "section"})

    post.refresh_from_db()
    assert (sent.status_code, wrong.status_code, post.rank) == (302, 422, "township_head")
    assert shown["rank"].value() == "township_head"


@pytest.mark.parametrize(
    ("held", "above"),
    [
        ("乡科级正职", []),
        ("乡科级副职", ["乡长"]),
        ("科员", ["乡长", "乡长助理"]),
    ],
)
def test_no_post_stands_above_the_rank_of_who_goes_there(
    world: World, next_intake: Calling, held: str, above: list[str]
) -> None:
    posts = [
        calling.approved(world, next_intake, title="乡长", rank="township_head"),
        calling.approved(world, next_intake),
    ]
    row = calling.received(world, next_intake, calling.clerk(world))
    Person.objects.filter(pk=row.person_id).update(rank=held)

    checks = intake_checks(world.handler, next_intake.intake, NOMINATIONS)
    found = [
        post.title
        for post in posts
        for result in checks.screening.results(row.person_id, post.pk)
        if result.verdict.code == "post_above_rank"
    ]
    assert found == above


def test_the_balance_sets_posts_beside_people_by_rank(world: World, next_intake: Calling) -> None:
    calling.approved(world, next_intake, title="乡长", rank="township_head")
    calling.approved(world, next_intake, places=2)
    row = calling.submitted(world, next_intake, calling.clerk(world))
    Person.objects.filter(pk=row.person_id).update(rank="乡科级正职")
    client, pk = client_of(world.handler), next_intake.intake.pk

    found = queries.balance(world.handler, next_intake.intake)
    heads = client.get(f"/selection/intakes/{pk}/nominations/?live=1&rank=township_head")
    deputies = client.get(f"/selection/intakes/{pk}/nominations/?live=1&rank=township_deputy")

    assert [(line.key, line.posts, line.places, line.people) for line in found.ranks] == [
        ("township_head", 1, 1, 1),
        ("township_deputy", 1, 2, 0),
    ]
    assert [page.content.decode().count(">周明</a>") for page in (heads, deputies)] == [1, 0]
