"""Who sees whose nomination: every address from need to decision, and what lists say beside."""

import re
from collections.abc import Iterator, Mapping

import pytest

from guazhi.access.actor import Actor
from guazhi.access.matrix import Role
from guazhi.ledger.models import Entry
from guazhi.selection.commands import change_line, propose, state_wishes
from guazhi.selection.urls import urlpatterns
from guazhi.web import clock
from tests import make
from tests.make import World
from tests.selection import calling
from tests.selection.calling import NOMINATIONS
from tests.selection.placing import NAMES, line_of, placed
from tests.visitor import client_of, opened_by, said

pytestmark = pytest.mark.django_db
# which row an address means, by how its route begins
ROWS = {
    "intakes/": "intake",
    "nominations/": "nomination",
    "posts/": "post",
    "runs/": "run",
    "proposals/": "proposal",
    "lines/": "line",
    "objections/": "objection",
}
OWN_WORDS = ("老人住院需照料", "腰椎旧疾")


def addresses(rows: Mapping[str, int]) -> Iterator[str]:
    """Every address of the module with the rows put in."""
    for each in urlpatterns:
        route = str(each.pattern)
        owner = next(row for begins, row in ROWS.items() if route.startswith(begins))
        known = {**rows, "pk": rows[owner], "check": "service"}
        found = re.sub(r"<\w+:(\w+)>", lambda name: str(known[name[1]]), route)  # noqa: B023
        yield f"/selection/{found}"


def outsiders(world: World) -> dict[str, Actor]:
    """Who takes part in the intake but not in these nominations, and who keeps the system."""
    other = world.another("钱多多", home=make.found("市审计局", "organ", world.city))
    return {
        "county": world.county_handler,
        "county approver": make.actor(Role.COUNTY_APPROVER, world.other_county),
        "host": world.host_leader,
        "home": make.actor(Role.HOME_HANDLER, other.home_organisation),
        "secondee": make.actor(None, person=other.secondee),
        "officer": make.actor(Role.SYSTEM_OFFICER, world.city),
    }


def test_somebody_elses_nomination_and_placement_are_missing_at_every_address(
    world: World,
) -> None:
    """One sweep over all addresses, so it takes its time."""
    found = placed(world)
    proposal = propose(found.run.pk, actor=world.handler)
    line = line_of(proposal, "赵一")
    change_line(line.pk, post=None, reason="本人另有任务", actor=world.handler)
    rows = {
        "intake": world.intake.pk,
        "home": world.bureau.pk,
        "nomination": found.people[0].pk,
        "person": found.people[0].person_id,
        "post": found.posts[1].pk,
        "run": found.run.pk,
        "proposal": proposal.pk,
        "line": line.pk,
        "objection": 1,
    }

    seen = {}
    for who, actor in outsiders(world).items():
        client = client_of(actor)
        for address in addresses(rows):
            answer = opened_by(client, address)
            is_listed = any(name in said(answer) for name in NAMES)
            if answer.status_code != 404 and (is_listed or "/intakes/" not in address):
                seen[who, address] = answer.status_code

    assert seen == {}


def test_what_a_nominee_says_of_himself_and_wishes_reaches_neither_home_nor_host(
    world: World,
) -> None:
    next_intake = calling.opened(world)
    wished = calling.approved(world, next_intake, title="副镇长助理")
    other = calling.approved(world, next_intake, title="乡长助理")
    row = calling.submitted(world, next_intake, calling.clerk(world))
    nominee = make.actor(None, person=row.person)
    intake = next_intake.intake.pk
    with clock.clock_at(NOMINATIONS):
        state_wishes(row.pk, [wished.pk], family=OWN_WORDS[0], health=OWN_WORDS[1], actor=nominee)
        pages = (
            f"/selection/nominations/{row.pk}/",
            f"/selection/nominations/{row.pk}/form/",
            f"/selection/intakes/{intake}/nominations/",
            f"/selection/intakes/{intake}/balance/",
            f"/programmes/posts/{wished.pk}/",
            f"/selection/posts/{wished.pk}/rank/",
            f"/people/{row.person_id}/",
            "/register/?q=旧疾",
            "/notices/",
        )
        texts = {
            who: "".join(said(client_of(getattr(world, who)).get(page)) for page in pages)
            for who in ("home_handler", "host_leader", "county_handler")
        }
        home = client_of(world.home_handler)
        by_wish = {
            post.pk: "周明" in said(home.get(f"{pages[2]}?wishes={post.pk}")).partition("<main")[2]
            for post in (wished, other)
        }
        told = said(client_of(world.handler).get(pages[0]))

    entries = "".join(str(entry.payload) for entry in Entry.objects.order_by("seq"))
    assert [who for who, text in texts.items() if any(word in text for word in OWN_WORDS)] == []
    assert "副镇长助理" not in said(home.get(pages[0]))
    assert by_wish == {wished.pk: False, other.pk: False}
    assert [word in entries for word in OWN_WORDS] == [False, False]
    assert [word in told for word in OWN_WORDS] == [True, True]


def test_what_the_organisation_says_of_a_nominee_is_not_for_the_person(world: World) -> None:
    next_intake = calling.opened(world)
    secret = {"party_opinion": "党组研究时有不同意见", "discipline_opinion": "曾被函询"}
    row = calling.submitted(world, next_intake, calling.clerk(world), **secret)
    page = f"/selection/nominations/{row.pk}/"
    nominee = client_of(make.actor(None, person=row.person))

    with clock.clock_at(NOMINATIONS):
        shown, form = nominee.get(page), nominee.get(f"{page}form/")
        told = said(client_of(world.handler).get(page))

    assert (shown.status_code, form.status_code) == (200, 404)
    assert [word in said(shown) for word in secret.values()] == [False, False]
    assert [word in told for word in secret.values()] == [True, True]
