"""Spans: from where to where a value may lie, and the segments that their ends cut a line into.

With the ends p0 < p1 < ... the segments are: below p0, p0 itself, between p0 and p1, p1 itself, and
so on. A set of segments is an int with one bit for each.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple


class Span(NamedTuple):
    """Values between two ends of one kind; an end of None is open for ever."""

    low: Any = None
    low_in: bool = False
    high: Any = None
    high_in: bool = False
    currency: str = ""
    """Of money: the only currency it speaks of."""

    @property
    def hollow(self) -> bool:
        """Whether no value at all lies in it."""
        if self.low is None or self.high is None:
            return False
        closed = self.low_in and self.high_in
        return bool(self.low > self.high) or (self.low == self.high and not closed)

    def both(self, other: Span) -> Span:
        """Return what lies in both; of two currencies the caller makes sure."""
        low = max((s for s in (self, other) if s.low is not None), key=_from, default=self)
        high = min((s for s in (self, other) if s.high is not None), key=_until, default=self)
        return Span(low.low, low.low_in, high.high, high.high_in, self.currency or other.currency)

    def segments(self, points: Sequence[Any]) -> int:
        """Return the segments it covers; its ends are among the points."""
        first, last = 0, 2 * len(points)
        if self.low is not None:
            first = 2 * bisect_left(points, self.low) + (1 if self.low_in else 2)
        if self.high is not None:
            last = 2 * bisect_left(points, self.high) + (1 if self.high_in else 0)
        return (1 << last + 1) - (1 << first) if first <= last else 0


def _from(span: Span) -> tuple[Any, bool]:
    return span.low, not span.low_in


def _until(span: Span) -> tuple[Any, bool]:
    return span.high, span.high_in


def points_of(spans: Iterable[Span]) -> list[Any]:
    """Return all ends in order, each once."""
    return sorted({end for span in spans for end in (span.low, span.high) if end is not None})


def covered(spans: Iterable[Span], points: Sequence[Any]) -> int:
    """Return the segments that any of the spans covers."""
    found = 0
    for span in spans:
        found |= span.segments(points)
    return found


def every(points: Sequence[Any]) -> int:
    """Return all segments."""
    return (1 << 2 * len(points) + 1) - 1
