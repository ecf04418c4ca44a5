"""Deciding on the warnings of checks."""

from django.db import transaction

from guazhi.access.actor import Actor, Capability
from guazhi.ledger.commands import record
from guazhi.people.models import Person
from guazhi.policy.findings import refuse_if
from guazhi.selection.events import CheckDecided
from guazhi.selection.models import CheckDecision
from guazhi.selection.queries.checks import intake_checks, intake_to_check
from guazhi.selection.rules.warnings import check_decision
from guazhi.web import clock


@transaction.atomic
def decide_warning(
    intake_id: int,
    person_id: int,
    post_id: int,
    check: str,
    *,
    digest: str,
    admits: bool,
    reason: str,
    actor: Actor,
) -> CheckDecision:
    """Decide whether somebody may be placed in spite of a warning, at all posts with these facts.

    Refused to all but the city's approver, on himself, without a reason, where the check passes,
    blocks or only notes, and when the facts are not those that were seen, whose mark is
    ``digest``.
    """
    intake = intake_to_check(actor, intake_id)
    Person.objects.permitted(actor, Capability.DECIDE_CHECK).locked(person_id)
    found = intake_checks(actor, intake, clock.today(), person_id)
    result = found.result(person_id, post_id, check)
    refuse_if(check_decision(result, digest, reason))
    row = CheckDecision.objects.create(
        intake=intake,
        person_id=person_id,
        post_id=post_id,
        check_id=check,
        digest=digest,
        admits=admits,
        reason=reason.strip(),
        made_by_id=actor.user_id,
        made_at=clock.now(),
    )
    record(
        actor,
        CheckDecided(
            subject=person_id,
            intake=intake.pk,
            rule=check,
            post=post_id,
            admits=admits,
            digest=digest,
        ),
    )
    return row
