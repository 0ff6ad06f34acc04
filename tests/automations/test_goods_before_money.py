"""Goods before money: the row of the case and the row of its refund never say different things."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from chalicelib.automations.case_triage import carried_out
from chalicelib.automations.explain_verdict import judged_now
from chalicelib.automations.payouts import payouts
from chalicelib.model.case import CaseStatus, Category, Remedy
from chalicelib.model.face import judged
from chalicelib.model.order import OrderStatus
from chalicelib.model.payment import PaymentStatus
from chalicelib.model.refund import RefundStatus
from chalicelib.model.returns import ReturnStatus
from chalicelib.model.verdict import Movement, Outcome, Verdict
from chalicelib.policy import next_step as say
from chalicelib.tables.workbook import BY_KEY
from tests.automations.triaged import DAY, NOW, book_of, facts, known, read

POLICY, CASES = BY_KEY["policy"], BY_KEY["cases"]
S, M = ReturnStatus, Movement
REMEDIES = (Remedy.RETURN, Remedy.REFUND, Remedy.PARTIAL)
RETURNS = (
    (), (S.ASKED,), (S.AGREED,), (S.ON_THE_WAY,), (S.RECEIVED,), (S.INSPECTED,), (S.FINISHED,),
    (S.REFUSED,), (S.INSPECTED, S.AGREED), (S.INSPECTED, S.REFUSED), (S.RECEIVED, S.ASKED),
)  # fmt: skip
WAITING = (M.AWAITING_GOODS, M.GOODS_BACK)
DESKS = pytest.mark.parametrize("said", [True, False, None], ids=["yes", "no", "empty"])
REFUNDED = pytest.mark.parametrize("entered", [True, False], ids=["refund entered", "no refund"])


def rows():
    """Return a case of each remedy and each way its goods may have come, with an order of its own."""
    for number, (remedy, came) in enumerate(product(REMEDIES, RETURNS)):
        yield f"{number:02}", remedy, came


def desk(said, *, entered=True):
    """Return a workbook whose last row of Policy allows all money back, and says this of goods."""
    tabs = {tab: [] for tab in ("cases", "orders", "payments", "refunds", "returns")}
    for n, remedy, came in rows():
        money, order = {"amount": 20, "currency": "USD"}, {"order": f"O-{n}"}
        tabs["orders"].append({"id": f"O-{n}", "status": OrderStatus.SHIPPED, "country": "DE",
                               "placed": NOW - 9 * DAY, "paid": NOW - 9 * DAY, **money})  # fmt: skip
        tabs["payments"].append({"id": f"P-{n}", "provider": "Stripe", **order, **money,
                                 "status": PaymentStatus.CAPTURED})  # fmt: skip
        tabs["cases"].append({"id": f"C-{n}", **order, **money, "category": Category.OTHER,
                              "owner": "Anna", "problem": "Well?",
                              "on_file": "order number, question", "remedy": remedy})  # fmt: skip
        tabs["returns"] += [
            {"id": f"B-{n}-{m}", **order, "case": f"C-{n}", "status": status, "asked": NOW}
            for m, status in enumerate(came)
        ]
        if entered:
            tabs["refunds"].append({"id": f"R-{n}", **order, **money, "case": f"C-{n}",
                                    "status": RefundStatus.ASKED, "asked": NOW})  # fmt: skip
    book = book_of(**tabs)
    named = "return for refund, refund, partial refund"
    book.typed(POLICY, "P99", remedies=named, cap=None, goods_back=said)
    return book


def told(after):
    """Yield what is given, and what the case and its refund then show."""
    cases = {case.id: case.face.verdict for case in after.rows("cases")}
    refunds = {one.id: one.face.verdict for one in after.rows("refunds")}
    for n, remedy, came in rows():
        yield remedy, came, cases[f"C-{n}"], refunds.get(f"R-{n}")


def waits(said, remedy, came):
    """Whether money waits, by the words of the column."""
    first = remedy is Remedy.RETURN if said is None else said
    live = [status for status in came if status is not S.REFUSED]
    return first and not (live and all(one in (S.INSPECTED, S.FINISHED) for one in live))


@DESKS
def test_money_leaves_when_the_case_says_so_and_waits_while_it_waits(said):
    for remedy, came, case, refund in told(judged_now(facts(desk(said)))):
        where, expected = (remedy, came), waits(said, remedy, came)
        assert case.outcome is Outcome.GRANTED, where
        assert (case.movement in WAITING, refund.outcome is Outcome.HOLD) == (expected,) * 2, where
        assert (case.movement is M.TO_REFUND, refund.outcome is Outcome.PASS) == (
            not expected,
            not expected,
        ), where


@DESKS
@REFUNDED
def test_the_next_step_goes_the_same_way(said, entered):
    for remedy, came, case, _ in told(judged_now(facts(desk(said, entered=entered)))):
        expected = say.REFUND_ASKED if entered else say.ENTER_REFUND
        if waits(said, remedy, came):
            coming = {S.AGREED, S.ON_THE_WAY}.intersection(came)
            expected = say.BY_MOVEMENT[M.AWAITING_GOODS] if coming else say.AGREE_RETURN
            expected = say.BY_MOVEMENT[M.GOODS_BACK] if S.RECEIVED in came else expected
        assert case.step == expected.en, (remedy, came)


@DESKS
def test_a_closed_case_goes_on_as_it_was_decided_whatever_the_rule_says_by_then(said):
    book = desk(said)
    memories = judged_now(facts(book)).recalled.memories
    for n, _, _ in rows():
        book.typed(CASES, f"C-{n}", status=CaseStatus.CLOSED, closed=NOW)
    book.typed(POLICY, "P99", goods_back=not said)
    for remedy, came, case, refund in told(judged_now(known(read(book), memories=memories))):
        where, expected = (remedy, came), waits(said, remedy, came)
        assert (case.movement in WAITING, refund.outcome is Outcome.HOLD) == (expected,) * 2, where
        assert (case.movement is M.TO_REFUND) is not expected, where


@DESKS
def test_an_approved_case_waits_alike(said):
    """An approval says that money may be given, not that it may go before the goods."""
    before = facts(desk(said))
    yes = [
        judged(case, Verdict(Outcome.APPROVED, step="Li Na approved"))
        for case in before.rows("cases")
    ]
    tabs = [t._replace(records=yes) if t.key == "cases" else t for t in before.tabs]
    approved = replace(before, tabs=tabs)
    after = approved.after(carried_out(approved))
    after = after.after(payouts(after))
    for remedy, came, case, refund in told(after):
        expected = waits(said, remedy, came)
        assert case.outcome is Outcome.APPROVED
        assert (case.movement in WAITING, refund.outcome is Outcome.HOLD) == (expected,) * 2
