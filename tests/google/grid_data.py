"""The cells of a range as GridData: values, formats, notes, and the rows and columns they are in."""

from __future__ import annotations

from collections.abc import Callable, Container
from dataclasses import dataclass
from typing import Any

from tests.google import a1
from tests.google.entry import shown
from tests.google.fields_mask import wants
from tests.google.state import Cell, CellError, Dimension, Rect, Row, Sheet, Spreadsheet, Value
from tests.google.tags import shapes
from tests.google.value_out import plain

Shape = dict[str, Any]

ERRORS = {
    "#ERROR!": "ERROR",
    "#NULL!": "NULL_VALUE",
    "#DIV/0!": "DIVIDE_BY_ZERO",
    "#VALUE!": "VALUE",
    "#REF!": "REF",
    "#NAME?": "NAME",
    "#NUM!": "NUM",
    "#N/A": "N_A",
}
DEFAULT_FORMAT: Shape = {
    "backgroundColor": {"red": 1, "green": 1, "blue": 1},
    "backgroundColorStyle": {"rgbColor": {"red": 1, "green": 1, "blue": 1}},
    "padding": {"top": 2, "right": 3, "bottom": 2, "left": 3},
    "verticalAlignment": "BOTTOM",
    "wrapStrategy": "OVERFLOW_CELL",
    "textFormat": {
        "foregroundColor": {},
        "foregroundColorStyle": {"rgbColor": {}},
        "fontFamily": "arial,sans,sans-serif",
        "fontSize": 10,
        "bold": False,
        "italic": False,
        "strikethrough": False,
        "underline": False,
    },
}
CELL_DATA: dict[str, Callable[[Cell, Spreadsheet], Any]] = {
    "userEnteredValue": lambda cell, _: _entered(cell),
    "effectiveValue": lambda cell, _: _extended(cell.value, cell.reason),
    "formattedValue": lambda cell, book: None if cell.value is None else shown(cell, book),
    "userEnteredFormat": lambda cell, _: cell.format,
    "effectiveFormat": lambda cell, _: _effective(cell),
    "hyperlink": lambda cell, _: cell.link,
    "note": lambda cell, _: cell.note,
    "textFormatRuns": lambda cell, _: cell.runs,
    "dataValidation": lambda cell, _: cell.validation,
}
"""What a CellData may tell of a cell, None where there is nothing to tell."""


@dataclass(slots=True, frozen=True)
class Wanted:
    """What of GridData is wanted, so that nothing else is worked out."""

    cell: Container[str]
    """Fields of CellData."""
    row_metadata: bool
    column_metadata: bool
    tags: bool
    """Whether rows and columns show their developer metadata."""


def wanted(fields: str | None, *, by_range: bool) -> Wanted:
    """Return what a mask wants. Developer metadata of rows and columns shows in ranges only."""
    values = ("sheets", "data", "rowData", "values")
    return Wanted(
        {name for name in CELL_DATA if wants(fields, *values, name)},
        wants(fields, "sheets", "data", "rowMetadata"),
        wants(fields, "sheets", "data", "columnMetadata"),
        by_range,
    )


def grid_data(book: Spreadsheet, rect: Rect, want: Wanted) -> Shape:
    """Return the GridData of a rectangle, without the empty rows and cells at the ends."""
    sheet = a1.check_limits(rect, book)
    top, bottom, left, right = a1.bounded(rect, sheet)
    shape: Shape = {name: at for name, at in (("startRow", top), ("startColumn", left)) if at}
    if want.cell:
        rows = [_row(row, (left, right), book, want) for row in sheet.rows[top:bottom]]
        while rows and not rows[-1]:
            rows.pop()
        shape |= {"rowData": rows} if rows else {}
    if want.row_metadata:
        shape["rowMetadata"] = _lines(sheet, "ROWS", (top, bottom), want)
    if want.column_metadata:
        shape["columnMetadata"] = _lines(sheet, "COLUMNS", (left, right), want)
    return shape


def _row(row: Row, span: tuple[int, int], book: Spreadsheet, want: Wanted) -> Shape:
    cells = [_cell(cell, book, want) for cell in row.cells[span[0] : span[1]]]
    while cells and not cells[-1]:
        cells.pop()
    return {"values": cells} if cells else {}


def _cell(cell: Cell | None, book: Spreadsheet, want: Wanted) -> Shape:
    if cell is None or cell.bare():
        return {}
    told = ((name, tell(cell, book)) for name, tell in CELL_DATA.items() if name in want.cell)
    return {name: value for name, value in told if value is not None}


def _entered(cell: Cell) -> Shape | None:
    if cell.formula:
        return {"formulaValue": cell.formula}
    return None if cell.spilled else _extended(cell.value, "")


def _extended(value: Value, reason: str) -> Shape | None:
    """Return an ExtendedValue."""
    if value is None:
        return None
    if isinstance(value, CellError):
        return {"errorValue": {"type": ERRORS.get(value, "ERROR"), "message": reason}}
    if isinstance(value, bool):
        return {"boolValue": value}
    if isinstance(value, str):
        return {"stringValue": value}
    return {"numberValue": plain(Cell(value))}


def _effective(cell: Cell) -> Shape:
    """Return the format that a cell has in the end; bands and conditional formats are not seen."""
    own = cell.format or {}
    font = DEFAULT_FORMAT["textFormat"] | own.get("textFormat", {})
    shape = {**DEFAULT_FORMAT, **own, "textFormat": font}
    return {name: value for name, value in shape.items() if value is not None}


def _lines(sheet: Sheet, dimension: str, span: tuple[int, int], want: Wanted) -> list[Shape]:
    """Return the DimensionProperties of some rows or columns."""
    start, end = span
    found = enumerate(sheet.dimensions(dimension)[start:end], start)
    kind = dimension.removesuffix("S")
    return [_line(line) | _tags(sheet, kind, (i, line), want) for i, line in found]


def _line(line: Dimension) -> Shape:
    shape: Shape = {"pixelSize": line.size}
    if line.hidden_by_filter:
        shape["hiddenByFilter"] = True
    if line.hidden_by_user:
        shape["hiddenByUser"] = True
    return shape


def _tags(sheet: Sheet, kind: str, place: tuple[int, Dimension], want: Wanted) -> Shape:
    index, line = place
    if not (want.tags and line.tags):
        return {}
    return {"developerMetadata": shapes(line, kind, sheet, index)}
