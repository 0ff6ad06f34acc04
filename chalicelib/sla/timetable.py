"""Which wall-clock hours a date has: the week, the special days, the holidays."""

import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from chalicelib.sla.instants import DAY
from chalicelib.sla.periods import Period, clipped, merged
from chalicelib.sla.zone import Season, seasons

Pairs = Iterable[tuple[str, str]]
"""Opening and closing times as a person writes them: ("09:00", "17:00")."""

Hours = tuple[tuple[timedelta, timedelta], ...]
"""Opening and closing times as time since the wall clock's midnight."""

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

_WRITTEN = re.compile(r"(\d{1,2}):([0-5]\d)(?::([0-5]\d))?", re.ASCII)


class Overrides(Protocol):
    """Special dates and their hours: a mapping, or whatever answers ``get`` when asked."""

    def get(self, day: date, /) -> Pairs | None:
        """Return the hours of a special date (none of them: a day off), else None."""


class Timetable:
    """The hours of each date in one zone; compiles a year of them to periods."""

    def __init__(
        self,
        zone: ZoneInfo,
        week: Mapping[int, Pairs],
        holidays: Container[date],
        overrides: Overrides,
    ) -> None:
        if strange := set(week) - set(range(7)):
            raise ValueError(f"weekdays are 0 (Monday) to 6 (Sunday), not {min(strange)!r}")
        self.zone = zone
        self.holidays = holidays
        self.week = tuple(hours(week.get(weekday, ())) for weekday in range(7))
        self._special, self.empty = _special(overrides)
        self.empty = self.empty and not any(self.week)

    def on(self, day: date) -> Hours:
        """Return the hours of a date; a holiday has none."""
        return () if day in self.holidays else self.usual(day)

    def usual(self, day: date) -> Hours:
        """Return the hours the date would have if it were no holiday."""
        special = self._special(day)
        return self.week[day.weekday()] if special is None else special

    def is_skipped(self, day: date) -> bool:
        """Tell whether a holiday takes away the hours of a date."""
        return day in self.holidays and bool(self.usual(day))

    def year(self, year: int) -> list[Period]:
        """Return the open periods of a UTC year, in order, apart from each other."""
        found = [p for season in seasons(self.zone, year) for p in self._during(season)]
        return merged(found)

    def __str__(self) -> str:
        return ", ".join(
            f"{name} {' '.join(f'{_text(opens)}-{_text(closes)}' for opens, closes in found)}"
            for name, found in zip(WEEKDAYS, self.week, strict=True)
            if found
        )

    def _during(self, season: Season) -> list[Period]:
        begins, ends, offset = season
        # Hours can run to the end of the next day, so the day before may reach in.
        first = (begins + offset).toordinal() - 1
        days = map(date.fromordinal, range(first, (ends + offset).toordinal() + 1))
        return clipped(self._shown(days, offset), begins, ends)

    def _shown(self, days: Iterable[date], offset: timedelta) -> Iterator[Period]:
        for day in days:
            if found := self.on(day):
                midnight = datetime(day.year, day.month, day.day, tzinfo=UTC) - offset
                for opens, closes in found:
                    yield midnight + opens, midnight + closes


def hours(pairs: Pairs) -> Hours:
    """Read the hours of a day; a closing not after its opening is on the next day."""
    return tuple(_pair(pair) for pair in pairs)


def _pair(pair: object) -> tuple[timedelta, timedelta]:
    if not isinstance(pair, (tuple, list)) or len(pair) != 2:  # noqa: PLR2004 - a pair is two
        raise ValueError(f"{pair!r} is not an opening and a closing time")
    opens, closes = map(_time, pair)
    if opens >= DAY:
        raise ValueError(f"{pair[0]!r} can close a day but not open it")
    return opens, closes if closes > opens else closes + DAY


def _time(text: object) -> timedelta:
    written = _WRITTEN.fullmatch(text) if isinstance(text, str) else None
    if not written:
        raise ValueError(f"{text!r} is not a time of day like 09:00")
    hour, minute, second = (int(part or 0) for part in written.groups())
    time = timedelta(hours=hour, minutes=minute, seconds=second)
    if time > DAY:
        raise ValueError(f"{text!r} is later than 24:00")
    return time


def _text(time: timedelta) -> str:
    minutes, seconds = divmod(int(time.total_seconds()), 60)
    hour = minutes // 60 - (24 if time > DAY else 0)
    return f"{hour:02}:{minutes % 60:02}" + (f":{seconds:02}" if seconds else "")


def _special(overrides: Overrides) -> tuple[Callable[[date], Hours | None], bool]:
    """Return how to look up a special date, and whether surely none of them has hours."""
    if isinstance(overrides, Mapping):
        known = {day: hours(pairs) for day, pairs in overrides.items()}
        return known.get, not any(known.values())

    def ask(day: date) -> Hours | None:
        pairs = overrides.get(day)
        return None if pairs is None else hours(pairs)

    return ask, False
