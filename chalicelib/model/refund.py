"""A refund: money that goes back, on the route it came (RULEBOOK 2 and 7)."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from pydantic.dataclasses import dataclass

from chalicelib.model.face import BLANK, Face
from chalicelib.model.verdict import Outcome
from chalicelib.model.word import Word


class RefundStatus(Word):
    """Where a refund stands."""

    ASKED = "asked", "已申请"
    APPROVED = "approved", "已批准"
    PAID_OUT = "paid out", "已打款"
    REFUSED = "refused", "已拒绝"
    FAILED = "failed", "失败"


@dataclass(frozen=True, slots=True)
class Refund:
    """A row of the Refunds tab."""

    id: str
    order: str = ""
    case: str = ""
    payment: str = ""
    status: RefundStatus | None = None
    owner: str = ""
    amount: Decimal | None = None
    currency: str = ""
    rate: Decimal | None = None
    reason: str = ""
    asked: datetime | None = None
    approved: datetime | None = None
    paid_out: datetime | None = None
    face: Face = BLANK

    @property
    def outcome(self) -> Outcome | None:
        """Whether the money may go back; clocks may go by it."""
        return self.face.verdict.outcome
