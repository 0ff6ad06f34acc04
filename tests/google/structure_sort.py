"""Sorting: contents of rows change places, the rows themselves stay."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tests.google.state import Cell, CellError, Rect, Row, Spreadsheet, Value, World
from tests.google.structure_formula import shift


def sort(world: World, book: Spreadsheet, rect: Rect, specs: Sequence[Mapping[str, Any]]) -> None:
    """Sort the rows of a rectangle by SortSpecs; metadata follows only if the world says so."""
    sheet = book.by_id(rect.sheet)
    width = len(sheet.columns)
    left, right = rect.left or 0, width if rect.right is None else min(rect.right, width)
    rows = sheet.rows[rect.top or 0 : rect.bottom]
    order = ordered(rows, specs)
    _permute(rows, order, left, right)
    if world.metadata_follows_sort:
        for row, tags in zip(rows, [rows[index].tags for index in order], strict=True):
            row.tags = tags


def ordered(rows: Sequence[Row], specs: Sequence[Mapping[str, Any]]) -> list[int]:
    """Return the places of the rows in sorted order; equal ones keep theirs."""
    order = list(range(len(rows)))
    for spec in reversed(specs):
        column, down = spec.get("dimensionIndex", 0), spec.get("sortOrder") == "DESCENDING"
        key, empty = _key(spec, column)
        full = [index for index in order if not empty(rows[index])]
        keys = {index: key(rows[index]) for index in full}
        full.sort(key=keys.__getitem__, reverse=down)
        order = full + [index for index in order if empty(rows[index])]
    return order


def _key(spec: Mapping[str, Any], column: int) -> tuple[Any, Any]:
    """Return what a row is sorted by, and whether it goes to the end in any case."""
    for name, look in (("backgroundColorStyle", _background), ("foregroundColorStyle", _text)):
        if spec.get(name):
            return _unlike(look, column, spec[name]), lambda _: False
    return (lambda row: rank(_value(row, column))), (lambda row: _value(row, column) is None)


def _unlike(look: Any, column: int, color: Any) -> Any:
    return lambda row: look(row.cell(column)) != color


def _value(row: Row, column: int) -> Value:
    cell = row.cell(column)
    return None if cell is None else cell.value


def _background(cell: Cell | None) -> Any:
    return ((cell and cell.format) or {}).get("backgroundColorStyle")


def _text(cell: Cell | None) -> Any:
    return ((cell and cell.format) or {}).get("textFormat", {}).get("foregroundColorStyle")


def rank(value: Value) -> tuple[int, Any]:
    """Return what a value is sorted by: numbers, texts, truth values, errors."""
    if isinstance(value, CellError):
        return 3, ""
    if isinstance(value, bool):
        return 2, value
    return (1, value.casefold()) if isinstance(value, str) else (0, value)


def _permute(rows: Sequence[Row], order: list[int], left: int, right: int) -> None:
    for row in rows:
        row.cells.extend([None] * (right - len(row.cells)))
    blocks = [rows[index].cells[left:right] for index in order]
    for place, (row, index, block) in enumerate(zip(rows, order, blocks, strict=True)):
        if place != index:
            row.cells[left:right] = [cell and _shifted(cell, place - index) for cell in block]


def _shifted(cell: Cell, rows: int) -> Cell:
    """Return a cell at home in its new row: its formula looks at the same columns there."""
    if not cell.formula:
        return cell
    copy = cell.copy()
    copy.formula = shift(cell.formula, rows, 0)
    return copy
