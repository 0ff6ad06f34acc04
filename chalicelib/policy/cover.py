"""Cover: whether rows together answer every combination of values, looked for within a budget."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

T = TypeVar("T")

STEPS = 500_000
"""Combinations that a lint looks at."""
PLAIN = 400
"""Rests that are compared with each other; more of them are not worth it."""

Ways = Sequence[Mapping[int, Any]]
"""For each column, rows with a value that just these rows suit."""


class OverBudgetError(Exception):
    """More combinations than the budget allows."""


class Budget:
    """How many combinations may still be looked at."""

    def __init__(self, steps: int = STEPS) -> None:
        self.left = steps

    def spend(self, steps: int) -> None:
        """Take steps; OverBudgetError where they are not left."""
        if steps > self.left:
            raise OverBudgetError
        self.left -= steps


def hole(ways: Ways, rows: int, budget: Budget) -> tuple[Any, ...] | None:
    """Return a value for each column that together suit none of the rows; None: there are none.

    Column by column the rests of rows that still fit are kept, each once, and of these the least:
    what a rest misses, every part of it misses too.
    """
    if not all(ways):
        return None
    rests: dict[int, tuple[Any, ...]] = {rows: ()}
    for way in ways:
        if 0 in rests:
            break
        mine = _least(_narrowed(way, rows))
        budget.spend(len(rests) * len(mine))
        found: dict[int, tuple[Any, ...]] = {}
        for rest, values in rests.items():
            for suited, value in mine.items():
                found.setdefault(rest & suited, (*values, value))
        rests = _least(found)
    missed = rests.get(0)
    return None if missed is None else (*missed, *map(_some, ways[len(missed) :]))


def _narrowed(way: Mapping[int, Any], rows: int) -> dict[int, Any]:
    found: dict[int, Any] = {}
    for suited, value in way.items():
        found.setdefault(suited & rows, value)
    return found


def _least(rests: dict[int, T]) -> dict[int, T]:
    """Return the rests that hold no other rest."""
    if len(rests) > PLAIN:
        return rests
    kept: list[int] = []
    for rest in sorted(rests, key=int.bit_count):
        if not any(less & rest == less for less in kept):
            kept.append(rest)
    return {rest: rests[rest] for rest in kept}


def _some(way: Mapping[int, Any]) -> Any:
    return next(iter(way.values()))
