"""Hearing the secondee."""

from datetime import date

from django.db import transaction

from guazhi.access.actor import Actor, Capability
from guazhi.hosting import rules
from guazhi.hosting.commands.reach import check_day, check_in_post, check_twice, ids, locked
from guazhi.hosting.events import TalkHeld
from guazhi.hosting.models import Talk
from guazhi.ledger.commands import record
from guazhi.obligations.commands import give_evidence
from guazhi.policy.findings import refuse_if
from guazhi.web import clock


@transaction.atomic
def hold_talk(
    secondment_id: int,
    *,
    day: date,
    talker: str,
    thought: str,
    work: str,
    actor: Actor,
    place: str = "",
    opinions: str = "",
) -> Talk:
    """Record a talk that heard the secondee (S2.1.11).

    Refused unless both thinking and work are spoken of (S2.1.12), and the same talk twice.
    """
    secondment = locked(actor, Capability.HOLD_TALK, secondment_id)
    talks = Talk.objects.filter(secondment=secondment)
    refuse_if(
        [
            *check_in_post(secondment),
            *check_day(secondment, day),
            *rules.check_text(talker=talker, thought=thought, work=work),
            *check_twice(talks, day=day, talker=talker, thought=thought, work=work),
        ]
    )
    row = Talk.objects.create(
        secondment=secondment,
        day=day,
        talker=talker,
        place=place,
        thought=thought,
        work=work,
        opinions=opinions,
        made_by_id=actor.user_id,
        made_at=clock.now(),
    )
    record(actor, TalkHeld(subject=row.pk, day=day, **ids(secondment)))
    give_evidence("talk", row.pk, day, secondment=secondment)
    return row
