"""A clock: a rule running on a record, read at one instant."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from chalicelib.model.face import ClockState
from chalicelib.model.word import Phrase
from chalicelib.sla import fault
from chalicelib.sla.due import Pause, due, elapsed, settled
from chalicelib.sla.history import Between, capped, first_after, held, pauses, reached
from chalicelib.sla.instants import BeyondHorizonError
from chalicelib.sla.ladder import Ladder, climb
from chalicelib.sla.lines import Reopen
from chalicelib.sla.memory import ClockMemory, Done, Memory
from chalicelib.sla.rule import Rule, Wait
from chalicelib.sla.target import Target

FRESH = ClockMemory()
NO_UNREAD: frozenset[str] = frozenset()


class Reading(NamedTuple):
    """What a clock shows at one instant, and all that its "why" needs."""

    rule: Rule
    state: ClockState
    cycle: int = 1
    start: Between | None = None
    stop: Between | None = None
    due: datetime | None = None
    pauses: Sequence[Pause] = ()
    ladder: Ladder = Ladder()
    fault: Phrase | None = None
    """Why the clock cannot tell."""
    target: Target | None = None
    unread: bool = False
    """It cannot tell because of a cell that is a Problem already."""


class Subject(NamedTuple):
    """A record as a clock looks at it."""

    record: Any
    memory: Memory
    unread: frozenset[str] = NO_UNREAD
    """Fields whose cells cannot be read."""


def read(rule: Rule, subject: Subject, now: datetime) -> Reading:
    """Read a rule's clock on a record as of ``now``; never raises for what people typed.

    Sources: CLOCKS 4, 8, 9, 12, 13, 14, 16.
    """
    if subject.unread and subject.unread & rule.fields:
        return _cannot(rule, fault.unread(subject.unread & rule.fields))._replace(unread=True)
    kept = subject.memory.clocks.get(rule.clock, FRESH)
    stop = reached(rule.stop, subject.record, subject.memory, sticky=rule.sticky)
    start = _start(rule, subject, stop)
    if start is None:
        return _idle(rule, subject, kept)
    if start.by > now and not rule.target.backwards:
        return _cannot(rule, fault.future(start.by))
    if stop and rule.again and stop.by < start.by:
        stop = None  # it belongs to an earlier round
    return _started(rule, subject, _Life(kept, start, stop, now))


class _Life(NamedTuple):
    """A clock's life so far: what is remembered, from when, until when, read when."""

    kept: ClockMemory
    start: Between
    stop: Between | None
    now: datetime


def _start(rule: Rule, subject: Subject, stop: Between | None) -> Between | None:
    if not rule.first:
        return reached(rule.start, subject.record, subject.memory, sticky=True)
    history = subject.memory.seen.get(rule.first, ())
    instant = first_after(history, stop.by if stop else None)
    return Between(instant, instant) if instant else None


def _cannot(rule: Rule, why: Phrase) -> Reading:
    return Reading(rule, ClockState.CANNOT_TELL, fault=why)


def _idle(rule: Rule, subject: Subject, kept: ClockMemory) -> Reading:
    off = _is(rule.cancel, subject)
    return Reading(rule, ClockState.CANCELLED if off else ClockState.NOT_STARTED, kept.cycle)


def _is(waits: Sequence[Wait], subject: Subject) -> bool:
    """Whether the record stands in one of the waits now."""
    for wait in waits:
        value = getattr(subject.record, wait.field)
        if (value in wait.values) if wait.values else value is not None:
            return True
    return False


def _started(rule: Rule, subject: Subject, life: _Life) -> Reading:
    if life.stop is None and _is(rule.cancel, subject):
        return Reading(rule, ClockState.CANCELLED, life.kept.cycle, life.start)
    target = settled(rule, subject.record)
    if target is None:
        return Reading(rule, ClockState.NOT_STARTED, life.kept.cycle, life.start)
    cycle = _cycle(rule, life)
    end = _stop_end(life.stop, cycle.start) if life.stop else life.now
    stood = _stood(rule, subject, (cycle.start, end), cycle.closed)
    try:
        deadline = _deadline(rule, target, life, (cycle, stood))
    except (BeyondHorizonError, OverflowError):
        return _cannot(rule, fault.never_open(rule.calendar.name))
    start = life.start if cycle.start == life.start.by else Between(cycle.start, cycle.start)
    length = target if isinstance(target, Target) else None
    reading = Reading(
        rule, ClockState.ON_TRACK, cycle.number, start, life.stop, deadline, stood, target=length
    )
    return _stopped(reading, life) if life.stop else _running(reading, subject, life.now)


def _deadline(
    rule: Rule, target: Target | datetime, life: _Life, run: tuple[_Cycle, Sequence[Pause]]
) -> datetime:
    cycle, stood = run
    done = life.kept.done[-1] if life.kept.done else None
    if life.stop and done and (done.cycle, done.start) == (cycle.number, cycle.start) and done.due:
        return done.due  # promised under the target of its time (CLOCKS 9)
    if isinstance(target, datetime):
        return elapsed(target, cycle.start, stood)
    return due(target, rule.calendar, cycle.start, stood)


class _Cycle(NamedTuple):
    """One run of a clock: its number, its start, and the closed time before it as a pause."""

    number: int
    start: datetime
    closed: Pause | None = None


def _cycle(rule: Rule, life: _Life) -> _Cycle:
    kept, start = life.kept, life.start.by
    last = kept.done[-1] if kept.done else None
    if last and start > last.stop:
        return _Cycle(last.cycle + 1, start)
    if last and last.cycle == kept.cycle and life.stop is None and not rule.sticky:
        return _reopened(rule, last, start, life.now)
    before = next((done for done in reversed(kept.done) if done.cycle < kept.cycle), None)
    if before and kept.reopened:
        return _reopened(rule, before, start, kept.reopened[1])
    return _Cycle(kept.cycle, start)


def _reopened(rule: Rule, last: Done, start: datetime, at: datetime) -> _Cycle:
    if rule.reopen is Reopen.RESTART:
        return _Cycle(last.cycle + 1, max(start, at))
    return _Cycle(last.cycle + 1, start, (last.stop, at))


def _stood(rule: Rule, subject: Subject, life: Pause, closed: Pause | None) -> list[Pause]:
    waits = pauses(rule.waits, subject.memory, life) if rule.waits else []
    spans = capped(waits, rule.pause_cap)
    return sorted([*spans, closed]) if closed and closed[0] < closed[1] else spans


def _stop_end(stop: Between, start: datetime) -> datetime:
    """Return the end of doubt that counts for the team: the earlier one (CLOCKS 16)."""
    return max(start, stop.after) if stop.after else start


def _stopped(reading: Reading, life: _Life) -> Reading:
    stop, end = life.stop, reading.due
    if stop is None or end is None:
        return reading
    late = stop.by > end if stop.typed else stop.after is not None and stop.after >= end
    return reading._replace(state=ClockState.MET_LATE if late else ClockState.MET)


def _running(reading: Reading, subject: Subject, now: datetime) -> Reading:
    rule, start, end = reading.rule, reading.start, reading.due
    if start is None or end is None:
        return reading
    run = (rule.calendar, reading.target, _born(subject, start.by, rule), end, reading.pauses)
    ladder = climb(rule.rungs, run, now)
    return reading._replace(state=_state(reading, subject, ladder, now), ladder=ladder)


def _born(subject: Subject, start: datetime, rule: Rule) -> datetime:
    """Return where a clock's life begins; a backward one lives since the record was first seen."""
    if not rule.target.backwards:
        return start
    sights = (seen[0].by for seen in subject.memory.seen.values())
    return min(sights, default=start)


def _state(reading: Reading, subject: Subject, ladder: Ladder, now: datetime) -> ClockState:
    if reading.due is not None and now > reading.due:
        return ClockState.OVERDUE
    if any(end >= now for _, end in reading.pauses) and _waits_now(reading.rule, subject):
        return ClockState.PAUSED
    warned = any(reading.rule.rungs[n].warns for n in ladder.passed)
    return ClockState.DUE_SOON if warned else ClockState.ON_TRACK


def _waits_now(rule: Rule, subject: Subject) -> bool:
    seen = subject.memory.seen
    return any(
        (stretches := held(seen.get(w.field, ()), w.values)) and stretches[-1].until is None
        for w in rule.waits
    )
