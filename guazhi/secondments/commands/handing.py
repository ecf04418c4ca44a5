"""Handing work over at home, and being decoupled from it."""

from datetime import date, timedelta

from django.db import transaction

from guazhi.access.actor import Actor, Capability
from guazhi.ledger.commands import record
from guazhi.policy.findings import Finding, check_words, refuse_if
from guazhi.secondments import rules
from guazhi.secondments.commands.reach import check_dated, ids, locked
from guazhi.secondments.events import HandoverConfirmed, WorkHandedOver
from guazhi.secondments.models import Handover, Secondment
from guazhi.web import clock

BEFORE_START = timedelta(days=60)


@transaction.atomic
def hand_over(
    secondment_id: int,
    *,
    day: date,
    handed_to: str,
    matters: str,
    actor: Actor,
    papers: str = "",
    keys: str = "",
    approvals: str = "",
    no_home_work_from: date | None = None,
    confirmed_on: date | None = None,
) -> Handover:
    """Record what was handed over to whom, and from when there is no work at home (S3.0.4).

    Refused twice, before the decision, or dated outside the weeks around the start. It counts
    once the person who takes over has confirmed it, at once with ``confirmed_on`` or later.
    """
    secondment = locked(actor, Capability.RECORD_HANDOVER, secondment_id)
    findings = [
        *check_dated(secondment, day, before=BEFORE_START),
        *check_words(handed_to=handed_to, matters=matters),
    ]
    free_from = no_home_work_from or day
    if free_from > max(secondment.start, day):
        findings.append(
            Finding(
                "home_work_must_cease",
                clause="S3.0.4",
                params={"day": secondment.start},
                field="no_home_work_from",
            )
        )
    if secondment.state not in rules.RUNNING:
        findings.append(Finding("not_running", params={"state": secondment.state}))
    if Handover.objects.filter(secondment=secondment).exists():
        findings.append(Finding("handed_over_already"))
    if confirmed_on is not None:
        findings += _confirmation(handed_to, handed_to, day, confirmed_on)
    refuse_if(findings)
    handover = Handover.objects.create(
        secondment=secondment,
        day=day,
        handed_to=handed_to,
        matters=matters,
        papers=papers,
        keys=keys,
        approvals=approvals,
        no_home_work_from=free_from,
        confirmed_on=confirmed_on,
        made_by_id=actor.user_id,
        made_at=clock.now(),
    )
    told = WorkHandedOver(subject=secondment.pk, **ids(secondment), handover=handover.pk, day=day)
    record(actor, told)
    if confirmed_on is not None:
        _tell(actor, secondment, handover)
    return handover


@transaction.atomic
def confirm_handover(
    secondment_id: int, *, confirmed_by: str, confirmed_on: date, actor: Actor
) -> Handover:
    """Confirm, as the person who takes the work over, that it was handed over.

    Refused twice, to anybody but the person named, and dated before it was handed over.
    """
    secondment = locked(actor, Capability.RECORD_HANDOVER, secondment_id)
    handover = Handover.objects.filter(secondment=secondment).first()
    if handover is None:
        refuse_if([Finding("not_handed_over")])
    assert handover is not None
    refuse_if(
        [
            *_confirmation(confirmed_by, handover.handed_to, handover.day, confirmed_on),
            *([Finding("handover_confirmed_already")] if handover.confirmed_on else []),
        ]
    )
    handover.confirmed_on = confirmed_on
    handover.save(update_fields=["confirmed_on"])
    _tell(actor, secondment, handover)
    return handover


def _confirmation(by: str, handed_to: str, day: date, confirmed_on: date) -> list[Finding]:
    return list(
        rules.check_confirmation(
            by=by,
            handed_to=handed_to,
            day=confirmed_on,
            handed_over_on=day,
            today=clock.today(),
        )
    )


def _tell(actor: Actor, secondment: Secondment, handover: Handover) -> None:
    told = HandoverConfirmed(
        subject=secondment.pk, **ids(secondment), handover=handover.pk, day=handover.day
    )
    record(actor, told)
