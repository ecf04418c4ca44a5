"""What secondees bring up and down, and the answers to it."""

from datetime import date

from django.db import transaction

from guazhi.access.actor import Actor, Capability
from guazhi.coordination import rules
from guazhi.coordination.commands.reach import check_late_record, check_record, locked
from guazhi.coordination.events import ExchangeAnswered, ExchangeSent
from guazhi.coordination.models import DIRECTIONS, ExchangeItem
from guazhi.coordination.queries.exchange import addressees, is_addressed_to
from guazhi.ledger.commands import record
from guazhi.obligations.commands import give_evidence, note_happening
from guazhi.policy.findings import Finding, refuse_if
from guazhi.secondments.commands.reach import ids, locked_of
from guazhi.web import clock


@transaction.atomic
def send_exchange(
    secondment_id: int,
    *,
    text: str,
    to_organisation_id: int,
    day: date,
    actor: Actor,
    direction: str = "",
    opinion_id: int | None = None,
) -> ExchangeItem:
    """Bring a condition up or information down to a unit of this secondment (S1.3.4, S1.3.5).

    Without ``direction`` the secondment's own decides. With ``opinion_id`` it is what an opinion
    heard in a talk becomes, and refused when that was taken up. Refused for a unit that has no
    part in the secondment, without words and out of term.
    """
    secondment = locked(actor, Capability.SEND_EXCHANGE, secondment_id)
    parties = addressees(secondment)
    direction = direction or rules.default_direction(secondment.direction)
    findings = [*check_record(secondment, day), *rules.check_words("S1.3.4", text=text)]
    if to_organisation_id not in parties:
        findings.append(Finding("exchange_to_a_stranger", field="to_organisation_id"))
    if direction not in DIRECTIONS:
        findings.append(Finding("direction_unknown", field="direction"))
    refuse_if(findings)
    party = parties[to_organisation_id]
    item = ExchangeItem.objects.create(
        secondment=secondment,
        direction=direction,
        text=text,
        to_organisation_id=to_organisation_id,
        party=party,
        day=day,
        opinion_id=opinion_id,
        made_by_id=actor.user_id,
        made_at=clock.now(),
    )
    sent = {"direction": direction, "to": to_organisation_id, "day": day, "opinion": opinion_id}
    record(actor, ExchangeSent(subject=item.pk, **ids(secondment), **sent))
    owner = to_organisation_id
    note_happening("exchange_sent", item.pk, day, party=party, owner=owner, secondment=secondment)
    return item


@transaction.atomic
def answer_exchange(
    item_id: int, *, answer: str, adopted: bool | None, day: date, actor: Actor
) -> ExchangeItem:
    """Answer an exchange item for the unit it was sent to, and say whether it is adopted (S1.3.7).

    Refused to every other unit, twice, without words, before it was sent and for a day to come.
    """
    allowed = ExchangeItem.objects.permitted(actor, Capability.ANSWER_EXCHANGE)
    item, secondment = locked_of(
        allowed.select_related("to_organisation"), item_id, "intake__programme"
    )
    refuse_if(
        [
            *rules.check_answer(
                answered=item.answered_on is not None,
                yours=is_addressed_to(actor, item),
                answer=answer,
                sent_on=item.day,
                day=day,
            ),
            *check_late_record(secondment, day),
        ]
    )
    item.answer, item.adopted, item.answered_on = answer, adopted, day
    item.answered_by_id = actor.user_id
    item.save(update_fields=["answer", "adopted", "answered_on", "answered_by"])
    record(
        actor,
        ExchangeAnswered(
            subject=item.pk,
            **ids(secondment),
            adopted=adopted,
            day=day,
        ),
    )
    give_evidence(
        "exchange_answer",
        item.pk,
        day,
        secondment=secondment,
        party=item.party,
        owner=item.to_organisation_id,
        occurrence=f"exchange_sent-{item.pk}",
    )
    return item
