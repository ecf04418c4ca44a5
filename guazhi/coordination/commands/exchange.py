"""What secondees bring up and down, where it is passed on to, and the answers to it."""

from collections.abc import Iterator
from datetime import date

from django.db import transaction

from guazhi.access.actor import Actor, Capability
from guazhi.coordination import rules
from guazhi.coordination.commands.reach import check_late_record, check_record, locked
from guazhi.coordination.events import (
    ExchangeAnswered,
    ExchangeForwarded,
    ExchangeSent,
    FlowNoted,
)
from guazhi.coordination.models import DIRECTIONS, ExchangeForward, ExchangeItem, FlowNote
from guazhi.coordination.queries.exchange import (
    HOST_KINDS,
    Addressee,
    addressee,
    fitting,
    is_addressed_to,
    kept_flow_note,
)
from guazhi.ledger.commands import record
from guazhi.obligations.commands import give_evidence, note_happening
from guazhi.policy.editing import check_seen
from guazhi.policy.findings import Finding, check_words, refuse_if
from guazhi.programmes.models import Intake
from guazhi.search.commands import index
from guazhi.secondments.commands.opinions import becomes, check_opinion, opinion_of
from guazhi.secondments.commands.reach import ids, locked_of
from guazhi.secondments.models import Secondment
from guazhi.web import clock

ENDS = ("home_organisation", "host_unit")


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
    """Bring a condition up or information down to the unit that owns it (S1.3.4, S1.3.5).

    Without ``direction`` it is the secondment's own, if that fits the unit. With ``opinion_id``
    it is what an opinion heard becomes, and refused when that was taken up. Refused for a unit
    that has no part in the secondment and no desk that could answer, upwards to one below and
    downwards to one above, without words and out of term.
    """
    secondment = locked(actor, Capability.SEND_EXCHANGE, secondment_id, *ENDS)
    unit = addressee(secondment, to_organisation_id)
    fits = unit.fits if unit else ()
    direction = direction or rules.chosen_direction(secondment.direction, fits)
    opinion = opinion_of(actor, opinion_id, secondment.pk)
    findings = [
        *check_record(secondment, day),
        *check_words("S1.3.4", text=text),
        *check_opinion(opinion),
    ]
    if unit is None:
        findings.append(Finding("exchange_to_a_stranger", field="to_organisation_id"))
    elif direction in DIRECTIONS:
        findings += _check_direction(direction, unit, secondment)
    if direction not in DIRECTIONS:
        findings.append(Finding("direction_unknown", field="direction"))
    refuse_if(findings)
    assert unit is not None
    item = ExchangeItem.objects.create(
        secondment=secondment,
        direction=direction,
        text=text,
        to_organisation_id=to_organisation_id,
        party=unit.party,
        from_kind=_from_kind(secondment, direction, to_organisation_id),
        to_kind=unit.kind,
        day=day,
        opinion=opinion,
        made_by_id=actor.user_id,
        made_at=clock.now(),
    )
    becomes(opinion, "exchange_item", item.pk)
    index("exchange", item.pk, title="", text=text)
    record(actor, _sent(item, secondment))
    _ask_to_answer(item, unit, secondment, day)
    return item


def _check_direction(direction: str, unit: Addressee, secondment: Secondment) -> list[Finding]:
    """A finding when something goes the other way, with the units that it would fit."""
    if direction in unit.fits:
        return []
    would = fitting(secondment, direction)
    return [*rules.check_direction(direction, unit.fits, unit=unit.name, would=would)]


def _sent(item: ExchangeItem, secondment: Secondment) -> ExchangeSent:
    return ExchangeSent(
        subject=item.pk,
        direction=item.direction,
        to=item.to_organisation_id,
        day=item.day,
        opinion=item.opinion_id,
        **ids(secondment),
    )


def _from_kind(secondment: Secondment, direction: str, to: int) -> str:
    """The kind of unit that an item comes from."""
    side = rules.flow(
        direction,
        secondment.direction,
        to_home=to == secondment.home_organisation_id,
        to_host=to == secondment.host_unit_id,
    )
    unit = secondment.home_organisation if side == "home" else secondment.host_unit
    return unit.host_kind


def _ask_to_answer(item: ExchangeItem, unit: Addressee, secondment: Secondment, day: date) -> None:
    """The unit must answer, within the days of the policy counted from ``day``."""
    note_happening(
        "exchange_sent", item.pk, day, party=unit.party, owner=unit.pk, secondment=secondment
    )


def _locked_item(item_id: int, actor: Actor) -> ExchangeItem:
    """The item, locked, with its secondment, which is locked before it."""
    allowed = ExchangeItem.objects.permitted(actor, Capability.ANSWER_EXCHANGE)
    rows = allowed.select_related("to_organisation")
    return locked_of(rows, item_id, "intake__programme__area", *ENDS)[0]


def _check_waiting(item: ExchangeItem, actor: Actor, day: date) -> Iterator[Finding]:
    yield from rules.check_unanswered(
        answered=item.answered_on is not None,
        yours=is_addressed_to(actor, item),
        sent_on=item.day,
        day=day,
    )
    yield from check_late_record(item.secondment, day)


@transaction.atomic
def forward_exchange(
    item_id: int, *, to_organisation_id: int, reason: str, day: date, actor: Actor
) -> ExchangeItem:
    """Pass an item on to the unit that owns the matter, which then has its own days to answer.

    Refused to every other unit, once answered, without a reason, to a unit that cannot answer,
    to one that has had it, and to one that the item's direction does not fit.
    """
    item = _locked_item(item_id, actor)
    before = item.to_organisation_id
    unit = addressee(item.secondment, to_organisation_id)
    been = {before, *item.forwards.values_list("from_organisation_id", flat=True)}
    refuse_if(
        [
            *_check_waiting(item, actor, day),
            *rules.check_reason(reason),
            *rules.check_forward(may_own=unit is not None, was_there=to_organisation_id in been),
            *(_check_direction(item.direction, unit, item.secondment) if unit else ()),
        ]
    )
    assert unit is not None
    item.to_organisation_id, item.party, item.to_kind = unit.pk, unit.party, unit.kind
    item.save(update_fields=["to_organisation", "party", "to_kind"])
    ExchangeForward.objects.create(
        item=item,
        from_organisation_id=before,
        to_organisation_id=unit.pk,
        reason=reason,
        day=day,
        made_by_id=actor.user_id,
        made_at=clock.now(),
    )
    record(
        actor,
        ExchangeForwarded(
            subject=item.pk, **ids(item.secondment), sender=before, to=unit.pk, day=day
        ),
    )
    _ask_to_answer(item, unit, item.secondment, day)
    return item


@transaction.atomic
def answer_exchange(
    item_id: int,
    *,
    answer: str,
    adopted: bool | None,
    day: date,
    actor: Actor,
    reason: str = "",
) -> ExchangeItem:
    """Answer an exchange item for the unit it was sent to, and say whether it is adopted (S1.3.7).

    Refused to every other unit, twice, without words, without a reason for what is not adopted,
    before it was sent and for a day to come. The answer is that of whoever passed it on, too.
    """
    item = _locked_item(item_id, actor)
    secondment = item.secondment
    refuse_if(
        [
            *_check_waiting(item, actor, day),
            *rules.check_answer(answer=answer, adopted=adopted, reason=reason),
        ]
    )
    item.answer, item.adopted, item.reason = answer, adopted, reason
    item.answered_on, item.answered_by_id = day, actor.user_id
    item.save(update_fields=["answer", "adopted", "reason", "answered_on", "answered_by"])
    index("exchange", item.pk, title="", text=f"{item.text}\n{answer}")
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
        occurrence=f"exchange_sent-{item.pk}",
    )
    return item


@transaction.atomic
def note_flow(
    intake_id: int,
    *,
    from_kind: str,
    to_kind: str,
    text: str,
    actor: Actor,
    seen: str | None = None,
) -> FlowNote:
    """Note why nothing flows from one kind of unit to another in an intake (S1.3.3).

    Noted again, the later words stand. Refused without words, for kinds that are not known,
    where something does flow, and when the note is not the one that the writer began from, whose
    marks are ``seen``.
    """
    intake = Intake.objects.permitted(actor, Capability.NOTE_FLOW).locked(intake_id)
    flows = ExchangeItem.objects.filter(
        secondment__intake=intake, from_kind=from_kind, to_kind=to_kind
    )
    refuse_if(
        [
            *check_words("S1.3.3", text=text),
            *rules.check_flow_note(
                kinds_known={from_kind, to_kind} <= HOST_KINDS.keys(), count=flows.count()
            ),
            *check_seen(seen, kept_flow_note(intake, from_kind, to_kind)),
        ]
    )
    note, _made = FlowNote.objects.update_or_create(
        intake=intake,
        from_kind=from_kind,
        to_kind=to_kind,
        defaults={"text": text, "made_by_id": actor.user_id, "made_at": clock.now()},
    )
    record(
        actor,
        FlowNoted(subject=intake.pk, intake=intake.pk, from_kind=from_kind, to_kind=to_kind),
    )
    return note
