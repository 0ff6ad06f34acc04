"""A big desk: 50,000 rows of cases and orders in a shared spreadsheet, with every promise on them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from bench.made import NOW, TODAY, tabs
from chalicelib.tables.cell import Cell
from chalicelib.tables.instants import to_serial
from tests.cloud.team import Team
from tests.google import state
from tests.google.state import Row, Sheet

CASES = 8_334
"""With five orders each they are 50,004 rows."""
FILLED = ("cases", "orders", "team")


def fill(team: Team, now: datetime) -> int:
    """Put the rows below the headings of a desk that was set up; return how many there are.

    The bench's rows, moved so that its today is the day of ``now``. What they say of times
    to come is left out, as in a sheet that people type into.
    """
    away = now - NOW
    filled = {key: list(_lines(rows, away)) for key, rows in tabs(CASES) if key in FILLED}
    for key, lines in filled.items():
        _put(team.tab(key), lines)
    return sum(len(lines) for key, lines in filled.items() if key != "team")


def _lines(rows: Iterator[Sequence[Cell]], away: timedelta) -> Iterator[list[Any]]:
    next(rows)  # the headings stand there already
    for row in rows:
        yield [_stored(cell, away) for cell in row]


def _stored(cell: Cell, away: timedelta) -> Any:
    if isinstance(cell, datetime):
        return float(to_serial(cell + away)) if cell <= TODAY else None
    return None if cell == "" else float(cell) if isinstance(cell, int) else cell


def _put(tab: Sheet, lines: Sequence[Sequence[Any]]) -> None:
    rows = [Row(cells=[None if it is None else state.Cell(it) for it in line]) for line in lines]
    tab.rows[1 : 1 + len(rows)] = rows
