"""Timing one thing: CPU, latency, queries, bytes. The least of several rounds counts."""

import resource
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings

from guazhi.access.models import User

ROUNDS = 7
MOST_ROUNDS = 40
SECONDS = 0.4


@dataclass(frozen=True, slots=True)
class Figure:
    """What one request costs: CPU and wall milliseconds, queries, bytes of the answer."""

    cpu_ms: float
    ms: float
    queries: int
    bytes: int
    status: int

    def plain(self) -> dict[str, float | int]:
        """The figures for JSON."""
        return asdict(self)


def client_of(user: User) -> Client:
    """A signed-in client that asks from this machine."""
    client = Client(HTTP_HOST="localhost")
    client.force_login(user)
    return client


def fetch(client: Client, url: str, rounds: int = ROUNDS) -> Figure:
    """The cost of ``url``: one round counts queries, the best of the others time.

    What is quick is asked more often than ``rounds``, since other work of the machine disturbs
    it more.
    """
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(url)
    queries = len(captured)
    best_cpu = best = float("inf")
    until = time.perf_counter() + SECONDS * rounds / ROUNDS
    for done in range(max(rounds, MOST_ROUNDS)):
        if done >= max(rounds, 1) and time.perf_counter() > until:
            break
        wall, cpu = time.perf_counter(), time.process_time()
        answer = client.get(url)
        best_cpu = min(best_cpu, time.process_time() - cpu)
        best = min(best, time.perf_counter() - wall)
    return Figure(
        round(best_cpu * 1000, 2),
        round(best * 1000, 2),
        queries,
        len(answer.content),
        answer.status_code,
    )


def fetch_bare(url: str, rounds: int = ROUNDS) -> Figure:
    """The cost of a bare view, signed out and without middleware."""
    with override_settings(ROOT_URLCONF="guazhi.benchmark.bare", MIDDLEWARE=[]):
        return fetch(Client(HTTP_HOST="localhost"), url, rounds)


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """The wall and CPU seconds that ``work`` takes, once."""
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - wall, time.process_time() - cpu


def memory_mib() -> float:
    """The most memory this process has held, in MiB."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(peak / (1024 * 1024 if sys.platform == "darwin" else 1024), 1)
