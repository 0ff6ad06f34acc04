"""What people do to a sheet, written into the file as they would: never a cell of the desk's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from chalicelib.adapters.xlsx.workbook import XlsxWorkbook
from chalicelib.model.word import Phrase
from chalicelib.tables.cell import Cell, Grid, Patch, folded, plain
from chalicelib.tables.codec import Locale
from chalicelib.tables.diff import cell
from chalicelib.tables.parse import Parsed
from chalicelib.tables.table import Column, Owner
from chalicelib.tables.workbook_read import opened, titles


class Typed(NamedTuple):
    """Somebody types into cells of a record's row."""

    tab: str
    id: str
    cells: Mapping[str, Any]
    """Values by key of the column; None clears a cell, a Phrase is typed as it is said."""
    nth: int = 0
    """Which of the rows is meant, where several bear the id."""


class Added(NamedTuple):
    """Somebody types a new row below the others."""

    tab: str
    cells: Mapping[str, Any]


class Renamed(NamedTuple):
    """Somebody overtypes a heading."""

    tab: str
    was: Phrase
    becomes: Phrase


Edit = Typed | Added | Renamed


class NotTheirsError(Exception):
    """People do not write the desk's columns; carries tab and column."""


class NoSuchPlaceError(LookupError):
    """The sheet has no such row or heading; carries the tab and what was looked for."""


class Sheet(NamedTuple):
    """A tab as a person sees it."""

    parsed: Parsed[Any]
    locale: Locale

    @property
    def grid(self) -> Grid:
        """The cells."""
        return self.parsed.grid

    def patches(self, edit: Edit) -> Iterator[Patch]:
        """Yield the cells that an edit changes."""
        if isinstance(edit, Renamed):
            yield self._renamed(edit)
            return
        row = self._row(edit) if isinstance(edit, Typed) else self._free()
        for key, value in edit.cells.items():
            yield self._typed(row, key, value)

    def _renamed(self, edit: Renamed) -> Patch:
        was = edit.was.said(self.locale.language)
        for index, heading in enumerate(self.grid.rows[0]):
            if folded(heading) == folded(was):
                becomes = edit.becomes.said(self.locale.language)
                return Patch(edit.tab, 1, index + 1, heading, becomes)
        raise NoSuchPlaceError(edit.tab, was)

    def _row(self, edit: Typed) -> int:
        index = self.parsed.at["id"]
        rows = (n for n, row in enumerate(self.grid.rows, start=1) if plain(row[index]) == edit.id)
        found = list(rows)
        if len(found) <= edit.nth:
            raise NoSuchPlaceError(edit.tab, edit.id)
        return found[edit.nth]

    def _free(self) -> int:
        filled = (n for n, row in enumerate(self.grid.rows, start=1) if any(map(plain, row)))
        return max(filled) + 1

    def _typed(self, row: int, key: str, value: Any) -> Patch:
        column = self.parsed.table.fields[key]
        if column.owner is Owner.DESK:
            raise NotTheirsError(self.parsed.table.key, key)
        index = self.parsed.at[key]
        seen = cell(self.grid, row, index)
        return Patch(self.parsed.table.key, row, index + 1, seen, self._cell(column, value))

    def _cell(self, column: Column, value: Any) -> Cell:
        if isinstance(value, Phrase):
            return value.said(self.locale.language)
        return None if value is None else column.codec.writer(self.locale)(value)


def perform(path: Path, edits: Sequence[Edit], now: datetime) -> None:
    """Do to a workbook file what people did, in one saving of it."""
    workbook = XlsxWorkbook(path)
    sheets = workbook.read(titles())
    read = opened(sheets, now)
    locale = read.settings.locale
    patches = [p for edit in edits for p in Sheet(read.parsed[edit.tab], locale).patches(edit)]
    left = workbook.write(sheets, patches).conflicts
    if left:
        raise NoSuchPlaceError(left[0].tab, f"{left[0].row}:{left[0].column}")
