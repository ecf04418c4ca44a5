"""What a run says of each person, for a line of the proposal. The solver's words as plain data."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from guazhi.selection.placement.instance import Instance
from guazhi.selection.placement.plan import Plan
from guazhi.selection.placement.telling import asked_to_explain, unplaced

MOST_ALTERNATIVES = 2


@dataclass(frozen=True, slots=True)
class Suggested:
    """What a run suggests for one person, by ids: a post or none, and what else was possible."""

    person: str
    post: str
    score: int | None
    rank: int
    alternatives: tuple[tuple[str, int, int], ...]
    lack: dict[str, Any] = field(default_factory=dict)


def suggestions(instance: Instance, plan: Plan) -> Iterator[Suggested]:
    """A suggestion for each person; who has no post gets why, and what would help."""
    lacks = {
        each["person"]: each for each in unplaced(instance, plan, asked_to_explain(plan.post.size))
    }
    for person, post in enumerate(plan.post.tolist()):
        name = instance.people[person]
        pair = instance.pair(person, post) if post >= 0 else -1
        yield Suggested(
            name,
            instance.posts[post] if post >= 0 else "",
            int(instance.score[pair]) if pair >= 0 else None,
            int(instance.rank[pair]) if pair >= 0 else 0,
            tuple(_alternatives(instance, person, post)),
            lacks.get(name, {}),
        )


def _alternatives(instance: Instance, person: int, post: int) -> list[tuple[str, int, int]]:
    """The fittest other posts that the person may take: post, score, rank of the wish."""
    own = range(int(instance.ptr[person]), int(instance.ptr[person + 1]))
    others = [
        (instance.posts[instance.col[pair]], int(instance.score[pair]), int(instance.rank[pair]))
        for pair in own
        if instance.col[pair] != post and not instance.barred[pair]
    ]
    others.sort(key=lambda each: (-each[1], each[2] or len(others) + 1, each[0]))
    return others[:MOST_ALTERNATIVES]
