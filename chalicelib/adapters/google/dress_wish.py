"""What is wished of a spreadsheet, and of each of its tabs."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from chalicelib.adapters.google.dress import Request
from chalicelib.adapters.google.dress_rules import Names
from chalicelib.adapters.google.dress_seen import Seen
from chalicelib.model.word import Language, Phrase
from chalicelib.tables.cell import Cell
from chalicelib.tables.table import Room, Table
from chalicelib.tables.workbook import CLOCKS, LIBRARY, OVERVIEW

ROWS = {OVERVIEW.key: 100, CLOCKS.key: 2000, LIBRARY.key: 5000}
"""Rows of a tab; Google counts empty cells too, and 10 million of a spreadsheet are the most."""
MOST_TABS_HAVE = 1000


class Wish(NamedTuple):
    """How a spreadsheet is to be set up."""

    language: Language
    rows: Mapping[str, Sequence[Sequence[Cell]]]
    """By key of the tab, the cells of its first rows."""
    names: Names
    sample: bool = False
    strict: bool = False
    lookups: Mapping[tuple[str, str], Phrase] = MappingProxyType({})
    """In strict mode, what each face's heading holds, by tab and column, per language."""
    again: bool = False
    """Whether it was built already, in a turn before this one."""
    met: Collection[int] = ()
    """Ids of the marks that stood before the first turn."""
    editors: Sequence[str] = ()
    """Addresses of who may edit rules: the owner first; nobody while no owner is known."""


class Top(NamedTuple):
    """A heading that changes, in a column that Google finds by its mark."""

    mark: int
    cells: Sequence[Cell]
    """From row 1 down; what is not listed stays."""


class TabPlan(NamedTuple):
    """What is to be done with one tab."""

    table: Table[Any]
    made: bool = False
    added: Sequence[str] = ()
    """Keys of columns that a tab which was there gets."""
    said: Sequence[Phrase] = ()
    opening: Sequence[Request] = ()
    """Brings the tab itself: comes before the requests of all tabs, since they name each other."""
    rest: Sequence[Request] = ()
    tops: Sequence[Top] = ()
    """Headings of faces that become lookups, or plain again."""

    @property
    def changes(self) -> bool:
        """Whether there is anything to do."""
        return bool(self.opening or self.rest or self.tops)


def more_rows(table: Table[Any], seen: Seen, wish: Wish) -> list[Request]:
    """Let tabs of ours hold enough lines; people's tabs grow as people like."""
    ours = table.room is Room.DESK or seen.blank
    lacking = rows_of(table, wish) - seen.grid.get("rowCount", 0)
    more = {"sheetId": seen.sheet, "dimension": "ROWS", "length": lacking}
    return [{"appendDimension": more}] if ours and lacking > 0 else []


def rows_of(table: Table[Any], wish: Wish) -> int:
    """Return how many rows a tab needs."""
    return max(ROWS.get(table.key, MOST_TABS_HAVE), 2 * len(wish.rows.get(table.key, ())))


def inserted(sheet: int, start: int, count: int) -> Request:
    """Push fresh columns in."""
    where = {"sheetId": sheet, "dimension": "COLUMNS"}
    span = {"startIndex": start, "endIndex": start + count}
    return {"insertDimension": {"range": where | span, "inheritFromBefore": start > 0}}
