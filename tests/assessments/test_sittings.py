"""Who sits: named in one act, none on himself or his family, each party's own part."""

import pytest

from guazhi.access.actor import Actor
from guazhi.access.matrix import Role
from guazhi.assessments.commands import (
    conclude_assessment,
    set_sitting,
    set_sittings,
    sign_assessment,
)
from guazhi.assessments.models import (
    Assessment,
    SittingMember,
)
from guazhi.assessments.rules.sitting import Chosen, Seating
from guazhi.ledger.models import Entry
from guazhi.people.models import FamilyMember
from guazhi.policy.findings import Refused
from guazhi.web.clock import clock_at
from tests import make
from tests.assessments.acting import MIDTERM, meeting, part, seated
from tests.assessments.test_signing import verbs
from tests.make import World
from tests.refusals import codes

pytestmark = pytest.mark.django_db


def relative(world: World, name: str) -> None:
    FamilyMember.objects.create(person=world.secondment.secondee, relation="父亲", name=name)


def test_one_act_seats_many_and_tells_each_home_and_costs_as_for_one(
    world: World, django_assert_num_queries: object
) -> None:
    others = [world.another(name) for name in ("赵一", "钱二", "孙三")]
    chosen = tuple(
        Chosen(each.user_id, is_chair=not n)
        for n, each in enumerate((world.handler, world.county_handler, world.host_leader))
    )
    everybody = tuple(each.pk for each in (world.secondment, *others))

    with django_assert_num_queries(18):  # type: ignore[operator]
        set_sittings([Seating(everybody, chosen)], kind="midterm", actor=world.handler)

    assert SittingMember.objects.count() == 12
    assert verbs()[-4:] == ["SittingSet"] * 4


@pytest.mark.parametrize(
    ("who", "reasons"),
    [
        ("father", ["member_is_relative"]),
        ("himself", ["member_is_assessed"]),
        ("leader", ["member_twice"]),
        ("stranger", ["member_of_no_party"]),
    ],
)
def test_nobody_sits_on_himself_on_family_twice_or_for_nobody(
    world: World, who: str, reasons: list[str]
) -> None:
    relative(world, "谭志强")
    host, secondee = world.township_government, world.secondment.secondee
    others = {
        "father": lambda: make.actor(Role.HOST_HANDLER, host, name="谭志强"),
        "himself": lambda: make.actor_of(
            make.granted(make.account_of(world.secondee), Role.HOST_HANDLER, host), MIDTERM
        ),
        "leader": lambda: world.host_leader,
        "stranger": lambda: make.actor(Role.HOST_HANDLER, world.bureau, name="周生"),
    }
    other: Actor = others[who]()
    assert secondee.name == "谭敏"

    with pytest.raises(Refused) as refused:
        seated(world, world.secondment, other)

    assert codes(refused) == reasons
    assert (SittingMember.objects.count(), verbs().count("SittingSet")) == (0, 0)


def test_only_members_give_a_part_and_only_after_the_sitting_is_set(world: World) -> None:
    with pytest.raises(Refused) as early:
        part(world.secondment, world.host_leader)
    seated(world, world.secondment)
    with pytest.raises(Refused) as stranger:
        part(world.secondment, world.approver)

    assert (codes(early), codes(stranger)) == (["sitting_not_set"], ["not_a_member"])


def test_where_no_county_is_in_scope_city_and_host_sit_and_sign(world: World) -> None:
    firm = make.found("安澜市供水公司", "enterprise", world.city)
    inside = world.another("李强", host=firm, category="township")
    leader, handler = (
        make.actor(role, firm, name=name)
        for role, name in ((Role.HOST_LEADER, "总经理"), (Role.HOST_HANDLER, "人事"))
    )
    set_sitting(
        inside.pk,
        kind="midterm",
        members=[
            Chosen(world.handler.user_id, is_chair=True),
            Chosen(leader.user_id),
            Chosen(handler.user_id),
        ],
        actor=world.handler,
    )
    for actor in (world.handler, leader):
        part(inside, actor)
    digest = Assessment.objects.get(secondment=inside).digest

    with clock_at(MIDTERM):
        for actor in (world.handler, leader):
            sign_assessment(inside.pk, kind="midterm", digest=digest, day=MIDTERM, actor=actor)
        done = conclude_assessment(
            inside.pk,
            kind="midterm",
            opinion="同意。",
            meeting=meeting(MIDTERM),
            actor=world.approver,
        )

    assert (done.grade, str(done.total)) == ("competent", "85.0000")
    signed_by = Entry.objects.filter(verb="AssessmentSigned").order_by("seq")
    assert [entry.payload["party"] for entry in signed_by] == ["city", "host"]
    assert verbs()[-2:] == ["GradesDecided", "AssessmentConcluded"]
