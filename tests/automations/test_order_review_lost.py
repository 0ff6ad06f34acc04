"""A tab or a column that reviews went by is lost: what was said stays, and new orders wait."""

from __future__ import annotations

import pytest

from chalicelib.model.payment import PaymentStatus
from chalicelib.model.problem import Rank
from chalicelib.model.word import Language
from chalicelib.tables.codec import Locale
from chalicelib.tables.workbook import BY_KEY
from tests import memory
from tests.automations.reviewed import HOUR, NOW, Reviewing, line, order, payment

PAYMENTS, PRODUCTS, CHECKS = BY_KEY["payments"], BY_KEY["products"], BY_KEY["checks"]


def desk_with(folder, *, language=Language.EN):
    """Return a reviewed desk with one order that passed, and one that is held for its payment."""
    plan = memory.Plan(locale=Locale(language, memory.SHANGHAI.zone, "USD"))
    names = ("O-1", "O-2")
    desk = Reviewing(
        folder,
        plan,
        orders=[order(name) for name in names],
        order_lines=[line(name) for name in names],
        payments=[payment("O-1"), payment("O-2", status=PaymentStatus.DISPUTED)],
    )
    desk.run()
    return desk


def heading_lost(rows):
    """Return Payments with another heading over the statuses."""
    status = PAYMENTS.fields["status"].heading
    return [["State" if cell in status else cell for cell in rows[0]], *rows[1:]]


LOST = [
    (PAYMENTS, lambda _rows: None, "the tab Payments"),
    (PAYMENTS, heading_lost, "the column Status of Payments"),
    (PRODUCTS, lambda rows: rows[:1], "the tab Products"),
    (PRODUCTS, lambda _rows: None, "the tab Products"),
]


def lose(desk, table, change, language=Language.EN):
    """Change a tab as a person would; return what puts it back."""
    name = table.name.said(language)
    kept = desk.book.tabs.pop(name)
    left = change([list(row) for row in kept])
    if left is not None:
        desk.book.tabs[name] = left
    desk.book.state += 1

    def back():
        desk.book.tabs[name] = kept
        desk.book.state += 1

    return back


@pytest.mark.parametrize(("table", "change", "place"), LOST)
def test_what_was_said_stays_and_new_orders_wait(tmp_path, table, change, place):
    desk = desk_with(tmp_path)
    desk.add("O-3")
    back = lose(desk, table, change)
    report = desk.run(NOW + HOUR)
    assert desk.all_shown() == {"O-1": "pass", "O-2": "hold", "O-3": "hold"}
    assert "payment P-O-2 is disputed" in desk.shown("O-2", "because")
    assert desk.shown("O-3", "step") == f"cannot tell: mend {place}"
    (told,) = [p for p in report.plan.problems if "order reviews wait" in p.what.en]
    assert (told.rank, place in told.what.en) == (Rank.LAYOUT, True)
    again = desk.run(NOW + 2 * HOUR)
    assert (again.written.cells, again.plan.memories) == (0, {})
    back()
    looked = desk.addresses
    desk.run(NOW + 3 * HOUR)
    assert desk.all_shown() == {"O-1": "pass", "O-2": "hold", "O-3": "pass"}
    assert desk.addresses == looked + 1  # unchanged orders are not looked at again


def test_in_a_chinese_sheet_the_tab_is_named_in_chinese(tmp_path):
    desk = desk_with(tmp_path, language=Language.ZH)
    lose(desk, PAYMENTS, lambda _rows: None, Language.ZH)
    report = desk.run(NOW + HOUR)
    assert desk.shown("O-2") == "暂缓"
    (told,) = [p for p in report.plan.problems if p.rank is Rank.LAYOUT]
    assert "“付款”表" in told.what.zh


def test_who_does_without_a_tab_switches_its_checks_off(tmp_path):
    desk = desk_with(tmp_path)
    lose(desk, PAYMENTS, lambda _rows: None)
    desk.run(NOW + HOUR)
    desk.book.typed(CHECKS, "K07", active=False)
    report = desk.run(NOW + 2 * HOUR)
    assert desk.all_shown() == {"O-1": "pass", "O-2": "pass"}
    assert not [p for p in report.plan.problems if p.tab == "payments"]


def test_what_is_passed_by_a_person_stays_so(tmp_path):
    desk = desk_with(tmp_path)
    desk.add("O-3", reviewed=NOW)
    lose(desk, PAYMENTS, lambda _rows: None)
    desk.run(NOW + HOUR)
    assert desk.shown("O-3", "because") == "passed by a person"
