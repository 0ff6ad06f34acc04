"""What people do with whole tabs: their names, their sizes, what hangs over them."""

from __future__ import annotations

from dataclasses import dataclass

from tests.google import structure
from tests.google.deed import NoPlaceError, TabAction, Where, column_of, filled, heading
from tests.google.small import OWNER
from tests.google.state import Rect, Sheet, Spreadsheet, World


@dataclass(frozen=True, slots=True)
class RetitleTab(TabAction):
    """Give a tab another name."""

    title: str

    def on(self, world: World, book: Spreadsheet, sheet: Sheet) -> str:
        """Rename it, unless another tab bears the name."""
        del world
        structure.retitle(book, sheet, self.title)
        return f"renames the tab {self.tab} to {self.title}"


@dataclass(frozen=True, slots=True)
class DeleteTab(TabAction):
    """Delete a tab."""

    def on(self, world: World, book: Spreadsheet, sheet: Sheet) -> str:
        """Delete it, unless it is the last one."""
        del world
        structure.delete_sheet(book, sheet)
        return f"deletes the tab {self.tab}"


@dataclass(frozen=True, slots=True)
class DuplicateTab(TabAction):
    """Double a tab."""

    def on(self, world: World, book: Spreadsheet, sheet: Sheet) -> str:
        """Let the double stand behind it."""
        place = {"insertSheetIndex": book.sheets.index(sheet) + 1}
        double = structure.duplicate_sheet(world, book, sheet, place)
        return f"doubles the tab {self.tab} as {double.title}"


@dataclass(frozen=True, slots=True)
class ProtectTab(TabAction):
    """Protect a tab against everybody but the owner."""

    def on(self, world: World, book: Spreadsheet, sheet: Sheet) -> str:
        """Protect it, the bot is shut out."""
        del book
        protect(world, sheet, Rect(sheet.id))
        return f"protects the tab {self.tab}"


@dataclass(frozen=True, slots=True)
class ProtectColumn(TabAction):
    """Protect a column against everybody but the owner."""

    column: Where

    def on(self, world: World, book: Spreadsheet, sheet: Sheet) -> str:
        """Protect it, the bot is shut out."""
        del book
        index = column_of(sheet, self.column)
        protect(world, sheet, Rect(sheet.id, left=index, right=index + 1))
        return f"protects column {heading(sheet, index)} on {self.tab}"


@dataclass(frozen=True, slots=True)
class Unprotect(TabAction):
    """Take every protection off a tab."""

    def on(self, world: World, book: Spreadsheet, sheet: Sheet) -> str:
        """Let everybody edit again."""
        del world, book
        sheet.protected = []
        return f"takes the protection off {self.tab}"


@dataclass(frozen=True, slots=True)
class FilterView(TabAction):
    """Make a filter view of a tab, sorted for this person's eyes only."""

    column: Where

    def on(self, world: World, book: Spreadsheet, sheet: Sheet) -> str:
        """Save the view; the rows stay where they are."""
        del book
        index = column_of(sheet, self.column)
        name = f"By {heading(sheet, index)}"
        view = {
            "filterViewId": next(world.next_id),
            "title": name,
            "rect": Rect(sheet.id, 0, len(sheet.rows), 0, len(sheet.columns)),
            "sortSpecs": [{"dimensionIndex": index, "sortOrder": "ASCENDING"}],
        }
        sheet.filter_views = [*sheet.filter_views, view]
        return f"saves a filter view {name} on {self.tab}"


@dataclass(frozen=True, slots=True)
class ShrinkGrid(TabAction):
    """Delete what is behind a number of rows and columns; 0 leaves them as they are."""

    rows: int = 0
    columns: int = 0

    def on(self, world: World, book: Spreadsheet, sheet: Sheet) -> str:
        """Cut the grid off, with what stands there."""
        del world
        for dimension, size in (("ROWS", self.rows), ("COLUMNS", self.columns)):
            there = len(sheet.dimensions(dimension))
            if 0 < size < there:
                structure.delete(book, sheet, dimension, size, there)
        return f"shrinks {self.tab} to {_size(sheet)}"


@dataclass(frozen=True, slots=True)
class TrimGrid(TabAction):
    """Delete all rows behind the last one that holds something."""

    def on(self, world: World, book: Spreadsheet, sheet: Sheet) -> str:
        """Leave no empty row at the end."""
        del world
        last = max(1, filled(sheet))
        if last == len(sheet.rows):
            raise NoPlaceError(f"empty row at the end of {self.tab}")
        structure.delete(book, sheet, "ROWS", last, len(sheet.rows))
        return f"trims {self.tab} to {_size(sheet)}"


@dataclass(frozen=True, slots=True)
class GrowGrid(TabAction):
    """Add empty rows and columns at the end."""

    rows: int = 0
    columns: int = 0

    def on(self, world: World, book: Spreadsheet, sheet: Sheet) -> str:
        """Append them."""
        del world
        for dimension, count in (("ROWS", self.rows), ("COLUMNS", self.columns)):
            structure.grow(book, sheet, dimension, count)
        return f"grows {self.tab} to {_size(sheet)}"


def protect(world: World, sheet: Sheet, rect: Rect) -> None:
    """Let nobody but the owner edit a part of a tab."""
    entry = {
        "protectedRangeId": next(world.next_id),
        "rect": rect,
        "editors": {"users": [OWNER]},
    }
    sheet.protected = [*sheet.protected, entry]


def _size(sheet: Sheet) -> str:
    return f"{len(sheet.rows)} rows and {len(sheet.columns)} columns"
