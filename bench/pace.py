"""How fast this machine runs at the moment: figures of a busy machine are figures of its load."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from time import process_time
from typing import NamedTuple, TypeVar

T = TypeVar("T")

TURNS = 20_000
TIMES = 7
SLICE = 200


class Pace(NamedTuple):
    """What one turn of an empty loop costs, in nanoseconds."""

    best: float
    usual: float
    """The middle of many tries."""


def nanoseconds(slices: int = 100) -> Pace:
    """Return the machine's pace at this moment."""
    found = sorted(_slice() for _ in range(slices))
    return Pace(found[0], found[len(found) // 2])


def _slice() -> float:
    start = process_time()
    for _ in range(TURNS):
        pass
    return (process_time() - start) / TURNS * 1e9


def best(call: Callable[[Sequence[T]], object], work: Sequence[T], times: int = TIMES) -> float:
    """Return the CPU seconds of a call over all work, each slice at its best of some times.

    Slices are short, so that a neighbour's load on the machine weighs little.
    """
    slices = [work[at : at + SLICE] for at in range(0, len(work), SLICE)]
    return sum(min(seconds(call, piece) for _ in range(times)) for piece in slices)


def seconds(call: Callable[[T], object], work: T) -> float:
    """Return the CPU seconds that a call took."""
    start = process_time()
    call(work)
    return process_time() - start
