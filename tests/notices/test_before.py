"""Before there is a secondment: calls, posts, nominations and decisions reach whom they concern."""

import pytest
from django.utils import translation

from guazhi.access.actor import Actor
from guazhi.access.matrix import Role
from guazhi.notices.models import Notice
from guazhi.notices.queries import items, unread
from guazhi.programmes.commands import Asked, answer_post, call_upon, submit_post
from guazhi.selection.commands import (
    nominate,
    receive_nominations,
    review_nominations,
    submit_nominations,
)
from guazhi.selection.models import Nomination
from guazhi.web import clock
from tests import make
from tests.make import World
from tests.selection import calling
from tests.selection.calling import NEEDS, NOMINATIONS, TEXTS, Calling
from tests.selection.placing import NAMES, decided, placed
from tests.visitor import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def next_intake(world: World) -> Calling:
    return calling.opened(world)


def told(actor: Actor) -> list[tuple[str, str]]:
    """What waits to be read, with what it is about."""
    rows = unread(actor).order_by("pk").select_related("intake", "secondment")
    with translation.override("en"):
        return [(item.notice.kind, item.about) for item in items(actor, rows)]


def forget() -> None:
    Notice.objects.all().delete()


def from_the_township(world: World, next_intake: Calling) -> tuple[Nomination, Actor, Actor]:
    """A nomination by a unit of the county, submitted; the nominee; the home's other handler."""
    home = make.actor(Role.HOME_HANDLER, world.township_government)
    person = make.enrol(
        "郑秀", world.township_government, sex="female", post_title="科员", cadre_category="reserve"
    )
    nominee = make.actor(None, person=person)
    with clock.clock_at(NOMINATIONS):
        row = nominate(
            next_intake.intake.pk,
            world.township_government.pk,
            person_id=person.pk,
            category="city_organ",
            **TEXTS,
            actor=home,
        )
        submit_nominations([row.pk], actor=home)
    row.refresh_from_db()
    return row, nominee, make.actor(Role.HOME_HANDLER, world.township_government)


def test_a_call_is_told_once_to_whom_it_asks(world: World) -> None:
    forget()
    intake = calling.opened(world).intake
    again = [Asked(world.bureau, people=True, quota=2)]
    call_upon(intake.pk, again, actor=world.handler)

    about = "posts until 2026-11-30 · nominations until 2026-12-20"
    found = {
        name: told(actor)
        for name, actor in {
            "host": world.host_handler,
            "home": world.home_handler,
            "county": world.county_handler,
            "secondee": world.secondee,
        }.items()
    }
    assert found == {
        "host": [("unit_called", about)],
        "home": [("unit_called", about)],
        "county": [],
        "secondee": [],
    }


@pytest.mark.parametrize(
    ("approves", "kind", "state"),
    [(True, "post_approved", "Approved"), (False, "post_returned", "Sent back")],
)
def test_what_became_of_a_post_is_told_to_its_host(
    world: World, next_intake: Calling, kind: str, state: str, *, approves: bool
) -> None:
    post = calling.drafted(world, next_intake)
    with clock.clock_at(NEEDS):
        submit_post(post.pk, actor=world.host_handler)
        forget()
        answer_post(
            post.pk, approves=approves, reason="职责不清", actor=next_intake.county_approver
        )

    notice = Notice.objects.get()
    shown = client_of(world.host_handler).get(f"/notices/{notice.pk}/")
    assert told(world.host_handler) == []  # opened, so read
    assert (notice.kind, notice.reader_id) == (kind, world.host_handler.user_id)
    assert shown.headers["Location"] == f"/programmes/posts/{post.pk}/"
    inbox = client_of(world.host_handler).get("/notices/?show=read").content.decode()
    assert inbox.count(f"{world.township_government.name}{post.title} · {state}") == 2


def test_a_notice_of_a_post_goes_with_the_right_to_see_it(
    world: World, next_intake: Calling
) -> None:
    post = calling.drafted(world, next_intake)
    with clock.clock_at(NEEDS):
        submit_post(post.pk, actor=world.host_handler)
        forget()
        answer_post(post.pk, approves=True, actor=next_intake.county_approver)
    kept = make.actor(Role.HOST_HANDLER, world.county_department)
    Notice.objects.update(reader=kept.user_id)

    assert told(kept) == []
    assert told(world.host_handler) == []


def test_a_nominee_is_asked_for_wishes_and_home_and_county_hear_what_became_of_it(
    world: World, next_intake: Calling
) -> None:
    forget()
    row, nominee, home = from_the_township(world, next_intake)
    asked = told(nominee)
    with clock.clock_at(NOMINATIONS):
        review_nominations([row.pk], step="endorsed", actor=next_intake.county_approver)
        receive_nominations([row.pk], step="returned", words="材料不全", actor=world.handler)

    about = "郑秀 · Sent back"
    assert asked == [
        ("nomination_submitted", "wishes until 2027-01-05"),
    ]
    assert told(home) == [("nomination_answered", about)] * 2
    assert told(world.county_handler) == [("nomination_answered", about)] * 2
    assert told(next_intake.county_approver) == [("nomination_answered", about)]
    assert told(world.other_county_handler) == told(world.home_handler) == []


def test_the_decision_is_told_to_the_nominee_his_home_and_no_other(world: World) -> None:
    found = placed(world)
    nominees = [make.actor(None, person=row.person) for row in found.people]
    forget()

    decided(world, found)

    assert [told(nominee) for nominee in nominees] == [
        [("nomination_decided", f"{name} · Received by the city")] for name in NAMES
    ]
    assert len(told(world.home_handler)) == len(NAMES)
    assert told(world.host_handler) == told(world.secondee) == []
    page = client_of(world.home_handler).get(f"/selection/nominations/{found.people[0].pk}/")
    assert page.content.decode().count("Decided by the meeting") == 1
