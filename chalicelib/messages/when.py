"""Instants in words: the receiver's wall clock, in the receiver's language."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from chalicelib.messages import words
from chalicelib.model.word import Phrase


def zone_named(name: str) -> tzinfo:
    """Return the zone; an unknown name is UTC: the mail goes out all the same."""
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, LookupError):
        return UTC


def in_short(instant: datetime, at: datetime, zone: tzinfo) -> Phrase:
    """Return the wall time, and the date unless it is the day of ``at``."""
    local = instant.astimezone(zone)
    if local.date() == at.astimezone(zone).date():
        return Phrase(_hour(local), _hour(local))
    return in_full(instant, at, zone)


def in_full(instant: datetime, at: datetime, zone: tzinfo) -> Phrase:
    """Return wall time, weekday, date, and the year unless it is ``at``'s."""
    local = instant.astimezone(zone)
    same_year = local.year == at.astimezone(zone).year
    form = words.DAY if same_year else words.DAY_AND_YEAR
    return form.fill(
        weekday=words.WEEKDAYS[local.weekday()],
        month=words.MONTHS[local.month - 1],
        day=local.day,
        year=local.year,
        time=_hour(local),
    )


def _hour(local: datetime) -> str:
    """Return hours and minutes, with the offset where that hour happens twice."""
    hour = f"{local:%H:%M}"
    return f"{hour} ({offset(local)})" if _twice(local) else hour


def _twice(local: datetime) -> bool:
    return local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()


def offset(local: datetime) -> str:
    """Return how far a wall time is from UTC: UTC+1, UTC+5:30, UTC."""
    ahead = local.utcoffset() or timedelta()
    hours, minutes = divmod(abs(ahead) // timedelta(minutes=1), 60)
    sign = "-" if ahead < timedelta() else "+"
    return f"UTC{sign}{hours}" + (f":{minutes:02}" if minutes else "") if ahead else "UTC"


def zone_words(name: str, at: datetime) -> str:
    """Return a zone's name and offset: Asia/Shanghai, UTC+8."""
    zone = zone_named(name)
    known = str(zone)
    now = offset(at.astimezone(zone))
    return known if known == now else f"{known}, {now}"
