"""Parse: the rows of a tab become records; what cannot be read becomes Problems."""

from __future__ import annotations

from itertools import compress
from operator import and_, not_
from typing import NamedTuple, TypeVar

from chalicelib.tables.cell import Grid
from chalicelib.tables.codec import Locale
from chalicelib.tables.faces import faces
from chalicelib.tables.ids import Remembered, ids_of, single
from chalicelib.tables.layout import laid_out
from chalicelib.tables.reading import Parsed, Reading
from chalicelib.tables.table import Room, Table

__all__ = ["Parsed", "Terms", "parse"]

R = TypeVar("R")


class Terms(NamedTuple):
    """On what terms a tab is read and written."""

    steady: bool = True
    """Whether rows stand still until the write: where not, only an id tells which row is meant."""
    strict: bool = False
    """Whether the face in a row is what a lookup shows, and never written."""
    remembered: Remembered = frozenset()
    """Ids that are not given to another row: the ledger remembers records of theirs."""


USUAL = Terms()


def parse(table: Table[R], grid: Grid, locale: Locale, terms: Terms = USUAL) -> Parsed[R]:
    """Turn a tab's rows into records and problems; one bad row never stops the others.

    A row with an empty id is given one, and where rows may move is a record only once it bears
    it; rows that share an id are no records, and show nothing of ours, until a person tells
    them apart; a cell that cannot be read leaves its field empty and is listed in ``unread``,
    so that what depends on it can say so.
    """
    layout = laid_out(table, grid.rows[0] if grid.rows else ())
    parsed = Parsed(table, grid, layout.at, problems=list(layout.problems))
    if "id" not in layout.at or table.room is Room.DESK:
        return parsed
    reading = Reading(parsed, locale)
    columns = [reading.column(column) for column in table.own]
    shown = faces(reading, looked_up=terms.strict)
    ids = ids_of(reading, columns[0], terms.remembered)
    keep = single(parsed, reading, ids)
    columns[0] = ids
    columns += [shown] if table.faced else []
    parsed.stale += compress(reading.numbers, map(not_, keep))
    if not terms.steady and parsed.given:
        keep = [*map(and_, keep, (row not in parsed.given for row in reading.numbers))]
    parsed.records = list(map(table.record, *(compress(held, keep) for held in columns)))
    parsed.rows = dict(compress(zip(ids, reading.numbers, strict=True), keep))
    parsed.unread = {
        name: frozenset(reading.bad[row]) for name, row in parsed.rows.items() if row in reading.bad
    }
    return parsed
