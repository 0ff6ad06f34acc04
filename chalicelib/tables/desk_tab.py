"""The Desk tab: in strict mode, the face of every record under the key that lookups ask for."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import count, islice
from typing import Any

from chalicelib.model.face import BLANK, GARBLED, Face, face_of, shows
from chalicelib.model.lines import DeskLine
from chalicelib.tables.cell import Cell, Patch, plain
from chalicelib.tables.codec import Locale
from chalicelib.tables.diff import cell
from chalicelib.tables.instants import same
from chalicelib.tables.parse import Parsed
from chalicelib.tables.saying import Unreadable
from chalicelib.tables.workbook import DESK

SHOWN = tuple(column for column in DESK.columns if column not in DESK.own)
"""What the tab holds of a face."""


def looked_up_as(tab: str, name: str) -> str:
    """Return what a record is looked up by: tab and id, blanks as a lookup trims them."""
    return f"{tab}/{' '.join(filter(None, name.split(' ')))}"


def held(tab: Parsed[DeskLine] | None, locale: Locale) -> dict[str, Face]:
    """Return the faces that the tab holds, by key; the first of a doubled key counts."""
    if tab is None or not whole(tab):
        return {}
    readers = [(c.key, tab.at[c.key], c.codec.reader(locale, {})) for c in SHOWN]
    faces: dict[str, Face] = {}
    for row in range(2, len(tab.grid.rows) + 1):
        cells = [(key, read, cell(tab.grid, row, at)) for key, at, read in readers]
        if key := _key(tab, row):
            faces.setdefault(key, _face(cells))
    return faces


def _face(cells: Sequence[tuple[str, Any, Cell]]) -> Face:
    try:
        return face_of({key: read(c) for key, read, c in cells if c not in (None, "")})
    except Unreadable:
        return GARBLED


def whole(tab: Parsed[DeskLine]) -> bool:
    """Whether every column stands: lines without one of them would say of a record what is not so."""
    return all(column.key in tab.at for column in DESK.columns)


def _key(tab: Parsed[DeskLine], row: int) -> str:
    return plain(cell(tab.grid, row, tab.at["key"]))


def desk_lines(
    tab: Parsed[Any], changes: Mapping[str, Face], apart: Collection[str]
) -> Iterator[DeskLine]:
    """Yield a line for each face of a tab's records that is not blank.

    ``apart`` are the ids, folded, of records that a lookup cannot tell from another.
    """
    for record in tab.records:
        face = changes.get(record.id, record.face)
        if face not in (BLANK, GARBLED) and record.id.casefold() not in apart:
            yield DeskLine(looked_up_as(tab.table.key, record.id), face)


def desk_patches(
    tab: Parsed[DeskLine], lines: Sequence[DeskLine], locale: Locale
) -> Iterator[Patch]:
    """Yield the cells to change for the tab to hold exactly these lines, in any order.

    A line stays where it stands, and is written whole: whatever somebody sorts meanwhile, no
    face comes to stand beside another record's key.
    """
    writers = [(tab.at[c.key] + 1, c.key, c.codec.writer(locale)) for c in DESK.columns]
    placed = _in_place(tab, lines)
    for row in range(2, max([len(tab.grid.rows), *placed]) + 1):
        line = placed.get(row)
        wanted = [(at, write(_told(line, k)) if line else None) for at, k, write in writers]
        seen = [cell(tab.grid, row, at - 1) for at, _ in wanted]
        if not all(same(was, value) for was, (_, value) in zip(seen, wanted, strict=True)):
            for was, (at, value) in zip(seen, wanted, strict=True):
                yield Patch(DESK.key, row, at, was, value)


def _told(line: DeskLine, key: str) -> Any:
    return line.key if key == "key" else shows(line.face, key)


def _in_place(tab: Parsed[DeskLine], lines: Sequence[DeskLine]) -> dict[int, DeskLine]:
    """Return each line's row: where its key stands already, else the first that is free."""
    flawed = {row for row, _ in tab.grid.flaws}
    rows = list(islice((row for row in count(2) if row not in flawed), len(lines)))
    left = {line.key: line for line in lines}
    placed = {row: left.pop(key) for row in rows if (key := _key(tab, row)) in left}
    free = (row for row in rows if row not in placed)
    return placed | dict(zip(free, left.values(), strict=False))
