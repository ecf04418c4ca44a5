"""The meeting decides: members, those who step back, changes; publicity; all sent in one act."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guazhi.ledger.models import Entry
from guazhi.obligations.models import Obligation
from guazhi.people.models import FamilyMember
from guazhi.policy import named
from guazhi.programmes.commands import adopt_policy
from guazhi.programmes.models import Intake
from guazhi.secondments.models import Secondment, SecondmentNotice
from guazhi.selection.commands import (
    Sent,
    carry_out,
    decide_placement,
    drop_proposal,
    propose,
    record_objection,
    settle_objection,
    take_out,
)
from guazhi.selection.models import LineChange, PlacementDecision, Proposal, Recusal
from guazhi.selection.queries import proposal_page
from guazhi.selection.queries.papers import public_listing
from guazhi.selection.rules.decisions import Candidate, Ground, Member, grounds
from guazhi.web.clock import clock_at
from tests.clauses.story import refused
from tests.make import World
from tests.selection.placing import MEMBERS, Placed, decided, line_of, placed

TODAY = date(2026, 3, 2)
MEETING = "市委组织部部务会"


def strictly(world: World) -> Placed:
    """The same placed in an intake whose policy makes those to be sent public for five days."""
    policy = adopt_policy(named("strict"), actor=world.handler)
    Intake.objects.filter(pk=world.intake.pk).update(policy=policy)
    return placed(world)


@pytest.mark.django_db
def test_what_the_meeting_decided_is_what_is_created_and_told(world: World) -> None:
    found = placed(world)
    proposal = propose(found.run.pk, actor=world.handler)
    wanted = [
        Sent(line_of(proposal, "孙三").pk, None, "留任本单位重点工作"),
        Sent(line_of(proposal, "李四").pk, found.posts[1].pk, "递补"),
    ]
    before = Secondment.objects.count()

    decide_placement(
        proposal.pk,
        meeting=MEETING,
        day=TODAY,
        members=MEMBERS,
        changes=wanted,
        number="市组研〔2026〕3号",
        actor=world.approver,
    )
    assert Secondment.objects.count() == before
    sent = carry_out(proposal.pk, actor=world.approver)

    assert {(row.secondee.name, row.post.pk, row.state) for row in sent} == {
        ("赵一", found.posts[0].pk, "decided"),
        ("钱二", found.posts[1].pk, "decided"),
        ("李四", found.posts[1].pk, "decided"),
    }
    assert {(row.decision.meeting, row.decision.day) for row in sent if row.decision} == {
        (MEETING, TODAY)
    }
    serials = SecondmentNotice.objects.filter(secondment__in=sent).order_by("serial")
    first = serials[0].serial
    assert [notice.serial for notice in serials] == [first, first + 1, first + 2]
    assert {row.home_organisation for row in sent} == {world.bureau}
    met = Obligation.objects.filter(secondment__in=sent, rule="organisation_decision")
    assert [row.state for row in met] == ["met"] * 3
    proposal.refresh_from_db()
    assert proposal.state == "carried_out"
    assert Entry.objects.get(verb="PlacementCarriedOut").payload["secondments"] == 3


@pytest.mark.django_db
def test_a_member_steps_back_on_his_own_line_and_a_relatives(world: World) -> None:
    found = placed(world)
    proposal = propose(found.run.pk, actor=world.handler)
    FamilyMember.objects.create(person=found.people[1].person, relation="父亲", name="陈 副部长")
    FamilyMember.objects.create(person=found.people[0].person, relation="妻弟", name="孙三")
    members = [*MEMBERS, Member("赵一", "挂职干部代表")]

    decide_placement(
        proposal.pk, meeting=MEETING, day=TODAY, members=members, changes=[], actor=world.approver
    )

    stepped = Recusal.objects.values_list("member__name", "line__person__name", "ground")
    assert set(stepped) == {
        ("陈副部长", "钱二", "relative"),
        ("赵一", "赵一", "self"),
        ("赵一", "孙三", "relative"),
    }


@pytest.mark.django_db
def test_a_decision_is_refused_for_a_meeting_to_come_too_small_or_by_the_proposer(
    world: World,
) -> None:
    proposal = propose(placed(world).run.pk, actor=world.handler)
    both = replace(world.approver, user_id=world.handler.user_id)

    def decide(**changed: object) -> None:
        given = {"meeting": MEETING, "day": TODAY, "members": MEMBERS, "actor": world.approver}
        decide_placement(proposal.pk, changes=[], **{**given, **changed})  # type: ignore[arg-type]

    with refused("day_to_come"):
        decide(day=TODAY + timedelta(days=1))
    with refused("meeting_before_proposal"):
        decide(day=TODAY - timedelta(days=1))
    with refused("meeting_too_small"):
        decide(members=MEMBERS[:1])
    with refused("member_named_twice"):
        decide(members=[*MEMBERS, Member("王 部长")])
    with refused("too_few_left"):
        decide(members=[MEMBERS[0], Member("赵一")])
    with refused("decided_by_proposer"):
        decide(actor=both)

    assert not PlacementDecision.objects.exists()


@pytest.mark.django_db
def test_a_refused_change_of_the_meeting_leaves_everything_as_it_was(world: World) -> None:
    found = placed(world)
    proposal = propose(found.run.pk, actor=world.handler)
    full = Sent(line_of(proposal, "李四").pk, found.posts[1].pk, "递补")

    with refused("post_over_its_places"):
        decide_placement(
            proposal.pk,
            meeting=MEETING,
            day=TODAY,
            members=MEMBERS,
            changes=[full],
            actor=world.approver,
        )

    proposal.refresh_from_db()
    assert proposal.state == "draft"
    assert not LineChange.objects.exists()


@pytest.mark.django_db
def test_the_list_made_public_is_signed_by_the_department_on_its_first_day(world: World) -> None:
    proposal = decided(world, strictly(world))

    listed = public_listing(proposal_page(world.handler, proposal.pk, TODAY), TODAY)

    assert listed.signed == ["中共安澜市委组织部", "2026年3月2日"]
    assert listed.closing == ()


@pytest.mark.django_db
def test_nobody_is_sent_while_the_list_is_public_or_an_objection_is_open(world: World) -> None:
    proposal = decided(world, strictly(world))
    decision = PlacementDecision.objects.get(proposal=proposal)
    assert (decision.publicity_start, decision.publicity_end) == (TODAY, date(2026, 3, 9))

    with refused("publicity_still_runs"):
        carry_out(proposal.pk, actor=world.approver)
    objection = record_objection(
        line_of(proposal, "钱二").pk,
        day=TODAY,
        source="来信",
        text="反映其经商办企业",
        actor=world.handler,
    )
    with clock_at(date(2026, 3, 10)):
        with refused("objections_open"):
            carry_out(proposal.pk, actor=world.approver)
        with refused("settled_by_recorder"):
            alike = replace(world.approver, user_id=world.handler.user_id)
            settle_objection(objection.pk, outcome="upheld", answer="属实情况", actor=alike)
        settle_objection(
            objection.pk, outcome="upheld", answer="经核查属实，暂缓派出", actor=world.approver
        )
        with refused("objection_settled_already"):
            settle_objection(
                objection.pk, outcome="unfounded", answer="经核查不属实", actor=world.approver
            )
        sent = carry_out(proposal.pk, actor=world.approver)

    assert {row.secondee.name for row in sent} == {"赵一", "孙三"}
    assert LineChange.objects.get().stage == "publicity"


@pytest.mark.django_db
def test_objections_are_taken_in_the_publicity_period_only(world: World) -> None:
    without = decided(world, placed(world))

    with refused("no_publicity"):
        record_objection(line_of(without, "赵一").pk, day=TODAY, text="反映", actor=world.handler)


@pytest.mark.django_db
@pytest.mark.parametrize("day", [date(2026, 3, 1), date(2026, 3, 3), date(2026, 3, 10)], ids=str)
def test_an_objection_of_another_day_is_refused(world: World, day: date) -> None:
    proposal = decided(world, strictly(world))

    with refused("objection_outside_period"):
        record_objection(
            line_of(proposal, "赵一").pk, day=day, text="反映问题", actor=world.handler
        )


@pytest.mark.django_db
def test_all_are_sent_or_none(world: World) -> None:
    found = placed(world)
    proposal = decided(world, found)
    world.another("孙三弟", in_post=False)
    busy = found.people[2].person
    Secondment.objects.filter(secondee__name="孙三弟").update(secondee=busy)
    counts = (Secondment.objects.count(), SecondmentNotice.objects.count(), Entry.objects.count())

    with refused("ruled_out_since"):
        carry_out(proposal.pk, actor=world.approver)

    assert counts == (
        Secondment.objects.count(),
        SecondmentNotice.objects.count(),
        Entry.objects.count(),
    )


@pytest.mark.django_db
def test_somebody_is_taken_out_between_the_meeting_and_the_act(world: World) -> None:
    found = placed(world)
    draft = propose(found.run.pk, actor=world.handler)
    with refused("proposal_not_there"):
        take_out(line_of(draft, "孙三").pk, reason="本人申请退出", actor=world.approver)
    drop_proposal(draft.pk, reason="重新提请", actor=world.handler)
    proposal = decided(world, found)
    line = line_of(proposal, "孙三")

    take_out(line.pk, reason="会后本人申请退出", actor=world.approver)

    with refused("line_unchanged"):
        take_out(line.pk, reason="会后本人申请退出", actor=world.approver)
    told = Entry.objects.filter(verb="NominationDecided", subject=line.nomination_id)
    assert told.latest("seq").payload.get("post") is None
    assert told.count() == 2
    assert LineChange.objects.get().stage == "after"
    sent = carry_out(proposal.pk, actor=world.approver)
    assert "孙三" not in {row.secondee.name for row in sent}
    with refused("proposal_not_there"):
        take_out(line.pk, reason="会后本人申请退出", actor=world.approver)


@pytest.mark.django_db
def test_a_decision_is_carried_out_once(world: World) -> None:
    proposal = decided(world, placed(world))
    carry_out(proposal.pk, actor=world.approver)

    with refused("proposal_not_there"):
        carry_out(proposal.pk, actor=world.approver)

    assert Proposal.objects.get().state == "carried_out"


people = st.integers(1, 5)
words = st.sampled_from(["甲", "乙", "丙", "丁"])


@given(
    st.lists(st.tuples(words, st.none() | people), max_size=4),
    st.lists(st.tuples(people, words, st.frozensets(words, max_size=2)), max_size=4),
    st.dictionaries(people, st.frozensets(words, max_size=2)),
)
def test_nobody_decides_on_himself_or_on_a_declared_relative(
    there: list[tuple[str, int | None]],
    put: list[tuple[int, str, frozenset[str]]],
    families: dict[int, frozenset[str]],
) -> None:
    members = [Member(name, "", person) for name, person in there]
    candidates = [Candidate(line, *each) for line, each in enumerate(put)]

    found = grounds(members, candidates, families)

    for place, member in enumerate(members):
        for each in candidates:
            own = member.person == each.person or member.name == each.name
            kin = member.name in each.family or each.name in families.get(
                -1 if member.person is None else member.person, frozenset()
            )
            wanted = Ground.SELF if own else Ground.RELATIVE if kin else None
            assert found.get((place, each.line)) == wanted


@pytest.mark.django_db
@pytest.mark.parametrize("left", [(), ("赵一",), ("钱二", "孙三")], ids=["all", "one", "two"])
def test_whoever_stands_on_the_decided_lines_is_sent_and_nobody_else(
    world: World, left: tuple[str, ...]
) -> None:
    found = placed(world)
    run_lines = propose(found.run.pk, actor=world.handler)
    changes = [Sent(line_of(run_lines, name).pk, None, "暂缓") for name in left]
    decide_placement(
        run_lines.pk,
        meeting=MEETING,
        day=TODAY,
        members=MEMBERS,
        changes=changes,
        actor=world.approver,
    )
    decided_lines = set(
        run_lines.lines.filter(post__isnull=False).values_list("person_id", "post_id")
    )

    sent = carry_out(run_lines.pk, actor=world.approver)

    assert {(row.secondee_id, row.post_id) for row in sent} == decided_lines
    assert len(decided_lines) == 3 - len(left)
    notices = SecondmentNotice.objects.filter(secondment__in=sent)
    assert {notice.secondment_id for notice in notices} == {row.pk for row in sent}
