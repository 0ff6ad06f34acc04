"""Pauses lengthen what remains: time inside one is as good as closed."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta

from chalicelib.sla.instants import ZERO, utc
from chalicelib.sla.periods import Period, merged

Measure = Callable[[datetime], timedelta]
"""How much open time lies before an instant."""


def in_order(pauses: Iterable[Period]) -> list[Period]:
    """Return pauses in UTC, ordered and merged; ValueError if one ends before it begins."""
    found = [(utc(begins), utc(ends)) for begins, ends in pauses]
    for begins, ends in found:
        if begins > ends:
            raise ValueError("a pause ends before it begins")
    return merged(found)


def overlap(pauses: Iterable[Period], measure: Measure) -> timedelta:
    """Return how much open time the pauses take."""
    idle = ZERO
    for begins, ends in pauses:
        idle += measure(ends) - measure(begins)
    return idle


def delayed(
    goal: timedelta, pauses: Sequence[Period], measure: Measure, *, exact: bool
) -> timedelta:
    """Move a goal later by the open time of the pauses on the way to it.

    With ``exact`` a goal reached just as a pause begins is reached then, not after it.
    """
    for begins, ends in pauses:
        idle = measure(begins)
        if idle > goal or (exact and idle == goal):
            break
        goal += measure(ends) - idle
    return goal


def advanced(goal: timedelta, pauses: Sequence[Period], measure: Measure) -> timedelta:
    """Move a goal earlier by the open time of the pauses on the way back to it."""
    for begins, ends in reversed(pauses):
        idle = measure(ends)
        if idle <= goal:
            break
        goal -= idle - measure(begins)
    return goal
