"""An order and its lines (RULEBOOK 3 and 4)."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

from pydantic.dataclasses import dataclass

from chalicelib.model.face import BLANK, Face
from chalicelib.model.money import Money
from chalicelib.model.verdict import Outcome
from chalicelib.model.word import Word


class OrderStatus(Word):
    """Where an order stands."""

    UNPAID = "unpaid", "待付款"
    PAID = "paid", "已付款"
    HELD = "held", "人工审核"
    PASSED = "passed", "审核通过"
    REFUSED = "refused", "审核拒绝"
    SHIPPED = "shipped", "已发货"
    DELIVERED = "delivered", "已签收"
    SETTLED = "settled", "已结算"
    CANCELLED = "cancelled", "已取消"


@dataclass(frozen=True, slots=True)
class Order:
    """A row of the Orders tab."""

    id: str
    channel: str = ""
    status: OrderStatus | None = None
    owner: str = ""
    buyer: str = ""
    email: str = ""
    phone: str = ""
    country: str = ""
    region: str = ""
    city: str = ""
    address: str = ""
    postcode: str = ""
    amount: Decimal | None = None
    currency: str = ""
    note: str = ""
    note_read: bool | None = None
    placed: datetime | None = None
    paid: datetime | None = None
    held: datetime | None = None
    reviewed: datetime | None = None
    handling: timedelta | None = None
    shipped: datetime | None = None
    delivered: datetime | None = None
    settled: datetime | None = None
    face: Face = BLANK

    @property
    def outcome(self) -> Outcome | None:
        """What the review came to; clocks may go by it."""
        return self.face.verdict.outcome

    @property
    def total(self) -> Money | None:
        """What the buyer pays, where amount and currency are both known."""
        if self.amount is None or not self.currency:
            return None
        return Money(self.amount, self.currency)


@dataclass(frozen=True, slots=True)
class OrderLine:
    """A row of the Order lines tab: one SKU of one order."""

    id: str
    order: str = ""
    sku: str = ""
    title: str = ""
    specification: str = ""
    quantity: int | None = None
    price: Decimal | None = None
    currency: str = ""
