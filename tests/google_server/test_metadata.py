import pytest

from tests.google import metadata, structure
from tests.google.fault import ApiError
from tests.google.server import Service
from tests.google.small import KEY, small_world
from tests.google.transport import session

URL = f"https://sheets.googleapis.com/v4/spreadsheets/{KEY}"
LINES = [["Order", "Note"], ["S-1", "a"], ["S-2", "b"], ["S-3", "c"]]


@pytest.fixture
def service():
    return Service(small_world({"Orders": LINES, "Other": []}))


@pytest.fixture
def book(service):
    return service.world.spreadsheets[KEY]


@pytest.fixture
def post(service):
    made = session(service)
    return lambda path, **body: made.post(URL + path, json=body).json()


def at_row(index, sheet=0):
    line = {"sheetId": sheet, "dimension": "ROWS", "startIndex": index, "endIndex": index + 1}
    return {"dimensionRange": line}


def at_column(index):
    line = {"sheetId": 0, "dimension": "COLUMNS", "startIndex": index, "endIndex": index + 1}
    return {"dimensionRange": line}


def tag(book, key, place, value=None, **more):
    spec = {"metadataKey": key, "visibility": "DOCUMENT", "location": place, **more}
    if value:
        spec["metadataValue"] = value
    return metadata.create(book, {"developerMetadata": spec})["developerMetadata"]


def lookup(**fields):
    return {"developerMetadataLookup": fields}


@pytest.fixture
def tagged(book):
    tag(book, "app", {"spreadsheet": True}, "7", metadataId=1)
    tag(book, "app", {"sheetId": 0}, metadataId=2)
    tag(book, "case", at_row(1), "S-1", metadataId=3)
    tag(book, "case", at_row(2), "S-2", metadataId=4)
    tag(book, "note", at_column(1), metadataId=5, visibility="PROJECT")
    tag(book, "case", at_row(0, sheet=1), metadataId=6)
    return book


def test_a_tag_is_shown_with_its_place(book):
    assert tag(book, "case", at_row(2), "S-2") == {
        "metadataId": 1000001,
        "metadataKey": "case",
        "metadataValue": "S-2",
        "location": {"locationType": "ROW", **at_row(2)},
        "visibility": "DOCUMENT",
    }
    assert tag(book, "app", {"spreadsheet": True})["location"] == {
        "locationType": "SPREADSHEET",
        "spreadsheet": True,
    }
    assert tag(book, "app", {"sheetId": 0})["location"] == {"locationType": "SHEET", "sheetId": 0}


def test_an_id_in_use_is_refused(book):
    tag(book, "run", {"spreadsheet": True}, metadataId=42)
    with pytest.raises(ApiError, match="42") as refusal:
        tag(book, "run", {"spreadsheet": True}, metadataId=42)
    assert refusal.value.code == 400


@pytest.mark.parametrize(
    "place",
    [
        {},
        {"sheetId": 9},
        at_row(99),
        {"dimensionRange": {"sheetId": 0, "dimension": "ROWS", "startIndex": 0, "endIndex": 2}},
        {"dimensionRange": {"sheetId": 0, "startIndex": 0, "endIndex": 1}},
    ],
)
def test_a_tag_sits_on_one_row_or_column_or_on_a_whole(book, place):
    with pytest.raises(ApiError):
        tag(book, "case", place)


def test_storage_is_limited_for_the_spreadsheet_and_for_each_tab(book):
    tag(book, "k", at_row(0), "v" * 20_000)
    tag(book, "k", {"spreadsheet": True}, "v" * 20_000)
    tag(book, "k", {"sheetId": 1}, "v" * 20_000)
    with pytest.raises(ApiError, match="30000"):
        tag(book, "k", at_column(0), "v" * 10_000)


@pytest.mark.parametrize(
    ("fields", "ids"),
    [
        ({"metadataKey": "case"}, {3, 4, 6}),
        ({"metadataKey": "case", "metadataValue": "S-2"}, {4}),
        ({"metadataId": 5}, {5}),
        ({"visibility": "PROJECT"}, {5}),
        ({"locationType": "SHEET"}, {2}),
        ({"locationType": "SPREADSHEET"}, {1}),
        ({"metadataLocation": {"spreadsheet": True}}, {1}),
        ({"metadataLocation": {"sheetId": 0}}, {2, 3, 4, 5}),
        (
            {"metadataLocation": {"sheetId": 0}, "locationMatchingStrategy": "EXACT_LOCATION"},
            {2},
        ),
        ({"metadataLocation": at_row(1)}, {2, 3, 5}),
        ({"metadataLocation": at_row(1), "locationType": "ROW"}, {3}),
        (
            {"metadataLocation": at_row(1), "locationMatchingStrategy": "EXACT_LOCATION"},
            {3},
        ),
        ({"metadataKey": "nothing"}, set()),
    ],
)
def test_a_lookup_wants_all_its_fields(tagged, fields, ids):
    found = metadata.search(tagged, [lookup(**fields)])
    assert {each["developerMetadata"]["metadataId"] for each in found} == ids


@pytest.mark.usefixtures("tagged")
def test_a_search_by_range_finds_what_meets_it(post):
    a1 = {"a1Range": "Orders!B2:B3"}
    grid = {"gridRange": {"sheetId": 1}}
    found = post("/developerMetadata:search", dataFilters=[a1, grid])["matchedDeveloperMetadata"]
    by = {each["developerMetadata"]["metadataId"]: each["dataFilters"] for each in found}
    assert by == {2: [a1], 3: [a1], 4: [a1], 5: [a1], 6: [grid]}


@pytest.mark.parametrize(
    "fields",
    [
        {"locationMatchingStrategy": "EXACT_LOCATION"},
        {
            "locationMatchingStrategy": "EXACT_LOCATION",
            "locationType": "ROW",
            "metadataLocation": {"sheetId": 0},
        },
        {"locationType": "SPREADSHEET", "metadataLocation": {"sheetId": 0}},
    ],
)
def test_lookups_that_make_no_sense_are_refused(tagged, fields):
    with pytest.raises(ApiError):
        metadata.search(tagged, [lookup(**fields)])


@pytest.mark.usefixtures("tagged")
def test_one_tag_is_got_by_its_id(service):
    made = session(service)
    assert made.get(f"{URL}/developerMetadata/5").json()["metadataKey"] == "note"
    gone = made.get(f"{URL}/developerMetadata/77")
    assert (gone.status_code, gone.json()["error"]["status"]) == (404, "NOT_FOUND")


def test_tags_are_changed_and_moved(tagged):
    spec = {
        "dataFilters": [lookup(metadataId=3)],
        "developerMetadata": {"metadataKey": "x", "metadataValue": "new", "location": at_row(3)},
        "fields": "metadataValue,location",
    }
    changed = metadata.update(tagged, spec)["developerMetadata"]
    assert [(c["metadataKey"], c["metadataValue"]) for c in changed] == [("case", "new")]
    assert changed[0]["location"]["dimensionRange"]["startIndex"] == 3
    assert not tagged.sheets[0].rows[1].tags


def test_a_change_without_a_mask_is_refused(tagged):
    with pytest.raises(ApiError, match="At least one field"):
        metadata.update(tagged, {"dataFilters": [lookup(metadataId=3)]})


def test_tags_are_deleted_by_filter(tagged):
    gone = metadata.delete(tagged, {"dataFilter": lookup(metadataKey="case")})
    assert len(gone["deletedDeveloperMetadata"]) == 3
    assert not metadata.search(tagged, [lookup(metadataKey="case")])


def test_tags_stay_on_their_rows_when_rows_are_inserted(tagged, post):
    structure.insert(tagged, tagged.sheets[0], "ROWS", 1, 2)
    case = lookup(metadataKey="case", metadataValue="S-2")
    got = post("/values:batchGetByDataFilter", dataFilters=[case])
    matched = got["valueRanges"][0]
    assert matched["dataFilters"] == [case]
    assert matched["valueRange"]["range"] == "Orders!A5:D5"
    assert matched["valueRange"]["values"] == [["S-2", "b"]]


@pytest.mark.usefixtures("tagged")
def test_a_range_two_filters_select_is_given_once(post):
    filters = [lookup(metadataId=3), {"a1Range": "Orders!2:2"}]
    got = post("/values:batchGetByDataFilter", dataFilters=filters)
    assert [each["dataFilters"] for each in got["valueRanges"]] == [filters]


def test_values_go_to_all_that_a_filter_selects(tagged, post):
    spec = {"dataFilter": lookup(metadataKey="case"), "values": [[None, "done"]]}
    answer = post("/values:batchUpdateByDataFilter", valueInputOption="RAW", data=[spec])
    assert answer["totalUpdatedCells"] == 3
    assert [each["updatedRange"] for each in answer["responses"]] == [
        "Orders!A2:B2",
        "Orders!A3:B3",
        "Other!A1:B1",
    ]
    assert all(each["dataFilter"] == spec["dataFilter"] for each in answer["responses"])
    assert [tagged.sheets[0].value(row, 1) for row in range(4)] == ["Note", "done", "done", "c"]


def test_values_too_large_for_one_selected_range_go_nowhere(tagged, post):
    spec = {"dataFilter": lookup(metadataKey="case"), "values": [["x"], ["y"]]}
    refused = post("/values:batchUpdateByDataFilter", valueInputOption="RAW", data=[spec])
    assert refused["error"]["message"].startswith("Invalid data[0]: Requested writing within")
    assert tagged.sheets[0].value(1, 0) == "S-1"


@pytest.mark.usefixtures("tagged")
def test_a_filter_that_selects_nothing_writes_nothing(post):
    spec = {"dataFilter": lookup(metadataKey="gone"), "values": [["x"]]}
    answer = post("/values:batchUpdateByDataFilter", valueInputOption="RAW", data=[spec])
    assert answer == {"spreadsheetId": KEY}


@pytest.mark.usefixtures("tagged")
def test_a_filter_of_no_kind_is_refused(post):
    refused = post("/values:batchGetByDataFilter", dataFilters=[{}])
    assert refused["error"]["code"] == 400


def test_values_are_cleared_by_filter(tagged, post):
    answer = post("/values:batchClearByDataFilter", dataFilters=[lookup(metadataId=5)])
    assert answer["clearedRanges"] == ["Orders!B1:B8"]
    assert tagged.sheets[0].value(1, 1) is None
