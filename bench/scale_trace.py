"""A fixed trace of what people do: who edits when, what they promise by it, and when they keep it.

A workbook has 5 to 60 edits on a working day, few on Saturdays, hardly any on Sundays, in bursts
within its own zone's working hours. Every seventh edit opens a case, on which the clocks of the
default promises run (C01-C07, C10); most are kept about in time, as in ``bench.made``.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from random import Random
from typing import NamedTuple
from zoneinfo import ZoneInfo

from bench.made import TYPICAL

SEED = 20260302
START = datetime(2026, 3, 2, tzinfo=UTC)
"""A Monday."""
ZONES = (("Asia/Shanghai", 50), ("Europe/Berlin", 25), ("America/New_York", 15), ("UTC", 10))
"""Where teams sit, in percent."""
WEEK = (1.0, 1.0, 1.0, 1.0, 1.0, 0.25, 0.1)
"""How busy each day is, from Monday."""
LEAST, MOST = 5, 60
"""Edits on a working day."""
BURST = 5
"""Edits that follow each other, on average."""
PAUSE = 40.0
"""Seconds between them, on average."""
HINTED = 0.4
"""The share of workbooks in which the hint is installed."""
A_CASE = 7
"""Edits of which one opens a case."""
LEFT_UNDONE = 1 / 30
MORNING, EVENING = 9, 18
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


class Promise(NamedTuple):
    """A clock of a default promise: when it warns, is overdue and escalates."""

    usual: timedelta
    """How long it takes people to keep it."""
    rungs: tuple[tuple[timedelta, int], ...]
    """How long after its start, and how many people each tells."""
    urgent: bool = False
    """Told at any hour."""
    share: float = 1
    """Of the cases that it runs on."""


def _first_reply(target: timedelta, share: float) -> Promise:
    rungs = ((target * 0.6, 1), (target, 2))
    return Promise(TYPICAL["first_reply"], rungs, urgent=True, share=share)


INQUIRY = 0.3
PROMISES = (
    _first_reply(3 * MINUTE, INQUIRY),
    _first_reply(10 * MINUTE, 1 - INQUIRY),
    Promise(TYPICAL["contacted"], ((24 * HOUR * 0.8, 1), (24 * HOUR, 2), (28 * HOUR, 1))),
    Promise(TYPICAL["evidence_complete"], ((48 * HOUR * 0.8, 1), (48 * HOUR, 2))),
    Promise(
        TYPICAL["proposed"],
        ((72 * HOUR * 0.8, 1), (68 * HOUR, 2), (72 * HOUR, 2), (76 * HOUR, 1)),
    ),
    Promise(4 * DAY, ((12 * DAY, 1), (14 * DAY, 2), (15 * DAY, 2), (16 * DAY, 1))),
    Promise(9 * HOUR, ((24 * HOUR * 0.8, 1), (24 * HOUR, 2)), share=0.5),
)


class Rung(NamedTuple):
    """An instant at which somebody is to be told, unless the promise is kept by then."""

    at: datetime
    typed: datetime
    kept: datetime
    people: int
    urgent: bool


class Life(NamedTuple):
    """All that people do in one workbook."""

    name: str
    hinted: bool
    zone: ZoneInfo
    edits: list[datetime]
    rungs: list[Rung]
    """By when they were typed."""


def lives(numbers: Iterable[int], start: datetime, days: int) -> Iterator[Life]:
    """Yield the lives of some workbooks; the same ones for the same numbers."""
    for number in numbers:
        yield _life(number, start, days)


def _life(number: int, start: datetime, days: int) -> Life:
    chance = Random(SEED + number)
    names, shares = zip(*ZONES, strict=True)
    zone = ZoneInfo(chance.choices(names, shares)[0])
    hinted = chance.random() < HINTED
    busy = LEAST * (MOST / LEAST) ** chance.random()
    made = Life(f"1{number:043}", hinted, zone, [], [])
    for day in range(-1, days + 1):
        _day(made, chance, start + day * DAY, busy)
    ends = start + days * DAY
    made.edits[:] = sorted(at for at in made.edits if start <= at < ends)
    return made


def _day(life: Life, chance: Random, day: datetime, busy: float) -> None:
    local = day.astimezone(life.zone)
    morning = local.replace(hour=MORNING, minute=0, second=0)
    edits = round(busy * WEEK[local.weekday()] * chance.uniform(0.6, 1.4))
    while edits > 0:
        at = (morning + chance.random() * (EVENING - MORNING) * HOUR).astimezone(UTC)
        size = min(edits, 1 + int(chance.expovariate(1 / BURST)))
        edits -= size
        for _ in range(size):
            life.edits.append(at)
            if chance.random() < 1 / A_CASE:
                _case(life, chance, at)
            at += timedelta(seconds=chance.expovariate(1 / PAUSE))


def _case(life: Life, chance: Random, at: datetime) -> None:
    first = chance.random() < INQUIRY
    skipped = PROMISES[1 if first else 0]
    for promise in PROMISES:
        drawn = chance.random()
        if promise is skipped or (promise.share == 0.5 and drawn > 0.5):
            continue
        kept = _kept(life, chance, at, promise)
        for after, people in promise.rungs:
            insort(
                life.rungs,
                Rung(at + after, at, kept, people, promise.urgent),
                key=lambda rung: rung.typed,
            )


def _kept(life: Life, chance: Random, at: datetime, promise: Promise) -> datetime:
    """Return when people keep it: in working hours, unless it is urgent; some very late."""
    takes = promise.usual * chance.uniform(0.4, 1.1)
    if chance.random() < LEFT_UNDONE:
        takes = promise.rungs[-1][0] * 2
    return at + takes if promise.urgent else working(at + takes, life.zone)


def working(at: datetime, zone: ZoneInfo) -> datetime:
    """Return an instant, or the next morning's opening where nobody works at that time."""
    local = at.astimezone(zone)
    if local.hour >= EVENING:
        local = (local + DAY).replace(hour=MORNING, minute=0)
    elif local.hour < MORNING:
        local = local.replace(hour=MORNING, minute=0)
    while local.weekday() >= 5:
        local = (local + DAY).replace(hour=MORNING, minute=0)
    return local.astimezone(UTC)
