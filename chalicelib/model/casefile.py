"""A case file: a case with its order, parcels, money, returns and disputes laid beside it."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from operator import attrgetter
from typing import Any, NamedTuple, TypeVar

from chalicelib.model.case import Case, CaseStatus
from chalicelib.model.dispute import Dispute
from chalicelib.model.intent import same_address
from chalicelib.model.money import Money
from chalicelib.model.order import Order, OrderLine
from chalicelib.model.payment import Payment
from chalicelib.model.refund import Refund, RefundStatus
from chalicelib.model.returns import Return, ReturnStatus
from chalicelib.model.shipment import Shipment

T = TypeVar("T")

ZERO = Decimal()
YEAR = timedelta(days=365)
"""How far back earlier cases of a customer count."""
OVER = frozenset({CaseStatus.CLOSED, CaseStatus.CANCELLED})
GIVEN_BACK = frozenset({RefundStatus.ASKED, RefundStatus.APPROVED, RefundStatus.PAID_OUT})
"""Refunds that take from what may still be refunded."""


class Records(NamedTuple):
    """The tabs that case files are made of."""

    cases: Sequence[Case] = ()
    orders: Sequence[Order] = ()
    order_lines: Sequence[OrderLine] = ()
    shipments: Sequence[Shipment] = ()
    payments: Sequence[Payment] = ()
    refunds: Sequence[Refund] = ()
    returns: Sequence[Return] = ()
    disputes: Sequence[Dispute] = ()


class CaseFile(NamedTuple):
    """A case and all that other tabs hold of it."""

    case: Case
    order: Order | None = None
    lines: Sequence[OrderLine] = ()
    shipments: Sequence[Shipment] = ()
    payments: Sequence[Payment] = ()
    refunds: Sequence[Refund] = ()
    """Those of this case."""
    others: Sequence[Refund] = ()
    """Those of the same order for other cases, or for none that can be told."""
    returns: Sequence[Return] = ()
    """Those of this case."""
    disputes: Sequence[Dispute] = ()
    siblings: Sequence[Case] = ()
    """Earlier cases about the same order, in the order in which they were opened."""
    earlier: int | None = None
    """How many cases the same customer opened within a year before; None: who it is is unknown."""
    loose: Sequence[Return] = ()
    """Returns of the order that name no case and were not refused, where it has several cases."""

    @property
    def country(self) -> str:
        """The customer's country as two letters, else the order's; empty if neither says."""
        found = self.case.country or (self.order.country if self.order else "")
        return found.strip().upper()

    @property
    def article(self) -> Sequence[OrderLine]:
        """The lines the case is about: those of its SKU, or the only line; none if it is open."""
        if self.case.sku:
            sku = same_id(self.case.sku)
            return [line for line in self.lines if same_id(line.sku) == sku]
        return self.lines if len(self.lines) == 1 else ()

    @property
    def value(self) -> Money | None:
        """What the article cost, else the whole order; in the currency it was sold in."""
        whole = self.order.total if self.order else None
        return _worth(self.article, whole) or whole

    @property
    def delivered(self) -> datetime | None:
        """When the goods had arrived: by the order, else the last of its parcels."""
        if self.order is not None and self.order.delivered is not None:
            return self.order.delivered
        known = [parcel.delivered for parcel in self.shipments if parcel.delivered is not None]
        return max(known, default=None)


def same_id(name: str) -> str:
    """Return what two spellings of an id have in common."""
    return name.strip().casefold()


def is_over(case: Case) -> bool:
    """Whether nothing more is to be decided of a case."""
    return case.status in OVER or case.closed is not None


def _worth(lines: Sequence[OrderLine], whole: Money | None) -> Money | None:
    """Return what lines cost together; a line without a currency is in that of the order."""
    usual, total, currencies = whole.currency if whole else "", ZERO, set()
    for line in lines:
        if line.price is None:
            return None
        currencies.add(line.currency or usual)
        total += line.price * (line.quantity or 1)
    currency = currencies.pop() if len(currencies) == 1 else ""
    return Money(total, currency) if currency else None


class CaseFiles:
    """All tabs joined once, so that laying out one file costs a few look-ups.

    Only what belongs to orders that a case names is kept: most orders have no case.
    """

    def __init__(self, records: Records) -> None:
        wanted = {same_id(case.order) for case in records.cases if case.order}
        self._orders = {name: o for o in records.orders if (name := same_id(o.id)) in wanted}
        of_order = attrgetter("order")
        self._lines = _by(records.order_lines, of_order, wanted)
        self._shipments = _by(records.shipments, of_order, wanted)
        self._payments = _by(records.payments, of_order, wanted)
        self._refunds = _by(records.refunds, of_order, wanted)
        self._returns = _by(records.returns, of_order, wanted)
        self._disputes = _by(records.disputes, of_order, wanted)
        kept = [case for case in records.cases if case.status is not CaseStatus.CANCELLED]
        self._siblings = _by(kept, of_order, wanted)
        for cases in self._siblings.values():
            cases.sort(key=_opened)
        self._own = _Own(records)
        self._opened = _customers(records.cases)

    def file(self, case: Case) -> CaseFile:
        """Return the file of a case."""
        order = same_id(case.order)
        known = order in self._orders
        cases = self._siblings.get(order, []) if known else []
        alone = known and len(cases) <= 1
        refunds = self._own.refunds(case, self._refunds.get(order, ()), alone=alone)
        own = {refund.id for refund in refunds}
        return CaseFile(
            case,
            self._orders.get(order),
            self._lines.get(order, ()),
            self._shipments.get(order, ()),
            self._payments.get(order, ()),
            refunds,
            [refund for refund in self._refunds.get(order, ()) if refund.id not in own],
            self._own.returns(case, self._returns.get(order, ()), alone=alone),
            self._disputes.get(order, ()),
            () if cases == [case] else cases[: bisect_left(cases, _opened(case), key=_opened)],
            self._earlier(case),
            () if alone else _loose(self._returns.get(order, ())),
        )

    def _earlier(self, case: Case) -> int | None:
        opened = case.opened
        if opened is None or not case.email:
            return None
        at = self._opened.get(same_address(case.email), ())
        return bisect_left(at, opened) - bisect_left(at, opened - YEAR)


class _Own:
    """Refunds and returns by the case they name.

    One that names none but the order belongs to the case if that order has no other: money that
    a webhook reports knows its order only.
    """

    def __init__(self, records: Records) -> None:
        wanted = {same_id(case.id) for case in records.cases}
        self._refunds = _by(records.refunds, attrgetter("case"), wanted)
        self._returns = _by(records.returns, attrgetter("case"), wanted)

    def refunds(self, case: Case, of_order: Sequence[Refund], *, alone: bool) -> Sequence[Refund]:
        return _with_loose(self._refunds.get(same_id(case.id), ()), of_order, alone=alone)

    def returns(self, case: Case, of_order: Sequence[Return], *, alone: bool) -> Sequence[Return]:
        return _with_loose(self._returns.get(same_id(case.id), ()), of_order, alone=alone)


def _loose(of_order: Sequence[Return]) -> Sequence[Return]:
    return [one for one in of_order if not one.case and one.status is not ReturnStatus.REFUSED]


def _with_loose(named: Sequence[T], of_order: Sequence[T], *, alone: bool) -> Sequence[T]:
    if not alone or not of_order:
        return named
    loose: list[Any] = [record for record in of_order if not getattr(record, "case")]  # noqa: B009
    return [*named, *loose] if loose else named


def _by(records: Iterable[T], key: Callable[[T], str], wanted: set[str]) -> Mapping[str, list[T]]:
    found: defaultdict[str, list[T]] = defaultdict(list)
    for record in records:
        if (said := key(record)) and (name := same_id(said)) in wanted:
            found[name].append(record)
    return dict(found)


def _opened(case: Case) -> tuple[bool, float, str]:
    """Order cases by when they were opened; those that do not say come last."""
    at = case.opened
    return at is None, at.timestamp() if at else 0.0, case.id


def _customers(cases: Iterable[Case]) -> Mapping[str, Sequence[datetime]]:
    found: defaultdict[str, list[datetime]] = defaultdict(list)
    for case in cases:
        if case.email and case.opened is not None and case.status is not CaseStatus.CANCELLED:
            found[same_address(case.email)].append(case.opened)
    for instants in found.values():
        instants.sort()
    return found
