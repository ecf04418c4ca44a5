"""Where the page of a record is, for whoever may read it: what tasks and others come of."""

from django.shortcuts import get_object_or_404

from guazhi.access.actor import Actor, Capability
from guazhi.coordination.models import ExchangeItem, ForumPoint
from guazhi.hosting.models import Difficulty, Opinion, Task

KINDS = ("opinion", "task", "difficulty", "exchange_item", "forum_point")


def place_of(actor: Actor, kind: str, pk: int) -> tuple[str, int, str]:
    """The route of the page, its number, and the tab there; 404 when out of the actor's reach."""
    if kind == "forum_point":
        points = ForumPoint.objects.permitted(actor, Capability.VIEW_FORUM)
        return "coordination:forum", get_object_or_404(points, pk=pk).forum_id, ""
    if kind == "opinion":
        opinions = Opinion.objects.permitted(actor, Capability.VIEW_TALK).select_related("talk")
        talk = get_object_or_404(opinions, pk=pk).talk
        return "dashboards:person", talk.secondment_id, "hosting"
    if kind == "exchange_item":
        items = ExchangeItem.objects.permitted(actor, Capability.VIEW_EXCHANGE)
        return "coordination:exchange_item", get_object_or_404(items, pk=pk).pk, ""
    if kind == "difficulty":
        hard = Difficulty.objects.permitted(actor, Capability.VIEW_DIFFICULTY)
        return "dashboards:person", get_object_or_404(hard, pk=pk).secondment_id, "hosting"
    tasks = Task.objects.permitted(actor, Capability.VIEW_TASK)
    return "dashboards:person", get_object_or_404(tasks, pk=pk).secondment_id, "hosting"
