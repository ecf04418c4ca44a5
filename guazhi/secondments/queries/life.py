"""Reading secondments and what is recorded in their life."""

from django.db.models import QuerySet

from guazhi.access.actor import Actor, Capability
from guazhi.access.matrix import NOT_ON_ONESELF, Reach
from guazhi.access.querysets import SECONDMENT_REACH
from guazhi.secondments.models import Handover, RelationCheck, ReturnPlan, Secondment, Withdrawal


def secondments(
    actor: Actor, capability: Capability = Capability.VIEW_SECONDMENT
) -> QuerySet[Secondment]:
    """The secondments the actor may see, with what every page shows of them."""
    found = Secondment.objects.permitted(actor, capability).select_related(
        "secondee",
        "home_organisation",
        "host_unit",
        "home_county",
        "host_county",
        "post",
        "mentor",
        "policy",
        "intake__programme",
        "decision",
    )
    return found.defer("policy__text")


def one(actor: Actor, pk: int, capability: Capability = Capability.VIEW_SECONDMENT) -> Secondment:
    """The secondment ``pk``; 404 when out of the actor's reach for ``capability``."""
    return secondments(actor, capability).one(pk)  # type: ignore[attr-defined,no-any-return]


def handover(actor: Actor, secondment: Secondment) -> Handover | None:
    """The hand-over record, if there is one."""
    return (
        Handover.objects.permitted(actor, Capability.VIEW_SECONDMENT)
        .filter(secondment=secondment)
        .first()
    )


def relation_checks(actor: Actor, secondment: Secondment) -> QuerySet[RelationCheck]:
    """Checks of the personnel relation, oldest first."""
    return (
        RelationCheck.objects.permitted(actor, Capability.VIEW_SECONDMENT)
        .filter(secondment=secondment)
        .order_by("pk")
    )


def return_plan(actor: Actor, secondment: Secondment) -> ReturnPlan | None:
    """The plan of the return, if it has been begun."""
    return (
        ReturnPlan.objects.permitted(actor, Capability.VIEW_SECONDMENT)
        .filter(secondment=secondment)
        .first()
    )


def withdrawal(actor: Actor, secondment: Secondment) -> Withdrawal | None:
    """The record of a withdrawal, if there is one."""
    return (
        Withdrawal.objects.permitted(actor, Capability.VIEW_HISTORY)
        .filter(secondment=secondment)
        .first()
    )


def holds(actor: Actor, capability: Capability, secondment: Secondment) -> bool:
    """Whether the actor holds ``capability`` on this secondment; asks the row, not the database."""
    for reach, held, condition in actor.grants(capability):
        if condition in NOT_ON_ONESELF and secondment.secondee_id == actor.person_id:
            continue
        for column in SECONDMENT_REACH.get(reach, ()):
            value = getattr(secondment, column)
            if reach in {Reach.MENTOR, Reach.SELF}:
                if value == actor.person_id:
                    return True
            elif held is not None and value.startswith(held.path):
                return True
    return False
