"""What remedies cost in the desk's own currency, and what customers were given before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from chalicelib.automations.case_files import Desk
from chalicelib.automations.plan import Facts
from chalicelib.model.case import Case
from chalicelib.model.casefile import CaseFile
from chalicelib.model.intent import same_address
from chalicelib.model.money import Money
from chalicelib.model.order import Order
from chalicelib.model.refund import Refund, RefundStatus
from chalicelib.policy.granting import GOODS, cost_at_home, cost_of
from chalicelib.policy.refunding import Exchange


class Costs:
    """The costs of one run; tabs are joined only where somebody asks for it."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts

    @cached_property
    def _desk(self) -> Desk:
        return Desk(self._facts)

    @cached_property
    def orders(self) -> Mapping[str, Order]:
        """By id."""
        return {order.id: order for order in self._facts.rows("orders")}

    @cached_property
    def _refunds(self) -> Mapping[str, list[Refund]]:
        """By the id of the case, and by that of the order."""
        known: defaultdict[str, list[Refund]] = defaultdict(list)
        for one in self._facts.rows("refunds"):
            for name in {one.case, one.order} - {""} if one.status is RefundStatus.PAID_OUT else ():
                known[name].append(one)
        return known

    @cached_property
    def _customers(self) -> Mapping[str, set[str]]:
        """The ids of the cases and orders of each address."""
        known: defaultdict[str, set[str]] = defaultdict(set)
        records: Iterable[Any] = (*self._facts.rows("cases"), *self._facts.rows("orders"))
        for one in records:
            if one.email:
                known[same_address(one.email)].add(one.id)
        return known

    def refunds(self, case: Case) -> int:
        """Return how often money went back to the customer of a case, for other cases."""
        theirs = self._customers.get(same_address(case.email), set()) | {case.order}
        known = (one for name in theirs for one in self._refunds.get(name, ()))
        return len({one.id for one in known if one.case != case.id})

    def of(self, case: Case) -> Money | None:
        """Return what a case's remedy costs, as triage reckons it; None if that is unknown."""
        exchange = Exchange(self._facts.policies.currency).knowing(case.currency, case.rate)
        file = self._desk.file(case) if case.remedy in GOODS else CaseFile(case)
        cost = cost_of(file, exchange)
        return cost_at_home(exchange, cost) if cost is not None else None
