"""Pay-outs on a whole desk: which refund may go back, which is kept, and why."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from chalicelib.automations.payouts import IDS, PAYMENT_CELLS, REFUND_CELLS, payouts
from chalicelib.automations.plan import Plan
from chalicelib.automations.round import desk_round
from chalicelib.model.case import CaseStatus, Category, Remedy
from chalicelib.model.dispute import DisputeStatus
from chalicelib.model.order import OrderStatus
from chalicelib.model.payment import PaymentStatus
from chalicelib.model.refund import RefundStatus
from chalicelib.model.returns import Condition, ReturnStatus
from chalicelib.model.verdict import Outcome
from chalicelib.tables.workbook import BY_KEY
from tests import memory
from tests.automations.reviewed import HOUR, NOW, order, payment

REFUNDS, CASES, POLICY, RETURNS = (BY_KEY[t] for t in ("refunds", "cases", "policy", "returns"))
PAID = {"status": RefundStatus.PAID_OUT, "paid_out": NOW}


def refund(name="R-1", **cells):
    fine = {
        "id": name, "order": "O-1", "case": "C-1", "status": RefundStatus.APPROVED,
        "amount": Decimal("10.00"), "currency": "USD", "asked": NOW,
    }  # fmt: skip
    return {**fine, **cells}


def case(name="C-1", **cells):
    fine = {
        "id": name, "order": "O-1", "status": CaseStatus.OPEN, "remedy": Remedy.PARTIAL,
        "amount": Decimal("10.00"), "currency": "USD", "opened": NOW, "outcome": Outcome.GRANTED,
        "category": Category.OTHER,
    }  # fmt: skip
    return {**fine, **cells}


def dispute(**cells):
    fine = {"id": "D-1", "order": "O-1", "status": DisputeStatus.NEEDS_RESPONSE, "opened": NOW}
    return {**fine, **cells}


def back(**cells):
    fine = {"id": "B-1", "order": "O-1", "case": "C-1", "status": ReturnStatus.ON_THE_WAY}
    return {**fine, **cells}


class Paying:
    """A small desk with refunds of one order of 40 USD."""

    def __init__(self, folder, **rows):
        usual = {"orders": [order("O-1")], "payments": [payment("O-1")], "cases": [case()]}
        self.book = memory.small_book(**{"refunds": [refund()], **usual, **rows})
        self.desk = memory.desk_of(self.book, folder, NOW - timedelta(days=40))

    def run(self, now=NOW):
        return self.desk.runner.run(payouts, now)

    def shown(self, name="R-1", key="outcome"):
        return self.book.cell(REFUNDS, name, key)


def test_a_refund_that_its_case_grants_may_leave(tmp_path):
    desk = Paying(tmp_path)
    desk.run()
    step = "Pay it out, then fill in Paid out."
    assert (desk.shown(), desk.shown(key="step")) == ("pass", step)
    figures = "came in 40.00 USD, paid out 0 USD, asked before 0 USD, this one 10.00 USD"
    assert desk.shown(key="because") == f"C-1 grants 10.00 USD; {figures}"
    assert desk.run(NOW + HOUR).written.cells == 0


KEPT = {
    "no case": ({"refunds": [refund(case="")]}, "no case grants it"),
    "strange case": ({"refunds": [refund(case="C-9")]}, "the case it names is not there"),
    "undecided": ({"cases": [case(outcome=None)]}, "case C-1 does not grant it yet (undecided)"),
    "rejected": ({"cases": [case(outcome=Outcome.REJECTED)]}, "case C-1 does not grant it yet"),
    "no money": ({"cases": [case(remedy=Remedy.RESHIP)]}, "case C-1 grants reship, no money"),
    "no figure": ({"cases": [case(amount=None)]}, "case C-1 does not say how much it grants"),
    "too much": (
        {"refunds": [refund(amount=Decimal("10.01"))]},
        "case C-1 grants 10.00 USD, its refunds come to 10.01 USD",
    ),
    "another order's case": ({"cases": [case(order="O-2")]}, "its case is about another order"),
    "beyond what came in": (
        {"refunds": [refund(amount=41)], "cases": [case(amount=50)]},
        "more would go back than came in",
    ),
    "no payment": ({"payments": []}, "no captured payment is on file"),
    "failed payment": (
        {"payments": [payment("O-1", status=PaymentStatus.FAILED)]},
        "no captured payment is on file",
    ),
    "sent back": (
        {"payments": [payment("O-1", status=PaymentStatus.REFUNDED)]},
        "no captured payment is on file for the order; the provider sent the payment back",
    ),
    "disputed": (
        {"payments": [payment("O-1", status=PaymentStatus.DISPUTED)]},
        "the payment is disputed",
    ),
    "a dispute": ({"disputes": [dispute()]}, "the payment is disputed"),
    "a lost dispute": (
        {"disputes": [dispute(status=DisputeStatus.LOST, payment="P-O-1")]},
        "the payment is disputed",
    ),
    "strange payment": ({"refunds": [refund(payment="P-9")]}, "the payment it names is not on"),
    "no amount": ({"refunds": [refund(amount=None)]}, "case C-1 grants an amount in USD"),
    "no rate": ({"refunds": [refund(currency="EUR")]}, "case C-1 grants an amount in USD"),
    "rate of nothing": (
        {
            "refunds": [refund(currency="EUR", rate=Decimal(0))],
            "cases": [case(currency="EUR", rate=1)],
        },
        "it is in another currency than the payment",
    ),
    "a rate beyond the case's": (
        {
            "refunds": [refund(currency="EUR", rate=Decimal(4))],
            "cases": [case(currency="EUR", rate=Decimal("1.1"))],
        },
        "case C-1 grants 11.000 USD, its refunds come to 40.00 USD",
    ),
    "a case without its rate": (
        {"refunds": [refund(currency="EUR", rate=1)], "cases": [case(currency="EUR")]},
        "case C-1 grants 10.00 EUR: nobody can tell how much of the payment that is",
    ),
    "a currency nobody granted": (
        {"refunds": [refund(amount=900, currency="EUR", rate=Decimal("0.01"))]},
        "case C-1 grants an amount in USD",
    ),
    "no return": (
        {"cases": [case(remedy=Remedy.RETURN)]},
        "the goods of case C-1 must come back first, and no return is on file",
    ),
    "goods on their way": (
        {"cases": [case(remedy=Remedy.RETURN)], "returns": [back()]},
        "the goods of case C-1 are not inspected yet",
    ),
    "a return refused": (
        {
            "cases": [case(remedy=Remedy.RETURN)],
            "returns": [back(status=ReturnStatus.REFUSED, inspected=NOW)],
        },
        "the goods of case C-1 must come back first, and no return",
    ),
    "nobody can tell which row decides": (
        {"cases": [case(category=None)]},
        "nobody can tell whether the goods of case C-1 must come back first",
    ),
    "case of another order, by payment": (
        {
            "refunds": [refund(order="", payment="P-O-2")],
            "payments": [payment("O-1"), payment("O-2")],
        },
        "its case is about another order",
    ),
    "case of no order": ({"cases": [case(order="")]}, "its case is about another order, or about"),
    "cancelled, but delivered": (
        {
            "refunds": [refund(case="")],
            "orders": [order("O-1", status=OrderStatus.CANCELLED, delivered=NOW)],
        },
        "no case grants it",
    ),
    "cancelled, but a parcel left": (
        {
            "refunds": [refund(case="")],
            "orders": [order("O-1", status=OrderStatus.CANCELLED)],
            "shipments": [{"id": "T-1", "order": "O-1", "shipped": NOW}],
        },
        "no case grants it",
    ),
    "a cancelled case": ({"cases": [case(status=CaseStatus.CANCELLED)]}, "case C-1 does not grant"),
    "everything paid back": (
        {
            "refunds": [refund(), refund("R-2", case="C-2", amount=40, **PAID)],
            "cases": [case(), case("C-2", amount=40)],
        },
        "everything that came in was paid back; C-1 grants 10.00 USD; came in 40.00 USD",
    ),
    "paid twice": (
        {
            "refunds": [refund(), refund("R-2", **PAID)],
            "cases": [case(amount=Decimal(20))],
        },
        "refund R-2 of the same case paid out the same amount already",
    ),
}


@pytest.mark.parametrize(("rows", "because"), KEPT.values(), ids=KEPT.keys())
def test_what_keeps_a_refund(tmp_path, rows, because):
    desk = Paying(tmp_path, **rows)
    desk.run()
    assert desk.shown() == "hold"
    assert desk.shown(key="because").startswith(because)
    assert desk.shown(key="step")


FREE = {
    "won dispute": {"disputes": [dispute(status=DisputeStatus.WON)]},
    "dispute of another payment": {
        "refunds": [refund(payment="P-O-1")],
        "disputes": [dispute(payment="P-2")],
    },
    "cancelled before it was sent": {
        "refunds": [refund(case="")],
        "orders": [order("O-1", status=OrderStatus.CANCELLED)],
    },
    "the order known by its payment": {"refunds": [refund(order="", payment="P-O-1")]},
    "another currency at its rate": {
        "refunds": [refund(currency="EUR", rate=Decimal("1.1"))],
        "cases": [case(currency="EUR", rate=Decimal("1.1"))],
    },
    "asked": {"refunds": [refund(status=RefundStatus.ASKED)]},
    "goods inspected": {
        "cases": [case(remedy=Remedy.RETURN)],
        "returns": [back(status=ReturnStatus.INSPECTED)],
    },
    "the grant in the payment's currency": {
        "refunds": [refund(amount=Decimal(11))],
        "cases": [case(currency="EUR", rate=Decimal("1.1"))],
    },
}


@pytest.mark.parametrize("rows", FREE.values(), ids=FREE.keys())
def test_what_does_not_keep_a_refund(tmp_path, rows):
    desk = Paying(tmp_path, **rows)
    desk.run()
    assert desk.shown() == "pass"


def test_the_first_asked_comes_first_and_the_last_cent_counts(tmp_path):
    refunds = [
        refund("R-1", amount=Decimal("20.01"), asked=NOW),
        refund("R-2", amount=Decimal("20.00"), asked=NOW - HOUR),
    ]
    desk = Paying(tmp_path, refunds=refunds, cases=[case(amount=100)])
    desk.run()
    assert (desk.shown("R-1"), desk.shown("R-2")) == ("hold", "pass")
    assert "asked before 20.00 USD, this one 20.01 USD" in desk.shown("R-1", "because")
    desk.book.typed(REFUNDS, "R-1", amount=Decimal("20.00"), currency="USD", case="C-1")
    desk.run(NOW + HOUR)
    assert (desk.shown("R-1"), desk.shown("R-2")) == ("pass", "pass")


def test_a_double_click_is_kept_and_blocks_nobody_else(tmp_path):
    refunds = [refund("R-1"), refund("R-2"), refund("R-3", case="C-2", amount=Decimal(30))]
    cases = [case(), case("C-2", amount=Decimal(30))]
    desk = Paying(tmp_path, refunds=refunds, cases=cases)
    desk.run()
    assert [desk.shown(f"R-{n}") for n in (1, 2, 3)] == ["pass", "hold", "pass"]


def test_what_a_case_granted_is_remembered_when_it_is_closed(tmp_path):
    desk = Paying(tmp_path)
    desk.run()
    desk.book.typed(CASES, "C-1", status=CaseStatus.CLOSED, outcome=None)
    desk.run(NOW + HOUR)
    assert desk.shown() == "pass"
    desk.book.typed(CASES, "C-1", status=CaseStatus.OPEN)
    desk.run(NOW + 2 * HOUR)
    assert desk.shown() == "hold"


CASH = (Remedy.RETURN, Remedy.REFUND, Remedy.PARTIAL)
WAITS = [
    *((remedy, True, "hold") for remedy in CASH),
    *((remedy, False, "pass") for remedy in CASH),
    (Remedy.RETURN, None, "hold"),
    (Remedy.REFUND, None, "pass"),
    (Remedy.PARTIAL, None, "pass"),
]
"""A remedy, Goods back in the row that decides, and what comes of it before a return is inspected."""


@pytest.mark.parametrize(("remedy", "said", "expected"), WAITS)
def test_the_row_of_policy_says_whether_goods_come_before_money(tmp_path, remedy, said, expected):
    desk = Paying(tmp_path, cases=[case(remedy=remedy)])
    desk.book.typed(POLICY, "P99", goods_back=said)
    desk.run()
    assert desk.shown() == expected
    desk.book.added(RETURNS, **back())
    desk.run(NOW + HOUR)
    assert desk.shown() == expected
    desk.book.typed(RETURNS, "B-1", status=ReturnStatus.INSPECTED, inspected=NOW)
    desk.run(NOW + 2 * HOUR)
    assert desk.shown() == "pass"


@pytest.mark.parametrize(("remedy", "said", "expected"), WAITS)
def test_a_closed_case_waits_for_goods_as_it_did(tmp_path, remedy, said, expected):
    """The rule it was decided by may be another one by then, or gone."""
    desk = Paying(tmp_path, cases=[case(remedy=remedy)])
    desk.book.typed(POLICY, "P99", goods_back=said)
    desk.run()
    desk.book.typed(CASES, "C-1", status=CaseStatus.CLOSED, outcome=None)
    desk.book.typed(POLICY, "P99", goods_back=expected == "pass")
    desk.run(NOW + HOUR)
    assert desk.shown() == expected
    desk.book.added(RETURNS, **back(status=ReturnStatus.FINISHED))
    desk.run(NOW + 2 * HOUR)
    assert desk.shown() == "pass"


def closed(desk, now=NOW + HOUR):
    """Close the case, as triage leaves it: without a verdict."""
    desk.book.typed(CASES, "C-1", status=CaseStatus.CLOSED, outcome=None)
    desk.run(now)


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (Condition.WRONG, "hold"),
        (Condition.DAMAGED, "hold"),
        (Condition.USED, "hold"),
        (Condition.AS_NEW, "pass"),
        (None, "pass"),
    ],
)
def test_a_closed_case_pays_no_more_for_goods_that_came_back_otherwise(
    tmp_path, condition, expected
):
    desk = Paying(tmp_path, cases=[case(remedy=Remedy.RETURN)], returns=[back()])
    desk.run()
    closed(desk)
    assert desk.shown(key="step") == "Wait until the goods are inspected."
    desk.book.typed(RETURNS, "B-1", status=ReturnStatus.INSPECTED, condition=condition)
    desk.run(NOW + 2 * HOUR)
    step = f"Open the case again: the goods came back as {condition}."
    assert (desk.shown(), desk.shown(key="step") == step) == (expected, expected == "hold")


def test_a_closed_case_pays_for_goods_as_they_were_when_it_was_granted(tmp_path):
    came = back(status=ReturnStatus.INSPECTED, condition=Condition.DAMAGED)
    desk = Paying(tmp_path, cases=[case(remedy=Remedy.RETURN)], returns=[came])
    desk.run()
    for hours in (1, 2):
        closed(desk, NOW + hours * HOUR)
        assert desk.shown() == "pass"
    desk.book.typed(RETURNS, "B-1", condition=Condition.WRONG)
    for hours in (3, 4):
        desk.run(NOW + hours * HOUR)
        step = "Open the case again: the goods came back as wrong goods."
        assert (desk.shown(), desk.shown(key="step")) == ("hold", step)


@pytest.mark.parametrize("remedy", CASH)
def test_of_a_closed_case_an_older_desk_kept_less_and_waited_for_a_return_for_refund(
    tmp_path, remedy
):
    desk = Paying(tmp_path, cases=[case(remedy=remedy)])
    desk.run()
    ledger, key = desk.desk.ledger, ("refunds", "R-1")
    kept = ledger.recall().memories[key]
    old = {name: kept.notes["payout"][name] for name in ("outcome", "case", "granted", "remedy")}
    older = Plan(memories={key: kept._replace(notes={"payout": old})})
    desk.desk.runner.run(lambda _: older, NOW)
    closed(desk)
    waits = remedy is Remedy.RETURN
    assert (desk.shown(), desk.shown(key="step") == "Enter the return.") == (
        "hold" if waits else "pass",
        waits,
    )
    desk.book.added(RETURNS, **back())
    desk.run(NOW + 2 * HOUR)
    assert desk.shown() == ("hold" if waits else "pass")
    desk.book.typed(RETURNS, "B-1", status=ReturnStatus.INSPECTED)
    desk.run(NOW + 3 * HOUR)
    assert desk.shown() == "pass"


def test_a_return_that_names_no_case_is_asked_for_its_case(tmp_path):
    cases = [case(remedy=Remedy.RETURN), case("C-0", status=CaseStatus.CLOSED, outcome=None)]
    returns = [
        back(id="B-0", case="", status=ReturnStatus.REFUSED),
        back(case="", status=ReturnStatus.INSPECTED),
    ]
    desk = Paying(tmp_path, cases=cases, returns=returns)
    desk.run()
    step = "Return B-1 of order O-1 names no case: fill in its Case ID."
    assert (desk.shown(), desk.shown(key="step")) == ("hold", step)
    assert "no return is on file" not in desk.shown(key="because")
    desk.book.typed(RETURNS, "B-1", case="C-1")
    desk.run(NOW + HOUR)
    assert desk.shown() == "pass"


ONE_GRANT = {
    "typed for another order": {"order": "O-2", "payment": "P-O-1"},
    "of another order": {"order": "O-2"},
    "of another payment": {"order": "", "payment": "P-O-2"},
    "of no order there is": {"order": "O-77"},
}


@pytest.mark.parametrize("cells", ONE_GRANT.values(), ids=ONE_GRANT.keys())
def test_what_was_paid_out_counts_wherever_its_row_points_now(tmp_path, cells):
    refunds = [refund("R-1", amount=40, **cells, **PAID), refund("R-2", case="C-2", amount=40)]
    payments = [payment("O-1"), payment("O-2")]
    cases = [case(amount=40), case("C-2", amount=40)]
    desk = Paying(tmp_path, refunds=refunds, payments=payments, cases=cases)
    desk.run()
    assert desk.shown("R-2") == "hold"
    assert desk.shown("R-2", "step") == "Refuse it: everything was paid back."


def test_a_grant_is_paid_out_once_over_all_orders(tmp_path):
    refunds = [refund("R-1", order="O-2", **PAID), refund("R-2", amount=5)]
    desk = Paying(tmp_path, refunds=refunds, payments=[payment("O-1"), payment("O-2")])
    desk.run()
    assert "case C-1 grants 10.00 USD, its refunds come to 15" in desk.shown("R-2", "because")


@pytest.mark.parametrize("tab", ["refunds", "payments"])
def test_while_a_row_of_money_shares_its_id_nothing_is_paid_out(tmp_path, tab):
    paid = refund("R-1", amount=5, **PAID)
    payments = [payment("O-1"), payment("O-2")]
    desk = Paying(
        tmp_path, refunds=[refund("R-2"), paid], cases=[case(amount=20)], payments=payments
    )
    desk.run()
    assert desk.shown("R-2") == "pass"
    desk.book.arranged(BY_KEY[tab], lambda rows: [*rows, list(rows[-1])])
    desk.run(NOW + HOUR)
    name = {"refunds": "Refund ID (R-1)", "payments": "Payment ID (P-O-2)"}[tab]
    assert desk.shown("R-2", "step") == f"cannot tell: mend {name}"
    desk.book.arranged(BY_KEY[tab], lambda rows: rows[:-1])
    desk.run(NOW + 2 * HOUR)
    assert desk.shown("R-2") == "pass"


LOOSE = {
    "order, and it has no other tie": ("refunds", {"case": ""}, "Order ID (R-1)"),
    "order, and its case tells": ("refunds", {}, "Order ID (R-1)"),
    "order of a payment": ("payments", {}, "Order ID (P-O-2)"),
}


@pytest.mark.parametrize(("tab", "cells", "mend"), LOOSE.values(), ids=LOOSE.keys())
def test_while_nobody_can_tell_whose_money_it_was_nothing_is_paid_out(tmp_path, tab, cells, mend):
    refunds = [refund("R-1", amount=5, **cells, **PAID), refund("R-2")]
    payments = [payment("O-1"), payment("O-2")]
    desk = Paying(tmp_path, refunds=refunds, payments=payments, cases=[case(amount=20)])
    desk.book.typed(BY_KEY[tab], "R-1" if tab == "refunds" else "P-O-2", order=1e20)
    desk.run()
    assert desk.shown("R-2", "step") == f"cannot tell: mend {mend}"


def test_an_order_of_which_nobody_can_tell_that_it_left_needs_a_case(tmp_path):
    orders = [order("O-1", status=OrderStatus.CANCELLED)]
    desk = Paying(tmp_path, refunds=[refund(case="")], orders=orders)
    desk.book.typed(BY_KEY["orders"], "O-1", shipped="yesterday I think")
    desk.run()
    assert desk.shown() == "hold"


CHANGED = {
    "cancelled": {"status": CaseStatus.CANCELLED},
    "another remedy": {"remedy": Remedy.REFUSAL},
    "another cash remedy": {"remedy": Remedy.REFUND},
    "another amount": {"amount": Decimal(20)},
    "no amount": {"amount": None},
}


@pytest.mark.parametrize("cells", CHANGED.values(), ids=CHANGED.keys())
def test_a_closed_case_grants_only_what_it_granted_when_it_was_open(tmp_path, cells):
    desk = Paying(tmp_path)
    desk.run()
    desk.book.typed(CASES, "C-1", **{"status": CaseStatus.CLOSED, "outcome": None, **cells})
    desk.run(NOW + HOUR)
    assert desk.shown() == "hold"


def test_a_bad_cell_for_one_run_does_not_lose_what_a_closed_case_granted(tmp_path):
    desk = Paying(tmp_path)
    desk.run()
    desk.book.typed(CASES, "C-1", status=CaseStatus.CLOSED, outcome=None, amount="ten")
    desk.run(NOW + HOUR)
    assert desk.shown() == "hold"
    desk.book.typed(CASES, "C-1", amount=Decimal("10.00"))
    desk.run(NOW + 2 * HOUR)
    assert desk.shown() == "pass"


def test_a_refund_dated_back_takes_no_pass_away(tmp_path):
    desk = Paying(tmp_path)
    desk.run()
    desk.book.added(REFUNDS, **refund("R-0", asked=NOW - HOUR, amount=Decimal("9.00")))
    desk.run(NOW + HOUR)
    assert (desk.shown("R-1"), desk.shown("R-0")) == ("pass", "hold")
    desk.book.typed(REFUNDS, "R-1", status=RefundStatus.REFUSED)
    desk.run(NOW + 2 * HOUR)
    desk.book.typed(REFUNDS, "R-1", status=RefundStatus.APPROVED)
    desk.run(NOW + 3 * HOUR)
    assert (desk.shown("R-1"), desk.shown("R-0")) == ("hold", "pass")


NEXT = {
    RefundStatus.ASKED: "Approve it: fill in Approved.",
    RefundStatus.APPROVED: "Pay it out, then fill in Paid out.",
    RefundStatus.FAILED: "Pay it out again, or refuse it.",
}


@pytest.mark.parametrize(("status", "step"), NEXT.items(), ids=map(str, NEXT))
def test_what_to_do_about_a_refund_that_may_leave(tmp_path, status, step):
    desk = Paying(tmp_path, refunds=[refund(status=status)])
    desk.run()
    assert (desk.shown(), desk.shown(key="step")) == ("pass", step)


def test_a_refund_paid_out_is_judged_no_more(tmp_path):
    desk = Paying(tmp_path)
    desk.run()
    desk.book.typed(REFUNDS, "R-1", **PAID)
    desk.run(NOW + HOUR)
    assert [desk.shown(key=key) for key in ("outcome", "step", "because")] == [None] * 3


def test_a_cell_that_cannot_be_read_keeps_every_refund_of_the_order(tmp_path):
    desk = Paying(tmp_path, refunds=[refund(), refund("R-2", **PAID)])
    desk.book.typed(REFUNDS, "R-2", amount="ten")
    desk.run()
    assert (desk.shown(), desk.shown("R-2")) == ("hold", None)
    assert desk.shown(key="step") == "cannot tell: mend Amount (R-2)"


def test_a_paid_out_refund_without_a_rate_keeps_the_others(tmp_path):
    other = refund("R-2", currency="EUR", amount=Decimal(5), **PAID)
    desk = Paying(tmp_path, refunds=[refund(), other], cases=[case(amount=100)])
    desk.run()
    assert desk.shown() == "hold"
    assert "Fill in its amount, currency and exchange rate first." in desk.shown(key="step")


def test_without_a_policy_tab_nothing_is_judged(tmp_path):
    desk = Paying(tmp_path)
    desk.run()
    del desk.book.tabs["Policy"]
    desk.run(NOW + HOUR)
    assert desk.shown() is None


@pytest.mark.parametrize("tab", ["Policy", "Evidence"])
def test_while_a_tab_of_rules_is_gone_no_money_leaves(tmp_path, tab):
    desk = Paying(tmp_path)
    desk.desk.runner.run(desk_round, NOW)
    assert "is gone" not in desk.shown(key="step")
    del desk.book.tabs[tab]
    desk.desk.runner.run(desk_round, NOW + HOUR)
    assert (desk.shown(), "is gone: put it back" in desk.shown(key="step")) == ("hold", True)


@pytest.mark.parametrize("key", ["goods_back", "topic"])
def test_while_a_column_of_policy_is_lost_no_money_leaves(tmp_path, key):
    desk = Paying(tmp_path)
    desk.run()
    assert desk.shown() == "pass"
    heading = POLICY.fields[key].heading.en
    rows = desk.book.tabs[POLICY.name.en]
    at = rows[0].index(heading)
    rows[0][at] = "mine"
    desk.run(NOW + HOUR)
    assert (desk.shown(), f"'{heading}' is missing" in desk.shown(key="step")) == ("hold", True)
    rows[0][at] = heading
    desk.run(NOW + 2 * HOUR)
    assert desk.shown() == "pass"


def test_cells_are_called_what_the_tabs_call_them():
    assert {tab: BY_KEY[tab].fields["id"].heading for tab in IDS} == IDS
    for tab, cells in (("refunds", REFUND_CELLS), ("payments", PAYMENT_CELLS)):
        assert {k: BY_KEY[tab].fields[k].heading for k in cells} == cells
