"""Rules: SLA rows once they are understood."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from chalicelib.model.word import Phrase, Word, folded_text
from chalicelib.sla.hours import BusinessHours
from chalicelib.sla.lines import Reopen
from chalicelib.sla.target import Target, Unit


class Moment(NamedTuple):
    """When something happens to a record."""

    field: str
    values: frozenset[str] = frozenset()
    """The field takes one of these values; empty: the field itself holds the instant."""
    first: bool = False
    """The first such instant after the clock last stopped (CLOCKS 12)."""


Moments = tuple[tuple[Moment, ...], ...]
"""Whichever comes first; each of them is reached when all its moments are."""


class Ways(NamedTuple):
    """Ways by which something comes about, told apart by what has to be looked at."""

    typed: tuple[str, ...]
    """Fields that hold the instant themselves: the commonest by far."""
    others: Moments


def ways(moments: Moments) -> Ways:
    """Return moments told apart."""
    plain = [len(way) == 1 and not way[0].values for way in moments]
    others = tuple(way for way, typed in zip(moments, plain, strict=True) if not typed)
    return Ways(tuple(way[0].field for way in moments if way not in others), others)


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
    by_people: tuple[str, ...] = ()
    """The ways in which people end the clock, as the row says them; none where the desk ends it."""
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
    def starts(self) -> Ways:
        """What starts it."""
        return ways(self.start)

    @cached_property
    def stops(self) -> Ways:
        """What stops it."""
        return ways(self.stop)

    @cached_property
    def each_stop(self) -> tuple[Ways, ...]:
        """What stops it, way by way."""
        return tuple(ways((way,)) for way in self.stop)

    @cached_property
    def elapsing(self) -> timedelta | None:
        """The span it is due after, where no calendar and no direction asks for more; else None."""
        plain = self.target.unit is Unit.SPAN and not self.target.backwards
        return self.target.span if plain and self.calendar.always else None

    @cached_property
    def strides(self) -> tuple[tuple[timedelta, int, bool], ...]:
        """Of an elapsing rule, how long after its start each rung comes, in order; if it warns."""
        span = self.elapsing
        if span is None:
            return ()
        return tuple(sorted((_stride(r, span), n, r.warns) for n, r in enumerate(self.rungs)))

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


def _stride(rung: Rung, span: timedelta) -> timedelta:
    if rung.kind is RungKind.SHARE:
        return span * rung.share
    if rung.kind is RungKind.AFTER:
        return span + rung.span
    return min(span, max(timedelta(), span - rung.span))


def compared(value: object) -> str:
    """Return a value as conditions compare it."""
    if isinstance(value, Word):
        return value.value
    if isinstance(value, bool):
        return "yes" if value else "no"
    return folded_text(str(value)) if value else ""
