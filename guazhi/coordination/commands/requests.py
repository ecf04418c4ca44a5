"""Work that home organisations ask for during the term."""

from datetime import date

from django.db import transaction
from django.http import Http404

from guazhi.access.actor import Actor, Capability
from guazhi.coordination import rules
from guazhi.coordination.commands.reach import check_late_record, check_record, locked
from guazhi.coordination.events import HomeWorkAsked, HomeWorkDecided
from guazhi.coordination.models import HomeRequest
from guazhi.coordination.queries import decides
from guazhi.ledger.commands import record
from guazhi.obligations.commands import give_evidence, note_happening
from guazhi.policy.findings import check_words, refuse_if
from guazhi.secondments.commands.reach import ids, locked_of
from guazhi.web import clock


@transaction.atomic
def ask_home_work(
    secondment_id: int, *, day: date, matter: str, reason: str, days: int, actor: Actor
) -> HomeRequest:
    """Ask that the secondee do some work for the home organisation (S3.0.10).

    Refused without a reason, for too many days, while the same matter waits, and out of term.
    """
    secondment = locked(actor, Capability.ASK_HOME_WORK, secondment_id)
    waiting = HomeRequest.objects.filter(
        secondment=secondment, matter=matter, allowed__isnull=True
    ).exists()
    refuse_if(
        [
            *check_record(secondment, day),
            *check_words("S3.0.10", matter=matter),
            *rules.check_home_request(days=days, reason=reason, waiting=waiting),
        ]
    )
    request = HomeRequest.objects.create(
        secondment=secondment,
        day=day,
        matter=matter,
        reason=reason,
        days=days,
        made_by_id=actor.user_id,
        made_at=clock.now(),
    )
    record(
        actor,
        HomeWorkAsked(
            subject=request.pk,
            **ids(secondment),
            day=day,
            days=days,
        ),
    )
    note_happening(
        "home_request_made",
        request.pk,
        day,
        party="city",
        owner=secondment.intake.programme.owner_id,
        secondment=secondment,
    )
    return request


@transaction.atomic
def decide_home_work(
    request_id: int, *, allowed: bool, reason: str, day: date, actor: Actor
) -> HomeRequest:
    """Allow or refuse a home organisation's request (S3.0.10).

    Missing to all but the department that policy names. Refused twice, without a reason where
    it is turned down, before it was made and for a day
    to come.
    """
    rows = HomeRequest.objects.permitted(actor, Capability.DECIDE_HOME_WORK)
    sides = ("intake__programme", "home_county", "host_county")
    request, secondment = locked_of(rows, request_id, *sides)
    if not decides(actor, secondment):
        raise Http404
    refuse_if(
        [
            *rules.check_home_decision(
                decided=request.allowed is not None,
                allowed=allowed,
                reason=reason,
                asked_on=request.day,
                day=day,
            ),
            *check_late_record(secondment, day),
        ]
    )
    request.allowed, request.decision_reason, request.decided_on = allowed, reason, day
    request.decided_by_id = actor.user_id
    request.save(update_fields=["allowed", "decision_reason", "decided_on", "decided_by"])
    record(
        actor,
        HomeWorkDecided(
            subject=request.pk,
            **ids(secondment),
            allowed=allowed,
            day=day,
        ),
    )
    give_evidence(
        "request_decided",
        request.pk,
        day,
        secondment=secondment,
        occurrence=f"home_request_made-{request.pk}",
    )
    return request
