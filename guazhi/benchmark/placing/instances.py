"""Instances of any size that look like an intake: people wish for near posts that many wish for.

About 24 options a person, over half of them in the own city; level and direction must fit. There
are as many places as people and not everybody can be placed.
"""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from guazhi.selection.placement.groups import Ints
from guazhi.selection.placement.instance import Aims, Instance

SEED = 1
FEW_WISHES, MANY_WISHES = 20, 220
NEAR = (0.55, 0.30, 0.15)
LEVELS = (0.4, 0.3, 0.2, 0.1)


def made(people: int, seed: int = SEED) -> Instance:
    """An instance of so many people."""
    random = np.random.default_rng(seed)
    cap = random.integers(1, 4, size=people)
    cap = cap[: int(np.searchsorted(np.cumsum(cap), people)) + 1]
    who, where, score = _pairs(random, people, len(cap))
    counts = np.bincount(who, minlength=people)
    arrays = {
        "ptr": np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
        "col": where.astype(np.int32),
        "score": score.astype(np.int32),
        "rank": random.integers(0, 6, size=len(where)).astype(np.int32),
        "cap": cap.astype(np.int32),
    }
    return _of(arrays)


def save(instance: Instance, path: Path) -> None:
    """Keep an instance, so that every solver reads the same."""
    parts = {name: getattr(instance, name) for name in ("ptr", "col", "score", "rank", "cap")}
    np.savez(path, allow_pickle=False, **parts)


def load(path: Path) -> Instance:
    """An instance that was kept."""
    with np.load(path) as arrays:
        return _of(dict(arrays))


def _of(arrays: dict[str, Any]) -> Instance:
    people, posts = len(arrays["ptr"]) - 1, len(arrays["cap"])
    return Instance(
        tuple(f"P{number:07}" for number in range(people)),
        tuple(f"J{number:07}" for number in range(posts)),
        pins=np.full(people, -1, np.int32),
        barred=np.zeros(len(arrays["col"]), bool),
        aims=Aims(order=("fit", "wishes")),
        **arrays,
    )


def _pairs(random: np.random.Generator, people: int, posts: int) -> tuple[Ints, Ints, Ints]:
    """Who may go where, and the scores."""
    counties = max(8, people // 40)
    home = np.sort(random.integers(0, counties, size=people))
    county = np.sort(random.integers(0, counties, size=posts))
    who = np.repeat(np.arange(people), random.integers(FEW_WISHES, MANY_WISHES, size=people))
    where = _wished(random, home[who], county, counties)
    levels = random.choice(4, size=people, p=LEVELS), random.choice(4, size=posts, p=LEVELS)
    ways = random.integers(0, 3, size=people), random.integers(0, 3, size=posts)
    step = levels[1][where] - levels[0][who]
    fits = (ways[0][who] == ways[1][where]) | (random.random(len(who)) < 0.3)
    fits &= ((step == 0) | (step == 1)) & (county[where] != home[who])
    who, where = np.divmod(np.unique(who[fits] * posts + where[fits]), posts)
    fields = random.integers(0, 8, size=people), random.integers(0, 8, size=posts)
    score = 4000 * (fields[0][who] == fields[1][where])
    score = score + random.integers(0, 5000, size=len(who))
    score = score + 1000 * (np.abs(county[where] - home[who]) < 8)
    return who, where, np.clip(score, 0, 9999)


def _wished(
    random: np.random.Generator, home: Ints, county: Ints, counties: int
) -> NDArray[np.int64]:
    """Posts drawn by how sought they are: in the own city, in the own province, anywhere."""
    cities, provinces = max(2, counties // 8), max(1, counties // 80)
    of_county = np.arange(counties)
    city = np.minimum(of_county * cities // counties, cities - 1)
    province = np.minimum(of_county * provinces // counties, provinces - 1)
    sought = np.concatenate([[0], np.cumsum(random.pareto(2.0, size=len(county)) + 0.3)])
    first = np.searchsorted(county, np.arange(counties + 1))
    reach = random.choice(3, size=len(home), p=NEAR)
    low, high = np.zeros(len(home), np.int64), np.full(len(home), len(county), np.int64)
    for kind, part in ((0, city), (1, province)):
        edges = first[np.searchsorted(part, np.arange(part.max() + 2))]
        here = reach == kind
        low[here], high[here] = edges[part[home[here]]], edges[part[home[here]] + 1]
    drawn = sought[low] + (sought[high] - sought[low]) * random.random(len(home))
    chosen: Ints = np.searchsorted(sought, drawn, side="right").astype(np.int64)
    return np.clip(chosen - 1, 0, len(county) - 1).astype(np.int64)
