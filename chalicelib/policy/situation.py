"""Situation: what the Policy tab is asked of a case, each input out of the tab that holds it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from chalicelib.model.casefile import CaseFile
from chalicelib.model.product import Product
from chalicelib.model.returns import Condition
from chalicelib.model.shipment import ShipmentStatus
from chalicelib.model.word import folded_text
from chalicelib.policy.refunding import Exchange

WORST_PARCELS = (
    ShipmentStatus.LOST,
    ShipmentStatus.DAMAGED,
    ShipmentStatus.RETURNED,
    ShipmentStatus.HELD,
    ShipmentStatus.CUSTOMS,
    ShipmentStatus.IN_TRANSIT,
    ShipmentStatus.OUT_FOR_DELIVERY,
    ShipmentStatus.PREPARED,
    ShipmentStatus.DELIVERED,
)
PARCEL_RANK = {status: rank for rank, status in enumerate(WORST_PARCELS)}
WORST_GOODS = (Condition.WRONG, Condition.DAMAGED, Condition.USED, Condition.AS_NEW)
GOODS_RANK = {condition: rank for rank, condition in enumerate(WORST_GOODS)}

Products = Mapping[str, Product]
"""By folded SKU."""


def situation(
    file: CaseFile, products: Products, exchange: Exchange, zone: ZoneInfo
) -> dict[str, Any]:
    """Return the inputs that a case gives; None where nothing is known.

    The value is in the desk's own currency. Whether all evidence is there is not among them: it
    is asked after the rows of Evidence.
    """
    case = file.case
    return {
        "category": case.category,
        "topic": case.topic,
        "product_class": product_class(file, products),
        "country": file.country,
        "days": days_since(file, zone),
        "value": exchange.home(file.value),
        "parcel": parcel(file),
        "repeats": file.earlier,
        "condition": condition(file),
    }


def product(file: CaseFile, products: Products) -> Product | None:
    """Return the catalogue's entry of the article that a case is about."""
    lines = file.article or file.lines
    skus = {file.case.sku} if file.case.sku else {line.sku for line in lines}
    return products.get(folded_text(skus.pop())) if len(skus) == 1 else None


def product_class(file: CaseFile, products: Products) -> str:
    """Return the class of the article; empty where it is unknown."""
    found = product(file, products)
    return found.product_class if found else ""


def days_since(file: CaseFile, zone: ZoneInfo) -> int | None:
    """Return the calendar days from delivery to the opening of the case, on the desk's calendar.

    None while the goods have not arrived; nothing if they came after the case was opened.
    """
    delivered, opened = file.delivered, file.case.opened
    if delivered is None or opened is None:
        return None
    days = (opened.astimezone(zone).date() - delivered.astimezone(zone).date()).days
    return max(days, 0)


def parcel(file: CaseFile) -> ShipmentStatus | None:
    """Return where the order's parcels stand, by the worst of them; by the order if it arrived."""
    known = [p.status for p in file.shipments if p.status is not None]
    if not known and file.delivered is not None:
        return ShipmentStatus.DELIVERED
    return min(known, key=PARCEL_RANK.__getitem__, default=None)


def condition(file: CaseFile) -> Condition | None:
    """Return how returned goods came back, by the worst of them; None before they are inspected.

    Goods that cannot be sold again count as used, if nothing worse is said.
    """
    if not file.returns:
        return None
    known = [r.condition for r in file.returns if r.condition is not None]
    if any(r.resellable is False for r in file.returns):
        known.append(Condition.USED)
    return min(known, key=GOODS_RANK.__getitem__, default=None)
