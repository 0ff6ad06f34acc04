"""What if: clocks under other rules, from what was seen of each record and not what was agreed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

from chalicelib.automations import remember
from chalicelib.automations.differences import Aspect, Difference
from chalicelib.automations.plan import Facts, Rows
from chalicelib.model.case import Case
from chalicelib.sla.clock import NO_UNREAD, Reading, Subject, read
from chalicelib.sla.due import rung_at
from chalicelib.sla.instants import BeyondHorizonError, NeverOpenError
from chalicelib.sla.ladder import Run, climb
from chalicelib.sla.ruleset import Ruleset

NO_RULES = Ruleset((), frozenset())


class Shown(NamedTuple):
    """What a clock shows under one side's rules."""

    rule: str
    due: datetime | None
    said: str
    mails: int
    """How many people its rungs had told by then."""


def clock_differences(before: Facts, after: Facts, rows: Rows, record: Any) -> Iterator[Difference]:
    """Yield in which deadlines and mails a record's clocks differ between two sets of rules."""
    was, would = _clocks(before, rows, record), _clocks(after, rows, record)
    for clock in dict.fromkeys([*was, *would]):
        one, other = was.get(clock), would.get(clock)
        here, there = one or NOTHING, other or NOTHING
        rule = there.rule or here.rule
        if here.said != there.said:
            was_said, would_be = _named(clock, here.said), _named(clock, there.said)
            yield Difference(rows.key, record.id, Aspect.DEADLINE, was_said, would_be, rule)
        if here.mails != there.mails:
            was_said, would_be = _named(clock, here.mails), _named(clock, there.mails)
            more = there.mails - here.mails
            yield Difference(rows.key, record.id, Aspect.MAILS, was_said, would_be, rule, more)


def _named(clock: str, said: object) -> str:
    return f"{clock}: {said}" if said != "" else ""


NOTHING = Shown("", None, "", 0)


def _clocks(facts: Facts, rows: Rows, record: Any) -> dict[str, Shown]:
    ruleset = facts.rulebook.rulesets.get(rows.key, NO_RULES)
    rules = ruleset.applying(record)
    if not rules:
        return {}
    unread = rows.unread.get(record.id, NO_UNREAD) | rows.missing
    sight = remember.sight(facts, (rows.key, record.id))
    bare = sight._replace(memory=sight.memory._replace(clocks={}))
    subject = Subject(record, remember.observed(bare, record, ruleset.observed - unread), unread)
    at = instant_of(record, facts.now)
    readings = (read(rule, subject, at) for rule in rules)
    return {one.rule.clock: _shown(one, facts, record, at) for one in readings}


def instant_of(record: Any, now: datetime) -> datetime:
    """Return as of when a record is judged again: when it was closed, else now."""
    if isinstance(record, Case) and record.closed is not None:
        return min(record.closed, now)
    return now


def _shown(reading: Reading, facts: Facts, record: Any, at: datetime) -> Shown:
    voice = facts.voice
    due = voice.at(reading.due) if reading.due else ""
    said = f"{due} {reading.state.said(voice.language)}".strip()
    return Shown(reading.rule.id, reading.due, said, _mails(reading, facts, record, at))


def _mails(reading: Reading, facts: Facts, record: Any, at: datetime) -> int:
    """Return how many people the rungs of a clock told until it stopped, or until now."""
    if reading.start is None or reading.due is None:
        return 0
    rule, end = reading.rule, reading.stop.by if reading.stop else at
    run: Run = (rule.calendar, reading.target, reading.start.by, reading.due, reading.pauses)
    try:
        passed = climb(rule.rungs, run, end).passed
        return sum(_told(reading, n, run, (facts, record)) for n in passed)
    except (BeyondHorizonError, NeverOpenError, OverflowError):
        return 0


def _told(reading: Reading, number: int, run: Run, whose: tuple[Facts, Any]) -> int:
    facts, record = whose
    rung = reading.rule.rungs[number]
    owner = getattr(record, "owner", "")
    return len(facts.rulebook.team.told(rung.tell, owner, rung_at(rung, run)))
