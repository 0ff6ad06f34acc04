"""Keep: what a run remembers of a clock it has read (CLOCKS 9 and 10)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from chalicelib.model.face import ClockState
from chalicelib.sla.clock import Reading
from chalicelib.sla.history import Between
from chalicelib.sla.ladder import remembered
from chalicelib.sla.memory import ClockMemory, Done

SILENT = frozenset({ClockState.CANNOT_TELL, ClockState.NOT_STARTED, ClockState.CANCELLED})


def kept(reading: Reading, before: ClockMemory, at: Between) -> ClockMemory:
    """Return a clock's memory after a reading; ``at`` bounds when a reopening happened."""
    if reading.state in SILENT or reading.start is None:
        return before
    memory = before if reading.cycle == before.cycle else _opened(reading, before, at)
    if reading.stop is not None:
        return _finished(reading, memory, reading.start.by)
    if not memory.agreed_target:
        memory = _agreed(memory, reading)
    return remembered(memory, _passed(reading, memory))


def unsent(memory: ClockMemory, rungs: Collection[int]) -> ClockMemory:
    """Return the memory with rungs armed again whose reminders were withdrawn unsent."""
    stays = [n for n in memory.passed if n not in rungs]
    return remembered(memory, stays)


def _passed(reading: Reading, memory: ClockMemory) -> tuple[int, ...]:
    """Return the rungs passed; none is added in a pause, so that it is told when time goes on."""
    passed = reading.ladder.passed
    if reading.state is not ClockState.PAUSED:
        return passed
    return tuple(n for n in passed if n in memory.passed)


def _agreed(memory: ClockMemory, reading: Reading) -> ClockMemory:
    """Return the memory with what was promised when the cycle was first seen."""
    due = None if reading.state is ClockState.PAUSED else reading.due
    cycle, passed, armed, *_, reopened, done = memory
    return ClockMemory(cycle, passed, armed, reading.rule.target.text, due, reopened, done)


def _opened(reading: Reading, before: ClockMemory, at: Between) -> ClockMemory:
    last = before.done[-1] if before.done else None
    start = reading.start.by if reading.start else at.by
    again = last is not None and last.stop < start < at.by
    reopened = None if again else (at.after, at.by)
    return ClockMemory(cycle=reading.cycle, done=before.done, reopened=reopened)


def _finished(reading: Reading, memory: ClockMemory, start: datetime) -> ClockMemory:
    if reading.stop is None:
        return memory
    stop = max(start, reading.stop.after) if reading.stop.after else start
    late = reading.state is ClockState.MET_LATE
    cycle, passed, armed, target, due, reopened, before = memory
    if before and before[-1].cycle == reading.cycle:
        old, before = before[-1], before[:-1]
        if target and (old.start, old.stop, old.late) == (start, stop, late):
            return memory
    if not target:
        target, due = reading.rule.target.text, reading.due
    began = reopened[1] if reopened else None
    done = Done(reading.cycle, start, stop, reading.due, target, late, began)
    return ClockMemory(cycle, passed, armed, target, due, reopened, (*before, done))
