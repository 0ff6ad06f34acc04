"""A return: goods on their way back (RULEBOOK 7)."""

from __future__ import annotations

from datetime import datetime

from pydantic.dataclasses import dataclass

from chalicelib.model.face import BLANK, Face
from chalicelib.model.word import Word


class Condition(Word):
    """How returned goods came back."""

    AS_NEW = "as new", "完好"
    USED = "used", "已使用"
    DAMAGED = "damaged", "破损"
    WRONG = "wrong goods", "货不对版"


class ReturnStatus(Word):
    """Where the goods of a return are."""

    ASKED = "asked", "已申请"
    AGREED = "agreed", "已同意"
    ON_THE_WAY = "on the way", "退回中"
    RECEIVED = "received", "已收到"
    INSPECTED = "inspected", "已验货"
    FINISHED = "finished", "已完成"
    REFUSED = "refused", "已拒绝"


@dataclass(frozen=True, slots=True)
class Return:
    """A row of the Returns tab."""

    id: str
    order: str = ""
    case: str = ""
    status: ReturnStatus | None = None
    owner: str = ""
    reason: str = ""
    sku: str = ""
    quantity: int | None = None
    country: str = ""
    tracking: str = ""
    asked: datetime | None = None
    agreed: datetime | None = None
    guide_sent: datetime | None = None
    received: datetime | None = None
    inspected: datetime | None = None
    condition: Condition | None = None
    finished: datetime | None = None
    resellable: bool | None = None
    face: Face = BLANK
