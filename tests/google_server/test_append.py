import gspread
import pytest

from tests.google.server import Service
from tests.google.small import KEY, small_world
from tests.google.transport import session

RAW = {"valueInputOption": "RAW"}


def opened(service):
    return gspread.authorize(None, session=session(service)).open_by_key(KEY)


def read(book, text):
    return book.values_get(text).get("values")


TWO_TABLES = [
    ["a", "b", "c"],
    ["d", "e", "f"],
    [None] * 4,
    [None, "g", "h", "i"],
    [None, "j", "k", "l"],
    [None, "m", "n", "o"],
]


@pytest.mark.parametrize(
    ("where", "lands"),
    [
        ("T", "T!B7"),
        ("T!B4", "T!B7"),
        ("T!C5:D5", "T!B7"),
        ("T!B2:D4", "T!B7"),
        ("T!A3:E8", "T!B7"),
        ("T!A1", "T!A3"),
        ("T!E4", "T!E4"),
        ("T!A4", "T!A4"),
    ],
)
def test_rows_are_appended_to_the_last_table_in_a_range(where, lands):
    service = Service(small_world({"T": TWO_TABLES}))
    answer = opened(service).values_append(where, RAW, {"values": [["new"]]})
    assert answer["updates"]["updatedRange"] == lands


def test_appended_rows_overwrite_what_is_below_unless_they_are_inserted():
    first, second = (opened(Service(small_world({"T": TWO_TABLES}))) for _ in range(2))
    rows = {"values": [["x"], ["y"]]}
    assert first.values_append("T!A1", RAW, rows)["tableRange"] == "T!A1:C2"
    second.values_append("T!A1", {**RAW, "insertDataOption": "INSERT_ROWS"}, rows)
    assert read(first, "T!A3:B5") == [["x"], ["y", "g"], ["", "j"]]
    assert read(second, "T!A3:B6") == [["x"], ["y"], [], ["", "g"]]


def test_appending_lets_the_grid_grow():
    service = Service(small_world({"Orders": [["Order"], ["S-1"], ["S-2"]]}))
    book, tab = opened(service), service.world.spreadsheets[KEY].sheets[0]
    rows = [[index] * 7 for index in range(9)]
    answer = book.values_append("Orders", RAW, {"values": rows})
    assert answer["updates"]["updatedRange"] == "Orders!A4:G12"
    assert (len(tab.rows), len(tab.columns)) == (12, 7)


def test_appending_to_an_empty_tab_begins_at_its_top():
    book = opened(Service(small_world({"Other": []})))
    answer = book.values_append("Other", RAW, {"values": [["x"]]})
    assert "tableRange" not in answer
    assert answer["updates"]["updatedRange"] == "Other!A1"
