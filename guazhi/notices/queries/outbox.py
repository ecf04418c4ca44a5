"""The outbox as its keeper sees it: which messages wait for a decision, never what they say."""

from django.db.models import QuerySet

from guazhi.access.actor import Actor, Capability
from guazhi.notices.models import Delivery


def undecided(actor: Actor) -> QuerySet[Delivery]:
    """Messages that failed for good, or of which nobody knows."""
    rows = Delivery.objects.permitted(actor, Capability.SETTLE_DELIVERY)
    return rows.filter(state__in=[Delivery.UNSURE, Delivery.FAILED]).select_related("channel__user")
