"""Order files: the tabs of a run laid beside each order that is to be reviewed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from operator import attrgetter
from typing import Any

from chalicelib.automations import remember
from chalicelib.automations.lacking import Lack
from chalicelib.automations.plan import Facts, Plan, Rows
from chalicelib.model.casefile import same_id
from chalicelib.model.order import Order, OrderStatus
from chalicelib.model.problem import Problem, Rank
from chalicelib.model.word import Phrase
from chalicelib.policy.lines import Check
from chalicelib.policy.needs import NEEDS, VITAL, needed, said_cells
from chalicelib.policy.orderfile import OrderFile, by_order, by_payment, folded, market_of
from chalicelib.policy.routes import Proposal, classes_of, proposal

BESIDE = {
    Check.ARTICLE: ("order_lines", "products"),
    Check.PRICE: ("order_lines", "products"),
    Check.PROHIBITED: ("order_lines", "products"),
    Check.SENSITIVE: ("order_lines", "products"),
    Check.BRAND: ("order_lines",),
    Check.STOCK: ("order_lines", "products"),
    Check.DUPLICATE: ("order_lines",),
    Check.PAYMENT: ("payments",),
    Check.TRACKING: ("shipments",),
}
"""Tabs without which a check cannot be made."""
REVIEWS = ("orders", "")
"""Where the memory of what all reviews go by is kept."""
MADE = "reviewed for"


_ORDER = attrgetter(
    "buyer", "email", "phone", "country", "region", "city", "address", "postcode",
    "amount", "currency", "note", "note_read",
)  # fmt: skip
_LINE = attrgetter("id", "sku", "title", "specification", "quantity", "price", "currency")
_PAYMENT = attrgetter("id", "status", "amount", "currency")
_REFUND = attrgetter("id", "payment", "status", "amount", "currency")
_DISPUTE = attrgetter("id", "status", "amount", "currency")
_PARCEL = attrgetter("id", "tracking", "carrier")
_PRODUCT = attrgetter("id", "title", "specification", "product_class", "price", "currency")


class OrderFiles:
    """All tabs joined once, so that laying out one order's file costs a few look-ups."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.tabs: Mapping[str, Rows] = {rows.key: rows for rows in facts.tabs}
        self._market = cache(lambda country: market_of(facts.policies.markets, country))
        self._ways: dict[tuple[str, frozenset[str]], Proposal] = {}
        self._products = {name: repr(_PRODUCT(p)) for name, p in facts.policies.products.items()}

    @cached_property
    def lines(self) -> Mapping[str, list[Any]]:
        """Lines by the order they name."""
        return by_order(self.facts.rows("order_lines"))

    @cached_property
    def made(self) -> frozenset[Check]:
        """The checks that have a row, and whose tabs are there."""
        return frozenset(check for check in self._asked if self._lack(check) is None)

    @property
    def _asked(self) -> list[Check]:
        return [check for check in Check if check in self.facts.policies.checked]

    @cached_property
    def lost(self) -> frozenset[Check]:
        """Checks that were made at the last review, and whose tab or column is gone since."""
        before = remember.noted(self.facts, REVIEWS, MADE) or ()
        return frozenset(c for c in self._asked if c.value in before and c not in self.made)

    def remember_made(self, plan: Plan) -> None:
        """Ask for the checks that are made to be kept; one that is lost stays among them."""
        made = sorted(check.value for check in self.made | self.lost)
        remember.note(self.facts, plan, REVIEWS, **{MADE: made})

    @cached_property
    def _lacking(self) -> Mapping[Lack, list[Check]]:
        lacking: dict[Lack, list[Check]] = {}
        for check in self._asked:
            if lack := self._lack(check):
                lacking.setdefault(lack, []).append(check)
        return lacking

    def gone(self) -> list[Phrase]:
        """Return the tabs and columns that reviews wait for."""
        return [
            lack.place(self.facts.tab_name(lack.tab))
            for lack, of in self._lacking.items()
            if self.lost & {*of}
        ]

    def unmade(self) -> Iterator[Problem]:
        """Yield once for each tab or column that is missing which checks cannot be made."""
        for lack, checks in self._lacking.items():
            what = lack.said(
                checks, self.facts.tab_name(lack.tab), lost=bool(self.lost & {*checks})
            )
            rank = Rank.LAYOUT if self.lost & {*checks} else Rank.LOW
            yield Problem(lack.tab, 0, lack.column, what, rank)

    def _lack(self, check: Check) -> Lack | None:
        for tab in BESIDE.get(check, ()):
            if not self._there(tab):
                return Lack(tab)
        for tab, fields in NEEDS[check].items():
            for field in sorted(fields & VITAL.get(tab, frozenset())):
                if (tab, field) in self._absent:
                    return Lack(tab, field)
        return None

    @cached_property
    def _absent(self) -> frozenset[tuple[str, str]]:
        """Tabs and columns that were found to be missing when the sheet was read."""
        return frozenset((p.tab, p.column) for p in self.facts.problems if p.row == 1)

    def _there(self, tab: str) -> bool:
        return tab in self.tabs and (tab != "products" or bool(self.facts.policies.products))

    @cached_property
    def _payments(self) -> Mapping[str, list[Any]]:
        return by_order(self.facts.rows("payments"))

    @cached_property
    def _parcels(self) -> Mapping[str, list[Any]]:
        return by_order(self.facts.rows("shipments"))

    @cached_property
    def _refunds(self) -> Mapping[str, list[Any]]:
        return by_payment(self.facts.rows("refunds"), self.facts.rows("payments"))

    @cached_property
    def _disputes(self) -> Mapping[str, list[Any]]:
        return by_payment(self.facts.rows("disputes"), self.facts.rows("payments"))

    def file(self, order: Order) -> OrderFile:
        """Return the file of an order."""
        name, book = same_id(order.id), self.facts.policies
        return OrderFile(
            order,
            self.lines.get(name, ()),
            self._payments.get(name, ()),
            self._parcels.get(name, ()),
            book.products,
            self._market(order.country),
            self._refunds.get(name, ()),
            self._disputes.get(name, ()),
        )

    def ways(self, file: OrderFile) -> Proposal:
        """Return the ways to send an order's parcel; found once for all that are alike."""
        key = (file.country, classes_of(file))
        if key not in self._ways:
            self._ways[key] = proposal(self.facts.policies, *key)
        return self._ways[key]

    @cached_property
    def _needed(self) -> Mapping[str, frozenset[str]]:
        return needed(self.made)

    def unread(self, file: OrderFile) -> list[Phrase]:
        """Return the cells that the review needs and that cannot be read, by their headings."""
        if not self._unread:
            return []
        unpaid = (
            {"paid"} & self._all_lost("orders", file.order.id) if self.unsure(file.order) else ()
        )
        found = list(said_cells(self._lost("orders", file.order.id).union(unpaid)))
        beside = (
            ("order_lines", [line.id for line in file.lines]),
            ("payments", [payment.id for payment in file.payments]),
            ("shipments", [parcel.id for parcel in file.parcels]),
            ("refunds", [refund.id for refund in file.refunds]),
            ("disputes", [dispute.id for dispute in file.disputes]),
            ("products", [product.id for _, product in file.articles() if product]),
        )
        for tab, names in beside:
            for name in names if tab in self._unread else ():
                found += said_cells(self._lost(tab, name), name)
        return found

    @cached_property
    def _unread(self) -> frozenset[str]:
        """The tabs in which a cell cannot be read."""
        return frozenset(key for key, rows in self.tabs.items() if rows.unread or rows.missing)

    def unsure(self, order: Order) -> bool:
        """Whether nobody can tell if an order is paid, or what a person decided of it."""
        lost = self._all_lost("orders", order.id)
        return "status" in lost or (order.status is None and "paid" in lost)

    def _lost(self, tab: str, name: str) -> frozenset[str]:
        return self._all_lost(tab, name) & self._needed.get(tab, frozenset())

    def _all_lost(self, tab: str, name: str) -> frozenset[str]:
        rows = self.tabs.get(tab) if tab in self._unread else None
        return rows.unread.get(name, frozenset()) | rows.missing if rows else frozenset()

    def inputs(self, file: OrderFile) -> str:
        """Return all that the checks of one order go by, as text to be digested and forgotten."""
        products = [self._products.get(folded(line.sku)) for line in file.lines]
        parts = (
            _ORDER(file.order),
            file.order.status is OrderStatus.HELD,
            [_LINE(line) for line in file.lines],
            [_PAYMENT(payment) for payment in file.payments],
            [_PARCEL(parcel) for parcel in file.parcels],
            file.sent,
            products,
            [_REFUND(refund) for refund in file.refunds],
            [_DISPUTE(dispute) for dispute in file.disputes],
        )
        return repr(parts)
