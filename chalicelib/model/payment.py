"""A payment: money that came in for an order."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from pydantic.dataclasses import dataclass

from chalicelib.model.face import BLANK, Face
from chalicelib.model.word import Word


class PaymentStatus(Word):
    """Where a payment stands at its channel."""

    PENDING = "pending", "待支付"
    CAPTURED = "captured", "已收款"
    FAILED = "failed", "失败"
    REFUNDED = "refunded", "已退款"
    DISPUTED = "disputed", "有争议"


@dataclass(frozen=True, slots=True)
class Payment:
    """A row of the Payments tab."""

    id: str
    order: str = ""
    provider: str = ""
    status: PaymentStatus | None = None
    amount: Decimal | None = None
    currency: str = ""
    fee: Decimal | None = None
    captured: datetime | None = None
    settled: datetime | None = None
    face: Face = BLANK
