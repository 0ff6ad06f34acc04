"""Duplicate orders: the same buyer ordered the same within a day.

Who has the same e-mail address is the same buyer, and who has the same address and besides the
same name or phone number: at a parcel locker or a forwarder's many are at home.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from chalicelib.model.casefile import same_id
from chalicelib.model.order import Order, OrderLine, OrderStatus
from chalicelib.model.word import folded_text
from chalicelib.policy.stock import wanted

WITHIN = timedelta(hours=24)
"""How far apart two orders are at most for the later one to be a slip."""
VOID = (OrderStatus.CANCELLED, OrderStatus.REFUSED, OrderStatus.UNPAID)
"""Of these no second parcel follows."""

DIGITS = 8
"""Of a phone number's end that tell it, with a country before it or without."""
NO_DIGIT = re.compile(r"\D+")

Lines = Mapping[str, Sequence[OrderLine]]
"""Lines by the order they name."""


def earlier(orders: Iterable[Order], looked_at: Iterable[Order], lines: Lines) -> dict[str, str]:
    """Return of each order that is looked at the first within a day before it that is the same.

    Of two orders placed at once, the one with the lesser id is the earlier.
    """
    mine = [one for one in looked_at if one.placed is not None]
    keys = {one.id: list(_keys(one, lines)) for one in mine}
    groups = _groups(orders, mine, keys, lines)
    found: dict[str, str] = {}
    for order in mine:
        same = (groups[key] for key in keys[order.id] if key in groups)
        before = [first for placed in same if (first := _first(order, placed))]
        if before:
            found[order.id] = min(before)[1]
    return found


Placed = tuple[datetime, str]
Keys = dict[str, list[Any]]
"""What orders share if they are the same, by order."""


def _groups(
    orders: Iterable[Order], mine: Sequence[Order], keys: Keys, lines: Lines
) -> dict[Any, list[Placed]]:
    """Return when orders were placed that share buyer and basket; only those near enough."""
    if not mine:
        return {}
    least = min(_placed(one) for one in mine) - WITHIN
    groups: defaultdict[Any, list[Placed]] = defaultdict(list)
    for order in orders:
        if order.placed is not None and order.placed >= least and order.status not in VOID:
            for key in keys.get(order.id) or _keys(order, lines):
                groups[key].append((order.placed, order.id))
    for placed in groups.values():
        placed.sort()
    return groups


def _placed(order: Order) -> datetime:
    if order.placed is None:
        raise ValueError(order.id)
    return order.placed


def _first(order: Order, placed: Sequence[Placed]) -> Placed | None:
    at = _placed(order)
    place = bisect_left(placed, (at - WITHIN, ""))
    first = placed[place] if place < len(placed) else None
    return first if first is not None and first < (at, order.id) else None


def _keys(order: Order, lines: Lines) -> Iterator[Any]:
    """Yield what two orders share if they are the same: who, where to, and what."""
    wants = wanted(lines.get(same_id(order.id), ()))
    if not wants:
        return
    basket = frozenset(wants.items())
    if order.email:
        yield order.email.strip().casefold(), basket
    if order.address:
        town = order.postcode.strip() or order.city
        where = folded_text(f"{order.country}|{town}|{order.address}")
        for who in _who(order):
            yield who, where, basket


def _who(order: Order) -> Iterator[str]:
    """Yield what tells one buyer at an address from another; where nothing does, nothing."""
    name, number = folded_text(order.buyer), NO_DIGIT.sub("", order.phone)[-DIGITS:]
    yield from [one for one in (name, number) if one] or [""]
