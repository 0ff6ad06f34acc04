"""Offers: the remedies that a policy row allows in a case, each with the most it may cost."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from chalicelib.model.case import Remedy
from chalicelib.model.casefile import CaseFile
from chalicelib.model.money import Money
from chalicelib.model.word import Phrase
from chalicelib.policy.book import Terms
from chalicelib.policy.lines import Payer
from chalicelib.policy.refunding import CAPPED, CASH, Exchange, Sum, most, purse

UP_TO = Phrase("{remedy} up to {most}", "{remedy}，最多 {most}")
SHARE = Phrase("{remedy} up to {share} % of the value", "{remedy}，最多为商品价值的 {share}%")
NOTHING_LEFT = Phrase("{remedy} (nothing is left to refund)", "{remedy}（已无可退金额）")
POSTAGE = {
    Payer.BUYER: Phrase("; the buyer pays the return postage", "；退货运费由买家承担"),
    Payer.SELLER: Phrase("; we pay the return postage", "；退货运费由我们承担"),
}
BARE = {remedy: Phrase(remedy.value, remedy.zh) for remedy in Remedy}
COMING_BACK = frozenset({Remedy.RETURN, Remedy.EXCHANGE, Remedy.REPAIR})
"""Remedies for which goods travel back."""


class Reckoning(NamedTuple):
    """A policy row worked out for one case, all amounts in the currency that was paid."""

    terms: Terms
    currency: str
    figures: Sum
    sure: bool
    """Whether the row's cap can be told: a rate or the value may be missing."""
    paid_known: bool
    """Whether it can be told what was paid, and what of it is left."""

    def most(self, remedy: Remedy) -> Money | None:
        """Return the most that a remedy may cost; None: no limit, or it cannot be told."""
        if remedy not in CAPPED or not self.sure:
            return None
        worth, ceiling, postage = self.figures
        return most(remedy, self.terms, Sum(worth, ceiling if remedy in CASH else None, postage))


def reckoned(file: CaseFile, terms: Terms, exchange: Exchange) -> Reckoning:
    """Return what a policy row comes to for a case."""
    paid, value = purse(file, exchange), file.value
    currency = (paid.paid if paid else value or Money(Decimal(), exchange.desk)).currency
    worth = exchange.into(currency, value) if value is not None else None
    cap = exchange.into(currency, terms.cap) if terms.cap is not None else None
    figures = Sum(worth, paid.ceiling if paid else None, _postage(file, currency, exchange))
    known = (cap is not None or terms.cap is None) and (worth is not None or terms.share is None)
    mine = terms if cap is terms.cap else terms._replace(cap=cap)
    return Reckoning(mine, currency, figures, known, paid is not None)


def _postage(file: CaseFile, currency: str, exchange: Exchange) -> Money:
    case = file.case
    own = Money(case.postage, case.currency or currency) if case.postage else None
    return (exchange.into(currency, own) if own else None) or Money(Decimal(), currency)


def offered(reckoning: Reckoning, remedies: tuple[Remedy, ...]) -> Phrase:
    """Return remedies with their caps: coupon up to 5.00 EUR; empty for none."""
    parts = [_one(reckoning, remedy) for remedy in remedies]
    said = Phrase(" · ".join(p.en for p in parts), " · ".join(p.zh for p in parts))
    payer = reckoning.terms.postage
    if payer is None or COMING_BACK.isdisjoint(remedies):
        return said
    return Phrase(said.en + POSTAGE[payer].en, said.zh + POSTAGE[payer].zh)


def _one(reckoning: Reckoning, remedy: Remedy) -> Phrase:
    limit = reckoning.most(remedy)
    share = reckoning.terms.share
    if limit is None:
        told = share is not None and remedy in CAPPED
        return _share(remedy, share) if told and share is not None else BARE[remedy]
    return _up_to(remedy, str(limit)) if limit.amount > 0 else NOTHING_LEFT.fill(remedy=remedy)


@lru_cache(4096)
def _up_to(remedy: Remedy, limit: str) -> Phrase:
    return UP_TO.fill(remedy=remedy, most=limit)


@lru_cache(1024)
def _share(remedy: Remedy, share: Decimal) -> Phrase:
    return SHARE.fill(remedy=remedy, share=f"{(share * 100).normalize():f}")
