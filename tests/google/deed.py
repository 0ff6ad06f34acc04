"""What every action of a person has in common: where it happens, and that it may find nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC

from tests.google.a1 import column_name
from tests.google.fault import ApiError
from tests.google.formulas import recalculate
from tests.google.state import Row, Sheet, Spreadsheet, World
from tests.google.value_in import USER_ENTERED, set_value

Where = int | str
"""A row: its number, or the text in one of its cells; -1 is the last one that is filled in.
A column: its number, or its heading."""


class NoPlaceError(LookupError):
    """There is nothing at the place where a person wants to do something."""


@dataclass(frozen=True, slots=True)
class Action:
    """Something a person does to a spreadsheet in the browser."""

    def do(self, world: World, book: Spreadsheet) -> str:
        """Do it, or nothing if the place is not there; return what was done, in words."""
        try:
            words = self.act(world, book)
        except NoPlaceError as missing:
            return f"finds no {missing}"
        except ApiError as refusal:
            return f"is refused: {refusal.message}"
        recalculate(book)
        _touched(world, book)
        return words

    def act(self, world: World, book: Spreadsheet) -> str:
        """Do it; raise NoPlaceError, with nothing done, if the place is not there."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class TabAction(Action):
    """Something a person does on a tab."""

    tab: str

    def act(self, world: World, book: Spreadsheet) -> str:
        """Do it on the tab of that title."""
        sheet = book.by_title(self.tab)
        if sheet is None:
            raise NoPlaceError(f"tab {self.tab}")
        return self.on(world, book, sheet)

    def on(self, world: World, book: Spreadsheet, sheet: Sheet) -> str:
        """Do it on a tab."""
        raise NotImplementedError


def _touched(world: World, book: Spreadsheet) -> None:
    file = world.files.get(book.id)
    if file is not None:
        file.version += 1
        file.modified = world.clock().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def row_of(sheet: Sheet, row: Where) -> int:
    """Return the index of a row by its number, or by the text in one of its cells."""
    if isinstance(row, int):
        number = row if row >= 0 else filled(sheet) + 1 + row
        return _within(number, len(sheet.rows), f"row {row} on {sheet.title}")
    for index, line in enumerate(sheet.rows):
        if any(cell is not None and cell.value == row for cell in line.cells):
            return index
    raise NoPlaceError(f"row of {row} on {sheet.title}")


def column_of(sheet: Sheet, column: Where) -> int:
    """Return the index of a column by its number or heading."""
    if isinstance(column, int):
        return _within(column, len(sheet.columns), f"column {column} on {sheet.title}")
    for index in range(len(sheet.columns)):
        if sheet.rows and sheet.value(0, index) == column:
            return index
    raise NoPlaceError(f"column {column} on {sheet.title}")


def _within(number: int, size: int, what: str) -> int:
    if not 1 <= number <= size:
        raise NoPlaceError(what)
    return number - 1


def empty(row: Row) -> bool:
    """Whether a row looks empty to a person."""
    return all(cell is None or cell.value in (None, "") for cell in row.cells)


def filled(sheet: Sheet) -> int:
    """Return how many rows there are up to the last one that does not look empty."""
    count = len(sheet.rows)
    while count and empty(sheet.rows[count - 1]):
        count -= 1
    return count


def heading(sheet: Sheet, index: int) -> str:
    """Return what a column is called: its heading, or its letters."""
    said = sheet.value(0, index) if sheet.rows else None
    return str(said) if said else column_name(index)


def type_in(book: Spreadsheet, sheet: Sheet, place: tuple[int, int], text: str) -> None:
    """Type into a cell as the spreadsheet's locale and zone understand it."""
    row, column = place
    set_value(sheet, row, column, text, book, USER_ENTERED)
