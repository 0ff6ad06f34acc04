"""Order reviews: what a run costs that looks at every order for the first time, and the next ones.

Real default rules; orders to ten countries with one to three lines, a payment each, and a few of
everything that goes wrong. What is measured is the automation alone, from records to a plan.
"""

from __future__ import annotations

import gc
import json
import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from time import process_time
from typing import Any

from bench.made import HOME, NOW
from bench.show import table as printed
from bench.show import verdicts as shown
from bench.verdicts import Verdict
from chalicelib.automations.order_review import order_review
from chalicelib.automations.plan import Facts, Plan, Recalled, Rows
from chalicelib.model.order import Order, OrderLine, OrderStatus
from chalicelib.model.payment import Payment, PaymentStatus
from chalicelib.model.product import Product
from chalicelib.model.word import Phrase, folded_text
from chalicelib.sla.say import Voice
from chalicelib.tables.cell import Grid, Sheets
from chalicelib.tables.defaults import default_rows
from chalicelib.tables.table import Room
from chalicelib.tables.workbook import TABS
from chalicelib.tables.workbook_read import Opened, opened
from chalicelib.unhurried import unhurried

MANY = 10_000
MOST, MOST_AGAIN = 6.0, 0.25
"""CPU seconds for so many first reviews, and the share of them that an unchanged run may cost."""
CHANGED = 100
"""One order in so many is changed before the third run."""
SEED = 4

PLACES = (
    ("DE", "", "Berlin", "Hauptstr. 12", "10117", "+49301234567"),
    ("US", "California", "Palo Alto", "301 Hamilton Avenue", "94303", "+16502530000"),
    ("GB", "", "London", "82 Clerkenwell Road", "EC1M 5RF", "+442079460123"),
    ("FR", "", "Lyon", "5 rue Victor Hugo", "69002", "+33412345678"),
    ("JP", "Tokyo", "", "1-2-3 Ginza", "104-0061", "+81312345678"),
    ("BR", "SP", "São Paulo", "Avenida Paulista 100", "01310-100", "+551123456789"),
    ("CA", "ON", "Toronto", "1 King St W", "M5H 1A1", "+14165550123"),
    ("AU", "NSW", "Sydney", "1 George St", "2000", "+61291234567"),
    ("NL", "", "Amsterdam", "Dam 1", "1012 JS", "+31201234567"),
    ("CN", "广东省", "深圳市", "科技园路1号", "518057", "+8613812345678"),
)
CLASSES = ("", "clothing", "battery", "cosmetics", "toys")


def main(words: Sequence[str]) -> None:
    """Measure, print; write the figures where a place is named."""
    count = int(words[1]) if len(words) > 1 else MANY
    found = measured(count)
    headings = ("run", "CPU seconds", "us an order", "looked at", "changed")
    rows = [
        (
            name,
            f"{run['seconds']:.3f}",
            f"{run['each']:.1f}",
            f"{run['looked']:,}",
            f"{run['cells']:,}",
        )
        for name, run in found["runs"].items()
    ]
    printed(f"Review of {count:,} orders by the default rules", headings, rows)
    print(f"  outcomes: {found['outcomes']}\n")
    shown([Verdict(**one) for one in found["verdicts"]])
    if words:
        Path(words[0]).write_text(json.dumps(found, indent=1), encoding="utf-8")


def measured(count: int) -> dict[str, Any]:
    """Return what first and later runs cost on so many orders."""
    facts = _facts(count)
    runs, plan = {}, Plan()
    for name in ("first", "nothing changed", "one in a hundred changed"):
        facts = _changed(facts) if name.startswith("one") else facts
        runs[name], plan = _timed(facts)
        facts = facts.after(plan)
    outcomes = Counter(str(order.outcome) for order in facts.rows("orders"))
    return {"orders": count, "runs": runs, "outcomes": dict(outcomes), "verdicts": _verdicts(runs)}


def _timed(facts: Facts) -> tuple[dict[str, Any], Plan]:
    gc.collect()
    start = process_time()
    with unhurried():  # as a run does
        plan = order_review(facts)
    spent = process_time() - start
    count = len(facts.rows("orders"))
    each = {"seconds": spent, "each": spent / count * 1e6}
    return each | {"looked": len(plan.memories), "cells": len(plan.changes)}, plan


def _verdicts(runs: dict[str, Any]) -> list[dict[str, Any]]:
    first, again = runs["first"], runs["nothing changed"]
    scaled = first["each"] * MANY / 1e6
    share = again["seconds"] / first["seconds"]
    limits = (
        (f"{MANY:,} first reviews: CPU seconds", scaled, f"at most {MOST:g}", scaled <= MOST),
        ("unchanged orders: share of that", share, f"at most {MOST_AGAIN:g}", share <= MOST_AGAIN),
        ("unchanged orders looked at again", again["looked"], "none", again["looked"] == 0),
    )
    return [Verdict(*one)._asdict() for one in limits]


def _changed(facts: Facts) -> Facts:
    rows = [
        held._replace(records=[_touched(n, record) for n, record in enumerate(held.records)])
        if held.key == "orders"
        else held
        for held in facts.tabs
    ]
    return replace(facts, tabs=rows)


def _touched(number: int, order: Order) -> Order:
    return replace(order, note="", note_read=True) if number % CHANGED == 0 else order


def _facts(count: int) -> Facts:
    rng = random.Random(SEED)
    read = _rules()
    products = [_product(n) for n in range(500)]
    orders = [_order(rng, n) for n in range(count)]
    lines = [line for n in range(count) for line in _lines(rng, n, products)]
    totals = Counter[str]()
    for line in lines:
        totals[line.order] += int((line.price or 0) * 100) * (line.quantity or 0)
    orders = [replace(one, amount=Decimal(totals[one.id]) / 100) for one in orders]
    tabs = {
        "orders": orders,
        "order_lines": lines,
        "payments": [_payment(rng, one) for one in orders],
        "shipments": [],
        "products": products,
    }
    rows = [Rows(key, Phrase(key, key), records, {}) for key, records in tabs.items()]
    book = replace(read.policies, products={folded_text(p.id): p for p in products})
    voice = Voice(HOME.language, HOME.zone)
    return Facts(NOW, "run", voice, rows, read.rulebook, Recalled("W", live=True), policies=book)


def _rules() -> Opened:
    given = default_rows(HOME)
    grids = {
        table.key: Grid(
            table.name.en,
            [
                list(table.heading_row(HOME.language)),
                *(table.render(record, HOME) for record in given.get(table.key, ())),
            ],
            {},
        )
        for table in TABS
        if table.room is not Room.RECORDS
    }
    return opened(Sheets(grids, ""), NOW)


def _product(number: int) -> Product:
    kind = CLASSES[number % len(CLASSES)]
    price = Decimal(number % 90 + 5)
    return Product(f"SKU-{number}", f"Article {number}", "", kind, price, "USD", 400)


def _order(rng: random.Random, number: int) -> Order:
    country, region, city, street, code, phone = rng.choice(PLACES)
    wrong = rng.random()
    placed = NOW - timedelta(minutes=rng.randrange(5000))
    return Order(
        f"O-{number}",
        "Shop",
        OrderStatus.PAID,
        buyer=f"Buyer {number}" if wrong > 0.01 else "",
        email=f"buyer.{number}@mail{number % 97}.example",
        phone=f"{phone[:-3]}{number % 1000:03}" if wrong < 0.97 else "123",
        country=country,
        region=region,
        city=city,
        address=f"{street} {number}",
        postcode=code if wrong < 0.95 else "1",
        currency="USD",
        note="ring twice" if 0.4 < wrong < 0.42 else "",
        placed=placed,
        paid=placed,
    )


def _lines(rng: random.Random, number: int, products: Sequence[Product]) -> Iterator[OrderLine]:
    for place in range(rng.randrange(1, 4)):
        product = rng.choice(products)
        yield OrderLine(
            f"O-{number}-{place}",
            f"O-{number}",
            product.id,
            product.title,
            quantity=rng.randrange(1, 4),
            price=product.price,
            currency="USD",
        )


def _payment(rng: random.Random, order: Order) -> Payment:
    status = PaymentStatus.CAPTURED if rng.random() < 0.98 else PaymentStatus.PENDING
    return Payment(f"P-{order.id}", order.id, "Stripe", status, order.amount, "USD")


if __name__ == "__main__":
    main(sys.argv[1:])
