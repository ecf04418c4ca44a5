"""What a unit owes goes on to the unit that it became part of; called by reactions."""

from datetime import date

from guazhi.obligations.commands.evidence import note_happening
from guazhi.obligations.models import HOME_MERGED, Evidence, Happening, Obligation
from guazhi.policy import Party
from guazhi.secondments.models import Secondment


def hand_on_home(secondment: Secondment, old: int, new: int, *, day: date) -> None:
    """As ``hand_on``, for a home organisation; that ``old`` was the home until ``day`` is kept."""
    hand_on(secondment, old, new, day=day)
    Happening.objects.create(
        kind=HOME_MERGED,
        record=secondment.pk,
        secondment=secondment,
        intake_id=secondment.intake_id,
        day=day,
        party=Party.HOME.value,
        owner=old,
        until=day,
    )


def hand_on(secondment: Secondment, old: int, new: int, *, day: date) -> None:
    """Let ``new`` owe what ``old`` still owed of a secondment, and count what ``old`` gave.

    What ``old`` met stays met by it. The caller reconciles afterwards.
    """
    given = Evidence.objects.filter(secondment=secondment, owner=old)
    met = Obligation.objects.filter(evidence__in=given.values("pk"))
    given.filter(day__lte=day).exclude(pk__in=met.filter(due__lt=day).values("evidence")).update(
        owner=new
    )
    owed = Obligation.objects.filter(secondment=secondment, owner=old, state=Obligation.OPEN)
    waits = set(owed.exclude(occurrence="").values_list("occurrence", flat=True))
    going_on = Happening.objects.filter(secondment=secondment, owner=old, until__isnull=True)
    for row in going_on.order_by("pk"):
        if f"{row.kind}-{row.record}" in waits:
            note_happening(
                row.kind,
                row.record,
                row.day,
                party=row.party,
                owner=new,
                secondment=secondment,
                derives=False,
            )
