import gspread
import pytest
from gspread.exceptions import APIError

from tests.google import metadata, sheet
from tests.google.server import Service
from tests.google.small import KEY, small_world
from tests.google.state import Cell, CellError, File, Rect
from tests.google.transport import session

LINES = [["Order", "Since"], ["S-1", 46082.0], ["S-2", None]]


@pytest.fixture
def service():
    return Service(small_world({"Orders": LINES, "Other": [[True]]}))


@pytest.fixture
def client(service):
    return gspread.authorize(None, session=session(service))


@pytest.fixture
def book(client):
    return client.open_by_key(KEY)


@pytest.fixture
def tab(service):
    return service.world.spreadsheets[KEY].sheets[0]


def test_a_spreadsheet_is_given_with_its_tabs_and_no_cells(book):
    got = book.fetch_sheet_metadata()
    assert got["spreadsheetId"] == KEY
    assert got["properties"]["title"] == "Desk"
    assert got["properties"]["timeZone"] == "Asia/Shanghai"
    assert [tab["properties"] for tab in got["sheets"]] == [
        {
            "sheetId": index,
            "title": title,
            "index": index,
            "sheetType": "GRID",
            "gridProperties": {"rowCount": 8, "columnCount": width},
        }
        for index, title, width in [(0, "Orders", 4), (1, "Other", 3)]
    ]
    assert not any("data" in tab for tab in got["sheets"])


@pytest.mark.parametrize(
    ("mask", "got"),
    [
        ("spreadsheetId", {"spreadsheetId": KEY}),
        ("properties.title,spreadsheetId", {"properties": {"title": "Desk"}, "spreadsheetId": KEY}),
        ("properties/locale", {"properties": {"locale": "en_US"}}),
        (
            "sheets.properties(sheetId,title)",
            {
                "sheets": [
                    {"properties": {"sheetId": 0, "title": "Orders"}},
                    {"properties": {"sheetId": 1, "title": "Other"}},
                ]
            },
        ),
        (
            "sheets(properties/index,merges)",
            {"sheets": [{"properties": {"index": i}} for i in (0, 1)]},
        ),
        ("sheets.protectedRanges", {"sheets": [{}, {}]}),
    ],
)
def test_a_mask_picks_fields(book, mask, got):
    assert book.fetch_sheet_metadata({"fields": mask}) == got


@pytest.mark.parametrize(
    ("mask", "bad"),
    [
        ("sheets.sheetProperties", "sheets.sheetProperties"),
        ("spreadsheetId,foo", "foo"),
        ("sheets(", "sheets("),
        ("properties..title", "properties..title"),
    ],
)
def test_a_mask_of_unknown_fields_is_refused(book, mask, bad):
    with pytest.raises(APIError) as refusal:
        book.fetch_sheet_metadata({"fields": mask})
    error = refusal.value.error
    assert (error["code"], error["message"]) == (400, "Request contains an invalid argument.")
    assert error["details"][0]["fieldViolations"] == [
        {
            "field": mask,
            "description": "Error expanding 'fields' parameter. "
            f"Cannot find matching fields for path '{bad}'.",
        }
    ]


def test_cells_are_given_with_all_they_have(book, tab):
    tab.rows[1].put(1, Cell(46082.0, format={"numberFormat": {"type": "DATE"}}, note="n"))
    tab.rows[2].put(1, Cell(CellError("#N/A"), "=NA()", "why"))
    mask = "sheets.data.rowData.values(userEnteredValue,effectiveValue,formattedValue,note)"
    got = book.fetch_sheet_metadata({"ranges": "Orders!B2:C9", "fields": mask})
    assert got["sheets"][0]["data"][0]["rowData"] == [
        {
            "values": [
                {
                    "userEnteredValue": {"numberValue": 46082},
                    "effectiveValue": {"numberValue": 46082},
                    "formattedValue": "3/1/2026",
                    "note": "n",
                }
            ]
        },
        {
            "values": [
                {
                    "userEnteredValue": {"formulaValue": "=NA()"},
                    "effectiveValue": {"errorValue": {"type": "N_A", "message": "why"}},
                    "formattedValue": "#N/A",
                }
            ]
        },
    ]


def test_cells_come_where_they_are_asked_for(book):
    data = book.fetch_sheet_metadata({"includeGridData": True, "ranges": ["B2:B3", "Other"]})
    orders, other = (tab["data"] for tab in data["sheets"])
    assert (orders[0]["startRow"], orders[0]["startColumn"]) == (1, 1)
    assert [row["pixelSize"] for row in orders[0]["rowMetadata"]] == [21, 21]
    assert other[0]["rowData"][0]["values"][0]["effectiveValue"] == {"boolValue": True}
    assert "data" in book.fetch_sheet_metadata({"fields": "*"})["sheets"][0]


def test_metadata_of_lines_shows_in_ranges_only(service, book):
    place = {"dimensionRange": {"dimension": "COLUMNS", "startIndex": 1, "endIndex": 2}}
    spec = {"metadataKey": "k", "visibility": "DOCUMENT", "location": place}
    metadata.create(service.world.spreadsheets[KEY], {"developerMetadata": spec})
    fields = "sheets.data.columnMetadata.developerMetadata.metadataKey"
    ranged = book.fetch_sheet_metadata({"fields": fields, "ranges": "Orders"})
    whole = book.fetch_sheet_metadata({"fields": fields})
    keys = [{"developerMetadata": [{"metadataKey": "k"}]}]
    assert ranged["sheets"][0]["data"][0]["columnMetadata"][1:2] == keys
    assert whole["sheets"][0]["data"][0]["columnMetadata"][1:2] == [{}]


def test_who_may_not_edit_does_not_learn_who_may(book, tab, service):
    rect = Rect(0, None, None, 0, 1)
    mine = {"protectedRangeId": 1, "rect": rect, "editors": {"users": [service.bot]}}
    theirs = {"protectedRangeId": 2, "rect": rect, "editors": {"users": ["o@shop.example"]}}
    tab.protected = [mine, theirs]
    got = book.fetch_sheet_metadata({"fields": "sheets.protectedRanges"})
    where = {"sheetId": 0, "startColumnIndex": 0, "endColumnIndex": 1}
    assert got["sheets"][0]["protectedRanges"] == [
        {
            "protectedRangeId": 1,
            "range": where,
            "editors": {"users": [service.bot]},
            "requestingUserCanEdit": True,
        },
        {"protectedRangeId": 2, "range": where},
    ]


def test_tabs_are_got_by_data_filter(service):
    url = f"https://sheets.googleapis.com/v4/spreadsheets/{KEY}:getByDataFilter"
    body = {"dataFilters": [{"gridRange": {"sheetId": 1}}], "includeGridData": True}
    got = session(service).post(url, json=body).json()
    assert [tab["properties"]["title"] for tab in got["sheets"]] == ["Other"]
    assert got["sheets"][0]["data"][0]["rowData"]


def test_a_spreadsheet_is_created_and_belongs_to_the_caller(service):
    url = "https://sheets.googleapis.com/v4/spreadsheets"
    value = {"userEnteredValue": {"stringValue": "x"}}
    tabs = [
        {"properties": {"title": "A"}, "data": [{"startRow": 1, "rowData": [{"values": [value]}]}]},
        {"properties": {"title": "B", "gridProperties": {"rowCount": 5, "columnCount": 2}}},
    ]
    body = {"properties": {"title": "New", "locale": "de_DE"}, "sheets": tabs}
    made = session(service).post(url, json=body).json()
    book = service.world.spreadsheets[made["spreadsheetId"]]
    assert [tab.title for tab in book.sheets] == ["A", "B"]
    assert (book.locale, book.sheets[0].value(1, 0), len(book.sheets[1].rows)) == ("de_DE", "x", 5)
    assert service.world.files[book.id].permissions[0]["role"] == "owner"


def test_a_tab_is_copied_to_another_spreadsheet(service, book):
    other = sheet.create(service.world, "Archive")
    copied = book.sheet1.copy_to(other.id)
    assert (copied["title"], copied["index"]) == ("Copy of Orders", 1)
    assert other.sheets[1].value(1, 0) == "S-1"
    assert book.sheet1.copy_to(other.id)["title"] == "Copy of Orders 2"


def open_as(service, client, role):
    file = service.world.files[KEY]
    file.permissions = [{"type": "user", "emailAddress": service.bot, "role": role}]
    return client.open_by_key(KEY)


def test_a_reader_reads_and_does_not_write(service, client):
    book = open_as(service, client, "reader")
    assert book.values_get("A1")["values"] == [["Order"]]
    with pytest.raises(APIError) as refusal:
        book.values_update("A1", {"valueInputOption": "RAW"}, {"values": [["x"]]})
    assert refusal.value.error == {
        "code": 403,
        "message": "The caller does not have permission",
        "status": "PERMISSION_DENIED",
    }


def test_strangers_do_not_even_read(service, client):
    service.bot = "stranger@elsewhere.example"
    with pytest.raises(PermissionError):
        client.open_by_key(KEY)


def test_what_is_not_there_is_not_found(client):
    with pytest.raises(gspread.exceptions.SpreadsheetNotFound):
        client.open_by_key("1nothing")


def test_a_file_in_the_bin_still_answers(service, client):
    service.world.files[KEY].trashed = True
    assert client.open_by_key(KEY).values_get("A1")["values"] == [["Order"]]


def test_another_kind_of_file_is_no_spreadsheet(service, client):
    rights = [{"type": "anyone", "role": "reader"}]
    service.world.files["1doc"] = File("1doc", "Doc", "text/plain", permissions=rights)
    with pytest.raises(APIError) as refusal:
        client.open_by_key("1doc").fetch_sheet_metadata()
    assert refusal.value.error["status"] == "FAILED_PRECONDITION"


def test_writing_counts_as_a_version_and_reading_does_not(service, book):
    file = service.world.files[KEY]
    before = file.version
    book.values_get("A1")
    book.values_clear("A1")
    assert file.version == before + 1
