"""Faces: the desk's own cells of each row, as they stand, however people garbled them."""

from __future__ import annotations

from typing import Any

from chalicelib.model.face import BLANK, GARBLED, Face, face_of
from chalicelib.tables.cell import Cell
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
    if not looked_up:
        reading.overwritten(desk)
    values = [_lenient(reading, column) for column in desk]
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
    read = column.codec.reader(reading.locale, {})
    try:
        return read_all(column.codec, read, reading.cells[index])
    except Unreadable:
        return [_or_garbled(read, cell) for cell in reading.cells[index]]


def _or_garbled(read: Any, cell: Cell) -> Any:
    try:
        return read(cell)
    except Unreadable:
        return _Garbled
