"""Between the meeting and the act: the publicity period (公示), and who is taken out."""

from datetime import date

from django.db import transaction

from guazhi.access.actor import Actor, Capability
from guazhi.ledger.commands import record, record_all
from guazhi.policy.findings import Finding, check_words, refuse_if
from guazhi.selection.commands.decisions import decided_of
from guazhi.selection.commands.proposals import Sent, send
from guazhi.selection.events import NominationDecided, ObjectionRecorded, ObjectionSettled
from guazhi.selection.models import Objection, PlacementDecision, Proposal, ProposalLine
from guazhi.selection.rules import decisions as rules
from guazhi.selection.rules.decisions import Outcome
from guazhi.selection.rules.proposals import ProposalState, Stage, check_state
from guazhi.web import clock


@transaction.atomic
def record_objection(
    line_id: int, *, day: date, text: str, actor: Actor, source: str = ""
) -> Objection:
    """Record what somebody has against a person while the list is public.

    Refused outside of the publicity period and without words.
    """
    line = ProposalLine.objects.permitted(actor, Capability.RECORD_OBJECTION).one(line_id)
    proposal = Proposal.objects.locked(line.proposal_id)
    refuse_if(check_state(proposal.state, ProposalState.DECIDED))
    decision = PlacementDecision.objects.get(proposal=proposal)
    refuse_if(
        [
            *rules.check_objection_day(
                day,
                start=decision.publicity_start,
                end=decision.publicity_end,
                today=clock.today(),
            ),
            *check_words("", 2, text=text),
        ]
    )
    objection = Objection.objects.create(
        decision=decision,
        line=line,
        day=day,
        source=source.strip(),
        text=text.strip(),
        made_by_id=actor.user_id,
    )
    record(
        actor,
        ObjectionRecorded(
            subject=proposal.pk,
            intake=proposal.intake_id,
            objection=objection.pk,
            line=line.pk,
            day=day,
        ),
    )
    return objection


@transaction.atomic
def settle_objection(objection_id: int, *, outcome: str, answer: str, actor: Actor) -> Objection:
    """Record what was found of an objection; one that is upheld takes the person out.

    Refused to whoever recorded it, twice, and without words.
    """
    allowed = Objection.objects.permitted(actor, Capability.DECIDE_PLACEMENT)
    found = allowed.select_related("line").one(objection_id)
    proposal = Proposal.objects.select_related("run").locked(found.line.proposal_id)
    objection = Objection.objects.select_related("line").locked(objection_id)
    findings = [
        *check_state(proposal.state, ProposalState.DECIDED),
        *check_words("", 4, answer=answer),
    ]
    if objection.outcome:
        findings.append(Finding("objection_settled_already"))
    if objection.made_by_id is not None and objection.made_by_id == actor.user_id:
        findings.append(Finding("settled_by_recorder"))
    refuse_if(findings)
    objection.outcome, objection.answer = Outcome(outcome).value, answer.strip()
    objection.settled_on, objection.settled_by_id = clock.today(), actor.user_id
    objection.save(update_fields=["outcome", "answer", "settled_on", "settled_by"])
    if outcome == Outcome.UPHELD and objection.line.post_id is not None:
        decided = _take_out(proposal, objection.line_id, answer, Stage.PUBLICITY, actor)
    else:
        decided = []
    event = ObjectionSettled(
        subject=proposal.pk,
        intake=proposal.intake_id,
        objection=objection.pk,
        line=objection.line_id,
        outcome=objection.outcome,
    )
    record_all(actor, [event, *decided])
    return objection


@transaction.atomic
def take_out(line_id: int, *, reason: str, actor: Actor) -> ProposalLine:
    """Take somebody out of what the meeting decided, before it is carried out.

    For what has come up since: a nomination withdrawn, a check that now rules the person out.
    Nobody is put in the place. Refused before the meeting and once the act is done, to whom nobody
    is sent anyway, and without a reason.
    """
    line = ProposalLine.objects.permitted(actor, Capability.DECIDE_PLACEMENT).one(line_id)
    proposal = Proposal.objects.select_related("run").locked(line.proposal_id)
    refuse_if(check_state(proposal.state, ProposalState.DECIDED))
    record_all(actor, _take_out(proposal, line_id, reason, Stage.AFTER, actor))
    line.refresh_from_db()
    return line


def _take_out(
    proposal: Proposal, line_id: int, reason: str, stage: Stage, actor: Actor
) -> list[NominationDecided]:
    """Send nobody on the line; the events that tell the nominee of it."""
    lines = send(proposal, [Sent(line_id, None, reason)], stage, actor=actor)
    return list(decided_of(proposal, [line for line in lines if line.pk == line_id]))
