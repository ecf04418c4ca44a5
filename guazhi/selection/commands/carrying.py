"""Carrying out what the meeting decided: every secondment and letter in one act, or none."""

from collections import deque
from collections.abc import Iterator
from datetime import date

from django.db import transaction

from guazhi.access.actor import Actor, Capability
from guazhi.ledger.commands import record
from guazhi.obligations.commands import reconcile_many
from guazhi.policy.findings import Finding, refuse_if
from guazhi.secondments.commands import decide_all, put_down, ruled_out
from guazhi.secondments.models import Secondment
from guazhi.selection.commands.decisions import unsettled
from guazhi.selection.commands.proposals import check_places, placings
from guazhi.selection.events import PlacementCarriedOut
from guazhi.selection.models import Objection, PlacementDecision, Proposal, ProposalLine
from guazhi.selection.rules.decisions import check_publicity
from guazhi.selection.rules.nominations import NominationState
from guazhi.selection.rules.proposals import ProposalState, check_state
from guazhi.selection.rules.warnings import check_since_meeting
from guazhi.web import clock


@transaction.atomic
def carry_out(proposal_id: int, *, actor: Actor) -> list[Secondment]:
    """Create the secondments that the meeting decided on, and issue their letters, all or none.

    Refused before the meeting, while the list is public or an objection is open, when somebody
    is no longer nominated, where a post or a leadership team would be over its limit, and where
    a check finds something since the meeting that rules somebody out or is yet to be decided on.
    However many are sent, it takes as many statements.
    """
    allowed = Proposal.objects.permitted(actor, Capability.DECIDE_PLACEMENT)
    proposal = allowed.select_related("intake__policy", "intake__programme__area").locked(
        proposal_id
    )
    refuse_if(check_state(proposal.state, ProposalState.DECIDED))
    decision = PlacementDecision.objects.select_related("proposal").get(proposal=proposal)
    lines = _lines(proposal)
    today = clock.today()
    wanted = placings(lines)
    refuse_if(
        [
            *_findings(decision, lines, today),
            *check_since_meeting(ruled_out(wanted), unsettled(proposal, lines, actor)),
        ]
    )
    secondments = put_down(wanted, actor=actor)
    deque(reconcile_many(secondments), maxlen=0)
    decided = decide_all(
        [row.pk for row in secondments],
        meeting=decision.meeting,
        day=decision.day,
        number=decision.number,
        actor=actor,
    )
    decision.decision, decision.carried_out_on = decided[0].decision, today
    decision.save(update_fields=["decision", "carried_out_on"])
    proposal.state = ProposalState.CARRIED_OUT.value
    proposal.save(update_fields=["state"])
    record(
        actor,
        PlacementCarriedOut(
            subject=proposal.pk,
            intake=proposal.intake_id,
            decision=decision.pk,
            day=today,
            secondments=len(decided),
        ),
    )
    return decided


def _lines(proposal: Proposal) -> list[ProposalLine]:
    """Those who are sent."""
    rows = proposal.lines.filter(post__isnull=False).select_related(
        "person", "nomination", "home_organisation"
    )
    return list(rows.order_by("person__sort_key", "pk"))


def _findings(
    decision: PlacementDecision, lines: list[ProposalLine], today: date
) -> Iterator[Finding]:
    waiting = Objection.objects.filter(decision=decision, outcome="").count()
    yield from check_publicity(end=decision.publicity_end, today=today, open_objections=waiting)
    if not lines:
        yield Finding("nobody_to_send")
    gone = [
        line.person.name
        for line in lines
        if line.nomination.state != NominationState.RECEIVED.value
    ]
    if gone:
        yield Finding("nominee_gone", params={"names": "、".join(gone)})
    yield from check_places(decision.proposal.intake_id, lines)
