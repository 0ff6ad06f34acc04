"""Checks of an order one by one: tables of cases, without a sheet."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.model.money import Money
from chalicelib.model.order import Order, OrderLine, OrderStatus
from chalicelib.model.shipment import Shipment
from chalicelib.model.verdict import Outcome
from chalicelib.model.word import Language
from chalicelib.policy import address, contact, duplicates, tracking
from chalicelib.policy.book import PolicyBook
from chalicelib.policy.input import Input, InputKind
from chalicelib.policy.lines import Danger, MarketLine, RouteLine
from chalicelib.policy.orderfile import OrderFile, market_of, shape
from chalicelib.policy.routes import proposal
from chalicelib.policy.rule import HitPolicy, Row, compiled
from chalicelib.policy.stock import Claim, Short, allocate
from chalicelib.tables.workbook import BY_KEY

NOW = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def said(country, postcode="", rule="", **cells):
    """Return what is wrong with the address of an order, in English."""
    market = MarketLine(country, postcode=rule)
    fine = {"address": "1 High Street", "city": "Town", "region": ""}
    order = Order("O", country=country, postcode=postcode, **{**fine, **cells})
    return [f.what.en for f in address.address(OrderFile(order, market=market))]


POSTCODES = [
    ("DE", "10117", "", []),
    ("DE", "D-10117", "", []),
    ("DE", "１０１１７", "", []),
    ("DE", "1067", "", ["a postcode like 9999 does not fit DE (99999)"]),
    ("DE", "1067", "9999", []),
    ("DE", "", "no", []),
    ("GB", "SW1A2AA", "", []),
    ("GB", "sw1a 2aa", "", []),
    ("GB", "12345", "", ["a postcode like 99999 does not fit GB (AA9A 9AA)"]),
    ("IE", "", "", []),
    ("HK", "", "", []),
    ("CN", "", "否", ["the state or province is missing"]),
    ("NL", "1012JS", "9999 AA", []),
    ("NL", "1012-JS", "9999 AA", []),
    ("NL", "1012", "9999 AA, 9999", []),
    ("NL", "10.12", "9999 AA", ["a postcode like 99.99 does not fit NL (9999 aa)"]),
    ("IE", "", "A99 AAAA", ["the postcode is missing"]),
    ("LU", "L-1234", "", []),
    ("XX", "1", "", ["'XX' is no country of two letters"]),
]


@pytest.mark.parametrize(("country", "postcode", "rule", "wrong"), POSTCODES)
def test_postcodes_fit_the_markets_row_first_and_else_the_country(country, postcode, rule, wrong):
    assert [w.replace("9999 AA", "9999 aa") for w in said(country, postcode, rule)] == wrong


def test_a_city_that_is_its_own_province_needs_no_other():
    assert said("HK", city="Kowloon") == []


def test_a_postcode_of_another_province_is_a_hint():
    texas = Order(
        "O", country="US", region="TX", city="Austin", address="1 Main St", postcode="94303"
    )
    (found,) = address.address(OrderFile(texas))
    assert (found.what.en, found.most) == (
        "the postcode belongs to another state or province",
        Outcome.FLAG,
    )


def test_the_nearest_row_of_markets_counts():
    markets = {name: MarketLine(name) for name in ("DE", "EU", "*")}
    named = [market_of(markets, country).id for country in ("de", "FR", "US", "")]
    assert named == ["DE", "EU", "*", "*"]


@given(st.text(max_size=30))
def test_a_shape_tells_no_letter_and_no_digit(text):
    assert set(shape(text)) & set("bcdefghijklmnopqrstuvwxyz012345678") == set()


EMAILS = {
    "anna@shop.example": True,
    "o'neil+tag@mail.example": True,
    "用户@例子.广告": True,
    "no-at.example": False,
    "a..b@shop.example": False,
    "anna@localhost": False,
    "anna@shop": False,
    "anna@-shop.example": False,
    f"{'a' * 250}@shop.example": False,
    "a b@shop.example": False,
}


@pytest.mark.parametrize(("typed", "fine"), EMAILS.items())
def test_an_e_mail_address_is_one_or_not(typed, fine):
    assert (list(contact.email(OrderFile(Order("O", email=typed)))) == []) is fine


@given(st.emails())
def test_plain_addresses_are_judged_as_the_library_judges_them(typed):
    from email_validator import EmailNotValidError, validate_email  # noqa: PLC0415

    try:
        validate_email(typed, check_deliverability=False)
        fine = True
    except EmailNotValidError:
        fine = False
    assert (list(contact.email(OrderFile(Order("O", email=typed)))) == []) is fine


PHONES = [
    ("CN", "15012345678转8821", True),
    ("CN", "15012345678-8821", True),
    ("CN", "0755-26001234-801", True),
    ("CN", "13800138000/13900139000", True),
    ("CN", "13800138000,13900139000", True),
    ("CN", "13800138000，13900139000", True),
    ("CN", "13800138000；13900139000", True),
    ("CN", "13800138000、13900139000", True),
    ("CN", "1380013800/13900139000", False),
    ("CN", "1501234567转8821", False),
    ("MX", "+52 1 55 1234 5678", True),
    ("MX", "+5215512345678", True),
    ("US", "0052 1 55 1234 5678", True),
    ("DE", "030/901820", True),
    ("DE", "12-34", False),
    ("US", "212-555-1234-99999", True),
    ("DE", "call me", False),
    ("DE", "1" * 50_000, False),
]


@pytest.mark.parametrize(("country", "typed", "fine"), PHONES)
def test_extensions_and_second_numbers_are_no_fault(country, typed, fine):
    found = list(contact.phone(OrderFile(Order("O", country=country, phone=typed))))
    assert (found == []) is fine


TRACKED = [
    ("RX123456785CN", "China Post", None),
    ("RX123456784CN", "China Post", "check digit"),
    ("rx 1234 5678 5 cn", "", None),
    ("1Z999AA10123456784", "UPS", None),
    ("1Z999AA10123456785", "UPS", "check digit"),
    ("9400111206206406260787", "USPS", None),
    ("9400111206206406260788", "USPS", "check digit"),
    ("YT2412345678901234", "YunExpress", None),
    ("YT24123456789", "YunExpress", "not shaped like"),
    ("4PX3000123456789CN", "4PX", None),
    ("9.40011E+21", "USPS", "rounded"),
    ("123", "", "too short"),
    ("123456789012", "Somebody", None),
    ("", "UPS", None),
]


@pytest.mark.parametrize(("number", "carrier", "wrong"), TRACKED)
def test_a_tracking_number_is_a_hint(number, carrier, wrong):
    parcel = Shipment("S-1", tracking=number, carrier=carrier)
    found = list(tracking.tracking(OrderFile(Order("O"), parcels=[parcel])))
    assert [(wrong or "nothing") in f.what.en for f in found] == ([True] if wrong else [])
    assert all(f.most is Outcome.FLAG for f in found)


def test_stock_goes_to_promises_first_then_to_who_paid_first():
    claims = [
        Claim("new", {"a": 2}, paid=NOW),
        Claim("older", {"a": 2}, paid=NOW - HOUR),
        Claim("held", {"a": 2}, held=True, paid=NOW),
        Claim("firm", {"a": 3}, firm=True),
    ]
    found = allocate(claims, {"a": 7})
    assert found.reserved == {"firm", "held", "older"}
    assert found.short == {"new": (Short("a", 2, 0),)}
    assert found.overdrawn == {}


def test_an_order_gets_all_or_nothing():
    claims = [Claim("both", {"a": 1, "b": 2}), Claim("one", {"a": 1}, paid=None)]
    found = allocate(claims, {"a": 1, "b": 1})
    assert found.reserved == {"one"}
    assert found.short["both"] == (Short("a", 1, 0), Short("b", 2, 1))


def test_too_many_promises_are_named():
    found = allocate([Claim("x", {"a": 3}, firm=True), Claim("y", {"a": 1}, held=True)], {"a": 2})
    assert (found.reserved, found.overdrawn) == ({"x"}, {"a": 3})
    assert found.short["y"] == (Short("a", 1, -1),)


WANTS = st.dictionaries(st.sampled_from("abc"), st.integers(1, 5), min_size=1)
CLAIMS = st.lists(
    st.builds(
        lambda wants, held, minutes: (wants, held, NOW + timedelta(minutes=minutes)),
        WANTS, st.booleans(), st.integers(0, 9),
    ),
    max_size=8,
)  # fmt: skip


@given(CLAIMS, st.fixed_dictionaries({sku: st.integers(0, 9) for sku in "ab"}))
def test_allocating_again_with_what_was_held_changes_nothing(rows, stock):
    claims = [Claim(f"o{n}", wants, held=h, paid=at) for n, (wants, h, at) in enumerate(rows)]
    first = allocate(claims, stock)
    again = allocate([c._replace(held=c.order in first.reserved) for c in claims], stock)
    assert again == first
    for sku, count in stock.items():
        assert sum(c.wants.get(sku, 0) for c in claims if c.order in first.reserved) <= count


def placed(name, hours, **cells):
    fine = {"email": "anna@shop.example", "status": OrderStatus.PAID}
    return Order(name, placed=NOW + hours * HOUR, **{**fine, **cells})


def lines_of(*names):
    return {name.casefold(): [OrderLine(f"{name}-1", name, "TS", quantity=2)] for name in names}


def test_the_first_of_several_within_a_day_is_named():
    orders = [placed("A", 0), placed("B", 20), placed("C", 40), placed("D", 90)]
    found = duplicates.earlier(orders, orders, lines_of("A", "B", "C", "D"))
    assert found == {"B": "A", "C": "B"}


def test_what_was_never_paid_or_is_cancelled_is_no_first_order():
    gone = [placed("A", 0, status=OrderStatus.UNPAID), placed("B", 1, status=OrderStatus.CANCELLED)]
    orders = [*gone, placed("C", 2)]
    assert duplicates.earlier(orders, orders[2:], lines_of("A", "B", "C")) == {}


AT_HOME = {"buyer": "Erika Muster", "phone": "+49 30 901820", "email": "a@shop.example"}
AT_HOME |= {"country": "DE", "address": "Packstation 145", "postcode": "50667", "city": "Köln"}
STREET = {"postcode": "", "address": "Villa 3, Street 5"}
TWINS = [
    ({"email": "b@shop.example"}, True),
    ({"email": "b@shop.example", "phone": ""}, True),
    ({"email": "b@shop.example", "buyer": "E. Muster", "phone": "030 901820"}, True),
    ({"email": "b@shop.example", "buyer": "ERIKA  MUSTER", "city": "Cologne"}, True),
    ({"email": "b@shop.example", "buyer": "Max Muster", "phone": "+49 30 901821"}, False),
    ({"email": "b@shop.example", "buyer": "李", "phone": ""}, False),
    ({"buyer": "Max Muster", "phone": "", "address": "elsewhere 1"}, True),
    ({"email": "b@shop.example", "country": "AT"}, False),
    ({"email": "b@shop.example", "postcode": "50668"}, False),
]


@pytest.mark.parametrize(("other", "same"), TWINS)
def test_two_at_one_address_are_the_same_if_name_or_phone_agrees(other, same):
    orders = [placed("A", 0, **AT_HOME), placed("B", 1, **{**AT_HOME, **other})]
    assert (duplicates.earlier(orders, orders, lines_of("A", "B")) == {"B": "A"}) is same


@pytest.mark.parametrize(("city", "same"), [("Dubai", True), ("Cork", False)])
def test_without_a_postcode_the_city_tells_a_street(city, same):
    first = {**AT_HOME, **STREET, "city": "Dubai"}
    orders = [placed("A", 0, **first), placed("B", 1, **{**first, "email": "b@x", "city": city})]
    assert (duplicates.earlier(orders, orders, lines_of("A", "B")) == {"B": "A"}) is same


def test_where_nobody_is_named_the_address_tells_the_buyer():
    nobody = {**AT_HOME, "buyer": "", "phone": "", "email": ""}
    orders = [placed("A", 0, **nobody), placed("B", 1, **nobody)]
    assert duplicates.earlier(orders, orders, lines_of("A", "B")) == {"B": "A"}


def routes(*lines):
    table = BY_KEY["routes"]
    inputs = [
        Input("countries", table.fields["countries"].heading, InputKind.TEXT),
        Input("attributes", table.fields["attributes"].heading, InputKind.WORDS),
    ]
    rows = [
        Row(one.id, {"countries": one.countries, "attributes": one.attributes}, one)
        for one in lines
    ]
    return PolicyBook(routes=compiled(inputs, rows, HitPolicy.COLLECT, "USD").table)


def route(name, days, usd, danger, **cells):
    cost = Money(Decimal(usd), "USD")
    return RouteLine(name, days_least=1, days_most=days, cost=cost, danger=danger, **cells)


SLOW = route("Slow", 40, "3", Danger.HIGH, attributes="not battery")
FAST = route("Fast", 4, "30", Danger.MEDIUM, attributes="not battery")
SAFE = route("Safe", 9, "40", Danger.LOW)
ONLY_US = route("Only US", 5, "7", Danger.LOW, countries="US")


def test_the_cheapest_the_fastest_and_the_safest_are_proposed():
    found = proposal(routes(SLOW, FAST, SAFE, ONLY_US), "DE", frozenset())
    assert [one.id for one in found.routes] == ["Slow", "Fast", "Safe"]
    said = "Slow: 1-40 days, 3 USD, risk high | Fast: 1-4 days, 30 USD, risk medium"
    assert found.said.said(Language.EN).startswith(said)
    assert found.said.zh.startswith("Slow：1-40 天，3 USD，风险高")


def test_two_are_proposed_even_where_one_is_best_in_all():
    best = route("Best", 2, "1", Danger.LOW)
    assert [r.id for r in proposal(routes(SLOW, best), "DE", frozenset()).routes] == [
        "Best",
        "Slow",
    ]


def test_a_lack_of_routes_is_said():
    one = proposal(routes(SLOW, SAFE), "DE", frozenset({"battery"}))
    assert ([r.id for r in one.routes], one.remark.en) == (
        ["Safe"],
        "only one route fits: add a second to Routes",
    )
    none = proposal(routes(SLOW, FAST), "DE", frozenset({"battery"}))
    assert (none.routes, none.remark.en) == (
        (),
        "no route there takes battery: add one to Routes",
    )
    assert proposal(routes(ONLY_US), "DE", frozenset()) == proposal(PolicyBook(), "DE", frozenset())
