"""Tags on columns: made once, followed wherever the columns go, made anew where they are wrong."""

from __future__ import annotations

from contextlib import suppress

import pytest

from chalicelib.ports.workbook import WorkbookChangedError
from chalicelib.tables.cell import Patch
from tests.adapters.google_shared import big, calls, late, meanwhile
from tests.adapters.workbook_contract import TITLES
from tests.google import person


def test_a_tag_that_was_dragged_away_by_hand_is_made_anew():
    shared = big(2)
    sheets = shared.workbook.read(TITLES)
    shared.workbook.write(sheets, late(sheets))
    columns = shared.book.sheets[0].columns
    columns[2].tags, columns[1].tags = [], columns[2].tags
    shared.client.watch.sleep(3601)
    sheets = shared.workbook.read(TITLES)
    assert shared.workbook.write(sheets, late(sheets, "met")).cells == 2
    assert [row[1:3] for row in shared.reader("Cases")[1:3]] == [["text", "met"]] * 2


def test_a_tab_that_was_deleted_and_made_anew_is_written_in_the_next_try():
    shared = big(2)
    sheets = shared.workbook.read(TITLES)
    shared.workbook.write(sheets, late(sheets))
    world, book = shared.service.world, shared.book
    for deed in (
        person.DuplicateTab("Cases"),
        person.DeleteTab("Cases"),
        person.RetitleTab("Copy of Cases", "Cases"),
    ):
        deed.do(world, book)
    for _ in range(3):
        sheets = shared.workbook.read(TITLES)
        with suppress(WorkbookChangedError):
            shared.workbook.write(sheets, late(sheets, "met"))
    assert [row[2] for row in shared.reader("Cases")[1:3]] == ["met", "met"]


MOVES = {
    "a column of ours is dragged": person.MoveColumn("Cases", "Clock state", "Case ID"),
    "a column is inserted": person.InsertColumn("Cases", "Topic", "Notes"),
    "the ids are dragged": person.MoveColumn("Cases", "Case ID", 5),
    "the tab is doubled": person.DuplicateTab("Cases"),
    "the tab is renamed": person.RetitleTab("Cases", "Old"),
}


@pytest.mark.parametrize("deed", MOVES.values(), ids=MOVES.keys())
def test_a_column_is_written_wherever_it_went_meanwhile(deed):
    shared = big(2)
    sheets = shared.workbook.read(TITLES)
    shared.workbook.write(sheets, late(sheets))
    sheets = shared.workbook.read(TITLES)
    meanwhile(shared, deed)
    made = calls(shared, lambda: shared.workbook.write(sheets, late(sheets, "met")))
    assert made == {"writes": 1}
    tab = shared.book.sheets[0]
    at = [tab.value(0, n) for n in range(8)].index("Clock state")
    assert [tab.value(n, at) for n in (1, 2)] == ["met", "met"]
    assert sum(cell.value == "met" for row in tab.rows for cell in row.cells if cell) == 2


def test_tags_of_a_doubled_tab_are_dropped_when_tags_are_looked_at():
    shared = big(2)
    sheets = shared.workbook.read(TITLES)
    shared.workbook.write(sheets, late(sheets))
    person.DuplicateTab("Cases").do(shared.service.world, shared.book)
    person.InsertColumn("Cases", "Topic", "Notes").do(shared.service.world, shared.book)
    sheets = shared.workbook.read(TITLES)
    at = sheets.grids["cases"].rows[0].index("Clock state") + 1
    shared.workbook.write(sheets, [Patch("cases", 2, at, "late", "met", "C-0")])
    assert [c.tags for c in shared.book.by_title("Copy of Cases").columns if c.tags] == []
    assert shared.reader("Cases")[1][at - 1] == "met"


def test_headings_that_change_places_before_the_tags_are_made_are_seen():
    shared = big(2)
    sheets = shared.workbook.read(TITLES)
    meanwhile(shared, person.InsertColumn("Cases", "Clock state", "Notes"))
    with pytest.raises(WorkbookChangedError):
        shared.workbook.write(sheets, late(sheets))
    assert shared.reader("Cases")[1][:4] == ["C-0", "text", None, "new"]
