"""What is in a spreadsheet's file: exported as CSV, TSV or XLSX, imported from CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from openpyxl import Workbook
from openpyxl.cell.cell import Cell as XlsxCell

from tests.google.a1 import first_sheet
from tests.google.drive_fault import DriveError, bad
from tests.google.entry import shown, typed
from tests.google.formulas import recalculate
from tests.google.state import Cell, Row, Sheet, Spreadsheet, World, blank_sheet

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv"
TSV = "text/tab-separated-values"
PICTURES = ("application/pdf", "application/vnd.oasis.opendocument.spreadsheet", "application/zip")
"""Google exports these too; nothing here draws them, and nothing pretends to."""


def exported(book: Spreadsheet, mime: str) -> bytes:
    """Return a spreadsheet in another format; CSV and TSV have the first tab only."""
    if mime in PICTURES:
        raise DriveError(501, f"This test server does not export {mime}.", "notImplemented")
    if mime == XLSX:
        return _workbook(book)
    if mime not in (CSV, TSV):
        raise bad("The requested conversion is not supported.", "convertTo")
    out = io.StringIO()
    writer = csv.writer(out, delimiter="," if mime == CSV else "\t", lineterminator="\r\n")
    writer.writerows(_texts(book, first_sheet(book)))
    return out.getvalue().removesuffix("\r\n").encode()


def _texts(book: Spreadsheet, sheet: Sheet) -> Iterator[list[str]]:
    used = [row for row in sheet.rows if _used(row)]
    width = max(map(_used, used), default=0)
    last = max((i for i, row in enumerate(sheet.rows) if _used(row)), default=-1)
    for row in sheet.rows[: last + 1]:
        yield [shown(row.cell(column), book) for column in range(width)]


def _used(row: Row) -> int:
    """Return up to which column a row holds something."""
    filled = (i for i, cell in enumerate(row.cells) if cell and cell.value not in (None, ""))
    return max(filled, default=-1) + 1


def _workbook(book: Spreadsheet) -> bytes:
    workbook = Workbook()
    workbook.remove(workbook.active)
    for sheet in book.sheets:
        tab = workbook.create_sheet(sheet.title)
        for r, row in enumerate(sheet.rows):
            for c in range(_used(row)):
                _fill(tab.cell(r + 1, c + 1), row.cell(c))
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def _fill(target: XlsxCell, cell: Cell | None) -> None:
    if cell is None:
        return
    target.value = str(cell.value) if isinstance(cell.value, str) else cell.value
    if isinstance(cell.value, str):
        target.data_type = "s"  # a text that begins with = is no formula
    pattern = ((cell.format or {}).get("numberFormat") or {}).get("pattern")
    if pattern:
        target.number_format = pattern


def imported(world: World, book: Spreadsheet, mime: str, content: bytes) -> None:
    """Let a CSV be all that a spreadsheet holds, its fields read as if they were typed.

    As at Google there is then one new tab with the title of the file, in California's time.
    """
    if mime.partition(";")[0].strip() not in (CSV, TSV):
        raise bad("Bad Request")
    text = content.decode("utf-8-sig")
    comma = "\t" if TSV in mime else ","
    lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=comma))
    height, width = max(len(lines), 1000), max(26, *map(len, lines), 0)
    sheet = blank_sheet(next(world.next_id), book.title, height, width)
    for row, line in zip(sheet.rows, lines, strict=False):
        for column, field in enumerate(line):
            _type(row, column, field, book)
    book.sheets, book.named, book.zone = [sheet], {}, "America/Los_Angeles"
    recalculate(book)


def _type(row: Row, column: int, text: str, book: Spreadsheet) -> None:
    if not text:
        return
    entered = typed(text, None, book)
    cell = row.touch(column)
    cell.value, cell.formula = entered.value, entered.formula
    if entered.number_format:
        cell.format = {"numberFormat": entered.number_format}
