"""Requests about protection, names, charts, slicers and metadata."""

import pytest

from tests.google_server.batch_bench import Bench, extended, grid, lines

PROTECTED = (
    "You are trying to edit a protected cell or object. "
    "Please contact the spreadsheet owner to remove protection if you need to edit."
)
PERSON = "person@example.com"


@pytest.fixture
def bench():
    return Bench()


def owned(bench, owner=PERSON):
    """Let somebody else own the file."""
    file = bench.world.files[bench.book.id]
    bot = {"id": "2", "type": "user", "role": "writer", "emailAddress": bench.service.bot}
    file.permissions = [
        {"id": "1", "type": "user", "role": "owner", "emailAddress": owner}, bot,
    ]  # fmt: skip


def locked(bench, area, **more):
    """Protect an area against the bot, by somebody else's hand."""
    owned(bench)
    bot, bench.service.bot = bench.service.bot, PERSON
    told = bench.do("addProtectedRange", protectedRange={"range": grid(area), **more})
    bench.service.bot = bot
    return told["protectedRange"]


def test_whoever_protects_may_still_edit(bench):
    owned(bench)
    told = bench.do("addProtectedRange", protectedRange={"range": grid("A:A")})["protectedRange"]
    assert told["editors"]["users"] == [PERSON, bench.service.bot]
    assert told["requestingUserCanEdit"]
    bench.write("A1", [["mine"]])


@pytest.mark.parametrize(
    ("kind", "spec"),
    [
        ("repeatCell", {"range": grid("A1:C1"), "cell": {}, "fields": "userEnteredValue"}),
        ("updateCells", {"start": {}, "rows": [{"values": [{}] * 3}], "fields": "note"}),
        ("deleteDimension", {"range": lines("ROWS", 1, 2)}),
        ("deleteDimension", {"range": lines("COLUMNS", 1, 2)}),
        ("insertDimension", {"range": lines("ROWS", 1, 2)}),
        ("moveDimension", {"source": lines("COLUMNS", 1, 2), "destinationIndex": 0}),
        ("sortRange", {"range": grid("A1:B9")}),
        ("setDataValidation", {"range": grid("B2")}),
        ("mergeCells", {"range": grid("A1:B1"), "mergeType": "MERGE_ALL"}),
        ("cutPaste", {"source": grid("A1"), "destination": {"columnIndex": 1}}),
        ("copyPaste", {"source": grid("A1"), "destination": grid("B1")}),
        ("pasteData", {"coordinate": {}, "data": "a,b", "delimiter": ","}),
        ("findReplace", {"find": "held", "replacement": "x", "allSheets": True}),
        ("deleteSheet", {"sheetId": 0}),
    ],
)
def test_protected_cells_stay_as_they_are(bench, kind, spec):
    bench.write("B1", [["held"]])
    locked(bench, "B1:B")
    assert bench.refusal(kind, **spec) == PROTECTED


@pytest.mark.parametrize(
    ("kind", "spec"),
    [
        ("insertDimension", {"range": lines("ROWS", 0, 1)}),
        ("appendDimension", {"sheetId": 0, "dimension": "ROWS", "length": 1}),
        ("updateCells", {"start": {"rowIndex": 9}, "rows": [{"values": [{}]}], "fields": "note"}),
    ],
)
def test_a_protected_sheet_does_not_grow(bench, kind, spec):
    locked(bench, "", range={"sheetId": 0})
    assert bench.refusal(kind, **spec) == PROTECTED


def test_what_lies_beside_a_protected_area_is_free(bench):
    locked(bench, "B2:B3")
    bench.write("A2", [[1]])
    bench.do("insertDimension", range=lines("ROWS", 1, 2))
    assert bench.sheet.protected[0]["rect"].top == 2
    bench.do("deleteDimension", range=lines("COLUMNS", 2, 3))


def test_a_warning_stops_nobody(bench):
    told = locked(bench, "A:B", warningOnly=True)
    assert "editors" not in told
    bench.write("A1", [["x"]])
    editors = {"range": grid("A1"), "warningOnly": True, "editors": {"users": [PERSON]}}
    assert "only warns" in bench.refusal("addProtectedRange", protectedRange=editors)


def test_parts_of_a_protected_sheet_may_be_free(bench):
    free = [grid("B2:C3")]
    owned(bench)
    bench.service.bot, bot = PERSON, bench.service.bot
    spec = {"range": {"sheetId": 0}, "unprotectedRanges": free}
    told = bench.do("addProtectedRange", protectedRange=spec)["protectedRange"]
    bench.service.bot = bot
    bench.write("B2", [["x"]])
    cell = {"range": grid("A1"), "cell": {}, "fields": "note"}
    assert bench.refusal("repeatCell", **cell) == PROTECTED
    number = told["protectedRangeId"]
    assert bench.refusal("deleteProtectedRange", protectedRangeId=number) == PROTECTED
    shown = bench.get()["sheets"][0]["protectedRanges"][0]
    assert ("editors" in shown, shown["unprotectedRanges"]) == (False, free)


def test_protection_is_changed_and_taken_away(bench):
    told = bench.do("addProtectedRange", protectedRange={"range": grid("A:A")})["protectedRange"]
    wanted = {"protectedRangeId": told["protectedRangeId"], "description": "ids"}
    bench.do("updateProtectedRange", protectedRange=wanted, fields="description")
    entry = bench.get()["sheets"][0]["protectedRanges"][0]
    assert (entry["description"], entry["range"]) == ("ids", grid("A:A"))
    bench.do(
        "updateProtectedRange", protectedRange={**wanted, "warningOnly": True}, fields="warningOnly"
    )
    assert "editors" not in bench.sheet.protected[0]
    bench.do("updateProtectedRange", protectedRange=wanted, fields="warningOnly")
    assert bench.sheet.protected[0]["editors"]["users"] == [bench.service.bot]
    bench.do("deleteProtectedRange", protectedRangeId=told["protectedRangeId"])
    gone = bench.refusal("deleteProtectedRange", protectedRangeId=told["protectedRangeId"])
    assert gone.startswith("No protected range with id")


def test_a_name_is_protected_wherever_it_goes(bench):
    named = bench.do("addNamedRange", namedRange={"name": "ids", "range": grid("A1:A2")})
    number = named["namedRange"]["namedRangeId"]
    locked(bench, "A1", namedRangeId=number)
    bench.do("insertDimension", range=lines("COLUMNS", 0, 1))
    bench.write("A1", [["free"]])
    cell = {"range": grid("B2"), "cell": {}, "fields": "note"}
    assert bench.refusal("repeatCell", **cell) == PROTECTED


def test_names_are_unique(bench):
    told = bench.do("addNamedRange", namedRange={"name": "ids", "range": grid("A1:A2")})
    told = told["namedRange"]
    double = bench.refusal("addNamedRange", namedRange={"name": "IDS", "range": grid("B1")})
    assert double == (
        "Cannot add named range with name IDS, a named range with that name already exists."
    )
    for name in ("", "A1", "R1C1", "two words", "1st"):
        bench.refusal("addNamedRange", namedRange={"name": name, "range": grid("B1")})
    bench.do("updateNamedRange", namedRange={**told, "name": "keys"}, fields="name")
    assert bench.get()["namedRanges"] == [{**told, "name": "keys"}]
    bench.do("deleteNamedRange", namedRangeId=told["namedRangeId"])
    assert bench.refusal("deleteNamedRange", namedRangeId="x") == "No named range with id: x"


def chart(bench):
    series = {"sourceRange": {"sources": [grid("A1:A5")]}}
    spec = {"title": "Open", "basicChart": {"series": [{"series": series}]}}
    anchor = {"sheetId": 0, "rowIndex": 2, "columnIndex": 3}
    position = {"overlayPosition": {"anchorCell": anchor}}
    return bench.do("addChart", chart={"spec": spec, "position": position})["chart"]


def source(bench):
    shown = bench.get()["sheets"][0]["charts"][0]
    series = shown["spec"]["basicChart"]["series"][0]["series"]
    return series["sourceRange"]["sources"][0]


def test_charts_look_at_cells_that_move(bench):
    told = chart(bench)
    bench.do("insertDimension", range=lines("ROWS", 1, 2))
    assert source(bench) == grid("A1:A6")
    anchor = bench.sheet.charts[0]["position"]["overlayPosition"]["anchorCell"]
    assert anchor == {"sheetId": 0, "rowIndex": 3, "columnIndex": 3}
    bench.do("updateChartSpec", chartId=told["chartId"], spec={"title": "New"})
    assert bench.sheet.charts[0]["spec"] == {"title": "New"}
    bench.do("deleteEmbeddedObject", objectId=told["chartId"])
    missing = bench.refusal("deleteEmbeddedObject", objectId=told["chartId"])
    assert missing == f"No embedded object with id: {told['chartId']}"


def test_charts_are_moved_and_framed(bench):
    told = chart(bench)
    wanted = {"overlayPosition": {"widthPixels": 900}}
    moved = bench.do(
        "updateEmbeddedObjectPosition", objectId=told["chartId"], newPosition=wanted,
        fields="widthPixels",
    )  # fmt: skip
    assert moved["position"]["overlayPosition"]["widthPixels"] == 900
    assert moved["position"]["overlayPosition"]["anchorCell"]["rowIndex"] == 2
    bench.do(
        "updateEmbeddedObjectBorder", objectId=told["chartId"], border={"color": {"red": 1}},
        fields="color",
    )  # fmt: skip
    assert bench.sheet.charts[0]["border"]["colorStyle"] == {"rgbColor": {"red": 1}}
    bench.refusal("addChart", chart={"spec": {"title": "x"}, "position": {"newSheet": True}})
    bench.refusal("addChart", chart={"position": {}})


def test_slicers_too(bench):
    spec = {"dataRange": grid("A1:B5"), "title": "State"}
    told = bench.do("addSlicer", slicer={"spec": spec, "position": {}})["slicer"]
    bench.do("updateSlicerSpec", slicerId=told["slicerId"], spec={"title": "All"}, fields="title")
    assert bench.sheet.slicers[0]["spec"] == {**spec, "title": "All"}
    bench.do("deleteEmbeddedObject", objectId=told["slicerId"])
    assert bench.sheet.slicers == []


def test_metadata_comes_changes_and_goes_with_other_requests(bench):
    row = {"dimensionRange": lines("ROWS", 2, 3)}
    wanted = {"metadataKey": "case", "metadataValue": "7", "visibility": "DOCUMENT"}
    status, body = bench.ask(
        {"createDeveloperMetadata": {"developerMetadata": {**wanted, "location": row}}},
        {"insertDimension": {"range": lines("ROWS", 0, 1)}},
        {"updateDeveloperMetadata": {
            "dataFilters": [{"developerMetadataLookup": {"metadataKey": "case"}}],
            "developerMetadata": {"metadataValue": "8"}, "fields": "metadataValue"}},
    )  # fmt: skip
    assert status == 200, body
    changed = body["replies"][2]["updateDeveloperMetadata"]["developerMetadata"][0]
    place = changed["location"]["dimensionRange"]
    assert (changed["metadataValue"], place["startIndex"]) == ("8", 3)
    lookup = {"developerMetadataLookup": {"metadataValue": "8"}}
    gone = bench.do("deleteDeveloperMetadata", dataFilter=lookup)["deletedDeveloperMetadata"]
    assert gone == [changed]
    value = {"userEnteredValue": extended(1)}
    bench.do("repeatCell", range=grid("A1"), cell=value, fields="userEnteredValue")
