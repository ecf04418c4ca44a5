"""What follows from an event, in the same transaction: the whole wiring on one screen.

Only upward answers stand here. What a command needs of a lower module it calls itself.
"""

from collections.abc import Mapping

from guazhi.access.actor import Actor
from guazhi.ledger.commands import Reaction
from guazhi.ledger.events import Event
from guazhi.obligations.commands import give_evidence, reconcile
from guazhi.people.events import PersonRenamed
from guazhi.secondments.commands import resort
from guazhi.secondments.events import (
    MentorSet,
    RelationChecked,
    SecondmentDecided,
    SecondmentWithdrawn,
    TermChanged,
    WorkHandedOver,
)
from guazhi.secondments.models import Secondment


def _secondment(event: Event) -> Secondment:
    assert event.secondment is not None
    return Secondment.objects.select_related("policy", "intake__programme").get(pk=event.secondment)


def decision_meets(actor: Actor, event: Event) -> None:
    """A decision is the evidence of S3.0.3."""
    del actor
    assert isinstance(event, SecondmentDecided)
    give_evidence("decision", event.decision, event.day, secondment=_secondment(event))


def handover_meets(actor: Actor, event: Event) -> None:
    """A hand-over is the evidence of S3.0.4."""
    del actor
    assert isinstance(event, WorkHandedOver)
    give_evidence("handover", event.handover, event.day, secondment=_secondment(event))


def relation_check_meets(actor: Actor, event: Event) -> None:
    """A check of the relation is the evidence of S3.0.5."""
    del actor
    assert isinstance(event, RelationChecked)
    give_evidence("relation_check", event.check, event.day, secondment=_secondment(event))


def dates_move(actor: Actor, event: Event) -> None:
    """New dates or a new mentor move obligations; a withdrawal makes the open ones void."""
    del actor
    reconcile(_secondment(event))


def name_sorts(actor: Actor, event: Event) -> None:
    """A new name moves the person's secondments in every list."""
    del actor
    resort(event.subject)


REACTIONS: Mapping[type[Event], tuple[Reaction, ...]] = {
    SecondmentDecided: (decision_meets,),
    WorkHandedOver: (handover_meets,),
    RelationChecked: (relation_check_meets,),
    TermChanged: (dates_move,),
    MentorSet: (dates_move,),
    SecondmentWithdrawn: (dates_move,),
    PersonRenamed: (name_sorts,),
}
