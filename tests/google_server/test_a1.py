import pytest

from tests.google import a1
from tests.google.fault import ApiError
from tests.google.state import Rect, Spreadsheet, blank_sheet


@pytest.fixture
def book():
    sheets = [
        blank_sheet(0, "Hidden", 5, 5),
        blank_sheet(1, "Sheet1", 10, 4),
        blank_sheet(2, "It's 维修", 3, 30),
    ]
    sheets[0].hidden = True
    named = {"n1": ("Prices", Rect(2, 0, 2, 1, 2))}
    return Spreadsheet("x", "X", sheets=sheets, named=named)


@pytest.mark.parametrize(
    ("text", "rect", "shown"),
    [
        ("Sheet1!B2", Rect(1, 1, 2, 1, 2), "Sheet1!B2"),
        ("B2:C3", Rect(1, 1, 3, 1, 3), "Sheet1!B2:C3"),
        ("sheet1!$C$3:b2", Rect(1, 1, 3, 1, 3), "Sheet1!B2:C3"),
        ("Sheet1!A:C", Rect(1, None, None, 0, 3), "Sheet1!A1:C10"),
        ("Sheet1!5:7", Rect(1, 4, 7, None, None), "Sheet1!A5:D7"),
        ("A5:7", Rect(1, 4, 7, 0, None), "Sheet1!A5:D7"),
        ("A2:C", Rect(1, 1, None, 0, 3), "Sheet1!A2:C10"),
        ("A:C2", Rect(1, 1, None, 0, 3), "Sheet1!A2:C10"),
        ("Sheet1", Rect(1), "Sheet1!A1:D10"),
        ("'Sheet1'", Rect(1), "Sheet1!A1:D10"),
        ("'It''s 维修'!AA1:AD3", Rect(2, 0, 3, 26, 30), "'It''s 维修'!AA1:AD3"),
        ("It's 维修!A1", Rect(2, 0, 1, 0, 1), "'It''s 维修'!A1"),
        ("R2C3", Rect(1, 1, 2, 2, 3), "Sheet1!C2"),
        ("Sheet1!R1C1:R2C2", Rect(1, 0, 2, 0, 2), "Sheet1!A1:B2"),
        ("prices", Rect(2, 0, 2, 1, 2), "'It''s 维修'!B1:B2"),
        ("Sheet1!C9:F12", Rect(1, 8, 12, 2, 6), "Sheet1!C9:D10"),
    ],
)
def test_a_range_is_understood_and_shown_as_google_does(book, text, rect, shown):
    assert a1.parse(text, book) == rect
    assert a1.show(rect, book) == shown


@pytest.mark.parametrize(
    "text", ["", "Nope", "Nope!A1", "Sheet1!", "Sheet1!A", "Sheet1!7", "A0", "AAAA1", "A1:B2:C3"]
)
def test_what_is_no_range_is_refused_in_googles_words(book, text):
    with pytest.raises(ApiError) as refusal:
        a1.parse(text, book)
    assert (refusal.value.code, refusal.value.message) == (400, f"Unable to parse range: {text}")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Sheet1!A11:B", "Sheet1!A11:B"),
        ("Sheet1!E1:2", "Sheet1!E1:2"),
        ("Sheet1!A11:12", "Sheet1!A11:12"),
        ("'Sheet1'!E:F", "Sheet1!E:F"),
        ("Sheet1!E1", "Sheet1!E1"),
    ],
)
def test_a_range_that_begins_outside_the_grid_is_refused(book, text, named):
    with pytest.raises(ApiError) as refusal:
        a1.check_limits(a1.parse(text, book), book)
    limits = "Max rows: 10, max columns: 4"
    assert refusal.value.message == f"Range ({named}) exceeds grid limits. {limits}"


def test_a_range_that_begins_inside_may_end_outside(book):
    assert a1.check_limits(a1.parse("A10:Z99", book), book).title == "Sheet1"


def test_grid_ranges_are_rectangles(book):
    grid = {"sheetId": 2, "startRowIndex": 1, "endColumnIndex": 4}
    rect = a1.from_grid(grid, book)
    assert rect == Rect(2, 1, None, None, 4)
    assert a1.to_grid(rect) == grid
    assert a1.spell(rect, book) == "'It''s 维修'!A2:D"


def test_a_grid_range_of_no_tab_is_refused(book):
    with pytest.raises(ApiError, match="No grid with id: 99"):
        a1.from_grid({"sheetId": 99}, book)


@pytest.mark.parametrize(
    ("title", "quoted"),
    [
        ("Sheet1", "Sheet1"),
        ("RMA_log", "RMA_log"),
        ("ABC1", "'ABC1'"),
        ("R1C1", "'R1C1'"),
        ("2026", "'2026'"),
        ("a b", "'a b'"),
        ("工作表1", "'工作表1'"),
    ],
)
def test_titles_are_quoted_where_google_quotes_them(title, quoted):
    assert a1.quote(title) == quoted


@pytest.mark.parametrize(("index", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (18277, "ZZZ")])
def test_columns_have_letters(index, name):
    assert a1.column_name(index) == name
    assert a1.column_index(name) == index
