"""gspread's Worksheet, unmodified, against the server: the tab, its rows and columns."""

from __future__ import annotations

import gspread
import pytest
from gspread.exceptions import APIError
from gspread.utils import Dimension

from tests.google.server import Service
from tests.google.transport import session


@pytest.fixture
def book():
    return gspread.authorize(None, session=session(Service())).create("Desk")


@pytest.fixture
def tab(book):
    tab = book.add_worksheet("Cases", rows=10, cols=6)
    tab.update([["Id", "State", "Amount"], ["a", "new", 1], ["b", "done", 2.5]])
    return tab


def now(tab):
    """The tab as the server knows it."""
    return tab.spreadsheet.get_worksheet_by_id(tab.id)


def told(tab, fields, **params):
    """What spreadsheets.get says of the tab."""
    answer = tab.client.spreadsheets_get(
        tab.spreadsheet_id, {"fields": f"sheets(properties,{fields})", **params}
    )
    return next(s for s in answer["sheets"] if s["properties"]["sheetId"] == tab.id)


def test_properties(tab, book):
    assert (tab.title, tab.index, tab.row_count, tab.col_count) == ("Cases", 1, 10, 6)
    assert tab.url == f"https://docs.google.com/spreadsheets/d/{book.id}#gid={tab.id}"
    assert tab.spreadsheet is book
    assert (tab.frozen_row_count, tab.frozen_col_count) == (0, 0)
    assert (tab.isSheetHidden, tab.is_gridlines_hidden, tab.tab_color) == (False, False, None)
    assert tab.column_count == 6
    assert "Cases" in repr(tab)


def test_resize_and_more_rows_and_columns(tab):
    tab.resize(rows=3, cols=3)
    assert (now(tab).row_count, now(tab).col_count) == (3, 3)
    tab.add_rows(2)
    tab.add_cols(1)
    assert (now(tab).row_count, now(tab).col_count) == (5, 4)
    assert tab.get_all_values()[2] == ["b", "done", "2.5"]


def test_resizing_to_nothing_is_refused(tab):
    with pytest.raises(APIError, match=r"\[400\]"):
        tab.resize(rows=0)


def test_update_title_and_index(tab, book):
    tab.update_title("Renamed")
    tab.update_index(0)
    assert [t.title for t in book.worksheets()] == ["Renamed", "Sheet1"]
    with pytest.raises(APIError, match="already exists"):
        tab.update_title("Sheet1")


def test_tab_colour(tab):
    tab.update_tab_color("#ff8000")
    assert now(tab).tab_color == "#FF8000"
    assert now(tab).get_tab_color() == "#FF8000"
    tab.clear_tab_color()
    assert now(tab).tab_color in (None, "#000000")


def test_freeze(tab):
    tab.freeze(rows=1, cols=2)
    assert (now(tab).frozen_row_count, now(tab).frozen_col_count) == (1, 2)
    with pytest.raises(APIError, match=r"\[400\]"):
        tab.freeze(rows=10)


def test_hide_and_show_the_tab_and_its_lines(tab):
    tab.hide()
    tab.hide_gridlines()
    assert (now(tab).isSheetHidden, now(tab).is_gridlines_hidden) == (True, True)
    tab.show()
    tab.show_gridlines()
    assert (now(tab).isSheetHidden, now(tab).is_gridlines_hidden) == (False, False)


def test_hide_and_unhide_rows_and_columns(tab):
    tab.hide_rows(1, 3)
    tab.hide_columns(0, 1)

    def hidden():
        data = told(tab, "data(rowMetadata,columnMetadata)", ranges="Cases!A1:C4")["data"][0]
        return tuple(
            [line.get("hiddenByUser", False) for line in data[name]]
            for name in ("rowMetadata", "columnMetadata")
        )

    assert hidden() == ([False, True, True, False], [True, False, False])
    tab.unhide_rows(1, 2)
    tab.unhide_columns(0, 1)
    assert hidden() == ([False, False, True, False], [False, False, False])


def test_auto_resize(tab):
    assert tab.columns_auto_resize(0, 3)["replies"] == [{}]
    assert tab.rows_auto_resize(0, 3)["replies"] == [{}]


def test_delete_rows_columns_and_dimension(tab):
    tab.delete_rows(2)
    assert tab.col_values(1) == ["Id", "b"]
    tab.delete_columns(2, 3)
    assert tab.row_values(1) == ["Id"]
    tab.delete_dimension(Dimension.rows, 1, 2)
    assert tab.get_all_values() == [[]]
    assert (now(tab).row_count, now(tab).col_count) == (7, 4)


def test_deleting_all_rows_is_refused(tab):
    with pytest.raises(APIError, match=r"\[400\].*all the rows"):
        tab.delete_rows(1, 10)


def test_protected_ranges(tab, book):
    made = tab.add_protected_range("A1:A3", editor_users_emails=["ana@shop.example"])
    entry = made["replies"][0]["addProtectedRange"]["protectedRange"]
    assert entry["range"]["sheetId"] == tab.id
    assert len(book.list_protected_ranges(tab.id)) == 1
    tab.delete_protected_range(entry["protectedRangeId"])
    assert book.list_protected_ranges(tab.id) == []


def test_basic_filter(tab):
    tab.set_basic_filter("A1:C3")
    assert told(tab, "basicFilter")["basicFilter"]["range"]["endRowIndex"] == 3
    tab.set_basic_filter()
    assert told(tab, "basicFilter")["basicFilter"]["range"]["sheetId"] == tab.id
    tab.clear_basic_filter()
    assert "basicFilter" not in told(tab, "basicFilter")


def test_duplicate_and_copy_to(tab):
    twin = tab.duplicate(insert_sheet_index=0, new_sheet_name="Twin")
    assert (twin.title, twin.index, twin.acell("A2").value) == ("Twin", 0, "a")
    other = gspread.Client(None, tab.client.session).create("Other")
    made = tab.copy_to(other.id)
    assert made["title"] == "Copy of Cases"
    assert other.worksheet("Copy of Cases").acell("B3").value == "done"


def test_dimension_groups(tab):
    tab.add_dimension_group_rows(1, 4)
    tab.add_dimension_group_columns(0, 2)
    (rows,) = tab.list_dimension_group_rows()
    assert (rows["range"]["startIndex"], rows["range"]["endIndex"], rows["depth"]) == (1, 4, 1)
    assert len(tab.list_dimension_group_columns()) == 1
    tab.delete_dimension_group_rows(1, 4)
    tab.delete_dimension_group_columns(0, 2)
    assert tab.list_dimension_group_rows() == tab.list_dimension_group_columns() == []
