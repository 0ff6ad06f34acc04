"""The numbers to hold, and whether they were held."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from bench.clocks import Clocks

BIG = 10_000
"""The size of desk that the limits speak of."""
CORE = ("parse", "decide", "diff")
SECONDS, MEGABYTES, TIMES_FASTER, EXPONENT = 2.0, 300.0, 100.0, 1.1

Size = Mapping[str, Any]


class Verdict(NamedTuple):
    """A number to hold, what was measured, and whether it was held."""

    what: str
    measured: float
    limit: str
    held: bool


def verdicts(clocks: Clocks, sizes: Sequence[Size]) -> list[Verdict]:
    """Return every verdict that the figures allow."""
    return [*_operations(clocks), *_desk(sizes), *_growth(sizes)]


def _operations(clocks: Clocks) -> Iterator[Verdict]:
    for ours in clocks.ours:
        what = f"{ours.operation}, {ours.pauses} pauses: microseconds"
        held = ours.microseconds <= ours.most
        yield Verdict(what, ours.microseconds, f"at most {ours.most:g}", held)
    for peer in clocks.theirs:
        if peer.peer == "businesstimedelta":
            what = f"{peer.operation}: times faster than {peer.peer}"
            yield Verdict(what, peer.ratio, "at least 100", peer.ratio >= TIMES_FASTER)


def _desk(sizes: Sequence[Size]) -> Iterator[Verdict]:
    for size in sizes:
        if size["cases"] == BIG:
            for run in ("first", "second"):
                spent = core(size, run)
                what = f"{BIG:,} cases, {run} run: CPU seconds of {', '.join(CORE)}"
                yield Verdict(what, spent, f"at most {SECONDS:g}", spent <= SECONDS)
            most = size["megabytes"]
            yield Verdict(f"{BIG:,} cases: peak MB", most, "at most 300", most <= MEGABYTES)


def _growth(sizes: Sequence[Size]) -> Iterator[Verdict]:
    if len(sizes) > 1:
        for run in ("first", "second"):
            found = exponent(sizes, run)
            what = f"growth of the {run} run with its size: exponent"
            yield Verdict(what, found, f"at most {EXPONENT:g}", found <= EXPONENT)


def core(size: Size, run: str) -> float:
    """Return the CPU seconds of parsing, deciding and comparing."""
    return sum(size[run][step] for step in CORE)


def exponent(sizes: Sequence[Size], run: str) -> float:
    """Return with which power of its size a run's cost grows, from the least to the largest."""
    small, large = sizes[0], sizes[-1]
    grown = core(large, run) / core(small, run)
    return math.log(grown) / math.log(large["cases"] / small["cases"])
