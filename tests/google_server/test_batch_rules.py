"""Requests about what lies on cells: merges, borders, rules, colours, filters, tables."""

import pytest

from tests.google_server.batch_bench import Bench, grid, lines

NOT_BLANK = {"condition": {"type": "NOT_BLANK"}}
RED = {"red": 1}


@pytest.fixture
def bench():
    return Bench()


def on_sheet(bench, name):
    """Return what spreadsheets.get tells of a sheet under a name."""
    return bench.get()["sheets"][0].get(name)


def test_merged_cells_keep_the_first_value(bench):
    bench.write("B1", [["x", "y"], ["z"]])
    bench.do("mergeCells", range=grid("A1:C2"), mergeType="MERGE_ALL")
    assert (bench.values(), on_sheet(bench, "merges")) == ([["x"]], [grid("A1:C2")])
    part = bench.refusal("mergeCells", range=grid("A1:A5"), mergeType="MERGE_ALL")
    assert "all cells in a merged range" in part
    bench.refusal("unmergeCells", range=grid("A1"))
    bench.do("unmergeCells", range=grid("A1:D3"))
    assert on_sheet(bench, "merges") is None


@pytest.mark.parametrize(
    ("kind", "merges"),
    [("MERGE_ROWS", ["A1:B1", "A2:B2"]), ("MERGE_COLUMNS", ["A1:A2", "B1:B2"])],
)
def test_rows_and_columns_are_merged_one_by_one(bench, kind, merges):
    bench.do("mergeCells", range=grid("A1:B2"), mergeType=kind)
    assert on_sheet(bench, "merges") == [grid(area) for area in merges]


def test_borders_are_drawn_around_and_within(bench):
    solid, none = {"style": "SOLID", "color": RED}, {"style": "NONE"}
    bench.do("updateBorders", range=grid("A1:B2"), top=solid, innerVertical=solid)
    drawn = {"style": "SOLID", "width": 1, "color": RED, "colorStyle": {"rgbColor": RED}}
    first, last = (bench.sheet.cell(index, index).format for index in (0, 1))
    assert first == {"borders": {"top": drawn, "right": drawn}}
    assert last == {"borders": {"left": drawn}}
    bench.do("updateBorders", range=grid("A1"), top=none, right=none)
    assert bench.sheet.cell(0, 0) is None


def test_conditional_formats_have_ranks(bench):
    style = {"format": {"backgroundColor": RED}}
    for kind in ("BLANK", "NOT_BLANK"):
        rule = {"ranges": [grid("A2:A")], "booleanRule": {"condition": {"type": kind}, **style}}
        bench.do("addConditionalFormatRule", rule=rule, index=0)
    kinds = [r["booleanRule"]["condition"]["type"] for r in on_sheet(bench, "conditionalFormats")]
    assert kinds == ["NOT_BLANK", "BLANK"]
    told = bench.do("updateConditionalFormatRule", sheetId=0, index=1, newIndex=0)
    assert told["newRule"]["booleanRule"]["condition"]["type"] == "BLANK"
    changed = {**told["newRule"], "ranges": [grid("B2:B")]}
    told = bench.do("updateConditionalFormatRule", index=0, rule=changed)
    assert (told["oldRule"]["ranges"], told["newRule"]["ranges"]) == (
        [grid("A2:A")],
        [grid("B2:B")],
    )
    gone = bench.do("deleteConditionalFormatRule", sheetId=0, index=0)["rule"]
    assert gone == told["newRule"]
    missing = bench.refusal("deleteConditionalFormatRule", sheetId=0, index=1)
    assert missing == "No conditional format on sheet: 0 at index: 1"


@pytest.mark.parametrize(
    "rule",
    [
        {"ranges": [], "booleanRule": NOT_BLANK},
        {"ranges": [grid("A1")]},
        {"ranges": [grid("A1")], "booleanRule": {"condition": {"type": "ONE_OF_LIST"}}},
        {"ranges": [grid("A1")], "booleanRule": {"condition": {"type": "NUMBER_GREATER"}}},
        {"ranges": [grid("A1", 5)], "booleanRule": NOT_BLANK},
    ],
)
def test_conditional_formats_may_be_refused(bench, rule):
    bench.refusal("addConditionalFormatRule", rule=rule)


def test_validation_is_set_and_taken_away(bench):
    bench.do("setDataValidation", range=grid("A1:A2"), rule=NOT_BLANK)
    assert bench.sheet.cell(1, 0).validation == NOT_BLANK
    bench.do("setDataValidation", range=grid("A1:A2"))
    assert bench.sheet.cell(1, 0) is None
    bench.refusal("setDataValidation", range=grid("A1"), rule={"strict": True})
    two = {"condition": {"type": "NUMBER_BETWEEN", "values": [{"userEnteredValue": "1"}]}}
    bench.refusal("setDataValidation", range=grid("A1"), rule=two)


def test_banding_does_not_overlap(bench):
    colours = {"rowProperties": {"firstBandColor": RED}}
    told = bench.do("addBanding", bandedRange={**colours, "range": grid("A1:C")})["bandedRange"]
    assert told["rowProperties"]["firstBandColorStyle"] == {"rgbColor": RED}
    overlap = bench.refusal("addBanding", bandedRange={**colours, "range": grid("B2:D3")})
    assert "already has alternating background colors" in overlap
    wanted = {"bandedRangeId": told["bandedRangeId"], "range": grid("A1:B5")}
    bench.do("updateBanding", bandedRange=wanted, fields="range")
    assert on_sheet(bench, "bandedRanges")[0]["range"] == grid("A1:B5")
    bench.do("deleteBanding", bandedRangeId=told["bandedRangeId"])
    bench.refusal("deleteBanding", bandedRangeId=told["bandedRangeId"])
    bench.refusal("addBanding", bandedRange={"range": grid("A1:B2")})


def hidden(bench):
    return [index for index, row in enumerate(bench.sheet.rows) if row.hidden_by_filter]


def condition(kind, *words):
    return {"condition": {"type": kind, "values": [{"userEnteredValue": word} for word in words]}}


@pytest.mark.parametrize(
    ("criteria", "rows"),
    [
        ({"hiddenValues": ["open"]}, [1, 3]),
        (condition("TEXT_CONTAINS", "PEN"), [2, 4]),
        (condition("NOT_BLANK"), [4]),
        (condition("TEXT_NOT_EQ", "done"), [2]),
    ],
)
def test_the_filter_hides_rows_below_its_heading(bench, criteria, rows):
    bench.write("A1", [["state"], ["open"], ["done"], ["open"]])
    specs = [{"columnIndex": 0, "filterCriteria": criteria}]
    bench.do("setBasicFilter", filter={"range": grid("A1:B5"), "filterSpecs": specs})
    assert hidden(bench) == rows
    assert on_sheet(bench, "basicFilter")["criteria"] == {"0": criteria}
    bench.do("clearBasicFilter", sheetId=0)
    assert (hidden(bench), on_sheet(bench, "basicFilter")) == ([], None)


def test_the_filter_compares_numbers_and_sorts(bench):
    bench.write("A1", [["days"], [3], [1], [2], ["x"]])
    criteria = {"0": condition("NUMBER_BETWEEN", "2", "3")}
    order = [{"dimensionIndex": 0}]
    wanted = {"range": {"sheetId": 0}, "criteria": criteria, "sortSpecs": order}
    bench.do("setBasicFilter", filter=wanted)
    assert bench.values() == [["days"], [1.0], [2.0], [3.0], ["x"]]
    assert hidden(bench)[:2] == [1, 4]
    unknown = {
        "0": {"condition": {"type": "CUSTOM_FORMULA", "values": [{"userEnteredValue": "=A1"}]}}
    }
    bench.refusal("setBasicFilter", filter={**wanted, "criteria": unknown})


def test_filter_views_are_kept_beside_it(bench):
    view = {"title": "Mine", "range": grid("A1:B5")}
    told = bench.do("addFilterView", filter=view)["filter"]
    number = told["filterViewId"]
    bench.do("updateFilterView", filter={"filterViewId": number, "title": "Ours"}, fields="title")
    twin = bench.do("duplicateFilterView", filterId=number)["filter"]
    assert [v["title"] for v in on_sheet(bench, "filterViews")] == ["Ours", "Copy of Ours"]
    bench.do("deleteFilterView", filterId=number)
    assert on_sheet(bench, "filterViews") == [twin]
    bench.refusal("deleteFilterView", filterId=number)
    bench.refusal("addFilterView", filter=twin)


def test_tables_take_their_headings_from_the_cells(bench):
    bench.write("A1", [["id", None], ["1", "a"]])
    typed = [{"columnIndex": 1, "columnType": "TEXT", "columnName": "name"}]
    table = {"name": "Cases", "range": grid("A1:B2"), "columnProperties": typed}
    told = bench.do("addTable", table=table)["table"]
    assert [c["columnName"] for c in told["columnProperties"]] == ["id", "name"]
    assert bench.values()[0] == ["id", "name"]
    refusal = bench.refusal("setDataValidation", range=grid("B2"), rule=NOT_BLANK)
    assert refusal == "This operation is not allowed on cells in typed columns."
    bench.refusal("addTable", table={"name": "Other", "range": grid("B2:C3")})
    bench.refusal("addTable", table={"name": "cases", "range": grid("D1:D3")})
    wanted = {"tableId": told["tableId"], "name": "All"}
    bench.do("updateTable", table=wanted, fields="name")
    bench.do("insertDimension", range=lines("ROWS", 1, 2))
    table = on_sheet(bench, "tables")[0]
    assert (table["name"], table["range"]) == ("All", grid("A1:B3"))
    bench.do("deleteTable", tableId=told["tableId"])
    assert (bench.values(), on_sheet(bench, "tables")) == ([], None)


def test_tables_lose_and_move_columns_with_the_sheet(bench):
    bench.write("B1", [["id", "name", "state"]])
    bench.do("addTable", table={"name": "Cases", "range": grid("B1:D3")})
    bench.do("deleteDimension", range=lines("COLUMNS", 2, 3))
    bench.do("insertDimension", range=lines("COLUMNS", 0, 1))
    table = on_sheet(bench, "tables")[0]
    columns = [(c["columnIndex"], c["columnName"]) for c in table["columnProperties"]]
    assert (table["range"], columns) == (grid("C1:D3"), [(0, "id"), (1, "state")])
