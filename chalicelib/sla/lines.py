"""Rows of the rule tabs, as people wrote them; tables/rulebook.py makes rules of them."""

from __future__ import annotations

from datetime import datetime, timedelta

from pydantic.dataclasses import dataclass

from chalicelib.model.word import Word


class Reopen(Word):
    """What a reopened record does to a finished clock (CLOCKS 9)."""

    RESUME = "resume", "继续"
    RESTART = "restart", "重新开始"
    IGNORE = "ignore", "忽略"


class DayKind(Word):
    """What is special about a day."""

    OFF = "day off", "休息"
    WORKED = "working day", "上班"
    HOURS = "special hours", "特殊时间"


@dataclass(frozen=True, slots=True)
class SlaLine:
    """A row of the SLA tab."""

    id: str
    active: bool | None = None
    clock: str = ""
    tab: str = ""
    kind: str = ""
    category: str = ""
    priority: str = ""
    channel: str = ""
    country: str = ""
    topic: str = ""
    start: str = ""
    stop: str = ""
    target: str = ""
    calendar: str = ""
    pause: str = ""
    pause_cap: timedelta | None = None
    warn: str = ""
    escalate: str = ""
    urgent: bool | None = None
    reopen: Reopen | None = None
    cancel: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class HoursLine:
    """A row of the Hours tab: a calendar, or a shift of one."""

    id: str
    zone: str = ""
    monday: str = ""
    tuesday: str = ""
    wednesday: str = ""
    thursday: str = ""
    friday: str = ""
    saturday: str = ""
    sunday: str = ""
    holidays: tuple[str, ...] = ()
    shift: bool | None = None


@dataclass(frozen=True, slots=True)
class HolidayLine:
    """A row of the Holidays tab: one day that differs from the calendar's week."""

    id: str
    day: datetime | None = None
    kind: DayKind | None = None
    calendar: str = ""
    hours: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class SettingLine:
    """A row of the Settings tab."""

    id: str
    value: str = ""
    note: str = ""
    """What the setting means; only read by people."""
