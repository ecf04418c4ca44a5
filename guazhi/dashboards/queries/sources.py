"""Where the page of a record is, for whoever may read it: what tasks and others come of."""

from django.shortcuts import get_object_or_404

from guazhi.access.actor import Actor, Capability
from guazhi.coordination.models import ExchangeItem
from guazhi.hosting.models import Difficulty, Task
from guazhi.secondments.models import Opinion

KINDS = ("opinion", "task", "difficulty", "exchange_item")


def place_of(actor: Actor, kind: str, pk: int) -> tuple[str, int, str]:
    """The route of the page, its number, and the tab there; 404 when out of the actor's reach."""
    if kind == "opinion":
        heard = Opinion.objects.readable(actor).select_related("point")
        opinion = get_object_or_404(heard, pk=pk)
        if opinion.point is not None:
            return "coordination:forum", opinion.point.forum_id, ""
        if opinion.contact_id is not None:
            return "coordination:host_contact", opinion.contact_id, ""
        return "dashboards:person", opinion.secondment_id, "hosting"
    if kind == "exchange_item":
        items = ExchangeItem.objects.permitted(actor, Capability.VIEW_EXCHANGE)
        return "coordination:exchange_item", get_object_or_404(items, pk=pk).pk, ""
    if kind == "difficulty":
        hard = Difficulty.objects.permitted(actor, Capability.VIEW_DIFFICULTY)
        return "dashboards:person", get_object_or_404(hard, pk=pk).secondment_id, "hosting"
    tasks = Task.objects.permitted(actor, Capability.VIEW_TASK)
    return "dashboards:person", get_object_or_404(tasks, pk=pk).secondment_id, "hosting"
