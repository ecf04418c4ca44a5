"""Who an account is today."""

from datetime import date

from django.db.models import Q

from guazhi.access.actor import Actor, Held, Role
from guazhi.access.models import Grant, User


def actor_of(user: User, day: date) -> Actor:
    """The actor that ``user`` is on ``day``: grants in force and the person behind the account."""
    grants = (
        Grant.objects.filter(Q(until__isnull=True) | Q(until__gte=day), user=user, since__lte=day)
        .select_related("organisation")
        .order_by("pk")
    )
    return Actor(
        user_id=user.pk,
        person_id=user.person_id,
        name=user.name,
        held=tuple(
            Held(
                Role(grant.role),
                grant.organisation_id,
                grant.organisation.path,
                grant.organisation.name,
            )
            for grant in grants
        ),
    )
