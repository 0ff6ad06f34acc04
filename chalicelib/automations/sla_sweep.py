"""Read every clock on every tab that has clocks.

Show it in the row, list what is due soon, overdue or paused, and tell people once a rung.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

from chalicelib.automations import overview, owner, remember, tell, unreached
from chalicelib.automations.plan import Change, Facts, Plan, Rows
from chalicelib.model.face import BLANK, ClockState, Face, answerable, with_face
from chalicelib.model.lines import ClockLine
from chalicelib.model.problem import Problem, Rank
from chalicelib.model.verdict import UNJUDGED
from chalicelib.sla import why
from chalicelib.sla.clock import NO_UNREAD, Reading, Subject, read
from chalicelib.sla.memory import Memory
from chalicelib.sla.rule import Rule
from chalicelib.sla.ruleset import Ruleset

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
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
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
        _tab(sweep)
    plan.listings["clocks"].sort(key=_pressing)
    plan.add(remember.absent(facts))
    plan.add(remember.rules(facts))
    plan.add(owner.broken_layout(facts))
    plan.add(owner.shadow_summary(facts, counts, plan.intents))
    plan.withdrawn += tell.withdrawn(facts, plan)
    remember.taken_back(facts, plan)
    plan.add(unreached.told(facts, plan.withdrawn))
    plan.listings["overview"] = overview.lines(facts, counts)
    return plan


class _Sweep(NamedTuple):
    """One tab's sweep: what is known, and where wishes are gathered."""

    facts: Facts
    rows: Rows
    ruleset: Ruleset
    plan: Plan
    counts: Counter[tuple[str, ClockState]]


def _tab(sweep: _Sweep) -> None:
    """Sweep the records of a tab; most of a big tab's records have no clock at all."""
    key, changes, applying = sweep.rows.key, sweep.plan.changes, sweep.ruleset.applying
    for record in sweep.rows.records:
        rules = applying(record)
        was = getattr(record, "face", BLANK)
        verdict = was.verdict
        face = _record(record, rules, sweep) if rules else BLANK
        if verdict is not UNJUDGED:
            face = Face(face.state, face.due, face.clock, face.why, verdict)
        if was is not face and was != face:
            changes.append(Change(key, record, with_face(record, face)))


def _record(record: Any, rules: Sequence[Rule], sweep: _Sweep) -> Face:
    """Return the face of a record, and take what its clocks ask for into the plan."""
    readings, memory = _readings(record, rules, sweep)
    worst = min(readings, key=_severity)
    sweep.counts[sweep.rows.key, worst.state] += 1
    face = _face(worst, sweep.facts)
    for reading in readings:
        _gather(record, reading, sweep)
        if reading.state in LISTED:
            said = face.why if reading is worst else why.short(reading, sweep.facts.voice)
            sweep.plan.listings["clocks"].append(_line(record, reading, said, sweep))
    remember.record(sweep.facts, (sweep.rows.key, record.id), memory, sweep.plan)
    return face


def _readings(record: Any, rules: Sequence[Rule], sweep: _Sweep) -> tuple[list[Reading], Memory]:
    """Read the clocks that apply to a record, and keep in mind what they showed."""
    unread = sweep.rows.unread.get(record.id, NO_UNREAD) | sweep.rows.missing
    sight = remember.sight(sweep.facts, (sweep.rows.key, record.id))
    fields = sweep.ruleset.observed - unread if unread else sweep.ruleset.fields
    memory = remember.observed(sight, record, fields)
    subject = Subject(record, memory, unread)
    readings = [read(rule, subject, sweep.facts.now) for rule in rules]
    return readings, remember.after(memory, readings, sight.at)


def _severity(reading: Reading) -> tuple[int, datetime]:
    return RANK[reading.state], reading.due or LONG_AGO


def _face(reading: Reading, facts: Facts) -> Face:
    due = None if reading.state is ClockState.PAUSED else reading.due
    return Face(reading.state, due, reading.rule.clock, why.short(reading, facts.voice))


def _gather(record: Any, reading: Reading, sweep: _Sweep) -> None:
    """Take what a reading asks for into the plan: to be woken, to tell, to mend."""
    plan, facts, rows = sweep.plan, sweep.facts, sweep.rows
    if reading.ladder.next is not None:
        plan.wake(reading.ladder.next)
    if reading.ladder.passed and reading.state in TOLD:
        plan.intents += tell.rung(facts, rows, record, reading)
        plan.standing.add(tell.clock_key(facts, rows, record, reading))
    if reading.fault is not None and not reading.unread:
        field = reading.rule.moments[0].field
        plan.problems.append(Problem(rows.key, 0, field, reading.fault, Rank.CELL, record.id))


def _line(record: Any, reading: Reading, said: str, sweep: _Sweep) -> ClockLine:
    return ClockLine(
        tab=sweep.rows.name.said(sweep.facts.voice.language),
        record=record.id,
        clock=reading.rule.clock,
        state=reading.state,
        due=None if reading.state is ClockState.PAUSED else reading.due,
        started=reading.start.by if reading.start else None,
        owner=answerable(record),
        why=said,
    )


def _pressing(line: ClockLine) -> tuple[int, float, str, str]:
    state = RANK[line.state] if line.state else len(RANK)
    return state, line.due.timestamp() if line.due else 0.0, line.record, line.clock
