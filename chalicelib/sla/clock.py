"""A clock: a rule running on a record, read at one instant."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from chalicelib.model.face import ClockState
from chalicelib.model.word import Phrase
from chalicelib.sla import fault
from chalicelib.sla.cycle import Cycle, Life, cycle_of
from chalicelib.sla.due import Pause, due, elapsed, settled
from chalicelib.sla.history import (
    Between,
    capped,
    held,
    next_after,
    pauses,
    reached,
    unanswered,
)
from chalicelib.sla.instants import BeyondHorizonError, NeverOpenError, within
from chalicelib.sla.ladder import NOWHERE, Ladder, Run, climb, stride
from chalicelib.sla.memory import ClockMemory, Done, Memory
from chalicelib.sla.periods import merged
from chalicelib.sla.rule import Rule, Wait
from chalicelib.sla.target import Target

FRESH = ClockMemory()
NO_UNREAD: frozenset[str] = frozenset()
NEVER: Sequence[Pause] = ()


class Reading(NamedTuple):
    """What a clock shows at one instant, and all that its "why" needs."""

    rule: Rule
    state: ClockState
    cycle: int = 1
    start: Between | None = None
    stop: Between | None = None
    due: datetime | None = None
    pauses: Sequence[Pause] = ()
    ladder: Ladder = NOWHERE
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
        named = map(rule.heading, subject.unread & rule.fields)
        return _cannot(rule, fault.unread(named))._replace(unread=True)
    kept = subject.memory.clocks.get(rule.clock, FRESH)
    start, stop = _again(rule, subject, kept) if rule.again else _ends(rule, subject)
    if start is None:
        return _idle(rule, subject, kept)
    if start.by > now and not rule.target.backwards:
        return _cannot(rule, fault.future(start.by))._replace(ladder=Ladder((), start.by))
    return _started(rule, subject, Life(kept, start, stop, now))


Ends = tuple[Between | None, Between | None]
"""When a clock started and stopped, as far as it did."""


def _ends(rule: Rule, subject: Subject) -> Ends:
    record, memory = subject.record, subject.memory
    stop = reached(rule.stops, record, memory, sticky=rule.sticky)
    return reached(rule.starts, record, memory, sticky=True), stop


def _again(rule: Rule, subject: Subject, kept: ClockMemory) -> Ends:
    """Return the ends of the newest round; a stop from before it belongs to an earlier one."""
    record, memory = subject.record, subject.memory
    stops = [s for w in rule.each_stop if (s := reached(w, record, memory, sticky=rule.sticky))]
    if rule.first:
        latest = max((stop.by for stop in stops), default=None)
        past = [d for d in kept.done if latest and d.stop <= latest]
        stops += [Between(d.stop, d.stop) for d in past if not _in_doubt(d, stops)]
        return unanswered(memory.seen.get(rule.first, ()), stops)
    start = reached(rule.starts, record, memory, sticky=True)
    return start, next_after(start, stops) if start else None


def _in_doubt(done: Done, stops: Sequence[Between]) -> bool:
    """Whether a finished round ended by a stop that is still seen, of which only bounds are known.

    The memory keeps one end of the doubt; taken for a typed instant it would hide the other.
    """
    return any(not s.typed and done.stop == _stop_end(s, done.start or done.stop) for s in stops)


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


def _started(rule: Rule, subject: Subject, life: Life) -> Reading:
    if rule.cancel and life.stop is None and _is(rule.cancel, subject):
        return Reading(rule, ClockState.CANCELLED, life.kept.cycle, life.start)
    target = settled(rule, subject.record)
    if target is None:
        return Reading(rule, ClockState.NOT_STARTED, life.kept.cycle, life.start)
    cycle = cycle_of(rule, life) if life.kept.done else Cycle(life.kept.cycle, life.start.by)
    if isinstance(target, datetime):
        cycle = cycle._replace(closed=())  # a deadline that people typed stands
    stood = _stood(rule, subject, life, cycle) if rule.waits or cycle.closed else NEVER
    try:
        end = within(_deadline(rule, target, life, (cycle, stood)))
    except NeverOpenError:
        return _cannot(rule, fault.never_open(rule.calendar.name))
    except (BeyondHorizonError, OverflowError):
        return _cannot(rule, fault.TOO_FAR)
    return _due(rule, subject, life, _Course(cycle, target, end, stood))


class _Course(NamedTuple):
    """How a cycle runs: what it promises, until when, and when it stood still."""

    cycle: Cycle
    target: Target | datetime
    end: datetime
    stood: Sequence[Pause]


def _due(rule: Rule, subject: Subject, life: Life, course: _Course) -> Reading:
    """Return the reading of a clock that has a deadline."""
    cycle, target, end, stood = course
    start = life.start if cycle.start is life.start.by else Between(cycle.start, cycle.start)
    length = target if isinstance(target, Target) else None
    if life.stop:
        state, ladder = _stopped(life.stop, end), NOWHERE
    else:
        born = _born(subject, start.by) if rule.target.backwards else start.by
        run = (rule.calendar, length, born, end, stood)
        state, ladder = _running(rule, subject, run, life.now)
    return Reading(rule, state, cycle.number, start, life.stop, end, stood, ladder, None, length)


def _deadline(
    rule: Rule, target: Target | datetime, life: Life, run: tuple[Cycle, Sequence[Pause]]
) -> datetime:
    cycle, stood = run
    done = life.kept.done[-1] if life.kept.done else None
    if done and life.stop and (done.cycle, done.start) == (cycle.number, cycle.start) and done.due:
        return done.due  # promised under the target of its time (CLOCKS 9)
    if rule.elapsing is not None and not stood:
        return cycle.start + rule.elapsing
    if isinstance(target, datetime):
        return elapsed(target, cycle.start, stood)
    return due(target, rule.calendar, cycle.start, stood)


def _stood(rule: Rule, subject: Subject, life: Life, cycle: Cycle) -> Sequence[Pause]:
    """Return when a clock stood still in its life, the closed time before a reopening too."""
    end = _stop_end(life.stop, cycle.start) if life.stop else life.now
    spans = capped(pauses(rule.waits, subject.memory, (cycle.start, end)), rule.pause_cap)
    return merged([*spans, *cycle.closed]) if cycle.closed else spans


def _stop_end(stop: Between, start: datetime) -> datetime:
    """Return the end of doubt that counts for the team: the earlier one (CLOCKS 16)."""
    return max(start, stop.after) if stop.after else start


def _stopped(stop: Between, end: datetime) -> ClockState:
    late = stop.by > end if stop.typed else stop.after is not None and stop.after >= end
    return ClockState.MET_LATE if late else ClockState.MET


def _running(rule: Rule, subject: Subject, run: Run, now: datetime) -> tuple[ClockState, Ladder]:
    _, _, start, end, stood = run
    striding = rule.elapsing is not None and not stood
    ladder = stride(rule, start, now) if striding else climb(rule.rungs, run, now)
    if now > end:
        return ClockState.OVERDUE, ladder
    if stood and any(last >= now for _, last in stood) and _waits_now(rule, subject):
        return ClockState.PAUSED, ladder
    warned = any(rule.rungs[n].warns for n in ladder.passed)
    return ClockState.DUE_SOON if warned else ClockState.ON_TRACK, ladder


def _born(subject: Subject, start: datetime) -> datetime:
    """Return where the life of a backward clock begins: where the record was first seen."""
    sights = (seen[0].by for seen in subject.memory.seen.values())
    return min(sights, default=start)


def _waits_now(rule: Rule, subject: Subject) -> bool:
    seen = subject.memory.seen
    return any(
        (stretches := held(seen.get(w.field, ()), w.values)) and stretches[-1].until is None
        for w in rule.waits
    )
