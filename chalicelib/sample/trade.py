"""The sample's 200 orders: forty days of them by pattern, and twenty fresh ones by hand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from chalicelib.model.order import Order, OrderLine, OrderStatus
from chalicelib.model.product import Product
from chalicelib.model.word import Language, Phrase
from chalicelib.sample.people import AGENTS
from chalicelib.sample.world import ARTICLES, CARRIERS, CHANNELS, Article, ago, buyer, price

BY_PATTERN = 180
HANDLING = timedelta(days=2)
CANCELLED_EVERY, REFUSED_EVERY = 29, 61

NOTES = (
    Phrase("Please leave with the neighbour.", "请放在邻居家。"),
    Phrase("It is a gift: no invoice in the parcel, please.", "这是礼物：包裹内请不要放发票。"),
    Phrase("Call before delivery.", "派送前请打电话。"),
)
NO_NOTE = Phrase("", "")

S = OrderStatus
FRESH: tuple[tuple[OrderStatus, dict[str, float]], ...] = (
    (S.UNPAID, {"placed": 1.5}),
    (S.UNPAID, {"placed": 30}),
    (S.PAID, {"placed": 0.5, "paid": 0.4}),
    (S.PAID, {"placed": 1.0, "paid": 0.87}),
    (S.PAID, {"placed": 3.2, "paid": 3.0}),
    (S.HELD, {"placed": 2.0, "paid": 1.9, "held": 1.0}),
    (S.HELD, {"placed": 5.0, "paid": 4.9, "held": 3.4}),
    (S.HELD, {"placed": 11, "paid": 10.8, "held": 9.0}),
    (S.PASSED, {"placed": 6.0, "paid": 5.9, "reviewed": 5.0}),
    (S.PASSED, {"placed": 9.0, "paid": 8.8, "held": 8.5, "reviewed": 6.0}),
    (S.PASSED, {"placed": 43, "paid": 42.5, "reviewed": 41.5}),
    (S.PASSED, {"placed": 57, "paid": 56.5, "reviewed": 55}),
    (S.REFUSED, {"placed": 28, "paid": 27.8, "held": 27.5, "reviewed": 25}),
    (S.CANCELLED, {"placed": 20, "paid": 19.8}),
    (S.CANCELLED, {"placed": 50}),
    (S.SHIPPED, {"placed": 70, "paid": 69, "held": 68.5, "reviewed": 62, "shipped": 7}),
    (S.SHIPPED, {"placed": 66, "paid": 65.9, "reviewed": 65.2, "shipped": 30}),
    (
        S.DELIVERED,
        {"placed": 480, "paid": 479, "reviewed": 478.5, "shipped": 440, "delivered": 190},
    ),
    (
        S.DELIVERED,
        {"placed": 460, "paid": 459, "reviewed": 458.4, "shipped": 430, "delivered": 150},
    ),
    (S.DELIVERED, {"placed": 300, "paid": 299, "reviewed": 298.6, "shipped": 270, "delivered": 60}),
)
"""Status, and how many hours before the start each thing happened."""
NEVER_CAME = 126
"""An order whose parcel the carrier lost; its buyer has not written yet."""
LOST = frozenset({122, 125, NEVER_CAME})
"""All whose parcels were lost or damaged on the way (parcels.TROUBLES): no case is of them yet."""
SHORT_POSTCODE, UNREAD_NOTE, SOLD_OUT = 186, 185, 187
"""Orders held for review, each for a reason of its own: three digits, a note, nothing in stock."""


def orders(language: Language, start: datetime) -> list[Order]:
    """Return the orders as they stand at the start, the oldest first."""
    made = [_patterned(n, start) for n in range(BY_PATTERN)]
    made += [_fresh(BY_PATTERN + n, start) for n in range(len(FRESH))]
    return [_dressed(n, order, language) for n, order in enumerate(made)]


def order_id(n: int) -> str:
    """Return the n-th order's number, as its channel would write it."""
    return CHANNELS[n % len(CHANNELS)][1].format(n=2041 + 13 * n, m=1009 + 37 * n)


def _patterned(n: int, start: datetime) -> Order:
    placed = start - timedelta(hours=960 - 5.2 * n, minutes=37 * n % 53)
    paid = placed + timedelta(minutes=3 + 7 * n % 25)
    reviewed = paid + timedelta(minutes=12 + 11 * n % 38)
    shipped = reviewed + timedelta(hours=14 + 5 * n % 24)
    days = CARRIERS[n % len(CARRIERS)][2] + n % 3
    delivered = shipped + timedelta(days=days, hours=5 * n % 11)
    settled = delivered + timedelta(hours=48 + n % 9)
    if n % CANCELLED_EVERY == CANCELLED_EVERY - 1:
        return Order(order_id(n), status=S.CANCELLED, placed=placed, paid=paid)
    if n % REFUSED_EVERY == REFUSED_EVERY - 1:
        whole: dict[str, Any] = {"placed": placed, "paid": paid, "held": reviewed}
        late = reviewed + timedelta(hours=2)
        return Order(order_id(n), status=S.REFUSED, **whole, reviewed=late, handling=HANDLING)
    instants = {
        "placed": placed,
        "paid": paid,
        "reviewed": reviewed,
        "shipped": shipped,
        "delivered": delivered,
        "settled": settled,
    }
    past: dict[str, Any] = {key: at for key, at in instants.items() if at < start}
    return Order(order_id(n), status=_reached(past), handling=HANDLING, **past)


def _reached(past: dict[str, datetime]) -> OrderStatus:
    steps = {
        "paid": S.PAID,
        "reviewed": S.PASSED,
        "shipped": S.SHIPPED,
        "delivered": S.DELIVERED,
        "settled": S.SETTLED,
    }
    return next((steps[key] for key in reversed(steps) if key in past), S.UNPAID)


def _fresh(n: int, start: datetime) -> Order:
    status, hours = FRESH[n - BY_PATTERN]
    instants = ago(start, hours)
    handling = HANDLING if "reviewed" in hours else None
    return Order(order_id(n), status=status, handling=handling, **instants)


def _dressed(n: int, order: Order, language: Language) -> Order:
    """Return the order with its buyer, its sum and its owner."""
    who = buyer(n)
    region, city, street, postcode = who.country.place
    return replace(
        order,
        channel=CHANNELS[n % len(CHANNELS)][0].said(language),
        owner=AGENTS[n % len(AGENTS)].said(language),
        buyer=who.name,
        email=who.email,
        phone=who.country.phone.format(n=who.number),
        country=who.country.code,
        region=region,
        city=city,
        address=street.format(n=who.number),
        postcode=postcode[:-1] if n == SHORT_POSTCODE else postcode,
        amount=_total(n, language),
        currency=who.country.currency,
        note=_note(n).said(language),
        note_read=True if _note(n) is not NO_NOTE and n < BY_PATTERN else None,
    )


def _note(n: int) -> Phrase:
    if n == UNREAD_NOTE:
        return NOTES[1]
    return NOTES[n // 9 % len(NOTES)] if n % 9 == 4 and n < BY_PATTERN else NO_NOTE  # noqa: PLR2004


def _total(n: int, language: Language) -> Decimal:
    sums = ((line.price or Decimal()) * (line.quantity or 0) for line in lines_of(n, language))
    return sum(sums, Decimal())


def article_of(n: int) -> Article:
    """Return what the first line of the n-th order is of."""
    return ARTICLES[n * 5 % len(ARTICLES)]


def lines_of(n: int, language: Language) -> Iterator[OrderLine]:
    """Yield the lines of the n-th order: one, or now and then two."""
    country = buyer(n).country
    for number in range(2 if n % 4 == 1 else 1):
        article = ARTICLES[(n * 5 + number * 7) % len(ARTICLES)]
        yield OrderLine(
            f"{order_id(n)}-{number + 1}",
            order_id(n),
            article.sku,
            article.title.said(language),
            article.specification.said(language),
            1 + (n + number) % 3 // 2,
            price(article, country),
            country.currency,
        )


def order_lines(language: Language, made: Sequence[Order]) -> list[OrderLine]:
    """Return the lines of all orders."""
    return [line for n in range(len(made)) for line in lines_of(n, language)]


def products(language: Language) -> list[Product]:
    """Return the catalogue, at prices in dollars, with what is in stock."""
    return [
        Product(
            article.sku,
            article.title.said(language),
            article.specification.said(language),
            article.kind.said(language),
            Decimal(article.price),
            "USD",
            article.stock,
            article.returnable,
        )
        for article in ARTICLES
    ]
