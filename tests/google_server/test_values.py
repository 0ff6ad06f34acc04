import gspread
import pytest
from gspread.exceptions import APIError

from tests.google.access import PROTECTED
from tests.google.server import Service
from tests.google.small import KEY, small_world
from tests.google.state import Cell, Rect
from tests.google.transport import session

ORDERS = [["Order", "Note", "Amount"], ["S-1", "late", 10.0], ["S-2", None, 2.5]]


@pytest.fixture
def service():
    return Service(small_world({"Orders": ORDERS, "Other": []}))


@pytest.fixture
def book(service):
    return gspread.authorize(None, session=session(service)).open_by_key(KEY)


@pytest.fixture
def tab(service):
    return service.world.spreadsheets[KEY].sheets[0]


def refusal(call, *given):
    with pytest.raises(APIError) as error:
        call(*given)
    return error.value.error["message"]


RAW = {"valueInputOption": "RAW"}
PLAIN = {"valueRenderOption": "UNFORMATTED_VALUE"}


def read(book, text, **options):
    return book.values_get(text, {**PLAIN, **options}).get("values")


def test_values_come_by_rows_without_empty_ends(book):
    assert book.values_get("Orders", PLAIN) == {
        "range": "Orders!A1:E8",
        "majorDimension": "ROWS",
        "values": [["Order", "Note", "Amount"], ["S-1", "late", 10], ["S-2", "", 2.5]],
    }


def test_values_come_by_columns(book):
    assert read(book, "A2:C8", majorDimension="COLUMNS") == [["S-1", "S-2"], ["late"], [10, 2.5]]


def test_an_empty_range_has_no_values(book):
    assert book.values_get("Orders!D1:E") == {"range": "Orders!D1:E8", "majorDimension": "ROWS"}


def test_whole_numbers_come_back_whole(book):
    assert [type(value) for (value,) in read(book, "C2:C3")] == [int, float]


def test_dates_come_as_numbers_or_as_text(book):
    book.values_update("D1", {"valueInputOption": "USER_ENTERED"}, {"values": [["2026-03-01"]]})
    as_text = {"dateTimeRenderOption": "FORMATTED_STRING"}
    assert read(book, "D1") == [[46082]]
    assert read(book, "D1", **as_text) == [["2026-03-01"]]
    assert read(book, "D1", valueRenderOption="FORMULA") == [[46082]]
    assert book.values_get("D1")["values"] == [["2026-03-01"]]


def test_raw_text_stays_text(book):
    sent = [["=1+1", "0042", "'x", 7, True]]
    book.values_update("Other!A1", RAW, {"values": [row[:2] for row in sent]})
    assert read(book, "Other!A1:B1") == [["=1+1", "0042"]]


def test_typed_text_is_read(book):
    typed = {"valueInputOption": "USER_ENTERED"}
    book.values_update("D1:E2", typed, {"values": [["=C2*2", "'07"], ["1,000", "TRUE"]]})
    assert read(book, "D1:E2") == [[20, "07"], [1000, True]]
    assert read(book, "D1", valueRenderOption="FORMULA") == [["=C2*2"]]


def test_typed_text_stays_in_a_cell_of_plain_text(book, tab):
    tab.rows[0].put(3, Cell(format={"numberFormat": {"type": "TEXT", "pattern": "@"}}))
    book.values_update("D1", {"valueInputOption": "USER_ENTERED"}, {"values": [["007"]]})
    assert read(book, "D1") == [["007"]]


def test_null_skips_a_cell_and_an_empty_text_clears_it(book, tab):
    tab.rows[1].cells[1].note = "called"
    answer = book.values_update("A2:C2", RAW, {"values": [[None, "", 11]]})
    assert read(book, "A2:C2") == [["S-1", "", 11]]
    assert tab.rows[1].cells[1].note == "called"
    assert answer == {
        "spreadsheetId": KEY,
        "updatedRange": "Orders!A2:C2",
        "updatedRows": 1,
        "updatedColumns": 2,
        "updatedCells": 2,
    }


def test_an_update_gives_back_all_values_of_the_range_it_was_sent_to(book):
    options = {**RAW, "includeValuesInResponse": True}
    options["responseValueRenderOption"] = "UNFORMATTED_VALUE"
    answer = book.values_update("A2:E4", options, {"values": [[None, None, None, "ok"]]})
    assert answer["updatedRange"] == "Orders!A2:D2"
    assert answer["updatedData"] == {
        "range": "Orders!A2:E4",
        "majorDimension": "ROWS",
        "values": [["S-1", "late", 10, "ok"], ["S-2", "", 2.5]],
    }


def test_columns_may_be_written(book):
    book.values_update("D1:E2", RAW, {"majorDimension": "COLUMNS", "values": [["a", "b"], ["c"]]})
    assert read(book, "D1:E2") == [["a", "c"], ["b"]]


def test_a_range_bounds_what_is_written(book):
    wide = refusal(book.values_update, "A1:B2", RAW, {"values": [["a", "b", "c"]]})
    long = refusal(book.values_update, "A1:B2", RAW, {"values": [["a"], ["b"], ["c"]]})
    start = "Requested writing within range [A1:B2], but tried writing to "
    assert (wide, long) == (start + "column [C]", start + "row [3]")
    assert read(book, "A1:C1") == [["Order", "Note", "Amount"]]


def test_one_cell_is_only_where_writing_begins(book):
    book.values_update("D4", RAW, {"values": [["a", "b"], ["c", "d"]]})
    assert read(book, "D4:E5") == [["a", "b"], ["c", "d"]]
    past = refusal(book.values_update, "D8", RAW, {"values": [["a"], ["b"]]})
    assert past == "Requested writing within range [D8], but tried writing to row [9]"


def test_what_lies_outside_the_grid_is_neither_read_nor_written(book):
    words = "Range (Orders!A9:B) exceeds grid limits. Max rows: 8, max columns: 5"
    assert refusal(book.values_get, "A9:B") == words
    assert refusal(book.values_update, "A9:B", RAW, {"values": [["x"]]}) == words
    assert refusal(book.values_batch_clear, None, {"ranges": ["A1", "A9:B"]}) == (
        f"Invalid range[1]: {words}"
    )


def test_a_batch_is_written_as_a_whole(book):
    data = [
        {"range": "Orders!D1:D3", "majorDimension": "COLUMNS", "values": [["a", "b", "c"]]},
        {"range": "Orders!E1:E2", "values": [[1], [2]]},
        {"range": "Other!A1", "values": [["x"]]},
    ]
    answer = book.values_batch_update({**RAW, "data": data})
    totals = {key: value for key, value in answer.items() if key.startswith("total")}
    assert totals == {
        "totalUpdatedRows": 4,
        "totalUpdatedColumns": 3,
        "totalUpdatedCells": 6,
        "totalUpdatedSheets": 2,
    }
    assert [r["updatedRange"] for r in answer["responses"]] == [
        "Orders!D1:D3",
        "Orders!E1:E2",
        "Other!A1",
    ]


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        ({"range": "Nope!A1", "values": [["b"]]}, "Unable to parse range: Nope!A1"),
        (
            {"range": "A1", "values": [["b" * 50_001]]},
            "Your input contains more than the maximum of 50000 characters in a single cell.",
        ),
        ({"range": "C1", "values": [["no"]]}, PROTECTED),
        ({"range": "A1", "values": [[{"a": 1}]]}, 'Invalid values[0][0]: struct_value {"a": 1}'),
    ],
)
def test_one_bad_range_refuses_the_whole_batch(book, tab, bad, words):
    tab.protected = [{"protectedRangeId": 1, "rect": Rect(0, None, None, 2, 3)}]
    body = {**RAW, "data": [{"range": "A1", "values": [["a"]]}, bad]}
    assert refusal(book.values_batch_update, body) == f"Invalid data[1]: {words}"
    assert read(book, "A1") == [["Order"]]


@pytest.mark.parametrize(
    "protection",
    [
        {"warningOnly": True},
        {"editors": {"users": ["DESK@aftersheet-test.iam.gserviceaccount.com"]}},
        {"unprotectedRanges": [{"sheetId": 0, "startColumnIndex": 1, "endColumnIndex": 3}]},
    ],
)
def test_a_protection_that_lets_the_caller_edit_refuses_nothing(book, tab, protection):
    tab.protected = [{"protectedRangeId": 1, "rect": Rect(0), **protection}]
    book.values_update("B2:C2", RAW, {"values": [["x", 1]]})
    assert read(book, "B2:C2") == [["x", 1]]


def test_a_protected_cell_may_be_skipped(book, tab):
    tab.protected = [{"protectedRangeId": 1, "rect": Rect(0, None, None, 0, 1)}]
    book.values_update("A2:C2", RAW, {"values": [[None, "x", 1]]})
    assert read(book, "A2:C2") == [["S-1", "x", 1]]


def test_how_values_are_meant_must_be_said(book):
    words = "'valueInputOption' is required but not specified"
    assert refusal(book.values_update, "A1", None, {"values": [["a"]]}) == words
    assert refusal(book.values_batch_update, {"data": []}) == words


def test_clearing_leaves_formats(book, tab):
    tab.rows[1].cells[1].format = {"textFormat": {"bold": True}}
    assert book.values_clear("A2:C2")["clearedRange"] == "Orders!A2:C2"
    assert read(book, "A2:C3") == [[], ["S-2", "", 2.5]]
    assert tab.rows[1].cells[1].format == {"textFormat": {"bold": True}}


def test_many_ranges_are_read_and_cleared_at_once(book):
    got = book.values_batch_get(["A2:B2", "Other!A1"])
    assert [r.get("values") for r in got["valueRanges"]] == [[["S-1", "late"]], None]
    cleared = book.values_batch_clear(body={"ranges": ["A2", "C:C"]})
    assert cleared["clearedRanges"] == ["Orders!A2", "Orders!C1:C8"]
    assert read(book, "Orders!A1:C3") == [["Order", "Note"], ["", "late"], ["S-2"]]


def test_a_value_over_a_spilled_one_stays_and_stops_the_formula(book):
    typed = {"valueInputOption": "USER_ENTERED"}
    book.values_update("D1", typed, {"values": [["=ARRAYFORMULA(A1:A3)"]]})
    assert read(book, "D1:D3") == [["Order"], ["S-1"], ["S-2"]]
    book.values_update("D2", RAW, {"values": [["mine"]]})
    assert read(book, "D1:D3") == [["#REF!"], ["mine"]]
