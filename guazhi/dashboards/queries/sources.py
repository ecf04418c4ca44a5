"""Where the page of a record is, for whoever may read it: what tasks and others come of."""

from django.shortcuts import get_object_or_404

from guazhi.access.actor import Actor, Capability
from guazhi.coordination.models import ExchangeItem, ForumPoint
from guazhi.hosting.models import Difficulty, Task
from guazhi.secondments.models import Opinion

KINDS = ("opinion", "task", "difficulty", "exchange_item", "forum_point")


def place_of(actor: Actor, kind: str, pk: int) -> tuple[str, int, str]:
    """The route of the page, its number, and the tab there; 404 when out of the actor's reach."""
    if kind == "forum_point":
        points = ForumPoint.objects.permitted(actor, Capability.VIEW_FORUM)
        return "coordination:forum", get_object_or_404(points, pk=pk).forum_id, ""
    if kind == "opinion":
        opinion = get_object_or_404(Opinion.objects.readable(actor), pk=pk)
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
