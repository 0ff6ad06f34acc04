"""Rectangles of cells: within the grid, across it, how far they are filled, cleared."""

from __future__ import annotations

from collections.abc import Iterable

from tests.google.state import Cell, Rect, Row, Sheet
from tests.google.structure_changes import ROWS, within

Box = tuple[int, int, int, int]


def box(rect: Rect, sheet: Sheet) -> Box:
    """Return a rectangle's top, bottom, left and right within the grid."""
    bottom, right = len(sheet.rows), len(sheet.columns)
    top, left = min(rect.top or 0, bottom), min(rect.left or 0, right)
    bottom = bottom if rect.bottom is None else max(top, min(rect.bottom, bottom))
    right = right if rect.right is None else max(left, min(rect.right, right))
    return top, bottom, left, right


def clipped(rect: Rect, sheet: Sheet) -> Rect:
    """Return the part of a rectangle that lies in the grid, all its edges closed."""
    return Rect(sheet.id, *box(rect, sheet))


def strip(sheet: Sheet, dimension: str, start: int, end: int) -> Rect:
    """Return the cells of some rows or columns."""
    return (
        Rect(sheet.id, start, end) if dimension == ROWS else Rect(sheet.id, None, None, start, end)
    )


def used(sheet: Sheet, rect: Rect, dimension: str) -> int:
    """Return the index after the last row or column in which the rectangle holds a value."""
    top, bottom, left, right = box(rect, sheet)
    filled = (
        row_index + 1 if dimension == ROWS else index + 1
        for row_index, row in enumerate(sheet.rows[top:bottom], top)
        for index, cell in cells(row, left, right)
        if holds(cell)
    )
    return max(filled, default=0)


def holds(cell: Cell | None) -> bool:
    """Whether a cell holds a value or a formula."""
    return cell is not None and (cell.value is not None or cell.formula is not None)


def cells(row: Row, left: int, right: int) -> Iterable[tuple[int, Cell]]:
    """Return the cells of a row that were touched, with their indexes."""
    return [(i, c) for i, c in enumerate(row.cells[left:right], left) if c is not None]


def clear(sheet: Sheet, rect: Rect) -> None:
    """Take away all cells of a rectangle, and merges within it."""
    top, bottom, left, right = box(rect, sheet)
    for row in sheet.rows[top:bottom]:
        for index, _ in cells(row, left, right):
            row.cells[index] = None
    sheet.merges = [merge for merge in sheet.merges if not within(merge, rect)]
