"""gspread's Spreadsheet, unmodified, against the server."""

from __future__ import annotations

import gspread
import pytest
from gspread.exceptions import APIError, WorksheetNotFound
from gspread.utils import ExportFormat

from tests.google.server import Service
from tests.google.transport import session


@pytest.fixture
def service():
    return Service()


@pytest.fixture
def book(service):
    return gspread.authorize(None, session=session(service)).create("Desk")


def titles(book):
    return [tab.title for tab in book.worksheets()]


def test_properties(book):
    assert book.url == f"https://docs.google.com/spreadsheets/d/{book.id}"
    assert (book.title, book.locale) == ("Desk", "en_US")
    assert book.timezone
    assert book.sheet1.title == "Sheet1"
    assert [tab.title for tab in book] == ["Sheet1"]
    assert "Desk" in repr(book)


def test_times_come_from_drive(book):
    assert book.get_lastUpdateTime().endswith("Z")
    book.update_drive_metadata()
    assert book.creationTime.endswith("Z")
    with pytest.deprecated_call():
        assert book.lastUpdateTime >= book.creationTime


def test_update_title_locale_and_timezone(book):
    book.update_title("Counter")
    book.update_locale("de_DE")
    book.update_timezone("Europe/Berlin")
    told = book.fetch_sheet_metadata()["properties"]
    assert (told["title"], told["locale"], told["timeZone"]) == (
        "Counter",
        "de_DE",
        "Europe/Berlin",
    )
    assert (book.title, book.locale, book.timezone) == ("Counter", "de_DE", "Europe/Berlin")
    book.sheet1.update_acell("A1", "1.234,5")
    assert book.sheet1.acell("A1", "UNFORMATTED_VALUE").value == 1234.5


def test_an_unknown_locale_or_zone_is_refused(book):
    with pytest.raises(APIError, match=r"\[400\]"):
        book.update_locale("german")
    with pytest.raises(APIError, match=r"\[400\]"):
        book.update_timezone("Mars/Olympus")


def test_worksheets_by_index_id_and_title(book):
    tab = book.add_worksheet("Cases", rows=20, cols=5)
    assert (tab.index, tab.row_count, tab.col_count) == (1, 20, 5)
    assert book.get_worksheet(1).title == "Cases"
    assert book.get_worksheet_by_id(tab.id).title == "Cases"
    assert book.get_worksheet_by_id(str(tab.id)).id == tab.id
    assert book.worksheet("Cases").id == tab.id
    for missing in (lambda: book.get_worksheet(9), lambda: book.worksheet("No")):
        with pytest.raises(WorksheetNotFound):
            missing()
    with pytest.raises(WorksheetNotFound):
        book.get_worksheet_by_id(424242)


def test_add_worksheet_at_an_index_and_twice_by_one_name(book):
    book.add_worksheet("First", 3, 3, index=0)
    assert titles(book) == ["First", "Sheet1"]
    with pytest.raises(APIError, match='A sheet with the name "First" already exists'):
        book.add_worksheet("First", 3, 3)


def test_hidden_tabs_can_be_left_out(book):
    book.add_worksheet("Back", 3, 3).hide()
    assert [tab.title for tab in book.worksheets(exclude_hidden=True)] == ["Sheet1"]


def test_delete_worksheets_but_not_the_last(book):
    tab = book.add_worksheet("A", 3, 3)
    other = book.add_worksheet("B", 3, 3)
    book.del_worksheet(tab)
    book.del_worksheet_by_id(other.id)
    assert titles(book) == ["Sheet1"]
    with pytest.raises(APIError, match=r"\[400\]"):
        book.del_worksheet(book.sheet1)


def test_duplicate_sheet(book):
    book.sheet1.update([["x"]])
    twin = book.duplicate_sheet(0, insert_sheet_index=0, new_sheet_id=77, new_sheet_name="Twin")
    assert (twin.id, twin.title, twin.index) == (77, "Twin", 0)
    assert twin.acell("A1").value == "x"
    assert titles(book) == ["Twin", "Sheet1"]


def test_reorder_worksheets(book):
    a, b = book.add_worksheet("A", 3, 3), book.add_worksheet("B", 3, 3)
    book.reorder_worksheets([b, a])
    assert titles(book) == ["B", "A", "Sheet1"]


def test_values_methods(book):
    book.values_update("Sheet1!A1:B2", {"valueInputOption": "RAW"}, {"values": [[1, 2], [3, 4]]})
    assert book.values_get("Sheet1!A1:B2")["values"] == [["1", "2"], ["3", "4"]]
    got = book.values_batch_get(["A1", "Sheet1!B:B"])
    assert [r["range"] for r in got["valueRanges"]] == ["Sheet1!A1", "Sheet1!B1:B1000"]
    body = {
        "valueInputOption": "RAW",
        "data": [{"range": "A1", "values": [["new"]]}, {"range": "C1", "values": [["c"]]}],
    }
    assert book.values_batch_update(body)["totalUpdatedCells"] == 2
    answer = book.values_append("A1", {"valueInputOption": "RAW"}, {"values": [["end"]]})
    assert answer["updates"]["updatedRange"] == "Sheet1!A3"
    assert book.values_clear("A1")["clearedRange"] == "Sheet1!A1"
    cleared = book.values_batch_clear(body={"ranges": ["B1", "A2:B2"]})
    assert cleared["clearedRanges"] == ["Sheet1!B1", "Sheet1!A2:B2"]
    assert book.values_get("Sheet1")["values"] == [["", "", "c"], [], ["end"]]


def test_a_range_that_cannot_be_read_is_400(book):
    with pytest.raises(APIError, match=r"\[400\]: Unable to parse range: Nowhere!A1"):
        book.values_get("Nowhere!A1")


def test_batch_update_answers_one_reply_per_request(book):
    requests = [
        {"addSheet": {"properties": {"title": "New"}}},
        {
            "updateSheetProperties": {
                "properties": {"sheetId": 0, "title": "Old"},
                "fields": "title",
            }
        },
    ]
    answer = book.batch_update({"requests": requests})
    assert answer["replies"][0]["addSheet"]["properties"]["title"] == "New"
    assert answer["replies"][1] == {}
    assert titles(book) == ["Old", "New"]


def test_batch_update_is_all_or_nothing_and_names_the_bad_request(book):
    requests = [
        {"addSheet": {"properties": {"title": "New"}}},
        {"deleteSheet": {"sheetId": 424242}},
    ]
    with pytest.raises(APIError, match=r"Invalid requests\[1\]\.deleteSheet"):
        book.batch_update({"requests": requests})
    assert titles(book) == ["Sheet1"]


def test_share_and_remove_permissions(book):
    book.share("ana@shop.example", perm_type="user", role="writer", email_message="Hello")
    book.share("shop.example", perm_type="domain", role="reader")
    book.share("", perm_type="anyone", role="reader", with_link=True)
    kinds = {p["type"]: p["role"] for p in book.list_permissions() if p["role"] != "owner"}
    assert kinds == {"user": "writer", "domain": "reader", "anyone": "reader"}
    assert book.remove_permissions("ana@shop.example", role="reader") == []
    assert len(book.remove_permissions("ana@shop.example")) == 1
    assert len(book.remove_permissions("shop.example")) == 1
    assert len(book.list_permissions()) == 2


def test_ownership_is_offered_and_accepted(book, service):
    was = service.bot
    book.share("ana@shop.example", perm_type="user", role="writer")
    (hers,) = [p["id"] for p in book.list_permissions() if p.get("emailAddress") != was]
    offered = book.transfer_ownership(hers)
    assert offered.json()["role"] == "writer"
    with pytest.raises(APIError, match=r"\[403\]"):
        book.share("bo@shop.example", perm_type="user", role="owner")
    service.bot = "ana@shop.example"
    book.accept_ownership(hers)
    roles = {p["emailAddress"]: p["role"] for p in book.list_permissions()}
    assert roles == {"ana@shop.example": "owner", was: "writer"}


def test_export(book):
    book.sheet1.update([["a"]])
    assert book.export(ExportFormat.CSV) == b"a"


def test_named_ranges(book):
    book.sheet1.update([[1, 2], [3, 4]])
    made = book.sheet1.define_named_range("A1:B2", "square")
    entry = made["replies"][0]["addNamedRange"]["namedRange"]
    assert [cell.value for cell in book.named_range("square")] == ["1", "2", "3", "4"]
    assert [known["name"] for known in book.list_named_ranges()] == ["square"]
    book.sheet1.delete_named_range(entry["namedRangeId"])
    assert book.list_named_ranges() == []


def test_list_protected_ranges(book):
    assert book.list_protected_ranges(0) == []
    book.sheet1.add_protected_range("A1:B2", description="ids", warning_only=True)
    (entry,) = book.list_protected_ranges(0)
    assert (entry["description"], entry["warningOnly"]) == ("ids", True)
    with pytest.raises(WorksheetNotFound):
        book.list_protected_ranges(424242)


def test_formulas_are_written_anew_for_another_locale(book):
    book.sheet1.update([[1, "=SUM(A1,1.5)"]], raw=False)
    book.update_locale("de_DE")
    assert book.sheet1.acell("B1").value == "2,5"
    assert book.sheet1.acell("B1", value_render_option="FORMULA").value == "=SUM(A1;1,5)"
