"""Summing up good practice, reviewing it, and spreading it to all."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db import transaction

from guazhi.access.actor import Actor, Capability
from guazhi.coordination import rules
from guazhi.coordination.commands.deliveries import deliver
from guazhi.coordination.commands.reach import check_intake_record
from guazhi.coordination.events import (
    PracticeProposed,
    PracticePublished,
    PracticeReturned,
    PracticeRevised,
)
from guazhi.coordination.models import SOURCES, Practice
from guazhi.coordination.queries.practices import kept_practice, seen_in
from guazhi.coordination.rules import PracticeState
from guazhi.ledger.commands import record
from guazhi.ledger.events import Event
from guazhi.obligations.commands import drop_happening, give_evidence, note_happening
from guazhi.policy.editing import check_seen
from guazhi.policy.findings import Finding, check_words, refuse_if
from guazhi.programmes.models import Intake
from guazhi.search.commands import index
from guazhi.secondments.models import Secondment
from guazhi.secondments.rules import ENDED, RUNNING
from guazhi.web import clock


@transaction.atomic
def propose_practice(
    intake_id: int,
    *,
    title: str,
    text: str,
    source: str,
    day: date,
    actor: Actor,
    secondment_id: int | None = None,
    report_id: int | None = None,
    task_id: int | None = None,
) -> Practice:
    """Propose something that worked for spreading in the intake (S2.2.4).

    ``secondment_id`` says whose work it comes from; a report or a task says so itself. Refused
    without words, under a title the intake has, from an unknown source, and for a day to come.
    """
    allowed = Intake.objects.permitted(actor, Capability.PROPOSE_PRACTICE)
    intake = allowed.select_related("programme", "policy").locked(intake_id)
    seen = seen_in(actor, intake.pk, report_id=report_id, task_id=task_id)
    secondment_id = seen.secondment if seen else secondment_id
    source = seen.source if seen else source
    if secondment_id is not None:
        own = Secondment.objects.permitted(actor, Capability.PROPOSE_PRACTICE)
        own.filter(intake=intake).one(secondment_id)
    refuse_if(
        [
            *check_intake_record(intake, day),
            *_check_words(intake, title, text),
            *rules.check_source(known=source in SOURCES),
        ]
    )
    practice = Practice.objects.create(
        intake=intake,
        secondment_id=secondment_id,
        title=title,
        text=text,
        source=source,
        report_id=report_id,
        task_id=task_id,
        day=day,
        made_by_id=actor.user_id,
        made_at=clock.now(),
    )
    _tell(practice, PracticeProposed, actor, day, source=source)
    give_evidence("practice_proposed", practice.pk, day, intake=intake)
    _ask_to_spread(practice, day)
    return practice


def _check_words(
    intake: Intake, title: str, text: str, practice: Practice | None = None
) -> Iterator[Finding]:
    """Findings against what a proposal says: words, and a title of its own."""
    yield from check_words("S2.2.4", title=title, text=text)
    others = Practice.objects.filter(intake=intake, title=title)
    if practice is not None:
        others = others.exclude(pk=practice.pk)
    yield from rules.check_title(taken=others.exists())


def _tell(practice: Practice, event: type[Event], actor: Actor, day: date, **more: Any) -> None:
    """Record what happened to a practice; new words can be found from now on."""
    if event in (PracticeProposed, PracticeRevised):
        index("practice", practice.pk, title=practice.title, text=practice.text)
    record(
        actor,
        event(  # type: ignore[call-arg]
            subject=practice.pk,
            secondment=practice.secondment_id,
            intake=practice.intake_id,
            day=day,
            **more,
        ),
    )


def _ask_to_spread(practice: Practice, day: date) -> None:
    """What is proposed must be reviewed and spread by the city."""
    note_happening(
        "practice_proposed",
        practice.pk,
        day,
        party="city",
        owner=practice.intake.programme.owner_id,
        intake=practice.intake,
    )


def _locked(practice_id: int, capability: Capability, actor: Actor) -> Practice:
    allowed = Practice.objects.permitted(actor, capability)
    return allowed.select_related("intake__programme", "intake__policy").locked(practice_id)


def _check_review(practice: Practice, actor: Actor, day: date) -> Iterator[Finding]:
    yours = practice.made_by_id is not None and practice.made_by_id == actor.user_id
    yield from rules.check_review(practice.state, yours=yours, proposed_on=practice.day, day=day)


@transaction.atomic
def return_practice(practice_id: int, *, reason: str, day: date, actor: Actor) -> Practice:
    """Return a proposal to whoever made it, with a reason; nobody need spread it meanwhile.

    Refused to whoever made it, without a reason, before it was proposed, once returned or
    published.
    """
    practice = _locked(practice_id, Capability.PUBLISH_PRACTICE, actor)
    refuse_if(
        [
            *check_intake_record(practice.intake, day),
            *_check_review(practice, actor, day),
            *rules.check_reason(reason),
        ]
    )
    practice.state = PracticeState.RETURNED
    practice.returned_on, practice.return_reason = day, reason
    practice.save(update_fields=["state", "returned_on", "return_reason"])
    _tell(practice, PracticeReturned, actor, day)
    drop_happening("practice_proposed", practice.pk)
    return practice


@transaction.atomic
def revise_practice(
    practice_id: int, *, title: str, text: str, day: date, actor: Actor, seen: str | None = None
) -> Practice:
    """Send a returned proposal in again, in new words.

    Refused to anyone but who made it, unless it was returned, for the reasons of a proposal, and
    when its words are not those that the writer began from, whose marks are ``seen``.
    """
    practice = _locked(practice_id, Capability.PROPOSE_PRACTICE, actor)
    refuse_if(
        [
            *check_intake_record(practice.intake, day),
            *rules.check_revision(
                practice.state,
                yours=practice.made_by_id == actor.user_id,
                returned_on=practice.returned_on,
                day=day,
            ),
            *_check_words(practice.intake, title, text, practice),
            *check_seen(seen, kept_practice(practice)),
        ]
    )
    practice.title, practice.text = title, text
    practice.state, practice.day = PracticeState.PROPOSED, day
    practice.save(update_fields=["title", "text", "state", "day"])
    _tell(practice, PracticeRevised, actor, day)
    _ask_to_spread(practice, day)
    return practice


@transaction.atomic
def publish_practice(practice_id: int, *, day: date, actor: Actor) -> Practice:
    """Deliver a practice to every secondee of the intake who is decided on or in post (S2.2.5).

    After the last of them has returned it goes to all who were: what the end of a term taught
    is not lost. Refused to whoever proposed it, twice, while it is returned, before it was
    proposed, for a day to come, and when nobody would receive it.
    """
    practice = _locked(practice_id, Capability.PUBLISH_PRACTICE, actor)
    intake = practice.intake
    recipients = _recipients(intake)
    refuse_if(
        [
            *check_intake_record(intake, day),
            *_check_review(practice, actor, day),
            *rules.check_recipients(len(recipients)),
        ]
    )
    practice.state = PracticeState.PUBLISHED
    practice.published_on, practice.published_by_id = day, actor.user_id
    practice.save(update_fields=["state", "published_on", "published_by"])
    delivered = deliver([practice], recipients, day)
    _tell(practice, PracticePublished, actor, day, delivered=delivered)
    give_evidence(
        "practice_published",
        practice.pk,
        day,
        intake=intake,
        occurrence=f"practice_proposed-{practice.pk}",
    )
    return practice


def _recipients(intake: Intake) -> list[int]:
    """The running secondments of the intake; once there are none, those that have ended."""
    rows = Secondment.objects.filter(intake=intake).order_by("pk").values_list("pk", flat=True)
    return list(rows.filter(state__in=RUNNING)) or list(rows.filter(state__in=ENDED))
