"""Refunds: how much may go back at most, in the currency it was paid in.

Two laws hold over any sequence of grants: all refunds of an order together never exceed what was
paid for it, and a grant never exceeds the cap of its policy row.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from functools import cache
from typing import NamedTuple

from chalicelib.model.case import Remedy
from chalicelib.model.casefile import GIVEN_BACK, ZERO, CaseFile
from chalicelib.model.money import Money
from chalicelib.model.order import Order, OrderStatus
from chalicelib.model.payment import Payment, PaymentStatus
from chalicelib.model.refund import Refund, RefundStatus
from chalicelib.policy.book import Terms
from chalicelib.policy.lines import Payer

NO_MINOR = frozenset(
    "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF".split()  # noqa: SIM905
)
MINOR = {
    **dict.fromkeys(NO_MINOR, 0),
    **dict.fromkeys(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 3),
}
"""Digits after the point, where they are not two (ISO 4217)."""
CASH = frozenset({Remedy.RETURN, Remedy.REFUND, Remedy.PARTIAL})
"""Remedies that send money back on the route it came."""
CAPPED = CASH | {Remedy.COUPON, Remedy.GIFT}
"""Remedies that a cap of the Policy tab speaks of; goods sent again cost what they cost."""
CAME_IN = frozenset({PaymentStatus.CAPTURED, PaymentStatus.DISPUTED, PaymentStatus.REFUNDED})
UNPAID = frozenset({OrderStatus.UNPAID, OrderStatus.CANCELLED, None})


@cache
def unit(currency: str) -> Decimal:
    """Return the smallest amount of a currency: 0.01, or 1 of JPY, or 0.001 of KWD."""
    return Decimal(1).scaleb(-MINOR.get(currency, 2))


def rounded(money: Money) -> Money:
    """Return an amount in whole minor units, half a unit rounded up."""
    return Money(money.amount.quantize(unit(money.currency), ROUND_HALF_UP), money.currency)


def floored(money: Money) -> Money:
    """Return the whole minor units in an amount: what limits a grant is never rounded up."""
    return Money(money.amount.quantize(unit(money.currency), ROUND_DOWN), money.currency)


class Exchange(NamedTuple):
    """The rates that are known of a case."""

    desk: str
    """The desk's own currency."""
    rates: Mapping[str, Decimal] = {}
    """What one unit of another currency is worth in it."""

    def into(self, currency: str, money: Money) -> Money | None:
        """Return an amount in another currency, exactly; None without the rates for it."""
        if money.currency == currency:
            return money
        mine, theirs = self._rate(money.currency), self._rate(currency)
        if not mine or not theirs:
            return None
        return Money(money.amount * mine / theirs, currency)

    def home(self, money: Money | None) -> Money | None:
        """Return an amount in the desk's own currency; None if that cannot be told."""
        return None if money is None else self.into(self.desk, money)

    def knowing(self, currency: str, rate: Decimal | None) -> Exchange:
        """Return the same with a record's own rate in the place of another.

        One that is not above zero is none: nothing would cost anything by it.
        """
        known = rate is not None and rate > 0
        return Exchange(self.desk, {**self.rates, currency: rate}) if known and rate else self

    def _rate(self, currency: str) -> Decimal | None:
        return Decimal(1) if currency == self.desk else self.rates.get(currency)


class Purse(NamedTuple):
    """What came in for an order, and what of it is spoken for by others than this case."""

    paid: Money
    spoken_for: Money

    @property
    def ceiling(self) -> Money:
        """The most that may still go back; never below nothing."""
        left = self.paid - self.spoken_for
        return max(left, Money(ZERO, left.currency))


def purse(file: CaseFile, exchange: Exchange) -> Purse | None:
    """Return the purse of a case's order; None where currencies or the order cannot tell.

    Other cases of the order that were opened before, and that were given money, count with what
    they were given, or with what was refunded if that is more.
    """
    paid = paid_for(file)
    if paid is None:
        return None
    returned = _returned(file.others, paid.currency, exchange)
    reserved = _reserved(file, paid.currency, exchange)
    if returned is None or reserved is None:
        return None
    gone = _went_back(file, paid.currency)
    return Purse(paid, Money(max(returned + reserved, gone), paid.currency))


def paid_for(file: CaseFile) -> Money | None:
    """Return what came in for the order: by its payments, else by the order if it is paid."""
    if not file.payments:
        return file.order.total if _is_paid(file.order) and file.order else None
    came = [p for p in file.payments if p.amount is not None and p.currency]
    currencies = {payment.currency for payment in came}
    if len(currencies) != 1:
        return None
    return Money(_total([p for p in came if p.status in CAME_IN]), currencies.pop())


def unpriced(file: CaseFile, exchange: Exchange) -> str | None:
    """Return the id of a refund of the order without amount or exchange rate; None: none is.

    Because of it nobody can tell what is left of the payment.
    """
    paid = paid_for(file)
    taking = [r for r in file.others if r.status in GIVEN_BACK] if paid else []
    return next(
        (r.id for r in taking if paid and refunded(r, paid.currency, exchange) is None), None
    )


def oversized(file: CaseFile, exchange: Exchange) -> str | None:
    """Return the id of a refund, not paid out, that asks more than came in for the order."""
    paid = paid_for(file)
    for refund in file.others if paid else ():
        asked = refund.status in GIVEN_BACK and refund.status is not RefundStatus.PAID_OUT
        amount = refunded(refund, paid.currency, exchange) if asked and paid else None
        if amount is not None and paid and amount > paid.amount:
            return refund.id
    return None


def _is_paid(order: Order | None) -> bool:
    return order is not None and (order.paid is not None or order.status not in UNPAID)


def _total(records: Iterable[Payment | Refund]) -> Decimal:
    return sum([record.amount or ZERO for record in records], ZERO)


def _went_back(file: CaseFile, currency: str) -> Decimal:
    """Return what payments themselves say went back, less what this case paid out."""
    back = [p for p in file.payments if p.status is PaymentStatus.REFUNDED]
    if not back:
        return ZERO
    mine = [r for r in file.refunds if r.status in GIVEN_BACK and r.currency == currency]
    return max(_total(back) - _total(mine), ZERO)


def _returned(refunds: Sequence[Refund], currency: str, exchange: Exchange) -> Decimal | None:
    """Return what refunds take of the purse; None where one is in a currency without a rate."""
    total = ZERO
    for refund in refunds:
        if refund.status in GIVEN_BACK:
            amount = refunded(refund, currency, exchange)
            if amount is None:
                return None
            total += amount
    return total


def refunded(refund: Refund, currency: str, exchange: Exchange) -> Decimal | None:
    """Return what a refund takes in a currency, at its own rate; None if that cannot be told."""
    if refund.amount is None or not refund.currency:
        return None
    own = exchange.knowing(refund.currency, refund.rate)
    found = own.into(currency, Money(refund.amount, refund.currency))
    return None if found is None else found.amount


def _reserved(file: CaseFile, currency: str, exchange: Exchange) -> Decimal | None:
    """Return what earlier cases of the order were given beyond what is refunded already."""
    total = ZERO
    for case in file.siblings:
        if case.remedy not in CASH or case.granted is None:
            continue
        given = exchange.knowing(case.currency, case.rate).into(currency, case.granted)
        back = _returned([r for r in file.others if r.case == case.id], currency, exchange)
        if given is None or back is None:
            return None
        total += max(given.amount - back, ZERO)
    return total


def paid_out(file: CaseFile, currency: str, exchange: Exchange) -> Decimal:
    """Return what this case's refunds have paid out, as far as it can be told."""
    done = [r for r in file.refunds if r.status is RefundStatus.PAID_OUT]
    return sum((refunded(r, currency, exchange) or ZERO for r in done), ZERO)


class Sum(NamedTuple):
    """The figures that limit a grant, all in one currency."""

    value: Money | None
    """What the article cost; None: unknown."""
    ceiling: Money | None
    """What of the payment is left; None for what does not come out of it."""
    postage: Money
    """What sending the goods back cost."""


def most(remedy: Remedy, terms: Terms, figures: Sum) -> Money | None:
    """Return the most that a remedy may cost under a policy row; None: the row sets no limit.

    Return postage is added where the seller pays it, and taken off where the buyer does and it
    was advanced; neither lifts the sum above the cap or above what is left of the payment.
    """
    limits = [limit for limit in (cap_of(terms, figures.value), figures.ceiling) if limit]
    if remedy in CASH and figures.value is not None:
        limits.append(_with_postage(figures.value, remedy, terms, figures.postage))
    return floored(min(limits)) if limits else None


def _with_postage(value: Money, remedy: Remedy, terms: Terms, postage: Money) -> Money:
    if remedy is not Remedy.RETURN or terms.postage is None:
        return value
    if terms.postage is Payer.SELLER:
        return value + postage
    return max(value - postage, Money(ZERO, value.currency))


def cap_of(terms: Terms, value: Money | None) -> Money | None:
    """Return a policy row's cap in the currency of the value; None: no cap, or it cannot be told."""
    share = None
    if terms.share is not None and value is not None:
        share = Money(value.amount * terms.share, value.currency)
    both = [cap for cap in (share, terms.cap) if cap is not None]
    return min(both) if both else None
