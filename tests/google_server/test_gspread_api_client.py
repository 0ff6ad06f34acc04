"""gspread's Client, unmodified, against the server."""

from __future__ import annotations

import io

import gspread
import pytest
from gspread.exceptions import APIError, SpreadsheetNotFound
from gspread.utils import ExportFormat
from openpyxl import load_workbook

from tests.google.server import Service
from tests.google.transport import session


@pytest.fixture
def service():
    return Service()


@pytest.fixture
def gc(service):
    return gspread.authorize(None, session=session(service))


@pytest.fixture
def book(gc):
    return gc.create("Desk")


def test_create_gives_one_empty_tab_owned_by_the_caller(gc, service):
    book = gc.create("Desk")
    assert [(tab.title, tab.id, tab.row_count, tab.col_count) for tab in book] == [
        ("Sheet1", 0, 1000, 26)
    ]
    assert book.title == "Desk"
    (owner,) = book.list_permissions()
    assert (owner["role"], owner["emailAddress"]) == ("owner", service.bot)


def test_create_in_a_folder(gc):
    folder = gc.http_client.request(
        "post",
        "https://www.googleapis.com/drive/v3/files",
        json={"name": "Shelf", "mimeType": "application/vnd.google-apps.folder"},
    ).json()["id"]
    gc.create("Desk")
    inside = gc.create("Desk", folder_id=folder)
    assert gc.open("Desk", folder_id=folder).id == inside.id
    assert [f["id"] for f in gc.list_spreadsheet_files(folder_id=folder)] == [inside.id]


def test_open_by_title_key_and_url(gc, book):
    assert gc.open("Desk").id == book.id
    assert gc.open_by_key(book.id).title == "Desk"
    assert gc.open_by_url(book.url).id == book.id


def test_what_is_not_there_is_not_found(gc):
    with pytest.raises(SpreadsheetNotFound):
        gc.open("Nowhere")
    with pytest.raises(SpreadsheetNotFound):
        gc.open_by_key("1" + "x" * 43)


def test_a_file_of_others_is_forbidden_to_sheets_and_unseen_by_drive(gc, book, service):
    service.bot = "stranger@other.example"
    with pytest.raises(PermissionError):
        gc.open_by_key(book.id)
    assert gc.list_spreadsheet_files() == []


def test_list_has_the_times_and_only_spreadsheets(gc):
    gc.create("Desk")
    (file,) = gc.list_spreadsheet_files()
    assert set(file) == {"id", "name", "createdTime", "modifiedTime"}
    assert gc.list_spreadsheet_files(title="Other") == []


def test_a_title_with_quotes_is_found_as_gspread_asks_for_it(gc):
    gc.create("Ana's desk")
    assert gc.open("Ana's desk").title == "Ana's desk"


def test_openall(gc):
    made = {gc.create(title).id for title in ("A", "A", "B")}
    assert {book.id for book in gc.openall()} == made
    assert [book.title for book in gc.openall("A")] == ["A", "A"]


def test_more_than_a_page_of_files_is_fetched_page_by_page(gc, service):
    for number in range(5):
        gc.create(f"B{number}")
    url, params = "https://www.googleapis.com/drive/v3/files", {"pageSize": 2}
    seen = []
    while True:
        page = gc.http_client.request("get", url, params=params).json()
        seen += [file["name"] for file in page["files"]]
        if "nextPageToken" not in page:
            break
        params["pageToken"] = page["nextPageToken"]
    assert sorted(seen) == [f"B{number}" for number in range(5)]
    assert service.calls["drive.files.list"] == 3


def comment_url(book):
    return f"https://www.googleapis.com/drive/v3/files/{book.id}/comments"


def test_copy_takes_values_and_comments_along(gc, book):
    book.sheet1.update([["kept"]])
    book.share("ana@shop.example", perm_type="user", role="writer")
    request = gc.http_client.request
    request("post", comment_url(book), json={"content": "Look"}, params={"fields": "id"})
    twin = gc.copy(book.id, title="Twin", copy_comments=True)
    assert twin.title == "Twin"
    assert twin.sheet1.acell("A1").value == "kept"
    assert [p["role"] for p in twin.list_permissions()] == ["owner"]
    got = request("get", comment_url(twin), params={"fields": "comments(content,author)"}).json()
    assert [comment["content"] for comment in got["comments"]] == ["Look"]


def test_copying_permissions_stumbles_over_the_owner_as_it_does_at_google(gc, book):
    with pytest.raises(APIError, match="transferOwnership parameter must be enabled"):
        gc.copy(book.id, copy_permissions=True)  # gspread issue 1544


def test_copies_lead_lives_of_their_own(gc, book):
    twin = gc.copy(book.id, copy_comments=False)
    twin.sheet1.update([["other"]])
    assert book.sheet1.acell("A1").value is None


def test_delete(gc, book):
    gc.del_spreadsheet(book.id)
    assert gc.list_spreadsheet_files() == []
    with pytest.raises(SpreadsheetNotFound):
        gc.open_by_key(book.id)


def test_deleting_what_is_not_ours_is_refused_with_a_reason(gc, book, service):
    book.share("ana@shop.example", perm_type="user", role="writer", notify=False)
    service.bot = "ana@shop.example"
    with pytest.raises(APIError) as refused:
        gc.del_spreadsheet(book.id)
    assert refused.value.code == 403
    assert refused.value.error["errors"][0]["reason"] == "insufficientFilePermissions"


def test_import_csv_replaces_everything_as_if_typed(gc, book):
    book.add_worksheet("More", 5, 5)
    answer = gc.import_csv(book.id, 'Name,Amount\n"Weber, Ana",1\nLi,2026-11-21\n')
    assert answer["mimeType"] == "application/vnd.google-apps.spreadsheet"
    (tab,) = book.worksheets()
    assert (tab.title, tab.row_count, tab.col_count) == ("Desk", 1000, 26)
    assert tab.id != 0
    assert tab.get(value_render_option="UNFORMATTED_VALUE") == [
        ["Name", "Amount"],
        ["Weber, Ana", 1],
        ["Li", 46347],
    ]


def test_export_csv_tsv_and_excel(gc, book):
    book.sheet1.update([["a,b", 1.5], [None, "2026-11-21"], ["", "x"]], raw=False)
    assert gc.export(book.id, ExportFormat.CSV) == b'"a,b",1.5\r\n,2026-11-21\r\n,x'
    assert gc.export(book.id, ExportFormat.TSV) == b"a,b\t1.5\r\n\t2026-11-21\r\n\tx"
    tab = load_workbook(io.BytesIO(gc.export(book.id, ExportFormat.EXCEL)))["Sheet1"]
    assert (tab["A1"].value, tab["B1"].value) == ("a,b", 1.5)
    assert tab["B2"].value.isoformat() == "2026-11-21T00:00:00"


def test_export_as_a_picture_is_refused_aloud(gc, book):
    with pytest.raises(APIError, match="does not export application/pdf"):
        gc.export(book.id)


def test_permissions_by_file_id(gc, book):
    made = gc.insert_permission(book.id, "ana@shop.example", perm_type="user", role="reader")
    entry = made.json()
    assert entry["role"] == "reader"
    assert {p["id"] for p in gc.list_permissions(book.id)} > {entry["id"]}
    gc.remove_permission(book.id, entry["id"])
    assert entry["id"] not in {p["id"] for p in gc.list_permissions(book.id)}
    with pytest.raises(APIError, match=r"\[404\]: Permission not found"):
        gc.remove_permission(book.id, entry["id"])


def test_an_unknown_role_is_refused(gc, book):
    with pytest.raises(APIError, match="role"):
        gc.insert_permission(book.id, "ana@shop.example", perm_type="user", role="king")


def test_drive_metadata_of_a_file(gc, book):
    told = gc.get_file_drive_metadata(book.id)
    assert set(told) == {"id", "name", "createdTime", "modifiedTime"}


def test_set_timeout_and_expiry(gc):
    gc.set_timeout(5)
    assert gc.http_client.timeout == 5
    with pytest.raises(AttributeError):  # gspread: there is no auth with a session of one's own
        _ = gc.expiry
