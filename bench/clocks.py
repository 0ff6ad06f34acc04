"""Clock operations: what add and between cost, and how that compares with peers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from bench.pace import best, seconds
from bench.peers import Peer, peers
from bench.spans import Span, calendar, spans


class Ours(NamedTuple):
    """What an operation of ours costs."""

    operation: str
    pauses: int
    microseconds: float
    most: float
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
    compiled = best(_first_question, work[:1]) * 1000
    return Clocks(count, compiled, _ours(work), [_beside(peer, work[:sample]) for peer in peers()])


def _first_question(work: Sequence[Span]) -> object:
    return calendar().between(work[0].start, work[0].end)


def _ours(work: Sequence[Span]) -> list[Ours]:
    hours = calendar()
    calls: list[tuple[str, int, float, Callable[[Sequence[Span]], object]]] = [
        ("add", 0, 3, lambda some: [hours.add(s, amount) for s, _, amount, _ in some]),
        ("between", 0, 3, lambda some: [hours.between(s, end) for s, end, _, _ in some]),
        ("add", 2, 8, lambda some: [hours.add(s, amount, rest) for s, _, amount, rest in some]),
        ("between", 2, 8, lambda some: [hours.between(s, end, rest) for s, end, _, rest in some]),
    ]
    return [
        Ours(name, n, best(call, work) / len(work) * 1e6, most) for name, n, most, call in calls
    ]


def _beside(peer: Peer, work: Sequence[Span]) -> Theirs:
    asked = [span for span in work if peer.asked(span)]
    agreed = sum(peer.same(peer.theirs(span), peer.ours(span)) for span in asked)
    theirs = sum(min(seconds(peer.theirs, span) for _ in range(2)) for span in asked)
    ours = best(lambda some: [peer.ours(span) for span in some], asked)
    each, mine = (spent / len(asked) * 1e6 for spent in (theirs, ours))
    return Theirs(
        peer.name, peer.operation, each, mine, theirs / ours, len(asked), agreed, peer.limits
    )
