"""A dispute: a buyer's bank or platform wants an answer by a date (RULEBOOK 11)."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from pydantic.dataclasses import dataclass

from chalicelib.model.face import BLANK, Face
from chalicelib.model.word import Word


class DisputeStatus(Word):
    """Where a dispute stands."""

    NEEDS_RESPONSE = "needs response", "待回应"
    SUBMITTED = "evidence submitted", "已提交证据"
    WON = "won", "胜诉"
    LOST = "lost", "败诉"
    ACCEPTED = "accepted", "已接受"


@dataclass(frozen=True, slots=True)
class Dispute:
    """A row of the Disputes tab."""

    id: str
    order: str = ""
    payment: str = ""
    provider: str = ""
    status: DisputeStatus | None = None
    owner: str = ""
    reason: str = ""
    amount: Decimal | None = None
    currency: str = ""
    opened: datetime | None = None
    respond_by: datetime | None = None
    submitted: datetime | None = None
    decided: datetime | None = None
    face: Face = BLANK
