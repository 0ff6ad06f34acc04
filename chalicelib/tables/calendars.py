"""Calendars: rows of the Hours and Holidays tabs as business hours."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import product
from zoneinfo import ZoneInfo

from chalicelib.model.problem import Problem, Rank
from chalicelib.model.word import Phrase
from chalicelib.sla.holiday import Official, official
from chalicelib.sla.hours import BusinessHours
from chalicelib.sla.lines import DayKind, HolidayLine, HoursLine
from chalicelib.sla.workdays import HolidaySet, MadeUpDays
from chalicelib.sla.zone import zone_named
from chalicelib.tables.cell import folded, shown
from chalicelib.tables.saying import Unreadable

Pairs = tuple[tuple[str, str], ...]

WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
ROUND_THE_CLOCK = "24x7"
CLOSED = frozenset({"", "-", "closed", "off", "休息", "休"})
PAIR = re.compile(r"(\d{1,2}):([0-5]\d)\s*(?:-|–|—|~|至|到)\s*(\d{1,2}):([0-5]\d)")
OCLOCK = re.compile(r"点(?:(\d{2})分?|([半整]?)(?!\d))")
SEPARATOR = re.compile(r"\s*[,;，；、\n]\s*")

NO_HOURS = Phrase(
    "'{cell}' is not a time span: write 09:00-12:00, 13:00-18:00",
    "“{cell}”不是时间段：请写成 09:00-12:00, 13:00-18:00",
)
NO_ZONE = Phrase(
    "'{cell}' is not a time zone: write one such as Asia/Shanghai or Europe/Berlin",
    "“{cell}”不是时区：请写 Asia/Shanghai 或 Europe/Berlin 这样的名称",
)
NO_COUNTRY = Phrase(
    "'{cell}' is no country whose holidays are known: {why}",
    "没有“{cell}”的节假日资料：请写 CN、US-CA 这样的代码",
)
NEVER_OPEN = Phrase(
    "the calendar has no open hour: fill in at least one day; its clocks cannot tell until then",
    "该日历没有任何工作时间：请至少填写一天；在此之前其时效无法判断",
)
UNCONFIRMED = Phrase(
    "the official days off of {country} for {year} are not known yet: put them into Holidays",
    "{country} {year} 年的官方放假安排尚未公布：请在“节假日”中补充",
)
UNCOVERED = Phrase(
    "no shift covers {gaps}: nobody is on duty then", "以下时段没有班次：{gaps}，此时无人值班"
)
NO_CALENDAR = Phrase(
    "there is no calendar '{cell}' on the Hours tab", "“工作时间”中没有日历“{cell}”"
)


def read_pairs(text: str) -> Pairs:
    """Return the time spans of a cell: 09:00-12:00, 13:00-18:00; none where it is closed."""
    if folded(text) in CLOSED:
        return ()
    return tuple(_pair(part, text) for part in SEPARATOR.split(text.strip()) if part)


def _pair(part: str, text: str) -> tuple[str, str]:
    match = PAIR.fullmatch(OCLOCK.sub(_minutes, folded(part)))
    if match is None or int(match[1]) > 23 or int(match[3]) > 24:  # noqa: PLR2004
        raise Unreadable(NO_HOURS.fill(cell=shown(text)))
    return f"{int(match[1]):02}:{match[2]}", f"{int(match[3]):02}:{match[4]}"


def _minutes(oclock: re.Match[str]) -> str:
    """Return the minutes past an hour as a clock shows them: :30 of 点半."""
    return f":{oclock[1] or ('30' if oclock[2] == '半' else '00')}"


class AnyOf:
    """The holidays of several countries together."""

    def __init__(self, countries: Iterable[Official]) -> None:
        self._countries = tuple(countries)

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and any(day in country for country in self._countries)


class Calendars:
    """The calendars of a workbook, made from its rule rows; problems are kept beside."""

    def __init__(
        self, zone: ZoneInfo, days: Sequence[HolidayLine], rows: Mapping[str, int]
    ) -> None:
        self.zone = zone
        self.days = days
        self.rows = rows
        self.problems: list[Problem] = []
        self.hours: dict[str, BusinessHours] = {}
        self.officials: dict[str, dict[str, Official]] = {}

    def add(self, line: HoursLine) -> None:
        """Take in a row of the Hours tab; a cell that cannot be read leaves its day closed."""
        week = {n: pairs for n, day in enumerate(WEEK) if (pairs := self._day(line, day))}
        officials = {c: found for c in line.holidays if (found := self._official(line, c))}
        if not week:
            self._problem(line, "monday", NEVER_OPEN, Rank.LAYOUT)
        mine = [d for d in self.days if d.day and (not d.calendar or d.calendar == line.id)]
        made_up = next(iter(officials.values()), None)
        worked = frozenset(_dates(mine, DayKind.WORKED, self.zone))
        off = frozenset(_dates(mine, DayKind.OFF, self.zone))
        written = self._written(mine)
        holidays = HolidaySet(AnyOf(officials.values()), off, worked | frozenset(written))
        overrides = MadeUpDays(week, made_up, worked, written)
        self.officials[line.id] = officials
        self.hours[line.id] = BusinessHours(self._zone(line), week, holidays, overrides)

    def unconfirmed(self, now: datetime) -> None:
        """Flag calendars whose official days off are not published for the coming months."""
        years = sorted({now.year, (now + timedelta(days=60)).year})
        for name, officials in self.officials.items():
            for code, year in product(officials, years):
                if not officials[code].confirmed(year):
                    what = UNCONFIRMED.fill(country=code, year=year)
                    place = ("hours", self.rows[name], "holidays")
                    self.problems.append(Problem(*place, what, Rank.LOW, name))

    def uncovered(self, shifts: Iterable[HoursLine], now: datetime) -> None:
        """Flag hours of the week in which no shift is on duty (RULEBOOK 1)."""
        lines = [line for line in shifts if line.shift]
        if not lines:
            return
        start = now.replace(hour=0, minute=0, second=0, microsecond=0)
        end = start + timedelta(days=7)
        spans = sorted(s for line in lines for s in self.hours[line.id].periods(start, end))
        gaps, reached = [], start
        for begin, finish in [*spans, (end, end)]:
            if begin > reached:
                gaps.append((reached, begin))
            reached = max(reached, finish)
        if gaps:
            said = ", ".join(dict.fromkeys(self._gap(*gap) for gap in gaps))
            self._problem(lines[0], "shift", UNCOVERED.fill(gaps=said), Rank.CELL)

    def _gap(self, start: datetime, end: datetime) -> str:
        begin, finish = start.astimezone(self.zone), end.astimezone(self.zone)
        return f"{begin:%H:%M}-{finish:%H:%M}"

    def _day(self, line: HoursLine, day: str) -> Pairs:
        try:
            return read_pairs(getattr(line, day))
        except Unreadable as found:
            self._problem(line, day, found.what, Rank.LAYOUT)
            return ()

    def _written(self, days: Sequence[HolidayLine]) -> dict[date, Pairs]:
        special = [line for line in days if line.kind is DayKind.HOURS and line.day]
        return {_date(line.day, self.zone): self._special(line) for line in special if line.day}

    def _special(self, line: HolidayLine) -> Pairs:
        try:
            return read_pairs(line.hours)
        except Unreadable as found:
            self.problems.append(Problem("holidays", 0, "hours", found.what, Rank.CELL, line.id))
            return ()

    def _official(self, line: HoursLine, code: str) -> Official | None:
        try:
            return official(code)
        except ValueError as error:
            what = NO_COUNTRY.fill(cell=shown(code), why=str(error))
            self._problem(line, "holidays", what, Rank.LAYOUT)
            return None

    def _zone(self, line: HoursLine) -> ZoneInfo:
        zone = read_zone(line.zone)
        if zone is None and line.zone:
            self._problem(line, "zone", NO_ZONE.fill(cell=shown(line.zone)), Rank.LAYOUT)
        return zone or self.zone

    def _problem(self, line: HoursLine, column: str, what: Phrase, rank: Rank) -> None:
        self.problems.append(Problem("hours", self.rows[line.id], column, what, rank, line.id))


def read_zone(text: str) -> ZoneInfo | None:
    """Return the time zone of a name, or None if there is no such zone."""
    try:
        return zone_named(text.strip()) if text.strip() else None
    except ValueError:
        return None


def round_the_clock(zone: ZoneInfo) -> BusinessHours:
    """Return the calendar that is always open."""
    return BusinessHours(zone, dict.fromkeys(range(7), (("00:00", "24:00"),)))


def _dates(days: Sequence[HolidayLine], kind: DayKind, zone: ZoneInfo) -> list[date]:
    return [_date(line.day, zone) for line in days if line.kind is kind and line.day]


def _date(instant: datetime, zone: ZoneInfo) -> date:
    """Return the date typed: the sheet's own wall clock, whatever zone the calendar keeps."""
    return instant.astimezone(zone).date()
