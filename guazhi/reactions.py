"""What follows from an event, in the same transaction: the whole wiring on one screen.

Only upward answers stand here. What a command needs of a lower module it calls itself.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from guazhi.access.actor import Actor, Capability
from guazhi.access.composed import composed_once
from guazhi.assessments.commands import hand_on_sittings, redraw
from guazhi.coordination.commands import deliver_published, hand_on_questions
from guazhi.coordination.models import ExchangeItem
from guazhi.hosting.commands import hand_on_difficulties, hold_gate
from guazhi.hosting.events import TaskAssigned
from guazhi.ledger.commands import Listener, Reaction, record_all
from guazhi.ledger.events import Event
from guazhi.notices.commands import tell
from guazhi.obligations.commands import (
    give_evidence,
    give_evidence_of_each,
    hand_on,
    hand_on_home,
    reconcile,
)
from guazhi.organisations.events import OrganisationMerged
from guazhi.people.events import PersonRenamed
from guazhi.secondments.commands import resort
from guazhi.secondments.events import (
    HandoverConfirmed,
    HomeMerged,
    MentorSet,
    PostChanged,
    RelationChecked,
    ReturnPlanned,
    SecondeeArrived,
    SecondeeReplaced,
    SecondmentDecided,
    SecondmentWithdrawn,
    StayAgreed,
    TermChanged,
)
from guazhi.secondments.models import Secondment
from guazhi.selection.commands import hand_on_nominations


@composed_once
def _loaded(pk: int) -> QuerySet[Secondment]:
    loaded = Secondment.objects.select_related("policy", "intake__programme")
    return loaded.defer("policy__text").filter(pk=pk)


def _secondment(event: Event) -> Secondment:
    assert event.secondment is not None
    return _loaded.one(event.secondment)


def decisions_take_effect(actor: Actor, events: Sequence[Event]) -> None:
    """A decision is the evidence of S3.0.3, for each of those whom one meeting decided on.

    Whoever is decided on after others receives what was published before (S2.2.5).
    """
    decided: dict[tuple[int, date], list[int]] = defaultdict(list)
    for event in events:
        if isinstance(event, SecondmentDecided):
            decided[event.decision, event.day].append(event.subject)
    for (decision, day), people in decided.items():
        loaded = Secondment.objects.select_related("policy", "intake__programme")
        rows = list(loaded.defer("policy__text").filter(pk__in=people).order_by("pk"))
        give_evidence_of_each("decision", decision, day, rows)
        deliver_published(rows, day=day, actor=actor)


def handover_meets(actor: Actor, event: Event) -> None:
    """A hand-over that is confirmed is the evidence of S3.0.4."""
    del actor
    assert isinstance(event, HandoverConfirmed)
    give_evidence("handover", event.handover, event.day, secondment=_secondment(event))


def relation_check_meets(actor: Actor, event: Event) -> None:
    """A check of the relation is the evidence of S3.0.5."""
    del actor
    assert isinstance(event, RelationChecked)
    give_evidence("relation_check", event.check, event.day, secondment=_secondment(event))


def return_meets(actor: Actor, event: Event) -> None:
    """Where the person goes back to is the evidence of a planned return."""
    del actor
    assert isinstance(event, ReturnPlanned)
    give_evidence("return_plan", event.plan, event.day, secondment=_secondment(event))


def successor_owes(actor: Actor, event: Event) -> None:
    """Whoever takes over a post brings the obligations of a secondment along."""
    del actor
    assert isinstance(event, SecondeeReplaced)
    reconcile(_loaded.one(event.successor))


def dates_move(actor: Actor, event: Event) -> None:
    """New dates, a new post or mentor move obligations; a withdrawal makes the open ones void."""
    del actor
    reconcile(_secondment(event))


def sitting_counts_anew(actor: Actor, event: Event) -> None:
    """A new last day may leave a term too short for a grade; what was signed is signed again."""
    record_all(actor, redraw(_secondment(event), "final", "term_changed"))


def other_unit_goes_on(actor: Actor, event: Event) -> None:
    """What the host had in hand goes on to the unit that it became part of."""
    assert isinstance(event, PostChanged)
    if event.merged is not None:
        secondment = _secondment(event)
        units = (event.merged, secondment.host_unit_id)
        hand_on_difficulties(secondment, *units)
        hand_on_sittings(secondment, *units, why="host_merged", actor=actor)
        hand_on(secondment, *units, day=event.day)


def other_home_goes_on(actor: Actor, event: Event) -> None:
    """What the home organisation had in hand goes on to the unit that it became part of."""
    assert isinstance(event, HomeMerged)
    secondment = _secondment(event)
    hand_on_sittings(secondment, event.unit, event.into, why="home_merged", actor=actor)
    hand_on_home(secondment, event.unit, event.into, day=event.day)


def other_unit_answers(actor: Actor, event: Event) -> None:
    """Whoever asked a unit that is no more asks the one it became part of, which nominates too."""
    del actor
    assert isinstance(event, OrganisationMerged)
    hand_on_questions(event.subject, event.into)
    hand_on_nominations(event.subject, event.into, event.day)


def gate_holds(actor: Actor, event: Event) -> None:
    """An arrival waits for what the policy wants ready; refused, it has not happened."""
    del actor
    hold_gate(_secondment(event))


def name_sorts(actor: Actor, event: Event) -> None:
    """A new name moves the person's secondments in every list."""
    del actor
    resort(event.subject)


def source_is_within_reach(actor: Actor, event: Event) -> None:
    """A task comes only of an exchange item that its assigner may read."""
    assert isinstance(event, TaskAssigned)
    if event.source_kind == "exchange_item":
        items = ExchangeItem.objects.permitted(actor, Capability.VIEW_EXCHANGE)
        get_object_or_404(items, pk=event.source, secondment=event.secondment)


REACTIONS: Mapping[type[Event], tuple[Reaction, ...]] = {
    HandoverConfirmed: (handover_meets,),
    RelationChecked: (relation_check_meets,),
    SecondeeArrived: (gate_holds,),
    TermChanged: (sitting_counts_anew, dates_move),
    PostChanged: (other_unit_goes_on, dates_move),
    HomeMerged: (other_home_goes_on, dates_move),
    OrganisationMerged: (other_unit_answers,),
    SecondeeReplaced: (dates_move, successor_owes),
    ReturnPlanned: (return_meets,),
    StayAgreed: (dates_move,),
    MentorSet: (dates_move,),
    SecondmentWithdrawn: (dates_move,),
    PersonRenamed: (name_sorts,),
    TaskAssigned: (source_is_within_reach,),
}

# What follows from many at once; which events somebody is told of is for the policy to say.
LISTENERS: tuple[Listener, ...] = (decisions_take_effect, tell)
