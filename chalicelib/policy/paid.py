"""Payment and note of an order: the money is there, exactly once; what the buyer asked is read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from chalicelib.model.money import Money
from chalicelib.model.payment import Payment, PaymentStatus
from chalicelib.model.verdict import Outcome
from chalicelib.model.word import Phrase, folded_text
from chalicelib.policy.given_back import beside, given_back
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
CHANGED = Phrase(
    "the buyer's note was changed after it was read: set Note read to no, and to yes once it is",
    "买家备注在标记已读后有改动：请将“备注已读”改为“否”，重新读后再改为“是”",
)

NOTHING_SAID = frozenset({"-", ".", "/", "n/a", "none", "no", "无", "没有"})


def payment(file: OrderFile) -> Iterator[Finding]:
    """Look at the payments: captured, in the order's currency, and as much as its amount.

    Several that together are the amount are one payment in parts. Where what is captured comes to
    the amount, a failed try beside and one that went back again are fine, and one that is pending
    is a flag. Money that goes back of the amount itself, and open disputes, are told too.
    """
    total = file.order.total
    if total is None:
        yield found(Check.PAYMENT, NO_AMOUNT)
        return
    due = Money(total.amount, total.currency.strip().upper())
    captured = [one for one in file.payments if one.status is PaymentStatus.CAPTURED]
    came = sum((one.amount for one in captured if one.amount is not None), Decimal())
    wrong = list(_sums(captured, due, beside(file, due.currency))) if captured else []
    whole = not wrong and (bool(captured) or not due.amount)
    yield from _statuses(file.payments, anything=bool(captured), whole=whole)
    if not file.payments and due.amount:
        yield found(Check.PAYMENT, NO_PAYMENT)
    yield from wrong
    yield from given_back(file, due, came)


def _statuses(payments: Sequence[Payment], *, anything: bool, whole: bool) -> Iterator[Finding]:
    fine = {PaymentStatus.CAPTURED, *([PaymentStatus.FAILED] if anything else [])}
    forgiven = {PaymentStatus.FAILED, PaymentStatus.REFUNDED} if whole else set()
    for one in payments:
        if one.status is None:
            yield found(Check.PAYMENT, NO_STATUS, payment=one.id)
        elif one.status not in fine | forgiven:
            late = whole and one.status is PaymentStatus.PENDING
            most = Outcome.FLAG if late else Outcome.HOLD
            yield found(Check.PAYMENT, BAD_STATUS, most, payment=one.id, status=one.status)


def _sums(captured: Sequence[Payment], due: Money, back: Decimal) -> Iterator[Finding]:
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
    if not odd and not due.amount <= paid <= due.amount + back:
        yield _other_sum(paid, due, len(captured))


def _other_sum(paid: Decimal, due: Money, times: int) -> Finding:
    what = TWICE if times > 1 and paid > due.amount else OTHER_SUM
    return found(Check.PAYMENT, what, paid=Money(paid, due.currency), order=due, times=times)


def asked(typed: str) -> str:
    """Return what a buyer's note asks for, folded; empty where it says nothing."""
    said = folded_text(typed)
    return "" if said in NOTHING_SAID else said


def note(file: OrderFile) -> Iterator[Finding]:
    """Look whether a person has read what the buyer asked for."""
    if asked(file.order.note) and file.order.note_read is not True:
        yield found(Check.NOTE, UNREAD)
