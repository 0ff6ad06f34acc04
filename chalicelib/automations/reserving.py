"""Reserving: what of the stock an order took at its last review, kept as digests of the SKUs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache, cached_property
from typing import Any

from chalicelib.automations import review_notes as notes
from chalicelib.automations.plan import Facts
from chalicelib.automations.review_sight import Sight
from chalicelib.model.problem import Problem, Rank
from chalicelib.model.word import Phrase
from chalicelib.policy.orderfile import OrderFile
from chalicelib.policy.stock import Allocation, Claim, wanted

HELD, TOOK = "stock", "took"
"""What a review's note says of stock: whether any was reserved, and how many by SKU's digest."""

OVERDRAWN = Phrase(
    "orders that people passed take {taken}, {stock} are in stock: take one back, or buy more",
    "人工放行的订单需要 {taken} 件，库存只有 {stock} 件：请撤回其中一单或补货",
)
HAS_LEFT = Phrase(
    "parcel {parcel} has left, so the stock is not looked at: once all parcels have, set the order"
    " to shipped",
    "包裹 {parcel} 已发出，不再核对库存：全部发出后请将订单状态改为“已发货”",
)


def firm(files: Iterable[OrderFile]) -> Iterator[Claim]:
    """Yield what orders take that people passed, but those that a parcel of which has left."""
    for file in files:
        if not file.sent:
            yield Claim(file.order.id, wanted(file.lines), firm=True)


def on_the_way(files: Iterable[OrderFile]) -> Iterator[Problem]:
    """Yield once for each order not shipped yet a parcel of which has left."""
    for file in files:
        if file.sent:
            what = HAS_LEFT.fill(parcel=file.sent[0])
            yield Problem("orders", 0, "status", what, Rank.LOW, file.order.id)


def overdrawn(facts: Facts, given: Allocation) -> Iterator[Problem]:
    """Yield the articles of which people passed more than there are."""
    for sku, taken in given.overdrawn.items():
        product = facts.policies.products[sku]
        what = OVERDRAWN.fill(taken=taken, stock=product.stock)
        yield Problem("products", 0, "stock", what, Rank.CELL, product.id)


class Reserving:
    """The stock of a run, and who took what of it before."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._digest = cache(lambda sku: notes.digest(facts, "sku", sku))

    @cached_property
    def stock(self) -> Mapping[str, int]:
        """How many there are of each article that is counted, by folded SKU."""
        products = self._facts.policies.products
        return {name: p.stock for name, p in products.items() if p.stock is not None}

    @cached_property
    def _names(self) -> Mapping[str, str]:
        return {self._digest(sku): sku for sku in self._facts.policies.products}

    def took(self, wants: Mapping[str, int]) -> Mapping[str, Any]:
        """Return what a note keeps of an order that got what it wants."""
        return {HELD: True, TOOK: {self._digest(sku): n for sku, n in wants.items()}}

    def held(self, noted: Mapping[str, Any], wants: Mapping[str, int]) -> bool:
        """Whether an order took all that it wants before; of older notes, whether it took any."""
        if not noted.get(HELD):
            return False
        before = noted.get(TOOK)
        return before is None or all(n <= before.get(self._digest(s), 0) for s, n in wants.items())

    def _before(self, noted: Mapping[str, Any], wants: Mapping[str, int]) -> Mapping[str, int]:
        """Return what an order took before, whatever it wants now; nothing if it took none."""
        if not noted.get(HELD):
            return {}
        if TOOK not in noted:
            return wants
        return {self._names[d]: n for d, n in noted[TOOK].items() if d in self._names}

    def claim(self, sight: Sight, *, free: bool) -> Claim | None:
        """Return what an order in sight takes; nothing once a parcel of it has left.

        While a cell cannot be read, it is what it took before.
        """
        if sight.file.sent:
            return None
        order, wants = sight.file.order, wanted(sight.file.lines)
        if sight.unread:
            before = self._before(sight.noted, wants)
            return Claim(order.id, before, held=True, paid=order.paid) if before else None
        held = self.held(sight.noted, wants)
        return Claim(order.id, wants, held=held, paid=order.paid) if free else None

    def noted(self, sight: Sight, given: Allocation | None) -> Mapping[str, Any]:
        """Return what is noted of an order's stock, the same as before where nobody could look."""
        name = sight.file.order.id
        if given is None or (sight.unread and name not in given.short):
            return {HELD: False} | {k: sight.noted[k] for k in (HELD, TOOK) if k in sight.noted}
        if name not in given.reserved:
            return {HELD: False}
        return self.took(wanted(sight.file.lines))
