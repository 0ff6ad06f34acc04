"""Read every clock on every tab that has clocks.

Show it in the row, list what is due soon, overdue or paused, and tell people once a rung.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from chalicelib.automations import overview, owner, remember, tell
from chalicelib.automations.plan import Change, Facts, Plan, Rows
from chalicelib.model.face import BLANK, ClockState, Face
from chalicelib.model.lines import ClockLine
from chalicelib.model.problem import Problem, Rank
from chalicelib.sla import why
from chalicelib.sla.clock import NO_UNREAD, Reading, Subject, read
from chalicelib.sla.memory import Memory
from chalicelib.sla.rule import Ruleset

WORST_FIRST = (
    ClockState.OVERDUE,
    ClockState.CANNOT_TELL,
    ClockState.DUE_SOON,
    ClockState.PAUSED,
    ClockState.ON_TRACK,
    ClockState.MET_LATE,
    ClockState.MET,
    ClockState.NOT_STARTED,
    ClockState.CANCELLED,
)
RANK = {state: place for place, state in enumerate(WORST_FIRST)}
TOLD = frozenset({ClockState.OVERDUE, ClockState.DUE_SOON})
"""States in which somebody is told; a paused clock tells nobody."""
LISTED = frozenset({ClockState.OVERDUE, ClockState.DUE_SOON, ClockState.PAUSED})


def sla_sweep(facts: Facts) -> Plan:
    """Keep every record's face true, list pressing clocks, tell each rung once."""
    plan = Plan(listings={"clocks": []})
    counts: Counter[tuple[str, ClockState]] = Counter()
    for rows in facts.tabs:
        ruleset = facts.rulebook.rulesets.get(rows.key)
        sweep = _Sweep(facts, rows, ruleset or Ruleset((), frozenset()), plan, counts)
        for record in rows.records:
            _record(record, sweep)
    plan.listings["clocks"].sort(key=_pressing)
    plan.add(remember.absent(facts))
    plan.add(remember.rules(facts))
    plan.add(owner.broken_layout(facts))
    plan.add(owner.shadow_summary(facts, counts, plan.intents))
    plan.withdrawn += tell.withdrawn(facts, plan)
    plan.listings["overview"] = overview.lines(facts, counts)
    return plan


class _Sweep(NamedTuple):
    """One tab's sweep: what is known, and where wishes are gathered."""

    facts: Facts
    rows: Rows
    ruleset: Ruleset
    plan: Plan
    counts: Counter[tuple[str, ClockState]]


def _record(record: Any, sweep: _Sweep) -> None:
    readings, memory = _readings(record, sweep)
    face = BLANK
    if readings:
        worst = min(readings, key=_severity)
        sweep.counts[sweep.rows.key, worst.state] += 1
        face = _face(worst, sweep.facts)
        _gather(record, readings, sweep)
        remember.record(sweep.facts, (sweep.rows.key, record.id), memory, sweep.plan)
    if face != getattr(record, "face", BLANK):
        sweep.plan.changes.append(Change(sweep.rows.key, record, replace(record, face=face)))


def _readings(record: Any, sweep: _Sweep) -> tuple[list[Reading], Memory | None]:
    """Read the clocks that apply to a record, and keep in mind what they showed."""
    rules = [rule for chooser in sweep.ruleset.choosers if (rule := chooser.pick(record))]
    if not rules:
        return [], None
    unread = sweep.rows.unread.get(record.id, NO_UNREAD) | sweep.rows.missing
    sight = remember.sight(sweep.facts, (sweep.rows.key, record.id))
    memory = remember.observed(sight, record, sweep.ruleset.observed - unread)
    subject = Subject(record, memory, unread)
    readings = [read(rule, subject, sweep.facts.now) for rule in rules]
    withdrawn = _withdrawn(record, readings, sweep) if sweep.facts.unsent else {}
    return readings, remember.after(memory, readings, sight.at, withdrawn)


def _withdrawn(
    record: Any, readings: Sequence[Reading], sweep: _Sweep
) -> dict[str, frozenset[int]]:
    """Return the rungs of paused clocks whose reminders were not sent yet."""
    facts, rows = sweep.facts, sweep.rows
    paused = [r for r in readings if r.state is ClockState.PAUSED]
    keys = {r.rule.clock: tell.clock_key(facts, rows, record, r) for r in paused}
    return {clock: facts.unsent[key] for clock, key in keys.items() if key in facts.unsent}


def _severity(reading: Reading) -> tuple[int, float]:
    return RANK[reading.state], reading.due.timestamp() if reading.due else 0.0


def _face(reading: Reading, facts: Facts) -> Face:
    due = None if reading.state is ClockState.PAUSED else reading.due
    return Face(reading.state, due, reading.rule.clock, why.short(reading, facts.voice))


def _gather(record: Any, readings: Sequence[Reading], sweep: _Sweep) -> None:
    """Take what a record's readings ask for into the plan."""
    plan, facts, rows = sweep.plan, sweep.facts, sweep.rows
    for reading in readings:
        if reading.state in LISTED:
            plan.listings["clocks"].append(_line(record, reading, sweep))
        if reading.ladder.next is not None:
            plan.wake(reading.ladder.next)
        if reading.ladder.passed and reading.state in TOLD:
            plan.intents += tell.rung(facts, rows, record, reading)
            plan.standing.add(tell.clock_key(facts, rows, record, reading))
        if reading.fault is not None and not reading.unread:
            field = reading.rule.moments[0].field
            plan.problems.append(Problem(rows.key, 0, field, reading.fault, Rank.CELL, record.id))


def _line(record: Any, reading: Reading, sweep: _Sweep) -> ClockLine:
    voice = sweep.facts.voice
    return ClockLine(
        tab=sweep.rows.name.said(voice.language),
        record=record.id,
        clock=reading.rule.clock,
        state=reading.state,
        due=None if reading.state is ClockState.PAUSED else reading.due,
        started=reading.start.by if reading.start else None,
        owner=getattr(record, "owner", ""),
        why=why.short(reading, voice),
    )


def _pressing(line: ClockLine) -> tuple[int, float, str, str]:
    state = RANK[line.state] if line.state else len(RANK)
    return state, line.due.timestamp() if line.due else 0.0, line.record, line.clock
