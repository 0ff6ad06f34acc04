"""Stretches of time, half-open, as pairs of instants in UTC; they merge and clip."""

from collections.abc import Iterable
from datetime import datetime

Period = tuple[datetime, datetime]
"""From the first instant up to, and without, the second."""


def merged(periods: Iterable[Period]) -> list[Period]:
    """Return the same time in order, without overlaps, touches or empty pieces."""
    found: list[Period] = []
    for begins, ends in sorted(periods):
        if found and begins <= found[-1][1]:
            if ends > found[-1][1]:
                found[-1] = (found[-1][0], ends)
        elif begins < ends:
            found.append((begins, ends))
    return found


def clipped(periods: Iterable[Period], low: datetime, high: datetime) -> list[Period]:
    """Return what of the periods lies within ``[low, high)``."""
    return [
        # Not max() and min(), which would cost more than all the rest.
        (begins if begins > low else low, ends if ends < high else high)  # noqa: FURB136
        for begins, ends in periods
        if begins < high and ends > low
    ]
