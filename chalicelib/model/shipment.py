"""A shipment: one parcel on its way (RULEBOOK 3 and 5)."""

from __future__ import annotations

from datetime import datetime, timedelta

from pydantic.dataclasses import dataclass

from chalicelib.model.face import BLANK, Face
from chalicelib.model.word import Word


class ShipmentStatus(Word):
    """Where a parcel stands."""

    PREPARED = "prepared", "待揽收"
    IN_TRANSIT = "in transit", "运输中"
    CUSTOMS = "at customs", "清关中"
    HELD = "held by customs", "海关扣留"
    OUT_FOR_DELIVERY = "out for delivery", "派送中"
    DELIVERED = "delivered", "已签收"
    RETURNED = "returned", "已退回"
    LOST = "lost", "丢失"
    DAMAGED = "damaged", "破损"


@dataclass(frozen=True, slots=True)
class Shipment:
    """A row of the Shipments tab."""

    id: str
    order: str = ""
    tracking: str = ""
    carrier: str = ""
    route: str = ""
    country: str = ""
    status: ShipmentStatus | None = None
    owner: str = ""
    shipped: datetime | None = None
    last_event: datetime | None = None
    silent_after: timedelta | None = None
    customs_planned: datetime | None = None
    predeclared: datetime | None = None
    anomaly_seen: datetime | None = None
    buyer_told: datetime | None = None
    loss_known: datetime | None = None
    claim_limit: datetime | None = None
    claim_filed: datetime | None = None
    delivered: datetime | None = None
    face: Face = BLANK
