"""Parse: the rows of a tab become records; what cannot be read becomes Problems."""

from __future__ import annotations

from typing import TypeVar

from chalicelib.tables.cell import Grid
from chalicelib.tables.codec import Locale
from chalicelib.tables.faces import faces
from chalicelib.tables.ids import ids_of, single
from chalicelib.tables.layout import laid_out
from chalicelib.tables.reading import Parsed, Reading
from chalicelib.tables.table import Room, Table

__all__ = ["Parsed", "parse"]

R = TypeVar("R")


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
    reading = Reading(parsed, locale)
    columns = [reading.column(column) for column in table.own]
    shown = faces(reading)
    ids = ids_of(reading, columns[0])
    keep = single(parsed, reading, ids)
    columns[0] = ids
    own = zip(*columns, strict=True)
    parsed.records = [
        table.make(values, face) for values, face, one in zip(own, shown, keep, strict=True) if one
    ]
    for row, name, one in zip(reading.numbers, ids, keep, strict=True):
        if one:
            parsed.rows[name] = row
            parsed.names[row] = name
            if row in reading.bad:
                parsed.unread[name] = frozenset(reading.bad[row])
    return parsed
