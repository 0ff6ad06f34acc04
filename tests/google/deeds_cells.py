"""What people do with single cells."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tests.google.deed import NoPlaceError, TabAction, Where, column_of, heading, row_of, type_in
from tests.google.state import Rect, Sheet, Spreadsheet, World
from tests.google.structure_changes import overlaps
from tests.google.structure_paste import Copy, copy_paste


@dataclass(frozen=True, slots=True)
class CellAction(TabAction):
    """Something a person does in a cell."""

    row: Where
    column: Where

    def place(self, sheet: Sheet) -> tuple[int, int]:
        """Return the indexes of the cell."""
        return row_of(sheet, self.row), column_of(sheet, self.column)

    def said(self, sheet: Sheet) -> str:
        """Return the cell's place in words."""
        row, column = self.place(sheet)
        return f"{heading(sheet, column)} in row {row + 1} on {self.tab}"


@dataclass(frozen=True, slots=True)
class TypeCell(CellAction):
    """Type into a cell."""

    text: str

    def on(self, world: World, book: Spreadsheet, sheet: Sheet) -> str:
        """Let the spreadsheet make of the text what it does."""
        del world
        words = f"types {self.text} into {self.said(sheet)}"
        type_in(book, sheet, self.place(sheet), self.text)
        return words


@dataclass(frozen=True, slots=True)
class ClearCell(CellAction):
    """Clear a cell with the delete key."""

    def on(self, world: World, book: Spreadsheet, sheet: Sheet) -> str:
        """Empty it; its format stays."""
        del world
        words = f"clears {self.said(sheet)}"
        type_in(book, sheet, self.place(sheet), "")
        return words


@dataclass(frozen=True, slots=True)
class FillDown(CellAction):
    """Copy a cell into the ones below."""

    count: int

    def on(self, world: World, book: Spreadsheet, sheet: Sheet) -> str:
        """Copy as far as the grid goes."""
        del world
        top, column = self.place(sheet)
        more = min(self.count, len(sheet.rows) - top - 1)
        if more < 1:
            raise NoPlaceError(f"row below {self.said(sheet)}")
        cell = Rect(sheet.id, top, top + 1, column, column + 1)
        below = replace(cell, top=top + 1, bottom=top + 1 + more)
        copy_paste(book, Copy(cell, below))
        return f"fills {self.said(sheet)} down over {more} more"


@dataclass(frozen=True, slots=True)
class MergeCells(CellAction):
    """Merge a block of cells, of which this is the upper left."""

    rows: int = 1
    columns: int = 2

    def on(self, world: World, book: Spreadsheet, sheet: Sheet) -> str:
        """Keep the value of the upper left cell and lose the others."""
        del world, book
        top, left = self.place(sheet)
        block = Rect(sheet.id, top, top + self.rows, left, left + self.columns)
        if block.bottom > len(sheet.rows) or block.right > len(sheet.columns):
            raise NoPlaceError(f"room to merge cells at {self.said(sheet)}")
        sheet.merges = [m for m in sheet.merges if not overlaps(m, block)] + [block]
        for row in range(block.top, block.bottom):
            for column in range(block.left, block.right):
                if (row, column) != (top, left):
                    sheet.rows[row].put(column, None)
        return f"merges {self.rows} x {self.columns} cells at {self.said(sheet)}"
