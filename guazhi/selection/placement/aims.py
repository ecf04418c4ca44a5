"""What each level of a plan costs on each arc. Lower is better; no level is folded into another."""

import hashlib
from dataclasses import dataclass

import numpy as np

from guazhi.selection.placement.groups import Ints
from guazhi.selection.placement.instance import Instance
from guazhi.selection.placement.network import Network

LOT_BITS = 30
LOT_BITS_CROSSING = 20
SPREAD = 0x9E3779B97F4A7C15
MIX = (0xBF58476D1CE4E5B9, 0x94D049BB133111EB)


@dataclass(frozen=True, slots=True, eq=False)
class Level:
    """One aim: its name and what a unit of flow on each arc costs."""

    name: str
    cost: Ints


def levels_of(instance: Instance, network: Network) -> list[Level]:
    """The levels in order: lower limits, most people, the aims asked for, the lot."""
    aims = instance.aims
    levels = []
    if network.shortfall.any() or network.crosses:
        levels.append(Level("limits", network.shortfall.astype(np.int64)))
    most = np.zeros(len(network.tail), np.int64)
    most[network.back] = -1
    levels.append(Level("most", most))
    for name in aims.order:
        if name == "balance":
            levels.append(Level(name, network.uneven.astype(np.int64)))
        else:
            levels.append(Level(name, _on_pairs(network, pair_costs(instance, name))))
    bits = LOT_BITS_CROSSING if network.crosses else LOT_BITS
    levels.append(Level("lot", _on_pairs(network, lots(instance, bits))))
    return levels


def pair_costs(instance: Instance, name: str) -> Ints:
    """What each pair costs under one aim; the lot is worked out by ``lots``."""
    aims, score = instance.aims, instance.score.astype(np.int64)
    if name == "fit":
        return -fitness(instance)
    if name == "floor":
        return (score < aims.floor).astype(np.int64)
    costs = np.array([*aims.rank_costs], np.int64)
    last = len(costs) - 1
    rank = instance.rank.astype(np.int64)
    return costs[np.where(rank > 0, np.minimum(rank - 1, last), last)]


def fitness(instance: Instance) -> Ints:
    """What each pair counts as fit: its score, or the number of its band from 0 up."""
    score = instance.score.astype(np.int64)
    if not instance.aims.bands:
        return score
    return np.searchsorted(np.array(instance.aims.bands), score, side="right").astype(np.int64)


def lots(instance: Instance, bits: int) -> Ints:
    """The lot of each pair: SHA-256 of seed and id for either side, the two mixed (splitmix64).

    Anybody who knows the seed and the ids can work the lots out again.
    """
    seed = instance.aims.seed
    people = np.array([_key(seed, "person", name) for name in instance.people], np.uint64)
    posts = np.array([_key(seed, "post", name) for name in instance.posts], np.uint64)
    mixed = people[instance.rows] + posts[instance.col] * np.uint64(SPREAD)
    for shift, factor in zip((30, 27), MIX, strict=True):
        mixed = (mixed ^ (mixed >> np.uint64(shift))) * np.uint64(factor)
    mixed ^= mixed >> np.uint64(31)
    return (mixed >> np.uint64(64 - bits)).astype(np.int64)


def _key(seed: str, kind: str, name: str) -> int:
    digest = hashlib.sha256(f"{seed}\0{kind}\0{name}".encode()).digest()
    return int.from_bytes(digest[:8], "big")


def _on_pairs(network: Network, costs: Ints) -> Ints:
    whole = np.zeros(len(network.tail), np.int64)
    whole[: network.pairs] = costs
    return whole
