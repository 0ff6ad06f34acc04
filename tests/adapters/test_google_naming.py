"""Ids for rows without one: only into a blank cell of a row that is filled in."""

from __future__ import annotations

from chalicelib.tables.cell import Patch
from tests.adapters.google_shared import HEADS, Shared, meanwhile
from tests.adapters.workbook_contract import TITLES
from tests.google import person


def test_rows_without_an_id_are_given_one_where_the_cell_is_still_empty():
    shared = Shared({"Cases": [HEADS, ["", "one"], ["", "two"]]})
    sheets = shared.workbook.read(TITLES)
    naming = [Patch("cases", 2, 1, "", "N-1"), Patch("cases", 3, 1, "", "N-2")]
    shared.book.sheets[0].rows[2].touch(0).value = "MINE"
    written = shared.workbook.write(sheets, naming)
    assert (written.cells, list(written.conflicts)) == (1, naming[1:])
    assert [row[0] for row in shared.reader("Cases")[1:3]] == ["N-1", "MINE"]


def test_an_id_that_came_to_stand_in_an_empty_row_is_taken_back():
    shared = Shared({"Cases": [HEADS, ["C-1", "one"], ["", "two"]]})
    sheets = shared.workbook.read(TITLES)
    meanwhile(shared, person.DeleteRow("Cases", 2))
    naming = [Patch("cases", 3, 1, "", "N-1")]
    assert shared.workbook.write(sheets, naming).conflicts == naming
    assert shared.reader("Cases")[1:3] == [[None, "two"], [None]]


def test_an_id_that_went_into_another_column_is_taken_back():
    shared = Shared({"Cases": [HEADS, ["", "one"]]})
    shared.workbook.write(shared.workbook.read(TITLES), [Patch("cases", 2, 1, "", "N-0")])
    shared.book.sheets[0].rows[1].touch(0).value = None
    sheets = shared.workbook.read(TITLES)
    meanwhile(shared, person.InsertColumn("Cases", "Case ID", "Notes"))
    naming = [Patch("cases", 2, 1, "", "N-1")]
    assert shared.workbook.write(sheets, naming).conflicts == naming
    assert shared.reader("Cases")[1][:3] == [None, None, "one"]


def test_an_id_that_went_under_the_heading_of_people_is_taken_back():
    shared = Shared({"Cases": [[*HEADS, "Why"], ["C-0", "one", "", "so"], ["", "two"]]})
    naming = [Patch("cases", 3, 1, "", "N-1")]
    shared.workbook.write(shared.workbook.read(TITLES), naming)
    shared.book.sheets[0].rows[2].touch(0).value = None
    sheets = shared.workbook.read(TITLES)
    meanwhile(shared, person.SwapColumns("Cases", "Case ID", "Why"))
    assert shared.workbook.write(sheets, naming).conflicts == naming
    shown = [row[:4] for row in shared.reader("Cases")[1:3]]
    assert shown == [["so", "one", None, "C-0"], [None, "two", None, None]]
