"""Workbooks that Excel did not write: allowed but unusual XML, and files that are no workbooks."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

import pytest

from chalicelib.adapters.xlsx import flaws as xlsx_flaws
from chalicelib.adapters.xlsx import zip as xlsx_zip
from chalicelib.adapters.xlsx.workbook import XlsxWorkbook
from chalicelib.ports.workbook import WorkbookBrokenError
from chalicelib.tables.cell import Flaw, Patch, Serial
from tests.adapters.workbook_contract import levelled
from tests.adapters.xlsx_made import STYLES, by_hand, by_openpyxl, parts, repacked, sheet_of, told

CASES = {"cases": ["Cases"]}


@pytest.fixture
def path(tmp_path):
    return tmp_path / "odd.xlsx"


def read(path):
    return XlsxWorkbook(path).read(CASES).grids["cases"]


def write(path, values):
    workbook = XlsxWorkbook(path)
    sheets = workbook.read(CASES)
    return workbook.write(sheets, [Patch("cases", *place, None, v) for place, v in values.items()])


def sheet(path):
    return parts(path)["xl/tabs/one.xml"].decode()


IMPLIED = (
    "<x:row><x:c><x:v>1</x:v></x:c><x:c t='e'><x:v>#N/A</x:v></x:c><x:c r='E1'><x:f>1</x:f>"
    "<x:v>5</x:v></x:c><x:c><x:v>6</x:v></x:c></x:row><x:row r='4'/><x:row><x:c/></x:row>"
)


def test_prefixes_single_quotes_and_implied_places(path):
    by_hand(
        path,
        sheet_of(IMPLIED, "x:", behind="<x:mergeCells><x:mergeCell ref='A5:B5'/></x:mergeCells>"),
    )
    grid = read(path)
    assert grid.flaws == {(1, 2): Flaw.ERROR, (1, 5): Flaw.FORMULA}
    wanted = {(1, 1): 10, (1, 3): "c", (1, 5): 0, (1, 6): 60, (1, 7): "g", (2, 2): "b"}
    wanted |= {(4, 1): "d", (5, 1): True, (5, 2): "swallowed", (9, 1): "end"}
    written = write(path, wanted)
    assert [(p.row, p.column) for p in written.conflicts] == [(1, 5), (5, 2)]
    rows = [[10, "", "c", "", 5, 60, "g"], ["", "b"], [], ["d"], [True], [], [], [], ["end"]]
    assert levelled(read(path).rows) == levelled(rows)
    assert levelled(told(path, "Cases"))[1:] == levelled(rows)[1:]


def test_an_empty_sheet_takes_its_first_rows(path):
    by_hand(path, sheet_of("", ahead="<dimension ref='A1'/>"))
    assert read(path).rows == []
    write(path, {(3, 2): "x", (2, 2): 1, (5, 5): None})
    assert levelled(told(path, "Cases")) == [[], [None, 1.0], [None, "x"]]
    assert '<dimension ref="A1:B3"/>' in sheet(path)
    assert '<row r="5"' not in sheet(path)


def test_rows_are_inserted_where_they_belong(path):
    by_hand(path, sheet_of("<row r='2' ht='9'/><row r='6'><c r='B6'><v>6</v></c></row>"))
    write(path, {(r, 1): r for r in (1, 2, 4, 5, 6, 7)})
    rows = [[1], [2], [], [4], [5], [6, 6], [7]]
    assert levelled(told(path, "Cases")) == levelled(rows)
    assert "ht='9'" in sheet(path)


def test_spans_that_are_outgrown_go_and_others_stay(path):
    row = "<row r='{0}' spans='1:2' k='1'><c r='A{0}'><v>1</v></c></row>"
    by_hand(path, sheet_of(row.format(1) + row.format(2)))
    write(path, {(1, 2): "in", (2, 3): "out"})
    assert sheet(path).count("spans") == 1
    assert levelled(told(path, "Cases")) == [[1.0, "in"], [1.0, None, "out"]]


def test_comments_and_cdata_confuse_nobody(path):
    trap = "<!-- <row r='2'><c r='A2'><f>1</f></c></row> --><?x <row r='3'> ?>"
    text = "<c r='A1' t='inlineStr'><is><t><![CDATA[</c><c r=\"B1\"><f>]]></t></is></c>"
    by_hand(path, sheet_of(f"{trap}<row r='1'>{text}</row>", ahead="<!-- <sheetData/> -->"))
    assert read(path).flaws == {}
    write(path, {(1, 2): "b", (2, 1): "a"})
    assert levelled(told(path, "Cases")) == [['</c><c r="B1"><f>', "b"], ["a"]]
    assert trap in sheet(path)


def test_text_that_looks_like_a_reference_is_no_cell(path):
    text = "<c r='A1' t='inlineStr'><is><t>say r=\"B1\" > #1</t></is></c>"
    by_hand(path, sheet_of(f"<row r='1'>{text}</row>"))
    write(path, {(1, 2): "b"})
    assert levelled(told(path, "Cases")) == [['say r="B1" > #1', "b"]]


def test_a_cell_loses_what_belonged_to_its_old_value(path):
    cell = "<c r='A1' s='1' t='b' cm='1' vm='2'><v>1</v></c>"
    by_hand(path, sheet_of(f"<row r='1'>{cell}</row>"))
    write(path, {(1, 1): 2})
    assert '<c r="A1" s="1"><v>2</v></c>' in sheet(path)


@pytest.mark.parametrize("old", ["", "<calcPr calcId='9'/>", "<calcPr fullCalcOnLoad='1'/>"])
def test_the_wish_to_recalculate_stands_once(path, old):
    by_hand(path, sheet_of(""))
    book = parts(path)["xl/workbook.xml"].decode().replace("</workbook>", f"{old}</workbook>")
    repacked(path, {"xl/workbook.xml": book})
    write(path, {(1, 1): 1})
    after = parts(path)["xl/workbook.xml"].decode()
    assert after.count("fullCalcOnLoad") == after.count("<calcPr") == 1
    assert after.index("</sheets>") < after.index("<calcPr")


def test_date_styles_in_hand_made_styles(path):
    by_hand(path, sheet_of("<cols><col min='2' max='9' style='1'/></cols>"), styles=STYLES)
    by_hand(path, sheet_of("", ahead="<cols><col min='2' max='9' style='1'/></cols>"))
    write(path, {(1, 1): Serial(45000.5), (1, 3): Serial(45000.5)})
    write(path, {(2, 2): Serial(45000.5), (1, 3): Serial(45001.5)})
    styles = parts(path)["xl/styles.xml"].decode()
    assert styles.index("<numFmts") < styles.index("<fonts")
    assert '<cellXfs count="4">' in styles
    assert styles.count("wrapText") == 2
    assert levelled(told(path, "Cases")) == [[45000.5, None, 45001.5], [None, 45000.5]]


def test_a_date_style_that_excel_saved_again_is_known(path):
    own = (
        "<numFmts count='1'><numFmt numFmtId='170' formatCode='yyyy\\-mm\\-dd\\ hh:mm'/></numFmts>"
    )
    twin = "<xf applyNumberFormat='1' numFmtId='170'/></cellXfs>"
    styles = STYLES.replace("<fonts", own + "<fonts", 1).replace("</cellXfs>", twin)
    by_hand(path, sheet_of(""), styles=styles)
    write(path, {(1, 1): Serial(45000.5)})
    assert parts(path)["xl/styles.xml"].decode() == styles


def test_titles_with_markup_and_parts_with_odd_names(path):
    by_hand(path, sheet_of(""))
    book = parts(path)["xl/workbook.xml"].decode().replace("'Cases'", "'A &amp; > B'")
    repacked(
        path, {"xl/workbook.xml": book, "XL\\Tabs\\One.xml": sheet_of(""), "xl/tabs/one.xml": None}
    )
    sheets = XlsxWorkbook(path).read({"cases": ["a & > b"]})
    assert sheets.grids["cases"].title == "A & > B"


def test_stray_cells_far_away_are_told_and_styles_far_away_do_not_count(path, monkeypatch):
    monkeypatch.setattr(xlsx_flaws, "MOST_CELLS", 1000)
    far = "<row r='1'><c r='A1'><v>1</v></c></row><row r='900'><c r='C900' s='1'{}</row>"
    by_hand(path, sheet_of(far.format("/>")))
    assert len(read(path).rows) == 1
    by_hand(path, sheet_of(far.format("><v>1</v></c>")))
    with pytest.raises(
        WorkbookBrokenError, match=r"Cases of odd\.xlsx reaches to row 900 and column C"
    ):
        read(path)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b"id,state\nC-1,open\n", "is no Excel workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old .xls format"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
        (b"PK\x03\x04" + bytes(99), "not copied whole"),
    ],
)
def test_what_is_no_workbook_is_told_in_both_languages(path, content, words):
    path.write_bytes(content)
    with pytest.raises(WorkbookBrokenError, match=words) as caught:
        read(path)
    assert caught.value.args[0] == path
    assert "odd.xlsx" in caught.value.args[1].zh


def test_a_file_cut_short_or_altered_anywhere_is_refused_or_read_alike(path):
    by_openpyxl(path, {"Cases": [["id", "x"]]})
    whole, grid = path.read_bytes(), read(path)
    for size in range(1, len(whole), 211):
        path.write_bytes(whole[:size])
        with pytest.raises(WorkbookBrokenError):
            read(path)
        path.write_bytes(whole[: size - 1] + bytes([whole[size - 1] ^ 0x55]) + whole[size:])
        try:
            assert read(path) == grid
        except WorkbookBrokenError:
            assert size  # told, not crashed


@pytest.mark.parametrize(
    ("gone", "words"),
    [
        ("xl/tabs/one.xml", r"lacks a part that it names \(xl/tabs/one.xml\)"),
        ("xl/workbook.xml", "lacks a part"),
        ("_rels/.rels", "no Excel workbook"),
    ],
)
def test_a_missing_part_is_told(path, gone, words):
    repacked(by_hand(path, sheet_of("")), {gone: None})
    with pytest.raises(WorkbookBrokenError, match=words):
        read(path)


def test_an_instant_needs_styles(path):
    repacked(by_hand(path, sheet_of("")), {"xl/styles.xml": None})
    with pytest.raises(WorkbookBrokenError, match=r"xl/styles\.xml"):
        write(path, {(1, 1): Serial(45000.5)})


@pytest.mark.parametrize(
    "rows",
    [
        "<row r='2'/><row r='1'/>",
        "<row r='1'><c r='B1'/><c r='A1'/></row>",
        "<row r='1'><c r='A1'>",
        "<!DOCTYPE x [<!ENTITY a 'b'>]>",
    ],
)
def test_xml_that_cannot_be_patched_safely_is_refused(path, rows):
    by_hand(path, sheet_of(rows))
    before = path.read_bytes()
    with pytest.raises(WorkbookBrokenError):
        write(path, {(1, 3): "x", (3, 3): "x", (1, 1): "y"})
    assert path.read_bytes() == before


def bomb(path, size, told_size):
    """Save a workbook with a part that inflates to far more than its header tells."""
    by_hand(path, sheet_of(""))
    squeezer = zlib.compressobj(9, zlib.DEFLATED, -15)
    raw = b"".join(squeezer.compress(bytes(1 << 20)) for _ in range(size >> 20)) + squeezer.flush()
    info = zipfile.ZipInfo("xl/media/image1.png")
    info.compress_type, info.flag_bits = zipfile.ZIP_DEFLATED, 0
    info.CRC, info.file_size, info.compress_size = zlib.crc32(bytes(told_size)), told_size, len(raw)
    old = xlsx_zip.entries(path.read_bytes())
    path.write_bytes(xlsx_zip.packed({**old, info.filename: xlsx_zip.Entry(info, raw)}, {}))


@pytest.mark.parametrize("told_size", [80 << 20, 100])
def test_a_bomb_is_not_inflated_whatever_its_header_says(path, told_size):
    bomb(path, 80 << 20, told_size)
    with pytest.raises(WorkbookBrokenError, match="unreasonably large inside"):
        read(path)


def test_too_many_parts_are_refused(path, monkeypatch):
    monkeypatch.setattr(xlsx_zip, "MOST_ENTRIES", 5)
    by_hand(path, sheet_of(""))
    with pytest.raises(WorkbookBrokenError, match="unreasonably large"):
        read(path)


def test_a_sealed_zip_is_told(path):
    by_hand(path, sheet_of(""))
    content = bytearray(path.read_bytes())
    start = content.index(b"PK\1\2")
    struct.pack_into("<H", content, start + 8, 1)
    path.write_bytes(content)
    with pytest.raises(WorkbookBrokenError, match="password"):
        read(path)


def test_a_binary_workbook_is_told(path):
    by_hand(path, sheet_of(""))
    rels = parts(path)["_rels/.rels"].replace(b"workbook.xml", b"workbook.bin")
    repacked(path, {"_rels/.rels": rels})
    with pytest.raises(WorkbookBrokenError, match=r"\.xlsb"):
        read(path)


def test_a_streamed_zip_is_copied_whole(path):
    by_hand(path, sheet_of(""))
    old, out = parts(path), io.BytesIO()
    out.seekable = lambda: False
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (old | {"中文/图.bin": bytes(range(256)) * 99}).items():
            archive.writestr(name, content)
    path.write_bytes(out.getvalue())
    write(path, {(1, 1): "x"})
    assert parts(path)["中文/图.bin"] == bytes(range(256)) * 99
    assert told(path, "Cases") == [["x"]]
