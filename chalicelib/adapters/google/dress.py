"""How a tab is dressed at Google: its headings, formats, widths, tags, warnings, bands, filter.

Everything here only builds requests for one ``batchUpdate``; nothing is sent.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from chalicelib.adapters.google.layout import TAG
from chalicelib.adapters.xlsx.hint import breadth, hint
from chalicelib.adapters.xlsx.look import Look, body_look, breadth_of, heading_look
from chalicelib.adapters.xlsx.values import check
from chalicelib.model.word import Language, Phrase
from chalicelib.tables.cell import Cell
from chalicelib.tables.table import Column, Owner, Room, Table

Request = dict[str, Any]
"""One request of a batchUpdate."""
Span = tuple[int, int | None]
"""From an index on, to another that is excluded; None: to the end of the grid."""
ALL: Span = (0, None)
BODY: Span = (1, None)
"""All rows below the headings."""

WARNING = Phrase(
    "Aftersheet writes here: what you type will be written over",
    "此处由 Aftersheet 填写：手动输入的内容会被覆盖",
)
HEADING_HEIGHT, LETTER = 42, 7
"""Pixels: of the heading row, and of a letter."""
BANDS = ("#FFFFFF", "#F6F8FB")
SIDES = ("top", "bottom", "left", "right")


class Dress(NamedTuple):
    """A tab while it is dressed."""

    table: Table[Any]
    sheet: int
    language: Language
    at: Mapping[str, int]
    """Where each column will stand once the batch is done, from 0."""
    held: Sequence[Sequence[Cell]] = ()
    """The first rows, in the order of the table's columns."""
    lookups: Mapping[str, str] = MappingProxyType({})
    """In strict mode, the formulas that stand for headings, by column."""
    editors: Sequence[str] = ()
    """Who may edit rules: the owner first; nobody while no owner is known."""

    def columns(self, keys: Iterable[str]) -> list[tuple[Column, int]]:
        """Return columns with their places."""
        return [(self.table.fields[key], self.at[key]) for key in keys]

    @property
    def end(self) -> int:
        """The index behind the last column."""
        return max(self.at.values()) + 1


def area(sheet: int, rows: Span = ALL, columns: Span = ALL) -> dict[str, int]:
    """Return a part of a tab as Google names it."""
    ends = {"endRowIndex": rows[1], "endColumnIndex": columns[1]}
    starts = {"sheetId": sheet, "startRowIndex": rows[0], "startColumnIndex": columns[0]}
    return starts | {name: end for name, end in ends.items() if end is not None}


def colour(code: str) -> dict[str, Any]:
    """Return a colour such as #1F4E79 in shares of red, green and blue."""
    parts = zip(("red", "green", "blue"), bytes.fromhex(code[1:]), strict=True)
    return {"rgbColor": {name: round(part / 255, 4) for name, part in parts}}


def cell_format(look: Look) -> dict[str, Any]:
    """Return a look as a cell's format."""
    text: dict[str, Any] = {"bold": True} if look.get("bold") else {}
    if "font_color" in look:
        text["foregroundColorStyle"] = colour(look["font_color"])
    out: dict[str, Any] = {"textFormat": text} if text else {}
    if "bg_color" in look:
        out["backgroundColorStyle"] = colour(look["bg_color"])
    if "valign" in look:
        out["verticalAlignment"] = "MIDDLE"
    if "align" in look:
        out["horizontalAlignment"] = look["align"].upper()
    if look.get("text_wrap"):
        out["wrapStrategy"] = "WRAP"
    return out | _borders(look) | _number_format(look.get("num_format", ""))


def _borders(look: Look) -> dict[str, Any]:
    if "border" not in look:
        return {}
    line = {"style": "SOLID", "colorStyle": colour(look["border_color"])}
    return {"borders": dict.fromkeys(SIDES, line)}


def _number_format(pattern: str) -> dict[str, Any]:
    kinds = {"": "", "General": "", "@": "TEXT", "#,##0.00": "NUMBER", "yyyy-mm-dd": "DATE"}
    kind = kinds.get(pattern, "DATE_TIME")
    return {"numberFormat": {"type": kind, "pattern": pattern}} if kind else {}


def value(cell: Cell) -> dict[str, Any]:
    """Return a cell's value as it is kept: nothing is parsed, nothing becomes a formula."""
    check(cell)
    if isinstance(cell, bool):
        return {"userEnteredValue": {"boolValue": cell}}
    if isinstance(cell, str):
        return {"userEnteredValue": {"stringValue": cell}} if cell else {}
    return {} if cell is None else {"userEnteredValue": {"numberValue": cell}}


def headings(dress: Dress, keys: Sequence[str]) -> list[Request]:
    """Write the headings of neighbouring columns, with their notes."""
    language = dress.language
    cells = [
        {
            **_heading(dress, column),
            "userEnteredFormat": cell_format(heading_look(dress.table, column)),
            "note": hint(dress.table, column, language),
        }
        for column in map(dress.table.fields.__getitem__, keys)
    ]
    first = {"sheetId": dress.sheet, "rowIndex": 0, "columnIndex": dress.at[keys[0]]}
    fields = "userEnteredValue,userEnteredFormat,note"
    return [{"updateCells": {"start": first, "rows": [{"values": cells}], "fields": fields}}]


def _heading(dress: Dress, column: Column) -> dict[str, Any]:
    if column.key in dress.lookups:
        return {"userEnteredValue": {"formulaValue": dress.lookups[column.key]}}
    return value(column.heading.said(dress.language))


def bodies(dress: Dress, keys: Iterable[str], drops: Mapping[str, Any]) -> list[Request]:
    """Give new columns their formats, dropdowns and widths."""
    out: list[Request] = []
    for column, index in dress.columns(keys):
        look = {"userEnteredFormat": cell_format(body_look(dress.table, column))}
        cell = look | ({"dataValidation": drops[column.key]} if column.key in drops else {})
        where = area(dress.sheet, BODY, (index, index + 1))
        fields = "userEnteredFormat,dataValidation"
        out.append({"repeatCell": {"range": where, "cell": cell, "fields": fields}})
        out.append(width(dress.sheet, index, _letters(dress, column)))
    return out


def _letters(dress: Dress, column: Column) -> int:
    number = dress.table.columns.index(column)
    held = [row[number] for row in dress.held]
    return max(
        breadth_of(dress.table, column, held), breadth(column.heading.said(dress.language)) + 4
    )


def width(sheet: int, index: int, letters: int) -> Request:
    """Make a column wide enough for so many narrow letters."""
    where = {"sheetId": sheet, "dimension": "COLUMNS", "startIndex": index, "endIndex": index + 1}
    shape = {"pixelSize": letters * LETTER + 12, "hiddenByUser": False}
    fields = "pixelSize,hiddenByUser"
    return {"updateDimensionProperties": {"range": where, "properties": shape, "fields": fields}}


def number_formats(dress: Dress, keys: Iterable[str]) -> list[Request]:
    """Let cells of columns that are there show as text or dates; nothing else of their look."""
    out: list[Request] = []
    for column, index in dress.columns(keys):
        look = _number_format(body_look(dress.table, column)["num_format"])
        where = area(dress.sheet, BODY, (index, index + 1))
        fields = "userEnteredFormat.numberFormat"
        cell = {"userEnteredFormat": look}
        if look:
            out.append({"repeatCell": {"range": where, "cell": cell, "fields": fields}})
    return out


def tab_tag(dress: Dress) -> Request:
    """Mark the tab as ours."""
    return new_tag(dress.table.key, {"sheetId": dress.sheet})


def column_tag(dress: Dress, key: str) -> Request:
    """Mark a column, so that Google moves the mark along with it."""
    index = dress.at[key]
    line = {"dimension": "COLUMNS", "startIndex": index, "endIndex": index + 1}
    place = {"dimensionRange": {"sheetId": dress.sheet, **line}}
    return new_tag(f"{dress.table.key}.{key}", place)


def new_tag(text: str, place: Mapping[str, Any]) -> Request:
    """Hang a tag on a place."""
    tag = {"metadataKey": TAG, "metadataValue": text, "visibility": "DOCUMENT", "location": place}
    return {"createDeveloperMetadata": {"developerMetadata": tag}}


def guarded(table: Table[Any]) -> list[str]:
    """Return the columns of a record tab before whose change people are warned."""
    return [c.key for c in table.columns if c.owner is Owner.DESK and table.room is Room.RECORDS]


def warning(dress: Dress, columns: Span = ALL) -> Request:
    """Warn whoever types into the tab, or into some columns of it; never bar anybody."""
    where = {"sheetId": dress.sheet} if columns == ALL else area(dress.sheet, ALL, columns)
    said = {"description": WARNING.said(dress.language), "warningOnly": True}
    return {"addProtectedRange": {"protectedRange": {"range": where, **said}}}


def heading_row(dress: Dress) -> Request:
    """Give the headings room for two lines."""
    where = {"sheetId": dress.sheet, "dimension": "ROWS", "startIndex": 0, "endIndex": 1}
    shape = {"pixelSize": HEADING_HEIGHT}
    return {
        "updateDimensionProperties": {"range": where, "properties": shape, "fields": "pixelSize"}
    }


def bands(dress: Dress) -> Request:
    """Shade every other row a little."""
    first, second = map(colour, BANDS)
    rows = {"firstBandColorStyle": first, "secondBandColorStyle": second}
    where = area(dress.sheet, BODY, (0, dress.end))
    return {"addBanding": {"bandedRange": {"range": where, "rowProperties": rows}}}


def filter_over(dress: Dress, end: int, kept: Mapping[str, Any] | None = None) -> Request:
    """Let people sort and filter by all columns; what they filter by already stays."""
    # A filter that ends before the last column would sort rows apart. Its old order is not
    # sent along: that would sort the rows anew.
    where = {"range": area(dress.sheet, ALL, (0, end))}
    name = next((n for n in ("filterSpecs", "criteria") if n in (kept or {})), "")
    return {"setBasicFilter": {"filter": where | ({name: kept[name]} if kept and name else {})}}


def first_rows(dress: Dress) -> list[Request]:
    """Write the rows a new tab comes with."""
    rows = [{"values": [value(cell) for cell in row]} for row in dress.held]
    start = {"sheetId": dress.sheet, "rowIndex": 1, "columnIndex": 0}
    cells = {"start": start, "rows": rows, "fields": "userEnteredValue"}
    return [{"updateCells": cells}] if rows else []
