"""Cycles: which run of a clock a life is in, and the closed times before a reopening."""

from __future__ import annotations

from datetime import datetime
from itertools import pairwise
from typing import NamedTuple

from chalicelib.sla.due import Pause
from chalicelib.sla.history import Between
from chalicelib.sla.lines import Reopen
from chalicelib.sla.memory import ClockMemory, Done
from chalicelib.sla.rule import Rule


class Life(NamedTuple):
    """A clock's life so far: what is remembered, from when, until when, read when."""

    kept: ClockMemory
    start: Between
    stop: Between | None
    now: datetime


class Cycle(NamedTuple):
    """One run of a clock: its number, its start, and the closed times before it as pauses."""

    number: int
    start: datetime
    closed: tuple[Pause, ...] = ()


def cycle_of(rule: Rule, life: Life) -> Cycle:
    """Return the run that a life with finished runs behind it is in (CLOCKS 9)."""
    kept, start = life.kept, life.start.by
    last = kept.done[-1]
    if start > last.stop:
        return Cycle(last.cycle + 1, start)
    if last.cycle == kept.cycle and life.stop is None and not rule.sticky:
        return _reopened(rule, kept, last, (start, life.now))
    before = next((done for done in reversed(kept.done) if done.cycle < kept.cycle), None)
    if before and kept.reopened:
        return _reopened(rule, kept, before, (start, kept.reopened[1]))
    return Cycle(kept.cycle, start)


def _reopened(rule: Rule, kept: ClockMemory, last: Done, when: Pause) -> Cycle:
    """Return the cycle after the last one: ``when`` the clock first started, and was reopened."""
    start, at = when
    if rule.reopen is Reopen.RESTART:
        return Cycle(last.cycle + 1, max(start, at))
    rounds = [done for done in kept.done if done.cycle <= last.cycle]
    closed = [(a.stop, b.reopened) for a, b in pairwise(rounds) if b.reopened]
    return Cycle(last.cycle + 1, start, (*closed, (last.stop, at)))
