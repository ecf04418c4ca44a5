"""Summing up good practice, spreading it to all, reading it, taking it up."""

from datetime import date

from django.db import transaction
from django.http import Http404

from guazhi.access.actor import Actor, Capability
from guazhi.coordination import rules
from guazhi.coordination.commands.reach import check_intake_record, check_record, locked
from guazhi.coordination.events import (
    PracticeAdopted,
    PracticeProposed,
    PracticePublished,
    PracticeRead,
)
from guazhi.coordination.models import SOURCES, Practice, PracticeAdoption, PracticeDelivery
from guazhi.ledger.commands import record
from guazhi.obligations.commands import give_evidence, note_happening
from guazhi.policy.findings import refuse_if
from guazhi.programmes.models import Intake
from guazhi.secondments.commands.reach import ids
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
) -> Practice:
    """Propose something that worked for spreading in the intake (S2.2.4).

    ``secondment_id`` says whose work it comes from. Refused without words, under a title the
    intake has, from an unknown source, and for a day to come.
    """
    allowed = Intake.objects.permitted(actor, Capability.PROPOSE_PRACTICE)
    intake = allowed.select_related("programme", "policy").locked(intake_id)
    if secondment_id is not None:
        own = Secondment.objects.permitted(actor, Capability.PROPOSE_PRACTICE)
        own.filter(intake=intake).one(secondment_id)
    refuse_if(
        [
            *check_intake_record(intake, day),
            *rules.check_words("S2.2.4", title=title, text=text),
            *rules.check_proposal(
                source_known=source in SOURCES,
                titled=Practice.objects.filter(intake=intake, title=title).exists(),
            ),
        ]
    )
    practice = Practice.objects.create(
        intake=intake,
        secondment_id=secondment_id,
        title=title,
        text=text,
        source=source,
        day=day,
        made_by_id=actor.user_id,
        made_at=clock.now(),
    )
    record(
        actor,
        PracticeProposed(
            subject=practice.pk,
            secondment=secondment_id,
            intake=intake.pk,
            day=day,
            source=source,
        ),
    )
    _ask_to_spread(practice)
    return practice


def _ask_to_spread(practice: Practice) -> None:
    """A proposal proves that practice was summed up, and must then be spread by the city."""
    intake = practice.intake
    give_evidence("practice_proposed", practice.pk, practice.day, intake=intake)
    note_happening(
        "practice_proposed",
        practice.pk,
        practice.day,
        party="city",
        owner=intake.programme.owner_id,
        intake=intake,
    )


@transaction.atomic
def publish_practice(practice_id: int, *, day: date, actor: Actor) -> Practice:
    """Deliver a practice to every secondee of the intake who is decided on or in post (S2.2.5).

    After the last of them has returned it goes to all who were: what the end of a term taught
    is not lost. Refused twice, before it was proposed, for a day to come, and when nobody would
    receive it.
    """
    allowed = Practice.objects.permitted(actor, Capability.PUBLISH_PRACTICE)
    practice = allowed.select_related("intake__programme", "intake__policy").locked(practice_id)
    intake = practice.intake
    recipients = _recipients(intake)
    refuse_if(
        [
            *check_intake_record(intake, day),
            *rules.check_publication(
                published=practice.published_on is not None,
                recipients=len(recipients),
                proposed_on=practice.day,
                day=day,
            ),
        ]
    )
    practice.published_on, practice.published_by_id = day, actor.user_id
    practice.save(update_fields=["published_on", "published_by"])
    PracticeDelivery.objects.bulk_create(
        [
            PracticeDelivery(practice=practice, secondment_id=pk, delivered_on=day)
            for pk in recipients
        ],
        batch_size=1000,
    )
    record(
        actor,
        PracticePublished(
            subject=practice.pk, intake=intake.pk, day=day, delivered=len(recipients)
        ),
    )
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


@transaction.atomic
def read_practice(practice_id: int, *, actor: Actor) -> PracticeDelivery:
    """Note that the secondee has read a delivered practice (S2.2.6). Read again, nothing changes.

    404 for anyone it was not delivered to.
    """
    own = PracticeDelivery.objects.permitted(actor, Capability.READ_PRACTICE)
    rows = own.select_for_update(of=("self",)).filter(practice=practice_id)
    delivery = rows.order_by("-pk").first()
    if delivery is None:
        raise Http404
    if delivery.read_on is not None:
        return delivery
    delivery.read_on = clock.today()
    delivery.save(update_fields=["read_on"])
    record(
        actor,
        PracticeRead(subject=practice_id, secondment=delivery.secondment_id, day=delivery.read_on),
    )
    return delivery


@transaction.atomic
def adopt_practice(
    practice_id: int, secondment_id: int, *, effect: str, day: date, actor: Actor
) -> PracticeAdoption:
    """Note that a practice was taken up in a secondment, with its effect (S2.2.6).

    Refused twice, before it was delivered there, without the effect, and out of term.
    """
    secondment = locked(actor, Capability.ADOPT_PRACTICE, secondment_id)
    allowed = Practice.objects.permitted(actor, Capability.ADOPT_PRACTICE)
    practice = allowed.filter(intake=secondment.intake_id).one(practice_id)
    refuse_if(
        [
            *check_record(secondment, day),
            *rules.check_words("S2.2.6", effect=effect),
            *rules.check_adoption(
                published_on=practice.published_on,
                adopted=practice.adoptions.filter(secondment=secondment).exists(),
                delivered=practice.deliveries.filter(secondment=secondment).exists(),
                day=day,
            ),
        ]
    )
    adoption = PracticeAdoption.objects.create(
        practice=practice,
        secondment=secondment,
        day=day,
        effect=effect,
        made_by_id=actor.user_id,
        made_at=clock.now(),
    )
    record(
        actor,
        PracticeAdopted(
            subject=practice.pk,
            **ids(secondment),
            adoption=adoption.pk,
            day=day,
        ),
    )
    return adoption
