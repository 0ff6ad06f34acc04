"""Rows to records: whatever stands in a tab, one bad row never stops the others."""

from datetime import UTC, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from chalicelib.model.case import CaseStatus, Kind
from chalicelib.model.face import BLANK, GARBLED, ClockState, Face
from chalicelib.model.problem import Rank
from chalicelib.model.word import Language
from chalicelib.tables.cell import Flaw, Grid
from chalicelib.tables.codec import Locale
from chalicelib.tables.parse import parse
from chalicelib.tables.workbook import CASES, CLOCKS, ORDER_LINES, ORDERS
from tests.tables.rows import GOOD, HEADINGS, OPENED, SHANGHAI, cases, grave, ids


def test_a_row_becomes_a_record():
    parsed = cases(GOOD)
    (case,) = parsed.records
    assert (case.id, case.kind, case.status) == ("C-1", Kind.INQUIRY, CaseStatus.OPEN)
    assert (OPENED, Decimal("12.5"), BLANK) == (case.opened, case.amount, case.face)
    assert parsed.rows == {"C-1": 2}
    assert not grave(parsed)


@pytest.mark.parametrize("rows", [[], [[]], [[None]], [["", None]]])
def test_an_empty_tab_is_a_broken_layout_and_nothing_else(rows):
    parsed = parse(CASES, Grid("Cases", rows, {}), SHANGHAI)
    assert not parsed.records
    assert {p.column for p in parsed.problems} == {*CASES.fields}
    assert {p.row for p in parsed.problems} == {1}
    layout = {p.column for p in parsed.problems if p.rank is Rank.LAYOUT}
    assert layout == {"id", "status", "opened", "state", "due", "clock", "why"}


def test_a_tab_with_headings_only_has_no_records():
    assert not cases().records
    assert not grave(cases())


def test_a_missing_optional_heading_is_worth_a_word_only():
    (found,) = (p for p in cases(GOOD).problems if p.column == "owner")
    assert (found.row, found.rank) == (1, Rank.LOW)
    assert "Owner" in found.what.en
    assert "负责人" in found.what.zh


def test_a_missing_needed_heading_breaks_the_layout_but_rows_are_read():
    parsed = cases(("C-1", "open"), headings=("Case ID", "Status"))
    assert ids(parsed) == ["C-1"]
    (found,) = (p for p in parsed.problems if p.column == "opened")
    assert found.rank is Rank.LAYOUT


@pytest.mark.parametrize("twin", ["Status", "状态", " STATUS ", "ｓｔａｔｕｓ"])
def test_a_doubled_heading_is_read_from_neither_column(twin):
    parsed = cases((*GOOD, "closed"), headings=(*HEADINGS[:5], twin))
    (found,) = (p for p in parsed.problems if p.column == "status")
    assert (found.row, found.rank) == (1, Rank.LAYOUT)
    assert "C, F" in found.what.en
    assert [record.status for record in parsed.records] == [None]


def test_an_unknown_status_leaves_the_field_empty_and_says_so():
    parsed = cases(("C-1", "", "opne", 46083), ("C-2", "", "open", 46083))
    assert [record.status for record in parsed.records] == [None, CaseStatus.OPEN]
    assert parsed.unread == {"C-1": frozenset({"status"})}
    (found,) = grave(parsed)
    assert (found.row, found.column, found.rank) == (2, "status", Rank.CELL)
    assert "did you mean 'open'" in found.what.en


def test_a_needed_cell_that_is_empty_is_said_once():
    parsed = cases(("C-1", "", "", 46083), ("C-2", "", "nonsense", 46083))
    assert [(p.row, p.column) for p in grave(parsed)].count((3, "status")) == 1
    assert [p.what.en for p in grave(parsed) if p.row == 2] == ["is empty: fill it in"]
    assert parsed.unread.keys() == {"C-1", "C-2"}


def test_a_formula_is_read_as_what_it_gave():
    parsed = cases(GOOD, flaws={(2, 4): Flaw.FORMULA})
    assert [record.opened for record in parsed.records] == [OPENED]
    assert not grave(parsed)


@pytest.mark.parametrize("blank", [None, "", " ", "\u3000"])
def test_a_row_of_ours_alone_is_stale(blank):
    ours = (*[blank] * 5, "overdue", 46084, "Resolution", "because")
    parsed = cases(GOOD, ours, [], [blank] * 9)
    assert ids(parsed) == ["C-1"]
    assert parsed.stale == [3]
    assert not parsed.given
    assert not grave(parsed)


def test_our_cells_are_the_records_face():
    parsed = cases((*GOOD, "已超时", 46084, "Resolution", "because"))
    due = datetime(2026, 3, 2, 16, tzinfo=UTC)
    assert [r.face for r in parsed.records] == [
        Face(ClockState.OVERDUE, due, "Resolution", "because")
    ]


@pytest.mark.parametrize("cells", [("soon", 46084), ("overdue", "whenever")])
def test_garbled_cells_of_ours_are_no_problem_of_peoples(cells):
    parsed = cases((*GOOD, *cells), ("C-2", "", "open", 46083, None, "met"))
    assert [r.face for r in parsed.records] == [GARBLED, Face(ClockState.MET)]
    assert not grave(parsed)


def test_low_oddities_leave_the_field_read():
    locale = Locale(zone=ZoneInfo("Europe/Berlin"))
    parsed = cases(("C-1", "", "open", "2026-10-25 02:30"), locale=locale)
    assert [r.opened for r in parsed.records] == [datetime(2026, 10, 25, 0, 30, tzinfo=UTC)]
    assert [(p.row, p.rank) for p in grave(parsed)] == [(2, Rank.LOW)]
    assert not parsed.unread


def test_rows_may_be_short_or_long():
    parsed = cases(["C-0"], [*GOOD, *[None] * 30, "x"], ["C-2", "", "open"])
    assert ids(parsed) == ["C-0", "C-1", "C-2"]
    assert {(p.row, p.column) for p in grave(parsed)} == {
        (2, "status"),
        (2, "opened"),
        (4, "opened"),
    }


EVERY_KIND_OF_BAD = [
    ("1.5E+20", "inquiry", "open", 46083),
    ("B-1", "x", "x", "31/02/2026", "12,50"),
    ("B-2", 7, True, "03/04/2026", float("nan")),
    ("B-3", "", "", "9999-12-31", "abc"),
    ("B-4", float("inf"), "", 1e300, "9" * 5000),
    ("twice", "", "open", 46083),
    ("twice", "", "open", 46083),
    (None, "x" * 40_000, "open", -5),
]


@pytest.mark.parametrize("bad", EVERY_KIND_OF_BAD, ids=lambda r: str(r[0]))
def test_one_bad_row_never_stops_the_others(bad):
    alone = cases(GOOD, ("C-2", "complaint", "new", 46083))
    among = cases(GOOD, bad, ("C-2", "complaint", "new", 46083))
    assert alone.records == [r for r in among.records if r.id in {"C-1", "C-2"}]


def test_all_bad_rows_together_stop_nothing():
    parsed = cases(GOOD, *EVERY_KIND_OF_BAD, ("C-2", "", "new", 46083))
    assert [r.id for r in parsed.records if r.id.startswith("C-")] == ["C-1", "C-2"]
    assert {"B-1", "B-2", "B-3"} <= parsed.unread.keys()
    assert all(p.what.en and p.what.zh for p in parsed.problems)


def test_chinese_headings_and_words():
    rows = [
        ["订单编号", "状态", "下单时间", "备货时限"],
        ["00123", "人工审核", "2026年3月2日 14:05", "2 天"],
    ]
    parsed = parse(ORDERS, Grid("订单", rows, {}), SHANGHAI)
    (order,) = parsed.records
    assert (order.id, order.status, order.placed) == ("00123", "held", OPENED)
    assert order.handling.days == 2


def test_a_tab_without_clocks_has_no_face():
    rows = [
        ORDER_LINES.heading_row(Language.EN),
        ["L-1", "O-1", "SKU", "Shirt", "red", 2, 9.5, "EUR"],
    ]
    (line,) = parse(ORDER_LINES, Grid("", rows, {}), SHANGHAI).records
    assert (2, Decimal("9.5")) == (line.quantity, line.price)


def test_the_desks_own_tabs_are_not_read():
    rows = [CLOCKS.heading_row(Language.EN), ["Cases", "C-1", "Resolution", "overdue"]]
    parsed = parse(CLOCKS, Grid("Clocks", rows, {}), SHANGHAI)
    assert not parsed.records
    assert not parsed.problems
