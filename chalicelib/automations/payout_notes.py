"""Payout notes: what the ledger keeps of a refund: since when it may leave, what its case granted.

A closed case says no more what it granted, nor whether its goods come first and as what they came.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from chalicelib.automations import remember
from chalicelib.automations.plan import Facts
from chalicelib.model.case import Case, Remedy
from chalicelib.model.casefile import CaseFile, same_id
from chalicelib.model.money import Money
from chalicelib.model.refund import Refund
from chalicelib.policy.grant import Grant
from chalicelib.policy.payout import is_open

TAB = "refunds"
NOTE = "payout"
"""Under which name the ledger keeps what a refund's case granted, and what was decided."""
GRANTED = ("case", "granted", "remedy", "goods_first", "condition")


class Before(NamedTuple):
    """What a refund's case granted when it was last open, for the remedy it has now."""

    granted: Money
    goods_first: bool | None
    """Whether goods came back before the money; None: nobody could tell."""
    condition: str
    """How goods had come back then; empty if that was not told by then."""


def noted(facts: Facts, refund: Refund) -> Mapping[str, Any]:
    """Return all that is kept of a refund."""
    return remember.noted(facts, (TAB, refund.id), NOTE) or {}


def granted_before(facts: Facts, refund: Refund) -> Mapping[str, Any]:
    """Return what of it the case granted that the refund names; nothing if that was another."""
    kept = noted(facts, refund)
    mine = "granted" in kept and same_id(kept["case"]) == same_id(refund.case)
    return {key: kept[key] for key in GRANTED if key in kept} if mine else {}


def before(facts: Facts, refund: Refund, case: Case | None) -> Before | None:
    """Return what a refund's case granted when it was last open; None: nothing is kept of it.

    An older desk did not keep whether goods came first: it waited for a return for refund alone.
    """
    kept = granted_before(facts, refund)
    if case is None or not kept or kept.get("remedy", _remedy(case)) != _remedy(case):
        return None
    amount, currency = kept["granted"]
    first = kept.get("goods_first", case.remedy is Remedy.RETURN)
    return Before(Money(Decimal(amount), currency), first, kept.get("condition", ""))


def goods_came_first(facts: Facts, file: CaseFile) -> bool | None:
    """Return whether a closed case's refunds wait for its goods; None: nothing is kept of them."""
    kept = [before(facts, one, file.case) for one in file.refunds if is_open(one)]
    told = {one.goods_first for one in kept if one}
    return next((first for first in (True, False) if first in told), None)


def to_keep(refund: Refund, case: Case, grant: Grant) -> Mapping[str, Any]:
    """Return what is to be kept of a grant."""
    return {
        "case": refund.case,
        "remedy": _remedy(case),
        "goods_first": grant.goods.first,
        "condition": grant.goods.granted_as,
        "granted": [str(part) for part in grant.limit or ()],
    }


def _remedy(case: Case) -> str:
    return case.remedy.value if case.remedy else ""
