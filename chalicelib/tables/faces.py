"""Faces: the desk's own cells of each row, as they stand, however people garbled them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from chalicelib.model.face import BLANK, GARBLED, Face, face_of
from chalicelib.tables.cell import Cell
from chalicelib.tables.codec import Read
from chalicelib.tables.instants import same
from chalicelib.tables.reading import Reading, read_all
from chalicelib.tables.saying import Unreadable
from chalicelib.tables.table import Column


def faces(reading: Reading, *, looked_up: bool = False) -> list[Face]:
    """Return each row's face as it stands; cells of ours that were garbled make it GARBLED.

    Cells that a formula keeps from being written are no problem where it is our own lookup.
    """
    desk = reading.parsed.table.desk
    if not desk:
        return [BLANK] * len(reading.numbers)
    values = [_lenient(reading, column) for column in desk]
    if not looked_up:
        reading.overwritten(desk)
        for column, held in zip(desk, values, strict=True):
            _look_at_writing(reading, column, held)
    known: dict[tuple[Any, ...], Face] = {tuple(column.codec.empty for column in desk): BLANK}
    out, keys = [], [column.key for column in desk]
    for cells in zip(*values, strict=True):
        if cells not in known:
            known[cells] = (
                GARBLED if _Garbled in cells else face_of(dict(zip(keys, cells, strict=True)))
            )
        out.append(known[cells])
    return out


class _Garbled:
    """Stands for a cell of ours that does not read as what we write there."""


def _lenient(reading: Reading, column: Column) -> list[Any]:
    index = reading.parsed.at.get(column.key)
    if index is None:
        return [column.codec.empty] * len(reading.numbers)
    read, cells = column.codec.reader(reading.locale, {}), reading.cells[index]
    try:
        return read_all(column.codec, read, cells)
    except Unreadable:
        return [_or_garbled(read, cell) for cell in cells]


def _or_garbled(read: Read, cell: Cell) -> Any:
    try:
        return read(cell)
    except Unreadable:
        return _Garbled


def _look_at_writing(reading: Reading, column: Column, values: Sequence[Any]) -> None:
    """Note rows where a cell of ours reads well, but stands there otherwise than we write it."""
    index = reading.parsed.at.get(column.key)
    if index is None:
        return
    write, cells = column.codec.writer(reading.locale), reading.cells[index]
    odd = {
        cell
        for cell, value in set(zip(cells, values, strict=True))
        if value is not _Garbled and not same(cell, write(value))
    }
    if odd:
        rows = zip(reading.numbers, cells, strict=True)
        reading.parsed.uneven.update(row for row, cell in rows if cell in odd)
