"""Deciding on the warnings of checks, one or many with one reason."""

from collections.abc import Iterable, Iterator, Sequence

from django.db import transaction
from django.http import Http404

from guazhi.access.actor import Actor, Capability
from guazhi.ledger.commands import record_all
from guazhi.people.models import Person
from guazhi.policy.findings import Finding, refuse_if
from guazhi.secondments.rules.checks import named
from guazhi.selection.events import CheckDecided
from guazhi.selection.models import CheckDecision
from guazhi.selection.queries.checks import IntakeChecks, intake_checks, intake_to_check
from guazhi.selection.rules.warnings import Seen, check_decision
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

    Refused as ``decide_warnings`` is.
    """
    seen = Seen(person_id, post_id, check, digest)
    (row,) = decide_warnings(intake_id, [seen], admits=admits, reason=reason, actor=actor)
    return row


@transaction.atomic
def decide_warnings(
    intake_id: int, warnings: Iterable[Seen], *, admits: bool, reason: str, actor: Actor
) -> list[CheckDecision]:
    """Decide alike on several warnings with one reason: a decision on each, or none at all.

    Refused to all but the city's approver, on himself, without a reason, where a check passes,
    blocks or only notes, and when the facts are not those that were seen, whose mark is
    ``digest``.
    """
    seen = list(dict.fromkeys(warnings))
    intake = intake_to_check(actor, intake_id)
    people = {each.person for each in seen}
    allowed = Person.objects.permitted(actor, Capability.DECIDE_CHECK)
    if {person.pk for person in allowed.locked_rows(pk__in=people)} != people:
        raise Http404
    only = next(iter(people)) if len(people) == 1 else None
    found = intake_checks(actor, intake, clock.today(), only)
    refuse_if(_findings(found, seen, reason))
    rows = CheckDecision.objects.bulk_create(
        [
            CheckDecision(
                intake=intake,
                person_id=each.person,
                post_id=each.post,
                check_id=each.check,
                digest=each.digest,
                admits=admits,
                reason=reason.strip(),
                made_by_id=actor.user_id,
                made_at=clock.now(),
            )
            for each in seen
        ]
    )
    record_all(
        actor,
        [
            CheckDecided(
                subject=row.person_id,
                intake=intake.pk,
                rule=row.check_id,
                post=row.post_id,
                admits=admits,
                digest=row.digest,
            )
            for row in rows
        ],
    )
    return rows


def _findings(found: IntakeChecks, seen: Sequence[Seen], reason: str) -> Iterator[Finding]:
    """What is against each decision, with whom it is about where there are several."""
    if not seen:
        yield Finding("nothing_chosen_to_decide", field="warnings")
    for place, each in enumerate(seen):
        result = found.result(each.person, each.post, each.check)
        for finding in check_decision(result, each.digest, reason):
            if len(seen) == 1:
                yield finding
            elif finding.field != "reason":
                yield named(finding, found.people[each.person][0].name)
            elif place == 0:
                yield finding
