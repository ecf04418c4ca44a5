"""Rules that cross: whole-number programmes, level after level, in a process of their own.

The process can be ended at any moment and may hold only so much memory. It answers after each
level, so that what was found before it was ended stands. What it claims is not believed: the
rounded prices of each level give a bound that one pass over the pairs works out (``bounds``).
"""

import io
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from guazhi.selection.placement.aims import Level
from guazhi.selection.placement.bounds import PLENTY, SCALE
from guazhi.selection.placement.flow import Solved, solve_flow
from guazhi.selection.placement.groups import Ints
from guazhi.selection.placement.guess import guess
from guazhi.selection.placement.instance import Instance
from guazhi.selection.placement.network import Network, families_of
from guazhi.selection.placement.prices import is_only_one
from guazhi.selection.placement.worker import asked, warm

SECONDS = 120.0
MEBIBYTES = 4096
NODES = 50_000


@dataclass(frozen=True, slots=True)
class Effort:
    """How hard to try: branch-and-bound nodes a level, then seconds in all and memory."""

    nodes: int = NODES
    seconds: float = SECONDS
    mebibytes: int = MEBIBYTES


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """One level as the process answered it: the pairs, its bound on the cost, its rounded prices.

    ``unique`` is said by the last level: no other plan is as good at all of them.
    """

    taken: Ints
    bound: int
    prices: Ints
    unique: bool


def solve_crossing(network: Network, levels: list[Level], effort: Effort) -> list[Answer]:
    """An answer for each level that was reached in the time and memory given.

    What is best without the rules that cross is best with them, where it happens to keep them:
    then nothing is searched.
    """
    rows = network.rows
    alone = solve_flow(network, levels)
    sums = rows.sums(alone.taken, network.pairs)
    if ((rows.low <= sums) & (sums <= rows.high)).all():
        return _kept_anyway(network, levels, alone)
    first = guess(network, levels, alone)
    start = np.zeros(0, np.int64) if first is None else network.flow_of(first.taken)
    question = _question(network, levels, effort, start)
    answers = [_answer(frame) for frame in asked(question, effort.seconds)]
    if len(answers) > 1 or first is None:
        return answers
    prices = np.concatenate([first.most * SCALE, np.zeros(len(rows.low) + 1, np.int64)])
    return [
        Answer(first.taken, -PLENTY, prices[:-1] * 0, unique=False),
        Answer(first.taken, -PLENTY, prices, unique=False),
    ]


def get_ready(instance: Instance) -> None:
    """Have a process ready where rules cross, so that a search begins at once."""
    if families_of(instance).crossing:
        warm()


def _kept_anyway(network: Network, levels: list[Level], alone: Solved) -> list[Answer]:
    """The answers that a plan of the flow gives; its prices need none for rows and levels."""
    unique = is_only_one(network, network.flow_of(alone.taken), alone.free)
    bounds = network.costs(alone.taken, [level.cost for level in levels])
    others = len(network.rows.low)
    return [
        Answer(
            alone.taken,
            bound,
            np.concatenate([price * SCALE, np.zeros(others + place, np.int64)]),
            unique,
        )
        for place, (bound, price) in enumerate(zip(bounds, alone.prices, strict=True))
    ]


def _question(network: Network, levels: list[Level], effort: Effort, start: Ints) -> bytes:
    """All that the process is told; ``start`` is the flow of a first plan, or empty."""
    rows = network.rows
    arrays: dict[str, NDArray[Any]] = {
        "start": start, "tail": network.tail, "head": network.head, "cap": network.cap,
        "shortfall": network.shortfall, "pairs": np.array(network.pairs),
        "nodes": np.array(network.nodes), "ptr": rows.ptr, "arc": rows.arc,
        "weight": rows.weight, "low": rows.low, "high": rows.high,
        "costs": np.stack([level.cost for level in levels]),
        "search": np.array(effort.nodes), "seconds": np.array(effort.seconds),
        "mebibytes": np.array(effort.mebibytes),
    }  # fmt: skip
    question = io.BytesIO()
    np.savez(question, allow_pickle=False, **arrays)
    return question.getvalue()


def _answer(frame: bytes) -> Answer:
    with np.load(io.BytesIO(frame)) as found:
        bound = float(found["bound"])
        return Answer(
            found["taken"],
            int(np.ceil(bound - 1e-6 - 1e-9 * abs(bound))) if np.isfinite(bound) else -PLENTY,
            np.rint(found["prices"] * SCALE).astype(np.int64),
            bool(found["unique"]),
        )
