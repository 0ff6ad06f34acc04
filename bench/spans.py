"""Random work for clocks: spans on a calendar with a lunch break, holidays and a DST zone."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

import holidays

from chalicelib.sla.hours import BusinessHours

ZONE = ZoneInfo("Europe/Berlin")
DAYS_OFF: frozenset[date] = frozenset(holidays.country_holidays("DE", years=range(2024, 2032)))
WEEK = dict.fromkeys(range(5), (("09:00", "12:00"), ("13:00", "18:00")))
UNBROKEN = dict.fromkeys(range(5), (("09:00", "18:00"),))
YEAR = datetime(2025, 1, 1, tzinfo=UTC)
SEED = 2025


class Span(NamedTuple):
    """One piece of work: an instant, another up to 30 days later, the open time between."""

    start: datetime
    end: datetime
    open: timedelta
    pauses: Sequence[tuple[datetime, datetime]]
    """Two pauses that lie within."""


def calendar(*, lunch: bool = True) -> BusinessHours:
    """Return a new calendar: nothing of it is worked out yet."""
    return BusinessHours(ZONE, WEEK if lunch else UNBROKEN, DAYS_OFF)


def spans(count: int) -> list[Span]:
    """Return the work, the same in every process."""
    rng, hours = random.Random(SEED), calendar()
    return [_span(rng, hours) for _ in range(count)]


def _span(rng: random.Random, hours: BusinessHours) -> Span:
    start = YEAR + timedelta(seconds=rng.randrange(365 * 86_400))
    length = timedelta(seconds=rng.randrange(60, 30 * 86_400))
    a, b, c, d = sorted(rng.random() for _ in range(4))
    pauses = [(start + length * a, start + length * b), (start + length * c, start + length * d)]
    return Span(start, start + length, hours.between(start, start + length), pauses)
