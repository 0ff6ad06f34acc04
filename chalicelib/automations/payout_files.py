"""Payout files: which orders each refund touches, and what other tabs hold of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from chalicelib.automations.plan import Facts, Rows
from chalicelib.model.casefile import same_id
from chalicelib.model.order import OrderStatus
from chalicelib.model.problem import Rank
from chalicelib.model.refund import Refund
from chalicelib.model.shipment import ShipmentStatus
from chalicelib.model.word import Phrase
from chalicelib.policy.orderfile import by_order
from chalicelib.policy.payout import is_open, is_paid

NOWHERE = Rows("", Phrase("", ""), (), {})
"""A tab that is not there."""
UNSENT = frozenset({"status", "shipped", "delivered"})
"""Cells that tell whether goods were handed over."""


class Files:
    """The tabs, joined once."""

    def __init__(self, facts: Facts, refunds: Sequence[Refund]) -> None:
        self._facts = facts
        self._refunds = refunds
        self._payment = {same_id(one.id): one for one in facts.rows("payments")}
        self.payments: Mapping[str, list[Any]] = by_order(facts.rows("payments"))
        self.disputes: Mapping[str, list[Any]] = by_order(facts.rows("disputes"))

    def tab(self, key: str) -> Rows:
        """Return a tab as it was read; an empty one where it is not there."""
        return next((rows for rows in self._facts.tabs if rows.key == key), NOWHERE)

    def order(self, refund: Refund) -> str:
        """Return the order a refund is for: the one it names, else its payment's; or none."""
        named = refund.order or self._paid_for(refund)
        return same_id(named) if named else ""

    def touched(self, refund: Refund) -> frozenset[str]:
        """Return the orders whose money it may be: its own, its payment's and its case's."""
        case = self.case(refund)
        named = (refund.order, self._paid_for(refund), case.order if case else "")
        return frozenset(same_id(name) for name in named if name)

    def case(self, refund: Refund) -> Any:
        """Return the case that a refund names; None if it is not there."""
        return self._cases.get(same_id(refund.case)) if refund.case else None

    def is_unsent(self, name: str) -> bool:
        """Whether an order was cancelled and, as far as every cell tells, never handed over."""
        order, orders, parcels = self._orders.get(name), self.tab("orders"), self.tab("shipments")
        if order is None or order.status is not OrderStatus.CANCELLED:
            return False
        if order.shipped or order.delivered or _lost(orders, order.id) & UNSENT:
            return False
        if any(p.tab == "shipments" and p.rank >= Rank.ROW for p in self._facts.problems):
            return False
        return not any(_left(one, _lost(parcels, one.id)) for one in self._parcels.get(name, ()))

    def is_case_read(self, refund: Refund) -> bool:
        """Whether a refund's case is there, with nothing in it that cannot be read."""
        case = self.case(refund)
        return case is not None and not _lost(self.tab("cases"), case.id)

    def adrift(self) -> Iterator[tuple[str, str]]:
        """Yield tab and id of rows that may be about any order at all, for nothing ties them."""
        for problem in self._facts.problems:
            of_money = problem.tab in ("refunds", "payments") and problem.column == "id"
            if of_money and problem.row > 1 and problem.rank >= Rank.CELL:
                yield problem.tab, problem.id or str(problem.row)

    def untied(self) -> Iterator[tuple[str, str, str]]:
        """Yield tab, column and id of cells without which a row may be about any order."""
        refunds, payments = self.tab("refunds"), self.tab("payments")
        for one in self._refunds:
            lost = _lost(refunds, one.id)
            alive = is_paid(one) or is_open(one) or bool({"status", "paid_out"} & lost)
            if alive and not self.touched(one):
                yield from (("refunds", key, one.id) for key in _links(lost))
        for name, lost in payments.unread.items():
            if "order" in lost:
                yield "payments", "order", name

    def _paid_for(self, refund: Refund) -> str:
        payment = self._payment.get(same_id(refund.payment)) if refund.payment else None
        return payment.order if payment else ""

    @cached_property
    def _cases(self) -> Mapping[str, Any]:
        wanted = {same_id(one.case) for one in self._refunds if one.case}
        known = ((same_id(case.id), case) for case in self._facts.rows("cases"))
        return {name: case for name, case in known if name in wanted}

    @cached_property
    def _wanted(self) -> frozenset[str]:
        return frozenset(self.order(one) for one in self._refunds if is_open(one))

    @cached_property
    def _orders(self) -> Mapping[str, Any]:
        known = ((same_id(order.id), order) for order in self._facts.rows("orders"))
        return {name: order for name, order in known if name in self._wanted}

    @cached_property
    def _parcels(self) -> Mapping[str, list[Any]]:
        return by_order(self._facts.rows("shipments"))


def _lost(rows: Rows, name: str) -> frozenset[str]:
    return rows.unread.get(name, frozenset()) | rows.missing


def _links(lost: frozenset[str]) -> list[str]:
    return [key for key in ("order", "case", "payment") if key in lost]


def _left(parcel: Any, lost: frozenset[str]) -> bool:
    """Whether a parcel was handed over, or nobody can tell."""
    waiting = parcel.status in (None, ShipmentStatus.PREPARED)
    return bool(parcel.shipped or parcel.delivered or not waiting or lost & UNSENT)
