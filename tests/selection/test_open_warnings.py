"""Warnings wait for a person before the meeting: what is open, and deciding on many alike."""

from itertools import starmap

import pytest
from django.http import Http404
from django.urls import reverse

from guazhi.ledger.models import Entry
from guazhi.policy.entries import Words
from guazhi.policy.findings import Refused
from guazhi.selection.commands import Sent, decide_placement, decide_warnings, propose
from guazhi.selection.models import CheckDecision, PlacementDecision, Proposal
from guazhi.selection.rules.warnings import MOST_NAMED, Unsettled, check_warnings
from guazhi.web import clock
from guazhi.web.messages import in_both
from tests.clauses.story import refused
from tests.make import World
from tests.selection.placing import MEMBERS, admit, line_of, open_of, placed
from tests.visitor import client_of

KIN = Words(zh="亲属回避", en="kin at the host")


def meet(world: World, proposal: Proposal, *changes: Sent) -> PlacementDecision:
    return decide_placement(
        proposal.pk,
        meeting="市委组织部部务会",
        day=clock.today(),
        members=MEMBERS,
        changes=changes,
        actor=world.approver,
    )


def test_a_refusal_names_whom_and_what_in_both_languages() -> None:
    given = [("赵一", KIN, True), ("钱二", KIN, False)]

    told = [in_both(each) for each in check_warnings(starmap(Unsettled, given))]

    assert told == [
        {
            "zh-hans": "尚有1项资格审查提示未经研究（赵一：亲属回避）。请先在拟派方案页面研究，再登记会议决定。",
            "en": "Warnings of the checks that nobody has decided on: 1 (赵一: kin at the host). Decide"
            " on them on the page of the proposal, then record the meeting.",
        },
        {
            "zh-hans": "拟派安排与研究意见不一致（钱二：亲属回避）。请调整岗位，或重新研究。",
            "en": "Somebody is proposed for a post against what was decided on a warning (钱二:"
            " kin at the host). Send him elsewhere, or decide on the warning again.",
        },
    ]


def test_of_many_the_first_are_named_and_the_others_counted() -> None:
    (found,) = check_warnings(Unsettled(f"张{n}", KIN, is_open=True) for n in range(67))

    assert found.params["count"] == 67
    named = found.params["warnings"]
    assert isinstance(named, tuple)
    assert [each.code for each in named] == ["checked_out"] * MOST_NAMED + ["warnings_more"]
    assert named[-1].params == {"count": 67 - MOST_NAMED}


@pytest.mark.django_db
def test_the_meeting_waits_for_a_decision_on_every_warning_of_whom_it_sends(world: World) -> None:
    found = placed(world, admitted=False)
    proposal = propose(found.run.pk, actor=world.handler)

    with pytest.raises(Refused) as refusal:
        meet(world, proposal)
    admit(world)
    decided = meet(world, proposal)

    (finding,) = refusal.value.findings
    assert finding.code == "warnings_open"
    assert decided.proposal_id == proposal.pk


@pytest.mark.django_db
def test_who_was_decided_against_is_not_sent_until_he_goes_elsewhere(world: World) -> None:
    found = placed(world, admitted=False)
    proposal = propose(found.run.pk, actor=world.handler)
    against = line_of(proposal, "赵一")
    mine = [each for each in open_of(world) if each.person == against.person_id]
    decide_warnings(
        world.intake.pk, mine, admits=False, reason="亲属在接收单位任职", actor=world.approver
    )
    admit(world)

    with refused("warnings_against"):
        meet(world, proposal)
    decided = meet(world, proposal, Sent(against.pk, None, "按审查意见不安排"))

    assert decided.proposal_id == proposal.pk


@pytest.mark.django_db
def test_many_are_decided_alike_with_one_reason_or_none_is(world: World) -> None:
    placed(world, admitted=False)
    seen = open_of(world)
    stale = [*seen[:-1], type(seen[-1])(seen[-1].person, seen[-1].post, seen[-1].check, "x")]

    def decide(reason: str = "已查阅档案，符合条件", **changed: object) -> list[CheckDecision]:
        given = {"warnings": seen, "admits": True, "actor": world.approver, **changed}
        return decide_warnings(world.intake.pk, reason=reason, **given)  # type: ignore[arg-type]

    with refused("words_needed"):
        decide(reason=" ")
    with refused("checked_out"):
        decide(warnings=stale)
    with refused("nothing_chosen_to_decide"):
        decide(warnings=[])
    with pytest.raises(Http404):
        decide(actor=world.handler)
    assert not CheckDecision.objects.exists()
    rows = decide()

    assert len(rows) == len(seen) > len({each.person for each in seen})
    assert Entry.objects.filter(verb="CheckDecided").count() == len(seen)
    assert open_of(world) == []


@pytest.mark.django_db
def test_the_page_lists_what_is_open_and_decides_on_a_person_a_check_or_all(world: World) -> None:
    found = placed(world, admitted=False)
    proposal = propose(found.run.pk, actor=world.handler)
    client = client_of(world.approver)
    where = reverse("selection:proposal", args=[proposal.pk])
    at = reverse("selection:decide_warnings", args=[proposal.pk])

    def opened() -> dict[str, list[str]]:
        """Whose warnings of which checks are open on the page."""
        people = client.get(where).context["open"]["people"]
        return {line.row.person.name: [name for name, _says in told] for line, told in people}

    def decide(asked: str) -> int:
        form = client.get(f"{at}{asked}").context["form"]
        sent = {"warnings": form.initial["warnings"], "admits": "yes", "reason": "已查阅档案"}
        return client.post(f"{at}{asked}", sent).status_code

    before = opened()
    checks = client.get(where).context["open"]["checks"]
    refusal = client.post(at, {"warnings": ["1-1-kin-x"], "admits": "yes", "reason": "已查阅档案"})
    decide(f"?person={line_of(proposal, '赵一').person_id}")
    without_him = opened()
    decide(f"?check={checks[0][0]}")
    without_it = opened()
    last = decide("")

    assert set(before) == {"赵一", "钱二", "孙三"}
    assert refusal.status_code == 422
    assert without_him == {name: told for name, told in before.items() if name != "赵一"}
    assert without_it == {
        name: [each for each in told if each != checks[0][1]] for name, told in without_him.items()
    }
    assert (last, opened()) == (302, {})


@pytest.mark.django_db
def test_who_may_not_decide_sees_what_is_open_without_the_way_to_it(world: World) -> None:
    found = placed(world, admitted=False)
    proposal = propose(found.run.pk, actor=world.handler)
    client = client_of(world.handler)
    at = reverse("selection:decide_warnings", args=[proposal.pk])

    page = client.get(reverse("selection:proposal", args=[proposal.pk]))

    assert page.context["open"]["count"] > 0
    assert at not in page.content.decode()
    assert client.get(at).status_code == 404
