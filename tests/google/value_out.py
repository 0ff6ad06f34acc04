"""Values out of cells, rendered as a request wants them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import zip_longest
from typing import Any

from tests.google import a1
from tests.google.entry import shown
from tests.google.state import Cell, Rect, Spreadsheet

Render = Callable[[list[Cell | None]], list[Any]]
"""Turns the cells of a row into values, "" where they are empty."""

DATES = {"DATE", "TIME", "DATE_TIME"}
WHOLE = 2.0**53
"""Up to here every whole number is a double of its own."""


def value_range(rect: Rect, book: Spreadsheet, options: Mapping[str, Any]) -> dict[str, Any]:
    """Return a ValueRange with all values of a rectangle; 400 if it begins outside the grid."""
    a1.check_limits(rect, book)
    major = dimension(options)
    answer = {"range": a1.show(rect, book), "majorDimension": major}
    rows = values(rect, book, options)
    if rows:
        answer["values"] = rows if major == "ROWS" else _columns(rows)
    return answer


def dimension(options: Mapping[str, Any]) -> str:
    """Return the major dimension that was asked for: ROWS unless it was COLUMNS."""
    return "COLUMNS" if options.get("majorDimension") == "COLUMNS" else "ROWS"


def values(rect: Rect, book: Spreadsheet, options: Mapping[str, Any]) -> list[list[Any]]:
    """Return the values of a rectangle by rows, without the empty ones at the ends."""
    sheet = a1.sheet_of(rect, book)
    top, bottom, left, right = a1.bounded(rect, sheet)
    render = renderer(book, options)
    found = [_trimmed(render(row.cells[left:right])) for row in sheet.rows[top:bottom]]
    return _trimmed(found)


def _trimmed(items: list[Any]) -> list[Any]:
    """Take the empty ones off the end: "" of values, [] of rows."""
    while items and (items[-1] == "" or items[-1] == []):
        items.pop()
    return items


def _columns(rows: list[list[Any]]) -> list[list[Any]]:
    return [_trimmed([*column]) for column in zip_longest(*rows, fillvalue="")]


def renderer(book: Spreadsheet, options: Mapping[str, Any]) -> Render:
    """Return what renders cells by valueRenderOption and dateTimeRenderOption."""
    option = options.get("valueRenderOption", "FORMATTED_VALUE")
    if option == "FORMATTED_VALUE":
        return lambda cells: [_text(cell, book) for cell in cells]
    as_text = options.get("dateTimeRenderOption") == "FORMATTED_STRING"
    if option == "UNFORMATTED_VALUE" and not as_text:
        return _plain_row

    def one(cell: Cell | None) -> Any:
        if cell is not None and cell.formula and option == "FORMULA":
            return cell.formula
        return shown(cell, book) if as_text and is_date(cell) else plain(cell)

    return lambda cells: [one(cell) for cell in cells]


def _text(cell: Cell | None, book: Spreadsheet) -> str:
    if cell is None:
        return ""
    if cell.value.__class__ is str and cell.format is None:
        return cell.value
    return shown(cell, book)


def _plain_row(cells: list[Cell | None]) -> list[Any]:
    """Render cells unformatted: half of all requests are this, so it calls nothing."""
    row = []
    for cell in cells:
        value = "" if cell is None else cell.value
        if value.__class__ is float:
            if value.is_integer() and -WHOLE < value < WHOLE:
                value = int(value)
        elif value is None:
            value = ""
        row.append(value)
    return row


def plain(cell: Cell | None) -> Any:
    """Return the value of a cell as JSON has it: whole numbers without a point."""
    return _plain_row([cell])[0]


def is_date(cell: Cell | None) -> bool:
    """Whether a cell holds a number that is shown as a date or a time."""
    if cell is None or cell.value.__class__ is not float or not cell.format:
        return False
    return cell.format.get("numberFormat", {}).get("type") in DATES
