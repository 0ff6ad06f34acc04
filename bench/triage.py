"""Triage: what judging every open case costs in a run, the first time and when nothing changed.

Real default rules; cases of every category, some with a remedy chosen and an amount, each about an
order with a line, a payment and a parcel, beside four orders without a case. What is measured is
the automation alone, from records to a plan.
"""

from __future__ import annotations

import gc
import json
import random
import sys
from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from time import process_time
from typing import Any

from bench.made import HOME, NOW, STORIES
from bench.pace import nanoseconds
from bench.show import table as printed
from bench.show import verdicts as shown
from bench.verdicts import Verdict
from chalicelib.automations.case_triage import case_triage
from chalicelib.automations.plan import Facts, Plan, Recalled, Rows
from chalicelib.model.case import Case, CaseStatus, Category, Remedy
from chalicelib.model.order import Order, OrderLine, OrderStatus
from chalicelib.model.payment import Payment, PaymentStatus
from chalicelib.model.shipment import Shipment, ShipmentStatus
from chalicelib.model.word import Phrase
from chalicelib.sla.say import Voice
from chalicelib.tables.cell import Grid, Sheets
from chalicelib.tables.defaults import default_rows
from chalicelib.tables.table import Room
from chalicelib.tables.workbook import TABS
from chalicelib.tables.workbook_read import Opened, opened
from chalicelib.unhurried import unhurried

MANY = 10_000
MOST = 1.0
"""CPU seconds for so many open cases; a busy or slow machine takes longer, as its pace tells."""
ORDERS_A_CASE = 5
SEED = 6
DAY = timedelta(days=1)
TOPICS = ("damaged", "late", "wrong size", "no reason", "lost", "customs", "how to use", "")
REMEDIES = (None, None, Remedy.REFUND, Remedy.RETURN, Remedy.RESHIP, Remedy.COUPON)
COUNTRIES = ("DE", "US", "FR", "GB", "JP")


def main(words: Sequence[str]) -> None:
    """Measure, print; write the figures where a place is named."""
    found = measured(int(words[1]) if len(words) > 1 else MANY)
    rows = [
        (name, f"{run['seconds']:.3f}", f"{run['each']:.1f}", f"{run['changed']:,}")
        for name, run in found["runs"].items()
    ]
    headings = ("run", "CPU seconds", "us a case", "changed")
    printed(f"Triage of {found['cases']:,} open cases by the default rules", headings, rows)
    print(f"  outcomes: {found['outcomes']}; pace: {found['pace_ns']:.0f} ns\n")
    shown([Verdict(**one) for one in found["verdicts"]])
    if words:
        Path(words[0]).write_text(json.dumps(found, indent=1), encoding="utf-8")


def measured(count: int) -> dict[str, Any]:
    """Return what a first and a second run cost on so many open cases."""
    facts, runs, pace = _facts(count), {}, nanoseconds().usual
    for name in ("first", "nothing changed"):
        runs[name], plan = _timed(facts, count)
        facts = facts.after(plan)
    outcomes = dict(Counter(str(case.outcome) for case in facts.rows("cases")))
    scaled = runs["nothing changed"]["each"] * MANY / 1e6
    again = runs["nothing changed"]["changed"]
    limits = (
        (f"{MANY:,} open cases judged: CPU seconds", scaled, f"at most {MOST:g}", scaled <= MOST),
        ("unchanged cases written again", again, "none", again == 0),
    )
    verdicts = [Verdict(*one)._asdict() for one in limits]
    found = {"cases": count, "pace_ns": pace, "runs": runs, "outcomes": outcomes}
    return found | {"verdicts": verdicts}


def _timed(facts: Facts, count: int) -> tuple[dict[str, float], Plan]:
    gc.collect()
    start = process_time()
    with unhurried():  # as a run does
        plan = case_triage(facts)
    spent = process_time() - start
    return {"seconds": spent, "each": spent / count * 1e6, "changed": len(plan.changes)}, plan


def _facts(count: int) -> Facts:
    rng, read = random.Random(SEED), _rules()
    orders = [_order(rng, number) for number in range(count * ORDERS_A_CASE)]
    tabs = {
        "cases": [_case(rng, number) for number in range(count)],
        "orders": orders,
        "order_lines": [
            OrderLine(f"L-{o.id}", o.id, "LAMP", "Lamp", "", 1, o.amount, o.currency)
            for o in orders
        ],
        "payments": [
            Payment(f"P-{o.id}", o.id, "Stripe", PaymentStatus.CAPTURED, o.amount, o.currency)
            for o in orders
        ],
        "shipments": [
            Shipment(f"S-{o.id}", o.id, "RB1", status=ShipmentStatus.DELIVERED, shipped=o.paid)
            for o in orders
        ],
    }
    rows = [Rows(key, Phrase(key, key), records, {}) for key, records in tabs.items()]
    voice, known = Voice(HOME.language, HOME.zone), Recalled("W", live=True)
    return Facts(NOW, "run", voice, rows, read.rulebook, known, policies=read.policies)


def _rules() -> Opened:
    given = default_rows(HOME)
    rules = [table for table in TABS if table.room is not Room.RECORDS]
    grids = {}
    for table in rules:
        lines = [list(table.render(record, HOME)) for record in given.get(table.key, ())]
        grids[table.key] = Grid(table.name.en, [list(table.heading_row(HOME.language)), *lines], {})
    return opened(Sheets(grids, ""), NOW)


def _order(rng: random.Random, number: int) -> Order:
    return Order(
        f"O-{number}",
        status=OrderStatus.DELIVERED,
        country=rng.choice(COUNTRIES),
        amount=Decimal(rng.randrange(5, 200)),
        currency=rng.choice(("EUR", "USD")),
        paid=NOW - 30 * DAY,
        delivered=NOW - rng.randrange(1, 20) * DAY,
    )


def _case(rng: random.Random, number: int) -> Case:
    return Case(
        f"C-{number}",
        order=f"O-{number * ORDERS_A_CASE}",
        category=rng.choice((*Category, *Category, None)),
        topic=rng.choice(TOPICS),
        status=CaseStatus.OPEN,
        owner=rng.choice(("Chen Wei", "Li Na", "")),
        email=f"customer{number % 3000}@mail.example",
        problem=rng.choice(STORIES),
        on_file=("photos", "packaging photos") if rng.random() < 0.7 else (),
        opened=NOW - rng.randrange(1, 40) * DAY,
        remedy=rng.choice(REMEDIES),
        amount=Decimal("9.50"),
        currency="EUR",
        rate=Decimal("1.1"),
    )


if __name__ == "__main__":
    main(sys.argv[1:])
