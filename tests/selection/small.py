"""Small instances, and every plan of them looked at one by one."""

from collections.abc import Iterator
from itertools import product

import numpy as np
from hypothesis import assume
from hypothesis import strategies as st

from guazhi.selection.placement.aims import lots
from guazhi.selection.placement.groups import Groups, everyone
from guazhi.selection.placement.instance import NO_LIMIT, Aims, Instance, Rule
from guazhi.selection.placement.network import families_of, network_of
from guazhi.selection.placement.plan import broken_rules, pairs_of, value_of
from guazhi.selection.placement.rows import rows_of


def groups_of(of: list[int], names: str) -> Groups:
    count = max([*of, 0]) + 1
    return Groups(np.array(of, np.int32), tuple(f"{names}{place}" for place in range(count)))


@st.composite
def instances(draw: st.DrawFn, *, crossing: bool = False, pins: bool = True) -> Instance:
    """Up to five people and four posts, with rules of every kind."""
    people, posts = draw(st.integers(1, 5)), draw(st.integers(1, 4))
    allowed = [sorted(draw(st.sets(st.integers(0, posts - 1)))) for _ in range(people)]
    col = [post for row in allowed for post in row]
    few = st.integers(0, 4)
    pairs = len(col)
    cap = draw(st.lists(st.integers(0, 2), min_size=posts, max_size=posts))
    instance = Instance(
        tuple(f"p{place}" for place in range(people)),
        tuple(f"j{place}" for place in range(posts)),
        np.cumsum([0, *map(len, allowed)]).astype(np.int64),
        np.array(col, np.int32),
        np.array(draw(st.lists(few, min_size=pairs, max_size=pairs)), np.int32),
        np.array(draw(st.lists(few, min_size=pairs, max_size=pairs)), np.int32),
        np.array(cap, np.int32),
        np.full(people, -1, np.int32),
        np.array(
            draw(st.lists(st.sampled_from([False] * 5 + [True]), min_size=pairs, max_size=pairs)),
            bool,
        ),
        tuple(
            draw(rules(people, posts, crossing=crossing)) for _ in range(draw(st.integers(0, 3)))
        ),
        draw(st.none() | st.just(groups_of([place // 2 for place in range(posts)], "g"))),
        Aims(
            order=tuple(draw(st.permutations(["fit", "wishes", "balance", "floor"])))[: draw(few)],
            bands=draw(st.sampled_from([(), (2,), (1, 3)])),
            floor=2,
            rank_costs=(0, 1, 3),
            seed=draw(st.sampled_from(["", "a", "b"])),
        ),
    )
    assume(crossing == bool(families_of(instance).crossing))
    return instance


@st.composite
def rules(draw: st.DrawFn, people: int, posts: int, *, crossing: bool) -> Rule:
    """A rule over posts, over people, below one post, or (when wanted) across."""
    outside = st.integers(-1, 1)
    of_people = groups_of(draw(st.lists(outside, min_size=people, max_size=people)), "a")
    of_posts = groups_of(draw(st.lists(outside, min_size=posts, max_size=posts)), "b")
    kinds = ["posts", "people", "below"] + ["cross", "share"] * (2 if crossing else 0)
    kind = draw(st.sampled_from(kinds))
    if kind == "posts":
        of_people = everyone(people)
    if kind == "people":
        of_posts = everyone(posts)
    if kind == "below":
        of_posts = groups_of(list(range(posts)), "j")
    shape = (len(of_people.labels), len(of_posts.labels))
    high = draw(st.sampled_from([1, 2, 3, NO_LIMIT]))
    low = draw(st.sampled_from([0, 0, 0, 1]))
    if kind == "share":
        low, high = 0, NO_LIMIT
    share = draw(st.sampled_from([(1, 2), (1, 3), (2, 3)])) if kind == "share" else None
    return Rule(
        kind, of_people, of_posts, np.full(shape, low, np.int64), np.full(shape, high, np.int64),
        share, draw(st.booleans()),
    )  # fmt: skip


def plans(instance: Instance) -> Iterator[np.ndarray]:
    """Every plan that keeps pairs, bars, pins, places and upper limits."""
    options = []
    for person in range(len(instance.people)):
        pairs = range(int(instance.ptr[person]), int(instance.ptr[person + 1]))
        own = [int(instance.col[pair]) for pair in pairs if not instance.barred[pair]]
        pin = int(instance.pins[person])
        options.append([pin] if pin >= 0 else [-1, *own])
    for chosen in product(*options):
        post = np.array(chosen, np.int32)
        used = np.bincount(post[post >= 0], minlength=len(instance.posts))
        if (used <= instance.cap).all() and all(
            each.found <= each.high for each in broken_rules(instance, post)
        ):
            yield post


def worth(instance: Instance, post: np.ndarray) -> tuple[int, ...]:
    """How good a plan is at each level, less is better, counted without network and aims."""
    crosses = len(network_of(instance).rows.low) > 0
    taken = pairs_of(instance, post)
    pairs = [(int(instance.score[pair]), int(instance.rank[pair])) for pair in taken]
    aims, costs = instance.aims, instance.aims.rank_costs
    counted = {
        "floor": sum(score < aims.floor for score, _rank in pairs),
        "fit": -sum(
            sum(score >= start for start in aims.bands) if aims.bands else score
            for score, _rank in pairs
        ),
        "wishes": sum(
            costs[min(rank, len(costs)) - 1] if rank else costs[-1] for _score, rank in pairs
        ),
        "balance": value_of(instance, post, "balance"),
    }
    lot = int(lots(instance, 20 if crosses else 30)[taken].sum())
    short = value_of(instance, post, "limits")
    return (short, -len(taken), *(counted[name] for name in aims.order), lot)


__all__ = ["instances", "plans", "rows_of", "worth"]
