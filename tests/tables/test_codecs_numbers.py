"""What cells of numbers say: amounts, whole numbers, money."""

from decimal import Decimal

import pytest

from chalicelib.model.money import Money
from chalicelib.tables.codecs import CURRENCY
from chalicelib.tables.numbers import AMOUNT, MONEY, WHOLE
from chalicelib.tables.tabs_desk import FIGURE
from tests.tables.cells import BERLIN, SHANGHAI, read, refused, written


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        ("12.50", "12.5"),
        (12.5, "12.5"),
        (0.1, "0.1"),
        (12, "12"),
        (19.9 * 3, "59.7"),
        (0.1 + 0.2, "0.3"),
        (39.999999999999996, "40"),
        ("1,234", "1234"),
        ("1,234,567.89", "1234567.89"),
        ("-3.20", "-3.2"),
        ("１２．５０", "12.5"),
        ("1 234.50", "1234.5"),
        ("1\xa0234.50", "1234.5"),
    ],
)
def test_amounts(cell, amount):
    assert Decimal(amount) == read(AMOUNT, cell)


@pytest.mark.parametrize(
    ("cell", "mend"),
    [("12,50", "12.50"), ("1.234,56", "1234.56"), ("-3,5", "-3.5"), ("1,2345", "1.2345")],
)
def test_decimal_commas_are_named_and_mended(cell, mend):
    assert refused(AMOUNT, cell).en.endswith(f"write {mend}")
    assert refused(AMOUNT, cell).zh.endswith(f"请写成 {mend}")


@pytest.mark.parametrize(
    "cell", ["12 EUR", "abc", True, "-", "1,23,4", "1e5", float("nan"), float("inf")]
)
def test_other_cells_are_no_amount(cell):
    assert "not a number" in refused(AMOUNT, cell).en


@pytest.mark.parametrize(
    "amount",
    [
        "12.5",
        "0.1",
        "99999999999.99",
        "0.0000001",
        "123456789012345678.91",
        "1E+3",
        "1E-9",
        "1E+30",
        "1234567890123.4567",
        "9007199254740991",
    ],
)
def test_amounts_come_back_exactly(amount):
    assert Decimal(amount) == read(AMOUNT, written(AMOUNT, Decimal(amount)))


@pytest.mark.parametrize(("cell", "number"), [(3.0, 3), ("3", 3), ("1,000", 1000), ("3.0", 3)])
def test_whole_numbers(cell, number):
    assert number == read(WHOLE, cell)


def test_parts_of_a_piece_are_refused():
    assert "whole" in refused(WHOLE, 2.5).en


@pytest.mark.parametrize("figure", [0.1, 3, 3.0, 0.875, None])
def test_figures_are_written_as_numbers(figure):
    assert figure == written(FIGURE, figure)


@pytest.mark.parametrize(
    ("cell", "locale", "money"),
    [
        ("12.50 EUR", BERLIN, Money(Decimal("12.5"), "EUR")),
        ("EUR 12.50", BERLIN, Money(Decimal("12.5"), "EUR")),
        ("€12.50", BERLIN, Money(Decimal("12.5"), "EUR")),
        ("¥100", BERLIN, Money(Decimal(100), "CNY")),
        ("100 元", SHANGHAI, Money(Decimal(100), "CNY")),
        ("30 美元", SHANGHAI, Money(Decimal(30), "USD")),
        ("人民币30", BERLIN, Money(Decimal(30), "CNY")),
        ("30 rmb", BERLIN, Money(Decimal(30), "CNY")),
        ("30 US dollars", SHANGHAI, Money(Decimal(30), "USD")),
        ("12.50", BERLIN, Money(Decimal("12.5"), "USD")),
        (100, SHANGHAI, Money(Decimal(100), "CNY")),
    ],
)
def test_money(cell, locale, money):
    assert money == read(MONEY, cell, locale)
    assert money == read(MONEY, written(MONEY, money, locale), BERLIN)


@pytest.mark.parametrize("cell", ["EUR", "USD 5 EUR", "much", "12,50 EUR", "--"])
def test_cells_that_are_no_money(cell):
    assert refused(MONEY, cell).zh


@pytest.mark.parametrize("cell", ["不限", "unlimited", "No limit", "无上限"])
def test_a_cap_without_limit_is_an_empty_cell(cell):
    said = refused(MONEY, cell)
    assert said.en.endswith("leave the cell empty for no limit")
    assert said.zh.endswith("不设上限时请留空")


@pytest.mark.parametrize(
    ("cell", "number", "code"),
    [
        ("$60", "60", "USD"),
        ("60 usd", "60", "USD"),
        ("50元", "50", "CNY"),
        ("￥30", "30", "CNY"),
        ("1,200.50美元", "1,200.50", "USD"),
    ],
)
def test_a_currency_typed_with_an_amount_has_a_column_of_its_own(cell, number, code):
    assert refused(AMOUNT, cell).en.endswith(f"write {number}, and {code} under Currency")
    assert refused(AMOUNT, cell).zh.endswith(f"请写成 {number}，并在“币种”列填写 {code}")


@pytest.mark.parametrize("cell", ["60 and more", "60 %", "USD 5 EUR", "$"])
def test_what_is_no_amount_in_any_currency_is_just_no_number(cell):
    assert refused(AMOUNT, cell).en.endswith("is not a number")


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("USD", "USD"),
        ("usd", "USD"),
        ("ＵＳＤ", "USD"),
        (" $ ", "USD"),
        ("US dollars", "USD"),
        ("美元", "USD"),
        ("RMB", "CNY"),
        ("人民币", "CNY"),
        ("元", "CNY"),
        ("¥", "CNY"),
        ("￥", "CNY"),
        ("€", "EUR"),
        ("£", "GBP"),
        ("jpy", "JPY"),
    ],
)
def test_a_currency_is_read_as_its_code(cell, code):
    assert code == read(CURRENCY, cell)


@pytest.mark.parametrize("cell", ["dollarydoos", "US", "EUR/USD", 5, "12 EUR"])
def test_a_cell_that_names_no_currency_is_refused(cell):
    assert refused(CURRENCY, cell).en.endswith("is not a currency: write three letters, e.g. USD")
    assert refused(CURRENCY, cell).zh.endswith("不是币种：请填写三个字母，例如 USD")
