"""Sorting: contents of rows change places, the rows stay."""

import pytest

from tests.google import structure as st
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


def tag(thing, id_=1):
    thing.tags = [Tag(id_, "key", None, "DOCUMENT")]


@pytest.mark.parametrize(
    ("order", "after"),
    [
        ("ASCENDING", [1.0, 2.0, "a", "B", "b", False, None]),
        ("DESCENDING", [False, "B", "b", "a", 2.0, 1.0, None]),
    ],
)
def test_numbers_sort_before_texts_before_truth_and_empty_cells_stay_last(
    book, sheet, order, after
):
    fill(sheet, 0, ["B", 2.0, None, "a", False, "b", 1.0])
    spec = [{"dimensionIndex": 0, "sortOrder": order}]
    st.sort(World(), book, Rect(sheet.id, 0, 7, 0, 5), spec)
    assert column(sheet, 0)[:7] == after


@pytest.mark.parametrize("follows", [True, False])
def test_nobody_knows_whether_metadata_follows_a_sort(world, book, sheet, follows):
    world.metadata_follows_sort = follows
    fill(sheet, 0, [3.0, 1.0, 2.0])
    tag(sheet.rows[0])
    st.sort(world, book, Rect(sheet.id, 0, 3), [{"dimensionIndex": 0}])
    assert column(sheet, 0)[:3] == [1.0, 2.0, 3.0]
    assert bool(sheet.rows[2].tags) is follows
    assert bool(sheet.rows[0].tags) is not follows


def test_sorted_formulas_look_at_their_new_row_and_only_the_range_moves(world, book, sheet):
    fill(sheet, 0, [3.0, 1.0])
    fill(sheet, 2, ["x", "y"])
    sheet.rows[0].touch(1).formula = "=A1+$A$1"
    st.sort(world, book, Rect(sheet.id, 0, 2, 0, 2), [{"dimensionIndex": 0}])
    assert sheet.rows[1].cell(1).formula == "=A2+$A$1"
    assert column(sheet, 2)[:2] == ["x", "y"]


def test_sorting_by_two_columns_keeps_the_order_of_equals(world, book, sheet):
    fill(sheet, 0, ["b", "a", "b", "a"])
    fill(sheet, 1, [1.0, 1.0, 2.0, 1.0])
    fill(sheet, 2, [0.0, 1.0, 2.0, 3.0])
    specs = [{"dimensionIndex": 0}, {"dimensionIndex": 1, "sortOrder": "DESCENDING"}]
    st.sort(world, book, Rect(sheet.id, 0, 4, 0, 5), specs)
    assert column(sheet, 2)[:4] == [1.0, 3.0, 2.0, 0.0]
