"""What becomes of the posts of a unit that is merged into another; called within that command."""

from collections.abc import Collection
from itertools import count

from guazhi.organisations.models import Organisation
from guazhi.programmes.models import Post


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


def _free(title: str, intake: int, taken: Collection[tuple[int, str]]) -> str:
    """The title, or with a number where the other unit offers one of that title already."""
    if (intake, title) not in taken:
        return title
    return next(f"{title}（{n}）" for n in count(2) if (intake, f"{title}（{n}）") not in taken)
