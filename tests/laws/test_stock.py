"""Law: orders that may ship never take more than there is, whatever comes in which order."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from chalicelib.automations.order_review import order_review
from chalicelib.model.order import Order, OrderLine, OrderStatus
from chalicelib.model.product import Product
from chalicelib.model.verdict import Outcome
from chalicelib.policy.lines import Check
from tests.laws.shop import NOW, Shop, fewer

SKUS = ("RED", "BLUE")
GOES = (Outcome.PASS, Outcome.FLAG)
COUNTS = st.integers(1, 6)
BASKETS = st.lists(st.tuples(st.sampled_from(SKUS), COUNTS), min_size=1, max_size=3)
PICK = st.integers(0, 30)


class Warehouse(RuleBasedStateMachine):
    """Orders arrive, wait, are passed, shipped and cancelled; stock is counted anew."""

    def __init__(self) -> None:
        super().__init__()
        self.shop = Shop(order_review, (Check.STOCK, Check.NOTE))
        self.shop.put("products", *(Product(sku, stock=10) for sku in SKUS))
        self.shop.put("orders")
        self.shop.put("order_lines")
        self.problems: set[str] = set()

    def run(self) -> None:
        plan = self.shop.run()
        self.problems = {p.id for p in plan.problems if p.tab == "products"}

    @rule(basket=BASKETS, back=st.integers(0, 50), note=st.booleans())
    def arrive(self, basket, back, note):
        before = self.going()
        name = f"O-{len(self.shop.tabs['orders'])}"
        paid = NOW - timedelta(minutes=back)
        said = "as a gift, please" if note else ""
        self.shop.put("orders", Order(name, status=OrderStatus.PAID, paid=paid, note=said))
        lines = [OrderLine(f"{name}-{n}", name, s, quantity=q) for n, (s, q) in enumerate(basket)]
        self.shop.put("order_lines", *lines)
        self.run()
        assert before <= self.going()  # nobody's reservation goes to a later order

    @rule(sku=st.sampled_from(SKUS), stock=st.integers(0, 15))
    def count(self, sku, stock):
        self.shop.edit("products", sku, stock=stock)
        self.run()

    @precondition(lambda self: self.going())
    @rule(pick=PICK)
    def ship(self, pick):
        name = self.one(self.going(), pick)
        for sku, taken in self.wants(name).items():
            left = (self.shop.tabs["products"][sku].stock or 0) - taken
            self.shop.edit("products", sku, stock=left)
        self.shop.edit("orders", name, status=OrderStatus.SHIPPED)
        before = self.going() - {name}
        self.run()
        assert before <= self.going()

    @precondition(lambda self: self.held())
    @rule(pick=PICK, how=st.sampled_from(("read", "pass", "cancel")))
    def settle(self, pick, how):
        name = self.one(self.held(), pick)
        cells = {
            "read": {"note_read": True},
            "pass": {"status": OrderStatus.PASSED},
            "cancel": {"status": OrderStatus.CANCELLED},
        }
        self.shop.edit("orders", name, **cells[how])
        self.run()

    @invariant()
    def nothing_is_oversold(self):
        for sku in SKUS:
            stock = self.shop.tabs["products"][sku].stock
            firm = sum(self.wants(name)[sku] for name in self.going() if self.is_firm(name))
            taken = sum(self.wants(name)[sku] for name in self.going())
            assert taken <= max(stock, firm)
            assert (firm > stock and firm > 0) == (sku in self.problems)

    def going(self) -> set[str]:
        return {n for n, out in self.shop.outcomes("orders").items() if out in GOES}

    def held(self) -> set[str]:
        return {n for n, out in self.shop.outcomes("orders").items() if out is Outcome.HOLD}

    def is_firm(self, name: str) -> bool:
        return self.shop.tabs["orders"][name].status is OrderStatus.PASSED

    def wants(self, name: str) -> Counter[str]:
        found: Counter[str] = Counter()
        for line in self.shop.tabs["order_lines"].values():
            if line.order == name:
                found[line.sku] += line.quantity
        return found

    @staticmethod
    def one(names: set[str], pick: int) -> str:
        return sorted(names)[pick % len(names)]


TestWarehouse = Warehouse.TestCase
TestWarehouse.settings = fewer(4)
