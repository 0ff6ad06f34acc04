"""The rows and cells of one sheet as they lie in its XML, positions implied or told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from chalicelib.adapters.xlsx.places import Area, area_of, column_of, letters_of
from chalicelib.adapters.xlsx.words import ODD, PART_MISSING, UnfitError
from chalicelib.adapters.xlsx.xml import (
    inside_end,
    opening,
    prefix,
    scattered,
    shadow,
    span,
    tag,
    tags,
)
from chalicelib.tables.cell import Place

_ROW_TOLD = re.compile(rb"""\sr\s*=\s*["'](\d+)["']""")
_PLACE_TOLD = re.compile(rb"""\sr\s*=\s*["']([A-Z]{1,3})(\d{1,7})["']""")


class Row(NamedTuple):
    """One row: its number and its opening tag."""

    number: int
    found: re.Match[bytes]


class SheetXml:
    """One sheet's XML to look around in; ``seen`` has the offsets of ``xml``."""

    def __init__(self, xml: bytes) -> None:
        self.xml = xml
        self.seen = shadow(xml)
        self.prefix = prefix(self.seen)
        found = span(self.seen, self.name(b"sheetData"))
        if found is None:
            raise UnfitError(PART_MISSING, part="sheetData")
        self.block, self.block_end = found

    def name(self, local: bytes) -> bytes:
        """Return an element's name with the namespace prefix of this sheet."""
        return self.prefix + local

    def formulas(self) -> Iterator[re.Match[bytes]]:
        """Yield the opening tags of formulas."""
        return scattered(self.seen, self.name(b"f"), self.block.end, self.block_end)

    def rows(self) -> Iterator[Row]:
        """Yield the rows from top to bottom; refuse a sheet whose rows are not in order."""
        number = 0
        for found in scattered(self.seen, self.name(b"row"), self.block.end, self.block_end):
            told = _ROW_TOLD.search(found[1])
            last, number = number, int(told[1]) if told else number + 1
            if number <= last:
                raise UnfitError(ODD, part="row order")
            yield Row(number, found)

    def inside(self, row: Row) -> tuple[int, int]:
        """Return where a row's cells begin and end."""
        found = tag(row.found)
        return found.end, inside_end(self.seen, self.name(b"row"), found)

    def cells(self, row: Row) -> Iterator[tuple[int, re.Match[bytes]]]:
        """Yield a row's cells with their columns; refuse a row that is not in order."""
        column = 0
        for found in opening(self.name(b"c")).finditer(self.seen, *self.inside(row)):
            told = place_told(found)
            last, column = column, told[1] if told else column + 1
            if column <= last:
                raise UnfitError(ODD, part="cell order")
            yield column, found

    def cell_at(self, row: Row, column: int) -> re.Match[bytes] | None:
        """Return a cell whose reference is written in the usual way, without a search."""
        told = b' r="%b%d"' % (letters_of(column).encode(), row.number)
        begin, end = self.inside(row)
        at = self.seen.find(told, begin, end)
        start = self.seen.rfind(b"<", begin, at) if at >= 0 else -1
        found = opening(self.name(b"c")).match(self.seen, start) if start >= 0 else None
        return found if found and found.end() > at else None

    def last_cell(self, row: Row) -> re.Match[bytes] | None:
        """Return the last cell of a row."""
        begin, end = self.inside(row)
        found = self.cell_before(end)
        return found if found and found.start() >= begin else None

    def cell_before(self, offset: int) -> re.Match[bytes] | None:
        """Return the last cell that opens before an offset."""
        start = self.seen.rfind(b"<" + self.name(b"c"), self.block.end, offset)
        return opening(self.name(b"c")).match(self.seen, start) if start >= 0 else None


def place_told(cell: re.Match[bytes]) -> Place | None:
    """Return the place a cell names, or None when it only stands next to another."""
    told = _PLACE_TOLD.search(cell[1])
    return (int(told[2]), column_of(told[1])) if told else None


def merges(sheet: SheetXml) -> list[Area]:
    """Return the merged areas of a sheet."""
    found = tags(sheet.seen, sheet.name(b"mergeCell"), sheet.block_end)
    return [area_of(merge.get(b"ref")) for merge in found]


def arrays(sheet: SheetXml) -> list[Area]:
    """Return the areas that one formula fills: array formulas and what-if tables."""
    told = (tag(found) for found in sheet.formulas() if b"ref" in found[1])
    return [area_of(f.get(b"ref")) for f in told if f.get(b"t") in ("array", "dataTable")]
