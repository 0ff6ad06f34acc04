"""What people do with columns and their headings."""

from __future__ import annotations

from dataclasses import dataclass

from tests.google import structure
from tests.google.deed import NoPlaceError, TabAction, Where, column_of, heading, type_in
from tests.google.state import Sheet, Spreadsheet, World

COLUMNS = "COLUMNS"


@dataclass(frozen=True, slots=True)
class InsertColumn(TabAction):
    """Insert an empty column to the left of one, and perhaps give it a heading."""

    at: Where
    text: str = ""

    def on(self, world: World, book: Spreadsheet, sheet: Sheet) -> str:
        """Push the column and all behind it to the right."""
        del world
        index = column_of(sheet, self.at)
        before = heading(sheet, index)
        structure.insert(book, sheet, COLUMNS, index, 1)
        if self.text:
            type_in(book, sheet, (0, index), self.text)
        return f"inserts a column {self.text} before {before} on {self.tab}".replace("  ", " ")


@dataclass(frozen=True, slots=True)
class DeleteColumn(TabAction):
    """Delete a column."""

    column: Where

    def on(self, world: World, book: Spreadsheet, sheet: Sheet) -> str:
        """Pull all behind it to the left."""
        del world
        index = column_of(sheet, self.column)
        if len(sheet.columns) == 1:
            raise NoPlaceError(f"column that can be spared on {self.tab}")
        name = heading(sheet, index)
        structure.delete(book, sheet, COLUMNS, index, index + 1)
        return f"deletes column {name} on {self.tab}"


@dataclass(frozen=True, slots=True)
class MoveColumn(TabAction):
    """Drag a column before another."""

    column: Where
    to: Where

    def on(self, world: World, book: Spreadsheet, sheet: Sheet) -> str:
        """Move the column itself, with what hangs on it."""
        del world
        index, to = column_of(sheet, self.column), column_of(sheet, self.to)
        name, before = heading(sheet, index), heading(sheet, to)
        structure.move(book, sheet, COLUMNS, index, index + 1, to)
        return f"drags column {name} before {before} on {self.tab}"


@dataclass(frozen=True, slots=True)
class RenameHeading(TabAction):
    """Overtype a heading."""

    column: Where
    text: str

    def on(self, world: World, book: Spreadsheet, sheet: Sheet) -> str:
        """Type into the first row."""
        del world
        index = column_of(sheet, self.column)
        name = heading(sheet, index)
        type_in(book, sheet, (0, index), self.text)
        return f"renames the heading {name} to {self.text} on {self.tab}"
