"""The ladder: which rungs a clock has passed, and which of them is news (CLOCKS 11)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from chalicelib.sla.due import Pause, rung_at
from chalicelib.sla.memory import ClockMemory
from chalicelib.sla.rule import Calendar, Rule, Rung
from chalicelib.sla.target import Target

Run = tuple[Calendar, Target | None, datetime, datetime, Sequence[Pause]]
"""Calendar, target, start, due, pauses."""

A_MOMENT = timedelta.resolution


class Ladder(NamedTuple):
    """Where a running clock stands on its ladder."""

    passed: tuple[int, ...] = ()
    """Rungs reached, by their place in the rule, lowest instant first."""
    next: datetime | None = None
    """When the next rung or the deadline comes."""


NOWHERE = Ladder()
"""Where a clock stands that does not run."""


def climb(rungs: Sequence[Rung], run: Run, now: datetime) -> Ladder:
    """Return the rungs reached by ``now`` and the next instant that matters.

    Nothing is late at the deadline itself, so no rung after it is reached there (CLOCKS 4).
    """
    due = run[3]
    late = due < now
    instants = [(rung_at(rung, run), n) for n, rung in enumerate(rungs) if late or rung.warns]
    passed = tuple([n for at, n in sorted(instants) if at <= now])
    coming = [at for at, _ in instants if at > now]
    breach = [due if now < due else due + A_MOMENT] if now <= due else []
    return Ladder(passed, min([*coming, *breach], default=None))


def stride(rule: Rule, start: datetime, now: datetime) -> Ladder:
    """Return what ``climb`` does for a rule that counts elapsed time and never stood still."""
    gone, span, passed = now - start, rule.elapsing or timedelta(), []
    late = span < gone
    coming = None if late else span + A_MOMENT if span == gone else span
    for away, n, warns in rule.strides:
        if away <= gone:
            if late or warns:
                passed.append(n)
        elif (late or warns) and (coming is None or away < coming):
            coming = away
    return Ladder(tuple(passed), None if coming is None else start + coming)


def news(kept: ClockMemory, passed: Sequence[int]) -> int | None:
    """Return the rung to tell: only the highest of those passed since the last run."""
    fresh = [n for n in passed if n not in kept.passed]
    return fresh[-1] if fresh else None


def armed(kept: ClockMemory, rung: int) -> int:
    """Return how often a rung has been armed; 1 unless the clock once fell back below it."""
    return dict(kept.armed).get(rung, 1)


def remembered(kept: ClockMemory, passed: Sequence[int]) -> ClockMemory:
    """Return the memory with the rungs as they stand; those fallen below are armed again."""
    if kept.passed == tuple(passed):
        return kept
    fallen = set(kept.passed) - set(passed)
    times = dict(kept.armed) | {n: armed(kept, n) + 1 for n in fallen}
    return kept._replace(passed=tuple(passed), armed=tuple(sorted(times.items())))
