"""Patches the cells of one sheet by their bytes; all that is not patched stays as it was."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from chalicelib.adapters.xlsx.places import Area, area_of, covered, letters_of, swallowed
from chalicelib.adapters.xlsx.rows import Row, SheetXml, arrays, merges, place_told
from chalicelib.adapters.xlsx.values import content
from chalicelib.adapters.xlsx.xml import Edit, opening, outside_end, rewritten, spliced, tag, tags
from chalicelib.tables.cell import Cell, Place, Serial


class Ink(NamedTuple):
    """How values are written in this workbook."""

    dated: Callable[[int], int]
    """Gives the style that shows an instant in place of another style."""
    since_1904: bool


class Patched(NamedTuple):
    """A sheet after patching."""

    xml: bytes
    refused: set[Place]
    """Formulas, merged-away cells and table headings, which were left alone."""


Wanted = tuple[int, Cell]
"""A column and what it should hold."""


class Patching:
    """One sheet while it is patched."""

    def __init__(self, sheet: SheetXml, ink: Ink, headings: Iterable[Area] = ()) -> None:
        self._sheet, self._ink, self._headings = sheet, ink, headings
        self._formula = opening(sheet.name(b"f"))
        self._cell_name, self._row_name = sheet.name(b"c"), sheet.name(b"row")
        self._columns = _column_styles(sheet)
        self._refused: set[Place] = set()
        self._written: list[Place] = []

    def patched(self, values: Mapping[Place, Cell]) -> Patched:
        """Return the sheet with the values written, but where none may be."""
        places = sorted(values)
        barred = covered([*arrays(self._sheet), *self._headings], places)
        self._refused = barred | swallowed(merges(self._sheet), places)
        wanted: dict[int, list[Wanted]] = {}
        for row, column in places:
            if (row, column) not in self._refused:
                wanted.setdefault(row, []).append((column, values[row, column]))
        edits = list(self._edits(wanted))
        return Patched(spliced(self._sheet.xml, [*edits, *self._dimension()]), self._refused)

    def _edits(self, wanted: Mapping[int, Sequence[Wanted]]) -> Iterator[Edit]:
        left = deque(wanted)
        for row in self._sheet.rows():
            while left and left[0] < row.number:
                number = left.popleft()
                yield (row.found.start(), row.found.start(), self._new_row(number, wanted[number]))
            if left and left[0] == row.number:
                yield from self._row(row, wanted[left.popleft()])
            if not left:
                return
        yield self._appended(b"".join(self._new_row(n, wanted[n]) for n in left))

    def _appended(self, rows: bytes) -> Edit:
        block, end = self._sheet.block, self._sheet.block_end
        if rows and block.closed:
            name = self._sheet.name(b"sheetData")
            return (block.start, block.end, b"<%b>%b</%b>" % (name, rows, name))
        return (end, end, rows)

    def _new_row(self, number: int, wanted: Sequence[Wanted]) -> bytes:
        cells = b"".join(self._new_cell((number, column), "", value) for column, value in wanted)
        name = self._row_name
        return b'<%b r="%d">%b</%b>' % (name, number, cells, name) if cells else b""

    def _row(self, row: Row, wanted: Sequence[Wanted]) -> list[Edit]:
        edits = [edit for edit in self._cell_edits(row, wanted) if edit[2]]
        old = tag(row.found)
        spans = old.get(b"spans") if b"spans" in old.attributes else ""
        outgrown = _outgrown(spans, wanted)
        if not edits or not (outgrown or old.closed):
            return edits
        changes = {b"spans": None} if outgrown else {}
        opened = rewritten(self._row_name, old._replace(closed=False), changes)
        if old.closed:
            opened += b"".join(cell for _, _, cell in edits) + b"</" + self._row_name + b">"
        return [(old.start, old.end, opened), *([] if old.closed else edits)]

    def _cell_edits(self, row: Row, wanted: Sequence[Wanted]) -> Iterator[Edit]:
        last = self._sheet.last_cell(row)
        told = place_told(last) if last else None
        if last and told and told[1] < wanted[0][0]:
            return self._appended_to(row, last, wanted)
        known = [self._sheet.cell_at(row, column) for column, _ in wanted]
        if not all(known):
            return self._merged_in(row, wanted)
        pairs = zip(wanted, known, strict=True)
        return (self._replaced((row.number, c), at, value) for (c, value), at in pairs if at)

    def _appended_to(
        self, row: Row, last: re.Match[bytes] | None, wanted: Iterable[Wanted]
    ) -> Iterator[Edit]:
        """Yield edits behind a row's last cell."""
        style, at = _row_style(row), row.found.end()
        if last:
            at = outside_end(self._sheet.seen, self._cell_name, tag(last))
        for column, value in wanted:
            yield (at, at, self._new_cell((row.number, column), style, value))

    def _merged_in(self, row: Row, wanted: Sequence[Wanted]) -> Iterator[Edit]:
        """Yield edits for a row where some cells are new or imply their place."""
        left, style = deque(wanted), _row_style(row)
        for here, cell in self._sheet.cells(row):
            while left and left[0][0] < here:
                column, value = left.popleft()
                new = self._new_cell((row.number, column), style, value)
                yield (cell.start(), cell.start(), new)
            if left and left[0][0] == here:
                yield self._replaced((row.number, here), cell, left.popleft()[1])
            if not left:
                return
        yield from self._appended_to(row, self._sheet.last_cell(row), left)

    def _replaced(self, place: Place, cell: re.Match[bytes], value: Cell) -> Edit:
        found = tag(cell)
        end = outside_end(self._sheet.seen, self._cell_name, found)
        if self._formula.search(self._sheet.seen, found.end, end):
            self._refused.add(place)
            return (end, end, b"")
        return (found.start, end, self._cell(place, found.get(b"s"), value))

    def _new_cell(self, place: Place, style: str, value: Cell) -> bytes:
        if value is None or value == "":
            return b""
        self._written.append(place)
        return self._cell(place, style or self._column_style(place[1]), value)

    def _cell(self, place: Place, style: str, value: Cell) -> bytes:
        told = str(self._ink.dated(int(style or 0))) if isinstance(value, Serial) else style
        attributes = b' r="%b%d"' % (letters_of(place[1]).encode(), place[0])
        attributes += b' s="%b"' % told.encode() if told else b""
        name = self._cell_name
        if value is None or value == "":
            return b"<%b%b/>" % (name, attributes)
        kind, inside = content(value, self._sheet.prefix, since_1904=self._ink.since_1904)
        return b"<%b%b%b>%b</%b>" % (name, attributes, kind, inside, name)

    def _column_style(self, column: int) -> str:
        return next((s for low, high, s in self._columns if low <= column <= high), "")

    def _dimension(self) -> list[Edit]:
        name = self._sheet.name(b"dimension")
        found = next(tags(self._sheet.seen, name, 0, self._sheet.block.start), None)
        if found is None or not self._written:
            return []
        old = area_of(found.get(b"ref"))
        new = old.grown(self._written)
        reference = f"{letters_of(new.left)}{new.top}:{letters_of(new.right)}{new.bottom}"
        changed = rewritten(name, found, {b"ref": reference})
        return [(found.start, found.end, changed)] if new != old else []


def _outgrown(spans: str, wanted: Sequence[Wanted]) -> bool:
    """Return whether a row's hint about its columns is no longer true."""
    first, _, last = spans.partition(":")
    told = first.isdigit() and last.isdigit()
    holds = told and int(first) <= wanted[0][0] and wanted[-1][0] <= int(last)
    return bool(spans) and not holds


def _row_style(row: Row) -> str:
    """Return the style that new cells of a row take before their column's."""
    opened = tag(row.found)
    if b"customFormat" in opened.attributes and opened.get(b"customFormat") in ("1", "true"):
        return opened.get(b"s")
    return ""


def _column_styles(sheet: SheetXml) -> list[tuple[int, int, str]]:
    found = tags(sheet.seen, sheet.name(b"col"), 0, sheet.block.start)
    told = ((t.get(b"min"), t.get(b"max"), t.get(b"style")) for t in found)
    return [(int(low), int(high), style) for low, high, style in told if style]
