"""Rules: SLA rows once they are understood, and which of them applies to a record."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from functools import cached_property
from operator import attrgetter
from typing import Any, NamedTuple

from chalicelib.model.word import Phrase, Word, folded_text
from chalicelib.sla.hours import BusinessHours
from chalicelib.sla.lines import Reopen
from chalicelib.sla.target import Target


class Moment(NamedTuple):
    """When something happens to a record."""

    field: str
    values: frozenset[str] = frozenset()
    """The field takes one of these values; empty: the field itself holds the instant."""
    first: bool = False
    """The first such instant after the clock last stopped (CLOCKS 12)."""


Moments = tuple[tuple[Moment, ...], ...]
"""Whichever comes first; each of them is reached when all its moments are."""


class Wait(NamedTuple):
    """A field that says the clock stands still."""

    field: str
    values: frozenset[str] = frozenset()
    """While it holds one of these; empty: the field holds since when."""


class RungKind(StrEnum):
    """From where a rung is counted."""

    SHARE = "share of the target used"
    LEAD = "time before due"
    AFTER = "time after due"


class Rung(NamedTuple):
    """A step of the ladder: when whom is told (CLOCKS 11)."""

    kind: RungKind
    tell: tuple[str, ...]
    """Receivers as the row names them: owner, on duty, lead, manager, shop owner, a name."""
    share: float = 0.0
    span: timedelta = timedelta()

    @property
    def warns(self) -> bool:
        """Whether it stands before the breach."""
        return self.kind is not RungKind.AFTER


class Calendar(NamedTuple):
    """Whose time a clock counts."""

    name: str
    hours: BusinessHours
    always: bool
    """24x7: elapsed time."""


class Condition(NamedTuple):
    """What a field must hold for a rule to apply; values are folded text."""

    field: str
    values: frozenset[str]
    negated: bool = False

    def holds(self, value: object) -> bool:
        """Whether a record's value fits."""
        return (compared(value) in self.values) != self.negated


@dataclass(frozen=True, eq=False)
class Rule:
    """One SLA row, understood."""

    id: str
    clock: str
    tab: str
    conditions: tuple[Condition, ...]
    start: Moments
    stop: Moments
    target: Target
    calendar: Calendar
    waits: tuple[Wait, ...] = ()
    pause_cap: timedelta | None = None
    rungs: tuple[Rung, ...] = ()
    urgent: bool = False
    reopen: Reopen = Reopen.RESUME
    cancel: tuple[Wait, ...] = ()
    stop_text: str = ""
    """What ends the clock, as the row says it."""
    headings: Mapping[str, Phrase] = field(default_factory=dict)
    """What people call the fields of its tab."""

    def heading(self, name: str) -> Phrase:
        """Return what people call a field."""
        return self.headings.get(name, Phrase(name, name))

    @cached_property
    def moments(self) -> tuple[Moment, ...]:
        """All moments that start or stop it."""
        return tuple(m for way in (*self.start, *self.stop) for m in way)

    @cached_property
    def first(self) -> str:
        """The field whose first unanswered instant starts it; empty for an ordinary start."""
        return next((m.field for m in self.moments if m.first), "")

    @cached_property
    def again(self) -> bool:
        """Whether what starts it can happen again after it stopped."""
        return any(m.first or m.values for way in self.start for m in way)

    @cached_property
    def sticky(self) -> bool:
        """Whether a value that stops it counts ever after."""
        return self.reopen is Reopen.IGNORE

    @cached_property
    def fields(self) -> frozenset[str]:
        """Every field it reads."""
        named = {m.field for m in self.moments} | {w.field for w in (*self.waits, *self.cancel)}
        conditions = {c.field for c in self.conditions}
        return frozenset(named | conditions | ({self.target.field} - {""}))

    @cached_property
    def observed(self) -> frozenset[str]:
        """The fields whose changes the ledger must know the instants of."""
        reached = {m.field for m in self.moments if m.values or m.first}
        awaited = {m.field for way in self.start for m in way if self.target.backwards}
        return frozenset(reached | awaited | {w.field for w in self.waits})


def compared(value: object) -> str:
    """Return a value as conditions compare it."""
    if isinstance(value, Word):
        return value.value
    if isinstance(value, bool):
        return "yes" if value else "no"
    return folded_text(str(value)) if value else ""


class Chooser:
    """The alternatives of one clock on one tab: the first row that fits applies."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self.rules = tuple(rules)

    def pick(self, record: object) -> Rule | None:
        """Return the rule that applies to a record, or None."""
        return next((rule for rule in self.rules if _fits(rule, record)), None)


def _fits(rule: Rule, record: object) -> bool:
    return all(c.holds(getattr(record, c.field)) for c in rule.conditions)


class Ruleset:
    """All clocks of one tab."""

    def __init__(self, choosers: Sequence[Chooser], observed: AbstractSet[str]) -> None:
        self.choosers = tuple(choosers)
        self.observed = frozenset(observed)
        """Fields whose changes the ledger must know the instants of."""
        self.fields = tuple(sorted(observed))
        """The same in an order that is always the same."""
        rules = [rule for chooser in self.choosers for rule in chooser.rules]
        fields = sorted({c.field for rule in rules for c in rule.conditions})
        self._held: Callable[[Any], Any] = attrgetter(*fields) if fields else lambda _record: None
        self._known: dict[Any, tuple[Rule, ...]] = {}

    def applying(self, record: object) -> tuple[Rule, ...]:
        """Return the rules that apply to a record, one a clock at most.

        They are picked once for all records that hold the same in every field asked for.
        """
        held = self._held(record)
        rules = self._known.get(held)
        if rules is None:
            picked = (chooser.pick(record) for chooser in self.choosers)
            rules = self._known[held] = tuple(rule for rule in picked if rule)
        return rules


def ruleset(rules: Sequence[Rule]) -> Ruleset:
    """Group a tab's rules by clock, keeping the order of the sheet."""
    by_clock: dict[str, list[Rule]] = {}
    for rule in rules:
        by_clock.setdefault(rule.clock, []).append(rule)
    observed = frozenset(f for rule in rules for f in rule.observed)
    return Ruleset(tuple(Chooser(alike) for alike in by_clock.values()), observed)
