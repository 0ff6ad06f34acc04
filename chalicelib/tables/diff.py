"""Diff: what records should be, as the cells of ours that must change for it."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from operator import attrgetter
from typing import Any

from chalicelib.model.face import shows
from chalicelib.tables.cell import Cell, Grid, Patch
from chalicelib.tables.codec import Locale, Write
from chalicelib.tables.instants import same
from chalicelib.tables.parse import Parsed


class NotOurColumnError(Exception):
    """An automation asked to write what only people may write: tab, id and fields."""


def diff(parsed: Parsed[Any], changes: Sequence[tuple[Any, Any]], locale: Locale) -> list[Patch]:
    """Return the cells of ours that differ for records to read as their new selves.

    A record without a change may have cells that say the same otherwise than the desk writes it.
    Raises NotOurColumnError where a record differs in anything but its face (law 2).
    """
    table = parsed.table
    if not changes and not parsed.uneven:
        return []
    writers = [
        (column.key, parsed.at[column.key], column.codec.writer(locale))
        for column in table.desk
        if column.key in parsed.at
    ]
    own = attrgetter(*(column.key for column in table.own))
    patches: list[Patch] = []
    for old, new in changes:
        if own(old) != own(new):
            raise NotOurColumnError(table.key, new.id, *_strayed(parsed, old, new))
        patches += _face(parsed, new, writers)
    for record in _written_otherwise(parsed, {new.id for _, new in changes}):
        patches += _face(parsed, record, writers)
    return patches


def _written_otherwise(parsed: Parsed[Any], changed: Container[str]) -> Iterator[Any]:
    for record in parsed.records if parsed.uneven else ():
        if parsed.rows[record.id] in parsed.uneven and record.id not in changed:
            yield record


def _strayed(parsed: Parsed[Any], old: Any, new: Any) -> list[str]:
    own = (column.key for column in parsed.table.own)
    return [field for field in own if getattr(old, field) != getattr(new, field)]


def _face(
    parsed: Parsed[Any], record: Any, writers: Sequence[tuple[str, int, Write]]
) -> list[Patch]:
    row, face = parsed.rows[record.id], record.face
    cells, patches = parsed.grid.rows[row - 1], []
    for key, index, write in writers:
        seen, value = cells[index] if index < len(cells) else None, write(shows(face, key))
        if not same(seen, value) and writable(parsed.grid, row, index):
            patches.append(Patch(parsed.table.key, row, index + 1, seen, value, record.id))
    return patches


def cell(grid: Grid, row: int, index: int) -> Cell:
    """Return what stands in a row (from 1) at a position (from 0); None beyond the edge."""
    cells = grid.rows[row - 1] if row <= len(grid.rows) else ()
    return cells[index] if index < len(cells) else None


def given_ids(parsed: Parsed[Any]) -> list[Patch]:
    """Return the ids that the desk gives to filled rows without one."""
    index = parsed.at["id"] if parsed.given else 0
    return [
        Patch(parsed.table.key, row, index + 1, cell(parsed.grid, row, index), name)
        for row, name in parsed.given.items()
        if writable(parsed.grid, row, index)
    ]


def writable(grid: Grid, row: int, index: int) -> bool:
    """Whether the desk may write a cell: never over a formula or into a merged area."""
    return not grid.flaws or (row, index + 1) not in grid.flaws


def swept(parsed: Parsed[Any]) -> list[Patch]:
    """Return the cells of ours to clear in rows that are no record."""
    indexes = [parsed.at[column.key] for column in parsed.table.desk if column.key in parsed.at]
    return [
        Patch(parsed.table.key, row, index + 1, seen, None)
        for row in parsed.stale
        for index in indexes
        if (seen := cell(parsed.grid, row, index)) not in (None, "")
        and writable(parsed.grid, row, index)
    ]


def listing(parsed: Parsed[Any], lines: Sequence[Any], locale: Locale) -> list[Patch]:
    """Return the cells to change for a tab of ours to hold exactly these lines."""
    table, grid = parsed.table, parsed.grid
    writers = [
        (parsed.at[column.key], column.key, column.codec.writer(locale))
        for column in table.columns
        if column.key in parsed.at
    ]
    patches = []
    for row in range(2, max(len(lines) + 1, len(grid.rows)) + 1):
        line = lines[row - 2] if row - 2 < len(lines) else None
        for index, key, write in writers:
            seen = cell(grid, row, index)
            value = None if line is None else write(getattr(line, key))
            if not same(seen, value) and writable(grid, row, index):
                patches.append(Patch(table.key, row, index + 1, seen, value))
    return patches
