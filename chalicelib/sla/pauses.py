"""Pauses lengthen what remains: time inside one is as good as closed."""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta

from chalicelib.sla.instants import ZERO, utc
from chalicelib.sla.periods import Period, merged

BEGINNING = datetime.min.replace(tzinfo=UTC)

Measure = Callable[[datetime], timedelta]
"""How much open time lies before an instant."""


def in_order(pauses: Iterable[Period]) -> list[Period]:
    """Return pauses in UTC, ordered and merged; ValueError if one ends before it begins."""
    found, last, tidy = [], BEGINNING, True
    for begins, ends in pauses:
        if begins.tzinfo is not UTC or ends.tzinfo is not UTC:
            begins, ends = utc(begins), utc(ends)  # noqa: PLW2901
        if begins > ends:
            raise ValueError("a pause ends before it begins")
        tidy = tidy and last < begins < ends
        last = ends
        found.append((begins, ends))
    return found if tidy else merged(found)


def after(pauses: list[Period], at: datetime) -> list[Period]:
    """Return what of ordered pauses lies at or after an instant."""
    if not pauses or pauses[0][0] >= at:
        return pauses
    return [(begins if begins > at else at, ends) for begins, ends in pauses if ends > at]  # noqa: FURB136


def overlap(pauses: Iterable[Period], within: Period, measure: Measure) -> timedelta:
    """Return how much open time the pauses take of a stretch of time."""
    (low, high), idle = within, ZERO
    for begins, ends in pauses:
        if begins < high and ends > low:
            # Not max() and min(), which would cost more than all the rest.
            since = begins if begins > low else low  # noqa: FURB136
            idle += measure(ends if ends < high else high) - measure(since)  # noqa: FURB136
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
