"""What people do with rows. Numbers of rows are those at the sheet's edge, the headings being 1."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tests.google import structure
from tests.google.deed import (
    NoPlaceError,
    TabAction,
    Where,
    column_of,
    filled,
    heading,
    row_of,
    type_in,
)
from tests.google.state import Rect, Sheet, Spreadsheet, World
from tests.google.structure_paste import Copy, copy_paste

ROWS = "ROWS"


@dataclass(frozen=True, slots=True)
class InsertRow(TabAction):
    """Insert empty rows above a row."""

    at: Where
    count: int = 1

    def on(self, world: World, book: Spreadsheet, sheet: Sheet) -> str:
        """Push the row and all below it down."""
        del world
        index = row_of(sheet, self.at)
        structure.insert(book, sheet, ROWS, index, self.count)
        return f"inserts {_rows(self.count)} above row {index + 1} on {self.tab}"


@dataclass(frozen=True, slots=True)
class DeleteRow(TabAction):
    """Delete a row."""

    row: Where

    def on(self, world: World, book: Spreadsheet, sheet: Sheet) -> str:
        """Pull up all below it."""
        del world
        index = row_of(sheet, self.row)
        if len(sheet.rows) == 1:
            raise NoPlaceError(f"row that can be spared on {self.tab}")
        structure.delete(book, sheet, ROWS, index, index + 1)
        return f"deletes row {index + 1} on {self.tab}"


@dataclass(frozen=True, slots=True)
class MoveRow(TabAction):
    """Drag a row above another."""

    row: Where
    to: Where

    def on(self, world: World, book: Spreadsheet, sheet: Sheet) -> str:
        """Move the row itself, with what hangs on it."""
        del world
        index, to = row_of(sheet, self.row), row_of(sheet, self.to)
        structure.move(book, sheet, ROWS, index, index + 1, to)
        return f"drags row {index + 1} above row {to + 1} on {self.tab}"


@dataclass(frozen=True, slots=True)
class CutPaste(TabAction):
    """Cut the contents of a row and paste them over another's."""

    row: Where
    to: Where

    def on(self, world: World, book: Spreadsheet, sheet: Sheet) -> str:
        """Move the cells; the rows themselves stay."""
        del world
        index, to = row_of(sheet, self.row), row_of(sheet, self.to)
        structure.cut_paste(book, line(sheet, index), to, 0, sheet)
        return f"cuts row {index + 1} and pastes it at row {to + 1} on {self.tab}"


@dataclass(frozen=True, slots=True)
class DuplicateRow(TabAction):
    """Copy a row, its id too, and paste it over another, or below all others."""

    row: Where
    to: Where | None = None

    def on(self, world: World, book: Spreadsheet, sheet: Sheet) -> str:
        """Copy the cells; formulas look at their new row."""
        del world
        index = row_of(sheet, self.row)
        to = free_row(book, sheet) if self.to is None else row_of(sheet, self.to)
        copy_paste(book, Copy(line(sheet, index), line(sheet, to)))
        return f"copies row {index + 1} and pastes it at row {to + 1} on {self.tab}"


@dataclass(frozen=True, slots=True)
class SortRows(TabAction):
    """Sort all rows below the headings by a column."""

    column: Where
    descending: bool = False

    def on(self, world: World, book: Spreadsheet, sheet: Sheet) -> str:
        """Move contents between rows; equal ones keep their order."""
        index = column_of(sheet, self.column)
        rect = Rect(sheet.id, 1, filled(sheet), 0, len(sheet.columns))
        if any((m.bottom or 0) - (m.top or 0) > 1 for m in sheet.merges):
            raise NoPlaceError(f"way to sort merged cells on {self.tab}")
        order = "DESCENDING" if self.descending else "ASCENDING"
        structure.sort(world, book, rect, [{"dimensionIndex": index, "sortOrder": order}])
        return f"sorts {self.tab} by {heading(sheet, index)}, {order.lower()}"


@dataclass(frozen=True, slots=True)
class AppendRow(TabAction):
    """Type a new row below the others: texts from the left, or by heading."""

    values: Mapping[Where, str] | Sequence[str]

    def on(self, world: World, book: Spreadsheet, sheet: Sheet) -> str:
        """Type into the first row that is free."""
        del world
        values = self.values
        cells = values if isinstance(values, Mapping) else dict(enumerate(values, 1))
        typed = {column_of(sheet, column): text for column, text in cells.items()}
        row = free_row(book, sheet)
        for column, text in typed.items():
            type_in(book, sheet, (row, column), text)
        return f"types a new row {row + 1} on {self.tab}: {', '.join(cells.values())}"


@dataclass(frozen=True, slots=True)
class HideRow(TabAction):
    """Hide a row."""

    row: Where

    def on(self, world: World, book: Spreadsheet, sheet: Sheet) -> str:
        """Hide it; its values stay."""
        del world, book
        index = row_of(sheet, self.row)
        sheet.rows[index].hidden_by_user = True
        return f"hides row {index + 1} on {self.tab}"


def free_row(book: Spreadsheet, sheet: Sheet) -> int:
    """Return the first row below all others, made if the grid ends there."""
    row = filled(sheet)
    if row == len(sheet.rows):
        structure.grow(book, sheet, ROWS, 1)
    return row


def line(sheet: Sheet, row: int) -> Rect:
    """Return a row as a rectangle."""
    return Rect(sheet.id, row, row + 1, 0, len(sheet.columns))


def _rows(count: int) -> str:
    return "a row" if count == 1 else f"{count} rows"
