"""Clock operations: what add and between cost, and how that compares with peers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from time import process_time
from typing import Any, NamedTuple

from bench.pace import best
from bench.peers import Peer, peers
from bench.spans import Span, calendar, spans

TIMES = 7


class Ours(NamedTuple):
    """What an operation of ours costs."""

    operation: str
    pauses: int
    microseconds: float
    least: float
    """What it may cost at most."""


class Theirs(NamedTuple):
    """What a peer's operation costs beside ours on the same question."""

    peer: str
    operation: str
    microseconds: float
    ours: float
    ratio: float
    asked: int
    agreed: int
    limits: str


class Clocks(NamedTuple):
    """All figures of clock operations."""

    spans: int
    compiled: float
    """Milliseconds until a new calendar has answered its first question."""
    ours: Sequence[Ours]
    theirs: Sequence[Theirs]


def measured(count: int, sample: int) -> Clocks:
    """Measure operations on so many spans; peers on the first of them only."""
    work = spans(count)
    compiled = best(lambda: calendar().between(work[0].start, work[0].end), TIMES) * 1000
    return Clocks(count, compiled, _ours(work), [_beside(peer, work[:sample]) for peer in peers()])


def _ours(work: Sequence[Span]) -> list[Ours]:
    hours = calendar()
    calls: list[tuple[str, int, float, Callable[[], object]]] = [
        ("add", 0, 3, lambda: [hours.add(s, amount) for s, _, amount, _ in work]),
        ("between", 0, 3, lambda: [hours.between(s, end) for s, end, _, _ in work]),
        ("add", 2, 8, lambda: [hours.add(s, amount, pauses) for s, _, amount, pauses in work]),
        ("between", 2, 8, lambda: [hours.between(s, end, pauses) for s, end, _, pauses in work]),
    ]
    return [
        Ours(name, pauses, best(call, TIMES) / len(work) * 1e6, limit)
        for name, pauses, limit, call in calls
    ]


def _beside(peer: Peer, work: Sequence[Span]) -> Theirs:
    asked = [span for span in work if peer.asked(span)]
    theirs, spent = _timed(peer.theirs, asked)
    ours = [peer.ours(span) for span in asked]
    mine = best(lambda: [peer.ours(span) for span in asked], TIMES) / len(asked) * 1e6
    agreed = sum(map(peer.same, theirs, ours))
    each = spent / len(asked) * 1e6
    return Theirs(
        peer.name, peer.operation, each, mine, each / mine, len(asked), agreed, peer.limits
    )


def _timed(call: Callable[[Span], Any], work: Sequence[Span]) -> tuple[list[Any], float]:
    """Return the answers and the CPU seconds they took, each slice at its better of two tries."""
    answers, spent = [], 0.0
    for span in work:
        start = process_time()
        answers.append(call(span))
        spent += process_time() - start
    return answers, spent
