"""What the host had in hand goes on to the unit that it became part of; called by reactions."""

from guazhi.hosting.models import Difficulty
from guazhi.hosting.rules import DifficultyState
from guazhi.secondments.models import Secondment


def hand_on_difficulties(secondment: Secondment, old: int, new: int) -> None:
    """Let the other unit have the difficulties that are not settled."""
    rows = Difficulty.objects.filter(secondment=secondment, owner=old)
    rows.exclude(state=DifficultyState.CLOSED.value).update(owner=new)
