"""Columns that change places by cut and paste while we write: what people had is put back."""

from __future__ import annotations

import pytest

from chalicelib.tables.cell import Patch
from tests.adapters.google_shared import HEADS, Shared, late, meanwhile
from tests.adapters.workbook_contract import TITLES
from tests.google import person

ROWS = [
    ["C-0", None, "new"],
    ["C-1", "one", "new"],
    ["C-2", 46083.5, "new"],
    ["C-3", "three", "new"],
]


def warm(rows=ROWS):
    """Return a spreadsheet that was written once, and how it reads then."""
    shared = Shared({"Cases": [HEADS, *rows]})
    sheets = shared.workbook.read(TITLES)
    shared.workbook.write(sheets, late(sheets, "met"))
    return shared, shared.workbook.read(TITLES)


def topics(shared):
    """Return what stands under the heading of people, by id."""
    rows = shared.reader("Cases")
    at, ids = rows[0].index("Topic"), rows[0].index("Case ID")
    filled = [row + [None] * 40 for row in rows[1:] if row and any(row)]
    return {row[ids]: row[at] or None for row in filled}


SWAPS = {
    "ours with theirs": [person.SwapColumns("Cases", "Clock state", "Topic")],
    "and a row is inserted": [
        person.SwapColumns("Cases", "Clock state", "Topic"),
        person.InsertRow("Cases", 2),
    ],
    "and rows are sorted": [
        person.SwapColumns("Cases", "Clock state", "Topic"),
        person.SortRows("Cases", "Case ID", descending=True),
    ],
    "all three": [
        person.SwapColumns("Cases", "Clock state", "Topic"),
        person.SwapColumns("Cases", "Clock state", "Case ID"),
    ],
    "ours is cut out": [person.CutColumn("Cases", "Clock state", 7)],
    "theirs is pasted over ours": [person.CutColumn("Cases", "Topic", "Clock state")],
}


@pytest.mark.parametrize("deeds", SWAPS.values(), ids=SWAPS.keys())
def test_cells_of_people_that_came_to_stand_under_our_tag_are_put_back(deeds):
    shared, sheets = warm()
    meanwhile(shared, *deeds)
    written = shared.workbook.write(sheets, late(sheets))
    assert topics(shared) == {"C-0": None, "C-1": "one", "C-2": 46083.5, "C-3": "three"}
    assert written.lost == 0
    tab = shared.book.sheets[0]
    blank = [n for n in range(40) if not tab.value(0, n)]
    assert [tab.value(r, n) for r in range(1, 5) for n in blank if tab.value(r, n)] == []


def test_the_next_run_writes_ours_where_it_went():
    shared, sheets = warm()
    meanwhile(shared, person.SwapColumns("Cases", "Clock state", "Topic"))
    shared.workbook.write(sheets, late(sheets))
    sheets = shared.workbook.read(TITLES)
    again = [Patch("cases", n, 2, None, "late", f"C-{n - 2}") for n in range(2, 6)]
    shared.workbook.write(sheets, again)
    assert [row[1] for row in shared.reader("Cases")[1:5]] == ["late"] * 4
    assert topics(shared) == {"C-0": None, "C-1": "one", "C-2": 46083.5, "C-3": "three"}


def test_a_heading_that_was_only_renamed_leaves_our_values_alone():
    shared, sheets = warm()
    meanwhile(shared, person.RenameHeading("Cases", "Clock state", "Faellig"))
    written = shared.workbook.write(sheets, late(sheets)[:2])
    assert [row[2] for row in shared.reader("Cases")[1:5]] == ["late", "late", "met", "met"]
    assert written.lost == 0


def test_cells_of_which_nobody_knows_what_they_held_are_told():
    shared, sheets = warm()
    other = shared.book.sheets[0]
    swap = person.SwapColumns("Cases", "Clock state", "Notes")
    meanwhile(
        shared,
        person.InsertColumn("Cases", 9, "Notes"),
        person.TypeCell("Cases", 3, "Notes", "mine"),
        swap,
    )
    assert shared.workbook.write(sheets, late(sheets)[:1]).lost == 1
    assert other.value(2, 2) == "mine"
    fault = shared.workbook.read(TITLES).faults[0]
    assert (fault.tab, fault.column, fault.shuts) == ("cases", "state", False)
    shared.client.watch.sleep(3700)
    assert shared.workbook.read(TITLES).faults == ()


def test_what_google_does_not_let_us_put_back_is_told():
    shared, sheets = warm()
    meanwhile(shared, person.SwapColumns("Cases", "Clock state", "Topic"))

    def protects(service, request, *_):
        if "gridRange" in request.body.decode() and "batchGet" in request.path:
            person.ProtectColumn("Cases", "Topic").do(service.world, shared.book)

    shared.service.before.append(protects)
    assert shared.workbook.write(sheets, late(sheets)).lost == 4
