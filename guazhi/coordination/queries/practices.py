"""Practices, to whom they were delivered, who read them and who took them up."""

from django.db.models import Count, F, Q, QuerySet

from guazhi.access.actor import Actor, Capability
from guazhi.coordination.models import Practice, PracticeAdoption, PracticeDelivery
from guazhi.secondments.models import Secondment


def practices(
    actor: Actor, capability: Capability = Capability.VIEW_PRACTICE
) -> QuerySet[Practice]:
    """Practices the actor may see, proposals first, with how far each has spread.

    A proposal is seen by whoever may publish it and by whoever made it.
    """
    publishable = Practice.objects.permitted(actor, Capability.PUBLISH_PRACTICE).values("pk")
    return (
        Practice.objects.permitted(actor, capability)
        .filter(Q(published_on__isnull=False) | Q(made_by=actor.user_id) | Q(pk__in=publishable))
        .select_related("intake__programme", "secondment__secondee", "made_by")
        .annotate(
            delivered=Count("deliveries", distinct=True),
            read=Count("deliveries", filter=Q(deliveries__read_on__isnull=False), distinct=True),
            adopted=Count("adoptions", distinct=True),
        )
        .order_by(F("published_on").desc(nulls_first=True), "-day", "-pk")
    )


def practice(actor: Actor, pk: int, capability: Capability = Capability.VIEW_PRACTICE) -> Practice:
    """The practice ``pk``; 404 when out of the actor's reach for ``capability``."""
    return practices(actor, capability).one(pk)  # type: ignore[attr-defined,no-any-return]


def deliveries(actor: Actor, practice: Practice) -> QuerySet[PracticeDelivery]:
    """To whom the practice was delivered, of those the actor may see; the unread first."""
    return (
        PracticeDelivery.objects.permitted(actor, Capability.VIEW_PRACTICE)
        .filter(practice=practice)
        .select_related("secondment__secondee", "secondment__host_unit")
        .order_by(F("read_on").asc(nulls_first=True), "secondment__sort_key", "pk")
    )


def adoptions(actor: Actor, practice: Practice) -> QuerySet[PracticeAdoption]:
    """Where the practice was taken up, of the secondments the actor may see, latest first."""
    return (
        PracticeAdoption.objects.permitted(actor, Capability.VIEW_PRACTICE)
        .filter(practice=practice)
        .select_related("secondment__secondee", "secondment__host_unit")
        .order_by("-day", "-pk")
    )


def own_delivery(actor: Actor, practice: Practice) -> PracticeDelivery | None:
    """The delivery of the practice to the actor, if he is a secondee who received it."""
    own = PracticeDelivery.objects.permitted(actor, Capability.READ_PRACTICE)
    return own.filter(practice=practice).order_by("-pk").first()


def sources_of(actor: Actor, intake_id: int) -> QuerySet[Secondment]:
    """Secondments of the intake from which the actor may propose a practice, by name."""
    return (
        Secondment.objects.permitted(actor, Capability.PROPOSE_PRACTICE)
        .filter(intake=intake_id)
        .select_related("secondee", "host_unit")
        .order_by("sort_key", "pk")
    )
