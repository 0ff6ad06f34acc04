"""
What belongs to people, and whether anybody else changed it.

The twin remembers people's cells as people left them. Before a person edits, and at the end, the
spreadsheet is held against it: whatever is different then was done by somebody else. So what
people did to our columns (sorting by one, for instance) needs no second playing of the day.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from tests.google.a1 import column_name
from tests.google.state import Cell, Column, Row, Sheet, Spreadsheet

Seen = tuple[str, object] | None
"""What a cell holds, with its type: a formula's text, else the value; None is empty."""


@dataclass(frozen=True)
class Ours:
    """What the bot may write; all the rest is people's, headings too."""

    columns: Mapping[str, Collection[str]] = field(default_factory=dict)
    """By a tab's title the headings under which it may write anything."""
    blanks: Mapping[str, Collection[str]] = field(default_factory=dict)
    """By a tab's title the headings under which it may fill in what is blank."""
    tabs: Collection[str] = ()
    """Titles of tabs that are wholly its own."""


class Trespass(NamedTuple):
    """A cell of people that somebody else changed."""

    tab: str
    row: int
    """As it stands at the sheet's edge."""
    heading: str
    was: Seen
    now: Seen


@dataclass(slots=True)
class View:
    """What people had on a tab: their columns, and the rows of what stood in them."""

    columns: list[Column]
    rows: list[list[Seen]]


def human_view(sheet: Sheet, columns: Collection[Column]) -> View:
    """Return what stands under some columns, and all headings; blank rows at the end aside."""
    shown = list(sheet.columns)
    mine = [column in columns for column in shown]
    lines = [_headings(sheet), *(_line(row, mine) for row in sheet.rows[1:])]
    while lines and not any(lines[-1]):
        lines.pop()
    return View(shown, lines)


def _headings(sheet: Sheet) -> list[Seen]:
    return [seen(sheet.cell(0, index)) for index in range(len(sheet.columns))]


def _line(row: Row, mine: list[bool]) -> list[Seen]:
    pairs = zip(row.cells, mine, strict=False)
    return [seen(cell) if theirs and cell else None for cell, theirs in pairs]


def seen(cell: Cell | None) -> Seen:
    """Return what a person put into a cell, None if nothing."""
    if cell is None or cell.spilled:
        return None
    if cell.formula:
        return "formula", cell.formula
    value = cell.value
    return None if value in (None, "") else (type(value).__name__, value)


class Twin:
    """People's cells as people left them."""

    def __init__(self, book: Spreadsheet, ours: Ours) -> None:
        self.book = book
        self.trespasses: list[Trespass] = []
        """What anybody else changed, so far as it was looked for."""
        self._ours, self._blanks = _columns(book, ours.columns), _columns(book, ours.blanks)
        self._tabs = {sheet for sheet in book.sheets if sheet.title in ours.tabs}
        self._known: set[Column] = set()
        self._views: dict[Sheet, View] = {}
        self.takes()

    def takes(self) -> None:
        """Take the spreadsheet as it is for what people want; what is new by now is theirs."""
        self._views = {
            sheet: human_view(sheet, self._theirs(sheet))
            for sheet in self.book.sheets
            if sheet not in self._tabs
        }
        self._known = {column for sheet in self.book.sheets for column in sheet.columns}

    def differences(self) -> list[Trespass]:
        """Look for what anybody else has changed; return all that was ever found."""
        before = self._views
        new = (sheet for sheet in self.book.sheets if sheet not in before)
        self._tabs.update(new)
        self._ours |= {column for sheet in before for column in sheet.columns} - self._known
        self.takes()
        for sheet, view in before.items():
            self.trespasses += self._compared(sheet, view, self._views.get(sheet))
        return self.trespasses

    def _theirs(self, sheet: Sheet) -> set[Column]:
        return {column for column in sheet.columns if column not in self._ours}

    def _compared(self, sheet: Sheet, was: View, now: View | None) -> list[Trespass]:
        if now is None:
            return [Trespass(sheet.title, 0, "", ("tab", sheet.title), None)]
        if now.columns == was.columns and now.rows == was.rows:
            return []
        place = {column: index for index, column in enumerate(now.columns)}
        height = max(len(was.rows), len(now.rows))
        return [
            Trespass(sheet.title, row + 1, _named(was, index), before, after)
            for index, column in enumerate(was.columns)
            for row in range(height)
            for before in (_at(was, row, index),)
            for after in (_at(now, row, place.get(column, -1)),)
            if before != after and not (before is None and row and column in self._blanks)
        ]


def _columns(book: Spreadsheet, headings: Mapping[str, Collection[str]]) -> set[Column]:
    return {
        column
        for sheet in book.sheets
        for index, column in enumerate(sheet.columns)
        if sheet.rows and sheet.value(0, index) in headings.get(sheet.title, ())
    }


def _at(view: View, row: int, index: int) -> Seen:
    if index < 0 or row >= len(view.rows) or index >= len(view.rows[row]):
        return None
    return view.rows[row][index]


def _named(view: View, index: int) -> str:
    heading = _at(view, 0, index)
    return str(heading[1]) if heading else column_name(index)
