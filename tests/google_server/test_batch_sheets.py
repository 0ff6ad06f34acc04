"""Requests about sheets, the spreadsheet's properties, and rows and columns."""

import pytest

from tests.google_server.batch_bench import Bench, grid, lines

TOO_LARGE = (
    "This action would increase the number of cells in the workbook above the limit of "
    "10000000 cells."
)


@pytest.fixture
def bench():
    return Bench()


def test_a_new_sheet_is_as_asked(bench):
    asked = {
        "sheetId": 9,
        "title": "Log",
        "index": 0,
        "tabColorStyle": {"rgbColor": {"red": 1}},
        "gridProperties": {"rowCount": 3, "columnCount": 2, "frozenRowCount": 1},
    }
    told = bench.do("addSheet", properties=asked)["properties"]
    assert told == {**asked, "sheetType": "GRID", "tabColor": {"red": 1}}
    assert [sheet["properties"]["index"] for sheet in bench.get()["sheets"]] == [0, 1]


def test_a_new_sheet_may_leave_all_to_google(bench):
    told = bench.do("addSheet")["properties"]
    assert told["gridProperties"] == {"rowCount": 1000, "columnCount": 26}
    assert (told["title"], told["index"]) == ("Sheet2", 1)


@pytest.mark.parametrize(
    ("properties", "message"),
    [
        (
            {"title": "SHEET1"},
            'A sheet with the name "SHEET1" already exists. Please enter another name.',
        ),
        ({"sheetId": 0}, 'A sheet with the id 0 already exists. Sheet name: "Sheet1".'),
        (
            {"gridProperties": {"rowCount": 1_000_000}},
            TOO_LARGE,
        ),
    ],
)  # fmt: skip
def test_a_new_sheet_may_be_refused(bench, properties, message):
    assert bench.refusal("addSheet", properties=properties) == message


def test_the_last_sheet_stays(bench):
    refusal = "You can't remove all the sheets in a document."
    assert bench.refusal("deleteSheet", sheetId=0) == refusal
    bench.do("addSheet", properties={"sheetId": 5})
    bench.do("deleteSheet", sheetId=0)
    assert [sheet.id for sheet in bench.book.sheets] == [5]
    assert bench.refusal("deleteSheet", sheetId=0) == "No sheet with id: 0"


def test_the_last_sheet_to_be_seen_stays_too(bench):
    bench.do("addSheet", properties={"sheetId": 5, "hidden": True})
    refusal = "You can't remove all the visible sheets in a document."
    assert bench.refusal("deleteSheet", sheetId=0) == refusal


def test_a_tab_has_a_colour(bench):
    for name, color in (("tabColor", {"red": 1}), ("tabColorStyle", {"themeColor": "TEXT"})):
        bench.do("updateSheetProperties", properties={name: color}, fields=name)
        assert bench.get()["sheets"][0]["properties"][name] == color


def test_only_what_the_mask_names_changes(bench):
    wanted = {"title": "New", "gridProperties": {"rowCount": 12, "frozenRowCount": 1}}
    bench.do("updateSheetProperties", properties=wanted, fields="gridProperties.frozenRowCount")
    told = bench.get()["sheets"][0]["properties"]
    assert told["title"] == "Sheet1"
    assert told["gridProperties"] == {"rowCount": 10, "columnCount": 5, "frozenRowCount": 1}
    bench.do("updateSheetProperties", properties=wanted, fields="title,gridProperties(rowCount)")
    assert (bench.sheet.title, len(bench.sheet.rows)) == ("New", 12)


@pytest.mark.parametrize(
    ("properties", "fields", "message"),
    [
        ({"title": ""}, "title", "The sheet name cannot be empty."),
        ({"hidden": True}, "hidden", "You can't hide all the sheets in a document."),
        (
            {"gridProperties": {"frozenRowCount": 10}},
            "gridProperties.frozenRowCount",
            "You can't freeze all visible rows on the sheet.",
        ),
        ({}, "gridProperties", "You can't delete all the rows on the sheet."),
        ({"title": "x" * 101}, "title", "The sheet name cannot be greater than 100 characters."),
        ({"sheetId": 4}, "title", "No sheet with id: 4"),
        ({"title": "x"}, "name", "Invalid field: name"),
    ],
)
def test_properties_may_be_refused(bench, properties, fields, message):
    refusal = bench.refusal("updateSheetProperties", properties=properties, fields=fields)
    assert refusal == message


def test_a_grid_shrinks_with_what_is_on_it(bench):
    bench.write("A1", [[1, 2, 3]] * 3)
    shrink = {"gridProperties": {"rowCount": 2, "columnCount": 1}}
    mask = "gridProperties.rowCount,gridProperties.columnCount"
    bench.do("updateSheetProperties", properties=shrink, fields=mask)
    assert bench.values() == [[1.0], [1.0]]


def test_sheets_change_places_as_counted_before_the_move(bench):
    for number in (1, 2):
        bench.do("addSheet", properties={"sheetId": number})
    bench.do("updateSheetProperties", properties={"sheetId": 0, "index": 2}, fields="index")
    assert [sheet.id for sheet in bench.book.sheets] == [1, 0, 2]
    bench.do("updateSheetProperties", properties={"sheetId": 2, "index": 0}, fields="index")
    assert [(sheet.id, sheet.index) for sheet in bench.book.sheets] == [(2, 0), (1, 1), (0, 2)]


def test_the_spreadsheet_has_properties_too(bench):
    wanted = {"title": "Other", "locale": "de_DE", "timeZone": "Europe/Berlin"}
    bench.do("updateSpreadsheetProperties", properties=wanted, fields="title,locale,timeZone")
    told = bench.get()["properties"]
    assert {key: told[key] for key in wanted} == wanted
    assert bench.world.files[bench.book.id].name == "Other"
    for name, word in (("locale", "German"), ("timeZone", "Berlin")):
        bench.refusal("updateSpreadsheetProperties", properties={name: word}, fields=name)


def test_a_double_stands_first_unless_told_where(bench):
    bench.write("A1", [["a", "=A1"]])
    bench.do("duplicateSheet", sourceSheetId=0, newSheetId=3, newSheetName="Twin")
    assert [(s.title, s.index) for s in bench.book.sheets] == [("Twin", 0), ("Sheet1", 1)]
    assert bench.values(bench.book.by_id(3)) == [["a", "a"]]
    bench.refusal("duplicateSheet", sourceSheetId=0, newSheetName="twin")


def test_inserted_rows_need_a_neighbour_to_look_like(bench):
    end = lines("ROWS", 10, 11)
    start = {"range": lines("ROWS", 0, 1), "inheritFromBefore": True}
    assert "less than the grid size" in bench.refusal("insertDimension", range=end)
    assert "greater than 0" in bench.refusal("insertDimension", **start)
    far = bench.refusal("insertDimension", range=lines("ROWS", 11, 12))
    assert far == "range.startIndex is larger than current grid size (10)"
    bench.do("insertDimension", range=end, inheritFromBefore=True)
    assert len(bench.sheet.rows) == 11


def test_rows_that_are_not_there_cannot_be_deleted(bench):
    refusal = bench.refusal("deleteDimension", range=lines("COLUMNS", 7, 8))
    assert refusal == (
        "Cannot delete a column that doesn't exist. "
        "Tried to delete column index 7 but there are only 5 columns."
    )
    refusal = bench.refusal("deleteDimension", range=lines("ROWS", 0, 10))
    assert refusal == "You can't delete all the rows on the sheet."
    bench.sheet.frozen_rows = 2
    refusal = bench.refusal("deleteDimension", range=lines("ROWS", 2, 10))
    assert refusal == "Sorry, it is not possible to delete all non-frozen rows."
    bench.do("deleteDimension", range=lines("ROWS", 0, 9))
    assert (len(bench.sheet.rows), bench.sheet.frozen_rows) == (1, 0)


def test_a_move_is_told_by_the_places_before_it(bench):
    bench.write("A1", [[1], [2], [3], [4]])
    bench.do("moveDimension", source=lines("ROWS", 0, 2), destinationIndex=4)
    assert bench.values() == [[3.0], [4.0], [1.0], [2.0]]
    bench.do("mergeCells", range=grid("A1:A2"), mergeType="MERGE_ALL")
    crossing = bench.refusal("moveDimension", source=lines("ROWS", 3, 4), destinationIndex=1)
    assert "crosses a merged cell" in crossing
    bench.refusal("moveDimension", source=lines("ROWS", 0, 1), destinationIndex=4)
    bench.refusal("moveDimension", source=lines("ROWS", 0, 1), destinationIndex=99)


def test_rows_are_appended_sized_hidden_and_fitted(bench):
    bench.do("appendDimension", sheetId=0, dimension="ROWS", length=3)
    assert len(bench.sheet.rows) == 13
    bench.do(
        "updateDimensionProperties",
        range=lines("ROWS", 11, 13),
        properties={"pixelSize": 50, "hiddenByUser": True},
        fields="pixelSize",
    )
    assert [(row.size, row.hidden_by_user) for row in bench.sheet.rows[10:]] == [
        (21, False), (50, False), (50, False),
    ]  # fmt: skip
    bench.write("B1", [["a long text in a narrow column"]])
    bench.do("autoResizeDimensions", dimensions=lines("COLUMNS", 1, 2))
    assert bench.sheet.columns[1].size > 100
    bench.refusal("appendDimension", sheetId=0, dimension="ROWS")
    bench.refusal("appendDimension", sheetId=0, length=1)


def test_cells_are_pushed_aside_and_drawn_back(bench):
    bench.write("A1", [[1, 2], [3, 4], ["=A2", "=A1"]])
    bench.do("insertRange", range=grid("A1:A1"), shiftDimension="ROWS")
    assert bench.values() == [[None, 2.0], [1.0, 4.0], [3.0, 1.0], [3.0]]
    assert (bench.formula("A4"), bench.formula("B3")) == ("=A3", "=A2")
    bench.do("deleteRange", range=grid("A1:A1"), shiftDimension="ROWS")
    assert bench.values() == [[1.0, 2.0], [3.0, 4.0], [3.0, 1.0]]
    bench.do("insertRange", range=grid("A2:B2"), shiftDimension="COLUMNS")
    assert bench.values()[1] == [None, None, 3.0, 4.0]


def test_the_grid_grows_rather_than_lose_what_is_pushed_out(bench):
    bench.write("A10", [["last"]])
    bench.do("insertRange", range=grid("A1:A2"), shiftDimension="ROWS")
    assert (len(bench.sheet.rows), bench.values()[-1]) == (12, ["last"])


def test_groups_nest_fold_and_go(bench):
    bench.do("addDimensionGroup", range=lines("ROWS", 1, 5))
    told = bench.do("addDimensionGroup", range=lines("ROWS", 2, 3))["dimensionGroups"]
    assert [(g["depth"], g["range"]["startIndex"], g["range"]["endIndex"]) for g in told] == [
        (1, 1, 5), (2, 2, 3),
    ]  # fmt: skip
    folded = {"range": lines("ROWS", 2, 3), "depth": 2, "collapsed": True}
    bench.do("updateDimensionGroup", dimensionGroup=folded, fields="collapsed")
    assert bench.sheet.rows[2].hidden_by_user
    assert bench.get()["sheets"][0]["rowGroups"][1]["collapsed"]
    told = bench.do("deleteDimensionGroup", range=lines("ROWS", 1, 5))["dimensionGroups"]
    assert len(told) == 1
    bench.refusal("deleteDimensionGroup", range=lines("ROWS", 6, 7))
