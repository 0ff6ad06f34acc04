"""spreadsheets.values.append: the table in a range is looked for, and rows go below it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tests.google import a1, structure
from tests.google.state import Rect, Row, Sheet, Spreadsheet, World
from tests.google.value_block import Block, block_at, check_allowed, input_option, report
from tests.google.values import write_all


def append(
    world: World, book: Spreadsheet, params: Mapping[str, Any], body: dict[str, Any]
) -> dict[str, Any]:
    """Answer spreadsheets.values.append; the grid grows as needed."""
    option = input_option(params)
    rect = a1.parse(params["range"], book)
    sheet = a1.check_limits(rect, book)
    table = find_table(sheet, rect)
    start = Rect(sheet.id, *_below(table)) if table else _first_cell(sheet, rect)
    block = block_at(sheet, start, body)
    check_allowed(world, book, block)
    _make_room(book, block, insert=params.get("insertDataOption") == "INSERT_ROWS")
    write_all(book, [block], option)
    answer: dict[str, Any] = {"spreadsheetId": book.id}
    if table:
        answer["tableRange"] = a1.show(table, book)
    return answer | {"updates": report(book, block, params)}


def _below(table: Rect) -> tuple[int, int, int, int]:
    return table.bottom, table.bottom + 1, table.left, table.left + 1


def _first_cell(sheet: Sheet, rect: Rect) -> Rect:
    top, left = rect.top or 0, rect.left or 0
    return Rect(sheet.id, top, top + 1, left, left + 1)


def _make_room(book: Spreadsheet, block: Block, *, insert: bool) -> None:
    """Insert rows for a block, or let the grid grow where it ends too early."""
    sheet, count = block.sheet, len(block.values)
    if insert and count:
        at = min(block.top, len(sheet.rows))
        structure.insert(book, sheet, "ROWS", at, count, inherit=at > 0)
    width = max(map(len, block.values), default=0)
    for dimension, end in (("ROWS", block.top + count), ("COLUMNS", block.left + width)):
        missing = end - len(sheet.dimensions(dimension))
        if missing > 0:
            structure.grow(book, sheet, dimension, missing)


@dataclass(slots=True)
class _Region:
    """A growing rectangle of a sheet."""

    sheet: Sheet
    top: int
    bottom: int
    left: int
    right: int

    def grow(self) -> None:
        """Take in what is filled next to it, corners included, until nothing is."""
        sides = (self._up, self._down, self._to_left, self._to_right)
        while any(side() for side in sides):
            pass

    def _up(self) -> bool:
        before = self.top
        while self.top and self._filled(self.sheet.rows[self.top - 1]):
            self.top -= 1
        return self.top < before

    def _down(self) -> bool:
        before, rows = self.bottom, self.sheet.rows
        while self.bottom < len(rows) and self._filled(rows[self.bottom]):
            self.bottom += 1
        return self.bottom > before

    def _to_left(self) -> bool:
        before = self.left
        while self.left and self._column_filled(self.left - 1):
            self.left -= 1
        return self.left < before

    def _to_right(self) -> bool:
        before = self.right
        while self.right < len(self.sheet.columns) and self._column_filled(self.right):
            self.right += 1
        return self.right > before

    def _filled(self, row: Row) -> bool:
        return filled(row, max(self.left - 1, 0), self.right + 1)

    def _column_filled(self, column: int) -> bool:
        rows = self.sheet.rows[max(self.top - 1, 0) : self.bottom + 1]
        return any(filled(row, column, column + 1) for row in rows)


def filled(row: Row, left: int, right: int) -> bool:
    """Whether any of a row's cells from left to before right holds something."""
    return any(c is not None and c.value is not None for c in row.cells[left:right])


def find_table(sheet: Sheet, rect: Rect) -> Rect | None:
    """Return the last table in a range: filled cells and all that touch them; None without any.

    An empty cell belongs to a table if it lies within its bounds, not if it is next to it.
    """
    bounds = a1.bounded(rect, sheet)
    seed = _last_filled(sheet, bounds) or _last_filled(sheet, _around(bounds))
    if seed is None:
        return None
    row, column = seed
    region = _Region(sheet, row, row + 1, column, column + 1)
    region.grow()
    top, bottom, left, right = bounds
    if region.top >= bottom or region.bottom <= top:
        return None
    if region.left >= right or region.right <= left:
        return None
    return Rect(sheet.id, region.top, region.bottom, region.left, region.right)


def _around(bounds: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
    top, bottom, left, right = bounds
    return max(top - 1, 0), bottom + 1, max(left - 1, 0), right + 1


def _last_filled(sheet: Sheet, bounds: tuple[int, int, int, int]) -> tuple[int, int] | None:
    """Return the lowest filled cell within bounds, the rightmost of its row."""
    top, bottom, left, right = bounds
    for index in range(min(bottom, len(sheet.rows)) - 1, top - 1, -1):
        cells = sheet.rows[index].cells[left:right]
        for offset in range(len(cells) - 1, -1, -1):
            if cells[offset] is not None and cells[offset].value is not None:
                return index, left + offset
    return None
