"""Values into cells, as they are (RAW) or as if typed (USER_ENTERED)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tests.google.entry import Entered, typed
from tests.google.state import Cell, Row, Sheet, Spreadsheet

RAW, USER_ENTERED = "RAW", "USER_ENTERED"


def set_value(  # noqa: PLR0913, PLR0917
    sheet: Sheet, row: int, column: int, raw: Any, book: Spreadsheet, option: str
) -> None:
    """Let a cell hold a value; "" empties it, its format stays."""
    put(sheet.rows[row], column, [raw], book, option)


def put(row: Row, left: int, values: Sequence[Any], book: Spreadsheet, option: str) -> None:  # noqa: PLR0913, PLR0917
    """Let cells from the left one on hold values; None leaves a cell as it is.

    Cells are replaced and never changed: whoever kept the old list can go back to it.
    """
    cells = row.cells
    cells.extend([None] * (left + len(values) - len(cells)))
    by_typing = option == USER_ENTERED
    for index, raw in enumerate(values, left):
        if raw is None:
            continue
        if by_typing and raw.__class__ is str and raw:
            cells[index] = _typed(cells[index], raw, book)
        else:
            cells[index] = _holding(cells[index], raw)


def _holding(old: Cell | None, raw: Any) -> Cell | None:
    """Return a cell with a value as it is."""
    value = raw
    if raw.__class__ is int:
        value = float(raw)
    elif raw == "":
        value = None
    if old is None:
        return None if value is None else Cell(value)
    return Cell(value, None, "", old.format, old.note, old.validation)


def _typed(old: Cell | None, text: str, book: Spreadsheet) -> Cell:
    """Return a cell with what typing a text makes of it."""
    style = None if old is None else old.format
    entered: Entered = typed(text, style, book)
    if entered.formula:
        book.formulas = True
    if entered.number_format:
        style = {**(style or {}), "numberFormat": entered.number_format}
    note, rule = (None, None) if old is None else (old.note, old.validation)
    return Cell(entered.value, entered.formula, "", style, note, rule)


def clear(row: Row, left: int, right: int) -> None:
    """Empty cells; formats, notes and rules stay."""
    cells = row.cells
    for index in range(left, min(right, len(cells))):
        if cells[index] is not None:
            cells[index] = _holding(cells[index], "")
