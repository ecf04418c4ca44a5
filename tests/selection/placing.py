"""People and posts of an intake to place, as the commands take them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from guazhi.people.models import Person
from guazhi.programmes.models import Intake, Post
from guazhi.selection.commands import (
    Sent,
    decide_placement,
    decide_warnings,
    place_intake,
    propose,
)
from guazhi.selection.models import Nomination, PlacementRun, Proposal, ProposalLine
from guazhi.selection.placement.tables import Named, NamedPair
from guazhi.selection.queries import intake_checks
from guazhi.selection.rules.decisions import Member
from guazhi.selection.rules.inputs import Inputs, Pair
from guazhi.selection.rules.nominations import NominationState
from guazhi.selection.rules.warnings import Seen
from guazhi.web import clock
from tests import make
from tests.make import World

NAMES = ("赵一", "钱二", "孙三", "李四")


@dataclass(frozen=True)
class Placed:
    """Four people and two posts, three places in all, and the run kept of them.

    Fit falls from the first person to the last, and everybody is fitter for the first post.
    """

    people: tuple[Nomination, ...]
    posts: tuple[Post, ...]
    inputs: Inputs
    run: PlacementRun


def nominated(world: World, person: Person) -> Nomination:
    """Somebody whom the bureau nominated and the city has received."""
    return Nomination.objects.create(
        intake=world.intake,
        person=person,
        home_organisation=world.bureau,
        home_post="科员",
        state=NominationState.RECEIVED.value,
        owner_path=world.city.path,
        home_path=world.bureau.path,
        sort_key=person.sort_key,
        made_at=clock.now(),
    )


def placed(world: World, *, admitted: bool = True) -> Placed:
    """The run of four people over a post of one place and one of two.

    Their records lack much; where ``admitted`` the approver has decided on every warning.
    """
    people = tuple(
        nominated(
            world,
            make.enrol(name, world.bureau, sex="male", post_title="科员", cadre_category="reserve"),
        )
        for name in NAMES
    )
    posts = (
        make.post(world.intake, world.township_government),
        make.post(world.intake, world.county_department, "county_assistant", places=2),
    )
    pairs = tuple(
        NamedPair(
            str(person.pk), str(post.pk), 900 - 100 * place - (50 - 10 * place) * nth, nth + 1
        )
        for place, person in enumerate(people)
        for nth, post in enumerate(posts)
    )
    inputs = Inputs(
        tuple(Named(str(person.pk), {"sex": person.person.sex}) for person in people),
        tuple(Named(str(post.pk), {}, post.places) for post in posts),
        pairs,
        {"aims": ["fit", "wishes"], "seed": "2026年3月1日抽取"},
    )
    if admitted:
        admit(world)
    run = place_intake(world.intake.pk, inputs=inputs, pins=(), bars=(), actor=world.handler)
    return Placed(people, posts, inputs, run)


def open_of(world: World) -> list[Seen]:
    """Every warning of the intake that is open, at each of its posts."""
    intake = Intake.objects.select_related("policy", "programme__area").get(pk=world.intake.pk)
    return [
        Seen(line.person.pk, each.posts[0].pk, each.result.check, each.result.digest)
        for line in intake_checks(world.approver, intake, clock.today()).lines()
        for each in line.open
    ]


def admit(world: World) -> None:
    """The approver admits everybody in spite of every warning."""
    decide_warnings(
        world.intake.pk,
        open_of(world),
        admits=True,
        reason="已查阅档案，符合条件",
        actor=world.approver,
    )


def again(
    world: World, found: Placed, *, pins: Iterable[Pair] = (), bars: Iterable[Pair] = ()
) -> Placed:
    """The same placed once more with pairs fixed or forbidden."""
    run = place_intake(
        world.intake.pk, inputs=found.inputs, pins=pins, bars=bars, actor=world.handler
    )
    return replace(found, run=run)


MEMBERS = (Member("王部长", "部长"), Member("陈副部长", "副部长"), Member("刘委员", "部务会成员"))


def decided(world: World, found: Placed, *changes: Sent, day: date | None = None) -> Proposal:
    """The run proposed and decided on as it stands, but for ``changes``."""
    proposal = propose(found.run.pk, actor=world.handler)
    held(world, proposal, *changes, day=day)
    return proposal


def held(world: World, proposal: Proposal, *changes: Sent, day: date | None = None) -> None:
    """The meeting on a proposal, which decided on it but for ``changes``."""
    decide_placement(
        proposal.pk,
        meeting="市委组织部部务会",
        day=day or clock.today(),
        members=MEMBERS,
        changes=changes,
        actor=world.approver,
    )


def line_of(proposal: Proposal, name: str) -> ProposalLine:
    """The line of the person of that name."""
    return ProposalLine.objects.get(proposal=proposal, person__name=name)
