"""Talks of a secondment, what may be ticked in one, and what its opinions became."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Prefetch

from guazhi.access.actor import Actor, Capability
from guazhi.hosting.models import Talk
from guazhi.people.queries import principal_leader
from guazhi.policy.entries import Words
from guazhi.policy.pack import Topic
from guazhi.programmes.queries import pack_of
from guazhi.secondments.models import Opinion, Secondment
from guazhi.secondments.queries import OpinionRow, holds, opinion_rows


def topics_of(secondment: Secondment) -> Mapping[str, Topic]:
    """The topics that the policy of the secondment gives for a talk."""
    form = pack_of(secondment.policy).talk
    return form.topics if form else {}


@dataclass(frozen=True, slots=True)
class TalkRow:
    """A talk in a list with the names of its topics and its opinions."""

    talk: Talk
    topics: tuple[Words, ...]
    opinions: tuple[OpinionRow, ...]


def talk_rows(actor: Actor, secondment: Secondment) -> list[TalkRow] | None:
    """The talks of a secondment, latest first; None for those who may not see them."""
    if not holds(actor, Capability.VIEW_TALK, secondment):
        return None
    names = topics_of(secondment)
    raised = Opinion.objects.readable(actor)
    allowed = Talk.objects.permitted(actor, Capability.VIEW_TALK)
    found = allowed.filter(secondment=secondment).order_by("-day", "-pk")
    return [
        TalkRow(
            talk=row,
            topics=tuple(names[topic].names for topic in row.topics if topic in names),
            opinions=opinion_rows(actor, secondment, row.opinions.all(), Capability.HOLD_TALK),
        )
        for row in found.prefetch_related(Prefetch("opinions", queryset=raised))
    ]


def usual_talk(actor: Actor, secondment: Secondment) -> dict[str, str]:
    """How the next talk is likely to be: who holds it, and the kind and place of the last one."""
    leader = principal_leader(secondment.host_unit_id)
    is_own = actor.person_id is not None and actor.person_id == secondment.mentor_id
    name = leader.person.name if leader and not is_own else actor.name
    last = (
        Talk.objects.permitted(actor, Capability.VIEW_TALK)
        .filter(secondment=secondment)
        .order_by("-day", "-pk")
        .first()
    )
    if last is None:
        return {"talker": name, "manner": "alone"}
    return {"talker": name, "manner": last.manner, "place": last.place}
