"""Codec for instants: serial dates and ISO text, on the sheet's own wall clock."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from types import NoneType
from typing import Any
from zoneinfo import ZoneInfo

from chalicelib.model.instant import Oddity, resolve
from chalicelib.model.word import Phrase
from chalicelib.sla.zone import steady
from chalicelib.tables import saying
from chalicelib.tables.cell import Cell, Serial, plain, shown
from chalicelib.tables.codec import Codec, Locale, Noted, Shape, Whole, Write
from chalicelib.tables.saying import Unreadable

EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001  # a wall clock has no zone
START = EPOCH.replace(tzinfo=UTC)
MILLISECOND = timedelta(milliseconds=1)
DAY = timedelta(days=1)
ZEROTH = EPOCH.toordinal()
EMPTIES = {str, NoneType}
NUMBERS = {float, int, Serial}
EARLIEST, LATEST = 20_000, 110_000
"""Serial dates taken for dates: 1954 to 2201; a bare number outside is a slip."""
YEARS = range(1954, 2202)
"""The same for dates in words; 9999-12-31 is a slip, or a way to say never."""

ISO = re.compile(
    r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?"
    r"(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,6}))?)?)?\s*(Z|[+-]\d{2}:?\d{2})?",
)
TWO_WAYS = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?:\s+(\d{1,2}:\d{2}(?::\d{2})?))?")


def from_serial(serial: float) -> datetime:
    """Return the naive wall-clock time of a serial date, to the millisecond."""
    return EPOCH + round(serial * 86_400_000) * MILLISECOND


def to_serial(local: datetime) -> Serial:
    """Return the serial date of a naive wall-clock time."""
    return Serial((local - EPOCH) / DAY)


def local_time(cell: Cell) -> datetime | None:
    """Return the wall-clock time a cell names: aware if the text names an offset."""
    if type(cell) is datetime:
        return cell
    if isinstance(cell, bool | time | timedelta):
        raise Unreadable(saying.NO_DATE.fill(cell=shown(cell)))
    if isinstance(cell, float | int):
        if not EARLIEST <= cell < LATEST:
            raise Unreadable(saying.NO_DATE.fill(cell=shown(cell)))
        return from_serial(cell)
    if isinstance(cell, date):
        return datetime.combine(cell, time())
    return _from_text(cell)


def _from_text(cell: Cell) -> datetime | None:
    text = unicodedata.normalize("NFKC", plain(cell))
    if not text:
        return None
    if match := ISO.fullmatch(text):
        return _from_iso(cell, match)
    if match := TWO_WAYS.fullmatch(text):
        return _from_two_ways(cell, match)
    raise Unreadable(saying.NO_DATE.fill(cell=shown(cell)))


def _from_iso(cell: Cell, match: re.Match[str]) -> datetime:
    year, month, day, hour, minute, second = (int(g or 0) for g in match.groups()[:6])
    micro = int((match[7] or "").ljust(6, "0"))
    try:
        local = datetime(year, month, day, hour, minute, second, micro)  # noqa: DTZ001
        return datetime.fromisoformat(local.isoformat() + match[8]) if match[8] else local
    except ValueError:
        raise Unreadable(saying.NO_SUCH_DAY.fill(cell=shown(cell))) from None


def _from_two_ways(cell: Cell, match: re.Match[str]) -> datetime:
    """Read 31.12.2026 and 12/31/2026, where only one order of day and month is possible."""
    first, second, year = int(match[1]), int(match[2]), match[3]
    orders = {(first, second), (second, first)}
    readings = [f"{year}-{m:02}-{d:02}" for d, m in orders if _is_day(int(year), m, d)]
    if not readings:
        raise Unreadable(saying.NO_SUCH_DAY.fill(cell=shown(cell)))
    if len(readings) > 1:
        raise Unreadable(saying.WHICH_DAY.fill(cell=shown(cell)))
    return _from_text(f"{readings[0]} {match[4] or ''}".strip()) or EPOCH


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


class _Origins(dict[int, datetime]):
    """By serial of a local day of one offset, what the wall clock showed at START.

    KeyError where clocks change on it, or it is too far away to be meant.
    """

    def __init__(self, zone: ZoneInfo) -> None:
        super().__init__()
        self._zone = zone

    def __missing__(self, day: int) -> datetime:
        if not EARLIEST <= day < LATEST:
            raise KeyError(day)
        shift = steady(self._zone, day + ZEROTH)
        if shift is None:
            raise KeyError(day)
        self[day] = origin = EPOCH + shift
        return origin


class _WallClock:
    """Reads the cells of one column; a local day's offset from UTC is looked up once."""

    def __init__(self, zone: ZoneInfo, noted: Noted) -> None:
        self._zone = zone
        self._noted = noted
        self._origins = _Origins(zone)

    def read(self, cell: Cell) -> datetime | None:
        """Return the instant that a cell names; None for an empty one."""
        if cell is None or cell == "":
            return None
        local = local_time(cell)
        return None if local is None else self._looked_up(local, cell)

    def whole(self, cells: Sequence[Cell]) -> list[datetime | None] | None:
        """Return what each cell of a column names; None unless all are plain dates or empty."""
        kinds = set(map(type, cells)) - EMPTIES
        try:
            if kinds <= {datetime}:
                return self._dates(cells)
            return self._serials(cells) if kinds <= NUMBERS and 0 not in cells else None
        except (AttributeError, KeyError, TypeError):
            return None

    def _dates(self, cells: Sequence[Any]) -> list[datetime | None]:
        # Two differences cost a third of one with replace(tzinfo=UTC) after it.
        origins = self._origins
        return [START + (c - origins[c.toordinal() - ZEROTH]) if c else None for c in cells]

    def _serials(self, cells: Sequence[Any]) -> list[datetime | None]:
        # A float day: text times a whole number would be that much text, not a TypeError.
        origins, a_day = self._origins, 86_400_000
        return [
            START + (EPOCH + (ms := round(c * 8.64e7)) * MILLISECOND - origins[ms // a_day])
            if c
            else None
            for c in cells
        ]

    def _looked_up(self, local: datetime, cell: Cell) -> datetime:
        if local.year not in YEARS:
            raise Unreadable(saying.FAR_DAY.fill(cell=shown(cell)))
        if local.tzinfo is not None:
            return local.astimezone(UTC)
        try:
            return START + (local - self._origins[local.toordinal() - ZEROTH])
        except KeyError:
            return self._odd(local, cell)

    def _odd(self, local: datetime, cell: Cell) -> datetime:
        instant, oddity = resolve(local, self._zone)
        if oddity is not Oddity.NONE:
            self._noted[cell] = _note(cell, oddity, instant.astimezone(self._zone))
        return instant


def _note(cell: Cell, oddity: Oddity, read: datetime) -> Phrase:
    said = saying.TWICE if oddity is Oddity.TWICE else saying.NEVER
    return said.fill(cell=shown(cell), read=f"{read:%H:%M}")


def _writer(locale: Locale) -> Write:
    def write(instant: datetime | None) -> Cell:
        if instant is None:
            return None
        local = instant.astimezone(locale.zone).replace(tzinfo=None)
        return to_serial(local)

    return write


def _whole(read: Any) -> Whole:
    return read.__self__.whole  # type: ignore[no-any-return]


INSTANT = Codec(
    Shape.INSTANT,
    lambda locale, noted: _WallClock(locale.zone, noted).read,
    _writer,
    whole=_whole,
)


def as_written(cell: Cell) -> Cell:
    """Return a cell as it compares with what a codec writes: dates as serials, blanks as None."""
    if isinstance(cell, datetime):
        return to_serial(cell)
    if isinstance(cell, date):
        return to_serial(datetime.combine(cell, time()))
    return None if cell == "" else cell


def same(seen: Cell, value: Cell) -> bool:
    """Whether a cell already shows a value, serials compared to the millisecond."""
    if type(seen) is str and type(value) is str:
        return seen == value
    left, right = as_written(seen), as_written(value)
    if isinstance(left, float | int) and isinstance(right, float | int):
        return abs(left - right) * 86_400_000 < 0.6  # noqa: PLR2004
    return left == right
