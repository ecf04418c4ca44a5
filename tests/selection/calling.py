"""The next intake of the world: its days set, its units called upon, a post, a nominee."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from guazhi.access.actor import Actor
from guazhi.access.matrix import Role
from guazhi.people.models import Person
from guazhi.programmes.commands import (
    Asked,
    answer_post,
    call_upon,
    draft_post,
    open_intake,
    schedule_intake,
    submit_post,
)
from guazhi.programmes.models import Intake, Post
from guazhi.selection.commands import nominate, receive_nominations, submit_nominations
from guazhi.selection.models import Nomination
from guazhi.web import clock
from tests import make
from tests.make import World

NEEDS = date(2026, 11, 10)
NOMINATIONS = date(2026, 12, 10)
DAYS: dict[str, Any] = {
    "needs_from": date(2026, 11, 1),
    "needs_until": date(2026, 11, 30),
    "nominations_from": date(2026, 12, 1),
    "nominations_until": date(2026, 12, 20),
    "wishes_until": date(2027, 1, 5),
}
POST: dict[str, Any] = {
    "title": "乡长助理",
    "category": "township",
    "places": 1,
    "duties": "分管乡村振兴和产业项目",
    "teaches": ["grassroots"],
    "fields": ["agriculture"],
    "team": "龙泉乡党政班子",
    "team_cap": 2,
}


@dataclass
class Calling:
    """The next intake, and who acts in it beside the world's own people."""

    intake: Intake
    county_approver: Actor


def opened(world: World) -> Calling:
    """The intake of 2027: the township is asked for posts, the bureau for people."""
    intake = open_intake(
        world.city,
        world.city_department,
        programme="上派下挂",
        name="2027年批次",
        start=date(2027, 3, 1),
        end=date(2028, 2, 29),
        policy=world.policy,
        actor=world.handler,
    )
    schedule_intake(intake.pk, **DAYS, actor=world.handler)
    call_upon(
        intake.pk,
        [
            Asked(world.township_government, posts=True, people=True),
            Asked(world.bureau, people=True, quota=2),
        ],
        actor=world.handler,
    )
    intake.refresh_from_db()
    return Calling(intake, make.actor(Role.COUNTY_APPROVER, world.county))


def drafted(world: World, calling: Calling, **changed: Any) -> Post:
    """A post that the township writes."""
    with clock.clock_at(NEEDS):
        return draft_post(
            calling.intake.pk,
            world.township_government.pk,
            **{**POST, **changed},
            actor=world.host_handler,
        )


def approved(world: World, calling: Calling, **changed: Any) -> Post:
    """A post that the county has approved."""
    post = drafted(world, calling, **changed)
    with clock.clock_at(NEEDS):
        submit_post(post.pk, actor=world.host_handler)
        return answer_post(post.pk, approves=True, actor=calling.county_approver)


def clerk(world: World, name: str = "周明") -> Person:
    """Somebody who works at the bureau."""
    return make.enrol(name, world.bureau, sex="female", post_title="科员", cadre_category="reserve")


TEXTS: dict[str, Any] = {
    "reasons": "综合素质好，缺少基层经历，拟重点培养",
    "party_opinion": "经局党组会议研究，同意推荐",
    "discipline_opinion": "未发现影响推荐的问题",
}


def written(world: World, next_intake: Calling, person: Person, **changed: Any) -> Nomination:
    """A form that the bureau writes."""
    with clock.clock_at(NOMINATIONS):
        return nominate(
            next_intake.intake.pk,
            world.bureau.pk,
            person_id=person.pk,
            **{"category": "township", **TEXTS, **changed},
            actor=world.home_handler,
        )


def submitted(world: World, next_intake: Calling, person: Person, **changed: Any) -> Nomination:
    """A nomination that the bureau has submitted."""
    row = written(world, next_intake, person, **changed)
    with clock.clock_at(NOMINATIONS):
        return submit_nominations([row.pk], actor=world.home_handler)[0]


def received(world: World, next_intake: Calling, person: Person) -> Nomination:
    """A nomination that the city has received."""
    row = submitted(world, next_intake, person)
    with clock.clock_at(NOMINATIONS):
        return receive_nominations([row.pk], step="received", actor=world.handler)[0]
