"""Pay-outs: may this refund leave the house now (RULEBOOK 7).

One law holds over any sequence of refunds, rates and double clicks: what passes, with what was
paid out already, never exceeds what came in for the order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import NamedTuple

from chalicelib.model.casefile import same_id
from chalicelib.model.dispute import Dispute, DisputeStatus
from chalicelib.model.money import Money
from chalicelib.model.payment import Payment, PaymentStatus
from chalicelib.model.refund import Refund, RefundStatus
from chalicelib.model.word import Phrase
from chalicelib.policy import payout_words as words
from chalicelib.policy.payout_words import Why

LAST = datetime.max.replace(tzinfo=UTC)
HERE = frozenset({PaymentStatus.CAPTURED, PaymentStatus.DISPUTED})
"""Payments whose money came in, and did not go back."""
OPEN = frozenset({RefundStatus.ASKED, RefundStatus.APPROVED, RefundStatus.FAILED})
"""Refunds whose money may still go; of one that failed it did not."""


class Account(NamedTuple):
    """The money of one order."""

    payments: Sequence[Payment] = ()
    refunds: Sequence[Refund] = ()
    disputes: Sequence[Dispute] = ()
    passed: Mapping[str, str] = {}
    """By id, when refunds passed before: nothing that is asked later takes that from them."""


class Finding(NamedTuple):
    """What the money says of a refund."""

    reasons: Sequence[Why]
    """What keeps it back; none: as far as the money goes it may leave."""
    figures: Phrase
    counts: bool
    """Whether refunds after it find that much less."""


FIGURES = Phrase(
    "came in {came}, paid out {paid}, asked before {before}, this one {mine}",
    "已收 {came}，已退 {paid}，此前待退 {before}，本笔 {mine}",
)
UNKNOWN = Phrase("unknown", "未知")


def is_paid(refund: Refund) -> bool:
    """Whether a refund left the house."""
    return refund.status is RefundStatus.PAID_OUT or refund.paid_out is not None


def is_open(refund: Refund) -> bool:
    """Whether a refund is asked for, approved or failed, and its money still here."""
    return refund.status in OPEN and not is_paid(refund)


def in_order(account: Account) -> list[Refund]:
    """Return the open refunds: those that passed before, then the others, the first asked first."""
    since, late = account.passed, LAST.isoformat()
    return sorted(
        filter(is_open, account.refunds),
        key=lambda one: (since.get(one.id, late), one.asked or LAST, one.id),
    )


class Purse:
    """What came in for an order, what went back, and what is promised to go back."""

    def __init__(self, account: Account) -> None:
        self._account = account
        self._payments = {same_id(one.id): one for one in account.payments}
        self._came = _pots(account.payments)
        self._paid: defaultdict[str, Decimal] = defaultdict(Decimal)
        self._before: defaultdict[str, Decimal] = defaultdict(Decimal)
        self._dark: Refund | None = None
        """One that was paid out, of which nobody can tell how much it took."""
        for refund in filter(is_paid, account.refunds):
            if not self._is_refunded(refund):
                self._take(refund, self._paid)

    def look(self, refund: Refund) -> Finding:
        """Return what the money says of an open refund."""
        reasons = [*self._wrong(refund), *self._contested(refund)]
        takes = self.takes(refund)
        if takes is not None and self._is_all_back(refund, takes):
            return Finding([words.ALL_BACK], self._figures(refund, takes), counts=False)
        fits = takes is not None and self._fits(refund, takes)
        twice = self._twice(refund)
        if takes is not None and not fits:
            reasons.append(words.TOO_MUCH)
        if twice:
            reasons.append(words.TWICE._replace(what=words.TWICE.what.fill(refund=twice.id)))
        return Finding(reasons, self._figures(refund, takes), fits and not twice)

    def reserve(self, refund: Refund) -> None:
        """Take what an open refund asks for from what refunds after it find."""
        self._take(refund, self._before)

    def takes(self, refund: Refund) -> Money | None:
        """Return what a refund takes, in the currency that came in; None if nobody can tell."""
        currency = self._currency(refund)
        if not currency or refund.amount is None or refund.amount <= 0 or not refund.currency:
            return None
        if refund.currency.strip().upper() == currency:
            return Money(refund.amount, currency)
        if refund.rate is None or refund.rate <= 0:
            return None
        return Money(refund.amount * refund.rate, currency)

    def _currency(self, refund: Refund) -> str:
        """Return in which currency the money came in that a refund sends back."""
        named = self._named(refund)
        if named is not None:
            return named.currency.strip().upper()
        return next(iter(self._came)) if len(self._currencies()) == 1 else ""

    def _currencies(self) -> list[str]:
        return [key for key in self._came if not key.startswith("/")]

    def _take(self, refund: Refund, pots: defaultdict[str, Decimal]) -> None:
        takes = self.takes(refund)
        if takes is None:
            self._dark = refund
            return
        for pot in _named(refund, takes.currency):
            pots[pot] += takes.amount

    def _fits(self, refund: Refund, takes: Money) -> bool:
        return self._dark is None and all(
            self._paid[pot] + self._before[pot] + takes.amount <= self._came.get(pot, 0)
            for pot in _named(refund, takes.currency)
        )

    def _is_all_back(self, refund: Refund, takes: Money) -> bool:
        pots = _named(refund, takes.currency)
        return any(0 < self._came.get(pot, 0) <= self._paid[pot] for pot in pots)

    def _wrong(self, refund: Refund) -> Iterator[Why]:
        """Yield what is missing or contradictory in the refund itself."""
        payment = self._named(refund)
        if refund.amount is None or refund.amount <= 0 or not refund.currency:
            yield words.NO_AMOUNT
        if (why := self._unclear(refund)) is not None:
            yield why
        if payment and refund.order and same_id(payment.order) != same_id(refund.order):
            yield words.ANOTHER_ORDER
        if self._dark is not None:
            yield words.OTHER_RATE._replace(what=words.OTHER_RATE.what.fill(refund=self._dark.id))

    def _unclear(self, refund: Refund) -> Why | None:
        """Return why nobody can tell what a refund takes of which money."""
        if refund.payment and self._named(refund) is None:
            return words.NO_SUCH_PAYMENT
        if not self._came:
            return words.NO_PAYMENT
        if not self._currency(refund):
            return words.IN_SEVERAL
        return words.NO_RATE if refund.amount and self.takes(refund) is None else None

    def _named(self, refund: Refund) -> Payment | None:
        return self._payments.get(same_id(refund.payment)) if refund.payment else None

    def _contested(self, refund: Refund) -> Iterator[Why]:
        """Yield whether the buyer's bank or the provider sent the money back already, or may."""
        mine = [one for one in self._account.payments if _is_of(refund, one.id)]
        if self._is_refunded(refund) or (not self._came and self._went_back()):
            yield words.REFUNDED
        open_ones = [
            dispute
            for dispute in self._account.disputes
            if dispute.status is not DisputeStatus.WON and _is_of(refund, dispute.payment)
        ]
        if open_ones or any(one.status is PaymentStatus.DISPUTED for one in mine):
            yield words.DISPUTED

    def _is_refunded(self, refund: Refund) -> bool:
        named = self._named(refund)
        return named is not None and named.status is PaymentStatus.REFUNDED

    def _went_back(self) -> bool:
        return any(one.status is PaymentStatus.REFUNDED for one in self._account.payments)

    def _twice(self, refund: Refund) -> Refund | None:
        """Return one that was paid out already, of the same case and the same amount."""
        return next((o for o in self._account.refunds if is_paid(o) and _same(o, refund)), None)

    def _figures(self, refund: Refund, takes: Money | None) -> Phrase:
        mine = _said(refund.amount, refund.currency)
        if takes is None:
            sums = [Money(self._came[key], key) for key in self._currencies()]
            came = " + ".join(map(str, sums)) or "0"
            return FIGURES.fill(came=came, paid=UNKNOWN, before=UNKNOWN, mine=mine)
        pot = _named(refund, takes.currency)[-1]
        known = (self._came.get(pot, Decimal()), self._paid[pot], self._before[pot])
        came, paid, before = (str(Money(figure, takes.currency)) for figure in known)
        said = (
            takes if refund.rate is None or takes.amount == refund.amount else f"{mine} = {takes}"
        )
        return FIGURES.fill(came=came, paid=paid, before=before, mine=said)


def _pots(payments: Iterable[Payment]) -> Mapping[str, Decimal]:
    """Return what came in, by currency, and by payment behind a stroke."""
    pots: defaultdict[str, Decimal] = defaultdict(Decimal)
    for one in payments:
        if one.status in HERE and one.amount is not None and one.currency:
            pots[one.currency.strip().upper()] += one.amount
    for one in payments:
        if one.status in HERE and one.amount is not None and one.currency:
            pots[f"/{same_id(one.id)}"] += one.amount
    return dict(pots)


def _named(refund: Refund, currency: str) -> list[str]:
    """Return the pots that a refund takes from: the order's, and its payment's if it names one."""
    return [currency, f"/{same_id(refund.payment)}"] if refund.payment else [currency]


def _is_of(refund: Refund, payment: str) -> bool:
    return not refund.payment or not payment or same_id(refund.payment) == same_id(payment)


def _same(one: Refund, other: Refund) -> bool:
    return (
        one.id != other.id
        and same_id(one.case) == same_id(other.case)
        and one.amount == other.amount
        and one.currency.strip().upper() == other.currency.strip().upper()
    )


def _said(amount: Decimal | None, currency: str) -> Phrase | Money:
    return UNKNOWN if amount is None else Money(amount, currency.strip().upper())
