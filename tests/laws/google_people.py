"""What people do to a desk on Google Sheets while it is at work."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import strategies as st

from chalicelib.tables.table import Owner
from chalicelib.tables.workbook import CASES, CLOCKS, ORDERS, OVERVIEW, PROBLEMS
from tests.google import person as p
from tests.google import strategies
from tests.google.strategies import Strategy

TYPED = ("id", "status", "owner", "opened", "customer", "first_reply", "placed", "buyer")
HEADINGS = {
    t.name.en: [c.heading.en for c in t.columns if c.key in TYPED or c.owner is Owner.DESK]
    for t in (CASES, ORDERS)
}
LINES = {t.name.en: [c.heading.en for c in t.columns] for t in (OVERVIEW, CLOCKS, PROBLEMS)}
RENAMES = ("?", "Notes", "")
FILLED = st.sampled_from([
    {"Status": "new", "Owner": "Ben", "Customer": "Zoe New", "Opened": "2026-03-02 12:00"},
    {"Case ID": "C-77", "Status": "open", "Customer": "Yan Also", "Opened": "2026-03-01 12:00"},
])  # fmt: skip


def moves() -> Strategy:
    """Return what people do to whole rows where clocks run."""
    return st.one_of([_moves(CASES.name.en, 15), _moves(ORDERS.name.en, 7)])


def _moves(tab: str, last: int) -> Strategy:
    row, on, column = st.integers(2, last), st.just(tab), st.sampled_from(HEADINGS[tab])
    return st.one_of(
        st.builds(p.InsertRow, on, row, st.integers(1, 2)),
        st.builds(p.DeleteRow, on, row),
        st.builds(p.MoveRow, on, row, row),
        st.builds(p.CutPaste, on, row, row),
        st.builds(p.DuplicateRow, on, row, st.none() | row),
        st.builds(p.SortRows, on, column, st.booleans()),
    )


def rows(tab: str, headings: Sequence[str], last: int) -> Strategy:
    """Return what people do to rows and cells of a tab, any day."""
    row, on, column = st.integers(2, last), st.just(tab), st.sampled_from(list(headings))
    return st.one_of(
        _moves(tab, last),
        st.builds(p.TypeCell, on, row, column, strategies.texts),
        st.builds(p.ClearCell, on, row, column),
        st.builds(p.FillDown, on, row, column, st.integers(1, 3)),
    )


def lines(tab: str) -> Strategy:
    """Return what people do to a tab of ours."""
    row, on, column = st.integers(2, 20), st.just(tab), st.sampled_from(LINES[tab])
    return st.one_of(
        st.builds(p.InsertRow, on, row, st.integers(1, 2)),
        st.builds(p.MoveRow, on, row, row),
        st.builds(p.SortRows, on, column, st.booleans()),
    )


def deeds() -> Strategy:
    """Return what people do to rows and cells, mostly where clocks run."""
    cases = rows(CASES.name.en, HEADINGS[CASES.name.en], 15)
    return st.one_of(
        cases,
        cases,
        rows(ORDERS.name.en, HEADINGS[ORDERS.name.en], 7),
        st.builds(p.AppendRow, st.just(CASES.name.en), FILLED),
        st.sampled_from(sorted(LINES)).flatmap(lines),
    )


def columns(tab: str, headings: Sequence[str]) -> Strategy:
    """Return what people do to the columns and the grid of a tab."""
    on, column = st.just(tab), st.sampled_from(list(headings))
    return st.one_of(
        st.builds(p.InsertColumn, on, column, st.sampled_from(["", "Notes", "备注"])),
        st.builds(p.DeleteColumn, on, column),
        st.builds(p.MoveColumn, on, column, column),
        st.builds(p.RenameHeading, on, column, st.sampled_from(RENAMES)),
        st.builds(p.MergeCells, on, st.integers(2, 9), column, st.just(1), st.integers(2, 3)),
        st.builds(p.FilterView, on, column),
        st.builds(p.ShrinkGrid, on, st.integers(0, 6), st.integers(0, 4)),
        st.builds(p.TrimGrid, on),
        st.builds(p.GrowGrid, on, st.integers(0, 5), st.integers(0, 2)),
        st.builds(p.ProtectColumn, on, column),
    )


def swaps() -> Strategy:
    """Return what people do to rows, and to whole columns by cutting and pasting their cells."""
    cut = [
        st.builds(p.SwapColumns, st.just(tab), column, column)
        | st.builds(p.CutColumn, st.just(tab), column, st.integers(22, 24))
        for tab, headings in HEADINGS.items()
        for column in (st.sampled_from(list(headings)),)
    ]
    return st.one_of(moves(), *cut)


def upheavals() -> Strategy:
    """Return all that people do, to columns, tabs and the file as well."""
    tabs = HEADINGS | LINES
    layouts = [columns(tab, headings) for tab, headings in tabs.items()]
    upsets = [strategies.upsets(tab) for tab in tabs]
    return st.one_of(deeds(), *layouts, *upsets)
