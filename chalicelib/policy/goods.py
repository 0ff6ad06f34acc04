"""Goods before money: whether a refund waits until goods came back and were inspected (RULEBOOK 7)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from chalicelib.model.case import Remedy
from chalicelib.model.returns import Condition, Return, ReturnStatus
from chalicelib.model.verdict import Movement
from chalicelib.policy import payout_words as words
from chalicelib.policy.payout_words import Why
from chalicelib.policy.refunding import CASH

COMING = frozenset({ReturnStatus.AGREED, ReturnStatus.ON_THE_WAY})
SEEN = frozenset({ReturnStatus.INSPECTED, ReturnStatus.FINISHED})
NOT_AGREED = frozenset({ReturnStatus.REFUSED, ReturnStatus.ASKED})


class Goods(NamedTuple):
    """What is known of the goods of a case that grants money."""

    first: bool | None = None
    """Whether they come back before the money; None if that cannot be told."""
    returns: Sequence[Return] = ()
    """Returns of the case; this and what follows is only looked at where they come first."""
    loose: Sequence[Return] = ()
    """Returns of its order of which nobody can tell whether they are of this case."""
    came: Condition | None = None
    """How they came back."""
    granted_as: str = ""
    """How they had come back when the money was granted; empty if that was not told by then."""


UNTOLD = Goods()
"""Nobody can tell."""


def goods_first(remedy: Remedy | None, said: bool | None) -> bool | None:  # noqa: FBT001 (a cell)
    """Return whether goods are inspected before a remedy's money leaves; None: it gives none back.

    ``said`` is Goods back in the row of Policy that decides; where that is empty only a return
    for refund waits.
    """
    if remedy not in CASH:
        return None
    return remedy is Remedy.RETURN if said is None else said


def awaited(returns: Sequence[Return]) -> Why | None:
    """Return what money waits for that leaves after the goods of a case; None: for nothing more."""
    live = [one for one in returns if one.status is not ReturnStatus.REFUSED]
    if not live:
        return words.NO_RETURN
    return None if all(map(_is_inspected, live)) else words.GOODS_FIRST


def keeps(case: str, goods: Goods) -> Why | None:
    """Return what the money of a case waits for; nobody can tell is no leave."""
    if goods.first is None:
        return words.GOODS_UNTOLD.fill(case=case)
    if not goods.first:
        return None
    if goods.came not in (None, Condition.AS_NEW, goods.granted_as):
        return words.CAME_OTHERWISE.fill(case=case, condition=goods.came)
    why = awaited(goods.returns)
    if why is words.NO_RETURN and goods.loose:
        one = goods.loose[0]
        return words.NAMES_NO_CASE.fill(case=case, back=one.id, order=one.order)
    return why.fill(case=case) if why else None


def stage(one: Return) -> Movement | None:
    """Return how far a return has come; None for one that was not agreed."""
    if one.status in NOT_AGREED:
        return None
    if _is_inspected(one):
        return Movement.INSPECTED
    if one.received is not None or one.status is ReturnStatus.RECEIVED:
        return Movement.GOODS_BACK
    return Movement.AWAITING_GOODS if one.status in COMING or one.agreed is not None else None


def _is_inspected(one: Return) -> bool:
    return one.inspected is not None or one.status in SEEN
