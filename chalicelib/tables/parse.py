"""Parse: the rows of a tab become records; what cannot be read becomes Problems."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from chalicelib.model.face import BLANK, GARBLED, Face
from chalicelib.model.problem import Problem, Rank
from chalicelib.tables import saying
from chalicelib.tables.cell import Cell, Flaw, Grid, plain, shown
from chalicelib.tables.codec import Locale, Noted
from chalicelib.tables.layout import laid_out
from chalicelib.tables.saying import Unreadable
from chalicelib.tables.table import Column, Owner, Room, Table

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
    names: dict[int, str] = field(default_factory=dict)
    """Id of the record in each row."""
    given: dict[int, str] = field(default_factory=dict)
    """Ids that the desk gives, by row."""
    stale: list[int] = field(default_factory=list)
    """Rows that people emptied, where cells of ours are left over."""
    unread: dict[str, frozenset[str]] = field(default_factory=dict)
    """By id, the fields that hold something that cannot be read."""
    problems: list[Problem] = field(default_factory=list)


class _Reading:
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
            values = list(map(read, cells))
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


def parse(table: Table[R], grid: Grid, locale: Locale) -> Parsed[R]:
    """Turn a tab's rows into records and problems; one bad row never stops the others.

    A row with an empty id is given one; rows that share an id are left alone until a
    person tells them apart; a cell that cannot be read leaves its field empty and is
    listed in ``unread``, so that what depends on it can say so.
    """
    layout = laid_out(table, grid.rows[0] if grid.rows else ())
    parsed = Parsed(table, grid, layout.at, problems=list(layout.problems))
    if "id" not in layout.at or table.room is Room.DESK:
        return parsed
    reading = _Reading(parsed, locale)
    columns = [reading.column(column) for column in table.own]
    faces = _faces(reading)
    ids = _ids(reading, columns[0])
    keep = _single(parsed, reading, ids)
    columns[0] = ids
    own = zip(*columns, strict=True)
    parsed.records = [
        table.make(values, face) for values, face, one in zip(own, faces, keep, strict=True) if one
    ]
    for row, name, one in zip(reading.numbers, ids, keep, strict=True):
        if one:
            parsed.rows[name] = row
            parsed.names[row] = name
            if row in reading.bad:
                parsed.unread[name] = frozenset(reading.bad[row])
    return parsed


def _filled(parsed: Parsed[Any]) -> tuple[list[int], list[Sequence[Cell]]]:
    """Return the numbers of the rows that people filled, and the cells by position."""
    width = max(parsed.at.values()) + 1
    ours = {c.key for c in parsed.table.columns if c.owner is Owner.DESK}
    theirs = [i for key, i in parsed.at.items() if key not in ours]
    numbers, rows = [], []
    for number, row in enumerate(parsed.grid.rows[1:], start=2):
        cells = row if len(row) >= width else [*row, *[None] * (width - len(row))]
        if any(not _blank(cells[i]) for i in theirs):
            numbers.append(number)
            rows.append(cells)
        elif any(not _blank(cells[parsed.at[key]]) for key in ours & parsed.at.keys()):
            parsed.stale.append(number)
    return numbers, list(zip(*rows, strict=False)) if rows else [()] * width


def _blank(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def _flaws_by_column(parsed: Parsed[Any]) -> dict[int, dict[int, Flaw]]:
    flaws: dict[int, dict[int, Flaw]] = defaultdict(dict)
    for (row, column), flaw in parsed.grid.flaws.items():
        flaws[column - 1][row] = flaw
    return flaws


def _faces(reading: _Reading) -> list[Face]:
    """Return each row's face as it stands; cells of ours that were garbled make it GARBLED."""
    desk = reading.parsed.table.desk
    if not desk:
        return [BLANK] * len(reading.numbers)
    reading.overwritten(desk)
    values = [_lenient(reading, column) for column in desk]
    faces: dict[tuple[Any, ...], Face] = {}
    out = []
    for cells in zip(*values, strict=True):
        if cells not in faces:
            faces[cells] = GARBLED if _Garbled in cells else Face(*cells)
        out.append(faces[cells])
    return out


class _Garbled:
    """Stands for a cell of ours that does not read as what we write there."""


def _lenient(reading: _Reading, column: Column) -> list[Any]:
    index = reading.parsed.at.get(column.key)
    if index is None:
        return [column.codec.empty] * len(reading.numbers)
    read = column.codec.reader(reading.locale, {})
    try:
        return list(map(read, reading.cells[index]))
    except Unreadable:
        return [_or_garbled(read, cell) for cell in reading.cells[index]]


def _or_garbled(read: Any, cell: Cell) -> Any:
    try:
        return read(cell)
    except Unreadable:
        return _Garbled


def _ids(reading: _Reading, read: list[str]) -> list[str]:
    """Return an id for every row: its own, or a given one if its cell is empty."""
    taken, out = set(read), []
    for n, (row, name) in enumerate(zip(reading.numbers, read, strict=True)):
        if not name and "id" not in reading.bad.get(row, ()):
            name = _given(reading, n, taken)  # noqa: PLW2901
        out.append(name)
    return out


def _given(reading: _Reading, n: int, taken: set[str]) -> str:
    """Return the id that the desk gives a row; empty where only people name rows."""
    table, at = reading.parsed.table, reading.parsed.at
    if not table.prefix:
        reading.wrong(n, table.fields["id"], saying.EMPTY, Rank.ROW)
        return ""
    cells = [reading.cells[at[c.key]][n] for c in table.own if c.key in at]
    name = _fresh(table.prefix, cells, taken)
    taken.add(name)
    reading.parsed.given[reading.numbers[n]] = name
    return name


def _fresh(prefix: str, cells: Sequence[Cell], taken: set[str]) -> str:
    """Return an id not taken yet; the same row gets the same id if a run is repeated."""
    for salt in range(len(taken) + 1):
        seed = "\x1f".join([str(salt), *map(plain, cells)])
        name = f"{prefix}-{hashlib.sha256(seed.encode()).hexdigest()[:6].upper()}"
        if name not in taken:
            break
    return name


def _single(parsed: Parsed[Any], reading: _Reading, ids: list[str]) -> list[bool]:
    """Return which rows can be told apart; doubled ids become problems."""
    doubled = {name for name, times in Counter(ids).items() if times > 1 and name}
    rows: dict[str, list[int]] = defaultdict(list)
    for row, name in zip(reading.numbers, ids, strict=True):
        if name in doubled:
            rows[name].append(row)
    for name in sorted(doubled):
        said = ", ".join(map(str, rows[name]))
        what = saying.DOUBLED_ID.fill(cell=shown(name), rows=said)
        parsed.problems += [
            Problem(parsed.table.key, r, "id", what, Rank.ROW, name) for r in rows[name]
        ]
    return [bool(name) and name not in doubled for name in ids]
