"""Triage in whole runs: what the sheet shows, what the ledger keeps, and whom reminders reach."""

from chalicelib.model.case import CaseStatus, Category, Remedy
from chalicelib.model.refund import RefundStatus
from chalicelib.model.returns import Condition, ReturnStatus
from chalicelib.tables.workbook import CASES, ORDERS, REFUNDS, RETURNS
from tests.automations.small import DAY, HOUR, MONDAY, SmallDesk
from tests.automations.triaged import PEOPLE
from tests.memory import Plan

PLAN = Plan(team=PEOPLE)
ORDER = {
    "id": "O-1", "country": "DE", "amount": 50, "currency": "USD", "status": "delivered",
    "placed": MONDAY - 9 * DAY, "paid": MONDAY - 9 * DAY, "delivered": MONDAY - 3 * DAY,
    "shipped": MONDAY - 8 * DAY,
}  # fmt: skip
PAID = {
    "id": "P-1", "order": "O-1", "provider": "Stripe", "status": "captured", "amount": 50,
    "currency": "USD",
}  # fmt: skip
CASE = {
    "id": "C-1", "order": "O-1", "category": Category.PRODUCT, "topic": "no reason", "sku": "LAMP",
    "status": CaseStatus.OPEN, "opened": MONDAY - HOUR, "owner": "Ida",
}  # fmt: skip


def desk(folder, **cells):
    return SmallDesk(folder, plan=PLAN, cases=[CASE | cells], orders=[ORDER], payments=[PAID])


def shown(mine, *keys):
    return [mine.book.cell(CASES, "C-1", key) for key in keys]


def test_a_return_goes_its_way(tmp_path):
    """Offered, granted, sent back, inspected, paid out, closed: each run writes what is new, once."""
    mine = desk(tmp_path)
    mine.run_twice(MONDAY)
    assert shown(mine, "outcome", "movement") == ["to decide", None]
    mine.book.typed(CASES, "C-1", remedy=Remedy.RETURN, amount=50, currency="USD")
    mine.run_twice(MONDAY + HOUR)
    assert shown(mine, "outcome", "movement") == ["may be granted", "awaiting goods"]
    assert "Agree the return" in shown(mine, "step")[0]
    mine.book.added(RETURNS, id="B-1", order="O-1", case="C-1", asked=MONDAY, agreed=MONDAY,
                    status=ReturnStatus.ON_THE_WAY)  # fmt: skip
    mine.run_twice(MONDAY + DAY)
    assert shown(mine, "outcome", "movement") == ["may be granted", "awaiting goods"]
    assert "Wait for the goods" in shown(mine, "step")[0]
    mine.book.typed(RETURNS, "B-1", status=ReturnStatus.INSPECTED, inspected=MONDAY + DAY,
                    condition=Condition.USED)  # fmt: skip
    mine.run_twice(MONDAY + 2 * DAY)
    assert shown(mine, "outcome", "movement") == ["not allowed", "goods inspected"]
    assert "partial refund up to 25.00 USD" in shown(mine, "step")[0]
    mine.book.typed(CASES, "C-1", remedy=Remedy.PARTIAL, amount=25)
    mine.book.added(REFUNDS, id="R-1", order="O-1", case="C-1", status=RefundStatus.PAID_OUT,
                    amount=25, currency="USD", asked=MONDAY + 2 * DAY)  # fmt: skip
    mine.run_twice(MONDAY + 3 * DAY)
    assert shown(mine, "outcome", "movement") == ["may be granted", "refunded"]
    mine.book.typed(CASES, "C-1", status=CaseStatus.CLOSED, closed=MONDAY + 3 * DAY)
    mine.run_twice(MONDAY + 3 * DAY + HOUR)
    assert shown(mine, "outcome", "movement", "options", "step") == [None] * 4
    seen = mine.desk.ledger.recall().memories["cases", "C-1"].seen["outcome"]
    assert [one.value for one in seen] == [
        "to decide", "may be granted", "not allowed", "may be granted", "",
    ]  # fmt: skip


def test_reminders_reach_who_should_look_after_the_case(tmp_path):
    mine = desk(tmp_path, owner=None, opened=MONDAY)
    mine.run_twice(MONDAY)
    assert shown(mine, "assignee") == ["Ben"]
    plan = mine.run_twice(MONDAY + 20 * HOUR)
    told = {i.to for i in plan.intents if i.clock == "Contact the customer"}
    assert told == {"ben@shop.example"}


def test_nothing_of_people_is_written(tmp_path):
    mine = desk(tmp_path, owner=None)
    mine.run_twice(MONDAY)
    assert shown(mine, "owner", "category", "remedy") == [None, "product", None]
    assert mine.book.cell(ORDERS, "O-1", "status") == "delivered"
