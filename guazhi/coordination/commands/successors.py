"""What a unit was asked goes on to the unit that it became part of; called by reactions."""

from guazhi.coordination.models import Contact, ExchangeItem, ForumPoint
from guazhi.coordination.rules import ContactState


def hand_on_questions(old: int, new: int) -> None:
    """Let the other unit answer points and exchange items, and be the one that is contacted."""
    ExchangeItem.objects.filter(to_organisation=old, answered_on__isnull=True).update(
        to_organisation=new
    )
    ForumPoint.objects.filter(owner=old, answered_on__isnull=True).update(owner=new)
    Contact.objects.filter(host=old, state=ContactState.PLANNED.value).update(host=new)
