"""Requests that write, copy, fill and search cells."""

import pytest

from tests.google_server.batch_bench import Bench, extended, grid, lines

BOLD = {"textFormat": {"bold": True}}
RED = {"red": 1}


@pytest.fixture
def bench():
    return Bench()


def cell(bench, row, column):
    return bench.sheet.cell(row, column)


def test_the_same_is_written_into_every_cell(bench):
    bench.write("A1", [["keep", "keep"]])
    style = {"userEnteredFormat": {**BOLD, "backgroundColor": RED}}
    bench.do("repeatCell", range=grid("A1:B2"), cell=style, fields="userEnteredFormat(textFormat)")
    assert cell(bench, 0, 0).format == BOLD
    bench.do(
        "repeatCell", range=grid("B:B"), cell=style, fields="userEnteredFormat.backgroundColor"
    )
    both = {"backgroundColor": RED, "backgroundColorStyle": {"rgbColor": RED}}
    assert cell(bench, 0, 1).format == {**BOLD, **both}
    assert cell(bench, 9, 1).format == both
    assert bench.values() == [["keep", "keep"]]
    bench.do("repeatCell", range=grid("B:B"), cell={}, fields="userEnteredFormat")
    assert cell(bench, 9, 1) is None


def test_a_repeated_formula_looks_from_each_cell(bench):
    formula = {"userEnteredValue": extended("=A1*2")}
    bench.write("A1", [[1], [2]])
    bench.do("repeatCell", range=grid("B1:B2"), cell=formula, fields="userEnteredValue")
    assert bench.values() == [[1.0, 2.0], [2.0, 4.0]]


@pytest.mark.parametrize("area", ["E5:Z99", "B2:B1"])
def test_a_range_may_leave_the_grid_or_be_empty(bench, area):
    spec = {"range": grid(area), "cell": {"note": "n"}, "fields": "note"}
    bench.do("repeatCell", **spec)
    assert (len(bench.sheet.rows), len(bench.sheet.columns)) == (10, 5)


def test_a_range_beyond_the_grid_is_refused(bench):
    spec = {"range": grid("A11"), "cell": {"note": "n"}, "fields": "note"}
    limits = "Range (Sheet1!A11) exceeds grid limits. Max rows: 10, max columns: 5"
    assert bench.refusal("repeatCell", **spec) == limits


def test_rows_are_written_from_a_start_and_what_is_left_out_stays(bench):
    bench.write("A1", [[1, 2, 3], [4, 5, 6]])
    rows = [{"values": [{}, {"userEnteredValue": extended("x")}]}]
    start = {"sheetId": 0, "rowIndex": 0, "columnIndex": 0}
    bench.do("updateCells", start=start, rows=rows, fields="userEnteredValue")
    assert bench.values() == [[None, "x", 3.0], [4.0, 5.0, 6.0]]


def test_what_a_range_has_beyond_the_rows_is_cleared(bench):
    bench.write("A1", [[1, 2, 3], [4, 5, 6], [7]])
    rows = [{"values": [{"userEnteredValue": extended("x")}]}]
    bench.do("updateCells", range=grid("A1:B2"), rows=rows, fields="userEnteredValue")
    assert bench.values() == [["x", None, 3.0], [None, None, 6.0], [7.0]]


def test_more_than_fits_is_refused(bench):
    rows = [{"values": [{}] * 6}]
    far = bench.refusal("updateCells", start={}, rows=rows, fields="note")
    assert far == "Attempting to write column: 5, beyond the last requested column of: 4"
    far = bench.refusal("updateCells", range=grid("A1"), rows=[{}, {}], fields="note")
    assert far == "Attempting to write row: 1, beyond the last requested row of: 0"
    bench.refusal("updateCells", start={"rowIndex": 10}, rows=[{}], fields="note")


def test_all_that_a_cell_can_hold(bench):
    rule = {"condition": {"type": "BOOLEAN"}, "strict": True}
    data = {
        "userEnteredValue": {"numberValue": 45000.5},
        "userEnteredFormat": {"numberFormat": {"type": "DATE", "pattern": "yyyy-mm-dd"}},
        "note": "look",
        "dataValidation": rule,
    }
    bench.do("updateCells", start={}, rows=[{"values": [data]}], fields="*")
    shown = bench.get(includeGridData="true")["sheets"][0]["data"][0]["rowData"][0]["values"][0]
    assert data.items() <= shown.items()
    assert shown["formattedValue"] == "2023-03-15"
    bench.do("updateCells", start={}, rows=[{"values": [{}]}], fields="note,dataValidation")
    assert (cell(bench, 0, 0).note, cell(bench, 0, 0).value) == (None, 45000.5)


def test_values_that_cannot_be(bench):
    def refused(value):
        rows = [{"values": [{"userEnteredValue": value}]}]
        return bench.refusal("updateCells", start={}, rows=rows, fields="userEnteredValue")

    assert "50000 characters" in refused({"stringValue": "x" * 50_001})
    refused({"stringValue": "x", "numberValue": 1})
    refused({"formulaValue": "A1"})


def test_strict_validation_does_not_stop_the_api(bench):
    values = [{"userEnteredValue": "yes"}]
    rule = {"condition": {"type": "ONE_OF_LIST", "values": values}, "strict": True}
    bench.do("setDataValidation", range=grid("A1"), rule=rule)
    bench.write("A1", [["no"]])
    assert (bench.values(), cell(bench, 0, 0).validation) == ([["no"]], rule)


def test_cells_are_appended_below_the_last_row_that_holds_something(bench):
    row = {"values": [{"userEnteredValue": extended("x")}] * 7}
    bench.write("B3", [["a"]])
    bench.do("appendCells", sheetId=0, rows=[row] * 8, fields="userEnteredValue")
    assert (len(bench.sheet.rows), len(bench.sheet.columns)) == (11, 7)
    assert bench.values()[2:4] == [[None, "a"], ["x"] * 7]


def test_cells_appended_to_a_table_are_lost(bench):
    bench.write("A1", [["id", "name"], ["1", "a"]])
    table = bench.do("addTable", table={"name": "Cases", "range": grid("A1:B10")})["table"]
    row = {"values": [{"userEnteredValue": extended("x")}]}
    bench.do("appendCells", tableId=table["tableId"], rows=[row], fields="*")
    assert bench.sheet.tables[0]["range"]["endRowIndex"] == len(bench.sheet.rows) == 11
    assert bench.values() == [["id", "name"], ["1", "a"]]


def test_copies(bench):
    bench.write("A1", [[1, "=A1+1"]])
    bench.do("repeatCell", range=grid("A1"), cell={"userEnteredFormat": BOLD}, fields="*")
    bench.write("A1", [[1]])
    bench.do("copyPaste", source=grid("A1:B1"), destination=grid("A2:B4"))
    assert bench.values() == [[1.0, 2.0]] * 4
    assert (cell(bench, 3, 0).format, bench.formula("B4")) == (BOLD, "=A4+1")
    bench.do("copyPaste", source=grid("A1:B1"), destination=grid("D1"), pasteType="PASTE_VALUES")
    assert (bench.values()[0], cell(bench, 0, 3).format) == ([1.0, 2.0, None, 1.0, 2.0], None)
    bench.do(
        "copyPaste", source=grid("A1:B1"), destination=grid("D5"), pasteOrientation="TRANSPOSE"
    )
    assert [bench.sheet.value(row, 3) for row in (4, 5)] == [1.0, bench.sheet.value(5, 3)]
    assert bench.formula("D6") is not None
    bench.refusal("copyPaste", source=grid("A1:B1"), destination=grid("E1"))


def test_cut_cells_are_followed(bench):
    bench.write("A1", [[1, "=A1"]])
    bench.do("cutPaste", source=grid("A1"), destination={"rowIndex": 4, "columnIndex": 2})
    assert bench.formula("B1") == "=C5"
    bench.do("cutPaste", source=grid("C5"), destination={}, pasteType="PASTE_VALUES")
    assert bench.values() == [[1.0]]


def test_text_is_pasted_as_if_typed(bench):
    data = 'a,12\n"x, y",=A10'
    bench.do("pasteData", coordinate={"rowIndex": 9}, data=data, delimiter=",")
    assert bench.values()[9:] == [["a", 12.0], ["x, y", "a"]]
    bench.refusal("pasteData", coordinate={}, data="<b>a</b>", html=True)


@pytest.mark.parametrize(
    ("source", "filled"),
    [
        ([1], [1.0, 1.0]),
        ([1, 2], [3.0, 4.0]),
        ([5, 3], [1.0, -1.0]),
        (["a"], ["a", "a"]),
        (["a", "b"], ["a", "b"]),
        (["Case 09"], ["Case 10", "Case 11"]),
        ([True], [True, True]),
        (["=ROW()*10"], [20.0, 30.0]),
    ],
)
def test_cells_are_gone_on_with(bench, source, filled):
    bench.write("A1", [[value] for value in source])
    bench.do(
        "autoFill",
        sourceAndDestination={
            "source": grid(f"A1:A{len(source)}"),
            "dimension": "ROWS",
            "fillLength": 2,
        },
    )
    assert [line[0] for line in bench.values()[len(source) :]] == filled


def test_the_filled_part_of_a_range_is_the_source(bench):
    bench.write("A1", [[1, 2]])
    bench.do("autoFill", range=grid("A1:D1"))
    assert bench.values() == [[1.0, 2.0, 3.0, 4.0]]
    bench.refusal("autoFill", range=grid("A5:D5"))


def test_found_and_replaced(bench):
    bench.write("A1", [["a cat", "Cat"], [12, "=A1"]])
    told = bench.do("findReplace", find="cat", replacement="dog", sheetId=0)
    assert bench.values()[:2] == [["a dog", "dog"], [12.0, "a dog"]]
    assert told == {
        "valuesChanged": 2, "rowsChanged": 1, "sheetsChanged": 1, "occurrencesChanged": 2,
    }  # fmt: skip
    bench.do("findReplace", find="^a (.*)$", replacement="$1!", searchByRegex=True, allSheets=True)
    bench.do("findReplace", find="1", replacement="3", range=grid("A1:A2"))
    assert bench.values() == [["dog!", "dog"], [32.0, "dog!"]]
    assert bench.do("findReplace", find="zebra", replacement="", sheetId=0) == {}
    bench.refusal("findReplace", find="(", searchByRegex=True, allSheets=True)
    bench.refusal("findReplace", find="", allSheets=True)


def test_texts_are_split_trimmed_and_told_apart(bench):
    bench.write("A1", [["a, b"], ["c"], [" x   y "], ["C"]])
    bench.do("textToColumns", source=grid("A1:A4"), delimiterType="COMMA")
    assert bench.values()[0] == ["a", "b"]
    assert bench.do("trimWhitespace", range=grid("A1:B4")) == {"cellsChangedCount": 1}
    told = bench.do(
        "deleteDuplicates", range=grid("A1:B4"), comparisonColumns=[lines("COLUMNS", 0, 1)]
    )
    assert told == {"duplicatesRemovedCount": 1}
    assert bench.values() == [["a", "b"], ["c"], ["x y"]]


def test_rows_are_sorted_and_shuffled(bench):
    bench.write("A1", [["heading"], [2], [3], [1]])
    order = [{"dimensionIndex": 0, "sortOrder": "DESCENDING"}]
    bench.do("sortRange", range=grid("A2:E"), sortSpecs=order)
    assert bench.values() == [["heading"], [3.0], [2.0], [1.0]]
    bench.do("randomizeRange", range=grid("A2:A4"))
    assert sorted(line[0] for line in bench.values()[1:]) == [1.0, 2.0, 3.0]
    bench.refusal("sortRange", range=grid("A2:A4"), sortSpecs=[{"dimensionIndex": 3}])
    bench.do("mergeCells", range=grid("A2:A3"), mergeType="MERGE_ALL")
    bench.refusal("sortRange", range=grid("A2:A4"), sortSpecs=order)
