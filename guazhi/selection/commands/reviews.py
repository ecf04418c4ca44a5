"""County and city answer nominations; several at once where they say the same."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.db import transaction
from django.http import Http404

from guazhi.access.actor import Actor, Capability
from guazhi.assessments.commands import Consideration, consider_results_of
from guazhi.ledger.commands import record, record_all
from guazhi.policy.findings import Finding, refuse_if
from guazhi.programmes.queries import stage
from guazhi.programmes.rules import Stage
from guazhi.selection.commands.nominations import LOADED, keep_steps
from guazhi.selection.events import NominationAnswered, NominationPrinted
from guazhi.selection.models import Nomination
from guazhi.selection.rules import nominations as rules
from guazhi.selection.rules.nominations import NominationState, Step
from guazhi.web import clock

ANSWERS = {
    Step.ENDORSED: NominationState.ENDORSED,
    Step.RECEIVED: NominationState.RECEIVED,
    Step.RETURNED: NominationState.RETURNED,
    Step.DECLINED: NominationState.DECLINED,
}


@transaction.atomic
def review_nominations(
    nomination_ids: Iterable[int], *, step: str, words: str = "", actor: Actor
) -> list[Nomination]:
    """Endorse, send back or decline nominations of the county's own units.

    Refused out of turn, once people are placed, and to send back or decline without a reason.
    """
    rows = _locked(actor, Capability.REVIEW_NOMINATION, nomination_ids)
    refuse_if(_check(rows, step=step, words=words, party="county", yes=Step.ENDORSED))
    return _answered(rows, Step(step), "county", words, actor)


@transaction.atomic
def receive_nominations(
    nomination_ids: Iterable[int], *, step: str, words: str = "", actor: Actor
) -> list[Nomination]:
    """Receive, send back or decline nominations for the city.

    Received, the results of the person's earlier secondments are recorded as used for this
    nomination or left aside, in the words of the form (S2.2.15). Refused as a county's answer
    is, and where there is a result and the form does not say how it was considered or why not.
    """
    rows = _locked(actor, Capability.RECEIVE_NOMINATION, nomination_ids)
    refuse_if(_check(rows, step=step, words=words, party="city", yes=Step.RECEIVED))
    if step == Step.RECEIVED:
        _consider(rows, clock.today(), actor)
    return _answered(rows, Step(step), "city", words, actor)


@transaction.atomic
def note_printed(nomination_id: int, *, actor: Actor) -> Nomination:
    """Record that somebody took the form away; refused to whoever may not read it."""
    rows = Nomination.objects.permitted(actor, Capability.READ_NOMINATION_OPINION)
    row = rows.one(nomination_id)
    record(
        actor,
        NominationPrinted(subject=row.pk, intake=row.intake_id, person=row.person_id),
    )
    return row


def _locked(actor: Actor, capability: Capability, ids: Iterable[int]) -> list[Nomination]:
    wanted = sorted(set(ids))
    allowed = Nomination.objects.permitted(actor, capability).select_related(*LOADED)
    rows = list(allowed.locked_rows(pk__in=wanted))
    if len(rows) != len(wanted) or not wanted:
        raise Http404
    return rows


def _check(
    rows: list[Nomination], *, step: str, words: str, party: str, yes: Step
) -> Iterator[Finding]:
    today = clock.today()
    for intake in {row.intake for row in rows}:
        if stage(intake, today) not in (Stage.NOMINATIONS, Stage.PLACING):
            yield Finding("review_not_open")
    for row in rows:
        has_county = row.home_county_id is not None
        yield from rules.check_turn(state=row.state, has_county=has_county, party=party)
    yield from rules.check_answer(step=step, words=words, yes=yes)


def _answered(
    rows: list[Nomination], step: Step, party: str, words: str, actor: Actor
) -> list[Nomination]:
    for row in rows:
        row.state = ANSWERS[step].value
    Nomination.objects.bulk_update(rows, ["state"])
    keep_steps(rows, step, party, actor, words.strip())
    record_all(
        actor,
        [
            NominationAnswered(
                subject=row.pk,
                intake=row.intake_id,
                person=row.person_id,
                party=party,
                step=step.value,
            )
            for row in rows
        ],
    )
    return rows


def _consider(rows: list[Nomination], today: date, actor: Actor) -> None:
    """Say how each earlier result was considered for these nominations, or why not."""
    consider_results_of(
        {
            row.person_id: Consideration(
                occasion="nomination",
                meeting=str(row.intake),
                day=today,
                decision=row.reasons,
                considered=row.considered,
                how_considered=row.how_considered,
                record_kind="nomination",
                record=row.pk,
            )
            for row in rows
        },
        actor=actor,
    )
