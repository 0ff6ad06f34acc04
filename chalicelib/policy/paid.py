"""Payment and note of an order: the money is there, exactly once; what the buyer asked is read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from chalicelib.model.money import Money
from chalicelib.model.payment import Payment, PaymentStatus
from chalicelib.model.word import Phrase, folded_text
from chalicelib.policy.lines import Check
from chalicelib.policy.orderfile import Finding, OrderFile, found

NO_AMOUNT = Phrase("the order's amount or currency is missing", "订单缺少金额或币种")
NO_PAYMENT = Phrase("no payment is on file for it", "没有对应的付款记录")
BAD_STATUS = Phrase("payment {payment} is {status}", "付款 {payment} 为{status}")
NO_STATUS = Phrase("payment {payment} has no status", "付款 {payment} 没有状态")
NO_FIGURE = Phrase("payment {payment} has no amount or currency", "付款 {payment} 缺少金额或币种")
OTHER_CURRENCY = Phrase(
    "payment {payment} is in {paid}, the order in {order}",
    "付款 {payment} 为 {paid}，订单为 {order}",
)
TWICE = Phrase(
    "charged {times} times: {paid} came in for {order}",
    "收款 {times} 次：订单 {order}，共收 {paid}",
)
OTHER_SUM = Phrase("{paid} came in for {order}", "订单 {order}，实收 {paid}")
UNREAD = Phrase("nobody has marked the buyer's note as read", "买家备注尚未标记为已读")

NOTHING_SAID = frozenset({"-", ".", "/", "n/a", "none", "no", "无", "没有"})


def payment(file: OrderFile) -> Iterator[Finding]:
    """Look at the payments: captured, in the order's currency, and as much as its amount.

    Several that together are the amount are one payment in parts; a failed one beside is a
    first try.
    """
    total = file.order.total
    if total is None:
        yield found(Check.PAYMENT, NO_AMOUNT)
        return
    captured = [one for one in file.payments if one.status is PaymentStatus.CAPTURED]
    yield from _statuses(file.payments, anything=bool(captured))
    if not file.payments:
        yield found(Check.PAYMENT, NO_PAYMENT)
    elif captured:
        due = Money(total.amount, total.currency.strip().upper())
        yield from _sums(captured, due)


def _statuses(payments: Sequence[Payment], *, anything: bool) -> Iterator[Finding]:
    fine = {PaymentStatus.CAPTURED, *([PaymentStatus.FAILED] if anything else [])}
    for one in payments:
        if one.status is None:
            yield found(Check.PAYMENT, NO_STATUS, payment=one.id)
        elif one.status not in fine:
            yield found(Check.PAYMENT, BAD_STATUS, payment=one.id, status=one.status)


def _sums(captured: Sequence[Payment], due: Money) -> Iterator[Finding]:
    paid, odd = Decimal(), False
    for one in captured:
        currency = one.currency.strip().upper()
        if one.amount is None or not currency:
            yield found(Check.PAYMENT, NO_FIGURE, payment=one.id)
        elif currency != due.currency:
            what = OTHER_CURRENCY.fill(payment=one.id, paid=currency, order=due.currency)
            yield found(Check.PAYMENT, what)
        paid += one.amount or 0
        odd = odd or one.amount is None or currency != due.currency
    if not odd and paid != due.amount:
        twice = len(captured) > 1 and paid > due.amount
        what = TWICE if twice else OTHER_SUM
        came = Money(paid, due.currency)
        yield found(Check.PAYMENT, what.fill(paid=came, order=due, times=len(captured)))


def note(file: OrderFile) -> Iterator[Finding]:
    """Look whether a person has read what the buyer asked for."""
    said = folded_text(file.order.note)
    if said and said not in NOTHING_SAID and file.order.note_read is not True:
        yield found(Check.NOTE, UNREAD)
