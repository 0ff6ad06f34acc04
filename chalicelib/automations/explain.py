"""Explain: a record's decision and clocks, what they show and why, as of one instant (law 10)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from chalicelib.automations import remember
from chalicelib.automations.explain_verdict import Judgement, judged_now, judgement
from chalicelib.automations.plan import Facts, Rows
from chalicelib.model.word import Phrase
from chalicelib.sla import why
from chalicelib.sla.clock import FRESH, NO_UNREAD, Reading, Subject, read
from chalicelib.sla.memory import ClockMemory, Memory
from chalicelib.sla.rule import Rule
from chalicelib.sla.ruleset import Chooser


class Explained(NamedTuple):
    """One clock of a record."""

    reading: Reading
    steps: Sequence[why.Step]
    kept: ClockMemory
    """What the ledger remembers: what was agreed, finished rounds, rungs told."""


class Passed(NamedTuple):
    """A rule that does not apply to the record, and the fields that keep it from it."""

    rule: Rule
    fields: Sequence[str]


class Explanation(NamedTuple):
    """All that can be said of a record."""

    tab: Phrase
    record: Any
    clocks: Sequence[Explained]
    others: Sequence[Passed]
    memory: Memory
    judgement: Judgement | None = None
    """Why it is decided as it is; None where nothing is decided of such records."""


def explain(facts: Facts, name: str) -> list[Explanation]:
    """Return the explanations of the records with an id, one a tab; empty if there is none."""
    wanted = name.strip().casefold()
    now = judged_now(facts)
    return [
        _record(now, rows, record)
        for rows in now.tabs
        for record in rows.records
        if record.id.casefold() == wanted
    ]


def _record(facts: Facts, rows: Rows, record: Any) -> Explanation:
    ruleset = facts.rulebook.rulesets.get(rows.key)
    choosers = ruleset.choosers if ruleset else ()
    unread = rows.unread.get(record.id, NO_UNREAD) | rows.missing
    sight = remember.sight(facts, (rows.key, record.id))
    observed = ruleset.observed if ruleset else frozenset()
    memory = remember.observed(sight, record, observed - unread)
    subject = Subject(record, memory, unread)
    chosen = [rule for chooser in choosers if (rule := chooser.pick(record))]
    clocks = [_clock(facts, rule, subject) for rule in chosen]
    others = [passed for chooser in choosers for passed in _others(chooser, record)]
    why_so = judgement(facts, rows.key, record)
    return Explanation(rows.name, record, clocks, others, memory, why_so)


def _clock(facts: Facts, rule: Rule, subject: Subject) -> Explained:
    reading = read(rule, subject, facts.now)
    kept = subject.memory.clocks.get(rule.clock, FRESH)
    return Explained(reading, why.long(reading, facts.voice), kept)


def _others(chooser: Chooser, record: Any) -> list[Passed]:
    chosen = chooser.pick(record)
    return [
        Passed(rule, [c.field for c in rule.conditions if not c.holds(getattr(record, c.field))])
        for rule in chooser.rules
        if rule is not chosen
    ]
