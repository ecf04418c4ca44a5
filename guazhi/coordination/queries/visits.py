"""Visits of home organisations."""

from django.db.models import QuerySet

from guazhi.access.actor import Actor, Capability
from guazhi.coordination.models import HomeVisit
from guazhi.secondments.models import Secondment


def home_visits(actor: Actor, secondment: Secondment) -> QuerySet[HomeVisit]:
    """Visits to the secondee, latest first; for the departments and the home organisation."""
    return (
        HomeVisit.objects.permitted(actor, Capability.VIEW_HOME_VISIT)
        .filter(secondment=secondment)
        .order_by("-day", "-pk")
    )
