"""Instants: UTC inside, a wall clock only at the calendar and at the sheet."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple
from zoneinfo import ZoneInfo


class Oddity(StrEnum):
    """What can be odd about a local time (CLOCKS 18)."""

    NONE = ""
    TWICE = "happens twice"
    NEVER = "never happens"


class Resolved(NamedTuple):
    """A local time as an instant, and what was odd about it."""

    instant: datetime
    oddity: Oddity


def resolve(local: datetime, zone: ZoneInfo) -> Resolved:
    """Return the UTC instant of a naive wall-clock time in a zone.

    A time that happens twice means the first; one that never happens means the first
    instant after the gap (CLOCKS 18).
    """
    first = local.replace(tzinfo=zone, fold=0).astimezone(UTC)
    second = local.replace(tzinfo=zone, fold=1).astimezone(UTC)
    if first == second:
        return Resolved(first, Oddity.NONE)
    if first < second:
        return Resolved(first, Oddity.TWICE)
    return Resolved(_after_gap(second, first, zone), Oddity.NEVER)


def _after_gap(low: datetime, high: datetime, zone: ZoneInfo) -> datetime:
    """Return the instant between two at which the zone's offset jumps."""
    before = low.astimezone(zone).utcoffset()
    while high - low > timedelta(seconds=1):
        middle = low + (high - low) / 2
        if middle.astimezone(zone).utcoffset() == before:
            low = middle
        else:
            high = middle
    return high.replace(microsecond=0)
