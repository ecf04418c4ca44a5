"""Practices that reach a secondee: delivered, read, taken up."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from django.db import transaction
from django.http import Http404

from guazhi.access.actor import Actor, Capability
from guazhi.coordination import rules
from guazhi.coordination.commands.reach import check_record, locked
from guazhi.coordination.events import PracticeAdopted, PracticeRead, PracticesDelivered
from guazhi.coordination.models import Practice, PracticeAdoption, PracticeDelivery
from guazhi.ledger.commands import record, record_all
from guazhi.policy.findings import check_words, refuse_if
from guazhi.secondments.commands.reach import ids
from guazhi.secondments.models import Secondment
from guazhi.web import clock


def deliver(practices: list[Practice], secondments: list[int], day: date) -> int:
    """Deliver each practice to each secondment at once; says how many rows that made."""
    return _delivered([(each.pk, pk) for each in practices for pk in secondments], day)


def _delivered(pairs: Iterable[tuple[int, int]], day: date) -> int:
    """Deliver practices to secondments."""
    rows = [
        PracticeDelivery(practice_id=practice, secondment_id=pk, delivered_on=day)
        for practice, pk in pairs
    ]
    if rows:
        PracticeDelivery.objects.bulk_create(rows, batch_size=1000)
    return len(rows)


@transaction.atomic(savepoint=False)
def deliver_published(secondments: Sequence[Secondment], *, day: date, actor: Actor) -> int:
    """Deliver to those who join later what was published in their intake before (S2.2.5).

    Follows the decision on the secondments; says how many were delivered.
    """
    published: dict[int, list[int]] = defaultdict(list)
    practices = Practice.objects.filter(
        intake__in={row.intake_id for row in secondments}, state=rules.PracticeState.PUBLISHED
    )
    for practice, intake in practices.order_by("pk").values_list("pk", "intake_id"):
        published[intake].append(practice)
    if not published:
        return 0
    there = PracticeDelivery.objects.filter(secondment__in=[row.pk for row in secondments])
    known = set(there.values_list("practice_id", "secondment_id"))
    missing = {
        row.pk: [each for each in published[row.intake_id] if (each, row.pk) not in known]
        for row in secondments
    }
    delivered = _delivered(
        ((each, pk) for pk, waiting in missing.items() for each in waiting),
        max(day, clock.today()),
    )
    record_all(
        actor,
        [
            PracticesDelivered(subject=row.pk, **ids(row), day=day, delivered=len(missing[row.pk]))
            for row in secondments
            if missing[row.pk]
        ],
    )
    return delivered


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
            *check_words("S2.2.6", effect=effect),
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
