"""Which county department makes a contact, and the contacts made."""

from django.db.models import QuerySet

from guazhi.access.actor import Actor, Capability
from guazhi.coordination.models import Contact
from guazhi.organisations.queries import departments
from guazhi.secondments.models import Secondment


def department_of(actor: Actor, secondment: Secondment) -> int | None:
    """The department of the actor's county among those of the secondment, the host's first."""
    paths = actor.paths(Capability.MAKE_CONTACT)
    found = departments((secondment.host_county_id, secondment.home_county_id))
    for county in (secondment.host_county, secondment.home_county):
        if county is not None and any(county.path.startswith(path) for path in paths):
            return found.get(county.pk)
    return None


def contacts(actor: Actor, secondment: Secondment) -> QuerySet[Contact]:
    """Contacts about the secondment, latest first; departments only."""
    return (
        Contact.objects.permitted(actor, Capability.VIEW_CONTACT)
        .filter(secondment=secondment)
        .select_related("department", "made_by")
        .order_by("-day", "-pk")
    )
