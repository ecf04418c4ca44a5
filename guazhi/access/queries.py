"""Who an account is today."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from guazhi.access.actor import Actor, Held, Role
from guazhi.access.models import Grant, User


def actor_of(user: User, day: date) -> Actor:
    """The actor that ``user`` is on ``day``: grants in force and the person behind the account."""
    return actors_of([user], day)[user.pk]


def actors_of(users: Iterable[User], day: date) -> dict[int, Actor]:
    """The actors that ``users`` are on ``day``, by the ids of their accounts."""
    known = {user.pk: user for user in users}
    held: dict[int, list[Held]] = defaultdict(list)
    grants = in_force(day).filter(user__in=known).select_related("organisation").order_by("pk")
    for grant in grants:
        unit = grant.organisation
        held[grant.user_id].append(Held(Role(grant.role), unit.pk, unit.path, unit.name))
    return {
        pk: Actor(user_id=pk, person_id=user.person_id, name=user.name, held=tuple(held[pk]))
        for pk, user in known.items()
    }


def in_force(day: date) -> QuerySet[Grant]:
    """The grants that count on ``day``."""
    lasting = Q(until__isnull=True) | Q(until__gte=day)
    return Grant.objects.filter(lasting, since__lte=day, withdrawn_at__isnull=True)


def holding(organisations: Iterable[int], roles: Iterable[Role], day: date) -> dict[int, str]:
    """The accounts that hold one of ``roles`` on these organisations on ``day``: id and name."""
    rows = in_force(day).filter(
        organisation__in=set(organisations), role__in=list(roles), user__is_active=True
    )
    return dict(rows.order_by("user__name", "user").values_list("user", "user__name"))


def holders(organisations: Iterable[int], day: date) -> dict[tuple[int, Role], list[str]]:
    """The names of those who hold a role on these organisations on ``day``."""
    found: dict[tuple[int, Role], list[str]] = defaultdict(list)
    rows = (
        in_force(day)
        .filter(organisation__in=set(organisations), user__is_active=True)
        .order_by("pk")
        .values_list("organisation", "role", "user__name")
    )
    for organisation, role, name in rows:
        found[organisation, Role(role)].append(name)
    return dict(found)
