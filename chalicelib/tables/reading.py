"""Reading: the cells of a tab, column by column, as values; flaws become Problems."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Generic, TypeVar

from chalicelib.model.problem import Problem, Rank
from chalicelib.tables import saying
from chalicelib.tables.cell import Cell, Flaw, Grid
from chalicelib.tables.codec import Codec, Locale, Noted, Read
from chalicelib.tables.saying import Unreadable
from chalicelib.tables.table import Column, Owner, Table

R = TypeVar("R")


@dataclass
class Parsed(Generic[R]):
    """What a tab holds: records, where each stands, and what a person must fix."""

    table: Table[R]
    grid: Grid
    at: Mapping[str, int]
    """Where each column stands, from 0; columns missing or doubled are absent."""
    records: list[R] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=dict)
    """Row of each record by id, headings being row 1."""
    given: dict[int, str] = field(default_factory=dict)
    """Ids that the desk gives, by row."""
    stale: list[int] = field(default_factory=list)
    """Rows that are no record, emptied or not to be told apart: cells of ours are left over."""
    uneven: set[int] = field(default_factory=set)
    """Rows where a cell of ours says what it should, but not as the desk writes it: 'overdue' in a
    Chinese workbook, a date typed as text."""
    unread: dict[str, frozenset[str]] = field(default_factory=dict)
    """By id, the fields that hold something that cannot be read."""
    problems: list[Problem] = field(default_factory=list)

    @cached_property
    def names(self) -> Mapping[int, str]:
        """Id of the record in each row; few runs ask."""
        return {row: name for name, row in self.rows.items()}


def read_all(codec: Codec, read: Read, cells: Sequence[Cell]) -> list[Any]:
    """Return the values of cells: at once where they are ordinary, else those not empty."""
    whole = codec.whole(read)(cells) if codec.whole else None
    if whole is not None:
        return whole
    empty = codec.empty
    return [read(cell) if cell or cell not in EMPTY else empty for cell in cells]


EMPTY = (None, "")


class Reading:
    """The cells of a tab, column by column, as values."""

    def __init__(self, parsed: Parsed[Any], locale: Locale) -> None:
        self.parsed = parsed
        self.locale = locale
        self.numbers, self.cells = _filled(parsed)
        self.bad: dict[int, set[str]] = defaultdict(set)
        self.flaws = _flaws_by_column(parsed)

    def column(self, column: Column) -> list[Any]:
        """Return a column's values, one a row; unreadable ones as the codec's empty."""
        index = self.parsed.at.get(column.key)
        if index is None:
            return [column.codec.empty] * len(self.numbers)
        noted: Noted = {}
        read = column.codec.reader(self.locale, noted)
        cells = self.cells[index]
        try:
            values = read_all(column.codec, read, cells)
        except Unreadable:
            values = [self._one(read, n, column, cell) for n, cell in enumerate(cells)]
        self._notes(column, noted, cells)
        self._flawed(column, index)
        if column.required:
            self._gaps(column, values)
        return values

    def _one(self, read: Any, n: int, column: Column, cell: Cell) -> Any:
        try:
            return read(cell)
        except Unreadable as found:
            self.wrong(n, column, found.what)
            return column.codec.empty

    def wrong(self, n: int, column: Column, what: Any, rank: Rank = Rank.CELL) -> None:
        """Note what is wrong with a cell; all but oddities leave its field unread."""
        row = self.numbers[n]
        if rank is not Rank.LOW:
            self.bad[row].add(column.key)
        self.parsed.problems.append(Problem(self.parsed.table.key, row, column.key, what, rank))

    def _notes(self, column: Column, noted: Noted, cells: Sequence[Cell]) -> None:
        if noted:
            for n, cell in enumerate(cells):
                if cell in noted:
                    self.wrong(n, column, noted[cell], Rank.LOW)

    def _flawed(self, column: Column, index: int) -> None:
        said = {Flaw.ERROR: saying.ERROR_CELL, Flaw.MERGED: saying.MERGED_CELL}
        rows = self.flaws.get(index, {})
        for n, row in enumerate(self.numbers if rows else ()):
            if rows.get(row) in said:
                self.wrong(n, column, said[rows[row]])

    def overwritten(self, desk: Sequence[Column]) -> None:
        """Note cells of ours that a formula or a merged area keeps from being written."""
        for column in desk:
            index = self.parsed.at.get(column.key, -1)
            for row in sorted(self.flaws.get(index, {})):
                problem = Problem(self.parsed.table.key, row, column.key, saying.NOT_OURS)
                self.parsed.problems.append(problem)

    def _gaps(self, column: Column, values: list[Any]) -> None:
        empty = column.codec.empty
        if column.key == "id" or empty not in values:
            return
        for n, value in enumerate(values):
            if value == empty and column.key not in self.bad.get(self.numbers[n], ()):
                self.wrong(n, column, saying.EMPTY)


def _filled(parsed: Parsed[Any]) -> tuple[list[int], list[Sequence[Cell]]]:
    """Return the numbers of the rows that people filled, and the cells by position."""
    width = max(parsed.at.values()) + 1
    ours = {c.key for c in parsed.table.columns if c.owner is Owner.DESK}
    theirs = [i for key, i in parsed.at.items() if key not in ours]
    mine = [i for key, i in parsed.at.items() if key in ours]
    numbers, rows = [], []
    for number, row in enumerate(parsed.grid.rows[1:], start=2):
        cells = row if len(row) >= width else [*row, *[None] * (width - len(row))]
        if _holds(cells, theirs):
            numbers.append(number)
            rows.append(cells)
        elif _holds(cells, mine):
            parsed.stale.append(number)
    return numbers, list(zip(*rows, strict=False)) if rows else [()] * width


def _holds(cells: Sequence[Cell], places: Sequence[int]) -> bool:
    """Whether one of some cells holds anything but blanks."""
    for place in places:
        cell = cells[place]
        if cell is not None and not (isinstance(cell, str) and not cell.strip()):
            return True
    return False


def _flaws_by_column(parsed: Parsed[Any]) -> dict[int, dict[int, Flaw]]:
    flaws: dict[int, dict[int, Flaw]] = defaultdict(dict)
    for (row, column), flaw in parsed.grid.flaws.items():
        flaws[column - 1][row] = flaw
    return flaws
