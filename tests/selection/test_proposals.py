"""A run becomes a proposal: one line a person, changed only with a reason and within the rules."""

from dataclasses import replace

import pytest
from django.http import Http404

from guazhi.access.matrix import Role
from guazhi.ledger.models import Entry
from guazhi.selection.commands import change_line, decide_warnings, drop_proposal, propose
from guazhi.selection.models import LineChange, Nomination, Proposal
from guazhi.selection.rules.nominations import NominationState
from tests import make
from tests.clauses.story import refused
from tests.make import World
from tests.selection.placing import again, decided, line_of, open_of, placed
from tests.visitor import client_of

pytestmark = pytest.mark.django_db


def test_a_proposal_has_a_line_for_each_person_of_the_run(world: World) -> None:
    found = placed(world)
    first, second = found.posts

    proposal = propose(found.run.pk, actor=world.handler)

    lines = {line.person.name: line for line in proposal.lines.select_related("person")}
    assert {name: line.post for name, line in lines.items()} == {
        "赵一": first,
        "钱二": second,
        "孙三": second,
        "李四": None,
    }
    assert (lines["赵一"].score, lines["赵一"].rank) == (900, 1)
    assert lines["赵一"].alternatives == [[str(second.pk), 850, 2]]
    assert lines["李四"].lack["lack"] == "crowded"
    assert lines["李四"].lack["helps"][0]["changes"] == [
        {"kind": "places", "amount": 1, "post": str(first.pk)}
    ]
    assert lines["孙三"].home_post == "科员"
    entry = Entry.objects.get(verb="PlacementProposed")
    assert entry.payload == {"run": found.run.pk, "people": 4, "placed": 3}


def test_an_intake_has_one_open_proposal_at_a_time(world: World) -> None:
    found = placed(world)
    first = propose(found.run.pk, actor=world.handler)

    with refused("proposal_open_already"):
        propose(found.run.pk, actor=world.handler)
    drop_proposal(first.pk, reason="重新测算", actor=world.handler)
    second = propose(found.run.pk, actor=world.handler)

    assert second.number == 2
    assert Entry.objects.filter(verb="ProposalDropped").count() == 1


def test_a_handler_on_record_proposes_but_nobody_who_is_nominated_himself(world: World) -> None:
    found = placed(world)
    official = make.enrol("高远", world.city_department, sex="male")
    on_record = make.actor(Role.CITY_HANDLER, world.city, official)
    nominated = make.actor(Role.CITY_HANDLER, world.city, found.people[0].person)

    with pytest.raises(Http404):
        propose(found.run.pk, actor=nominated)
    proposal = propose(found.run.pk, actor=on_record)

    assert proposal.number == 1


def test_nobody_is_proposed_who_is_no_longer_nominated(world: World) -> None:
    found = placed(world)
    Nomination.objects.filter(pk=found.people[0].pk).update(state=NominationState.WITHDRAWN.value)

    with refused("nominee_gone"):
        propose(found.run.pk, actor=world.handler)

    assert not Proposal.objects.exists()


def test_a_line_is_changed_with_a_reason_and_keeps_what_was_suggested(world: World) -> None:
    found = placed(world)
    _first, second = found.posts
    proposal = propose(found.run.pk, actor=world.handler)

    change_line(
        line_of(proposal, "孙三").pk, post=None, reason="本人正在脱产培训", actor=world.handler
    )
    changed = change_line(
        line_of(proposal, "李四").pk, post=second.pk, reason="补足县里名额", actor=world.handler
    )

    assert (changed.post, changed.suggested, changed.score, changed.rank) == (second, None, 580, 2)
    (_one, kept) = LineChange.objects.order_by("pk")
    assert (kept.before, kept.after, kept.stage, kept.reason) == (
        None,
        second,
        "proposal",
        "补足县里名额",
    )
    assert Entry.objects.filter(verb="ProposalChanged").count() == 2


def test_a_change_is_refused_without_reason_place_or_possible_pair(world: World) -> None:
    found = placed(world)
    first, second = found.posts
    other = make.post(world.intake, world.township_government).pk
    proposal = propose(found.run.pk, actor=world.handler)
    left, here = line_of(proposal, "李四").pk, line_of(proposal, "赵一").pk

    with refused("words_needed"):
        change_line(left, post=second.pk, reason=" ", actor=world.handler)
    with refused("post_over_its_places"):
        change_line(left, post=first.pk, reason="工作需要", actor=world.handler)
    with refused("pair_not_possible"):
        change_line(left, post=other, reason="工作需要", actor=world.handler)
    with refused("line_unchanged"):
        change_line(here, post=first.pk, reason="工作需要", actor=world.handler)

    assert not LineChange.objects.exists()


def test_after_the_meeting_nobody_changes_the_proposal(world: World) -> None:
    found = placed(world)
    proposal = decided(world, found)

    with refused("proposal_not_there"):
        change_line(line_of(proposal, "赵一").pk, post=None, reason="工作需要", actor=world.handler)


@pytest.mark.parametrize("who", ["approver", "county_handler", "host_leader", "home_handler"])
def test_only_the_city_handler_proposes(world: World, who: str) -> None:
    found = placed(world)

    with pytest.raises(Http404):
        propose(found.run.pk, actor=getattr(world, who))


def test_who_has_no_post_for_the_checks_is_told_which_they_are(world: World) -> None:
    found = placed(world, admitted=False)
    barred = found.people[0]
    pairs = tuple(each for each in found.inputs.pairs if each.person != str(barred.pk))
    (warning,) = [
        each for each in open_of(world) if (each.person, each.check) == (barred.person_id, "age")
    ]
    decide_warnings(
        world.intake.pk, [warning], admits=False, reason="出生年月不详", actor=world.approver
    )
    run = again(world, replace(found, inputs=replace(found.inputs, pairs=pairs))).run
    proposal = propose(run.pk, actor=world.handler)

    shown = client_of(world.handler).get(f"/selection/proposals/{proposal.pk}/")

    why = {line.row.person_id: words for line, words, _warned in shown.context["left"]}
    assert why[barred.person_id] == [
        "no post was possible at all",
        (
            "The record does not tell: month of birth. Enter it, or decide without it."
            " Decided against: 出生年月不详"
        ),
    ]
