"""Drive beyond what gspread's own methods use."""

from __future__ import annotations

import json

import pytest

from tests.google.drive_query import search
from tests.google.server import Service
from tests.google.state import File, Spreadsheet, blank_sheet
from tests.google.transport import session

FILES = "https://www.googleapis.com/drive/v3/files"
UPLOAD = "https://www.googleapis.com/upload/drive/v3/files"
SHEETS = "application/vnd.google-apps.spreadsheet"
FOLDER = "application/vnd.google-apps.folder"


@pytest.fixture
def service():
    return Service()


@pytest.fixture
def web(service):
    return session(service)


def made(web, name="Desk", mime=SHEETS, **more):
    return web.post(FILES, json={"name": name, "mimeType": mime, **more}).json()["id"]


def names(web, q, **params):
    found = web.get(FILES, params={"q": q, "fields": "files(name)", **params}).json()
    return [file["name"] for file in found["files"]]


def test_little_is_told_without_fields_and_the_rest_on_request(web):
    file = made(web)
    assert web.get(f"{FILES}/{file}").json() == {
        "kind": "drive#file",
        "id": file,
        "name": "Desk",
        "mimeType": SHEETS,
    }
    assert web.get(f"{FILES}/{file}", params={"fields": "trashed,parents"}).json() == {
        "trashed": False,
        "parents": ["root"],
    }
    assert web.get(f"{FILES}/{file}", params={"fields": "*"}).json()["ownedByMe"] is True


def test_an_unknown_field_is_refused(web):
    answer = web.get(f"{FILES}/{made(web)}", params={"fields": "nonsense"})
    assert answer.status_code == 400


def test_what_is_missing_is_told_the_way_drive_tells_it(web):
    error = web.get(f"{FILES}/nowhere").json()["error"]
    assert (error["code"], error["message"]) == (404, "File not found: nowhere.")
    assert error["errors"] == [
        {
            "message": "File not found: nowhere.",
            "domain": "global",
            "reason": "notFound",
            "location": "fileId",
            "locationType": "parameter",
        }
    ]


def test_searching(web):
    shelf = made(web, "Shelf", FOLDER)
    made(web, "Desk A")
    made(web, "Desk B", parents=[shelf])
    gone = made(web, "Old")
    web.patch(f"{FILES}/{gone}", json={"trashed": True})
    assert names(web, f"mimeType = '{FOLDER}'") == ["Shelf"]
    assert names(web, f"'{shelf}' in parents") == ["Desk B"]
    assert names(web, "name contains 'desk'", orderBy="name") == ["Desk A", "Desk B"]
    assert names(web, "trashed = true") == ["Old"]
    assert "Old" in names(web, "")
    assert names(web, f"not mimeType='{SHEETS}' or name='Desk A'", orderBy="name desc") == [
        "Shelf",
        "Desk A",
    ]
    assert names(web, "(name = 'Old' or name = 'Desk A') and trashed = false") == ["Desk A"]


@pytest.mark.parametrize("q", ["name", "name =", "colour = 'red'", "(name = 'a'", "name ~ 'a'"])
def test_a_search_that_makes_no_sense_is_refused(web, q):
    answer = web.get(FILES, params={"q": q})
    assert answer.json()["error"]["errors"][0]["location"] == "q"


def test_quotes_in_a_search_are_escaped_by_a_backslash():
    test = search(r"name = 'Ana\'s desk'")
    assert test(File("1", "Ana's desk"))
    assert not test(File("2", "Ana"))


@pytest.mark.parametrize("params", [{"pageSize": 0}, {"pageToken": "x"}, {"orderBy": "colour"}])
def test_bad_pages_and_orders_are_refused(web, params):
    assert web.get(FILES, params=params).status_code == 400


def test_moving_and_renaming_a_file(web, service):
    shelf, file = made(web, "Shelf", FOLDER), made(web)
    params = {"addParents": shelf, "removeParents": "root", "fields": "parents,name"}
    answer = web.patch(f"{FILES}/{file}", json={"name": "New"}, params=params)
    assert answer.json() == {"parents": [shelf], "name": "New"}
    assert service.world.spreadsheets[file].title == "New"


def test_a_rename_in_sheets_is_seen_by_drive(web):
    file = made(web)
    change = {"properties": {"title": "Renamed"}, "fields": "title"}
    url = f"https://sheets.googleapis.com/v4/spreadsheets/{file}:batchUpdate"
    web.post(url, json={"requests": [{"updateSpreadsheetProperties": change}]})
    assert names(web, "name = 'Renamed'") == ["Renamed"]


def test_a_copy_keeps_developer_metadata_under_the_same_ids(web, service):
    file = made(web)
    tag = {
        "metadataId": 7,
        "metadataKey": "desk",
        "location": {"spreadsheet": True},
        "visibility": "DOCUMENT",
    }
    url = f"https://sheets.googleapis.com/v4/spreadsheets/{file}:batchUpdate"
    requests = [{"createDeveloperMetadata": {"developerMetadata": tag}}]
    assert web.post(url, json={"requests": requests}).ok
    twin = web.post(f"{FILES}/{file}/copy", json={}).json()
    assert twin["name"] == "Copy of Desk"
    assert [t.id for t in service.world.spreadsheets[twin["id"]].tags] == [7]


def test_a_spreadsheet_put_there_by_a_test_is_a_file_too(web, service):
    service.world.spreadsheets["k"] = Spreadsheet("k", "Placed", sheets=[blank_sheet(0, "S")])
    assert names(web, "name = 'Placed'") == ["Placed"]
    assert web.delete(f"{FILES}/k").status_code == 403


def test_only_readers_rights_do_not_let_change(web, service):
    file = made(web)
    entry = {"type": "user", "role": "reader", "emailAddress": "ana@shop.example"}
    assert web.post(f"{FILES}/{file}/permissions", json=entry).ok
    service.bot = "ana@shop.example"
    assert web.get(f"{FILES}/{file}").ok
    assert web.patch(f"{FILES}/{file}", json={"name": "Mine"}).status_code == 403
    service.bot = "bo@shop.example"
    assert web.get(f"{FILES}/{file}").status_code == 404


def test_one_person_has_one_permission(web):
    url = f"{FILES}/{made(web)}/permissions"
    entry = {"type": "user", "role": "reader", "emailAddress": "ana@shop.example"}
    first = web.post(url, json=entry).json()
    again = web.post(url, json={**entry, "role": "writer"}).json()
    assert first["id"] == again["id"]
    told = web.get(f"{url}/{first['id']}", params={"fields": "role,emailAddress"}).json()
    assert told == {"role": "writer", "emailAddress": "ana@shop.example"}
    assert web.patch(f"{url}/{first['id']}", json={"role": "reader"}).json()["role"] == "reader"
    assert web.delete(f"{url}/{first['id']}").status_code == 204


@pytest.mark.parametrize(
    "entry",
    [
        {"role": "reader"},
        {"type": "user", "emailAddress": "ana@shop.example"},
        {"type": "user", "role": "reader", "emailAddress": "ana"},
    ],
)
def test_half_a_permission_is_refused(web, entry):
    assert web.post(f"{FILES}/{made(web)}/permissions", json=entry).status_code == 400


def test_the_owner_stays(web):
    url = f"{FILES}/{made(web)}/permissions"
    (owner,) = web.get(url).json()["permissions"]
    assert web.delete(f"{url}/{owner['id']}").status_code == 403


def test_comments_and_about_want_fields(web):
    file = made(web)
    for url in (f"{FILES}/{file}/comments", "https://www.googleapis.com/drive/v3/about"):
        assert web.get(url).json()["error"]["errors"][0]["reason"] == "required"
        assert web.get(url, params={"fields": "*"}).ok


def test_uploading_a_csv_with_its_name_makes_a_spreadsheet(web):
    parts = (
        "--cut\r\nContent-Type: application/json; charset=UTF-8\r\n\r\n"
        + json.dumps({"name": "Imported", "mimeType": SHEETS})
        + "\r\n--cut\r\nContent-Type: text/csv\r\n\r\nId,Name\n1,Zoë\n\r\n--cut--"
    )
    answer = web.post(
        UPLOAD,
        params={"uploadType": "multipart"},
        data=parts.encode(),
        headers={"Content-Type": "multipart/related; boundary=cut"},
    )
    assert answer.json()["name"] == "Imported"
    export = f"{FILES}/{answer.json()['id']}/export"
    assert web.get(export, params={"mimeType": "text/csv"}).text == "Id,Name\r\n1,Zoë"


def test_uploading_into_a_spreadsheet(web):
    file = made(web)
    headers = {"Content-Type": "text/csv"}
    url, params = f"{UPLOAD}/{file}", {"uploadType": "media"}
    assert web.patch(url, params=params, data=b"a,b", headers=headers).ok
    assert web.patch(url, params={"uploadType": "x"}, data=b"", headers=headers).status_code == 400
    headers = {"Content-Type": "image/png"}
    assert web.patch(url, params=params, data=b"", headers=headers).status_code == 400


def test_export_to_what_does_not_exist_and_download_are_refused(web):
    file = made(web)
    assert web.get(f"{FILES}/{file}/export", params={"mimeType": "text/x"}).status_code == 400
    assert web.get(f"{FILES}/{file}", params={"alt": "media"}).status_code == 403
    folder = made(web, "Shelf", FOLDER)
    assert web.get(f"{FILES}/{folder}/export", params={"mimeType": "text/csv"}).status_code == 403


def test_other_paths_are_not_found(web):
    assert web.get("https://www.googleapis.com/drive/v3/teamdrives").status_code == 404


def test_everything_answered_is_what_the_discovery_document_allows(web, service):
    file = made(web)
    for url in (FILES, f"{FILES}/{file}", f"{FILES}/{file}/permissions"):
        assert web.get(url, params={"fields": "*"}).ok
    assert service.violations == []
