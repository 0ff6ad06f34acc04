"""Cells of policy tabs: what they ask, in English and in Chinese, and what is said of bad ones."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.model.money import Money
from chalicelib.policy.cell import read_cell
from chalicelib.policy.column import column
from chalicelib.policy.input import InputKind
from tests.policy.asking import (
    AGE,
    AMOUNT,
    BOUGHT,
    COUNT,
    COUNTRY,
    FAULT,
    INPUTS,
    OPENED,
    TAGS,
    Fault,
    Pen,
    an,
    asks,
)

CHOSEN_TAGS = an("tags", InputKind.WORDS, choices=Fault)
PLACES = an("country", InputKind.TEXT, domain=frozenset({"非洲", "Asia"}))


def suits(mine, cell, value):
    meaning, faults = read_cell(cell, mine, "USD")
    assert [fault.what.en for fault in faults] == []
    return bool(column(mine, [meaning]).rows(value))


def said(mine, cell, currency="USD"):
    """What is said of a bad cell, and where each fault begins."""
    return [(fault.what.en, fault.at) for fault in read_cell(cell, mine, currency)[1]]


def usd(amount):
    return Money(Decimal(amount), "USD")


NUMBERS = [
    ("50", "50", "49 51"),
    ("=50", "50", "49"),
    ("<= 50", "-1 50", "50.01"),
    ("≤５０", "50", "51"),
    ("up to 50", "50", "51"),
    ("不超过50", "50", "51"),
    ("50以下", "50", "51"),
    ("fewer than 3", "2", "3"),
    ("少于 3", "2", "3"),
    ("over 3", "3.1", "3"),
    ("超过3", "4", "3"),
    ("at least 3", "3", "2.9"),
    ("3 or more", "3", "2.9"),
    ("至少3", "3", "2"),
    ("> 3 and <= 5", "3.5 5", "3 5.5"),
    (">3 且 <=5", "3.5 5", "3 6"),
    ("between 3 and 5", "3 5", "2 6"),
    ("7..14", "7 14", "6.9 14.1"),
    ("[7..14)", "7 13.9", "14"),
    ("（7..14］", "7.1 14", "7"),
    ("7~14", "7 14", "15"),
    ("7–14", "7 14", "15"),
    ("7至14", "7 14", "15"),
    ("7到14", "7 14", "15"),
    ("7 to 14", "7 14", "15"),
    ("-5..-1", "-3", "0"),
    ("1, 5 | 7..9", "1 5 8", "2 6"),
    ("1,2,3", "1 2 3", "1.2 123"),
    ("1\n5", "1 5", "2"),
    ("1，5", "1 5", "2"),
    ("not 5", "4 6", "5"),
    ("!= 5", "4 6", "5"),
    ("≠5", "4 6", "5"),
    ("not (1, 5..7)", "2 8", "1 6"),
    ("not ([1..5), 7)", "5 8", "1 7"),
    ("not (1..5), (6..8)", "1 5.5", "2 7"),
    ("not [1..5)", "5", "1"),
    ("非 5", "4", "5"),
    ("不是5", "4", "5"),
    ("50%", "0.5", "50"),
    ("10..50%", "0.1 0.5", "0.05 10"),
    (50, "50", "49"),
    (0.5, "0.5", "1"),
]


@pytest.mark.parametrize(("cell", "within", "without"), NUMBERS)
def test_a_number_suits_or_not(cell, within, without):
    for number in within.split():
        assert suits(COUNT, cell, Decimal(number))
    for number in without.split():
        assert not suits(COUNT, cell, Decimal(number))


@pytest.mark.parametrize("cell", ["", None, "-", "*", " any ", "任意", "不限", "－"])
@pytest.mark.parametrize("mine", INPUTS, ids=lambda mine: mine.key)
def test_any_suits_everything_even_the_unknown(mine, cell):
    assert read_cell(cell, mine)[0].anything
    assert suits(mine, cell, None)


@pytest.mark.parametrize(
    ("cell", "known", "unknown"),
    [
        ("unknown", False, True),
        ("未知", False, True),
        ("empty", False, True),
        ("空", False, True),
        ("not unknown", True, False),
        ("5 | unknown", True, True),
        ("5", True, False),
        ("not 6", True, False),
        ("not (6, unknown)", True, False),
    ],
)
def test_the_unknown_is_asked_for_by_name_only(cell, known, unknown):
    assert (suits(COUNT, cell, 5), suits(COUNT, cell, None)) == (known, unknown)


@pytest.mark.parametrize(
    ("cell", "within", "without"),
    [
        ("<= 50 USD", [usd(50)], [usd(51), Money(Decimal(1), "EUR")]),
        ("<= 50", [usd(50)], [Money(Decimal(1), "EUR")]),
        ("≤$50", [usd(50)], [usd("50.01")]),
        ("不超过 350 元", [Money(Decimal(350), "CNY")], [usd(1)]),
        ("USD 10..50", [usd(10), usd(50)], [usd(9)]),
        ("10 USD..50 USD", [usd(10), usd(50)], [usd(9)]),
        ("<= 50 USD | <= 350 CNY", [usd(50), Money(Decimal(350), "CNY")], [usd(51)]),
        ("not > 50 USD", [usd(50)], [usd(51), Money(Decimal(1), "EUR")]),
        ("not unknown", [usd(1), Money(Decimal(1), "EUR")], [None]),
        (12.5, [usd("12.5")], [usd(12)]),
    ],
)
def test_money_suits_within_its_own_currency_only(cell, within, without):
    assert all(suits(AMOUNT, cell, money) for money in within)
    assert not any(suits(AMOUNT, cell, money) for money in without)


@pytest.mark.parametrize(
    ("cell", "first", "last"),
    [
        ("2026-01-05..2026-01-07", 5, 7),
        ("2026年1月5日至2026年1月7日", 5, 7),
        (">= 2026/1/5", 5, 9),
        ("since 2026-01-05", 5, 9),
        ("before 2026-01-05", 1, 4),
        ("2026-01-05之前", 1, 4),
        ("不晚于2026-01-05", 1, 5),
        (date(2026, 1, 5), 5, 5),
        (datetime(2026, 1, 5), 5, 5),  # noqa: DTZ001  # as sheets hand dates over
    ],
)
def test_dates_suit_by_the_day(cell, first, last):
    fitting = [day for day in range(1, 10) if suits(BOUGHT, cell, date(2026, 1, day))]
    assert fitting == list(range(first, last + 1))


@pytest.mark.parametrize(
    ("cell", "first", "last"),
    [
        ("7", 7, 7),
        ("7 days", 7, 7),
        ("<= 14 天", 0, 14),
        ("within 14 days", 0, 14),
        ("14天以内", 0, 14),
        ("2 weeks", 14, 14),
        ("1..2 weeks", 7, 14),
        ("0..7 days", 0, 7),
        ("7 days..2 weeks", 7, 14),
        (7, 7, 7),
    ],
)
def test_days_suit_in_whole_days(cell, first, last):
    fitting = [days for days in range(20) if suits(AGE, cell, days)]
    assert fitting == list(range(first, last + 1))
    assert suits(AGE, cell, timedelta(days=last, hours=23))


@pytest.mark.parametrize(
    ("cell", "within", "without"),
    [
        ("DE, FR", ["de", "ＦＲ", " De "], ["it", "", None]),
        ("not DE", ["fr"], ["DE", "", None]),
        ("not (DE, FR)", ["it"], ["DE", "fr"]),
        ("not (US (mainland), DE)", ["fr"], ["us (mainland)", "de"]),
        ('"a, b" | c', ["A, B", "c"], ["a", "b"]),
        ("“空”", ["空"], [None, ""]),
        ("007", ["007"], ["7"]),
        ("Notification", ["notification"], ["x"]),
        ("not-for-sale", ["Not-For-Sale"], ["x"]),
        ("= DE", ["de"], ["fr"]),
        ("空", [None, ""], ["de"]),
        ("非 德国", ["法国"], ["德国"]),
        ("非DE", ["fr"], ["de"]),
    ],
)
def test_texts_suit_folded(cell, within, without):
    assert all(suits(COUNTRY, cell, text) for text in within)
    assert not any(suits(COUNTRY, cell, text) for text in without)


def test_a_text_that_is_known_to_occur_may_begin_like_not():
    assert suits(PLACES, "非洲", "非洲")


@pytest.mark.parametrize(
    ("cell", "fitting"),
    [
        ("damaged", "damaged"),
        ("破损", "damaged"),
        ("not received", "not received"),
        ("未收到、破损", "damaged, not received"),
        ("damaged, not received", "damaged, not received"),
        ("not damaged", "not received, wrong goods"),
        ("非破损", "not received, wrong goods"),
        ("not (damaged, not received)", "wrong goods"),
    ],
)
def test_choices_suit_by_either_twin(cell, fitting):
    assert ", ".join(fault for fault in Fault if suits(FAULT, cell, fault)) == fitting


@pytest.mark.parametrize(
    ("cell", "yes", "no"),
    [("yes", True, False), ("否", False, True), (True, True, False), ("not yes", False, True)],
)
def test_yes_and_no(cell, yes, no):
    assert [suits(OPENED, cell, value) for value in (True, False)] == [yes, no]


@pytest.mark.parametrize(
    ("cell", "within", "without"),
    [
        ("gift, fragile", [{"gift"}, ("Fragile", "x")], [{"x"}, set(), None]),
        ("not gift", [{"x"}, set(), {""}], [{"gift", "x"}, None]),
        ("empty", [set(), None, ("",)], [{"x"}]),
        ("not empty", [{"x"}], [set(), None]),
        ("破损", [{Fault.DAMAGED}, {"破损"}], [{Fault.WRONG}]),
    ],
)
def test_words_suit_if_any_is_among_them(cell, within, without):
    assert all(suits(TAGS, cell, words) for words in within)
    assert not any(suits(TAGS, cell, words) for words in without)


def test_words_may_be_chosen_from_a_list():
    assert suits(CHOSEN_TAGS, "破损, wrong goods", {Fault.WRONG})
    assert "did you mean 'damaged'" in said(CHOSEN_TAGS, "damged")[0][0]


# What is said of bad cells


@pytest.mark.parametrize(
    ("mine", "cell", "words", "at"),
    [
        (COUNT, "7-14", "write 7..14", 0),
        (COUNT, "14..7", "did you mean 7..14?", 0),
        (COUNT, "[14..7)", "did you mean [7..14)?", 0),
        (COUNT, "<= 5O", "did you mean '50'?", 0),
        (COUNT, "7,5", "write 7.5, or 7 | 5", 0),
        (COUNT, "3 | 1,000", "write 1000, or 1 | 000", 4),
        (COUNT, "5,,6", "remove the extra separator", 2),
        (COUNT, "1, x, 3", "'x' is no test of a number", 3),
        (COUNT, "!= 5, != 6", "write not (5, 6)", 6),
        (COUNT, "not (7..14)", "write not 7..14", 4),
        (COUNT, "not", "not of what?", 0),
        (COUNT, ">= 5, <= 10", "for a range write 5..10", 0),
        (COUNT, "> 5, < 10", "for a range write (5..10)", 0),
        (COUNT, "<= 5, > 5", "leave the cell empty", 0),
        (COUNT, "5, any", "leave the cell empty", 3),
        (COUNT, "7..", "write >= 7", 0),
        (COUNT, "..7", "write <= 7", 0),
        (COUNT, "(5..5)", "no value lies in", 0),
        (COUNT, "> 5 and < 3", "no value lies in", 0),
        (COUNT, "[7..14", "bracket", 0),
        (COUNT, date(2026, 7, 14), "the date 2026-07-14: set the column to plain text and type 7..14", 0),
        (COUNT, datetime(2026, 1, 2, 3, 4), "the date 2026-01-02", 0),  # noqa: DTZ001
        (COUNT, time(7, 14), "the time 07:14", 0),
        (COUNT, timedelta(hours=30), "the time 1 day, 6:00:00", 0),
        (COUNT, True, "TRUE (a tick box value)", 0),
        (COUNT, float("inf"), "the number inf", 0),
        (COUNT, "#REF!", "shows the error #REF!", 0),
        (COUNTRY, "#N/A", "shows the error #N/A", 0),
        (COUNTRY, 7.0, "the number 7", 0),
        (COUNTRY, '"DE', "quotation mark", 0),
        (COUNTRY, "DE, <5", "holds words", 4),
        (COUNTRY, "FR, DE*", "which stands for nothing here", 4),
        (COUNTRY, "=", "names no word", 0),
        (COUNTRY, '""', "names no word", 0),
        (COUNT, "<", "'<' is no test of a number", 0),
        (COUNTRY, "非洲", "in quotation marks", 0),
        (AMOUNT, "10 USD..50 EUR", "mixes two currencies", 0),
        (AMOUNT, "12 dollars", "write <= 50 USD", 0),
        (AGE, "1.5 days", "whole number of days", 0),
        (AGE, 0.5, "the number 0.5", 0),
        (AGE, "1 month", "no test of a number of days", 0),
        (AGE, "7天之前", "no test of a number of days", 0),
        (BOUGHT, "2026-02-30", "no test of a date", 0),
        (BOUGHT, "01/02/2026", "no test of a date", 0),
        (FAULT, "damged", "did you mean 'damaged'?", 0),
        (FAULT, "晚到", "not one of: damaged, not received, wrong goods", 0),
        (OPENED, "maybe", "neither yes nor no", 0),
        (OPENED, 1, "the number 1", 0),
    ],
)  # fmt: skip
def test_a_bad_cell_is_said_with_its_mend(mine, cell, words, at):
    ((what, where),) = said(mine, cell)
    assert words in what
    assert where == at


def test_every_bad_part_is_said():
    assert [at for _, at in said(COUNT, "x, 5, y")] == [0, 6]


def test_a_bare_amount_needs_the_workbooks_currency():
    ((what, _),) = said(AMOUNT, "<= 50", currency="")
    assert "names no currency" in what


@given(st.data())
def test_both_languages_mean_the_same(data):
    mine = data.draw(st.sampled_from(INPUTS))
    ask = data.draw(asks(mine.kind))
    english, chinese = (Pen(n, data.draw(st.integers(0, 11))).cell(ask) for n in (0, 1))
    read = [read_cell(cell, mine) for cell in (english, chinese)]
    assert [faults for _, faults in read] == [[], []]
    assert read[0] == read[1]


@given(
    st.sampled_from(INPUTS),
    st.text(max_size=12) | st.text("0123456789.,-~[]()<>=|not非到 ", max_size=12),
)
def test_whatever_is_typed_is_read_or_said(mine, cell):
    _, faults = read_cell(cell, mine, "USD")
    assert all(fault.what.en and fault.what.zh and 0 <= fault.at <= len(cell) for fault in faults)


@given(
    st.sampled_from(INPUTS), st.floats() | st.integers() | st.booleans() | st.dates() | st.times()
)
def test_whatever_a_sheet_hands_over_is_read_or_said(mine, cell):
    meaning, faults = read_cell(cell, mine, "USD")
    assert bool(faults) != bool(meaning.parts)
