"""Laws of moving: whatever is done to rows and columns, what refers to a cell finds it again."""

from hypothesis import given, settings
from hypothesis import strategies as some

from tests.google import formulas
from tests.google import structure as st
from tests.google.state import CellError, Rect, Spreadsheet, World

SIZE = 6
INDEX = some.integers(0, SIZE - 1)
STEPS = some.tuples(
    some.sampled_from(["insert", "delete", "move"]),
    some.sampled_from(["ROWS", "COLUMNS"]),
    INDEX,
    INDEX,
    INDEX,
)


def two_tabs():
    world, book = World(), Spreadsheet("id", "Desk")
    grid = {"gridProperties": {"rowCount": SIZE, "columnCount": SIZE}}
    tabs = [st.add_sheet(world, book, {"title": title, **grid}) for title in ("Cases", "It's")]
    return world, book, *tabs


def do(book, sheet, step):
    """Do one thing to rows or columns, if there is room for it."""
    kind, dimension, *indexes, to = step
    size = len(sheet.dimensions(dimension))
    start, end = sorted(min(index, size) for index in indexes)
    if kind == "insert":
        st.insert(book, sheet, dimension, start, 1 + end - start)
    elif start < end and kind == "move":
        st.move(book, sheet, dimension, start, end, min(to, size))
    elif start < end and end - start < size:
        st.delete(book, sheet, dimension, start, end)


@settings(deadline=None)
@given(row=INDEX, column=INDEX, steps=some.lists(STEPS, max_size=6))
def test_a_cell_is_found_again_or_known_to_be_lost(row, column, steps):
    _, book, cases, other = two_tabs()
    home = cases.rows[row], cases.columns[column]
    home[0].touch(column).value = "marked"
    spot = f"{'ABCDEF'[column]}{row + 1}"
    other.rows[0].touch(0).formula = f"=Cases!{spot}"
    book.formulas = True
    book.named = {"n": ("mark", Rect(cases.id, row, row + 1, column, column + 1))}
    for step in steps:
        do(book, cases, step)
    formulas.recalculate(book)
    if home[0] in cases.rows and home[1] in cases.columns:
        rect = book.named["n"][1]
        assert other.value(0, 0) == cases.value(rect.top, rect.left) == "marked"
        assert (cases.rows[rect.top], cases.columns[rect.left]) == home
    else:
        assert isinstance(other.value(0, 0), CellError)
        assert book.named == {}


@settings(deadline=None)
@given(start=INDEX, end=INDEX, to=some.integers(0, SIZE))
def test_a_move_can_be_taken_back(start, end, to):
    _, book, cases, other = two_tabs()
    start, end = sorted((start, end))
    for index, row in enumerate(cases.rows):
        row.touch(0).value = float(index)
        other.rows[index].touch(0).formula = f"=Cases!$A{index + 1}"
    before = [row.cell(0).formula for row in other.rows]
    st.move(book, cases, "ROWS", start, end, to)
    size = end - start
    if to <= start:
        st.move(book, cases, "ROWS", to, to + size, end)
    elif to > end:
        st.move(book, cases, "ROWS", to - size, to, start)
    assert [row.cell(0).value for row in cases.rows] == [0.0, 1.0, 2.0, 3.0, 4.0, 5.0]
    assert [row.cell(0).formula for row in other.rows] == before


VALUES = some.none() | some.booleans() | some.floats(-9, 9) | some.text("abAB", max_size=2)


@settings(deadline=None)
@given(values=some.lists(VALUES, min_size=SIZE, max_size=SIZE), follows=some.booleans())
def test_sorting_keeps_every_row_whole(values, follows):
    world, book, cases, _ = two_tabs()
    world.metadata_follows_sort = follows
    for index, (row, value) in enumerate(zip(cases.rows, values, strict=True)):
        row.touch(0).value = value or None
        row.touch(1).value = float(index)
    rows = [*cases.rows]
    st.sort(world, book, Rect(cases.id), [{"dimensionIndex": 0}])
    pairs = [(row.cell(0).value, row.cell(1).value) for row in cases.rows]
    assert cases.rows == rows
    assert sorted(index for _, index in pairs) == [float(index) for index in range(SIZE)]
    assert all(value == (values[int(index)] or None) for value, index in pairs)
    full = [value is not None for value, _ in pairs]
    assert full == sorted(full, reverse=True)
