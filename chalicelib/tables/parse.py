"""Parse: the rows of a tab become records; what cannot be read becomes Problems."""

from __future__ import annotations

from itertools import compress
from operator import not_
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

    A row with an empty id is given one; rows that share an id are no records, and show
    nothing of ours, until a person tells them apart; a cell that cannot be read leaves its
    field empty and is listed in ``unread``, so that what depends on it can say so.
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
    columns += [shown] if table.faced else []
    parsed.records = list(map(table.record, *(compress(held, keep) for held in columns)))
    parsed.rows = dict(compress(zip(ids, reading.numbers, strict=True), keep))
    parsed.stale += compress(reading.numbers, map(not_, keep))
    parsed.unread = {
        name: frozenset(reading.bad[row]) for name, row in parsed.rows.items() if row in reading.bad
    }
    return parsed
