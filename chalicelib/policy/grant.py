"""Grants: does a case allow a refund, and up to which amount."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from chalicelib.model.case import Case, CaseStatus
from chalicelib.model.casefile import is_over, same_id
from chalicelib.model.money import Money
from chalicelib.model.refund import Refund
from chalicelib.model.verdict import Outcome
from chalicelib.model.word import Phrase
from chalicelib.policy import payout_words as words
from chalicelib.policy.goods import UNTOLD, Goods, keeps
from chalicelib.policy.payout import Account, Purse, in_order, is_paid
from chalicelib.policy.payout_words import ALL_BACK, Why
from chalicelib.policy.refunding import CASH

YES = frozenset({Outcome.GRANTED, Outcome.APPROVED})


class Grant(NamedTuple):
    """What a case says of a refund."""

    why: Why | None = None
    """What keeps it back; None: nothing does."""
    limit: Money | None = None
    """The most that all refunds of the case may come to; None: the case sets no limit."""
    home: Money | None = None
    """The same in the desk's currency at the case's own rate; None if that cannot be told."""
    goods: Goods = UNTOLD
    """The goods that it may wait for."""


class Known(NamedTuple):
    """What other tabs and the ledger say of a refund."""

    order: str = ""
    """The order the money goes back for: the one it names, else that of its payment."""
    unsent: bool = False
    """Whether that order was cancelled and never handed over."""
    before: Money | None = None
    """What the case granted when it was last open: one that is closed says no more."""
    goods: Goods = UNTOLD
    """Its goods, by the rule row that decides or decided it."""
    desk: str = ""
    """The desk's currency."""


FREE = Grant()
"""Nobody has to grant it."""


def grant_of(refund: Refund, case: Case | None, known: Known) -> Grant:
    """Return what a refund's case says of it.

    An order that was cancelled and never handed over is paid back without a case.
    """
    if not refund.case:
        return FREE if known.unsent else Grant(words.NO_CASE)
    if case is None:
        return Grant(words.NO_SUCH_CASE)
    if not case.order or same_id(case.order) != same_id(known.order):
        return Grant(words.CASE_OF_ANOTHER)
    why = None if _was_granted(case, known) else _ungranted(case)
    limit = _limit(case) if why is None else None
    if limit is None:
        return Grant(why or words.NO_GRANT.fill(case=case.id))
    home = _at_home(case, limit, known.desk)
    return Grant(keeps(case.id, known.goods), limit, home, known.goods)


def _was_granted(case: Case, known: Known) -> bool:
    """Whether a closed case still stands for the very grant it had when it was open."""
    closed = is_over(case) and case.status is not CaseStatus.CANCELLED and case.outcome is None
    return closed and case.remedy in CASH and known.before == _limit(case) is not None


def _ungranted(case: Case) -> Why | None:
    if case.outcome not in YES or case.status is CaseStatus.CANCELLED:
        said = case.outcome or words.NO_VERDICT
        return words.NOT_GRANTED.fill(case=case.id, outcome=said)
    if case.remedy not in CASH:
        return words.NOT_CASH.fill(case=case.id, remedy=case.remedy or "")
    return None


def _limit(case: Case) -> Money | None:
    granted = case.granted
    return Money(granted.amount, granted.currency.strip().upper()) if granted else None


def _at_home(case: Case, limit: Money, desk: str) -> Money | None:
    if limit.currency == desk:
        return limit
    known = case.rate is not None and case.rate > 0
    return Money(limit.amount * case.rate, desk) if known and case.rate else None


class Decided(NamedTuple):
    """What becomes of an open refund."""

    refund: Refund
    reasons: Sequence[Why]
    """What keeps it back; none: it may leave."""
    figures: Phrase
    grant: Grant
    """What its case says of it."""
    over: bool = False
    """Whether a reason says that already."""


def decided(account: Account, grants: Mapping[str, Grant]) -> Iterator[Decided]:
    """Yield what becomes of each open refund of an order, the first asked first.

    One that is kept back still takes from what those after it find, unless it asks for more than
    is left or granted, or for the same a second time.
    """
    purse = Purse(account)
    counted = [refund for refund in account.refunds if is_paid(refund)]
    for refund in in_order(account):
        grant, found = grants.get(refund.id, FREE), purse.look(refund)
        others = [one for one in counted if refund.case and _of_case(one, refund)]
        over = beyond([refund, *others], grant, purse) if grant.limit else None
        reasons = [why for why in (grant.why, over) if why] + [*found.reasons]
        reasons = [ALL_BACK] if ALL_BACK in reasons else reasons
        yield Decided(refund, reasons, found.figures, grant, over is not None)
        if found.counts and over is None:
            purse.reserve(refund)
            counted.append(refund)


def _of_case(one: Refund, other: Refund) -> bool:
    return same_id(one.case) == same_id(other.case)


def beyond(refunds: Sequence[Refund], grant: Grant, purse: Purse) -> Why | None:
    """Return why a refund, the first, goes with others of its case beyond what that grants.

    It is compared as it is written, and as what it takes of the payment.
    """
    limit, case = grant.limit, refunds[0].case
    if limit is None:
        return None
    takes = purse.takes(refunds[0])
    amounts = [_in(one, limit.currency, purse) for one in refunds]
    abroad = takes is not None and takes.currency != limit.currency
    if _is_foreign(refunds[0], limit, takes) or (not abroad and None in amounts):
        return words.OTHER_MONEY.fill(case=case, currency=limit.currency)
    over = _over(amounts, limit, case)
    return over or (_taken(refunds, grant, purse) if abroad else None)


def _is_foreign(refund: Refund, limit: Money, takes: Money | None) -> bool:
    """Whether a refund is in neither the currency of its grant nor that of its payment."""
    mine = refund.currency.strip().upper()
    return mine != limit.currency and (takes is None or mine != takes.currency)


def _taken(refunds: Sequence[Refund], grant: Grant, purse: Purse) -> Why | None:
    """Return why refunds take more of the payment than the grant comes to in its currency."""
    case, home = refunds[0].case, grant.home
    taken = [purse.takes(one) for one in refunds]
    if home is None or any(one is None or one.currency != home.currency for one in taken):
        return words.NO_CASE_RATE.fill(case=case, granted=grant.limit)
    return _over([one.amount for one in taken if one], home, case)


def _over(amounts: Iterable[Decimal | None], limit: Money, case: str) -> Why | None:
    whole = Money(sum((one for one in amounts if one is not None), Decimal()), limit.currency)
    if whole.amount <= limit.amount:
        return None
    return words.BEYOND_GRANT.fill(case=case, granted=limit, sum=whole)


def _in(refund: Refund, currency: str, purse: Purse) -> Decimal | None:
    """Return a refund's amount in the currency of its case; None if that cannot be told."""
    if refund.amount is None:
        return None
    if refund.currency.strip().upper() == currency:
        return refund.amount
    takes = purse.takes(refund)
    return takes.amount if takes and takes.currency == currency else None
