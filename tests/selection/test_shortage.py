"""What is said to help a person without a post helps."""

from hypothesis import assume, given, settings

from guazhi.selection.placement.instance import Instance
from guazhi.selection.placement.plan import Status, value_of
from guazhi.selection.placement.shortage import Lack, Shortages, cheapest_fix, relaxed
from guazhi.selection.placement.solve import solve
from tests.selection.small import instances

some = settings(max_examples=40, deadline=None)


@some
@given(instances())
def test_what_is_named_places_the_person(instance: Instance) -> None:
    plan = solve(instance)
    for person in (plan.post < 0).nonzero()[0].tolist():
        told = Shortages(instance, plan).unplaced(person)

        assert (told.relaxations == ()) == (told.lack == Lack.NO_PAIR)
        for relaxation in told.relaxations:
            other = solve(relaxed(instance, relaxation.changes))
            assert other.post[person] >= 0
            assert (other.placed, value_of(instance, other.post, "fit")) == (
                relaxation.placed,
                relaxation.fit,
            )


@some
@given(instances())
def test_the_cheapest_fix_places_everybody_who_has_a_pair(instance: Instance) -> None:
    assume(solve(instance).status == Status.OPTIMAL)
    matched = int((instance.ptr[1:] > instance.ptr[:-1]).sum())

    assert solve(relaxed(instance, cheapest_fix(instance))).placed == matched
