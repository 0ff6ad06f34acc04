"""Nobody is late with money that the desk itself keeps back (RULEBOOK 2 and 7)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from chalicelib.automations.round import desk_round
from chalicelib.model.case import Category, Remedy
from chalicelib.model.refund import RefundStatus
from chalicelib.model.returns import ReturnStatus
from chalicelib.tables.workbook import SLA
from tests.automations.reviewed import HOUR, LAMP, NOW, SHIRT, line
from tests.automations.test_payouts import RETURNS, Paying, back, case, refund

DAY = timedelta(days=1)
ASKED = {"status": RefundStatus.ASKED, "asked": NOW}
APPROVED = {"status": RefundStatus.APPROVED, "asked": NOW, "approved": NOW}
HELD = (
    "It is on hold: first do what the row's Next step says",
    "该行处于暂缓状态：请先处理本行“下一步”中的事项",
)
ASKS = ("fill in", "填写")
CLOCKS = pytest.mark.parametrize(
    ("entered", "clock", "after"),
    [(ASKED, "Refund decided", 2 * DAY), (APPROVED, "Refund paid out", 3 * DAY)],
    ids=["decided", "paid out"],
)
"""A refund, its clock, and how long that runs from a Monday."""


@pytest.fixture
def desk(tmp_path):
    """Return what makes a desk with a return for refund whose goods are on their way."""

    def made(**entered):
        granted = case(
            remedy=Remedy.RETURN, category=Category.PRODUCT, topic="damaged", outcome=None,
            country="DE", owner="Li Na", sku="TS-RED-M", on_file="photos, packaging photos",
            problem="x", email="o-1@shop.example", opened=NOW - HOUR,
        )  # fmt: skip
        rows = {"products": [SHIRT, LAMP], "order_lines": [line("O-1")], "cases": [granted]}
        return Paying(tmp_path, **rows, refunds=[refund(**entered)], returns=[back()])

    return made


def told(desk, now):
    """Run the round; return state and due of the refund's clocks, and what is told of them."""
    plan = desk.desk.runner.run(desk_round, now).plan
    states = {one.clock: (one.state, one.due) for one in plan.listings["clocks"]}
    mine = {name: found for name, found in states.items() if name.startswith("Refund")}
    return mine, {i.step for i in plan.intents if i.clock.startswith("Refund")}


def inspected(desk):
    desk.book.typed(RETURNS, "B-1", status=ReturnStatus.INSPECTED, inspected=NOW)


@CLOCKS
def test_a_refund_that_waits_for_its_goods_stands_still(desk, entered, clock, after):
    desk = desk(**entered)
    told(desk, NOW)
    assert desk.shown() == "hold"
    for days in (1, 3, 5, 20):
        assert told(desk, NOW + days * DAY) == ({clock: ("paused", None)}, set())
    inspected(desk)
    told(desk, NOW + 21 * DAY)
    assert desk.shown() == "pass"
    late = {clock: ("overdue", NOW + 21 * DAY + after)}
    states, steps = told(desk, NOW + 21 * DAY + after + HOUR)
    assert states == late
    assert any("fill in: " in step for step in steps)


@CLOCKS
def test_a_hold_that_comes_too_late_excuses_nobody_and_asks_for_no_money(
    desk, entered, clock, after
):
    desk = desk(**entered)
    inspected(desk)
    told(desk, NOW)
    assert desk.shown() == "pass"
    told(desk, NOW + after + HOUR)
    desk.book.typed(RETURNS, "B-1", status=ReturnStatus.ON_THE_WAY, inspected=None)
    assert told(desk, NOW + after + 2 * HOUR)[0] == {clock: ("overdue", NOW + after)}
    assert desk.shown() == "hold"
    states, steps = told(desk, NOW + after + 5 * HOUR)
    assert states == {clock: ("overdue", NOW + after)}
    assert not any(asked in step for step in steps for asked in ASKS)


@pytest.mark.parametrize(("row", "entered"), [("F01", ASKED), ("F02", APPROVED)])
def test_where_the_teams_row_has_no_pause_it_is_told_what_the_row_says(desk, row, entered):
    desk = desk(**entered)
    desk.book.typed(SLA, row, pause=None)
    told(desk, NOW)
    _, steps = told(desk, NOW + 4 * DAY)
    assert desk.shown(key="step") == "Wait until the goods are inspected."
    assert steps
    for step in steps:
        assert any(held in step for held in HELD)
        assert not any(asked in step for asked in ASKS)
