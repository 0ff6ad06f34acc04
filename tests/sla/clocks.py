"""One record and one SLA row, run again and again: a clock's life in a test."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from chalicelib.model.case import Case, CaseStatus, Priority
from chalicelib.model.face import ClockState
from chalicelib.model.word import Language
from chalicelib.sla.clock import FRESH, NO_UNREAD, Reading, Subject, read
from chalicelib.sla.history import Between, observe
from chalicelib.sla.hours import BusinessHours
from chalicelib.sla.keep import kept
from chalicelib.sla.ladder import armed, news, remembered
from chalicelib.sla.lines import Reopen
from chalicelib.sla.memory import NOTHING, ClockMemory
from chalicelib.sla.rule import Calendar, Rule
from chalicelib.sla.say import Voice
from chalicelib.sla.why import short
from chalicelib.tables.codec import Locale
from chalicelib.tables.grammar import Grammar, rungs
from chalicelib.tables.workbook import BY_KEY

UTC_ZONE = ZoneInfo("UTC")
BERLIN = ZoneInfo("Europe/Berlin")
SPEAKS = Voice(Language.EN, UTC_ZONE)


def open_on(days: int, opens: str, closes: str) -> dict[int, list[tuple[str, str]]]:
    """Return a week with the same hours on its first days."""
    return {day: [(opens, closes)] for day in range(days)}


ALWAYS_PAIRS = open_on(7, "00:00", "24:00")
OFFICE_PAIRS = open_on(5, "09:00", "17:00")
ALWAYS = Calendar("24x7", BusinessHours(UTC_ZONE, ALWAYS_PAIRS), always=True)
OFFICE = Calendar("Office", BusinessHours(UTC_ZONE, OFFICE_PAIRS), always=False)
BANK = Calendar("Bank", BusinessHours(UTC_ZONE, open_on(5, "00:00", "24:00")), always=False)
CLOSED = Calendar("Nothing", BusinessHours(UTC_ZONE, {}), always=False)

WAITING = CaseStatus.WAITING_CUSTOMER
THIRD = CaseStatus.WAITING_THIRD
OPEN = CaseStatus.OPEN
SHUT = CaseStatus.CLOSED
URGENT = Priority.URGENT
NORMAL = Priority.NORMAL
SECOND = timedelta(seconds=1)


def t(text: str) -> datetime:
    """Return an instant of March 2026: ``2 09:00`` is Monday the second, at nine UTC."""
    day, _, clock = text.partition(" ")
    return datetime.fromisoformat(f"2026-03-{int(day):02}T{clock}+00:00").astimezone(UTC)


def at(instant: datetime | None) -> str:
    """Return an instant of March 2026 as ``t`` reads it; other months in full."""
    if instant is None:
        return ""
    form = "%H:%M" if instant.second == 0 and instant.microsecond == 0 else "%H:%M:%S"
    day = str(instant.day) if (instant.year, instant.month) == (2026, 3) else f"{instant:%Y-%m-%d}"
    return f"{day} {instant:{form}}"


def rule(target: str = "8 h", calendar: Calendar = ALWAYS, **cells: Any) -> Rule:
    """Return an SLA row understood; its cells as people write them."""
    tab = BY_KEY[cells.pop("tab", "cases")]
    grammar = Grammar(tab, Locale(zone=calendar.hours.zone))
    row = {"start": "Opened", "stop": "Closed", "pause": "", "cancel": "", "warn": "", "late": ""}
    row |= {name: cells.pop(name) for name in row.keys() & cells.keys()}
    return Rule(
        id="R1",
        clock="Promise",
        tab=tab.key,
        conditions=(),
        start=grammar.moments(row["start"]),
        stop=grammar.moments(row["stop"]),
        target=grammar.target(target),
        calendar=calendar,
        waits=grammar.waits(row["pause"]),
        cancel=grammar.waits(row["cancel"]),
        rungs=rungs(row["warn"], row["late"], {}),
        **cells,
    )


class Shown(NamedTuple):
    """What one run showed of the clock, and whom it told."""

    reading: Reading
    told: str
    """Receivers and, from the second time on, how often the rung was armed; empty: nobody."""
    kept: ClockMemory

    @property
    def state(self) -> str:
        """The state as the sheet says it."""
        return self.reading.state.value

    @property
    def due(self) -> str:
        """The deadline."""
        return at(self.reading.due)

    @property
    def pauses(self) -> list[str]:
        """The pauses counted."""
        return [f"{at(begin)} - {at(end)}" for begin, end in self.reading.pauses]

    @property
    def why(self) -> str:
        """The why of the row."""
        return short(self.reading, SPEAKS)


class Story:
    """A record that people edit between runs, and the rule its clock runs by."""

    def __init__(self, its_rule: Rule, record: Any = None) -> None:
        self.rule = its_rule
        self.record = record if record is not None else Case("C-1", status=OPEN)
        self.memory = NOTHING
        self.last: datetime | None = None

    def run(self, when: str, **edits: Any) -> Shown:
        """Edit the record, then run: observe, read, tell the news, remember."""
        now = t(when)
        self.record = replace(self.record, **edits)
        seen_at = Between(self.last, now)
        self.memory = observe(self.memory, self.record, sorted(self.rule.observed), seen_at)
        reading = read(self.rule, Subject(self.record, self.memory, NO_UNREAD), now)
        before = self.memory.clocks.get(self.rule.clock, FRESH)
        told = _told(reading, before if before.cycle == reading.cycle else FRESH)
        now_kept = kept(reading, self.memory.clocks.get(self.rule.clock, FRESH), seen_at)
        self.memory = self.memory._replace(clocks={self.rule.clock: now_kept})
        self.last = now
        return Shown(reading, told, now_kept)

    def runs(self, *whens: str) -> list[str]:
        """Run at several instants without edits; return whom each told."""
        return [self.run(when).told for when in whens]


def _told(reading: Reading, before: ClockMemory) -> str:
    if reading.state not in (ClockState.DUE_SOON, ClockState.OVERDUE):
        return ""
    number = news(before, reading.ladder.passed)
    if number is None:
        return ""
    whom = ", ".join(reading.rule.rungs[number].tell)
    times = armed(remembered(before, reading.ladder.passed), number)
    return whom if times == 1 else f"{whom} ({times})"


def once(its_rule: Rule, when: str, **cells: Any) -> Shown:
    """Return what a single run on a fresh record shows."""
    return Story(its_rule).run(when, **cells)


IGNORE, RESTART, RESUME = Reopen.IGNORE, Reopen.RESTART, Reopen.RESUME
