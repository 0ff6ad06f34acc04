"""A desk with the default rules whose orders are reviewed again and again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from chalicelib.automations.order_review import order_review
from chalicelib.automations.payouts import payouts
from chalicelib.automations.plan import Facts, Plan
from chalicelib.automations.sla_sweep import sla_sweep
from chalicelib.model.order import OrderStatus
from chalicelib.model.payment import PaymentStatus
from chalicelib.policy.review import CHECKS
from chalicelib.tables.workbook import ORDERS
from tests import memory

NOW = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)
"""Monday, 14:00 in Shanghai."""
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)

SHIRT = {
    "id": "TS-RED-M", "title": "T-shirt", "specification": "red, M", "product_class": "clothing",
    "price": Decimal("20.00"), "currency": "USD", "stock": 10,
}  # fmt: skip
LAMP = {
    "id": "LAMP", "title": "Lamp", "product_class": "battery", "price": Decimal("10.00"),
    "currency": "USD", "stock": 5,
}  # fmt: skip


def order(name: str, **cells: Any) -> dict[str, Any]:
    """Return a row of Orders with nothing wrong in it."""
    fine = {
        "id": name, "channel": "Shop", "status": OrderStatus.PAID, "buyer": "Erika Muster",
        "email": f"{name.lower()}@shop.example", "phone": "+49 30 901820", "country": "DE",
        "city": "Berlin", "address": f"Unter den Linden {len(name)}{name[-1]}", "postcode": "10117",
        "amount": Decimal("40.00"), "currency": "USD", "placed": NOW - HOUR, "paid": NOW - HOUR,
    }  # fmt: skip
    return {**fine, **cells}


def line(name: str, **cells: Any) -> dict[str, Any]:
    """Return its row of Order lines: two shirts."""
    fine = {
        "id": f"{name}-1", "order": name, "sku": "TS-RED-M", "title": "T-shirt",
        "specification": "M / Red", "quantity": 2, "price": Decimal("20.00"), "currency": "USD",
    }  # fmt: skip
    return {**fine, **cells}


def payment(name: str, **cells: Any) -> dict[str, Any]:
    """Return its row of Payments: captured, and all of it."""
    fine = {
        "id": f"P-{name}", "order": name, "provider": "Stripe", "status": PaymentStatus.CAPTURED,
        "amount": Decimal("40.00"), "currency": "USD", "captured": NOW - HOUR,
    }  # fmt: skip
    return {**fine, **cells}


def with_sweep(facts: Facts) -> Plan:
    """Review, pay out, then run the clocks."""
    plan = Plan()
    for step in (order_review, payouts, sla_sweep):
        plan.add(step(facts.after(plan)))
    plan.latest()
    return plan


class Reviewing:
    """Orders of a small desk, reviewed as of one instant after the other."""

    def __init__(self, folder: Path, plan: memory.Plan | None = None, **rows: Any) -> None:
        rows = {"products": [SHIRT, LAMP], **rows}
        self.book = memory.small_book(plan or memory.Plan(), **rows)
        self.desk = memory.desk_of(self.book, folder, NOW - timedelta(days=40))
        self.addresses = 0
        """How often the address of an order was looked at."""

    @classmethod
    def of(cls, folder: Path, **cells: Any) -> Reviewing:
        """Return a desk that ran before, with one new order, O-1, fine but for some cells."""
        rows = {"orders": [order("O-1", **cells)], "order_lines": [line("O-1")]}
        reviewing = cls(folder, **rows, payments=[payment("O-1")])
        reviewing.desk.runner.run(lambda _facts: Plan(), NOW - timedelta(days=40))
        return reviewing

    def add(self, name: str, **cells: Any) -> None:
        """Let an order come in, with a line and its payment."""
        quantity = cells.pop("quantity", 2)
        amount = Decimal("20.00") * quantity
        self.book.added(ORDERS, **order(name, amount=amount, **cells))
        self.book.added(memory.BY_KEY["order_lines"], **line(name, quantity=quantity))
        self.book.added(memory.BY_KEY["payments"], **payment(name, amount=amount))

    def _counting(self, file: Any) -> Any:
        self.addresses += 1
        return CHECKS["address"](file)

    def run(self, now: datetime = NOW) -> Any:
        """Review once."""
        checks = {**CHECKS, "address": self._counting}
        return self.desk.runner.run(lambda facts: order_review(facts, checks), now)

    def sweep(self, now: datetime) -> Any:
        """Review, and run the clocks."""
        return self.desk.runner.run(with_sweep, now)

    def shown(self, name: str = "O-1", key: str = "outcome") -> Any:
        """Return what a cell of the desk shows on an order."""
        return self.book.cell(ORDERS, name, key)

    def all_shown(self) -> dict[str, Any]:
        """Return the outcome of every order."""
        names = [row[self.book.column(ORDERS, "id")] for row in self.book.rows(ORDERS)[1:]]
        return {name: self.shown(name) for name in names if name}
