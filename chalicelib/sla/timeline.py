"""Open time as one long measure: how much of it lies before an instant, and back.

The measure is zero at the start of the first year asked for. Years are added on either
side when a question needs them, which never changes what was measured before.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from datetime import datetime, timedelta

from chalicelib.sla.instants import YEARS, ZERO, BeyondHorizonError, NeverOpenError, new_year
from chalicelib.sla.periods import Period, clipped


class Timeline:
    """Open periods with the open time before each of them, grown year by year."""

    def __init__(self, year: Callable[[int], list[Period]], *, empty: bool = False) -> None:
        self._year = year
        self._empty = empty
        self._opens: list[datetime] = []
        self._closes: list[datetime] = []
        self._before: list[timedelta] = []
        self._low = self._high = new_year(YEARS.start)
        self._least = self._most = ZERO

    def measure(self, at: datetime) -> timedelta:
        """Return the open time before an instant."""
        if not self._low <= at < self._high:
            self._cover(at)
        index = bisect_right(self._opens, at) - 1
        if index < 0:
            return self._least
        closes = self._closes[index]
        until = at if at < closes else closes  # noqa: FURB136 - min() costs a quarter of it all
        return self._before[index] + (until - self._opens[index])

    def first(self, goal: timedelta, since: timedelta) -> datetime:
        """Return the first instant with ``goal`` before it, later than ``since``."""
        while goal > self._most:
            self._seek_later(since)
        index = bisect_left(self._before, goal) - 1
        return self._opens[index] + (goal - self._before[index])

    def last(self, goal: timedelta, since: timedelta) -> datetime:
        """Return the last instant with ``goal`` before it; it is an open one."""
        while goal >= self._most:
            self._seek_later(since)
        while goal < self._least:
            self._seek_earlier(since)
        index = bisect_right(self._before, goal) - 1
        return self._opens[index] + (goal - self._before[index])

    def is_open(self, at: datetime) -> bool:
        """Tell whether an instant is open."""
        self._cover(at)
        index = bisect_right(self._opens, at) - 1
        return index >= 0 and at < self._closes[index]

    def next_close(self, at: datetime) -> datetime:
        """Return the first closing strictly after an instant."""
        since = self.measure(at)
        index = bisect_right(self._closes, at)
        # What closes with the last known year may go on in the next one.
        while index == len(self._closes) or self._closes[index] == self._high:
            self._seek_later(since)
        return self._closes[index]

    def prev_close(self, at: datetime) -> datetime:
        """Return the instant itself if it ends open time, else the last closing."""
        since = self.measure(at)
        while (index := bisect_left(self._opens, at) - 1) < 0:
            self._seek_earlier(since)
        return min(at, self._closes[index])

    def periods(self, start: datetime, end: datetime) -> list[Period]:
        """Return the open periods, clipped to ``[start, end)``."""
        self._cover(start)
        self._cover(end)
        known = slice(bisect_right(self._closes, start), bisect_left(self._opens, end))
        return clipped(zip(self._opens[known], self._closes[known], strict=True), start, end)

    def _cover(self, at: datetime) -> None:
        if at.year not in YEARS:
            raise BeyondHorizonError
        if self._low == self._high:
            self._low = self._high = new_year(at.year)
        while at >= self._high:
            self._grow_later()
        while at < self._low:
            self._grow_earlier()

    def _seek_later(self, since: timedelta) -> None:
        if self._empty or (self._high.year == YEARS.stop and self._most == since):
            raise NeverOpenError
        if self._high.year == YEARS.stop:
            raise BeyondHorizonError
        self._grow_later()

    def _seek_earlier(self, since: timedelta) -> None:
        if self._empty or (self._low.year == YEARS.start and self._least == since):
            raise NeverOpenError
        if self._low.year == YEARS.start:
            raise BeyondHorizonError
        self._grow_earlier()

    def _grow_later(self) -> None:
        for opens, closes in self._year(self._high.year):
            if self._closes and self._closes[-1] == opens:
                self._closes[-1] = closes
            else:
                self._opens.append(opens)
                self._closes.append(closes)
                self._before.append(self._most)
            self._most += closes - opens
        self._high = new_year(self._high.year + 1)

    def _grow_earlier(self) -> None:
        found = self._year(self._low.year - 1)
        touches = bool(found and self._opens and found[-1][1] == self._opens[0])
        self._opens[: int(touches)] = [opens for opens, _ in found]
        self._closes[:0] = [closes for _, closes in found[: len(found) - touches]]
        self._before[: int(touches)] = self._measures(found)
        self._low = new_year(self._low.year - 1)

    def _measures(self, found: list[Period]) -> list[timedelta]:
        self._least -= sum((closes - opens for opens, closes in found), ZERO)
        before, measures = self._least, []
        for opens, closes in found:
            measures.append(before)
            before += closes - opens
        return measures
