"""Articles as ordered beside the catalogue: specification, price and classes."""

from __future__ import annotations

from decimal import Decimal

import pytest

from chalicelib.model.order import Order, OrderLine
from chalicelib.model.product import Product
from chalicelib.model.verdict import Outcome
from chalicelib.model.word import Language
from chalicelib.policy import article
from chalicelib.policy.kinds import TWINS, kind
from chalicelib.policy.lines import MarketLine
from chalicelib.policy.orderfile import OrderFile
from chalicelib.policy.routes import classes_of
from chalicelib.policy.specification import unlike
from chalicelib.tables.defaults import default_rows, home

HOLD, FLAG, PASS = Outcome.HOLD, Outcome.FLAG, Outcome.PASS

KINDS = [
    ("red, M", "Color: Red; Size: M", PASS),
    ("Color: Red; Size: M", "M / Red", PASS),
    ("red, 8", "Colour: Red, Shoe size: US 8", PASS),
    ("红色 M", "颜色:红色;尺码:M", PASS),
    ("红色 M", "颜色：红色 尺码：M", PASS),
    ("红色 M", "红色M", PASS),
    ("红色 M", "M红色", PASS),
    ("红色 M", "红色;M码", PASS),
    ("Red, 8", "Red/US 8", PASS),
    ("10 x 20 cm", "10x20cm", PASS),
    ("10 x 20 cm", "Size: 10x20cm", PASS),
    ("ratio 16:9", "16:9 ratio", PASS),
    ("red, M", "Red, M, ships from China", FLAG),
    ("iPhone 15", "iPhone 15 Pro", FLAG),
    ("red, M", "Color: Red; Size: L", HOLD),
    ("红色 M", "颜色:蓝色;尺码:M", HOLD),
    ("US 8", "EU 8", HOLD),
    ("red, M", "red, medium", HOLD),
    ("1.5 m", "15 m", HOLD),
    ("16:9", "16:10", HOLD),
    ("8GB, 16cm", "16GB, 8cm", HOLD),
    ("red, M", "Color:", HOLD),
    ("red, M", "red", HOLD),
]


@pytest.mark.parametrize(("listed", "ordered", "most"), KINDS)
def test_the_same_article_in_other_words_is_the_same(listed, ordered, most):
    assert unlike(listed, ordered) is most


def file(classed="", currency="", classes=("battery", "weapons"), usual="USD"):
    """Return an order of two articles at 25.00 each that are listed at 20.00 USD."""
    product = Product("A", product_class=classed, price=Decimal(20), currency="USD")
    line = OrderLine("L", "O", "A", quantity=2, price=Decimal(25), currency=currency)
    order = Order("O", country="DE", amount=Decimal(40), currency=usual)
    market = MarketLine("DE", prohibited=classes, sensitive=classes)
    return OrderFile(order, [line], products={"a": product}, market=market)


PRICES = [("", 2), ("USD", 2), (" usd", 2), ("EUR", 0)]


@pytest.mark.parametrize(("currency", "told"), PRICES)
def test_a_line_without_a_currency_is_in_that_of_the_order(currency, told):
    assert len(list(article.price(file(currency=currency)))) == told


def test_where_no_currency_is_known_no_price_is_compared():
    assert list(article.price(file(usual=""))) == []


CLASSES = [
    ("battery, liquid", ["battery"]),
    ("Liquid;Battery", ["Battery"]),
    ("weapons, battery", ["weapons", "battery"]),
    ("batteries", ["batteries"]),
    ("Weapon", ["Weapon"]),
    ("电池", ["电池"]),
    ("glass", []),
    ("liquid", []),
    (" , ", []),
    ("", []),
]


@pytest.mark.parametrize(("kind", "told"), CLASSES)
def test_each_class_of_an_article_is_looked_at(kind, told):
    for look in (article.prohibited, article.sensitive):
        found = list(look(file(kind)))
        assert [one.what.en.split(" (")[0] for one in found] == told


CHINESE = [
    ("电池, 液体", 1),
    ("液体、电池", 1),
    ("液体，电池；粉末", 1),
    ("液体", 0),
    ("Batteries", 1),
]


@pytest.mark.parametrize(("kind", "told"), CHINESE)
def test_each_class_is_looked_at_in_chinese(kind, told):
    assert len(list(article.prohibited(file(kind, classes=("电池",))))) == told


def test_a_route_must_take_every_class():
    assert classes_of(file("battery, liquid")) == {"battery", "liquid"}
    assert classes_of(file("电池、液体", classes=("电池",))) == {"电池", "液体"}


def test_routes_are_asked_in_the_words_of_markets():
    assert classes_of(file("Batteries; 液体")) == {"battery", "液体"}
    assert classes_of(file("batteries", classes=("电池",))) == {"电池"}


@pytest.mark.parametrize("language", Language)
def test_classes_of_new_workbooks_are_known_in_both_languages(language):
    named = {
        kind(one)
        for row in default_rows(home(language))["markets"]
        for one in (*row.prohibited, *row.sensitive)
    }
    assert named == {english for english, _ in TWINS}
