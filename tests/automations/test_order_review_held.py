"""An order that a person holds is held on the desk too, and its clock runs."""

from __future__ import annotations

import pytest

from chalicelib.model.order import OrderStatus
from chalicelib.model.word import Language
from chalicelib.tables.codec import Locale
from chalicelib.tables.workbook import ORDERS
from tests import memory
from tests.automations.reviewed import HOUR, MINUTE, NOW, Reviewing, line, order, payment


def clocks(report):
    return {one.clock for one in report.plan.listings["clocks"]}


def test_what_a_person_holds_is_a_hold_and_its_review_has_a_clock(tmp_path):
    desk = Reviewing.of(tmp_path)
    desk.sweep(NOW)
    assert desk.shown() == "pass"
    desk.book.typed(ORDERS, "O-1", status=OrderStatus.HELD)
    desk.sweep(NOW + MINUTE)
    assert (desk.shown(), desk.shown(key="because")) == ("hold", "held by a person")
    assert desk.shown(key="step") == "Set the status to passed or refused."
    late = desk.sweep(NOW + 5 * HOUR)
    assert "Manual review" in clocks(late)
    assert desk.sweep(NOW + 5 * HOUR + MINUTE).written.cells == 0


@pytest.mark.parametrize(
    ("cells", "outcome", "because"),
    [
        ({"status": OrderStatus.PAID}, "pass", None),
        ({"status": OrderStatus.PASSED}, "pass", "passed by a person"),
        ({"reviewed": NOW}, "pass", "passed by a person"),
        ({"status": OrderStatus.REFUSED}, None, None),
        ({"phone": ""}, "hold", "held by a person; K03 phone: the phone number is missing"),
    ],
)
def test_it_ends_by_what_a_person_types(tmp_path, cells, outcome, because):
    desk = Reviewing.of(tmp_path, status=OrderStatus.HELD)
    desk.run()
    assert desk.shown() == "hold"
    desk.book.typed(ORDERS, "O-1", **cells)
    desk.run(NOW + MINUTE)
    assert (desk.shown(), desk.shown(key="because")) == (outcome, because)


def test_it_is_said_in_chinese(tmp_path):
    plan = memory.Plan(locale=Locale(Language.ZH, memory.SHANGHAI.zone, "USD"))
    rows = {"orders": [order("O-1", status=OrderStatus.HELD)], "order_lines": [line("O-1")]}
    desk = Reviewing(tmp_path, plan, **rows, payments=[payment("O-1")])
    desk.run()
    assert (desk.shown(), desk.shown(key="because")) == ("暂缓", "已由人工暂缓")
