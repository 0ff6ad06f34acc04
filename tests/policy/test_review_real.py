"""Order checks against other people's addresses, phones, tracking numbers and orders."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from datetime import datetime, timedelta, timezone
from decimal import Decimal

import pytest

from chalicelib.model.order import Order, OrderLine, OrderStatus
from chalicelib.model.shipment import Shipment
from chalicelib.model.verdict import Outcome
from chalicelib.policy import address, contact, duplicates, tracking
from chalicelib.policy.orderfile import OrderFile
from tests.real.loading import rows_of, shared

yaml = pytest.importorskip("yaml")

LONDON = timezone(timedelta())
HALF = ("E10",)
"""Postcodes of which the map knows the first half only."""
COUNTRIES = ("br", "cn", "gb", "jp", "us")


def addresses(country):
    text = (shared("addresses") / f"{country}.yaml").read_text(encoding="utf-8")
    found = [one["components"] for one in yaml.safe_load_all(text) if one]
    return [one for one in found if str(one.get("country_code", "")).upper() == country.upper()]


@pytest.mark.parametrize("country", COUNTRIES)
def test_no_real_postcode_is_called_wrong(country, record_property):
    coded = [one for one in addresses(country) if one.get("postcode")]
    assert coded
    wrong = []
    for one in coded:
        order = Order("O", country=country, postcode=str(one["postcode"]), address="1 Road")
        found = address.address(OrderFile(order))
        wrong += [one["postcode"] for f in found if "does not fit" in f.what.en]
    record_property(f"postcodes of {country}", f"{len(wrong)} of {len(coded)} refused")
    assert [code for code in wrong if code not in HALF] == []


@pytest.mark.parametrize("country", COUNTRIES)
def test_a_province_that_is_on_no_list_never_holds(country):
    for one in addresses(country):
        order = Order(
            "O", country=country, region=str(one.get("state", "")), city=str(one.get("city", "x")),
            address=str(one.get("road", "x")), postcode=str(one.get("postcode", "")),
        )  # fmt: skip
        hints = [f for f in address.address(OrderFile(order)) if "list of" in f.what.en]
        assert all(f.most is Outcome.FLAG for f in hints)


def test_a_number_of_every_region_passes_in_it_and_nowhere_near_all_others(record_property):
    text = (shared("phones") / "examples.mobile.json").read_text(encoding="utf-8")
    examples = json.loads(text)
    fine = [
        region
        for region, number in examples.items()
        if not list(contact.phone(OrderFile(Order("O", phone=number, country=region))))
    ]
    assert sorted(set(examples) - set(fine)) == []
    cut = [
        region
        for region, number in examples.items()
        if list(contact.phone(OrderFile(Order("O", phone=number[:-3], country=region))))
    ]
    record_property("phones three digits short", f"{len(cut)} of {len(examples)} noticed")
    assert len(cut) / len(examples) > 0.85


CARRIERS = {"ups": "UPS", "usps": "USPS", "dhl": "DHL", "yunexpress": "YunExpress", "s10": "Post"}


def said(row, carrier):
    parcel = Shipment("S-1", tracking=row["number"], carrier=carrier)
    return list(tracking.tracking(OrderFile(Order("O"), parcels=[parcel])))


def test_no_real_tracking_number_of_any_carrier_is_called_wrong():
    rows = rows_of(shared("tracking-numbers") / "vectors.csv")
    real = [row for row in rows if row["expected"] == "valid"]
    assert len(real) > 90
    wrong = [
        (row["number"], found[0].what.en)
        for row in real
        for carrier in ("", CARRIERS.get(row["courier_code"], row["courier_code"]))
        if (found := said(row, carrier))
    ]
    assert wrong == []


def test_wrong_check_digits_of_known_carriers_are_noticed(record_property):
    rows = rows_of(shared("tracking-numbers") / "vectors.csv")
    known = ("ups", "s10", "usps", "yunexpress")
    spoilt = [r for r in rows if r["expected"] == "invalid" and r["courier_code"] in known]
    noticed = [r for r in spoilt if said(r, CARRIERS[r["courier_code"]])]
    record_property("wrong tracking numbers", f"{len(noticed)} of {len(spoilt)} noticed")
    assert len(noticed) * 2 > len(spoilt)


@pytest.fixture(scope="module")
def shop():
    """A month of a real shop's invoices as orders and their lines."""
    rows = rows_of(shared("online-retail-ii") / "online_retail_2009-12_2010-04.csv.gz")
    lines, heads = defaultdict(list), {}
    for number, row in enumerate(rows):
        name = row["Invoice"]
        if row["InvoiceDate"] >= "2010-01" or not row["Customer ID"] or not name.isdigit():
            continue
        heads.setdefault(name, row)
        price = Decimal(row["Price"])
        line = OrderLine(str(number), name, row["StockCode"], "", "", int(row["Quantity"]), price)
        lines[name].append(line)
    orders = [
        Order(
            name, status=OrderStatus.PAID, email=f"{row['Customer ID']}@shop.example",
            placed=datetime.fromisoformat(row["InvoiceDate"]).replace(tzinfo=LONDON),
        )
        for name, row in heads.items()
    ]  # fmt: skip
    return orders, lines


def test_hardly_any_order_of_a_real_shop_looks_like_a_duplicate(shop, record_property):
    orders, lines = shop
    found = duplicates.earlier(orders, orders, lines)
    record_property("duplicates", f"{len(found)} of {len(orders)}")
    assert len(orders) > 1000
    assert len(found) / len(orders) < 0.01


def test_every_order_sent_twice_is_found(shop):
    orders, lines = shop
    some = orders[::20]
    again = [Order(f"{o.id}-2", status=o.status, email=o.email, placed=o.placed) for o in some]
    both = {**lines, **{f"{o.id}-2": lines[o.id] for o in some}}
    found = duplicates.earlier([*orders, *again], again, both)
    assert Counter(found.keys()) == Counter(o.id for o in again)
    assert all(first in {f"{o.id}" for o in orders} for first in found.values())
