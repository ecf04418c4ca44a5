"""Requests of home organisations."""

from django.db.models import F, QuerySet

from guazhi.access.actor import Actor, Capability
from guazhi.coordination.models import HomeRequest


def home_requests(
    actor: Actor, capability: Capability = Capability.VIEW_HOME_WORK
) -> QuerySet[HomeRequest]:
    """Requests the actor may see: those that wait for a decision first."""
    return (
        HomeRequest.objects.permitted(actor, capability)
        .select_related("secondment__secondee", "secondment__home_organisation", "decided_by")
        .order_by(F("decided_on").desc(nulls_first=True), "-day", "-pk")
    )


def home_request(actor: Actor, pk: int, capability: Capability) -> HomeRequest:
    """The request ``pk``; 404 when out of the actor's reach for ``capability``."""
    return home_requests(actor, capability).one(pk)  # type: ignore[attr-defined,no-any-return]
