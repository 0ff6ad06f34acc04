"""How cells go on: counting, repeating, formulas that look at the next row."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from tests.google import structure as st
from tests.google.state import Cell, Rect, Sheet, Value
from tests.google.structure_formula import shift

Series = Callable[[int], Value]
"""What stands at a place, counted from the first cell of the source."""
NUMBERED = re.compile(r"(.*?)(\d+)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a fill: its cells by their place along the dimension."""

    sheet: Sheet
    dimension: str
    across: int

    def spot(self, index: int) -> tuple[int, int]:
        """Return row and column of a place."""
        return (index, self.across) if self.dimension == st.ROWS else (self.across, index)

    def cell(self, index: int) -> Cell | None:
        """Return the cell at a place."""
        return self.sheet.cell(*self.spot(index))

    def put(self, index: int, cell: Cell | None) -> None:
        """Let a cell stand at a place."""
        row, column = self.spot(index)
        self.sheet.rows[row].put(column, cell)


def filled(sheet: Sheet, rects: tuple[Rect, Rect], dimension: str, *, alternate: bool) -> None:
    """Fill a rectangle by going on with another."""
    source, target = (st.span_of(rect, dimension) for rect in rects)
    over = st.COLUMNS if dimension == st.ROWS else st.ROWS
    for across in range(*st.span_of(rects[0], over)):
        _fill(Line(sheet, dimension, across), source, target, alternate=alternate)


def _fill(line: Line, source: tuple[int, int], target: tuple[int, int], *, alternate: bool) -> None:
    cells = [line.cell(index) for index in range(*source)]
    series = _series([cell and cell.value for cell in cells], cells, alternate=alternate)
    for index in range(*target):
        place = index - source[0]
        model = cells[place % len(cells)]
        line.put(index, model and _like(model, series(place), place - place % len(cells), line))


def _like(model: Cell, value: Value, away: int, line: Line) -> Cell:
    cell = model.copy()
    cell.value, cell.spilled = value, False
    if cell.formula:
        rows, columns = (away, 0) if line.dimension == st.ROWS else (0, away)
        cell.formula = shift(cell.formula, rows, columns)
    return cell


def _series(values: list[Value], cells: list[Cell | None], *, alternate: bool) -> Series:
    """Return how values go on: numbers evenly, texts by the number at their end, or again."""
    if any(cell and cell.formula for cell in cells):
        return lambda place: values[place % len(values)]
    if all(isinstance(value, float) for value in values):
        return _numbers(values, counts=_counts(cells[0]) != alternate)
    matches = [NUMBERED.fullmatch(value) if isinstance(value, str) else None for value in values]
    if len(values) == 1 and matches[0] and not alternate:
        stem, number = matches[0].groups()
        return lambda place: f"{stem}{int(number) + place:0{len(number)}}"
    return lambda place: values[place % len(values)]


def _counts(cell: Cell | None) -> bool:
    """Whether a lone number counts on: days do."""
    style = ((cell and cell.format) or {}).get("numberFormat", {})
    return style.get("type") in {"DATE", "DATE_TIME"}


def _numbers(values: list[float], *, counts: bool) -> Series:
    """Return the straight line through numbers, by least squares."""
    size = len(values)
    if size == 1:
        return lambda place: values[0] + place if counts else values[0]
    middle, mean = (size - 1) / 2, sum(values) / size
    spread = sum((i - middle) ** 2 for i in range(size))
    slope = sum((i - middle) * (v - mean) for i, v in enumerate(values)) / spread
    return lambda place: mean + slope * (place - middle)
