"""gspread's Worksheet, unmodified, against the server: reading and writing values."""

from __future__ import annotations

import re

import gspread
import pytest
from gspread.cell import Cell
from gspread.exceptions import APIError, GSpreadException
from gspread.utils import DateTimeOption, Dimension, GridRangeType, TableDirection

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


def values(tab):
    return tab.get_all_values()


def test_update_and_get(tab):
    answer = tab.update([["x", 1], [None, True]], "B2:C3")
    assert (answer["updatedRange"], answer["updatedRows"]) == ("Cases!B2:C3", 2)
    assert tab.get("A2:C3") == [["a", "x", "1"], ["b", "done", "TRUE"]]


def test_update_echoes_what_then_stands_there(tab):
    answer = tab.update(
        [[None, "seen"]],
        "A2:B2",
        include_values_in_response=True,
        response_value_render_option="UNFORMATTED_VALUE",
    )
    assert answer["updatedData"]["values"] == [["a", "seen"]]


def test_update_by_columns_and_as_typed(tab):
    tab.update([["1,5", "=1+1"]], "E1", major_dimension=Dimension.cols, raw=False)
    assert tab.get("E1:E2", value_render_option="UNFORMATTED_VALUE") == [["1,5"], [2]]
    tab.update([["=1+1"]], "E1")
    assert tab.acell("E1").value == "=1+1"


def test_update_beyond_its_range_or_the_grid_is_refused(tab):
    with pytest.raises(APIError, match="but tried writing to row"):
        tab.update([["a"], ["b"]], "A1:B1")
    with pytest.raises(APIError, match="exceeds grid limits"):
        tab.update([["a"]], "A11")


def test_batch_update_and_batch_get(tab):
    data = [{"range": "A2", "values": [["z"]]}, {"range": "C2:C3", "values": [[7], [8]]}]
    assert tab.batch_update(data)["totalUpdatedCells"] == 3
    first, second = tab.batch_get(["A2", "C2:C3"])
    assert (first, second) == ([["z"]], [["7"], ["8"]])
    assert (first.range, first.major_dimension) == ("Cases!A2", "ROWS")
    assert first.first() == "z"


def test_a_batch_with_one_bad_range_writes_nothing(tab):
    data = [{"range": "A2", "values": [["z"]]}, {"range": "A99", "values": [["z"]]}]
    with pytest.raises(APIError, match=r"Invalid data\[1\]"):
        tab.batch_update(data)
    assert tab.acell("A2").value == "a"


def test_cell_acell_update_cell_update_acell(tab):
    tab.update_cell(2, 2, "open")
    tab.update_acell("C2", "3")
    assert tab.cell(2, 2) == Cell(2, 2, "open")
    assert tab.acell("C2", value_render_option="UNFORMATTED_VALUE").value == 3
    assert tab.acell("F9").value is None


def test_range_and_update_cells(tab):
    cells = tab.range("A2:B3")
    assert [(c.address, c.value) for c in cells] == [
        ("A2", "a"), ("B2", "new"), ("A3", "b"), ("B3", "done"),
    ]  # fmt: skip
    for cell in cells:
        cell.value = cell.value.upper()
    tab.update_cells(cells)
    assert values(tab)[1:] == [["A", "NEW", "1"], ["B", "DONE", "2.5"]]
    assert [c.value for c in tab.range(1, 1, 1, 2)] == ["Id", "State"]


def test_get_all_cells_is_the_whole_grid(tab):
    assert len(tab.get_all_cells()) == 60


def test_row_and_col_values(tab):
    assert tab.row_values(2) == ["a", "new", "1"]
    assert tab.col_values(3) == ["Amount", "1", "2.5"]
    assert tab.col_values(3, value_render_option="UNFORMATTED_VALUE") == ["Amount", 1, 2.5]
    assert tab.row_values(9) == []
    assert tab.col_values(6) == []


def test_get_all_records(tab):
    assert tab.get_all_records() == [
        {"Id": "a", "State": "new", "Amount": 1},
        {"Id": "b", "State": "done", "Amount": 2.5},
    ]
    tab.update([["Id"]], "B1")
    with pytest.raises(GSpreadException, match="duplicates"):
        tab.get_all_records()


def test_get_values_padded_sized_and_by_columns(tab):
    tab.update([[""]], "C3")
    assert tab.get("A1:F4") == [["Id", "State", "Amount"], ["a", "new", "1"], ["b", "done"]]
    assert tab.get_values("A2:C3") == [["a", "new", "1"], ["b", "done", ""]]
    assert tab.get("A3:C4", maintain_size=True) == [["b", "done", ""], ["", "", ""]]
    assert tab.get("A2:B3", major_dimension="COLUMNS") == [["a", "b"], ["new", "done"]]
    plain = tab.get("A2:B3", return_type=GridRangeType.ListOfLists)
    assert plain == [["a", "new"], ["b", "done"]]


def test_get_values_of_merged_cells(tab):
    tab.merge_cells("A1:B1")
    assert tab.get_values("A1:C1") == [["Id", "", "Amount"]]
    assert tab.get_values("A1:C1", combine_merged_cells=True) == [["Id", "Id", "Amount"]]


def test_dates_as_numbers_and_as_text(tab):
    tab.update([["2026-11-21", "3:15 PM", "50%"]], "D2", raw=False)
    got = tab.get("D2:F2", value_render_option="UNFORMATTED_VALUE")
    assert got == [[46347, 0.6354166666666666, 0.5]]
    got = tab.get(
        "D2:F2",
        value_render_option="UNFORMATTED_VALUE",
        date_time_render_option=DateTimeOption.formatted_string,
    )
    assert got == [["2026-11-21", "3:15 PM", 0.5]]
    assert tab.get("D2:F2") == [["2026-11-21", "3:15 PM", "50%"]]


def test_find_and_findall(tab):
    tab.update([["new"]], "D3")
    assert tab.find("done") == Cell(3, 2, "done")
    assert tab.find("NEW", case_sensitive=False).address == "B2"
    assert tab.find("nothing") is None
    assert [c.address for c in tab.findall("new")] == ["B2", "D3"]
    assert [c.address for c in tab.findall(re.compile("^(a|b)$"), in_column=1)] == ["A2", "A3"]
    assert tab.find("done", in_row=2) is None


def test_append_row_and_rows(tab):
    answer = tab.append_row(["c", "new", "=1+1"], value_input_option="USER_ENTERED")
    assert answer["updates"]["updatedRange"] == "Cases!A4:C4"
    assert answer["tableRange"] == "Cases!A1:C3"
    tab.append_rows([["d"], ["e"]], table_range="A1:C1", insert_data_option="INSERT_ROWS")
    assert tab.col_values(1) == ["Id", "a", "b", "c", "d", "e"]
    assert tab.cell(4, 3).value == "2"


def test_append_grows_the_grid(book):
    tab = book.add_worksheet("Small", rows=1, cols=2)
    tab.append_row(["first"])
    tab.append_row(["second"], include_values_in_response=True)
    assert book.worksheet("Small").row_count == 2


def test_insert_row_rows_and_cols(tab):
    tab.insert_row(["0", "top"], index=2)
    tab.insert_rows([["p"], ["q"]], row=3)
    assert tab.col_values(1) == ["Id", "0", "p", "q", "a", "b"]
    tab.insert_cols([["No", "1"], ["Nr", "2"]], col=1)
    assert [row[:3] for row in values(tab)[:2]] == [["No", "Nr", "Id"], ["1", "2", "0"]]


def test_inserted_rows_take_the_look_of_the_row_before(tab):
    tab.format("A2:B2", {"textFormat": {"bold": True}})
    tab.insert_row(["n"], index=3, inherit_from_before=True)
    answer = tab.client.spreadsheets_get(
        tab.spreadsheet_id,
        {"ranges": "Cases!A3", "fields": "sheets.data.rowData.values.userEnteredFormat"},
    )
    (cell,) = answer["sheets"][0]["data"][0]["rowData"][0]["values"]
    assert cell["userEnteredFormat"]["textFormat"]["bold"] is True


def test_clear_and_batch_clear(tab):
    assert tab.batch_clear(["A2", "C2:C3"])["clearedRanges"] == ["Cases!A2", "Cases!C2:C3"]
    assert values(tab) == [["Id", "State", "Amount"], ["", "new", ""], ["b", "done", ""]]
    tab.clear()
    assert values(tab) == [[]]


def test_expand(tab):
    assert tab.expand("A2") == [["a", "new", "1"], ["b", "done", "2.5"]]
    assert tab.expand("B1", direction=TableDirection.down) == [["State"], ["new"], ["done"]]
    assert tab.expand("A3", direction=TableDirection.right) == [["b", "done", "2.5"]]


def test_sort_by_columns_and_of_a_range(tab):
    tab.update([["c", "new", 3]], "A4")
    tab.sort((3, "des"), range="A2:C4")
    assert tab.col_values(1) == ["Id", "c", "b", "a"]
    tab.freeze(rows=1)
    tab.sort((2, "asc"), (1, "asc"))
    assert tab.col_values(1) == ["Id", "b", "a", "c"]


def test_formulas_follow_what_is_typed_and_moved(tab):
    tab.update([["=SUM(C2:C3)"]], "E1", raw=False)
    assert tab.acell("E1").value == "3.5"
    tab.update_acell("C2", 10)
    tab.insert_row(["n", "", 100], index=3)
    assert tab.acell("E1").value == "112.5"
    assert tab.acell("E1", value_render_option="FORMULA").value == "=SUM(C2:C4)"
    tab.delete_rows(2, 4)
    assert tab.acell("E1").value == "#REF!"


def test_a_spilling_heading_fills_its_column_until_somebody_writes_there(book, tab):
    desk = book.add_worksheet("Desk", 10, 3)
    desk.update([["Id", "State"], ["b", "waiting"], ["a", "paid"]])
    formula = (
        '={"State";ARRAYFORMULA(IF(A2:A="","",IFERROR(VLOOKUP(A2:A,\'Desk\'!A2:C,2,FALSE),"")))}'
    )
    tab.update([[formula]], "E1", raw=False)
    assert tab.col_values(5)[:3] == ["State", "paid", "waiting"]
    tab.update_acell("E3", "mine")
    assert tab.col_values(5) == ["#REF!", "", "mine"]
    tab.batch_clear(["E3"])
    assert tab.col_values(5)[:3] == ["State", "paid", "waiting"]
    tab.sort((1, "des"), range="A2:C3")
    assert tab.col_values(5)[:3] == ["State", "waiting", "paid"]
