"""The shipping promise starts when a review passes, whoever passed it (RULEBOOK 3)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from chalicelib.model.order import OrderStatus
from chalicelib.model.payment import PaymentStatus
from chalicelib.tables.workbook import BY_KEY, ORDERS, PAYMENTS
from tests import memory
from tests.automations.reviewed import HOUR, MINUTE, NOW, Reviewing, line, order, payment

DAY = timedelta(days=1)
PHONE = "+49 30 901820"


@pytest.fixture
def desk(tmp_path):
    """A desk with one order that nothing is wrong with, to be shipped within a day."""
    return Reviewing.of(tmp_path, handling=DAY)


def held(desk, *, dispute):
    status = PaymentStatus.DISPUTED if dispute else PaymentStatus.CAPTURED
    desk.book.typed(PAYMENTS, "P-O-1", status=status)


def ship(desk, now):
    """Run the desk; return state and due of the shipping clock if it is listed."""
    lines = desk.sweep(now).plan.listings["clocks"]
    return next(((one.state, one.due) for one in lines if one.clock == "Ship"), None)


def told(desk, now):
    """Run the desk; return the keys of what is told of the shipping clock."""
    return {i.key for i in desk.sweep(now).plan.intents if i.clock == "Ship"}


def test_an_order_that_the_desk_passes_is_to_be_shipped(desk):
    assert ship(desk, NOW) is None
    assert desk.shown() == "pass"
    assert ship(desk, NOW + 20 * HOUR) == ("due soon", NOW + DAY)
    assert ship(desk, NOW + DAY + MINUTE) == ("overdue", NOW + DAY)


def test_nothing_is_to_be_shipped_before_a_hold_is_mended(tmp_path):
    desk = Reviewing.of(tmp_path, handling=DAY, phone="")
    desk.sweep(NOW)
    assert ship(desk, NOW + 3 * DAY) is None
    desk.book.typed(ORDERS, "O-1", phone=PHONE)
    desk.sweep(NOW + 4 * DAY)
    assert ship(desk, NOW + 5 * DAY - HOUR) == ("due soon", NOW + 5 * DAY)


def test_what_a_person_typed_counts_where_it_was_earlier(tmp_path):
    desk = Reviewing.of(tmp_path, handling=DAY, reviewed=NOW - 2 * HOUR)
    desk.sweep(NOW)
    assert ship(desk, NOW + 20 * HOUR) == ("due soon", NOW + DAY - 2 * HOUR)


def test_a_hold_stands_still_and_the_next_pass_starts_it_anew(desk):
    desk.sweep(NOW)
    held(desk, dispute=True)
    assert ship(desk, NOW + 22 * HOUR) == ("paused", None)
    assert ship(desk, NOW + 9 * DAY) == ("paused", None)
    held(desk, dispute=False)
    assert ship(desk, NOW + 10 * DAY) is None
    assert desk.shown() == "pass"
    assert ship(desk, NOW + 11 * DAY - HOUR) == ("due soon", NOW + 11 * DAY)
    assert ship(desk, NOW + 11 * DAY + MINUTE) == ("overdue", NOW + 11 * DAY)


def test_a_reminder_of_before_the_hold_is_told_again_after_it(desk):
    desk.desk.go_live(NOW)
    desk.sweep(NOW)
    first = told(desk, NOW + 20 * HOUR)
    assert first
    held(desk, dispute=True)
    desk.sweep(NOW + 21 * HOUR)
    held(desk, dispute=False)
    desk.sweep(NOW + 2 * DAY)
    assert told(desk, NOW + 2 * DAY + HOUR) == set()
    again = told(desk, NOW + 3 * DAY - HOUR)
    assert len(again) == len(first)
    assert not again & first


@pytest.mark.parametrize(
    "typed",
    [
        {"status": OrderStatus.SHIPPED, "shipped": NOW + 3 * HOUR},
        {"shipped": NOW + 3 * HOUR},
        {"status": OrderStatus.SHIPPED},
        {"status": OrderStatus.DELIVERED, "delivered": NOW + 3 * HOUR},
        {"shipped": NOW.replace(hour=0)},
        {"status": OrderStatus.SHIPPED, "shipped": NOW.replace(hour=0)},
        {"status": OrderStatus.CANCELLED},
        {"status": OrderStatus.REFUSED},
    ],
    ids=str,
)
@pytest.mark.parametrize("reviewed", [None, NOW - MINUTE], ids=["by the desk", "by a person"])
def test_what_is_shipped_or_called_off_owes_nothing_more(tmp_path, typed, reviewed):
    desk = Reviewing.of(tmp_path, handling=DAY, reviewed=reviewed)
    desk.sweep(NOW)
    desk.book.typed(ORDERS, "O-1", **typed)
    assert ship(desk, NOW + 4 * HOUR) is None
    assert ship(desk, NOW + 3 * DAY) is None


def test_without_a_handling_time_nothing_is_promised(tmp_path):
    desk = Reviewing.of(tmp_path)
    desk.sweep(NOW)
    assert ship(desk, NOW + 9 * DAY) is None


def test_what_a_person_holds_is_not_to_be_shipped(desk):
    desk.sweep(NOW)
    desk.book.typed(ORDERS, "O-1", status=OrderStatus.HELD, held=NOW + 2 * HOUR)
    assert told(desk, NOW + 2 * HOUR) == set()
    assert desk.shown() == "hold"
    assert ship(desk, NOW + 20 * HOUR) == ("paused", None)
    assert told(desk, NOW + 5 * DAY) == set()
    desk.book.typed(ORDERS, "O-1", status=OrderStatus.PASSED, reviewed=NOW + 6 * DAY)
    desk.sweep(NOW + 6 * DAY)
    due = NOW + 7 * DAY
    assert ship(desk, due - HOUR) == ("due soon", due)
    assert ship(desk, due + MINUTE) == ("overdue", due)


@pytest.mark.parametrize("lost", [lambda rows: rows[:1], lambda _rows: None], ids=["rows", "tab"])
def test_a_run_without_the_checks_wipes_no_breach(desk, lost):
    desk.sweep(NOW)
    late = ("overdue", NOW + DAY)
    first = told(desk, NOW + DAY + HOUR)
    assert first
    name = BY_KEY["checks"].name.en
    checks = desk.book.tabs.pop(name)
    if rows := lost(checks):
        desk.book.tabs[name] = rows
    assert ship(desk, NOW + DAY + 2 * HOUR) == late
    desk.book.tabs[name] = checks
    assert ship(desk, NOW + DAY + 3 * HOUR) == late
    assert told(desk, NOW + 3 * DAY) == set()


LONG_AGO = NOW - 200 * DAY
HISTORY = {
    "paid": {"placed": LONG_AGO, "paid": LONG_AGO},
    "only placed": {"placed": LONG_AGO, "paid": None},
    "held by the desk": {"placed": LONG_AGO, "paid": LONG_AGO, "phone": ""},
}


def of_history(folder, **cells):
    """Return a desk that never ran, and an order of long ago that was never sent."""
    rows = {"orders": [order("O-1", handling=DAY, **cells)], "order_lines": [line("O-1")]}
    desk = Reviewing(folder, **rows, payments=[payment("O-1", captured=LONG_AGO)])
    (folder / "new").mkdir()
    desk.desk = memory.desk_of(desk.book, folder / "new", NOW, live=False)
    return desk


@pytest.mark.parametrize("cells", HISTORY.values(), ids=HISTORY)
def test_what_the_first_run_finds_is_history_and_nobody_is_told_of_it(tmp_path, cells):
    desk = of_history(tmp_path, **cells)
    assert not desk.sweep(NOW).live
    desk.desk.go_live(NOW)
    for hours in (1, 5, 25, 49, 24 * 9):
        assert desk.sweep(NOW + hours * HOUR).plan.intents == []


def test_history_is_shown_as_late_as_of_its_payment(tmp_path):
    desk = of_history(tmp_path, **HISTORY["paid"])
    assert ship(desk, NOW) == ("overdue", LONG_AGO + DAY)


def test_what_comes_in_later_counts_from_its_review_however_long_ago_it_was_paid(tmp_path):
    desk = of_history(tmp_path, **HISTORY["paid"])
    desk.sweep(NOW)
    desk.desk.go_live(NOW)
    desk.add("O-2", paid=LONG_AGO, handling=DAY)
    desk.sweep(NOW + HOUR)
    lines = desk.sweep(NOW + 24 * HOUR).plan.listings["clocks"]
    assert [one.due for one in lines if one.record == "O-2"] == [NOW + HOUR + DAY]


def test_a_held_since_that_people_typed_counts_in_the_first_run(tmp_path):
    held = {"status": OrderStatus.HELD, "held": NOW - HOUR, "phone": ""}
    desk = of_history(tmp_path, **{**HISTORY["paid"], **held})
    desk.sweep(NOW)
    desk.desk.go_live(NOW)
    lines = desk.sweep(NOW + 150 * MINUTE).plan.listings["clocks"]
    assert [one.due for one in lines if one.clock == "Manual review"] == [NOW + 3 * HOUR]
