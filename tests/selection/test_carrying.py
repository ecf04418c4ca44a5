"""Carrying out: as many statements however many are sent, and nobody whom a check has caught since."""

from datetime import date
from typing import cast

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from guazhi.people.commands import write_sanctions
from guazhi.people.models import Person
from guazhi.people.rules.sanctions import Sanctioned
from guazhi.policy.findings import Finding, Refused
from guazhi.secondments.models import Secondment, SecondmentNotice
from guazhi.selection.commands import carry_out, change_line, decide_warnings, propose
from guazhi.selection.models import Proposal
from guazhi.web.messages import sentence
from tests.make import World
from tests.selection.placing import decided, held, line_of, open_of, placed

STATEMENTS = 61  # however many are sent


def stopped(world: World, proposal: Proposal) -> Finding:
    """What keeps the proposal from being carried out; and nothing of it was."""
    before = Secondment.objects.count(), SecondmentNotice.objects.count()
    with pytest.raises(Refused) as refusal:
        carry_out(proposal.pk, actor=world.approver)
    assert (Secondment.objects.count(), SecondmentNotice.objects.count()) == before
    (finding,) = refusal.value.findings
    return finding


def told(finding: Finding) -> list[tuple[object, object]]:
    """Whom a finding names and by what."""
    each = cast("tuple[Finding, ...]", finding.params["warnings"])
    return [(one.params["name"], getattr(one.params["says"], "code", "")) for one in each]


@pytest.mark.django_db
@pytest.mark.parametrize("left_out", [(), ("赵一", "钱二")])
def test_more_people_take_no_more_statements(world: World, left_out: tuple[str, ...]) -> None:
    found = placed(world)
    proposal = propose(found.run.pk, actor=world.handler)
    for name in left_out:
        line = line_of(proposal, name)
        change_line(line.pk, post=None, reason="另有任用", actor=world.handler)
    held(world, proposal)

    with CaptureQueriesContext(connection) as asked:
        sent = carry_out(proposal.pk, actor=world.approver)

    assert len(sent) == 3 - len(left_out)
    assert len(asked) == STATEMENTS


@pytest.mark.django_db
def test_a_sanction_entered_since_the_meeting_stops_the_whole_act_and_is_named(
    world: World,
) -> None:
    proposal = decided(world, placed(world))
    person = line_of(proposal, "赵一").person

    write_sanctions(person.pk, [Sanctioned("警告", date(2025, 12, 1))], actor=world.handler)
    finding = stopped(world, proposal)

    assert finding.code == "ruled_out_since"
    assert told(finding) == [("赵一", "sanction_in_effect")]
    with translation.override("zh-hans"):
        assert "赵一" in sentence(finding)


@pytest.mark.django_db
def test_what_is_only_warned_of_since_the_meeting_waits_until_somebody_decides(
    world: World,
) -> None:
    proposal = decided(world, placed(world))
    person = line_of(proposal, "赵一").person

    Person.objects.filter(pk=person.pk).update(birth_month=date(1979, 1, 1))
    open_yet = stopped(world, proposal)
    seen = open_of(world)
    decide_warnings(
        world.intake.pk, seen, admits=False, reason="年龄偏大，不予安排", actor=world.approver
    )
    against = stopped(world, proposal)
    decide_warnings(
        world.intake.pk, seen, admits=True, reason="经复议同意安排", actor=world.approver
    )
    sent = carry_out(proposal.pk, actor=world.approver)

    assert [open_yet.code, against.code] == ["warned_since", "warned_against_since"]
    assert len(sent) == 3
