"""Workbooks for tests: made by other programs, or by hand as the standard also allows them."""

from __future__ import annotations

import warnings
import zipfile

import openpyxl

from chalicelib.tables.cell import Serial

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
KINDS = "application/vnd.openxmlformats-officedocument.spreadsheetml"

STYLES = (
    f"<styleSheet xmlns='{MAIN}'><fonts count='1'><font/></fonts><fills count='1'><fill><patternFill patternType='none'/></fill></fills>"
    "<borders count='1'><border/></borders><cellStyleXfs count='1'><xf/></cellStyleXfs>"
    "<cellXfs count='2'><xf numFmtId='0'/><xf numFmtId='9'><alignment wrapText='1'/></xf></cellXfs>"
    "</styleSheet>"
)


def by_openpyxl(path, tabs):
    """Save a workbook with some tabs as openpyxl makes it."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in tabs.items():
        sheet = book.create_sheet(title)
        for r, row in enumerate(rows, 1):
            for c, value in enumerate(row, 1):
                if value not in (None, ""):
                    _fill(sheet.cell(r, c), value)
    book.save(path)
    return path


def _fill(cell, value):
    cell.value = float(value) if isinstance(value, Serial) else value
    if isinstance(value, Serial):
        cell.number_format = "yyyy-mm-dd hh:mm"
    if isinstance(value, str):
        cell.data_type = "s"


def told(path, title):
    """Return a tab's rows as openpyxl sees them, formulas as their text."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it tells what it cannot keep; it only reads here
        book = openpyxl.load_workbook(path)
    return [[cell.value for cell in row] for row in book[title].iter_rows()]


def parts(path):
    """Return the content of every part."""
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def repacked(path, changes):
    """Replace parts of a workbook; a part changed to None goes."""
    old = parts(path) | changes
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in old.items():
            if content is not None:
                archive.writestr(name, content)
    return path


def by_hand(path, sheet, book="", styles=STYLES):
    """Save a one-tab workbook, its tab Cases, around a sheet's XML."""
    rest = {
        "[Content_Types].xml": f"<Types xmlns='{PACKAGE}/content-types'>"
        f"<Default Extension='rels' ContentType='application/vnd.openxmlformats-package.relationships+xml'/>"
        f"<Override PartName='/xl/workbook.xml' ContentType='{KINDS}.sheet.main+xml'/>"
        f"<Override PartName='/xl/styles.xml' ContentType='{KINDS}.styles+xml'/>"
        f"<Override PartName='/xl/tabs/one.xml' ContentType='{KINDS}.worksheet+xml'/></Types>",
        "_rels/.rels": _relations(("officeDocument", "/xl/workbook.xml")),
        "xl/workbook.xml": f"<workbook xmlns='{MAIN}' xmlns:k='{OFFICE}'>{book}<sheets>"
        "<sheet name='Cases' sheetId='1' k:id='r0'/></sheets></workbook>",
        "xl/_rels/workbook.xml.rels": _relations(
            ("worksheet", "tabs/one.xml"), ("styles", "/xl/styles.xml")
        ),
        "xl/styles.xml": styles,
        "xl/tabs/one.xml": sheet,
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in rest.items():
            archive.writestr(name, content)
    return path


def _relations(*targets):
    inside = "".join(
        f"<Relationship Id='r{n}' Type='{OFFICE}/{kind}' Target='{target}'/>"
        for n, (kind, target) in enumerate(targets)
    )
    return f"<Relationships xmlns='{PACKAGE}/relationships'>{inside}</Relationships>"


def sheet_of(inside, prefix="", ahead="", behind=""):
    """Return a sheet's XML around its rows, with or without a namespace prefix."""
    name = f"xmlns:{prefix[:-1]}" if prefix else "xmlns"
    body = f"<{prefix}sheetData>{inside}</{prefix}sheetData>" if inside else f"<{prefix}sheetData/>"
    return (
        f"<?xml version='1.0' encoding='UTF-8'?>\n<{prefix}worksheet {name}='{MAIN}'>"
        f"{ahead}{body}{behind}</{prefix}worksheet>"
    )
