"""Opinions in a list, wherever they were heard, and what may be made of each."""

from collections.abc import Iterable
from dataclasses import dataclass

from guazhi.access.actor import Actor, Capability
from guazhi.secondments.models import Opinion, Secondment
from guazhi.secondments.queries.life import holds
from guazhi.secondments.rules import ACTIVE


@dataclass(frozen=True, slots=True)
class OpinionRow:
    """An opinion in a list, and what the actor may make of it."""

    opinion: Opinion
    may_become_difficulty: bool
    may_become_task: bool
    may_be_sent_on: bool


def opinion_rows(
    actor: Actor,
    secondment: Secondment,
    heard: Iterable[Opinion],
    works: Capability = Capability.VIEW_SECONDMENT,
) -> tuple[OpinionRow, ...]:
    """Opinions of one secondment, each with what may be made of it while the secondee is in post.

    Nothing by those who do not hold ``works``, which the place where they were heard demands.
    """
    is_open = secondment.state in ACTIVE and holds(actor, works, secondment)

    def may(capability: Capability) -> bool:
        return is_open and holds(actor, capability, secondment)

    raises, assigns, sends = (
        may(each)
        for each in (Capability.RAISE_DIFFICULTY, Capability.ASSIGN_TASK, Capability.SEND_EXCHANGE)
    )
    return tuple(
        OpinionRow(
            opinion,
            may_become_difficulty=raises and not opinion.became,
            may_become_task=assigns and not opinion.became,
            may_be_sent_on=sends and not opinion.became,
        )
        for opinion in heard
    )


def opinion(actor: Actor, pk: int) -> Opinion:
    """The opinion ``pk`` of which something may be made; 404 when out of the actor's reach."""
    return Opinion.objects.workable(actor).one(pk)
