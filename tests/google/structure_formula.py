"""The references in a formula's text: they follow cells that move, and shift in a copy."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from tests.google.a1 import column_index, column_name, quote
from tests.google.state import Rect, Spreadsheet

_CELL = r"\$?[A-Za-z]{1,3}\$?[1-9]\d*"
_COLUMN = r"\$?[A-Za-z]{1,3}"
_ROW = r"\$?[1-9]\d*"
_TOKEN = re.compile(
    rf"""
    (?P<text>"(?:[^"]|"")*")
    | (?<![\w.$])(?P<title>'(?:[^']|'')+'!|[^\W\d]\w*!)?
      (?P<area>{_CELL}:(?:{_CELL}|{_COLUMN}|{_ROW})|{_COLUMN}:{_COLUMN}|{_ROW}:{_ROW}|{_CELL})
      (?![\w.(!])
    """,
    re.VERBOSE,
)
_PART = re.compile(r"(\$?)([A-Za-z]*)(\$?)(\d*)")
LOST = "#REF!"


@dataclass(frozen=True, slots=True)
class End:
    """One end of a reference: indexes from 0, None where it is open; whether $ pins it."""

    row: int | None
    column: int | None
    pin_row: bool = False
    pin_column: bool = False

    def shifted(self, rows: int, columns: int) -> End:
        """Return it as a copy that many rows and columns away has it."""
        row = self.row if self.row is None or self.pin_row else self.row + rows
        column = self.column if self.column is None or self.pin_column else self.column + columns
        return replace(self, row=row, column=column)

    def at(self, row: int | None, column: int | None) -> End:
        """Return it at another place; what is open stays open."""
        return replace(
            self,
            row=None if self.row is None else row,
            column=None if self.column is None else column,
        )

    def __str__(self) -> str:
        column = "" if self.column is None else "$" * self.pin_column + column_name(self.column)
        return column + ("" if self.row is None else "$" * self.pin_row + str(self.row + 1))


def shift(formula: str, rows: int, columns: int) -> str:
    """Return the formula as a copy that many rows and columns away has it."""

    def moved(match: re.Match[str]) -> str:
        ends = [end.shifted(rows, columns) for end in _ends(match["area"])]
        lost = any((end.row or 0) < 0 or (end.column or 0) < 0 for end in ends)
        return (match["title"] or "") + (LOST if lost else ":".join(map(str, ends)))

    return _rewritten(formula, moved) if rows or columns else formula


def followed(formula: str, change: Any, book: Spreadsheet, home: int) -> str:
    """Return the formula of a sheet (its id) after a change; what is gone becomes #REF!."""

    def moved(match: re.Match[str]) -> str:
        sheet = _sheet(match["title"], book, home)
        if sheet is None:
            return match[0]
        ends = _ends(match["area"])
        before = _rect(sheet, ends)
        after = change.rect(before)
        if after is None or after == before:
            return LOST if after is None else match[0]
        stays = after.sheet == sheet
        return (match["title"] or "" if stays else _title(book, after.sheet, home)) + _text(
            ends, after
        )

    return _rewritten(formula, moved)


def renamed(formula: str, old: str, new: str) -> str:
    """Return the formula after a sheet was given another title."""

    def moved(match: re.Match[str]) -> str:
        title = match["title"]
        same = title is not None and _unquoted(title).lower() == old.lower()
        return f"{quote(new)}!{match['area']}" if same else match[0]

    return _rewritten(formula, moved)


def _rewritten(formula: str, moved: Callable[[re.Match[str]], str]) -> str:
    return _TOKEN.sub(lambda match: match[0] if match["text"] else moved(match), formula)


def _ends(area: str) -> list[End]:
    return [_end(part) for part in area.split(":")]


def _end(text: str) -> End:
    first, column, second, row = _PART.fullmatch(text).groups()
    if not column:
        return End(int(row) - 1, None, pin_row=bool(first or second))
    line = int(row) - 1 if row else None
    return End(line, column_index(column), pin_row=bool(second), pin_column=bool(first))


def _unquoted(title: str) -> str:
    word = title.removesuffix("!")
    return word[1:-1].replace("''", "'") if word.startswith("'") else word


def _sheet(title: str | None, book: Spreadsheet, home: int) -> int | None:
    if not title:
        return home
    sheet = book.by_title(_unquoted(title))
    return sheet and sheet.id


def _title(book: Spreadsheet, sheet: int, home: int) -> str:
    return "" if sheet == home else quote(book.by_id(sheet).title) + "!"


def _rect(sheet: int, ends: list[End]) -> Rect:
    return Rect(sheet, *_extent([e.row for e in ends]), *_extent([e.column for e in ends]))


def _extent(indexes: list[int | None]) -> tuple[int | None, int | None]:
    known = [index for index in indexes if index is not None]
    if not known:
        return None, None
    return min(known), max(known) + 1 if len(known) == len(indexes) else None


def _text(ends: list[End], rect: Rect) -> str:
    """Write a reference at its new place, with the pins and the open ends that it had."""
    first = str(ends[0].at(rect.top, rect.left))
    if len(ends) == 1:
        return first
    bottom = None if rect.bottom is None else rect.bottom - 1
    right = None if rect.right is None else rect.right - 1
    return f"{first}:{ends[1].at(bottom, right)}"
