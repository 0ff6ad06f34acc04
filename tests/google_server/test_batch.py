"""Batches as a whole: all or nothing, one reply to each request, refusals that name their place."""

import pytest

from tests.google_server.batch_bench import Bench, extended, grid, lines

NO_FIELDS = "At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)"
UNSUPPORTED = "This kind of request is not supported by this server."


@pytest.fixture
def bench():
    return Bench()


def test_every_request_has_its_reply(bench):
    status, body = bench.ask(
        {"repeatCell": {"range": grid("A1"), "cell": {"note": "n"}, "fields": "note"}},
        {"addSheet": {"properties": {"title": "Log"}}},
        {"clearBasicFilter": {"sheetId": 0}},
    )
    assert (status, body["spreadsheetId"]) == (200, bench.book.id)
    first, second, third = body["replies"]
    assert (first, third) == ({}, {})
    assert second["addSheet"]["properties"]["title"] == "Log"


def test_a_batch_without_requests_is_refused(bench):
    status, body = bench.ask()
    assert (status, body["error"]["message"]) == (400, "Must specify at least one request.")


@pytest.mark.parametrize(
    ("request_", "message"),
    [
        ({}, "Invalid requests[1]: No request set."),
        ({"deleteSheet": {"sheetId": 5}}, "Invalid requests[1].deleteSheet: No sheet with id: 5"),
        (
            {"repeatCell": {"range": grid("A1", 5), "cell": {}, "fields": "note"}},
            "Invalid requests[1].repeatCell: No grid with id: 5",
        ),
        (
            {"repeatCell": {"range": grid("A1"), "cell": {}}},
            f"Invalid requests[1].repeatCell: {NO_FIELDS}",
        ),
        (
            {"addDataSource": {"dataSource": {}}},
            f"Invalid requests[1].addDataSource: {UNSUPPORTED}",
        ),
    ],
)
def test_a_refusal_names_the_request_and_the_kind(bench, request_, message):
    status, body = bench.ask({"clearBasicFilter": {"sheetId": 0}}, request_)
    assert (status, body["error"]["message"]) == (400, message)
    assert body["error"]["status"] == "INVALID_ARGUMENT"


def test_two_kinds_in_one_request_are_refused(bench):
    request = {"deleteSheet": {"sheetId": 5}, "clearBasicFilter": {"sheetId": 0}}
    status, body = bench.ask(request)
    assert (status, "oneof" in body["error"]["message"]) == (400, True)


def everything():
    """Return one request of nearly every kind that changes something."""
    add = {"range": grid("A1:B2")}
    rule = {"condition": {"type": "NOT_BLANK"}}
    boolean = {"booleanRule": {**rule, "format": {"textFormat": {"bold": True}}}}
    colour = {"rowProperties": {"firstBandColor": {"red": 1}}}
    cell = {"userEnteredValue": extended("new"), "note": "n"}
    place = {"overlayPosition": {"anchorCell": {"sheetId": 0}}}
    tagged = {"metadataKey": "k", "visibility": "DOCUMENT"}
    return [
        {"updateCells": {**add, "rows": [{"values": [cell]}], "fields": "*"}},
        {"repeatCell": {"range": grid("A:B"), "cell": cell, "fields": "userEnteredValue"}},
        {"appendCells": {"sheetId": 0, "rows": [{"values": [cell] * 9}], "fields": "*"}},
        {"insertDimension": {"range": lines("ROWS", 1, 3)}},
        {"insertDimension": {"range": lines("COLUMNS", 1, 3), "inheritFromBefore": True}},
        {"deleteDimension": {"range": lines("COLUMNS", 0, 2)}},
        {"moveDimension": {"source": lines("ROWS", 0, 2), "destinationIndex": 5}},
        {"appendDimension": {"sheetId": 0, "dimension": "COLUMNS", "length": 2}},
        {"insertRange": {"range": grid("A2:B3"), "shiftDimension": "ROWS"}},
        {"deleteRange": {"range": grid("A2:B3"), "shiftDimension": "COLUMNS"}},
        {"cutPaste": {"source": grid("A1:B2"), "destination": {"rowIndex": 4}}},
        {"copyPaste": {"source": grid("A1:B2"), "destination": grid("C1:D4")}},
        {"autoFill": {"range": grid("A1:A9")}},
        {"pasteData": {"coordinate": {}, "data": "a,b\nc", "delimiter": ","}},
        {"sortRange": {"range": grid("A1:B9"), "sortSpecs": [{"sortOrder": "DESCENDING"}]}},
        {"randomizeRange": {"range": grid("A1:B9")}},
        {"findReplace": {"find": "e", "replacement": "EE", "allSheets": True}},
        {"trimWhitespace": {"range": grid("A1:B9")}},
        {"deleteDuplicates": {"range": grid("A1:B9")}},
        {"textToColumns": {"source": grid("A1:A9"), "delimiterType": "SPACE"}},
        {"mergeCells": {"range": grid("C1:D2"), "mergeType": "MERGE_ALL"}},
        {"updateBorders": {**add, "top": {"style": "SOLID"}}},
        {"setBasicFilter": {"filter": {"range": grid("A1:B9")}}},
        {"addFilterView": {"filter": {"title": "v", "range": grid("A1:B9")}}},
        {"addProtectedRange": {"protectedRange": {"range": grid("A1:B9")}}},
        {"addNamedRange": {"namedRange": {"name": "area", "range": grid("A1:B9")}}},
        {"setDataValidation": {"range": grid("A1:B9"), "rule": rule}},
        {"addConditionalFormatRule": {"rule": {**boolean, "ranges": [grid("A1:B9")]}}},
        {"addBanding": {"bandedRange": {**colour, "range": grid("A1:B9")}}},
        {"addChart": {"chart": {"spec": {"title": "c"}, "position": place}}},
        {"addDimensionGroup": {"range": lines("ROWS", 1, 3)}},
        {"addTable": {"table": {"name": "T", "range": grid("C1:D2")}}},
        {"updateDimensionProperties": {
            "range": lines("ROWS", 0, 2), "properties": {"pixelSize": 99}, "fields": "pixelSize"}},
        {"autoResizeDimensions": {"dimensions": lines("COLUMNS", 0, 2)}},
        {"updateSheetProperties": {
            "properties": {"title": "New", "gridProperties": {"rowCount": 3}},
            "fields": "title,gridProperties.rowCount"}},
        {"updateSpreadsheetProperties": {
            "properties": {"title": "New", "locale": "de_DE"}, "fields": "title,locale"}},
        {"addSheet": {"properties": {"title": "Log", "index": 0}}},
        {"duplicateSheet": {"sourceSheetId": 0}},
        {"createDeveloperMetadata": {"developerMetadata": {
            **tagged, "location": {"spreadsheet": True}}}},
        {"createDeveloperMetadata": {"developerMetadata": {
            **tagged, "location": {"dimensionRange": lines("ROWS", 1, 2)}}}},
    ]  # fmt: skip


def furnished(bench):
    """Write something everywhere, with formulas that look at it."""
    bench.write("A1", [["b  b", 2, "=A1"], ["a", 1, "=SUM(A:B)"], ["c", 3, "=B3"], ["a", 1]])
    bench.do("addSheet", properties={"sheetId": 7, "title": "Other"})
    bench.write("A1", [["=Sheet1!A2"]], bench.book.by_id(7))


@pytest.mark.parametrize("request_", everything(), ids=lambda request: next(iter(request)))
def test_one_bad_request_undoes_all_others(bench, request_):
    furnished(bench)
    status, body = bench.ask(request_)
    assert status == 200, body
    fresh = Bench()
    furnished(fresh)
    before = fresh.picture()
    status, _ = fresh.ask(request_, {"deleteSheet": {"sheetId": 99}})
    assert (status, fresh.picture()) == (400, before)


def test_a_whole_day_is_undone_by_one_bad_request(bench):
    furnished(bench)
    before = bench.picture()
    for count in range(1, len(everything())):
        status, _ = bench.ask(*everything()[:count], {"deleteSheet": {"sheetId": 99}})
        assert (status, bench.picture()) == (400, before)


def test_a_chosen_metadata_id_lets_a_batch_happen_once(bench):
    home = {"metadataId": 5, "metadataKey": "run", "visibility": "DOCUMENT"}
    once = {"developerMetadata": {**home, "location": {"spreadsheet": True}}}
    row = {"sheetId": 0, "rows": [{"values": [{"userEnteredValue": extended(1)}]}], "fields": "*"}
    batch = [{"appendCells": row}, {"createDeveloperMetadata": once}]
    assert bench.ask(*batch)[0] == 200
    assert bench.ask(*batch)[0] == 400
    assert bench.values() == [[1.0]]


def test_later_requests_see_what_earlier_ones_did(bench):
    bench.ask(
        {"addSheet": {"properties": {"sheetId": 5, "title": "Log"}}},
        {"updateCells": {
            "start": {"sheetId": 5}, "fields": "userEnteredValue",
            "rows": [{"values": [{"userEnteredValue": extended("hi")}]}]}},
    )  # fmt: skip
    assert bench.values(bench.book.by_id(5)) == [["hi"]]


def test_formulas_are_worked_out_when_the_batch_is_done(bench):
    bench.write("A1", [[1, 2, "=A1+B1"]])
    assert bench.values() == [[1.0, 2.0, 3.0]]
    bench.do("deleteDimension", range=lines("COLUMNS", 0, 1))
    assert bench.formula("B1") == "=#REF!+A1"
