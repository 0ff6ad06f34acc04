"""What a zone's clocks show: its offsets through a year, and wall clock to instant."""

from bisect import bisect_left
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from chalicelib.model.instant import resolve
from chalicelib.sla.instants import DAY, new_year

NAIVE = datetime(1970, 1, 1)  # noqa: DTZ001 - a wall clock has no zone
BEGINNING = NAIVE.replace(tzinfo=UTC)

Season = tuple[datetime, datetime, timedelta]
"""From an instant to another, during which the zone keeps one offset from UTC."""


def zone_named(name: str) -> ZoneInfo:
    """Return the zone of that name; ValueError in words if there is none."""
    try:
        return ZoneInfo(name)
    except (KeyError, OSError, ValueError):
        raise ValueError(f"there is no time zone {name!r}; write one like Asia/Shanghai") from None


@lru_cache(maxsize=1024)
def seasons(zone: ZoneInfo, year: int) -> tuple[Season, ...]:
    """Return the stretches of one offset that make up a UTC year.

    Looks once a day: no zone has changed its clocks twice within one.
    """
    begins, day = new_year(year), new_year(year)
    offset, found = _offset(zone, day), list[Season]()
    while day < new_year(year + 1):
        after = _offset(zone, day + DAY)
        if after != offset:
            turn = _turn(zone, day)
            found.append((begins, turn, offset))
            begins, offset = turn, after
        day += DAY
    return (*found, (begins, day, offset))


def first_instant(zone: ZoneInfo, wall: datetime) -> datetime:
    """Return the first instant at which the zone's clocks show ``wall`` or, skipping it, more."""
    shift = steady(zone, wall.toordinal())
    if shift is not None:
        return BEGINNING + (wall - shift - NAIVE)
    return resolve(wall, zone).instant


@lru_cache(maxsize=4096)
def steady(zone: ZoneInfo, day: int) -> timedelta | None:
    """Return a local date's offset from UTC; None where clocks change on it, or just before."""
    midnight = datetime.fromordinal(day)
    ends = (midnight, midnight + timedelta(hours=24), midnight - timedelta(hours=3))
    offsets = {end.replace(tzinfo=zone, fold=f).utcoffset() for end in ends for f in (0, 1)}
    return offsets.pop() if len(offsets) == 1 else None


def _turn(zone: ZoneInfo, day: datetime) -> datetime:
    """Return the second, within a day after ``day``, at which the offset changes."""
    offset = _offset(zone, day)
    ahead = range(1, 86401)
    seconds = ahead[bisect_left(ahead, 1, key=lambda s: _offset(zone, day, s) != offset)]
    return day + timedelta(seconds=seconds)


def _offset(zone: ZoneInfo, moment: datetime, seconds: int = 0) -> timedelta:
    ahead = moment + timedelta(seconds=seconds)
    return ahead.astimezone(zone).utcoffset() or timedelta(0)
