"""Payments of an order: tables of cases, without a sheet."""

from __future__ import annotations

from decimal import Decimal

import pytest

from chalicelib.model.dispute import Dispute, DisputeStatus
from chalicelib.model.order import Order
from chalicelib.model.payment import Payment, PaymentStatus
from chalicelib.model.refund import Refund, RefundStatus
from chalicelib.policy.orderfile import OrderFile
from chalicelib.policy.paid import payment

CAPTURED, PENDING, FAILED = PaymentStatus.CAPTURED, PaymentStatus.PENDING, PaymentStatus.FAILED
REFUNDED, PAID_OUT = PaymentStatus.REFUNDED, RefundStatus.PAID_OUT
TWICE = (
    "hold",
    "charged 2 times: 80 USD came in for 40 USD",
    "收款 2 次：订单 40 USD，共收 80 USD",
)


def looked(file):
    """Return what is wrong with the payments: the most it may come to, in both languages."""
    return [(f.most.value, f.what.en, f.what.zh) for f in payment(file)]


def file(amount, payments, **beside):
    """Return the file of an order in USD with payments of so much each, P1 onward."""
    rows = [
        Payment(f"P{n}", "O", status=status, amount=Decimal(paid), currency="usd")
        for n, (status, paid) in enumerate(payments, start=1)
    ]
    return OrderFile(Order("O", amount=Decimal(amount), currency="USD"), payments=rows, **beside)


PAID = [
    (40, [(CAPTURED, 40)], []),
    (40, [(CAPTURED, 40), (REFUNDED, 40)], []),
    (40, [(REFUNDED, 40), (CAPTURED, 40), (FAILED, 40)], []),
    (
        40,
        [(PENDING, 40), (CAPTURED, 40)],
        [("flag", "payment P1 is pending", "付款 P1 为待支付")],
    ),
    (
        40,
        [(PENDING, 10), (CAPTURED, 30)],
        [
            ("hold", "payment P1 is pending", "付款 P1 为待支付"),
            ("hold", "30 USD came in for 40 USD", "订单 40 USD，实收 30 USD"),
        ],
    ),
    (40, [(REFUNDED, 40)], [("hold", "payment P1 is refunded", "付款 P1 为已退款")]),
    (40, [(CAPTURED, 40), (CAPTURED, 40)], [TWICE]),
    (40, [], [("hold", "no payment is on file for it", "没有对应的付款记录")]),
    (0, [], []),
    (0, [(CAPTURED, 5)], [("hold", "5 USD came in for 0 USD", "订单 0 USD，实收 5 USD")]),
]


@pytest.mark.parametrize(("amount", "payments", "said"), PAID)
def test_the_money_is_there_once_whatever_was_tried_beside(amount, payments, said):
    assert looked(file(amount, payments)) == said


ONE, TWO = [(CAPTURED, 40)], [(CAPTURED, 40), (CAPTURED, 40)]
ALL = ("hold", "40 USD of 40 USD went back, or is to", "订单 40 USD，已退或将退 40 USD")
PART = ("flag", "10 USD of 40 USD went back, or is to", "订单 40 USD，已退或将退 10 USD")
BACK = [
    (ONE, {"status": PAID_OUT, "amount": 40}, [ALL]),
    (ONE, {"status": RefundStatus.APPROVED, "amount": 40}, [ALL]),
    (ONE, {"status": PAID_OUT, "amount": 10}, [PART]),
    (ONE, {"status": RefundStatus.ASKED, "amount": 40}, []),
    (ONE, {"status": RefundStatus.REFUSED, "amount": 40}, []),
    (TWO, {"status": PAID_OUT, "amount": 40}, []),
    (TWO, {"status": PAID_OUT, "amount": 50}, [PART]),
    (TWO, {"status": PAID_OUT, "amount": 10}, [TWICE]),
    ([(CAPTURED, 40), (REFUNDED, 40)], {"status": PAID_OUT, "amount": 40}, []),
    (
        ONE,
        {"status": PAID_OUT, "amount": None},
        [
            (
                "hold",
                "money goes back by R1, and how much in USD is not said",
                "R1 涉及退款，但未写明 USD 金额",
            )
        ],
    ),
]


@pytest.mark.parametrize(("payments", "cells", "said"), BACK)
def test_money_that_went_back_is_told(payments, cells, said):
    amount = cells["amount"]
    refund = Refund(
        "R1", "O", status=cells["status"], amount=amount and Decimal(amount), currency="USD"
    )
    assert looked(file(40, payments, refunds=[refund])) == said


OPEN = ("hold", "dispute D1 is open", "争议 D1 未结")
DISPUTED = [
    (None, [OPEN]),
    (DisputeStatus.NEEDS_RESPONSE, [OPEN]),
    (DisputeStatus.SUBMITTED, [OPEN]),
    (DisputeStatus.WON, []),
    (DisputeStatus.LOST, [ALL]),
    (DisputeStatus.ACCEPTED, [ALL]),
]


@pytest.mark.parametrize(("status", "said"), DISPUTED)
def test_a_dispute_that_is_open_or_lost_is_told(status, said):
    dispute = Dispute("D1", "O", status=status, amount=Decimal(40), currency="USD")
    assert looked(file(40, ONE, disputes=[dispute])) == said
