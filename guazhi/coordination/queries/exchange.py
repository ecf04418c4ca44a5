"""Who may be addressed, who may answer, and the items sent."""

from django.db.models import F, QuerySet

from guazhi.access.actor import Actor, Capability
from guazhi.access.matrix import CITY, COUNTY, HOST, Role
from guazhi.coordination.models import ExchangeItem
from guazhi.organisations.models import Organisation
from guazhi.organisations.queries import departments
from guazhi.secondments.models import Secondment

ROLES_OF: dict[str, tuple[Role, ...]] = {
    "city": CITY,
    "county": COUNTY,
    "host": HOST,
    "home": (Role.HOME_HANDLER,),
}


def addressees(secondment: Secondment) -> dict[int, str]:
    """The organisations a secondee may write to, and what each is on the secondment."""
    counties = departments((secondment.home_county_id, secondment.host_county_id))
    return {
        secondment.intake.programme.owner_id: "city",
        **dict.fromkeys(counties.values(), "county"),
        secondment.host_unit_id: "host",
        secondment.home_organisation_id: "home",
    }


def addressed_units(secondment: Secondment) -> list[Organisation]:
    """The organisations a secondee may write to: home, host, counties, city."""
    order = ("home", "host", "county", "city")
    parties = addressees(secondment)
    units = Organisation.objects.filter(pk__in=parties)
    return sorted(units, key=lambda unit: (order.index(parties[unit.pk]), unit.path))


def is_addressed_to(actor: Actor, item: ExchangeItem) -> bool:
    """Whether the actor works for the organisation that the item was sent to."""
    roles = ROLES_OF[item.party]
    path = item.to_organisation.path
    return any(held.role in roles and path.startswith(held.path) for held in actor.held)


def exchanges(
    actor: Actor, capability: Capability = Capability.VIEW_EXCHANGE
) -> QuerySet[ExchangeItem]:
    """Exchange items the actor may see: those that wait for an answer first."""
    return (
        ExchangeItem.objects.permitted(actor, capability)
        .select_related("secondment__secondee", "secondment__host_unit", "to_organisation")
        .order_by(F("answered_on").desc(nulls_first=True), "-day", "-pk")
    )


def exchange(actor: Actor, pk: int, capability: Capability) -> ExchangeItem:
    """The item ``pk``; 404 when out of the actor's reach for ``capability``."""
    return exchanges(actor, capability).one(pk)  # type: ignore[attr-defined,no-any-return]
