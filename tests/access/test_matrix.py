"""Every cell of the matrix, denied cells included, against an oracle that knows no SQL.

A world with two cities, in which every role is held once on the side of the secondment and
once elsewhere. For each capability the rows that ``permitted()`` returns must be exactly those
the oracle allows.
"""

from dataclasses import dataclass, replace

import pytest
from django.http import Http404

from guazhi.access.actor import Actor, Held
from guazhi.access.matrix import MATRIX, Capability, Condition, Role
from guazhi.access.querysets import ScopedQuerySet
from guazhi.secondments.models import Secondment
from tests import make
from tests.make import World

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Hat:
    """A role somewhere, and whether it is a party's to the one secondment."""

    role: Role
    place: str
    is_party: bool


HATS = [
    Hat(Role.CITY_HANDLER, "city", True),
    Hat(Role.CITY_HANDLER, "other_city", False),
    Hat(Role.CITY_APPROVER, "city", True),
    Hat(Role.CITY_APPROVER, "other_city", False),
    Hat(Role.COUNTY_HANDLER, "host_county", True),
    Hat(Role.COUNTY_HANDLER, "home_county", True),
    Hat(Role.COUNTY_HANDLER, "third_county", False),
    Hat(Role.COUNTY_APPROVER, "host_county", True),
    Hat(Role.COUNTY_APPROVER, "home_county", True),
    Hat(Role.COUNTY_APPROVER, "third_county", False),
    Hat(Role.HOST_HANDLER, "host", True),
    Hat(Role.HOST_HANDLER, "home", False),
    Hat(Role.HOST_HANDLER, "sibling", False),
    Hat(Role.HOST_LEADER, "host", True),
    Hat(Role.HOST_LEADER, "home", False),
    Hat(Role.HOST_LEADER, "sibling", False),
    Hat(Role.HOME_HANDLER, "home", True),
    Hat(Role.HOME_HANDLER, "host", False),
    Hat(Role.HOME_HANDLER, "sibling", False),
    Hat(Role.SYSTEM_OFFICER, "city", False),
    Hat(Role.SECURITY_OFFICER, "city", False),
    Hat(Role.AUDIT_OFFICER, "city", False),
]
PEOPLE = ["nobody", "stranger", "secondee", "mentor"]


@pytest.fixture
def places(world: World) -> dict[str, make.Organisation]:
    """The organisations that hats are worn on; the secondment goes from county to county."""
    farm = make.found("云岭县农业农村局", "organ", world.other_county)
    third, _ = make.found_county("石桥县", world.city)
    other_city, _ = make.found_city("邻市")
    row = world.another("周五", home=farm, host=world.township_government)
    Secondment.objects.filter(pk=row.pk).update(mentor=world.leader)
    world.secondment = row
    return {
        "city": world.city,
        "other_city": other_city,
        "host_county": world.county,
        "home_county": world.other_county,
        "third_county": third,
        "host": world.township_government,
        "home": farm,
        "sibling": make.found("清溪县龙泉乡党委", "organ", world.township_government.parent),
    }


def allowed(capability: Capability, hat: Hat | None, person: str) -> bool:
    """What the matrix says of this hat and this person, worked out by hand."""
    roles = dict(MATRIX[capability])
    ways = []
    if hat is not None and hat.is_party and hat.role in roles:
        receives = hat.place == "host_county" and roles[hat.role] is Condition.SENDING
        if not receives:
            ways.append(roles[hat.role])
    if person == "mentor" and Role.MENTOR in roles:
        ways.append(roles[Role.MENTOR])
    if person == "secondee" and Role.SECONDEE in roles:
        ways.append(roles[Role.SECONDEE])
    return any(
        way is Condition.ALWAYS
        or (way in (Condition.NOT_SELF, Condition.SENDING) and person != "secondee")
        for way in ways
    )


def is_found(rows: ScopedQuerySet[Secondment], world: World) -> bool:
    """Whether the secondment is among ``rows`` by the question for one row."""
    try:
        return rows.one(world.secondment.pk) == world.secondment
    except Http404:
        return False


def test_every_cell_answers_as_the_matrix_says(
    world: World, places: dict[str, make.Organisation]
) -> None:
    people = {
        "nobody": None,
        "stranger": make.enrol("吴九", places["home"], sex="male").pk,
        "secondee": world.secondment.secondee_id,
        "mentor": world.leader.pk,
    }
    bare = Actor(user_id=1, person_id=None, name="x")
    wrong = []
    for hat in [None, *HATS]:
        held: tuple[Held, ...] = ()
        if hat is not None:
            place = places[hat.place]
            held = (Held(hat.role, place.pk, place.path),)
        for person in PEOPLE:
            actor = replace(bare, person_id=people[person], held=held)
            for capability in Capability:
                reached = Secondment.objects.permitted(actor, capability)
                seen = reached.filter(pk=world.secondment.pk).exists()
                alone = is_found(Secondment.objects.permitted(actor, capability), world)
                if {seen, alone} != {allowed(capability, hat, person)}:
                    wrong.append((capability.value, hat, person, seen, alone))

    assert wrong == []
