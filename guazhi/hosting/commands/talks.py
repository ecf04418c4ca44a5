"""Hearing the secondee."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from guazhi.access.actor import Actor, Capability
from guazhi.hosting import rules
from guazhi.hosting.commands.reach import check_day, check_in_post, check_twice, ids, locked
from guazhi.hosting.events import TalkHeld
from guazhi.hosting.models import TALK_MANNERS, Talk
from guazhi.hosting.queries.talks import topics_of
from guazhi.ledger.commands import record
from guazhi.obligations.commands import give_evidence
from guazhi.policy.findings import Finding, check_words, refuse_if
from guazhi.secondments.commands.opinions import keep_opinions
from guazhi.web import clock


@transaction.atomic
def hold_talk(
    secondment_id: int,
    *,
    day: date,
    talker: str,
    actor: Actor,
    topics: Sequence[str] = (),
    thought: str = "",
    work: str = "",
    opinions: Sequence[str] = (),
    no_opinions: bool | None = None,
    manner: str = "alone",
    place: str = "",
) -> Talk:
    """Record a talk that heard the secondee, and each opinion raised (S2.1.11).

    Refused unless both thinking and work are spoken of, in words or by a topic (S2.1.12), for
    topics that contradict each other, when ``no_opinions`` does not fit the opinions, and the
    same talk twice.
    """
    secondment = locked(actor, Capability.HOLD_TALK, secondment_id)
    texts = {"thought": thought, "work": work}
    findings = [
        *check_in_post(secondment),
        *check_day(secondment, day),
        *check_words(talker=talker),
        *rules.check_heard(texts, topics, topics_of(secondment)),
        *rules.check_opinions(opinions, no_opinions),
        *check_twice(Talk, secondment, day=day, talker=talker, **texts),
    ]
    if manner not in TALK_MANNERS:
        findings.append(Finding("choice_unknown", params={"choice": manner}, field="manner"))
    refuse_if(findings)
    row = Talk.objects.create(
        secondment=secondment,
        day=day,
        talker=talker,
        manner=manner,
        place=place,
        topics=list(topics),
        made_by_id=actor.user_id,
        made_at=clock.now(),
        **texts,
    )
    keep_opinions([(secondment.pk, text) for text in opinions], talk=row.pk)
    record(actor, TalkHeld(subject=row.pk, day=day, **ids(secondment)))
    give_evidence("talk", row.pk, day, secondment=secondment)
    return row
