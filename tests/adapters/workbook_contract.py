"""
What every Workbook must do, wherever it is kept.

An adapter's test file subclasses WorkbookContract and gives a fixture ``make``: called with
``{title: rows}`` it returns the workbook and a reader, which tells a tab's rows as another
program sees them.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from chalicelib.tables.cell import Cell, Patch, Serial

EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 (a sheet's wall clock has no zone)
DAY = timedelta(days=1)
NOON = Serial(46_000.5)
TITLES = {
    "cases": ("Cases", "工单"),
    "orders": ("Orders", "订单"),
    "problems": ("Problems", "问题"),
}
CASES = [
    ["Case ID", "Clock state", "Due"],
    ["C-1", "open", NOON],
    ["C-2", "", 7.0],
    ["C-3", True, ""],
]
ORDERS = [["Order ID", "Clock state"], ["O-1", ""]]
PROBLEMS = [["Tab", "Place"]]


def level(cell: Cell) -> Cell:
    """Return a cell so that programs which tell numbers, dates and blanks apart agree."""
    if cell is None or cell == "":
        return None
    if isinstance(cell, time):
        cell = datetime.combine(EPOCH, cell)
    if isinstance(cell, datetime):
        return round((cell - EPOCH) / DAY, 6)
    if isinstance(cell, date):
        return float((cell - EPOCH.date()).days)
    if isinstance(cell, bool | str):
        return cell
    return round(float(cell), 6) if isinstance(cell, int | float) else cell


def levelled(rows):
    """Return rows of levelled cells, without the blanks at their ends."""
    out = []
    for row in rows:
        cells = [level(cell) for cell in row]
        while cells and cells[-1] is None:
            cells.pop()
        out.append(cells)
    while out and not out[-1]:
        out.pop()
    return out


class WorkbookContract:
    def test_the_asked_tabs_come_by_key(self, make):
        workbook, _ = make({"Cases": CASES, "Notes": [["x"]]})
        sheets = workbook.read(TITLES)
        assert set(sheets.grids) == {"cases"}
        assert sheets.grids["cases"].title == "Cases"
        assert levelled(sheets.grids["cases"].rows) == levelled(CASES)

    def test_titles_of_either_language_count_case_and_edges_aside(self, make):
        workbook, _ = make({" cASES ": [["a"]], "订单": [["b"]]})
        grids = workbook.read(TITLES).grids
        assert {key: grid.rows[0][0] for key, grid in grids.items()} == {
            "cases": "a",
            "orders": "b",
        }

    def test_the_first_row_of_a_grid_is_row_1(self, make):
        workbook, _ = make({"Cases": [[], [], ["", "x"]]})
        grid = workbook.read(TITLES).grids["cases"]
        assert levelled(grid.rows) == [[], [], [None, "x"]]

    def test_an_empty_tab_has_no_cells(self, make):
        workbook, _ = make({"Cases": []})
        assert levelled(workbook.read(TITLES).grids["cases"].rows) == []

    def test_what_is_written_is_read_back_by_us_and_by_others(self, make):
        values = ["late", 3, 2.5, True, NOON, "a <b> & 'c' \"d\"", "two\nlines", "急 😀", " edge "]
        rows = [["Case ID", "Clock state"], *([f"C-{n}"] for n in range(len(values)))]
        workbook, reader = make({"Cases": rows, "Orders": ORDERS})
        patches = [Patch("cases", n + 2, 2, None, v, f"C-{n}") for n, v in enumerate(values)]
        sheets = workbook.read(TITLES)
        written = workbook.write(sheets, [*patches, Patch("orders", 2, 2, "", "new", "O-1")])
        assert (written.cells, list(written.conflicts)) == (len(values) + 1, [])
        seen = workbook.read(TITLES).grids
        expected = [level(value) for value in values]
        assert [row[1] for row in levelled(seen["cases"].rows)[1:]] == expected
        assert [row[1] for row in levelled(reader("Cases"))[1:]] == expected
        assert levelled(reader("Orders")) == [["Order ID", "Clock state"], ["O-1", "new"]]

    def test_nothing_but_the_patched_cell_changes(self, make):
        workbook, reader = make({"Cases": CASES})
        workbook.write(workbook.read(TITLES), [Patch("cases", 3, 2, "", "met", "C-2")])
        expected = levelled(CASES)
        expected[2][1] = "met"
        assert levelled(reader("Cases")) == expected

    def test_none_clears_a_cell(self, make):
        workbook, reader = make({"Cases": CASES})
        workbook.write(workbook.read(TITLES), [Patch("cases", 2, 2, "open", None, "C-1")])
        assert levelled(reader("Cases"))[1] == ["C-1", None, level(NOON)]

    def test_text_that_looks_like_a_formula_stays_text(self, make):
        told = ["=1+1", "+1", "@x", "-1", '=HYPERLINK("http://x.example")']
        rows = [["Case ID", "Clock state"], *([f"C-{n}"] for n in range(len(told)))]
        workbook, reader = make({"Cases": rows})
        patches = [Patch("cases", n + 2, 2, None, text, f"C-{n}") for n, text in enumerate(told)]
        workbook.write(workbook.read(TITLES), patches)
        assert [row[1] for row in levelled(reader("Cases"))[1:]] == told
        read = workbook.read(TITLES).grids["cases"].rows
        assert [row[1] for row in levelled(read)[1:]] == told

    def test_digits_written_as_text_stay_text(self, make):
        workbook, reader = make({"Cases": CASES})
        workbook.write(workbook.read(TITLES), [Patch("cases", 2, 2, "open", "0012", "C-1")])
        assert levelled(reader("Cases"))[1][1] == "0012"

    def test_rows_of_a_tab_of_ours_appear_beyond_its_end(self, make):
        workbook, reader = make({"Problems": PROBLEMS})
        patches = [Patch("problems", 60, 2, None, "B7"), Patch("problems", 2, 1, None, "Cases")]
        assert workbook.write(workbook.read(TITLES), patches).cells == 2
        rows = levelled(reader("Problems"))
        assert (rows[1], rows[59], len(rows)) == (["Cases"], [None, "B7"], 60)

    def test_patches_of_a_tab_that_is_not_there_come_back(self, make):
        workbook, reader = make({"Cases": CASES})
        lost = Patch("orders", 2, 2, None, "x", "O-1")
        good = Patch("cases", 2, 2, "open", "late", "C-1")
        written = workbook.write(workbook.read(TITLES), [lost, good])
        assert (written.cells, list(written.conflicts)) == (1, [lost])
        assert levelled(reader("Cases"))[1][1] == "late"

    def test_no_patches_write_nothing(self, make):
        workbook, _ = make({"Cases": CASES})
        sheets = workbook.read(TITLES)
        assert workbook.write(sheets, []).cells == 0
        assert workbook.read(TITLES) == sheets

    def test_a_second_write_needs_no_more_than_a_second_read(self, make):
        workbook, reader = make({"Cases": CASES})
        for word in ("due soon", "late"):
            workbook.write(workbook.read(TITLES), [Patch("cases", 2, 2, None, word, "C-1")])
        assert levelled(reader("Cases"))[1][1] == "late"
