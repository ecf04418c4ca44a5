"""What becomes of an opinion: a difficulty, a task or an exchange item, once."""

from collections.abc import Iterable, Iterator

from django.shortcuts import get_object_or_404

from guazhi.access.actor import Actor
from guazhi.access.written import add_all
from guazhi.policy.findings import Finding
from guazhi.secondments import rules
from guazhi.secondments.models import Opinion


def keep_opinions(
    raised: Iterable[tuple[int, str]],
    *,
    talk: int | None = None,
    contact: int | None = None,
    point: int | None = None,
) -> None:
    """Keep what was heard in a talk, a contact or a forum: of which secondment, and the words."""
    add_all(
        Opinion(
            secondment_id=secondment, talk_id=talk, contact_id=contact, point_id=point, text=text
        )
        for secondment, text in raised
    )


def opinion_of(actor: Actor, opinion_id: int | None, secondment_id: int) -> Opinion | None:
    """The opinion that a record of this secondment comes of, locked; 404 when out of reach."""
    if opinion_id is None:
        return None
    allowed = Opinion.objects.workable(actor).select_for_update(of=("self",))
    return get_object_or_404(allowed, pk=opinion_id, secondment=secondment_id)


def check_opinion(opinion: Opinion | None) -> Iterator[Finding]:
    """A finding when the opinion became something before."""
    if opinion is not None:
        yield from rules.check_opinion(became=opinion.became)


def becomes(opinion: Opinion | None, kind: str, record: int) -> None:
    """Keep on the opinion what it became; the record keeps the opinion."""
    if opinion is not None:
        opinion.became, opinion.record = kind, record
        opinion.save(update_fields=["became", "record"])
