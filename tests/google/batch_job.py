"""What every request of a batch works on, and the checks that many of them share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.google import a1, access
from tests.google import structure as st
from tests.google.batch_undo import Undo
from tests.google.fault import invalid
from tests.google.state import Cell, Rect, Row, Sheet, Spreadsheet, World
from tests.google.structure_refs import living

Spec = dict[str, Any]
Reply = dict[str, Any] | None


@dataclass(slots=True)
class Job:
    """One batch at work."""

    world: World
    book: Spreadsheet
    undo: Undo

    def new_id(self) -> int:
        """Return an id that nothing has yet."""
        return next(self.world.next_id)

    def grid(self, sheet_id: int | None) -> Sheet:
        """Return a sheet to change the cells or objects of; 400 if there is none of that id."""
        sheet = self.book.by_id(sheet_id or 0)
        if sheet is None:
            raise invalid(f"No grid with id: {sheet_id or 0}")
        self.undo.sheet(sheet)
        return sheet

    def rect(self, grid: Spec | None) -> Rect:
        """Return the rectangle of a GridRange that begins inside its sheet."""
        if grid is None:
            raise invalid("No range specified.")
        rect = a1.from_grid(grid, self.book)
        _check_order(rect)
        a1.check_limits(rect, self.book)
        self.undo.sheet(self.book.by_id(rect.sheet))
        return rect

    def block(self, grid: Spec | None) -> tuple[Sheet, Rect]:
        """Return sheet and closed rectangle of a GridRange whose cells the caller may change."""
        rect = self.rect(grid)
        sheet = self.book.by_id(rect.sheet)
        self.check_edit(sheet, rect)
        closed = st.clipped(rect, sheet)
        self.undo.lines(sheet.rows[closed.top : closed.bottom])
        return sheet, closed

    def place(self, coordinate: Spec | None) -> tuple[Sheet, int, int]:
        """Return sheet, row and column of a GridCoordinate."""
        spot = coordinate or {}
        sheet = self.grid(spot.get("sheetId"))
        row, column = spot.get("rowIndex", 0), spot.get("columnIndex", 0)
        for name, index, lines in (("row", row, sheet.rows), ("column", column, sheet.columns)):
            if index < 0:
                raise invalid(f"GridCoordinate.{name}Index[{index}] must not be negative")
            if index >= len(lines):
                last = f"{name[:3]} in grid[{len(lines)}]"
                raise invalid(f"GridCoordinate.{name}Index[{index}] is after last {last}")
        return sheet, row, column

    def check_edit(self, sheet: Sheet, rect: Rect) -> None:
        """Refuse to change cells that are protected from the caller."""
        access.check_editable(self.world, self.book, sheet.id, st.box(rect, sheet))

    def make_room(self, sheet: Sheet, rect: Rect) -> None:
        """Let the grid grow until a closed rectangle fits."""
        for dimension in (st.ROWS, st.COLUMNS):
            missing = st.span_of(rect, dimension)[1] - len(sheet.dimensions(dimension))
            if missing > 0:
                st.grow(self.book, sheet, dimension, missing)

    def structural(self, sheet: Sheet, dimension: str = st.COLUMNS) -> None:
        """Remember what a change of a sheet's structure may touch, in all sheets.

        Whole rows that come, go or move leave what is in them alone.
        """
        if dimension == st.COLUMNS:
            self.undo.whole(sheet)
        self.all_formulas()

    def all_sheets(self) -> None:
        """Remember all sheets, since their order may change."""
        for sheet in self.book.sheets:
            self.undo.sheet(sheet)

    def all_formulas(self) -> None:
        """Remember all sheets and the rows with whatever refers to other cells."""
        self.all_sheets()
        for sheet in self.book.sheets:
            self.undo.lines(row for row, _, _ in living(sheet))


def _check_order(rect: Rect) -> None:
    for name, start, end in (("Row", rect.top, rect.bottom), ("Column", rect.left, rect.right)):
        if (start or 0) < 0:
            raise invalid(f"start{name}Index[{start}] must not be negative")
        if end is not None and end < (start or 0):
            raise invalid(f"end{name}Index[{end}] must be after start{name}Index[{start or 0}]")


def change(row: Row, index: int, how: Callable[[Cell], None]) -> None:
    """Replace a cell by a copy that was changed; by nothing if nothing is left of it."""
    old = row.cell(index)
    cell = Cell() if old is None else old.copy()
    how(cell)
    row.put(index, None if cell.bare() else cell)
