"""Posts and calls of a unit that is merged into another; called within that command."""

from collections.abc import Collection
from datetime import date
from itertools import count

from guazhi.organisations.models import Organisation
from guazhi.programmes.models import Call, Post


def carry_posts(unit: Organisation, into: Organisation, served: Collection[int]) -> dict[int, Post]:
    """The posts of the other unit, by the post that each was.

    One that was never served in is offered by the other from now on; one that was stays as it
    is, for those who served there, and gets a likeness at the other.
    """
    taken = set(Post.objects.filter(host_unit=into).values_list("intake_id", "title"))
    found: dict[int, Post] = {}
    for post in Post.objects.filter(host_unit=unit).order_by("pk"):
        old = post.pk
        post.title = _free(post.title, post.intake_id, taken)
        taken.add((post.intake_id, post.title))
        post.host_unit = into
        if old in served:
            post.pk = None
            post._state.adding = True  # noqa: SLF001 - how Django copies a row
        post.save()
        found[old] = post
    return found


def carry_calls(unit: Organisation, into: Organisation, day: date) -> None:
    """Let the other unit answer for intakes to come what the unit was called upon for.

    Where both were called upon it may nominate as many as both.
    """
    for call in Call.objects.filter(organisation=unit, intake__start__gt=day).order_by("pk"):
        other = Call.objects.filter(intake=call.intake_id, organisation=into).first()
        if other is None:
            call.organisation, call.path = into, into.path
            call.save(update_fields=["organisation", "path"])
            continue
        known = (call.quota, other.quota)
        other.quota = None if None in known else sum(each or 0 for each in known)
        other.asks_posts |= call.asks_posts
        other.asks_people |= call.asks_people
        other.save(update_fields=["quota", "asks_posts", "asks_people"])
        call.delete()


def _free(title: str, intake: int, taken: Collection[tuple[int, str]]) -> str:
    """The title, or with a number where the other unit offers one of that title already."""
    if (intake, title) not in taken:
        return title
    return next(f"{title}（{n}）" for n in count(2) if (intake, f"{title}（{n}）") not in taken)
