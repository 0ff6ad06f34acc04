"""Money of an order that went back, or that a bank or a platform may take back (RULEBOOK 4)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from chalicelib.model.dispute import Dispute, DisputeStatus
from chalicelib.model.money import Money
from chalicelib.model.payment import Payment, PaymentStatus
from chalicelib.model.refund import Refund, RefundStatus
from chalicelib.model.verdict import Outcome
from chalicelib.model.word import Phrase
from chalicelib.policy.lines import Check
from chalicelib.policy.orderfile import Finding, OrderFile, found

OPEN = Phrase("dispute {dispute} is open", "争议 {dispute} 未结")
ALL = Phrase("{back} of {order} went back, or is to", "订单 {order}，已退或将退 {back}")
UNCLEAR = Phrase(
    "money goes back by {record}, and how much in {currency} is not said",
    "{record} 涉及退款，但未写明 {currency} 金额",
)
GOES_BACK = frozenset({RefundStatus.APPROVED, RefundStatus.PAID_OUT})
TAKEN = frozenset({DisputeStatus.LOST, DisputeStatus.ACCEPTED})
WAITS = frozenset({None, DisputeStatus.NEEDS_RESPONSE, DisputeStatus.SUBMITTED})


def gone(file: OrderFile) -> list[Refund | Dispute]:
    """Return what says that money goes back: refunds approved or paid out, disputes given up."""
    refunds = [one for one in file.refunds if one.status in GOES_BACK]
    return [*refunds, *(one for one in file.disputes if one.status in TAKEN)]


def beside(file: OrderFile, currency: str) -> Decimal:
    """Return what goes back beside payments that are marked as refunded, in a currency."""
    refunded = [one for one in file.payments if one.status is PaymentStatus.REFUNDED]
    return max(Decimal(), _sum(gone(file), currency) - _sum(refunded, currency))


def _sum(records: Iterable[Refund | Dispute | Payment], currency: str) -> Decimal:
    mine = (one for one in records if one.currency.strip().upper() == currency)
    return sum((one.amount for one in mine if one.amount is not None), Decimal())


def given_back(file: OrderFile, due: Money, paid: Decimal) -> Iterator[Finding]:
    """Look for open disputes, and for money that went back of what the order comes to.

    What was paid beyond that may go back; of the rest a part is a flag, and all of it a hold.
    """
    for dispute in file.disputes:
        if dispute.status in WAITS:
            yield found(Check.PAYMENT, OPEN, dispute=dispute.id)
    for one in gone(file):
        if one.amount is None or one.currency.strip().upper() != due.currency:
            yield found(Check.PAYMENT, UNCLEAR, record=one.id, currency=due.currency)
    back = beside(file, due.currency) - max(Decimal(), paid - due.amount)
    if back > 0:
        most = Outcome.HOLD if back >= due.amount else Outcome.FLAG
        yield found(Check.PAYMENT, ALL, most, back=Money(back, due.currency), order=due)
