"""Stock that was promised to an order stays with it, whatever people mistype meanwhile."""

from __future__ import annotations

from decimal import Decimal

import pytest

from chalicelib.model.order import OrderStatus
from chalicelib.model.problem import Rank
from chalicelib.model.shipment import ShipmentStatus
from chalicelib.tables.workbook import BY_KEY, ORDERS
from tests.automations.reviewed import HOUR, MINUTE, NOW, Reviewing

LINES, PAYMENTS, PRODUCTS = BY_KEY["order_lines"], BY_KEY["payments"], BY_KEY["products"]
CHECKS = BY_KEY["checks"]


def desk_with(folder, stock):
    """Return a desk on which O-1 has passed and took two shirts of so many."""
    desk = Reviewing.of(folder)
    desk.book.typed(PRODUCTS, "TS-RED-M", stock=stock)
    desk.run()
    assert desk.shown() == "pass"
    return desk


def amended(desk, name, quantity):
    """Let a person change how many shirts an order takes, and all that goes with it."""
    amount = Decimal("20.00") * quantity
    desk.book.typed(LINES, f"{name}-1", quantity=quantity)
    desk.book.typed(ORDERS, name, amount=amount)
    desk.book.typed(PAYMENTS, f"P-{name}", amount=amount)


def test_who_asks_for_more_takes_nothing_from_who_has_it(tmp_path):
    desk = desk_with(tmp_path, 5)
    desk.add("O-2", quantity=3)
    desk.run(NOW + MINUTE)
    assert desk.all_shown() == {"O-1": "pass", "O-2": "pass"}
    amended(desk, "O-1", 4)
    desk.run(NOW + 2 * MINUTE)
    assert desk.all_shown() == {"O-1": "hold", "O-2": "pass"}
    assert "4 ordered, 2 left" in desk.shown("O-1", "because")
    assert desk.run(NOW + 3 * MINUTE).written.cells == 0


def test_who_asks_for_less_keeps_it(tmp_path):
    desk = desk_with(tmp_path, 2)
    desk.add("O-0", paid=NOW - 2 * HOUR)
    amended(desk, "O-1", 1)
    desk.run(NOW + MINUTE)
    assert desk.all_shown() == {"O-1": "pass", "O-0": "hold"}


@pytest.mark.parametrize(
    ("table", "row", "cells"),
    [
        (ORDERS, "O-1", {"amount": ("forty", Decimal("40.00"))}),
        (LINES, "O-1-1", {"quantity": ("two?", 2)}),
        (PRODUCTS, "TS-RED-M", {"stock": ("plenty", 2)}),
    ],
)
def test_a_typo_for_one_run_costs_nobody_the_goods(tmp_path, table, row, cells):
    desk = desk_with(tmp_path, 2)
    desk.book.typed(table, row, **{key: typo for key, (typo, _) in cells.items()})
    desk.add("O-0", paid=NOW - 2 * HOUR)
    desk.run(NOW + MINUTE)
    assert desk.all_shown() == {"O-1": "hold", "O-0": "hold"}
    assert desk.run(NOW + 2 * MINUTE).written.cells == 0
    desk.book.typed(table, row, **{key: mended for key, (_, mended) in cells.items()})
    desk.run(NOW + 3 * MINUTE)
    assert desk.all_shown() == {"O-1": "pass", "O-0": "hold"}


def test_products_empty_for_one_run_gives_no_stock_away(tmp_path):
    desk = desk_with(tmp_path, 2)
    desk.add("O-0", paid=NOW - 2 * HOUR)
    kept = desk.book.tabs["Products"]
    desk.book.tabs["Products"] = kept[:1]
    desk.run(NOW + MINUTE)
    desk.book.tabs["Products"] = kept
    desk.run(NOW + 2 * MINUTE)
    assert desk.all_shown() == {"O-1": "pass", "O-0": "hold"}


def test_stock_that_is_not_looked_at_for_a_while_is_not_forgotten(tmp_path):
    desk = desk_with(tmp_path, 2)
    desk.book.typed(CHECKS, "K12", active=False)
    desk.run(NOW + MINUTE)
    desk.add("O-0", paid=NOW - 2 * HOUR)
    desk.book.typed(CHECKS, "K12", active=True)
    desk.run(NOW + 2 * MINUTE)
    assert desk.all_shown() == {"O-1": "pass", "O-0": "hold"}


def test_a_reservation_ends_with_the_order(tmp_path):
    desk = desk_with(tmp_path, 2)
    desk.book.typed(ORDERS, "O-1", status=OrderStatus.CANCELLED)
    desk.add("O-2")
    desk.run(NOW + MINUTE)
    assert desk.all_shown() == {"O-1": None, "O-2": "pass"}


GONE = [
    ({"status": ShipmentStatus.DELIVERED}, True),
    ({"status": ShipmentStatus.IN_TRANSIT}, True),
    ({"shipped": NOW}, True),
    ({"status": ShipmentStatus.PREPARED}, False),
    ({"status": ShipmentStatus.RETURNED, "shipped": NOW}, False),
    ({"status": ShipmentStatus.LOST, "shipped": NOW}, False),
]


@pytest.mark.parametrize(("cells", "gone"), GONE)
@pytest.mark.parametrize("status", [OrderStatus.PAID, OrderStatus.PASSED])
def test_goods_that_have_left_are_not_wanted_again(tmp_path, cells, gone, status):
    desk = desk_with(tmp_path, 2)
    desk.book.typed(ORDERS, "O-1", status=status)
    parcel = {"id": "S-1", "order": "O-1", "tracking": "RR123456785CN", "carrier": "China Post"}
    desk.book.added(BY_KEY["shipments"], **parcel, **cells)
    desk.book.typed(PRODUCTS, "TS-RED-M", stock=0)
    report = desk.run(NOW + MINUTE)
    passes = gone or status is OrderStatus.PASSED
    assert desk.shown() == ("pass" if passes else "hold")
    told = [(p.tab, p.id, p.rank) for p in report.plan.problems if "parcel S-1" in p.what.en]
    assert told == ([("orders", "O-1", Rank.LOW)] if gone else [])
    short = [p for p in report.plan.problems if p.tab == "products"]
    assert bool(short) is (not gone and status is OrderStatus.PASSED)
    assert desk.run(NOW + 2 * MINUTE).written.cells == 0
