"""Targets: how long a promise runs, in one of four kinds of time (CLOCKS 2)."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum
from typing import NamedTuple


class Unit(StrEnum):
    """In what a target is counted."""

    SPAN = "time"
    """Hours and minutes: elapsed on a 24x7 calendar, else open time of the calendar."""
    DAYS = "calendar days"
    """The same wall-clock time so many days later."""
    BUSINESS_DAYS = "business days"
    """T+N: the same wall-clock time on the N-th working date."""
    FIELD = "column"
    """The deadline, or the length of time, stands in a column of the record."""


class Target(NamedTuple):
    """A promise's length; backwards it is counted back from a coming event (CLOCKS 14)."""

    text: str
    """As the SLA row says it."""
    unit: Unit
    span: timedelta = timedelta()
    days: int = 0
    field: str = ""
    backwards: bool = False
