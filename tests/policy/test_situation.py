"""What the Policy tab is asked of a case."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from chalicelib.model.case import Case, Category
from chalicelib.model.casefile import CaseFile
from chalicelib.model.money import Money
from chalicelib.model.order import Order, OrderLine
from chalicelib.model.product import Product
from chalicelib.model.returns import Condition, Return
from chalicelib.model.shipment import Shipment, ShipmentStatus
from chalicelib.policy.refunding import Exchange
from chalicelib.policy.situation import condition, days_since, parcel, product_class, situation

NOW = datetime(2026, 3, 2, 15, tzinfo=UTC)
HOUR = timedelta(hours=1)
SHANGHAI = ZoneInfo("Asia/Shanghai")
P, C = ShipmentStatus, Condition
CATALOGUE = {"cup": Product("CUP", product_class="food"), "hat": Product("HAT")}


@pytest.mark.parametrize(
    ("delivered", "opened", "expected"),
    [
        (NOW, NOW + 25 * HOUR, 2),
        (NOW, NOW + HOUR, 1),
        (NOW, NOW, 0),
        (NOW, NOW - 90 * HOUR, 0),
        (None, NOW, None),
        (NOW, None, None),
    ],
)
def test_days_are_counted_on_the_desks_calendar(delivered, opened, expected):
    """15:00 in UTC is 23:00 in Shanghai: an hour later is the next day."""
    file = CaseFile(Case("C", opened=opened), Order("O", delivered=delivered))
    assert days_since(file, SHANGHAI) == expected


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        ([P.DELIVERED, P.LOST], P.LOST),
        ([P.DELIVERED, P.IN_TRANSIT], P.IN_TRANSIT),
        ([P.HELD, P.RETURNED], P.RETURNED),
        ([None], None),
        ([], None),
    ],
)
def test_the_worst_parcel_counts(statuses, expected):
    parcels = [Shipment(f"S{n}", status=status) for n, status in enumerate(statuses)]
    assert parcel(CaseFile(Case("C"), shipments=parcels)) is expected


def test_an_order_that_arrived_needs_no_row_of_a_parcel():
    assert parcel(CaseFile(Case("C"), Order("O", delivered=NOW))) is P.DELIVERED


@pytest.mark.parametrize(
    ("returns", "expected"),
    [
        ([], None),
        ([Return("B")], None),
        ([Return("B", condition=C.AS_NEW)], C.AS_NEW),
        ([Return("B", condition=C.AS_NEW, resellable=False)], C.USED),
        ([Return("B", condition=C.DAMAGED, resellable=False)], C.DAMAGED),
        ([Return("B", condition=C.AS_NEW), Return("D", condition=C.WRONG)], C.WRONG),
    ],
)
def test_the_worst_of_returned_goods_counts(returns, expected):
    assert condition(CaseFile(Case("C"), returns=returns)) is expected


@pytest.mark.parametrize(
    ("sku", "lines", "expected"),
    [
        ("CUP", (), "food"),
        ("cup ", ("HAT",), "food"),
        ("", ("CUP",), "food"),
        ("", ("CUP", "CUP"), "food"),
        ("", ("CUP", "HAT"), ""),
        ("PEN", ("CUP",), ""),
    ],
)
def test_the_class_is_that_of_the_article(sku, lines, expected):
    held = [OrderLine(f"L{n}", sku=name) for n, name in enumerate(lines)]
    assert product_class(CaseFile(Case("C", sku=sku), lines=held), CATALOGUE) == expected


def test_all_inputs_together():
    case = Case("C", category=Category.PRODUCT, topic="damaged", country=" de", opened=NOW)
    order = Order("O", amount=Decimal(50), currency="EUR", delivered=NOW)
    file = CaseFile(case, order, earlier=2)
    known = situation(file, {}, Exchange("USD").knowing("EUR", Decimal("1.1")), SHANGHAI)
    assert known == {
        "category": Category.PRODUCT,
        "topic": "damaged",
        "product_class": "",
        "country": "DE",
        "days": 0,
        "value": Money(Decimal(55), "USD"),
        "parcel": P.DELIVERED,
        "repeats": 2,
        "condition": None,
    }
    assert situation(file, {}, Exchange("USD"), SHANGHAI)["value"] is None
