"""How fast this machine runs at the moment: figures of a busy machine are figures of its load."""

from __future__ import annotations

from collections.abc import Callable
from time import process_time

TURNS = 20_000


def nanoseconds(slices: int = 100) -> tuple[float, float]:
    """Return the best and the middle cost of one turn of an empty loop."""
    found = sorted(_slice() for _ in range(slices))
    return found[0], found[len(found) // 2]


def _slice() -> float:
    start = process_time()
    for _ in range(TURNS):
        pass
    return (process_time() - start) / TURNS * 1e9


def best(work: Callable[[], object], times: int) -> float:
    """Return the least CPU seconds that some work took, of so many times."""
    return min(_once(work) for _ in range(times))


def _once(work: Callable[[], object]) -> float:
    start = process_time()
    work()
    return process_time() - start
