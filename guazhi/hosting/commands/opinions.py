"""Opinions raised in a talk: each becomes a difficulty, a task or an exchange item, once."""

from collections.abc import Iterator

from django.shortcuts import get_object_or_404

from guazhi.access.actor import Actor, Capability
from guazhi.hosting import rules
from guazhi.hosting.models import Opinion
from guazhi.policy.findings import Finding, refuse_if


def opinion_of(actor: Actor, opinion_id: int | None, secondment_id: int) -> Opinion | None:
    """The opinion that a record of this secondment comes of, locked; 404 when out of reach."""
    if opinion_id is None:
        return None
    allowed = Opinion.objects.permitted(actor, Capability.HOLD_TALK).select_for_update(of=("self",))
    return get_object_or_404(allowed, pk=opinion_id, talk__secondment=secondment_id)


def check_opinion(opinion: Opinion | None) -> Iterator[Finding]:
    """A finding when the opinion became something before."""
    if opinion is not None:
        yield from rules.check_opinion(became=opinion.became)


def becomes(opinion: Opinion | None, kind: str, record: int) -> None:
    """Keep on the opinion what it became; the record keeps the opinion."""
    if opinion is not None:
        opinion.became, opinion.record = kind, record
        opinion.save(update_fields=["became", "record"])


def take_up_opinion(
    opinion_id: int, *, secondment_id: int, kind: str, record: int, actor: Actor
) -> None:
    """Keep that an opinion became a record of another module, inside that module's command.

    Refused for an opinion that was taken up before; 404 when out of the actor's reach.
    """
    opinion = opinion_of(actor, opinion_id, secondment_id)
    refuse_if(check_opinion(opinion))
    becomes(opinion, kind, record)
