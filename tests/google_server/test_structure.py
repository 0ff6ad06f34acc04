"""What moves, and what follows: the primitives that the batches and the person share."""

import pytest

from tests.google import metadata, tags
from tests.google import structure as st
from tests.google.fault import ApiError
from tests.google.state import Rect, Spreadsheet, Tag, World


@pytest.fixture
def world():
    return World()


@pytest.fixture
def book():
    return Spreadsheet("id", "Desk")


@pytest.fixture
def sheet(world, book):
    return tab(world, book, "Cases")


def tab(world, book, title):
    size = {"rowCount": 10, "columnCount": 5}
    return st.add_sheet(world, book, {"title": title, "gridProperties": size})


def fill(sheet, column, values):
    for row, value in zip(sheet.rows, values, strict=False):
        row.touch(column).value = value


def column(sheet, index):
    return [sheet.value(row, index) for row in range(len(sheet.rows))]


def put(sheet, formula, row=9, index=4):
    cell = sheet.rows[row].touch(index)
    cell.formula = formula
    return lambda: next(
        c.formula for r in sheet.rows for c in r.cells if c is not None and c.formula
    )


def tag(thing, id_=1):
    thing.tags = [Tag(id_, "key", None, "DOCUMENT")]


@pytest.mark.parametrize("dimension", ["ROWS", "COLUMNS"])
def test_metadata_goes_with_its_row_or_column(book, sheet, dimension):
    lines = sheet.dimensions(dimension)
    mine = lines[2]
    tag(mine)
    st.insert(book, sheet, dimension, 0, 1)
    assert lines.index(mine) == 3
    st.move(book, sheet, dimension, 3, 4, 1)
    assert lines.index(mine) == 1
    st.delete(book, sheet, dimension, 1, 2)
    assert mine not in lines


def test_a_moved_column_takes_its_cells_along_even_over_short_rows(book, sheet):
    fill(sheet, 0, ["a"])
    fill(sheet, 1, ["b", "c"])
    st.move(book, sheet, "COLUMNS", 0, 1, 5)
    assert (column(sheet, 4)[0], column(sheet, 0)[:2]) == ("a", ["b", "c"])


def test_frozen_rows_grow_and_shrink_with_the_rows_among_them(book, sheet):
    sheet.frozen_rows = 2
    st.insert(book, sheet, "ROWS", 1, 1)
    assert sheet.frozen_rows == 3
    st.insert(book, sheet, "ROWS", 3, 1)
    assert sheet.frozen_rows == 3
    st.delete(book, sheet, "ROWS", 0, 5)
    assert sheet.frozen_rows == 0


def test_new_rows_look_like_the_neighbour_but_hold_nothing(book, sheet):
    bold = {"textFormat": {"bold": True}}
    cell = sheet.rows[0].touch(0)
    cell.value, cell.format, sheet.rows[0].size = "Heading", bold, 50
    st.insert(book, sheet, "ROWS", 1, 1, inherit=True)
    st.insert(book, sheet, "ROWS", 3, 1)
    new, plain = sheet.rows[1], sheet.rows[3]
    assert (new.cell(0).value, new.cell(0).format, new.size) == (None, bold, 50)
    assert (plain.cell(0), plain.size) == (None, 21)


def place(sheet, rect):
    """Put one of everything that has a place on a sheet."""
    grid = {"sheetId": sheet.id, "startRowIndex": rect.top, "endRowIndex": rect.bottom}
    grid |= {"startColumnIndex": rect.left, "endColumnIndex": rect.right}
    sheet.merges = [rect]
    sheet.protected = [{"protectedRangeId": 1, "rect": rect}]
    sheet.banded = [{"bandedRangeId": 1, "rect": rect}]
    sheet.conditional = [{"rects": [rect]}]
    sheet.basic_filter = {"rect": rect, "criteria": {str(rect.left): {}}}
    sheet.filter_views = [{"filterViewId": 1, "rect": rect}]
    sheet.tables = [{"tableId": "1", "range": grid}]
    anchor = {"sheetId": sheet.id, "rowIndex": rect.top, "columnIndex": rect.left}
    sheet.charts = [{"chartId": 1, "source": grid, "position": {"anchorCell": anchor}}]


def places(book, sheet):
    """Return where all that is by now."""
    grids = [entry["range"] for entry in sheet.tables] + [entry["source"] for entry in sheet.charts]
    rects = [
        *sheet.merges,
        *(entry["rect"] for entry in (*sheet.protected, *sheet.banded, *sheet.filter_views)),
        *(rect for entry in sheet.conditional for rect in entry["rects"]),
        *([sheet.basic_filter["rect"]] if sheet.basic_filter else []),
        *(rect for _, rect in book.named.values()),
    ]
    return [(r.top, r.bottom, r.left, r.right) for r in rects] + [
        tuple(
            g.get(k) for k in ("startRowIndex", "endRowIndex", "startColumnIndex", "endColumnIndex")
        )
        for g in grids
    ]


@pytest.mark.parametrize(
    ("move", "after"),
    [
        (lambda b, s: st.insert(b, s, "ROWS", 3, 2), (2, 7, 1, 3)),
        (lambda b, s: st.insert(b, s, "ROWS", 2, 1), (3, 6, 1, 3)),
        (lambda b, s: st.insert(b, s, "ROWS", 5, 1), (2, 5, 1, 3)),
        (lambda b, s: st.delete(b, s, "ROWS", 0, 3), (0, 2, 1, 3)),
        (lambda b, s: st.delete(b, s, "COLUMNS", 0, 1), (2, 5, 0, 2)),
        (lambda b, s: st.insert(b, s, "COLUMNS", 0, 1), (2, 5, 2, 4)),
        (lambda b, s: st.move(b, s, "ROWS", 2, 5, 9), (6, 9, 1, 3)),
        (lambda b, s: st.move(b, s, "ROWS", 3, 4, 9), (2, 4, 1, 3)),
        (lambda b, s: st.move(b, s, "ROWS", 9, 10, 3), (2, 6, 1, 3)),
    ],
)
def test_all_that_has_a_place_goes_along(book, sheet, move, after):
    rect = Rect(sheet.id, 2, 5, 1, 3)
    place(sheet, rect)
    book.named = {"n": ("name", rect)}
    move(book, sheet)
    found = places(book, sheet)
    assert (len(found), set(found)) == (9, {after})


def test_all_that_has_a_place_goes_with_it(book, sheet):
    rect = Rect(sheet.id, 2, 5, 1, 3)
    place(sheet, rect)
    book.named = {"n": ("name", rect)}
    st.delete(book, sheet, "ROWS", 2, 5)
    assert places(book, sheet) == [(None,) * 4]
    assert sheet.charts[0]["position"]["anchorCell"]["rowIndex"] == 2


def test_a_filter_keeps_its_criteria_at_their_columns(book, sheet):
    place(sheet, Rect(sheet.id, 0, 5, 1, 3))
    st.insert(book, sheet, "COLUMNS", 0, 1)
    assert list(sheet.basic_filter["criteria"]) == ["2"]
    st.delete(book, sheet, "COLUMNS", 2, 3)
    assert sheet.basic_filter["criteria"] == {}


def test_groups_follow_and_vanish(book, sheet):
    span = {"sheetId": sheet.id, "dimension": "ROWS", "startIndex": 2, "endIndex": 4}
    sheet.groups["ROWS"] = [{"range": span, "depth": 1}]
    st.insert(book, sheet, "ROWS", 3, 1)
    assert sheet.groups["ROWS"][0]["range"] == {**span, "endIndex": 5}
    st.delete(book, sheet, "ROWS", 2, 5)
    assert sheet.groups["ROWS"] == []


def test_cut_cells_leave_their_row_and_its_metadata_behind(book, sheet):
    fill(sheet, 0, ["a", "b", "c"])
    tag(sheet.rows[1])
    now = put(sheet, "=A2")
    book.named = {"n": ("name", Rect(sheet.id, 1, 2, 0, 1))}
    st.cut_paste(book, Rect(sheet.id, 1, 2, 0, 5), 5, 0, sheet)
    assert column(sheet, 0)[:6] == ["a", None, "c", None, None, "b"]
    assert [bool(row.tags) for row in sheet.rows[:6]] == [False, True, False, False, False, False]
    assert (now(), book.named["n"][1].top) == ("=A6", 5)


def test_cut_cells_may_land_on_themselves_and_on_another_sheet(world, book, sheet):
    other = tab(world, book, "Other")
    fill(sheet, 0, ["a", "b", "c"])
    now = put(sheet, "=A2")
    st.cut_paste(book, Rect(sheet.id, 0, 3, 0, 1), 1, 0, sheet)
    assert column(sheet, 0)[:4] == [None, "a", "b", "c"]
    st.cut_paste(book, Rect(sheet.id, 1, 4, 0, 1), 0, 2, other)
    assert (column(other, 2)[:3], now()) == (["a", "b", "c"], "=Other!C2")


def test_a_double_of_a_sheet_has_ids_of_its_own(world, book, sheet):
    place(sheet, Rect(sheet.id, 2, 5, 1, 3))
    tag(sheet.rows[1], 77)
    fill(sheet, 0, ["a"])
    double = st.duplicate_sheet(world, book, sheet, {})
    assert (double.title, double.index, sheet.index) == ("Copy of Cases", 0, 1)
    assert double.rows[1].tags[0].id != 77
    assert double.protected[0]["rect"].sheet == double.id != sheet.protected[0]["rect"].sheet
    assert double.charts[0]["source"]["sheetId"] == double.id
    double.rows[0].touch(0).value = "b"
    assert sheet.value(0, 0) == "a"


def test_a_workbook_may_not_hold_more_than_ten_million_cells(book, sheet):
    with pytest.raises(ApiError, match="above the limit of 10000000 cells"):
        st.grow(book, sheet, "ROWS", 2_000_000)
    assert len(sheet.rows) == 10


@pytest.mark.parametrize("order", [1, -1])
def test_copied_cells_fill_what_is_a_multiple_of_them(book, sheet, order):
    fill(sheet, 0, [1.0, 2.0][::order])
    sheet.rows[0].touch(1).formula = "=A1"
    copy = st.Copy(Rect(sheet.id, 0, 2, 0, 2), Rect(sheet.id, 2, 6, 2, 4))
    st.copy_paste(book, copy)
    assert column(sheet, 2)[2:6] == [1.0, 2.0][::order] * 2
    assert [sheet.rows[row].cell(3).formula for row in (2, 4)] == ["=C3", "=C5"]


def test_tags_of_a_copied_tab_get_ids_that_no_other_tag_bears(world, book, sheet):
    at = {"sheetId": sheet.id, "dimension": "COLUMNS", "startIndex": 0, "endIndex": 1}
    tag = {"metadataKey": "k", "visibility": "DOCUMENT", "location": {"dimensionRange": at}}
    for _ in range(30):
        metadata.create(book, {"developerMetadata": tag})
    st.duplicate_sheet(world, book, sheet, {})
    metadata.create(book, {"developerMetadata": tag})
    ids = [entry.tag.id for entry in tags.entries(book)]
    assert (len(ids), len(set(ids))) == (61, 61)
