"""The democratic evaluation: opened, codes issued, ballots given, counted, and what leaks."""

import json
from collections.abc import Callable, Mapping
from datetime import timedelta
from decimal import Decimal

import pytest
from django.http import Http404

from guazhi.access.actor import Actor
from guazhi.access.models import Guess
from guazhi.assessments import queries
from guazhi.assessments.commands import (
    cancel_poll,
    cast_ballot,
    close_due_polls,
    close_poll,
    issue_codes,
    open_poll,
    present_code,
)
from guazhi.assessments.models import BallotBox, Poll
from guazhi.assessments.queries.ballots import verify_poll
from guazhi.assessments.rules import Kind
from guazhi.ledger.models import Entry
from guazhi.obligations.models import Evidence
from guazhi.policy.findings import Refused
from guazhi.web.clock import clock_at, instant_at, now
from tests.assessments.acting import concluded
from tests.assessments.voting import (
    ASKS,
    CLOSES,
    DAY,
    HERE,
    OPENS,
    PEOPLE,
    closed,
    counted,
    issued,
    marks,
    of,
    opened,
    vote,
)
from tests.make import World
from tests.refusals import codes

pytestmark = pytest.mark.django_db
SYSTEM = Actor(user_id=None, person_id=None, name="guazhi daily", is_command_line=True)


def refusal(act: Callable[[], object]) -> list[str]:
    with clock_at(DAY), pytest.raises(Refused) as refused:
        act()
    return codes(refused)


def verbs() -> list[str]:
    return list(Entry.objects.filter(about="poll").values_list("verb", flat=True))


# —— opening and issuing


def test_a_poll_is_put_up_and_its_codes_are_told_once(world: World) -> None:
    poll = opened(world)
    slips = issued(world, poll)

    assert [(box.group, box.people, len(box.codes)) for box in poll.boxes.all()] == [
        ("team", 6, 6),
        ("middle", 7, 7),
        ("staff", 12, 12),
    ]
    assert len({slip.code for slip in slips}) == 25
    assert verbs() == ["PollOpened", "CodesIssued"]
    kept = json.dumps([box.codes for box in poll.boxes.all()])
    assert [slip.code for slip in slips if slip.code.replace("-", "")[4:] in kept] == []


def test_who_may_hold_print_and_read(world: World) -> None:
    poll = opened(world, actor=world.county_handler)

    assert len(issued(world, poll)) == 25
    for actor in (world.secondee, world.home_handler, world.other_county_handler):
        with pytest.raises(Http404):
            opened(world, actor=actor)
        with pytest.raises(Http404):
            issue_codes(poll.pk, actor=actor)
        assert queries.polls(actor).count() == 0
    with pytest.raises(Http404):
        issue_codes(poll.pk, actor=world.host_leader)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"people": {"team": 2, "staff": 2}}, ["too_few_voters"]),
        ({"people": {"guests": 20}}, ["voters_of_unknown_group"]),
        ({"closes_at": OPENS}, ["poll_closes_before_it_opens"]),
        ({"closes_at": CLOSES + timedelta(days=30)}, ["poll_after_the_term"]),
        (
            {"opens_at": OPENS - timedelta(days=30), "closes_at": CLOSES},
            ["too_early"],
        ),
    ],
)
def test_an_unsound_poll_is_refused_and_nothing_is_kept(
    world: World, change: dict[str, object], expected: list[str]
) -> None:
    entries = Entry.objects.count()
    sound = {"kind": "final", "opens_at": OPENS, "closes_at": CLOSES, "people": PEOPLE}

    found = refusal(
        lambda: open_poll(world.secondment.pk, actor=world.host_handler, **{**sound, **change})  # type: ignore[arg-type]
    )

    assert found == expected
    assert (Poll.objects.count(), Entry.objects.count()) == (0, entries)


def test_one_poll_stands_for_an_assessment_and_none_after_it_is_concluded(world: World) -> None:
    opened(world)
    concluded(world, kind="midterm", day=DAY)

    again = refusal(lambda: opened(world))
    late = refusal(
        lambda: open_poll(
            world.secondment.pk,
            kind="midterm",
            opens_at=OPENS,
            closes_at=CLOSES,
            people=PEOPLE,
            actor=world.host_handler,
        )
    )

    assert (again, late) == (["poll_held_already"], ["concluded_already"])


def test_reissued_codes_call_back_those_not_used_and_never_exceed_the_people(world: World) -> None:
    poll = opened(world)
    first = issued(world, poll)
    vote(of(first, "staff", 4))

    second = issued(world, poll, "staff")

    assert (len(second), len(of(second, "staff"))) == (8, 8)
    assert refusal(lambda: vote(of(first, "staff")[4:5])) == ["ballot_code_void"]
    assert refusal(lambda: vote(of(first, "staff")[:1])) == ["ballot_code_used"]
    vote([*of(first, "team", 1), *second[:4]])
    few = refusal(lambda: issued(world, poll, "staff"))
    vote(second[4:])
    nobody = refusal(lambda: issued(world, poll, "staff"))
    assert (few, nobody) == (["slips_stay"], ["slips_stay"])
    entry = Entry.objects.filter(verb="CodesIssued").latest("seq")
    assert entry.payload == {"issued": 8, "voided": 8}


def test_of_all_groups_only_those_with_enough_left_get_new_slips(world: World) -> None:
    poll = opened(world)
    first = issued(world, poll)
    vote([*of(first, "team", 2), *of(first, "staff", 1)])

    second = issued(world, poll)

    assert {group: len(of(second, group)) for group in PEOPLE} == {
        "team": 0,
        "middle": 7,
        "staff": 11,
    }
    vote(of(first, "team")[2:])


# —— giving a ballot


def test_a_code_opens_the_paper_and_is_spent_with_the_ballot(world: World) -> None:
    slip = issued(world, opened(world))[0]

    with clock_at(DAY):
        paper = present_code(slip.code.lower(), source=HERE)
        present_code(slip.code, source=HERE)
    vote([slip])

    assert (paper.secondment, paper.group, tuple(paper.form.asks)) == (
        world.secondment,
        slip.group,
        ASKS,
    )
    assert refusal(lambda: vote([slip])) == ["ballot_code_used"]
    assert refusal(lambda: present_code(slip.code, source=HERE)) == ["ballot_code_used"]
    box = BallotBox.objects.get(group=slip.group)
    assert (box.ballots, sorted(box.codes.values()).count("used")) == ([marks()], 1)


@pytest.mark.parametrize(
    ("ticked", "expected"),
    [
        ({**marks(), "overall": ""}, ["not_ticked"]),
        ({**marks(), "overall": "splendid"}, ["not_ticked"]),
        ({**marks(), "charm": "excellent"}, ["not_asked"]),
        ({}, ["not_ticked"] * 6),
    ],
)
def test_a_ballot_that_is_not_whole_does_not_spend_the_code(
    world: World, ticked: Mapping[str, str], expected: list[str]
) -> None:
    slip = issued(world, opened(world))[0]

    found = refusal(lambda: cast_ballot(slip.code, marks=ticked, source=HERE))

    assert found == expected
    vote([slip])


def test_before_it_opens_and_after_it_closes_nobody_votes(world: World) -> None:
    poll = opened(world)
    slip = issued(world, poll)[0]
    Poll.objects.update(opens_at=OPENS + timedelta(hours=1))
    early = refusal(lambda: vote([slip]))
    Poll.objects.update(opens_at=OPENS - timedelta(days=2), closes_at=OPENS)
    late = refusal(lambda: vote([slip]))
    closed(world, poll)

    assert (early, late) == (["poll_not_open_yet"], ["poll_is_over"])
    assert refusal(lambda: vote([slip])) == ["poll_is_over"]


def test_wrong_codes_are_counted_by_source_and_right_ones_are_not(world: World) -> None:
    slips = issued(world, opened(world))
    wrong = slips[0].code[:-1] + "!"
    tried = [refusal(lambda: present_code(wrong, source=HERE)) for _ in range(30)]

    assert tried == [["ballot_code_unknown"]] * 30
    assert refusal(lambda: vote(slips[:1])) == ["too_many_guesses"]
    with clock_at(DAY), instant_at(now() + timedelta(days=900)):
        cast_ballot(slips[0].code, marks=marks(), source=HERE)
    with clock_at(DAY):
        for _ in range(3):
            present_code(slips[1].code, source="10.9.9.9")
    assert Guess.objects.count() == 30


# —— counting


def test_closing_counts_once_seals_the_boxes_and_is_evidence(world: World) -> None:
    poll = counted(world)

    assert (poll.state, verify_poll(poll)) == ("counted", True)
    assert [(box.codes, box.ballots, box.is_sealed) for box in poll.boxes.all()] == [
        ({}, [], True)
    ] * 3
    assert Evidence.objects.filter(kind="final_ballot", record=poll.pk).count() == 1
    entry = Entry.objects.filter(verb="PollClosed").get()
    assert entry.payload == {
        "kind": "final",
        "issued": 25,
        "used": 25,
        "digest": poll.digest,
        "day": "2027-02-08",
    }
    assert refusal(lambda: closed(world, poll)) == ["poll_closed_already"]
    assert refusal(lambda: issued(world, poll)) == ["poll_closed_already"]


def test_the_tally_is_there_after_closing_and_only_for_those_who_manage(world: World) -> None:
    poll = opened(world)
    vote(issued(world, poll))
    before = queries.tally(world.host_handler, world.secondment, Kind.FINAL)
    closed(world, poll)

    after = queries.tally(world.county_handler, world.secondment, Kind.FINAL)

    assert before is None
    assert after is not None
    assert (after.is_true, after.count.used, after.value) == (True, 25, Decimal(85))
    assert [
        queries.tally(actor, world.secondment, Kind.FINAL)
        for actor in (world.secondee, world.home_handler, world.other_county_handler)
    ] == [None, None, None]


def test_a_tally_that_was_changed_is_seen(world: World) -> None:
    poll = counted(world)
    Poll.objects.filter(pk=poll.pk).update(
        payload=poll.payload.replace("excellent", "competent", 1)
    )

    found = queries.tally(world.handler, world.secondment, Kind.FINAL)

    assert found is not None
    assert found.is_true is False


def test_a_group_of_few_is_never_shown_nor_found_by_a_difference(world: World) -> None:
    poll = counted(world, {"team": 4, "middle": 6, "staff": 3})

    found = queries.tally(world.handler, world.secondment, Kind.FINAL)

    assert found is not None
    assert [(share.groups, share.used) for share in found.count.shares] == [
        (("team", "middle", "staff"), 13)
    ]
    assert '"groups":["team"]' not in poll.payload


def test_too_few_ballots_altogether_are_destroyed_and_a_new_poll_may_be_held(world: World) -> None:
    poll = counted(world, {"team": 2, "staff": 2})

    assert (poll.state, poll.payload, poll.digest) == ("withheld", "", "")
    assert Entry.objects.get(verb="PollClosed").payload == {"kind": "final", "day": "2027-02-08"}
    assert Evidence.objects.filter(kind="final_ballot").count() == 0
    assert opened(world).state == "open"


@pytest.mark.parametrize("stuffed", [[marks("excellent")] * 7, [marks()] * 5])
def test_a_stuffed_or_robbed_box_is_not_counted(world: World, stuffed: list[object]) -> None:
    poll = opened(world)
    vote(of(issued(world, poll), "staff", 6))
    BallotBox.objects.filter(poll=poll, group="staff").update(ballots=stuffed)

    by_hand = refusal(lambda: closed(world, poll))
    by_day = close_due_polls(CLOSES, actor=SYSTEM)

    poll.refresh_from_db()
    assert (by_hand, by_day, poll.state) == (["box_does_not_add_up"], 0, "open")


def test_a_poll_called_off_leaves_no_ballot(world: World) -> None:
    poll = opened(world)
    vote(issued(world, poll))

    with clock_at(DAY):
        cancel_poll(poll.pk, actor=world.host_leader)

    assert [(box.codes, box.ballots) for box in poll.boxes.all()] == [({}, [])] * 3
    assert verbs()[-1] == "PollCancelled"
    assert refusal(lambda: close_poll(poll.pk, actor=world.host_leader)) == ["poll_closed_already"]


def test_a_poll_that_has_not_begun_is_not_counted(world: World) -> None:
    poll = opened(world)
    Poll.objects.update(opens_at=OPENS + timedelta(hours=1))

    assert refusal(lambda: closed(world, poll)) == ["poll_has_not_begun"]


def test_what_nobody_closes_the_day_closes(world: World) -> None:
    poll = opened(world)
    vote(issued(world, poll))

    early = close_due_polls(CLOSES - timedelta(minutes=1), actor=SYSTEM)
    due = close_due_polls(CLOSES, actor=SYSTEM)
    again = close_due_polls(CLOSES, actor=SYSTEM)

    poll.refresh_from_db()
    assert (early, due, again, poll.state) == (0, 1, 0, "counted")
