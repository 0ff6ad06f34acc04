"""Laws of patching: what is asked for is read back, and nothing else changes."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.adapters.xlsx.workbook import XlsxWorkbook
from chalicelib.tables.cell import Patch, Serial
from tests.adapters.workbook_contract import level, levelled
from tests.adapters.xlsx_made import by_hand, by_openpyxl, parts, sheet_of, told

ROWS, COLUMNS = 8, 6
CASES = {"cases": ["Cases"]}

texts = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn")), min_size=1, max_size=12)
numbers = st.integers(-(10**9), 10**9).map(float) | st.floats(-1e6, 1e6).map(lambda x: round(x, 4))
# Below 61 days lies the 29 February 1900 that never was.
instants = st.integers(61 * 86_400, 60_000 * 86_400).map(lambda second: Serial(second / 86_400))
values = texts | numbers | st.booleans() | instants | st.none()
places = st.tuples(st.integers(1, ROWS + 4), st.integers(1, COLUMNS + 30))
asked = st.dictionaries(places, values, max_size=12)
grids = st.lists(st.lists(values, max_size=COLUMNS), max_size=ROWS)


def blank(cell):
    return cell is None or cell == ""


def fit(held, patches):
    """Return the patches but for small numbers in cells that show dates, which none can tell."""
    dated = {place for place, value in held.items() if isinstance(value, Serial)}
    small = {p for p, value in patches.items() if isinstance(value, float) and value < 61}
    return {place: value for place, value in patches.items() if place not in dated & small}


def placed(rows):
    """Return a grid's cells by their places."""
    return {(r, c): v for r, row in enumerate(rows, 1) for c, v in enumerate(row, 1)}


def model(rows, patches):
    """Return what the grid should be: a patch is the value of its place."""
    held = placed(rows) | patches
    high = max((place[0] for place in held), default=0)
    wide = max((place[1] for place in held), default=0)
    return [[held.get((r, c)) for c in range(1, wide + 1)] for r in range(1, high + 1)]


def patched(path, patches):
    workbook = XlsxWorkbook(path)
    sheets = workbook.read(CASES)
    return workbook.write(sheets, [Patch("cases", *p, None, v) for p, v in patches.items()])


@settings(max_examples=80, deadline=None)
@given(rows=grids, patches=asked)
def test_what_was_asked_is_read_back_and_nothing_else_changes(tmp_path_factory, rows, patches):
    path = by_openpyxl(tmp_path_factory.mktemp("law") / "a.xlsx", {"Cases": rows, "Rest": [["x"]]})
    patches = fit(placed(rows), patches)
    before, expected = parts(path), levelled(model(rows, patches))
    assert patched(path, patches).cells == len(patches)
    assert levelled(XlsxWorkbook(path).read(CASES).grids["cases"].rows) == expected
    may = {"xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml"}
    assert {n: x for n, x in parts(path).items() if n not in may} == {
        n: x for n, x in before.items() if n not in may
    }


@settings(max_examples=40, deadline=None)
@given(first=asked, second=asked)
def test_patching_twice_is_patching_once_with_both(tmp_path_factory, first, second):
    second = fit(first, second)
    folder = tmp_path_factory.mktemp("law")
    one = by_openpyxl(folder / "one.xlsx", {"Cases": []})
    two = by_openpyxl(folder / "two.xlsx", {"Cases": []})
    patched(one, first)
    patched(one, second)
    patched(two, first | second)
    seen = [levelled(XlsxWorkbook(path).read(CASES).grids["cases"].rows) for path in (one, two)]
    assert seen[0] == seen[1]


cells = st.sampled_from(["", "<P:c/>", "<P:c R><P:v>1</P:v></P:c>", "<P:c><P:v>2</P:v></P:c>"])
loose = st.lists(st.tuples(st.booleans(), st.lists(cells, max_size=COLUMNS)), max_size=ROWS)


def loosely(rows, prefix):
    """Return rows and cells of which only some tell their place, and the model of them."""
    xml, held, number = "", {}, 0
    for r, (tells, inside) in enumerate(rows, 1):
        number = r * 2 if tells and r * 2 > number else number + 1
        xml += f"<{prefix}row r='{number}'>" if tells else f"<{prefix}row>"
        column = 0
        for c, cell in enumerate(inside, 1):
            if cell:
                column = max(c, column + 1) if " R" in cell else column + 1
                reference = f"r='{chr(64 + column)}{number}'"
                xml += cell.replace(" R", " " + reference).replace("P:", prefix)
                held[number, column] = float(cell.split("v>")[1][0]) if "v>" in cell else None
        xml += f"</{prefix}row>"
    return xml, held


@settings(max_examples=80, deadline=None)
@given(rows=loose, prefix=st.sampled_from(["", "x:"]), patches=asked)
def test_implied_places_and_prefixes_change_nothing(tmp_path_factory, rows, prefix, patches):
    xml, held = loosely(rows, prefix)
    path = by_hand(tmp_path_factory.mktemp("law") / "a.xlsx", sheet_of(xml, prefix))
    patched(path, patches)
    grid = levelled(model([], held | patches))
    assert levelled(XlsxWorkbook(path).read(CASES).grids["cases"].rows) == grid
    seen = told(path, "Cases")
    for (row, column), value in patches.items():
        if not blank(value) and not isinstance(value, str):
            assert level(seen[row - 1][column - 1]) == level(value)
