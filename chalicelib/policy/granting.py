"""Granting: whether a remedy that the policy allows may be given at this amount, and by whom."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from chalicelib.model.case import Case, Remedy
from chalicelib.model.casefile import CaseFile
from chalicelib.model.money import Money
from chalicelib.model.person import Role
from chalicelib.model.verdict import Outcome
from chalicelib.model.word import Phrase
from chalicelib.policy import next_step as say
from chalicelib.policy.authority import deciders, may_grant
from chalicelib.policy.book import Authority, PolicyBook
from chalicelib.policy.goods import goods_first
from chalicelib.policy.offer import Reckoning, offered
from chalicelib.policy.refunding import (
    CAPPED,
    CASH,
    Exchange,
    floored,
    oversized,
    rounded,
    unit,
    unpriced,
)

GOODS = frozenset({Remedy.RESHIP, Remedy.EXCHANGE, Remedy.REPAIR})
"""Remedies that cost what the article is worth, unless the row says otherwise."""
ALONE = Phrase("{id} {role}: no limit", "{id} {role}：不限")
ALONE_TO = Phrase("{id} {role}: up to {cap}", "{id} {role}：最多 {cap}")
MAY_NOT = Phrase("{id} {role}: may not grant {remedy}", "{id} {role}：无权批准{remedy}")
NO_ROW_FOR = Phrase("Authority has no row for {role}", "“权限”表中没有{role}")


class Wish(NamedTuple):
    """A remedy somebody wants to give."""

    file: CaseFile
    exchange: Exchange
    reckoning: Reckoning
    allowed: tuple[Remedy, ...]
    remedy: Remedy


class Granted(NamedTuple):
    """What comes of it."""

    outcome: Outcome
    step: Phrase
    because: Phrase = Phrase("", "")


def granted(wish: Wish, book: PolicyBook, role: Role) -> Granted:
    """Return whether a remedy may be given at its amount by a role, or who else decides.

    Without rows in Authority nobody's say is limited.
    """
    cost = priced(wish)
    if isinstance(cost, Granted):
        return cost
    home = cost_at_home(wish.exchange, cost)
    if home is None:
        return Granted(Outcome.TO_DECIDE, say.RATE.fill(currency=cost.currency))
    because = _authority(book.authority.get(role), role, wish.remedy)
    if not book.authority or may_grant(book, role, wish.remedy, home):
        return Granted(Outcome.GRANTED, _do(wish), because)
    above = deciders(book, role, wish.remedy, home)
    asked = say.ASK_ROLE if above else say.ASK_NOBODY
    decider = above[0] if above else ""
    step = asked.fill(remedy=wish.remedy, role=role, decider=decider)
    return Granted(Outcome.NEEDS_APPROVAL, step, because)


def cost_at_home(exchange: Exchange, cost: Money) -> Money | None:
    """Return what a remedy costs in the desk's own currency; None without the rate for it.

    What costs anything costs the smallest amount at least: only nothing is free.
    """
    if not cost.amount:
        return Money(Decimal(), exchange.desk)
    home = exchange.home(cost)
    if home is None:
        return None
    least = Money(unit(exchange.desk), exchange.desk)
    return max(rounded(home), least) if home.amount > 0 else rounded(home)


def cost_of_goods(typed: Money | None, value: Money | None, exchange: Exchange) -> Money | None:
    """Return what goods given cost: what was typed, but not less than they are worth.

    Where the two cannot be compared the cost is the value in its own currency, so that without
    a rate for that it counts as unknown; None where neither is known.
    """
    if typed is None or value is None:
        return typed or value
    worth = exchange.into(typed.currency, value)
    return value if worth is None else max(typed, worth)


def cost_of(file: CaseFile, exchange: Exchange) -> Money | None:
    """Return what the remedy of a case costs, as far as it is typed; None if that is unknown."""
    case = file.case
    if case.remedy in GOODS:
        return cost_of_goods(case.granted, file.value, exchange)
    return case.granted if case.remedy in CAPPED else Money(Decimal(), exchange.desk)


def priced(wish: Wish) -> Money | Granted:
    """Return what a remedy costs, or what keeps that from being told or allowed."""
    if wish.remedy in CAPPED:
        return _money(wish)
    cost, typed = cost_of(wish.file, wish.exchange), wish.file.case.granted
    below = wish.remedy in GOODS and typed is not None and typed.amount < 0
    if cost is None or cost.amount < 0 or below:
        return Granted(Outcome.TO_DECIDE, say.COST)
    return cost


def _money(wish: Wish) -> Money | Granted:
    reckoning, remedy = wish.reckoning, wish.remedy
    if remedy in CASH and not reckoning.paid_known:
        return Granted(Outcome.TO_DECIDE, _unknown(wish))
    most = reckoning.most(remedy)
    if most is not None and most.amount <= 0:
        return Granted(Outcome.NOT_ALLOWED, _nothing_left(wish))
    given = _typed(wish.file.case, most)
    if isinstance(given, Phrase):
        return Granted(Outcome.TO_DECIDE, given)
    if not reckoning.sure:
        return Granted(Outcome.TO_DECIDE, _unsure(wish, given))
    return given if most is None else _within(wish, given, most)


def _typed(case: Case, most: Money | None) -> Money | Phrase:
    """Return the amount that a case names, or what of it is to be filled in or put right."""
    given = case.granted
    if case.amount is None:
        return say.AMOUNT if most is None else say.AMOUNT_TO.fill(most=most)
    if case.amount <= 0:
        return say.ABOVE_ZERO
    return say.CURRENCY if given is None else _payable(given)


def _payable(given: Money) -> Money | Phrase:
    """Return an amount in whole minor units, or the nearest below that is; never one above it."""
    near = floored(given)
    if near == given:
        return given
    least = unit(given.currency)
    fine = say.WHOLE_UNITS.fill(currency=given.currency, unit=least, near=near)
    return fine if near.amount else say.ABOVE_ZERO


def _unknown(wish: Wish) -> Phrase:
    """Return why it cannot be told what was paid, or what of it is left."""
    refund = unpriced(wish.file, wish.exchange)
    return say.UNPRICED.fill(refund=refund) if refund else say.PAID_UNKNOWN


def _nothing_left(wish: Wish) -> Phrase:
    refund = oversized(wish.file, wish.exchange)
    return say.OVERSIZED.fill(refund=refund) if refund else say.NOTHING_LEFT


def _unsure(wish: Wish, given: Money) -> Phrase:
    """Return what must be filled in before a row's cap can be told."""
    if wish.file.value is None and wish.reckoning.terms.share is not None:
        return say.VALUE_UNKNOWN
    other = given.currency if given.currency != wish.exchange.desk else wish.reckoning.currency
    return say.RATE.fill(currency=other)


def _within(wish: Wish, given: Money, most: Money) -> Money | Granted:
    """Return the amount if it is not above the most, compared in the currency it is given in."""
    limit = wish.exchange.into(given.currency, most)
    if limit is None:
        rate = say.RATE.fill(currency=given.currency)
        at_home = most.currency == wish.exchange.desk
        return Granted(Outcome.TO_DECIDE, rate if at_home else say.AMOUNT_TO.fill(most=most))
    if given > limit:
        return Granted(Outcome.NOT_ALLOWED, say.TOO_MUCH.fill(most=floored(limit)))
    return given


def _authority(mine: Authority | None, role: Role, remedy: Remedy) -> Phrase:
    if mine is None:
        return NO_ROW_FOR.fill(role=role)
    if mine.remedies and remedy not in mine.remedies:
        return MAY_NOT.fill(id=mine.id, role=mine.role, remedy=remedy)
    said = ALONE if mine.cap is None else ALONE_TO
    return said.fill(id=mine.id, role=mine.role, cap=mine.cap)


def _do(wish: Wish) -> Phrase:
    """Return what to do with a remedy that may be given."""
    text = wish.reckoning.terms.buyer_text
    if wish.remedy is Remedy.EXPLANATION and text:
        return say.EXPLAIN.fill(text=text)
    if wish.remedy is Remedy.REFUSAL and text:
        others = tuple(r for r in wish.allowed if r is not Remedy.REFUSAL)
        options = offered(wish.reckoning, others)
        said = say.REFUSE if others else say.REFUSE_BARE
        return said.fill(text=text, others=options)
    first = goods_first(wish.remedy, wish.reckoning.terms.goods_back)
    if first is None:
        return say.BY_REMEDY[wish.remedy]
    return say.AGREE_RETURN if first else say.ENTER_REFUND
