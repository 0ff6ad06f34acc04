"""Other libraries on the same work, as far as their semantics allow the same question."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, time, timedelta
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import pytz
from business_duration import businessDuration
from businesstimedelta import BusinessTimeDelta, HolidayRule, LunchTimeRule, Rules, WorkDayRule

from bench.spans import DAYS_OFF, ZONE, Span, calendar

HOUR = timedelta(hours=1)
HALF = timedelta(seconds=0.5)


class Peer(NamedTuple):
    """Another library's operation, and ours that answers the same question."""

    name: str
    operation: str
    theirs: Callable[[Span], Any]
    ours: Callable[[Span], Any]
    same: Callable[[Any, Any], bool]
    asked: Callable[[Span], bool]
    """Whether its semantics cover a piece of work."""
    limits: str = ""


def peers() -> Sequence[Peer]:
    """Return every operation of the peers."""
    return [*_businesstimedelta(), _business_duration(), _pandas()]


def _every(_span: Span) -> bool:
    return True


def _near(theirs: timedelta, ours: timedelta) -> bool:
    return abs(theirs - ours) < HALF


def _businesstimedelta() -> Sequence[Peer]:
    zone = pytz.timezone(ZONE.key)
    days = WorkDayRule(time(9), time(18), [0, 1, 2, 3, 4], tz=zone)
    lunch = LunchTimeRule(time(12), time(13), [0, 1, 2, 3, 4], tz=zone)
    rules, hours = Rules([days, lunch, HolidayRule(DAYS_OFF, tz=zone)]), calendar()

    def add(span: Span) -> datetime:
        return span.start + BusinessTimeDelta(rules, timedelta=span.open)

    def between(span: Span) -> timedelta:
        return rules.difference(span.start, span.end).timedelta

    name = "businesstimedelta"
    return [
        Peer(name, "add", add, lambda s: hours.add(s.start, s.open), _same_open, _some_time),
        Peer(name, "between", between, lambda s: hours.between(s.start, s.end), _near, _every),
    ]


def _same_open(theirs: datetime, ours: datetime) -> bool:
    return _near(theirs - ours, timedelta())


def _some_time(span: Span) -> bool:
    return bool(span.open)


def _business_duration() -> Peer:
    hours = calendar(lunch=False)

    def between(span: Span) -> float:
        ends = (span.start.astimezone(ZONE), span.end.astimezone(ZONE))
        start, end = (pd.Timestamp(end.replace(tzinfo=None)) for end in ends)
        found: float = businessDuration(
            start, end, time(9), time(18), holidaylist=DAYS_OFF, unit="sec"
        )
        return found

    return Peer(
        "business-duration",
        "between",
        between,
        lambda s: hours.between(s.start, s.end),
        lambda theirs, ours: abs(theirs - ours.total_seconds()) < HALF.total_seconds(),
        _every,
        "one interval a day, naive local times",
    )


def _pandas() -> Peer:
    hours = calendar()
    offset = pd.offsets.CustomBusinessHour
    days = np.busdaycalendar(holidays=sorted(DAYS_OFF))
    shape = {"start": ["09:00", "13:00"], "end": ["12:00", "18:00"], "calendar": days}

    def add(span: Span) -> datetime:
        local = pd.Timestamp(span.start.astimezone(ZONE).replace(tzinfo=None))
        moved: Any = local + offset(span.open // HOUR, **shape)
        return datetime.combine(moved.date(), moved.time()).replace(tzinfo=ZONE).astimezone(UTC)

    return Peer(
        "pandas CustomBusinessHour",
        "add",
        add,
        lambda s: hours.add(s.start, s.open // HOUR * HOUR),
        lambda theirs, ours: _same_open(theirs, hours.next_open(ours)),
        lambda s: s.open >= HOUR,
        "whole hours, naive local times; an end at closing moves to the next opening",
    )
