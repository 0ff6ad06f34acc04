"""Law 8: only Decimal with a currency; sums conserve; currencies never mix."""

from decimal import Decimal
from operator import add, ge, gt, le, lt, sub

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.model.money import MixedCurrencyError, Money

amounts = st.decimals(Decimal(-(10**12)), Decimal(10**12), places=2)
euros = amounts.map(lambda amount: Money(amount, "EUR"))
other = amounts.map(lambda amount: Money(amount, "CNY"))
NOTHING = Money(Decimal(0), "EUR")


@given(st.lists(euros))
def test_a_sum_is_the_sum_of_the_cents(moneys):
    total = sum(moneys, NOTHING)
    assert total == Money(Decimal(sum(int(m.amount * 100) for m in moneys)) / 100, "EUR")


@given(st.lists(euros, min_size=1), st.data())
def test_however_it_is_split_it_stays_the_same_sum(moneys, data):
    at = data.draw(st.integers(0, len(moneys)))
    parts = sum(moneys[:at], NOTHING), sum(moneys[at:], NOTHING)
    assert sum(parts, NOTHING) == sum(moneys, NOTHING)


@given(euros, euros)
def test_what_is_added_can_be_taken_away(one, two):
    assert one + two == two + one
    assert (one + two) - two == one
    assert one - two == one + -two
    assert one + -one == NOTHING


@given(euros, euros)
def test_order_is_that_of_the_amounts(one, two):
    assert (one < two) == (one.amount < two.amount) == (two > one) == (not one >= two)
    assert (one <= two) == (one.amount <= two.amount) == (two >= one)


@pytest.mark.parametrize("together", [add, sub, lt, le, gt, ge])
@given(one=euros, two=other)
def test_two_currencies_never_mix(together, one, two):
    with pytest.raises(MixedCurrencyError):
        together(one, two)
    assert one != two


@pytest.mark.parametrize("stranger", [1, 1.5, Decimal(1), "1", None, (Decimal(1), "EUR")])
@pytest.mark.parametrize("together", [add, sub, lt, ge])
def test_a_bare_number_is_no_money(together, stranger):
    with pytest.raises(MixedCurrencyError):
        together(Money(Decimal(1), "EUR"), stranger)


@given(euros)
def test_it_is_said_with_every_cent(money):
    text, currency = str(money).split(" ")
    assert (Decimal(text), currency) == money
    assert "E" not in text


def test_money_is_multiplied_by_exact_numbers_only():
    price = Money(Decimal("12.50"), "EUR")
    assert (price * 2, 2 * price) == (Money(Decimal("25.00"), "EUR"),) * 2
    for factor in (1.5, True, "2"):
        with pytest.raises(TypeError):
            price * factor
