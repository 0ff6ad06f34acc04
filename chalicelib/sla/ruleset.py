"""Rulesets: which of a tab's rules apply to a record."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from operator import attrgetter
from typing import Any

from chalicelib.sla.rule import Rule


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
