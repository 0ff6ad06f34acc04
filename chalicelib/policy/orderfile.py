"""An order's file: all that a review looks at, and what it finds (RULEBOOK 4)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from chalicelib.model.casefile import same_id
from chalicelib.model.dispute import Dispute
from chalicelib.model.order import Order, OrderLine
from chalicelib.model.payment import Payment
from chalicelib.model.product import Product
from chalicelib.model.refund import Refund
from chalicelib.model.region import places
from chalicelib.model.shipment import Shipment, ShipmentStatus
from chalicelib.model.verdict import Outcome
from chalicelib.model.word import Phrase, folded_text
from chalicelib.policy.lines import Check, MarketLine

folded = lru_cache(65_536)(folded_text)
"""SKUs and product classes as they are compared; the same few come again and again."""

ON_ITS_WAY = frozenset({
    ShipmentStatus.IN_TRANSIT, ShipmentStatus.CUSTOMS, ShipmentStatus.HELD,
    ShipmentStatus.OUT_FOR_DELIVERY, ShipmentStatus.DELIVERED,
})  # fmt: skip
SENT_AGAIN = frozenset({ShipmentStatus.RETURNED, ShipmentStatus.LOST, ShipmentStatus.DAMAGED})
"""What became of a parcel whose goods may be sent once more."""
LONGEST = 12
"""Characters of a shape that are shown."""


class OrderFile(NamedTuple):
    """An order with what other tabs hold of it."""

    order: Order
    lines: Sequence[OrderLine] = ()
    payments: Sequence[Payment] = ()
    parcels: Sequence[Shipment] = ()
    products: Mapping[str, Product] = {}
    """The catalogue, by folded SKU."""
    market: MarketLine | None = None
    """What holds for the country it goes to."""
    refunds: Sequence[Refund] = ()
    disputes: Sequence[Dispute] = ()

    @property
    def country(self) -> str:
        """Where it goes, as two capitals if it was typed so."""
        return self.order.country.strip().upper()

    @property
    def sent(self) -> list[str]:
        """Ids of parcels that left the warehouse and did not come to grief."""
        return [p.id for p in self.parcels if p.status not in SENT_AGAIN and _left(p)]

    def articles(self) -> list[tuple[OrderLine, Product | None]]:
        """Return each line with the article of the catalogue that it names."""
        return [(line, self.products.get(folded(line.sku))) for line in self.lines]


def _left(parcel: Shipment) -> bool:
    return parcel.status in ON_ITS_WAY or bool(parcel.shipped or parcel.delivered)


class Finding(NamedTuple):
    """What a check found wrong, without anybody's name, number or address in it."""

    check: Check
    what: Phrase
    most: Outcome = Outcome.HOLD
    """No rule makes more of it than this: a list of provinces is a hint, never a hold."""


def found(check: Check, what: Phrase, most: Outcome = Outcome.HOLD, **values: Any) -> Finding:
    """Return a finding, its words filled in."""
    return Finding(check, what.fill(**values) if values else what, most)


def shape(text: str) -> str:
    """Return what text looks like and not what it says: 9 a digit, A a letter."""
    plain = unicodedata.normalize("NFKC", text).strip()
    said = "".join(_sign(sign) for sign in plain[:LONGEST])
    return said + "…" if len(plain) > LONGEST else said


def _sign(sign: str) -> str:
    if sign.isdigit():
        return "9"
    return "A" if sign.isalpha() else sign


def market_of(markets: Mapping[str, MarketLine], country: str) -> MarketLine | None:
    """Return the nearest row on a country: its own, else its region's, else that of any."""
    return next((markets[place] for place in places(country) if place in markets), None)


def by_order(records: Iterable[Any]) -> dict[str, list[Any]]:
    """Return records by the order they name."""
    held: dict[str, list[Any]] = {}
    for record in records:
        if record.order:
            held.setdefault(same_id(record.order), []).append(record)
    return held


def by_payment(records: Iterable[Any], payments: Iterable[Payment]) -> dict[str, list[Any]]:
    """Return records by the order they name, else by that of the payment they name."""
    records = list(records)
    held = by_order(records)
    unnamed = [one for one in records if one.payment and not one.order]
    paid_for = {same_id(one.id): one.order for one in payments if one.order} if unnamed else {}
    for record in unnamed:
        if order := paid_for.get(same_id(record.payment)):
            held.setdefault(same_id(order), []).append(record)
    return held
