"""Rules that cross: whole-number programmes, level after level, in a process of their own.

The process can be ended at any moment and may hold only so much memory. It answers after each
level, so that what was found before it was ended stands. What it claims is not believed: the
rounded prices of each level give a bound that one pass over the pairs works out (``bound_of``).
"""

import io
import struct
import subprocess
import sys
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from guazhi.selection.placement.aims import Level
from guazhi.selection.placement.bounds import PLENTY, SCALE
from guazhi.selection.placement.groups import Ints
from guazhi.selection.placement.guess import guess
from guazhi.selection.placement.network import Network

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
    """An answer for each level that was reached in the time and memory given."""
    rows, first = network.rows, guess(network, levels)
    arrays: dict[str, NDArray[Any]] = {
        "start": np.zeros(0, np.int64) if first is None else network.flow_of(first.taken),
        "tail": network.tail, "head": network.head, "cap": network.cap,
        "shortfall": network.shortfall, "pairs": np.array(network.pairs),
        "nodes": np.array(network.nodes), "ptr": rows.ptr, "arc": rows.arc,
        "weight": rows.weight, "low": rows.low, "high": rows.high,
        "costs": np.stack([level.cost for level in levels]),
        "search": np.array(effort.nodes), "seconds": np.array(effort.seconds),
        "mebibytes": np.array(effort.mebibytes),
    }  # fmt: skip
    question = io.BytesIO()
    np.savez(question, allow_pickle=False, **arrays)
    answers = [_answer(frame) for frame in _frames(_asked(question.getvalue(), effort))]
    if len(answers) > 1 or first is None:
        return answers
    prices = np.concatenate([first.most * SCALE, np.zeros(len(rows.low) + 1, np.int64)])
    return [
        Answer(first.taken, -PLENTY, prices[:-1] * 0, unique=False),
        Answer(first.taken, -PLENTY, prices, unique=False),
    ]


def _asked(question: bytes, effort: Effort) -> bytes:
    """What the process wrote until it ended or was ended."""
    command = [sys.executable, "-m", "guazhi.selection.placement.search"]
    with subprocess.Popen(  # noqa: S603 - our own interpreter and module
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        try:
            return process.communicate(question, timeout=effort.seconds)[0]
        except subprocess.TimeoutExpired:
            process.kill()
            return process.communicate()[0]


def _frames(written: bytes) -> list[bytes]:
    """The whole answers; one that was cut off is none."""
    frames, at = [], 0
    while at + 8 <= len(written):
        (size,) = struct.unpack_from("<Q", written, at)
        if at + 8 + size > len(written):
            break
        frames.append(written[at + 8 : at + 8 + size])
        at += 8 + size
    return frames


def _answer(frame: bytes) -> Answer:
    with np.load(io.BytesIO(frame)) as found:
        bound = float(found["bound"])
        return Answer(
            found["taken"],
            int(np.ceil(bound - 1e-6 - 1e-9 * abs(bound))) if np.isfinite(bound) else -PLENTY,
            np.rint(found["prices"] * SCALE).astype(np.int64),
            bool(found["unique"]),
        )
