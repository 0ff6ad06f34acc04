"""Instants in UTC, and the years for which a calendar is worked out."""

from datetime import UTC, datetime, timedelta

YEARS = range(1950, 2120)
"""Years a calendar covers; whatever lies outside is beyond the horizon."""

DAY = timedelta(days=1)
ZERO = timedelta(0)


class BeyondHorizonError(ValueError):
    """The instant asked for, or the answer, lies outside the years a calendar covers."""


class NeverOpenError(BeyondHorizonError):
    """The calendar has no open time that way, as far as it can be worked out."""


def utc(moment: datetime) -> datetime:
    """Return the instant in UTC; refuse a naive one with ValueError."""
    if moment.tzinfo is UTC:
        return moment
    if moment.utcoffset() is None:
        raise ValueError(f"{moment.isoformat()} has no time zone")
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        raise BeyondHorizonError from None


def within(moment: datetime) -> datetime:
    """Return the instant, or raise BeyondHorizonError where calendars do not reach."""
    if moment.year not in YEARS:
        raise BeyondHorizonError
    return moment


def new_year(year: int) -> datetime:
    """Return the first instant of a year, in UTC."""
    return datetime(year, 1, 1, tzinfo=UTC)
