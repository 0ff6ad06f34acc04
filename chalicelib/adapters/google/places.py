"""Which column of a spreadsheet a patch means, by tag; and the entries of a write call."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from chalicelib.adapters.google.layout import Tag, lookup
from chalicelib.tables.cell import Cell, Patch, Sheets, plain
from chalicelib.tables.diff import cell, writable
from chalicelib.tables.layout import laid_out
from chalicelib.tables.table import Owner, Room, Table
from chalicelib.tables.workbook import BY_KEY

MOST = 1_900_000
"""Characters of one write call; Google recommends 2 MB at most."""
BLANK = 6
"""Characters that an untouched cell above the last one written costs: null and a comma."""


class Column(NamedTuple):
    """A column of a tab, by the desk's names."""

    tab: str
    key: str

    @property
    def tag(self) -> str:
        """What its tag says."""
        return f"{self.tab}.{self.key}"


class Places(NamedTuple):
    """Where the columns of the tabs stood when they were read."""

    at: Mapping[Column, int]
    """From 0."""
    named: Mapping[tuple[str, int], Column]
    """By tab and index."""


def places(sheets: Sheets) -> Places:
    """Return where the columns stood that bear a tag."""
    index: dict[Column, int] = {}
    for key, grid in sheets.grids.items():
        at = laid_out(BY_KEY[key], grid.rows[0] if grid.rows else ()).at
        index |= {Column(key, c): at[c] for c in tagged(BY_KEY[key]) if c in at}
    return Places(index, {(column.tab, at): column for column, at in index.items()})


def tagged(table: Table[Any]) -> list[str]:
    """Return the keys of a tab's columns that bear a tag: what we write, and the ids."""
    if table.room is Room.DESK:
        return [column.key for column in table.columns]
    return [c.key for c in table.columns if c.key == "id" or c.owner is Owner.DESK]


def checked(tab: str) -> bool:
    """Whether the rows of a tab are told apart by an id, which the answer must show."""
    return BY_KEY[tab].room is not Room.DESK


def written(column: Column) -> bool:
    """Whether the desk writes a column; ids it only gives where there is none."""
    return column.key != "id" or not checked(column.tab)


class Wish(NamedTuple):
    """A cell to write, by column; the row from 1."""

    column: Column
    row: int
    value: Cell
    id: str


def wishes(
    patches: Sequence[Patch], sheets: Sheets, where: Places
) -> tuple[list[Wish], list[Patch]]:
    """Return patches by column, and those whose column we do not know.

    A wish is for the row that bears what stood as the id when it was read, readable or not.
    The lines of our own tabs have none: each is wished whole, so that however rows were moved
    meanwhile, no cell of it comes to stand beside those of another.
    """
    found, homeless = [], []
    lines: dict[tuple[str, int], set[Column]] = defaultdict(set)
    for patch in patches:
        column = where.named.get((patch.tab, patch.column - 1))
        if column is None:
            homeless.append(patch)
            continue
        if not checked(patch.tab):
            lines[patch.tab, patch.row].add(column)
        found.append(Wish(column, patch.row, patch.value, _stood(sheets, where, patch)))
    return [*found, *_rest(sheets, where, lines)], homeless


def _stood(sheets: Sheets, where: Places, patch: Patch) -> str:
    at = where.at.get(Column(patch.tab, "id")) if checked(patch.tab) else None
    return "" if at is None else plain(cell(sheets.grids[patch.tab], patch.row, at))


def _rest(
    sheets: Sheets, where: Places, lines: Mapping[tuple[str, int], set[Column]]
) -> Iterator[Wish]:
    """Yield what stands in the other cells of lines of which some are written."""
    for column, at in where.at.items():
        grid = sheets.grids[column.tab]
        for row in (row for tab, row in lines if tab == column.tab):
            if column not in lines[column.tab, row] and writable(grid, row, at):
                yield Wish(column, row, cell(grid, row, at), "")


def bands(asked: Sequence[Wish]) -> Iterator[list[Wish]]:
    """Yield wishes in pieces that fit one call each, tab by tab and from the top down."""
    piece: list[Wish] = []
    size = 0
    lows: dict[Column, int] = {}
    for wish in sorted(asked, key=lambda w: (w.column.tab, w.row)):
        low = lows.get(wish.column, 0)
        cost = len(json.dumps(wish.value)) + 1 + (wish.row - low - 1) * BLANK
        if piece and size + cost > MOST:
            yield piece
            piece, size, lows = [], 0, {}
            cost = len(json.dumps(wish.value)) + 1 + (wish.row - 1) * BLANK
        piece.append(wish)
        size += cost
        lows[wish.column] = wish.row
    if piece:
        yield piece


def entries(asked: Sequence[Wish], tags: Mapping[str, Tag]) -> list[dict[str, Any]]:
    """Return the entries of one write call; the ids of each tab are asked for, not written."""
    columns: dict[Column, list[Cell]] = defaultdict(list)
    for tab in sorted({wish.column.tab for wish in asked}):
        if checked(tab):
            columns[Column(tab, "id")] = [None]
    for wish in sorted(asked, key=lambda w: (w.column, w.row)):
        values = columns[wish.column]
        values += [None] * (wish.row - len(values))
        values[wish.row - 1] = "" if wish.value is None else wish.value
    return [entry(lookup(tags[column.tag]), values) for column, values in columns.items()]


def entry(place: Mapping[str, Any], values: Sequence[Cell]) -> dict[str, Any]:
    """Return the entry of a write call for a column, from the first row down."""
    return {"dataFilter": place, "majorDimension": "COLUMNS", "values": [values]}


def body(asked: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return a write call that is answered with what the columns hold then."""
    return {
        "valueInputOption": "RAW",
        "data": list(asked),
        "includeValuesInResponse": True,
        "responseValueRenderOption": "UNFORMATTED_VALUE",
        "responseDateTimeRenderOption": "SERIAL_NUMBER",
    }


def answered(
    answer: Mapping[str, Any], columns: Sequence[Column], tags: Mapping[str, Tag]
) -> dict[Column, list[Cell]]:
    """Return what each column held once the write was done, by the tags that were asked for."""
    by_id = {tags[column.tag].id: column for column in columns}
    found: dict[Column, list[Cell]] = {}
    for response in answer.get("responses", ()):
        sought = response.get("dataFilter", {}).get("developerMetadataLookup", {})
        column = by_id.get(sought.get("metadataId", -1))
        if column is not None:
            rows = response.get("updatedData", {}).get("values", ())
            found[column] = list(rows[0]) if rows else []
    return found
