"""The sample's money: payments in, refunds out, and disputes over it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from chalicelib.model.case import Case, Category, Remedy
from chalicelib.model.dispute import Dispute, DisputeStatus
from chalicelib.model.order import Order
from chalicelib.model.payment import Payment, PaymentStatus
from chalicelib.model.refund import Refund, RefundStatus
from chalicelib.model.word import Language, Phrase
from chalicelib.sample.people import AGENTS
from chalicelib.sample.world import ago

PROVIDERS = ("PayPal", "Stripe", "Payoneer")
CENT = Decimal("0.01")

F, D = RefundStatus, DisputeStatus
TOO_MUCH = 10
"""What a misplaced point makes of an amount."""
REFUNDS: tuple[tuple[RefundStatus, int, int, dict[str, float]], ...] = (
    (F.ASKED, 38, 1, {"asked": 5}),
    (F.ASKED, 23, TOO_MUCH, {"asked": 41}),
    (F.ASKED, 32, 1, {"asked": 60}),
    (F.APPROVED, 28, 1, {"asked": 44, "approved": 20}),
    (F.APPROVED, 23, 1, {"asked": 110, "approved": 95}),
    (F.PAID_OUT, 32, 1, {"asked": 66, "approved": 62, "paid_out": 30}),
    (F.PAID_OUT, 8, 1, {"asked": 350, "approved": 330, "paid_out": 310}),
    (F.PAID_OUT, 2, 1, {"asked": 420, "approved": 400, "paid_out": 250}),
    (F.PAID_OUT, 17, 1, {"asked": 205, "approved": 190, "paid_out": 160}),
    (F.REFUSED, 8, 1, {"asked": 240}),
    (F.FAILED, 17, 1, {"asked": 225, "approved": 215}),
)
"""Status, the case by its place, how many times what it grants, and hours before the start."""
DISPUTES: tuple[tuple[DisputeStatus, dict[str, float]], ...] = (
    (D.NEEDS_RESPONSE, {"opened": 100, "respond_by": -150}),
    (D.NEEDS_RESPONSE, {"opened": 200, "respond_by": -60}),
    (D.NEEDS_RESPONSE, {"opened": 230, "respond_by": -20}),
    (D.NEEDS_RESPONSE, {"opened": 260, "respond_by": 5}),
    (D.SUBMITTED, {"opened": 300, "respond_by": 60, "submitted": 110}),
    (D.WON, {"opened": 700, "respond_by": 460, "submitted": 500, "decided": 130}),
    (D.LOST, {"opened": 760, "respond_by": 520, "submitted": 515, "decided": 200}),
)
CLAIMS = (
    Phrase("not received", "未收到货"),
    Phrase("not as described", "与描述不符"),
    Phrase("not authorised", "未经授权"),
    Phrase("charged twice", "重复扣款"),
)


def payments(made: Sequence[Order], held: Sequence[Case]) -> list[Payment]:
    """Return what came in: twice where a buyer complains of it; a few charges failed."""
    money = [case for case in held if case.category is Category.PAYMENT]
    twice = {case.order for case in money if case.demand is Remedy.REFUND}
    out = []
    for n, order in enumerate(made):
        status = PaymentStatus.CAPTURED if order.paid else PaymentStatus.FAILED
        out.append(_payment(n, order, status))
        if order.id in twice:
            out.append(_payment(n, order, status, suffix="-B"))
    return out


def payment_id(n: int, suffix: str = "") -> str:
    """Return the number of an order's payment."""
    return f"{PROVIDERS[n % len(PROVIDERS)][:2].upper()}{880301 + 7 * n}{suffix}"


def _payment(n: int, order: Order, status: PaymentStatus, suffix: str = "") -> Payment:
    amount = order.amount or Decimal()
    again = timedelta(seconds=40 if suffix else 0)
    return Payment(
        payment_id(n, suffix),
        order.id,
        PROVIDERS[n % len(PROVIDERS)],
        status,
        amount,
        order.currency,
        (amount * Decimal("0.034")).quantize(CENT) if order.paid else None,
        order.paid + again if order.paid else None,
        order.settled,
    )


def refunds(made: Sequence[Order], held: Sequence[Case], start: datetime) -> list[Refund]:
    """Return money on its way back, for cases whose remedy is money."""
    by_id = {order.id: (n, order) for n, order in enumerate(made)}
    out = []
    for number, (status, place, times, hours) in enumerate(REFUNDS):
        case = held[place]
        n, order = by_id[case.order]
        out.append(
            Refund(
                f"RFD-{2001 + number}",
                order.id,
                case.id,
                payment_id(n),
                status,
                case.owner,
                (case.amount or Decimal()) * times,
                order.currency,
                reason=case.topic,
                **ago(start, hours),
            )
        )
    return out


def disputes(language: Language, made: Sequence[Order], start: datetime) -> list[Dispute]:
    """Return what buyers' banks and platforms want answered, at every step of it."""
    sold = [(n, order) for n, order in enumerate(made) if order.shipped]
    out = []
    for number, (status, hours) in enumerate(DISPUTES):
        n, order = sold[100 - 9 * number]
        out.append(
            Dispute(
                f"DP-{70155 + 16 * number}",
                order.id,
                payment_id(n),
                PROVIDERS[n % len(PROVIDERS)],
                status,
                AGENTS[number % 2].said(language),
                CLAIMS[number % len(CLAIMS)].said(language),
                order.amount,
                order.currency,
                **ago(start, hours),
            )
        )
    return out
