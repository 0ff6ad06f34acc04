"""One rule tab as a CSV file: which tab it is, and its cells."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from io import StringIO

from chalicelib.tables.cell import Cell, Grid, folded
from chalicelib.tables.table import Room, Table
from chalicelib.tables.workbook import TABS

RULE_TABS = {
    table.key: table for table in TABS if table.room is Room.RULES and table.key != "settings"
}
"""The tabs whose rules can be tried by themselves."""
ENOUGH = 3
"""So many headings must be those of a tab for a file to be that tab."""


class NoRulesError(ValueError):
    """A file has the headings of no rule tab."""


def rules_csv(content: bytes, name: str) -> tuple[str, Grid]:
    """Return a tab's key and cells; NoRulesError if the headings are those of no rule tab.

    The separator may be a comma, a semicolon or a tab; the text UTF-8 or GB 18030, as
    spreadsheet programs write it. The file's name decides between tabs with alike headings.
    """
    rows: list[list[Cell]] = [[*row] for row in _rows(_text(content))]
    headings = {folded(cell) for cell in rows[0]} if rows else set()
    fitting = sorted(RULE_TABS.values(), key=lambda table: _fit(table, headings, name))
    best = fitting[-1]
    if _known(best, headings) < ENOUGH:
        raise NoRulesError(name)
    return best.key, Grid(name, rows, {})


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("gb18030", "replace")


def _rows(text: str) -> Iterator[Sequence[str]]:
    first = text.partition("\n")[0]
    separator = max(",;\t", key=first.count)
    yield from csv.reader(StringIO(text, newline=""), delimiter=separator)


def _known(table: Table[object], headings: set[str]) -> int:
    return sum(table.headings.get(heading) is not None for heading in headings)


def _fit(table: Table[object], headings: set[str], name: str) -> tuple[int, bool]:
    is_named = any(folded(title) in folded(name) for title in table.name)
    return _known(table, headings), is_named
