"""gspread's Worksheet, unmodified, against the server: what cells have besides values."""

from __future__ import annotations

import gspread
import pytest
from gspread.exceptions import APIError
from gspread.utils import MergeType, PasteOrientation, PasteType, ValidationConditionType

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


def told(tab, fields, **params):
    """What spreadsheets.get says of the tab."""
    answer = tab.client.spreadsheets_get(
        tab.spreadsheet_id, {"fields": f"sheets(properties,{fields})", **params}
    )
    return next(s for s in answer["sheets"] if s["properties"]["sheetId"] == tab.id)


def formats(tab, where):
    answer = tab.client.spreadsheets_get(
        tab.spreadsheet_id,
        {"ranges": f"Cases!{where}", "fields": "sheets.data.rowData.values.userEnteredFormat"},
    )
    rows = answer["sheets"][0]["data"][0].get("rowData", [])
    return [[cell.get("userEnteredFormat") for cell in row.get("values", [])] for row in rows]


def test_format_and_batch_format(tab):
    tab.format("A1:B1", {"textFormat": {"bold": True}, "horizontalAlignment": "CENTER"})
    tab.format(["A2", "A3"], {"numberFormat": {"type": "TEXT"}})
    tab.batch_format(
        [
            {"range": "C2:C3", "format": {"numberFormat": {"type": "NUMBER", "pattern": "0.00"}}},
            {"range": "A1", "format": {"wrapStrategy": "WRAP"}},
        ]
    )
    head = formats(tab, "A1:C1")[0]
    assert head[0]["textFormat"]["bold"] is True
    assert (head[0]["horizontalAlignment"], head[0]["wrapStrategy"]) == ("CENTER", "WRAP")
    assert tab.acell("C2").value == "1.00"
    tab.update_acell("A2", "007")
    assert tab.acell("A2", value_render_option="UNFORMATTED_VALUE").value == "007"


def test_merge_and_unmerge(tab):
    tab.merge_cells("A1:B2")
    tab.merge_cells("C1:D3", MergeType.merge_rows)
    merges = told(tab, "merges")["merges"]
    assert len(merges) == 4
    assert tab.acell("B2").value is None
    tab.unmerge_cells("A1:D3")
    assert "merges" not in told(tab, "merges")


def test_batch_merge(tab):
    merges = [{"range": "A5:B6"}, {"range": "C5:D6", "mergeType": MergeType.merge_columns}]
    tab.batch_merge(merges)
    assert len(told(tab, "merges")["merges"]) == 3


def test_notes(tab):
    tab.update_note("A1", "the key")
    tab.insert_note("B2", "ask")
    tab.update_notes({"C2": "twice"})
    tab.insert_notes({"C3": "more"})
    assert tab.get_note("A1") == "the key"
    assert tab.get_note("F9") == ""
    assert tab.get_notes() == [["the key"], ["", "ask", "twice"], ["", "", "more"]]
    assert tab.get_notes(grid_range="B2:C2") == [["ask", "twice"]]
    tab.clear_note("A1")
    tab.clear_notes(["C2", "C3"])
    assert tab.get_notes()[1] == ["", "ask"]


def test_named_range_of_a_tab(tab):
    made = tab.define_named_range("B1:B3", "states")
    entry = made["replies"][0]["addNamedRange"]["namedRange"]
    assert [cell.value for cell in tab.range("states")] == ["State", "new", "done"]
    tab.insert_row(["0"], index=1)
    assert [cell.value for cell in tab.range("states")] == ["State", "new", "done"]
    with pytest.raises(APIError, match=r"\[400\]"):
        tab.define_named_range("A1", "states")
    tab.delete_named_range(entry["namedRangeId"])


def test_copy_range(tab):
    tab.update([["=C2*2"]], "D2", raw=False)
    tab.copy_range("D2", "D3")
    assert tab.acell("D3", value_render_option="FORMULA").value == "=C3*2"
    tab.copy_range("A1:C1", "F1:F3", PasteType.values, PasteOrientation.transpose)
    assert tab.col_values(6) == ["Id", "State", "Amount"]
    tab.format("A1", {"textFormat": {"bold": True}})
    tab.copy_range("A1", "A5", paste_type=PasteType.format)
    assert tab.acell("A5").value is None
    assert formats(tab, "A5") == [[{"textFormat": {"bold": True}}]]


def test_cut_range_takes_references_along(tab):
    tab.update([["=C2"]], "E1", raw=False)
    tab.cut_range("C2", "D5")
    assert tab.acell("C2").value is None
    assert tab.acell("D5").value == "1"
    assert tab.acell("E1", value_render_option="FORMULA").value == "=D5"


def test_validation(tab):
    tab.add_validation(
        "B2:B3",
        ValidationConditionType.one_of_list,
        ["new", "done"],
        inputMessage="choose",
        strict=True,
        showCustomUi=True,
    )
    data = told(tab, "data.rowData.values.dataValidation", ranges="Cases!B2")["data"][0]
    rule = data["rowData"][0]["values"][0]["dataValidation"]
    assert rule["condition"]["type"] == "ONE_OF_LIST"
    assert [v["userEnteredValue"] for v in rule["condition"]["values"]] == ["new", "done"]
    assert (rule["strict"], rule["showCustomUi"], rule["inputMessage"]) == (True, True, "choose")
    with pytest.raises(APIError, match=r"\[400\]"):
        tab.add_validation("B2", ValidationConditionType.number_between, ["1"])
