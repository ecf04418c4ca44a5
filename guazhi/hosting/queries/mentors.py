"""Who could mentor: the people of the host unit."""

from django.db.models import Exists, OuterRef, Q

from guazhi.people.models import Leadership, Person
from guazhi.secondments.models import Secondment

MOST = 50


def candidates(secondment: Secondment) -> list[Person]:
    """The people of the host unit who could mentor, its leaders first; never all people."""
    unit = secondment.host_unit_id
    of_unit = Q(leaderships__organisation=unit, leaderships__until__isnull=True) | Q(
        employments__organisation=unit, employments__until__isnull=True
    )
    leads = Leadership.objects.filter(person=OuterRef("pk"), organisation=unit, until__isnull=True)
    found = Person.objects.filter(of_unit).exclude(pk=secondment.secondee_id).distinct()
    return list(found.annotate(leads=Exists(leads)).order_by("-leads", "sort_key", "pk")[:MOST])
