"""Laws: what may be paid out never exceeds, with what was, what came in; goods come first."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from chalicelib.automations.payouts import payouts
from chalicelib.model.case import Case, CaseStatus, Category, Remedy
from chalicelib.model.casefile import CaseFile
from chalicelib.model.face import judged
from chalicelib.model.payment import Payment, PaymentStatus
from chalicelib.model.refund import Refund, RefundStatus
from chalicelib.model.returns import Condition, Return, ReturnStatus
from chalicelib.model.verdict import Outcome, Verdict
from chalicelib.policy.situation import condition
from tests.laws.shop import MINUTE, NOW, Shop, fewer

AMOUNTS = st.integers(1, 6000).map(lambda cents: Decimal(cents) / 100)
CURRENCIES = st.sampled_from(("USD", "USD", "EUR"))
RATES = st.sampled_from((None, Decimal("0.92"), Decimal("1.10")))
PICK = st.integers(0, 30)
OPEN = (RefundStatus.ASKED, RefundStatus.APPROVED, RefundStatus.FAILED)
TIES = st.fixed_dictionaries(
    {},
    optional={
        "order": st.sampled_from(("", "O-1", "O-2")),
        "payment": st.sampled_from(("", "P-1", "P-2")),
    },
)
YES: dict[str, Any] = {"category": Category.PRODUCT, "topic": "no reason", "country": "DE"}
"""Decided by P23: the goods come back."""
EMPTY: dict[str, Any] = {"category": Category.OTHER}
"""Decided by P99: it says nothing of goods."""
KINDS = st.sampled_from(
    [
        *[(Remedy.PARTIAL, EMPTY, False)] * 4,
        (Remedy.REFUND, EMPTY, False),
        (Remedy.RETURN, EMPTY, True),
        (Remedy.REFUND, YES, True),
        (Remedy.PARTIAL, YES, True),
    ]
)
BACK = st.tuples(st.sampled_from(ReturnStatus), st.sampled_from((None, *Condition)))
INSPECTED = {ReturnStatus.INSPECTED, ReturnStatus.FINISHED}
CAME = {"O-1": Decimal("59.90"), "O-2": Decimal("30.00")}


class Till(RuleBasedStateMachine):
    """Refunds of two orders are asked, doubled, moved, changed, granted, withdrawn, paid out."""

    def __init__(self) -> None:
        super().__init__()
        self.shop = Shop(payouts)
        captured = PaymentStatus.CAPTURED
        for name, came in CAME.items():
            self.shop.put("payments", Payment(f"P{name[1:]}", name, "", captured, came, "USD"))
        self.at: dict[str, str] = {}
        """Out of which order's money each refund was paid."""
        self.waits: dict[str, bool] = {}
        """Whether goods come before the money of each case."""
        self.granted_as: dict[str, set[Condition | None]] = {}
        """As what the goods of each case had come back while it was granted."""
        self.shop.put("refunds")
        self.shop.put("cases")
        self.shop.put("returns")

    @rule(amount=AMOUNTS, money=st.tuples(CURRENCIES, RATES, KINDS), named=st.booleans(), back=PICK)
    def ask(self, amount, money, named, back):
        currency, rate, kind = money
        name = f"R-{len(self.shop.tabs['refunds'])}"
        remedy, row, self.waits[f"C-{name}"] = kind
        case = Case(f"C-{name}", "O-1", status=CaseStatus.OPEN, remedy=remedy, rate=rate, **row)
        granted = replace(case, amount=Decimal(100), currency=currency)
        self.shop.put("cases", judged(granted, Verdict(outcome=Outcome.GRANTED)))
        asked = NOW - back * MINUTE
        self.shop.put(
            "refunds",
            Refund(
                name, "O-1", case.id, "P-1" if named else "", RefundStatus.ASKED, amount=amount,
                currency=currency, rate=rate, asked=asked,
            ),
        )  # fmt: skip
        self.shop.run()

    @precondition(lambda self: self.shop.tabs["refunds"])
    @rule(pick=PICK)
    def double(self, pick):
        twin = self.one(self.shop.tabs["refunds"], pick)
        name = f"R-{len(self.shop.tabs['refunds'])}"
        self.shop.put("refunds", replace(self.shop.tabs["refunds"][twin], id=name))
        if twin in self.at:
            self.at[name] = self.at[twin]
        self.shop.run()

    @precondition(lambda self: self.shop.tabs["refunds"])
    @rule(pick=PICK, ties=TIES)
    def move(self, pick, ties):
        """A person retypes where a refund belongs, of one that was paid out at times."""
        self.shop.edit("refunds", self.one(self.shop.tabs["refunds"], pick), **ties)
        self.shop.run()

    @precondition(lambda self: self.passing())
    @rule(pick=PICK)
    def pay(self, pick):
        name = self.one(self.passing(), pick)
        one = self.shop.tabs["refunds"][name]
        self.at[name] = self.of(one)
        paid = {"status": RefundStatus.PAID_OUT, "paid_out": self.shop.now}
        self.shop.edit("refunds", name, **paid)
        self.shop.run()

    @precondition(lambda self: self.open())
    @rule(pick=PICK, status=st.sampled_from(RefundStatus), amount=AMOUNTS)
    def change(self, pick, status, amount):
        name = self.one(self.open(), pick)
        status = RefundStatus.ASKED if status is RefundStatus.PAID_OUT else status
        self.shop.edit("refunds", name, status=status, amount=amount)
        self.shop.run()

    @precondition(lambda self: self.shop.tabs["cases"])
    @rule(pick=PICK, outcome=st.sampled_from((Outcome.GRANTED, Outcome.REJECTED, None)))
    def decide(self, pick, outcome):
        name = self.one(self.shop.tabs["cases"], pick)
        verdict = Verdict(outcome=outcome)
        self.shop.put("cases", judged(self.shop.tabs["cases"][name], verdict))
        self.shop.run()

    @precondition(lambda self: self.shop.tabs["cases"])
    @rule(pick=PICK)
    def close(self, pick):
        name = self.one(self.shop.tabs["cases"], pick)
        closed = replace(self.shop.tabs["cases"][name], status=CaseStatus.CLOSED)
        self.shop.put("cases", judged(closed, Verdict()))
        self.shop.run()

    @precondition(lambda self: self.shop.tabs["cases"])
    @rule(pick=PICK, back=BACK, parcels=st.integers(1, 2))
    def send_back(self, pick, back, parcels):
        """Worn goods have a row of their own, so that they only come back where it waits as well."""
        status, came = back
        case = self.shop.tabs["cases"][self.one(self.shop.tabs["cases"], pick)]
        same = case.remedy is Remedy.RETURN or case.status is CaseStatus.CLOSED
        one = Return(f"B-{case.id}-{parcels}", "O-1", case.id, status)
        self.shop.put("returns", replace(one, condition=came if same else None))
        self.shop.run()

    @invariant()
    def no_money_leaves_before_goods_that_come_first(self):
        for refund in map(self.shop.tabs["refunds"].get, self.passing()):
            back = [one for one in self.shop.tabs["returns"].values() if one.case == refund.case]
            live = {one.status for one in back} - {ReturnStatus.REFUSED}
            assert not self.waits[refund.case] or (live and live <= INSPECTED)

    @invariant()
    def no_money_of_a_closed_case_leaves_for_goods_that_came_back_otherwise(self):
        for name, case in self.shop.tabs["cases"].items():
            if case.status is not CaseStatus.CLOSED and case.outcome is Outcome.GRANTED:
                self.granted_as.setdefault(name, set()).add(self.worst(name))
        for refund in map(self.shop.tabs["refunds"].get, self.passing()):
            case = self.shop.tabs["cases"][refund.case]
            if case.status is CaseStatus.CLOSED and self.waits[case.id]:
                assert self.worst(case.id) in {None, Condition.AS_NEW, *self.granted_as[case.id]}

    @invariant()
    def no_more_goes_back_than_came_in(self):
        for order, came in CAME.items():
            self.no_more_goes_back(order, came)

    @invariant()
    def no_case_pays_more_than_it_grants(self):
        cases = self.shop.tabs["cases"]
        passing = [self.shop.tabs["refunds"][name] for name in self.passing()]
        for refund in passing:
            of_case = [o for o in self.shop.tabs["refunds"].values() if o.case == refund.case]
            out = [one for one in of_case if one.paid_out or one in passing]
            assert sum(one.amount for one in out) <= cases[refund.case].amount

    def no_more_goes_back(self, order, came):
        rows = self.shop.tabs["refunds"]
        gone = [one for name, one in rows.items() if one.paid_out and self.at[name] == order]
        may = [rows[name] for name in self.passing() if self.of(rows[name]) == order]
        whole = sum((self.worth(one) for one in (*gone, *may)), Decimal())
        left = sum(map(self.worth, gone), Decimal())
        assert whole <= max(left, came)  # what people overpay by hand, they overpay

    @invariant()
    def only_what_is_open_is_judged(self):
        judged_ones = {n for n, out in self.shop.outcomes("refunds").items() if out is not None}
        assert judged_ones == self.open()

    def worst(self, case: str) -> Condition | None:
        back = [one for one in self.shop.tabs["returns"].values() if one.case == case]
        return condition(CaseFile(Case(case), returns=back))

    def of(self, refund: Refund) -> str:
        return refund.order or refund.payment.replace("P", "O")

    def worth(self, refund: Refund) -> Decimal:
        assert refund.amount is not None
        return refund.amount if refund.currency == "USD" else refund.amount * (refund.rate or 0)

    def passing(self) -> set[str]:
        return {n for n, out in self.shop.outcomes("refunds").items() if out is Outcome.PASS}

    def open(self) -> set[str]:
        rows = self.shop.tabs["refunds"].values()
        return {one.id for one in rows if one.status in OPEN and not one.paid_out}

    @staticmethod
    def one(names, pick: int) -> str:
        return sorted(names)[pick % len(names)]


TestTill = Till.TestCase
TestTill.settings = fewer(4)
