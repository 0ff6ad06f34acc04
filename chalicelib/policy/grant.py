"""Grants: does a case allow a refund, and up to which amount."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from chalicelib.model.case import Case
from chalicelib.model.casefile import is_over, same_id
from chalicelib.model.money import Money
from chalicelib.model.order import Order, OrderStatus
from chalicelib.model.refund import Refund
from chalicelib.model.verdict import Outcome
from chalicelib.model.word import Phrase
from chalicelib.policy import payout_words as words
from chalicelib.policy.payout import Account, Purse, in_order, is_paid
from chalicelib.policy.payout_words import Why
from chalicelib.policy.refunding import CASH

YES = frozenset({Outcome.GRANTED, Outcome.APPROVED})


class Grant(NamedTuple):
    """What a case says of a refund."""

    why: Why | None = None
    """What keeps it back; None: nothing does."""
    limit: Money | None = None
    """The most that all refunds of the case may come to; None: the case sets no limit."""


FREE = Grant()
"""Nobody has to grant it."""


def grant_of(refund: Refund, case: Case | None, order: Order | None, before: Money | None) -> Grant:
    """Return what a refund's case says of it.

    ``before`` is what the case granted when it was last open: one that is closed says no more.
    An order that was cancelled before it was shipped is paid back without a case.
    """
    if not refund.case:
        return FREE if _never_shipped(order) else Grant(words.NO_CASE)
    if case is None:
        return Grant(words.NO_SUCH_CASE)
    if case.order and refund.order and same_id(case.order) != same_id(refund.order):
        return Grant(words.CASE_OF_ANOTHER)
    if is_over(case) and case.outcome is None and before is not None:
        return Grant(None, before)
    return _granted(case)


def _never_shipped(order: Order | None) -> bool:
    return order is not None and order.status is OrderStatus.CANCELLED and order.shipped is None


def _granted(case: Case) -> Grant:
    if case.outcome not in YES:
        said = case.outcome or words.NO_VERDICT
        return Grant(_filled(words.NOT_GRANTED, case=case.id, outcome=said))
    if case.remedy not in CASH:
        return Grant(_filled(words.NOT_CASH, case=case.id, remedy=case.remedy or ""))
    if case.granted is None:
        return Grant(_filled(words.NO_GRANT, case=case.id))
    return Grant(None, Money(case.granted.amount, case.granted.currency.strip().upper()))


class Decided(NamedTuple):
    """What becomes of an open refund."""

    refund: Refund
    reasons: Sequence[Why]
    """What keeps it back; none: it may leave."""
    figures: Phrase
    limit: Money | None
    """What its case grants, where it does."""


def decided(account: Account, grants: Mapping[str, Grant]) -> Iterator[Decided]:
    """Yield what becomes of each open refund of an order, the first asked first.

    One that is kept back still takes from what those after it find, unless it asks for more than
    is left or granted, or for the same a second time.
    """
    purse = Purse(account)
    counted = [refund for refund in account.refunds if is_paid(refund)]
    for refund in in_order(account.refunds):
        grant, found = grants.get(refund.id, FREE), purse.look(refund)
        others = [one for one in counted if refund.case and _of_case(one, refund)]
        over = beyond(refund, grant.limit, others, purse) if grant.limit else None
        reasons = [why for why in (grant.why, over) if why] + [*found.reasons]
        yield Decided(refund, reasons, found.figures, grant.limit)
        if found.counts and over is None:
            purse.reserve(refund)
            counted.append(refund)


def _of_case(one: Refund, other: Refund) -> bool:
    return same_id(one.case) == same_id(other.case)


def beyond(refund: Refund, limit: Money, others: Iterable[Refund], purse: Purse) -> Why | None:
    """Return why a refund, with others of its case, goes beyond what the case grants."""
    total = Decimal()
    for one in (*others, refund):
        amount = _in(one, limit.currency, purse)
        if amount is None:
            return _filled(words.OTHER_MONEY, case=refund.case, currency=limit.currency)
        total += amount
    if total <= limit.amount:
        return None
    whole = Money(total, limit.currency)
    return _filled(words.BEYOND_GRANT, case=refund.case, granted=limit, sum=whole)


def _in(refund: Refund, currency: str, purse: Purse) -> Decimal | None:
    """Return a refund's amount in the currency of its case; None if that cannot be told."""
    if refund.amount is None:
        return None
    if refund.currency.strip().upper() == currency:
        return refund.amount
    takes = purse.takes(refund)
    return takes.amount if takes and takes.currency == currency else None


def _filled(why: Why, **values: object) -> Why:
    return why._replace(what=why.what.fill(**values))
