from __future__ import annotations

import datetime as dt
import zipfile

import openpyxl
import pytest
import xlsxwriter

from chalicelib.adapters.xlsx.workbook import XlsxWorkbook
from chalicelib.tables.cell import Flaw, Patch, Serial
from tests.adapters.workbook_contract import NOON, TITLES, WorkbookContract, level, levelled
from tests.adapters.xlsx_made import by_openpyxl, parts, told

CASES = {"cases": ["Cases"]}


class TestXlsx(WorkbookContract):
    @pytest.fixture
    def make(self, tmp_path):
        path = tmp_path / "desk.xlsx"

        def made(tabs):
            by_openpyxl(path, tabs)
            return XlsxWorkbook(path), lambda title: told(path, title)

        return made


@pytest.fixture
def desk(tmp_path):
    return by_openpyxl(tmp_path / "desk.xlsx", {"Cases": [["id", "state"], ["C-1", "open"]]})


def write(path, *patches, titles=CASES):
    workbook = XlsxWorkbook(path)
    return workbook.write(
        workbook.read(titles), [Patch("cases", *p[:2], None, p[2]) for p in patches]
    )


def read(path):
    return XlsxWorkbook(path).read(CASES).grids["cases"]


@pytest.fixture
def rich(tmp_path):
    """A workbook with everything a team puts into one, as XlsxWriter makes it."""
    path = tmp_path / "rich.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet, other = book.add_worksheet("Cases"), book.add_worksheet("Charts & more")
    sheet.write_row(0, 0, ["id", "state", "n", "sum"])
    for row in range(1, 20):
        sheet.write_row(row, 0, [f"C-{row}", "open", row])
        sheet.write_formula(row, 3, f"=C{row + 1}*2", None, row * 2)
    sheet.write_rich_string("F2", "plain ", book.add_format({"bold": True}), "bold", " end")
    sheet.data_validation("B2:B99", {"validate": "list", "source": ["open", "closed"]})
    sheet.conditional_format("C2:C99", {"type": "data_bar"})
    sheet.add_sparkline("G2", {"range": "Cases!C2:C20"})
    sheet.insert_textbox("H2", "a note to all")
    sheet.write_comment("A2", "call back")
    sheet.insert_checkbox("I2", True)  # noqa: FBT003
    sheet.set_row(4, None, None, {"hidden": True})
    sheet.autofilter("A1:D20")
    sheet.freeze_panes(1, 1)
    sheet.protect("", {"sort": True})
    chart = book.add_chart({"type": "line"})
    chart.add_series({"values": "=Cases!$C$2:$C$20"})
    other.insert_chart("B2", chart)
    book.define_name("Open", "=Cases!$B$2:$B$20")
    book.close()
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("customXml/mine.xml", "<mine/>")
    return path


def test_every_part_but_the_patched_ones_survives_byte_for_byte(rich):
    before = parts(rich)
    write(rich, (3, 2, "late"), (3, 11, "new"))
    after = parts(rich)
    assert list(after) == list(before)
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"xl/worksheets/sheet1.xml"}  # XlsxWriter asks for recalculation itself


def test_the_sheet_differs_by_the_patched_cells_alone(rich):
    before = parts(rich)["xl/worksheets/sheet1.xml"]
    write(rich, (3, 2, "late"))
    after = parts(rich)["xl/worksheets/sheet1.xml"]
    new = b'<c r="B3" t="inlineStr"><is><t xml:space="preserve">late</t></is></c>'
    assert after.count(new) == 1
    start = after.index(new)
    old = before[start : before.index(b"</c>", start) + 4]
    assert after.replace(new, old) == before


def test_hidden_rows_and_formulas_are_read(rich):
    grid = read(rich)
    assert grid.rows[4][:4] == ["C-4", "open", 4.0, 8.0]
    assert grid.flaws == {(row, 4): Flaw.FORMULA for row in range(2, 21)}


def test_a_formula_is_never_overwritten_and_the_rest_is(rich):
    written = write(rich, (2, 4, 1), (2, 2, "late"), (3, 4, None))
    assert written.cells == 1
    assert [(p.row, p.column) for p in written.conflicts] == [(2, 4), (3, 4)]
    assert told(rich, "Cases")[1][1:4] == ["late", 1, "=C2*2"]


def test_conflicts_alone_leave_the_file_untouched(rich):
    before, then = rich.read_bytes(), rich.stat()
    assert write(rich, (2, 4, 1)).cells == 0
    assert rich.read_bytes() == before
    assert (rich.stat().st_mtime_ns, rich.stat().st_ino) == (then.st_mtime_ns, then.st_ino)


def test_recalculation_is_asked_for_once(desk):
    repeated = []
    for word in ("a", "b"):
        write(desk, (2, 2, word))
        repeated.append(parts(desk)["xl/workbook.xml"])
    assert repeated[0] == repeated[1]
    assert repeated[0].count(b"fullCalcOnLoad") == 1


def test_merged_cells_are_told_and_left_alone(tmp_path):
    path = tmp_path / "m.xlsx"
    book = openpyxl.Workbook()
    book.active.title = "Cases"
    book.active["A1"], book.active["E9"] = "both", "end"
    book.active.merge_cells("A1:B2")
    book.save(path)
    merged = {(1, 2), (2, 1), (2, 2)}
    assert read(path).flaws == dict.fromkeys(merged, Flaw.MERGED)
    written = write(path, *((*place, "x") for place in [(1, 1), *sorted(merged)]))
    assert {(p.row, p.column) for p in written.conflicts} == merged
    assert told(path, "Cases")[0][:2] == ["x", None]


def test_errors_are_told_whether_typed_or_computed(tmp_path):
    path = tmp_path / "e.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Cases")
        sheet.write_formula("A1", "=1/0", None, "#DIV/0!")
        sheet.write_formula("B1", "=A2", None, "#fine")
        sheet.write_string("C1", "#1001")
        sheet.write_array_formula("A3:B4", "{=C1:D2}", None, 1)
    grid = read(path)
    assert grid.rows[0] == ["", "#fine", "#1001"]
    assert grid.flaws == {(1, 1): Flaw.ERROR, (1, 2): Flaw.FORMULA} | dict.fromkeys(
        [(3, 1), (3, 2), (4, 1), (4, 2)], Flaw.FORMULA
    )
    assert [p.row for p in write(path, (4, 2, "x")).conflicts] == [4]


def test_an_instant_gets_a_date_style_that_is_reused(desk):
    for number in range(3):
        write(desk, (2, 4, Serial(46000.25 + number)), (3, 4 + number, NOON))
    styles = parts(desk)["xl/styles.xml"]
    assert styles.count(b"yyyy-mm-dd hh:mm") == 1
    assert len(openpyxl.load_workbook(desk)._cell_styles) == 2  # noqa: SLF001
    cell = openpyxl.load_workbook(desk)["Cases"]["D2"]
    assert (cell.number_format, cell.is_date, level(cell.value)) == (
        "yyyy-mm-dd hh:mm",
        True,
        46002.25,
    )


def test_an_instant_keeps_the_look_of_its_cell(tmp_path):
    path = tmp_path / "look.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Cases")
        red = book.add_format({"bg_color": "red", "text_wrap": True, "num_format": "0.00"})
        day = book.add_format({"num_format": '[$-804]d"日"', "italic": True})
        sheet.set_column("C:D", None, red)
        sheet.set_row(4, None, day)
        sheet.write("A1", 1, red)
        sheet.write("B1", 1, day)
        sheet.write("F1", 0.5, book.add_format({"num_format": "[h]:mm"}))
    write(path, (1, 1, NOON), (1, 2, NOON), (1, 3, NOON), (2, 4, "x"), (5, 3, NOON), (1, 6, NOON))
    sheet = openpyxl.load_workbook(path)["Cases"]
    assert sheet["A1"].fill.fgColor.rgb == sheet["C1"].fill.fgColor.rgb == "FFFF0000"
    assert sheet["D2"].alignment.wrap_text
    assert sheet["B1"].number_format == sheet["C5"].number_format == '[$-804]d"日"'
    formats = {sheet[place].number_format for place in ("A1", "C1", "F1")}
    assert formats == {"yyyy-mm-dd hh:mm"}
    assert sheet["C5"].font.italic


def test_clearing_keeps_the_style(tmp_path):
    path = tmp_path / "c.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Cases").write("A1", "x", book.add_format({"bold": True}))
    write(path, (1, 1, None))
    cell = openpyxl.load_workbook(path)["Cases"]["A1"]
    assert (cell.value, cell.font.bold) == (None, True)


def test_a_workbook_that_counts_from_1904_shows_the_same_instant(tmp_path):
    path = tmp_path / "mac.xlsx"
    with xlsxwriter.Workbook(path, {"date_1904": True}) as book:
        book.add_worksheet("Cases").write("A1", "x")
    write(path, (2, 1, NOON))
    assert level(read(path).rows[1][0]) == level(told(path, "Cases")[1][0]) == float(NOON)


@pytest.mark.parametrize(
    "text",
    [
        "x" * 32_000,
        "😀" * 16_000,
        "a\x00b\x1f",
        "_x0041_ _x005F_",
        "\r\n\t",
        "\ufffe|\ud83d",
        "]]>",
    ],
)
def test_any_text_survives_or_is_made_harmless(desk, text):
    write(desk, (2, 2, text))
    harmless = text.replace("\ufffe", "\ufffd").replace("\ud83d", "\ufffd")
    assert read(desk).rows[1][1] == harmless
    told(desk, "Cases")


@pytest.mark.parametrize(
    "value", ["x" * 32_768, "😀" * 16_384, float("nan"), float("inf"), dt.date(2026, 1, 1), b"x"]
)
def test_what_no_cell_holds_is_refused_before_anything_is_written(desk, value):
    before = desk.read_bytes()
    with pytest.raises(ValueError, match="no cell"):
        write(desk, (2, 1, "fine"), (2, 2, value))
    assert desk.read_bytes() == before


@pytest.mark.parametrize("place", [(0, 1), (1, 0), (1_048_577, 1), (1, 16_385)])
def test_a_place_no_sheet_has_is_refused(desk, place):
    with pytest.raises(ValueError, match="no cell stands"):
        write(desk, (*place, "x"))


def test_the_last_patch_of_a_cell_counts(desk):
    assert write(desk, (2, 2, "a"), (2, 2, "b")).cells == 1
    assert read(desk).rows[1][1] == "b"


def test_the_heading_of_a_table_is_left_alone(tmp_path):
    path = tmp_path / "t.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Cases")
        sheet.add_table("B2:C9", {"columns": [{"header": "id"}, {"header": "state"}]})
    written = write(path, (2, 3, "other"), (3, 3, "late"))
    assert (written.cells, [p.row for p in written.conflicts]) == (1, [2])


def test_the_first_of_two_tabs_for_one_key_counts(tmp_path):
    path = by_openpyxl(tmp_path / "two.xlsx", {"工单": [["zh"]], "Cases": [["en"]]})
    assert XlsxWorkbook(path).read(TITLES).grids["cases"].rows == [["zh"]]


def test_a_shrunk_tab_shows_no_leftovers(desk):
    write(desk, *((row, 1, f"C-{row}") for row in range(3, 9)))
    write(desk, *((row, 1, None) for row in range(3, 9)))
    assert levelled(told(desk, "Cases")) == [["id", "state"], ["C-1", "open"]]
