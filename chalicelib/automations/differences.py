"""Differences: what other rules would have decided, promised, paid and mailed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import NamedTuple

from chalicelib.model.word import Word


class Aspect(Word):
    """In what records can differ under other rules."""

    DECISION = "decision", "决定"
    APPROVAL = "approval", "审批"
    COST = "cost", "成本"
    DEADLINE = "deadline", "期限"
    MAILS = "mails", "邮件"


class Difference(NamedTuple):
    """One thing of one record that would be otherwise."""

    tab: str
    id: str
    what: Aspect
    was: str
    """In the language of the facts; empty: nothing."""
    would_be: str
    rule: str
    """The row that would decide, or the one that did where none would."""
    more: int | Decimal = 0
    """By how much a cost or a number of mails grows; below zero: shrinks."""
    currency: str = ""


class Totals(NamedTuple):
    """What all differences come to."""

    records: Mapping[Aspect, int]
    """How many records differ in each."""
    cost: Mapping[str, Decimal]
    """By how much what is granted would grow, by currency."""
    mails: int
    """By how many the mails would grow."""


def totals(differences: Iterable[Difference]) -> Totals:
    """Return what differences come to; money only within its own currency."""
    records: dict[Aspect, set[tuple[str, str]]] = {aspect: set() for aspect in Aspect}
    cost: defaultdict[str, Decimal] = defaultdict(Decimal)
    mails = 0
    for one in differences:
        records[one.what].add((one.tab, one.id))
        if one.what is Aspect.COST:
            cost[one.currency] += one.more
        elif one.what in (Aspect.MAILS, Aspect.APPROVAL):
            mails += int(one.more)
    return Totals({what: len(found) for what, found in records.items()}, dict(cost), mails)
