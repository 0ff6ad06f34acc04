"""What people do with columns and their headings."""

from __future__ import annotations

from dataclasses import dataclass, fields

from tests.google import structure
from tests.google.deed import NoPlaceError, TabAction, Where, column_of, heading, type_in
from tests.google.state import Column, Rect, Sheet, Spreadsheet, World

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


@dataclass(frozen=True, slots=True)
class CutColumn(TabAction):
    """Cut the cells of a column, its heading too, and paste them over another's."""

    column: Where
    to: Where

    def on(self, world: World, book: Spreadsheet, sheet: Sheet) -> str:
        """Move the cells; the columns themselves stay, with what hangs on them."""
        del world
        index, to = _two(sheet, self.column, self.to)
        name, over = heading(sheet, index), heading(sheet, to)
        _cut(book, sheet, index, to)
        _trade(sheet, index, to)
        return f"cuts the cells of {name} and pastes them over {over} on {self.tab}"


@dataclass(frozen=True, slots=True)
class SwapColumns(TabAction):
    """Let the cells of two columns change places, by cutting and pasting."""

    column: Where
    other: Where

    def on(self, world: World, book: Spreadsheet, sheet: Sheet) -> str:
        """Cut them by way of a column that is free."""
        del world
        index, other = _two(sheet, self.column, self.other)
        names = heading(sheet, index), heading(sheet, other)
        free = len(sheet.columns)
        structure.grow(book, sheet, COLUMNS, 1)
        for source, to in ((index, free), (other, index), (free, other)):
            _cut(book, sheet, source, to)
        structure.delete(book, sheet, COLUMNS, free, free + 1)
        _trade(sheet, index, other)
        return f"swaps the cells of {names[0]} and {names[1]} on {self.tab}"


def _two(sheet: Sheet, one: Where, other: Where) -> tuple[int, int]:
    index, to = column_of(sheet, one), column_of(sheet, other)
    if index == to or sheet.merges:
        raise NoPlaceError(f"way to cut a column on {sheet.title}")
    return index, to


def _cut(book: Spreadsheet, sheet: Sheet, index: int, to: int) -> None:
    cells = Rect(sheet.id, 0, len(sheet.rows), index, index + 1)
    structure.cut_paste(book, cells, 0, to, sheet)


def _trade(sheet: Sheet, one: int, other: int) -> None:
    """Let who watches over a column's cells find them where they went; its tags stay."""
    columns = sheet.columns
    columns[one], columns[other] = columns[other], columns[one]
    for field in fields(Column):
        mine, its = (getattr(columns[n], field.name) for n in (one, other))
        setattr(columns[one], field.name, its)
        setattr(columns[other], field.name, mine)
