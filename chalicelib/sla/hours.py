"""Business hours: when the desk is open, and arithmetic over that time."""

from collections.abc import Container, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import UTC, date, datetime, timedelta
from types import MappingProxyType
from zoneinfo import ZoneInfo

from chalicelib.sla.instants import DAY, YEARS, ZERO, BeyondHorizonError, NeverOpenError, utc
from chalicelib.sla.pauses import advanced, after, delayed, in_order, overlap
from chalicelib.sla.periods import Period, clipped
from chalicelib.sla.timeline import Timeline
from chalicelib.sla.timetable import Overrides, Pairs, Timetable
from chalicelib.sla.zone import first_instant, zone_named

__all__ = ["BeyondHorizonError", "BusinessHours", "NeverOpenError", "Period"]

EARLIEST = datetime.min.replace(tzinfo=UTC)
NO_OVERRIDES: Mapping[date, Pairs] = MappingProxyType({})


class BusinessHours:
    """A weekly timetable in one time zone, with special dates, less holidays.

    ``week`` maps weekdays (Monday is 0) to pairs of times; ``overrides`` replaces the
    hours of single dates; a date in ``holidays`` has none, whatever else is said of it.
    Both may answer lazily: only ``in`` and ``get`` are asked of them. Instants come with
    any zone, never without one, and are given back in UTC.
    """

    def __init__(
        self,
        zone: ZoneInfo | str,
        week: Mapping[int, Pairs],
        holidays: Container[date] | Iterable[date] = frozenset(),
        overrides: Overrides = NO_OVERRIDES,
    ) -> None:
        self.zone = zone_named(zone) if isinstance(zone, str) else zone
        self._table = Timetable(self.zone, week, _asked(holidays), overrides)
        self._line = Timeline(self._table.year, empty=self._table.empty)
        self._works = _Works(self._table)
        self._counted: dict[tuple[date, int], date] = {}
        """Working dates counted before: a sheet asks for few of them, again and again."""

    def add(self, start: datetime, amount: timedelta, pauses: Iterable[Period] = ()) -> datetime:
        """Return the instant at which ``amount`` of open time has passed since ``start``.

        Time in a pause is not open. Zero gives the first open instant from ``start`` on,
        a negative amount the last instant from which that much passes until ``start``.
        """
        at = utc(start)
        since = self._line.measure(at)
        try:
            goal = since + amount
        except OverflowError:
            raise BeyondHorizonError from None
        if pauses:
            goal = self._paused(at, since, goal, pauses)
        return self._line.first(goal, since) if amount > ZERO else self._line.last(goal, since)

    def between(self, start: datetime, end: datetime, pauses: Iterable[Period] = ()) -> timedelta:
        """Return the open time from ``start`` to ``end``; negative if reversed."""
        at, to = utc(start), utc(end)
        passed = self._line.measure(to) - self._line.measure(at)
        if not pauses:
            return passed
        if at > to:
            return -self.between(to, at, pauses)
        return passed - overlap(in_order(pauses), (at, to), self._line.measure)

    def add_days(self, start: datetime, n: int) -> datetime:
        """Return the same wall-clock time ``n`` working dates later (or earlier)."""
        at = utc(start)
        if n == 0:
            return at
        if at.year not in YEARS:
            raise BeyondHorizonError
        local = at.astimezone(self.zone)
        asked = (local.date(), n)
        day = self._counted.get(asked)
        if day is None:
            day = self._counted[asked] = self._working_date(*asked)
        return first_instant(self.zone, datetime.combine(day, local.time()))

    def next_open(self, at: datetime) -> datetime:
        """Return the instant itself if open, else the next opening."""
        return self.add(at, ZERO)

    def next_close(self, at: datetime) -> datetime:
        """Return the first closing strictly after an instant."""
        return self._line.next_close(utc(at))

    def prev_close(self, at: datetime) -> datetime:
        """Return the instant itself if open just before it, else the last closing."""
        return self._line.prev_close(utc(at))

    def is_open(self, at: datetime) -> bool:
        """Tell whether the wall clock of an instant lies in open hours."""
        return self._line.is_open(utc(at))

    def periods(self, start: datetime, end: datetime) -> list[Period]:
        """Return the open periods within ``[start, end)``, in order."""
        at, to = utc(start), utc(end)
        return self._line.periods(at, to) if at < to else []

    def closed_days(self, start: datetime, end: datetime) -> list[date]:
        """Return the holidays within ``[start, end)`` that would have had hours."""
        at, to = utc(start), utc(end)
        if at >= to:
            return []
        if not (at.year in YEARS and to.year in YEARS):
            raise BeyondHorizonError
        last = (to - timedelta.resolution).astimezone(self.zone).toordinal()
        ordinals = range(at.astimezone(self.zone).toordinal(), last + 1)
        return [day for day in map(date.fromordinal, ordinals) if self._table.is_skipped(day)]

    def _working_date(self, day: date, n: int) -> date:
        if self._table.empty:
            raise NeverOpenError
        step, left = (DAY if n > 0 else -DAY), abs(n)
        works = self._works
        try:
            while left:
                day += step
                left -= works[day]
        except BeyondHorizonError:
            raise NeverOpenError if left == abs(n) else BeyondHorizonError from None
        return day

    def _paused(
        self, at: datetime, since: timedelta, goal: timedelta, pauses: Iterable[Period]
    ) -> timedelta:
        if goal < since:
            return advanced(goal, clipped(in_order(pauses), EARLIEST, at), self._line.measure)
        return delayed(goal, after(in_order(pauses), at), self._line.measure, exact=goal > since)

    def __repr__(self) -> str:
        return f"BusinessHours({self.zone.key!r}, {self._table})"


class _Works(dict[date, bool]):
    """Whether a date is worked: asked of the timetable once."""

    def __init__(self, table: Timetable) -> None:
        super().__init__()
        self._table = table

    def __missing__(self, day: date) -> bool:
        if day.year not in YEARS:
            raise BeyondHorizonError
        self[day] = worked = bool(self._table.on(day))
        return worked


def _asked(holidays: Container[date] | Iterable[date]) -> Container[date]:
    """Return holidays that can be asked for a date; lazy ones are kept as they are."""
    if isinstance(holidays, Container) and not isinstance(holidays, (Sequence, AbstractSet)):
        return holidays
    return frozenset(holidays)
