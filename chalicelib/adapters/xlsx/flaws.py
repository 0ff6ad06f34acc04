"""What a sheet's values do not show: errors, formulas, merged cells, stray cells far away."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property

from chalicelib.adapters.xlsx.places import letters_of
from chalicelib.adapters.xlsx.rows import Row, SheetXml, arrays, merges, place_told
from chalicelib.adapters.xlsx.words import SPREAD, UnfitError
from chalicelib.adapters.xlsx.xml import tag
from chalicelib.tables.cell import Flaw, Place

_SHOWN = re.compile(rb">\s*#")
MOST_CELLS = 10_000_000
"""How large a tab's rectangle may be; the reader takes memory for all of it."""


class Flaws:
    """The flaws of one sheet, found by looking at few of its cells."""

    def __init__(self, sheet: SheetXml) -> None:
        self._sheet = sheet
        self._rows = list(sheet.rows())

    def found(self, rows: int, columns: int) -> dict[Place, Flaw]:
        """Return the flaws inside a grid of that size; an error outranks a formula."""
        found: dict[Place, Flaw] = {}
        for area in merges(self._sheet):
            corner = (area.top, area.left)
            found |= {p: Flaw.MERGED for p in area.within(rows, columns) if p != corner}
        for area in arrays(self._sheet):
            found |= dict.fromkeys(area.within(rows, columns), Flaw.FORMULA)
        found |= dict.fromkeys(self._formulas(), Flaw.FORMULA)
        return found | dict.fromkeys(self._errors(), Flaw.ERROR)

    def _formulas(self) -> Iterator[Place]:
        for formula in self._sheet.formulas():
            cell = self._sheet.cell_before(formula.start())
            if cell:
                yield self._place(cell)

    def _errors(self) -> Iterator[Place]:
        """Yield where an error shows: every error's text begins with #."""
        block, end = self._sheet.block, self._sheet.block_end
        for shown in _SHOWN.finditer(self._sheet.seen, block.end, end):
            cell = self._sheet.cell_before(shown.start())
            if cell and tag(cell).get(b"t") == "e":
                yield self._place(cell)

    def _place(self, cell: re.Match[bytes]) -> Place:
        return place_told(cell) or self._counted(cell)

    @cached_property
    def _starts(self) -> list[int]:
        return [row.found.start() for row in self._rows]

    def _counted(self, cell: re.Match[bytes]) -> Place:
        row = self._rows[bisect_right(self._starts, cell.start()) - 1]
        columns = (n for n, found in self._sheet.cells(row) if found.start() == cell.start())
        return row.number, next(columns, 0)

    def check_reach(self, title: str) -> None:
        """Raise UnfitError when a stray value far away would cost the reader its memory."""
        row, column = self._reach()
        if row * column > MOST_CELLS:
            raise UnfitError(SPREAD, tab=title, row=row, column=letters_of(column))

    def _reach(self) -> Place:
        """Return the last row and column, and where they are far, without mere styles."""
        last = self._rows[-1].number if self._rows else 0
        widest = max(map(self._width, self._rows), default=0)
        if last * widest <= MOST_CELLS:
            return last, widest
        filled = [(row.number, self._filled(row)) for row in self._rows]
        held = [(number, width) for number, width in filled if width]
        return max((n for n, _ in held), default=0), max((w for _, w in held), default=0)

    def _width(self, row: Row) -> int:
        last = self._sheet.last_cell(row)
        return self._place(last)[1] if last else 0

    def _filled(self, row: Row) -> int:
        """Return a row's last column that is more than a style."""
        cells = [n for n, found in self._sheet.cells(row) if not found[1].endswith(b"/")]
        return max(cells, default=0)
