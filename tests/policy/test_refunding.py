"""Refund arithmetic: exact, in the currency that was paid, never above what is left or the cap."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.model.case import Case, Remedy
from chalicelib.model.casefile import CaseFiles, Records
from chalicelib.model.money import Money
from chalicelib.model.order import Order, OrderStatus
from chalicelib.model.payment import Payment, PaymentStatus
from chalicelib.model.refund import Refund, RefundStatus
from chalicelib.policy.book import Terms
from chalicelib.policy.granting import Granted, Wish, priced
from chalicelib.policy.lines import Payer
from chalicelib.policy.offer import reckoned
from chalicelib.policy.refunding import (
    CASH,
    Exchange,
    Sum,
    cap_of,
    floored,
    most,
    paid_for,
    purse,
    rounded,
)

NOW = datetime(2026, 3, 2, tzinfo=UTC)
EUR, USD, JPY, KWD = "EUR", "USD", "JPY", "KWD"
ORDER = Order("O-1", amount=Decimal(100), currency=EUR, status=OrderStatus.PAID)
PAID = Payment("P-1", "O-1", "Stripe", PaymentStatus.CAPTURED, Decimal(100), EUR)
FREE = Terms((Remedy.REFUND, Remedy.RETURN, Remedy.PARTIAL, Remedy.COUPON))


def eur(amount):
    return Money(Decimal(str(amount)), EUR)


def laid(case, **tabs):
    tabs = {"cases": [case], "orders": [ORDER], "payments": [PAID]} | tabs
    return CaseFiles(Records(**tabs)).file(case)


def refund(amount, currency=EUR, **cells):
    known = {"order": "O-1", "case": "C-9", "status": RefundStatus.PAID_OUT}
    return Refund(
        f"R-{amount}{currency}", amount=Decimal(str(amount)), currency=currency, **known | cells
    )


@pytest.mark.parametrize(
    ("money", "near", "floor"),
    [
        (Money(Decimal("1.005"), EUR), "1.01", "1.00"),
        (Money(Decimal("1.5"), JPY), "2", "1"),
        (Money(Decimal("1.2345"), KWD), "1.235", "1.234"),
        (Money(Decimal("2.99"), EUR), "2.99", "2.99"),
    ],
)
def test_amounts_come_in_whole_minor_units(money, near, floor):
    assert str(rounded(money).amount) == near
    assert str(floored(money).amount) == floor


def test_rates_turn_money_into_the_desks_own_and_back():
    known = Exchange(USD).knowing(EUR, Decimal("1.10"))
    assert known.home(eur(50)) == Money(Decimal(55), USD)
    assert known.into(EUR, Money(Decimal(55), USD)) == eur(50)
    assert known.into(JPY, eur(50)) is None
    assert Exchange(USD).home(eur(50)) is None


@pytest.mark.parametrize(
    ("payments", "expected"),
    [
        ([PAID], eur(100)),
        ([PAID, replace(PAID, id="P-2")], eur(200)),
        ([replace(PAID, status=PaymentStatus.FAILED)], eur(0)),
        ([PAID, replace(PAID, id="P-2", currency=USD)], None),
        ([replace(PAID, amount=None)], None),
        ([], eur(100)),
    ],
)
def test_what_was_paid_is_what_came_in(payments, expected):
    assert paid_for(laid(Case("C-1", order="O-1"), payments=payments)) == expected


def test_an_order_that_nobody_paid_has_nothing_to_refund():
    unpaid = replace(ORDER, status=OrderStatus.UNPAID)
    assert paid_for(laid(Case("C-1", order="O-1"), payments=[], orders=[unpaid])) is None


@pytest.mark.parametrize(
    ("refunds", "left"),
    [
        ([], 100),
        ([refund(30)], 70),
        ([refund(30), refund(10, status=RefundStatus.ASKED)], 60),
        ([refund(30, status=RefundStatus.REFUSED)], 100),
        ([refund(130)], 0),
        ([refund(30, case="C-1")], 100),
        ([refund(33, USD, rate=Decimal(1)), refund(11, USD)], 60),
    ],
)
def test_what_others_took_is_not_there_any_more(refunds, left):
    case = Case("C-1", order="O-1", currency=EUR, rate=Decimal("1.10"))
    found = purse(laid(case, refunds=refunds), Exchange(USD).knowing(EUR, case.rate))
    assert found.ceiling == eur(left)


def test_a_refund_without_a_rate_leaves_it_untold():
    case = Case("C-1", order="O-1")
    assert purse(laid(case, refunds=[refund(33, JPY)]), Exchange(USD)) is None


def test_a_payment_that_went_back_is_gone_even_without_a_row_of_refunds():
    gone = replace(PAID, status=PaymentStatus.REFUNDED)
    file = laid(Case("C-1", order="O-1"), payments=[gone])
    assert purse(file, Exchange(EUR)).ceiling == eur(0)
    mine = laid(Case("C-1", order="O-1"), payments=[gone], refunds=[refund(100, case="C-1")])
    assert purse(mine, Exchange(EUR)).ceiling == eur(100)


def test_what_an_earlier_case_was_given_is_spoken_for():
    earlier = Case("C-0", order="O-1", opened=NOW, remedy=Remedy.REFUND, amount=Decimal(60),
                   currency=EUR)  # fmt: skip
    case = Case("C-1", order="O-1", opened=NOW + timedelta(days=1))
    left = [
        purse(laid(case, cases=[earlier, case], refunds=refunds), Exchange(EUR)).ceiling
        for refunds in ([], [refund(20, case="C-0")], [refund(70, case="C-0")])
    ]
    assert left == [eur(40), eur(40), eur(30)]


@pytest.mark.parametrize(
    ("remedy", "terms", "postage", "expected"),
    [
        (Remedy.REFUND, FREE, 0, 50),
        (Remedy.REFUND, FREE, 8, 50),
        (Remedy.RETURN, FREE._replace(postage=Payer.SELLER), 8, 58),
        (Remedy.RETURN, FREE._replace(postage=Payer.SELLER), 30, 70),
        (Remedy.RETURN, FREE._replace(postage=Payer.BUYER), 8, 42),
        (Remedy.RETURN, FREE._replace(postage=Payer.BUYER), 60, 0),
        (Remedy.RETURN, FREE._replace(postage=Payer.SELLER, share=Decimal("0.5")), 8, 25),
        (Remedy.PARTIAL, FREE._replace(share=Decimal("0.333")), 0, 16.65),
        (Remedy.PARTIAL, FREE._replace(cap=Money(Decimal(20), EUR)), 0, 20),
        (Remedy.REFUND, FREE._replace(cap=Money(Decimal(90), EUR)), 0, 50),
    ],
)
def test_the_most_is_the_least_of_its_limits(remedy, terms, postage, expected):
    assert most(remedy, terms, Sum(eur(50), eur(70), eur(postage))) == eur(expected)


def test_what_no_row_limits_and_nobody_paid_for_has_no_limit():
    assert most(Remedy.COUPON, FREE, Sum(eur(50), None, eur(0))) is None


AMOUNTS = st.decimals(Decimal("0.01"), Decimal(300), places=2)
RATES = st.decimals(Decimal("0.01"), Decimal(20), places=4)
TERMS = st.builds(
    Terms,
    st.just(FREE.remedies),
    st.none() | st.decimals(Decimal("0.01"), Decimal(1), places=3),
    st.none() | AMOUNTS.map(lambda amount: Money(amount, EUR)),
    st.none() | st.sampled_from(Payer),
)


@given(st.sampled_from(sorted(CASH)), TERMS, st.tuples(AMOUNTS, AMOUNTS, AMOUNTS))
def test_no_grant_exceeds_the_cap_or_what_is_left(remedy, terms, amounts):
    value, ceiling, postage = map(eur, amounts)
    found = most(remedy, terms, Sum(value, ceiling, postage))
    cap = cap_of(terms, value)
    assert eur(0) <= found <= ceiling
    assert cap is None or found <= cap
    assert rounded(found) == found


SHARES = st.sampled_from([Decimal(n) / 10 for n in (1, 5, 9, 10, 10, 10, 12)])
"""How much of what is possible somebody wants."""
WISHES = st.lists(
    st.tuples(
        TERMS,
        st.sampled_from(sorted(CASH)),
        SHARES,
        st.sampled_from([(EUR, None), (USD, Decimal("0.9")), (JPY, Decimal("0.0061"))]),
        st.lists(st.tuples(SHARES, st.sampled_from(RefundStatus)), max_size=3),
    ),
    min_size=1,
    max_size=6,
)


class Till:
    """An order that was paid once, and cases about it that are granted one after the other."""

    def __init__(self, paid):
        self.tabs = {
            "orders": [replace(ORDER, amount=paid)],
            "payments": [replace(PAID, amount=paid)],
        }
        self.cases, self.refunds, self.total = [], [], Decimal()

    def wish(self, terms, remedy, share, coin):
        """Return a new case that wants a share of what is possible, if that is granted."""
        currency, rate = coin
        exchange = Exchange(EUR).knowing(currency, rate)
        number = len(self.cases)
        case = Case(
            f"C-{number}", order="O-1", opened=NOW + timedelta(hours=number), remedy=remedy,
            currency=currency, rate=rate,
        )  # fmt: skip
        limit = self._reckoned(case, terms, exchange).most(remedy)
        wanted = rounded(exchange.into(currency, limit * share))
        case = replace(case, amount=wanted.amount)
        reckoning = self._reckoned(case, terms, exchange)
        found = priced(Wish(self._file(case), exchange, reckoning, (), remedy))
        if isinstance(found, Granted):
            return None
        self.cases.append(case)
        self.total += exchange.into(EUR, found).amount
        return case

    def paid_back(self, case, parts):
        """Refund a case in parts, never more than it was granted."""
        left = case.amount
        for share, status in parts:
            part = min(rounded(Money(case.amount * share, case.currency)).amount, left)
            left -= part
            name = f"R-{len(self.refunds)}"
            row = Refund(name, "O-1", case.id, "", status, "", part, case.currency, case.rate)
            self.refunds.append(row)

    def _file(self, case):
        records = Records([*self.cases, case], refunds=self.refunds, **self.tabs)
        return CaseFiles(records).file(case)

    def _reckoned(self, case, terms, exchange):
        return reckoned(self._file(case), terms, exchange)


@given(AMOUNTS, WISHES)
def test_all_refunds_together_never_exceed_what_was_paid(paid, wishes):
    """Cases are granted one after the other, in any currency, each refunded in parts."""
    till = Till(paid)
    for terms, remedy, share, coin, parts in wishes:
        case = till.wish(terms, remedy, share, coin)
        if case is not None:
            till.paid_back(case, parts)
    assert till.total <= paid
