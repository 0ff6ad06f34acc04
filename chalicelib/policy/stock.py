"""Stock: which orders of one run get what lies in the warehouse, so that nothing is oversold.

An order gets all its articles or none. Whoever was promised some keeps it: first what people
passed by hand, then what a review passed before, then who paid first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from chalicelib.model.order import OrderLine
from chalicelib.policy.orderfile import folded

LAST = datetime.max.replace(tzinfo=UTC)


class Claim(NamedTuple):
    """An order that may ship as far as its other checks go, and what it takes."""

    order: str
    wants: Mapping[str, int]
    """How many of each article, by folded SKU."""
    firm: bool = False
    """A person passed it: it gets what it takes, and be it too much."""
    held: bool = False
    """Its stock was reserved at the last run."""
    paid: datetime | None = None

    @property
    def precedence(self) -> tuple[bool, bool, datetime, str]:
        """Who comes first: the firm, who held it before, who paid first."""
        return not self.firm, not self.held, self.paid or LAST, self.order


class Short(NamedTuple):
    """An article that there is too little of for an order."""

    sku: str
    wanted: int
    free: int
    """What is left once everybody has got theirs; below zero where people passed too much."""


class Allocation(NamedTuple):
    """Who got what."""

    reserved: frozenset[str]
    """Orders that got all that they take."""
    short: Mapping[str, tuple[Short, ...]]
    """Of each order that got nothing, what there is too little of."""
    overdrawn: Mapping[str, int]
    """By folded SKU, how many people passed by hand, where that is more than there are."""


def wanted(lines: Iterable[OrderLine]) -> dict[str, int]:
    """Return how many of each article the lines take, by folded SKU."""
    wants: dict[str, int] = {}
    for line in lines:
        if line.sku and line.quantity and line.quantity > 0:
            sku = folded(line.sku)
            wants[sku] = wants.get(sku, 0) + line.quantity
    return wants


def allocate(claims: Iterable[Claim], stock: Mapping[str, int]) -> Allocation:
    """Return who gets what; an article that is not in ``stock`` is not counted."""
    used: Counter[str] = Counter()
    firm: Counter[str] = Counter()
    waiting, reserved = [], set()
    for claim in sorted(claims, key=lambda one: one.precedence):
        counted = {sku: n for sku, n in claim.wants.items() if sku in stock}
        if claim.firm or all(used[sku] + n <= stock[sku] for sku, n in counted.items()):
            used.update(counted)
            reserved.add(claim.order)
            firm.update(counted if claim.firm else {})
        else:
            waiting.append((claim.order, counted))
    short = {order: _short(counted, used, stock) for order, counted in waiting}
    overdrawn = {sku: n for sku, n in sorted(firm.items()) if n > stock[sku]}
    return Allocation(frozenset(reserved), short, overdrawn)


def _short(
    counted: Mapping[str, int], used: Mapping[str, int], stock: Mapping[str, int]
) -> tuple[Short, ...]:
    """Return what is missing, counted once all is given out, so that the next run says the same."""
    shorts: Sequence[Short] = [
        Short(sku, n, stock[sku] - used[sku])
        for sku, n in sorted(counted.items())
        if used[sku] + n > stock[sku]
    ]
    return tuple(shorts)
