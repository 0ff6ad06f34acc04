"""A spreadsheet written down as rows of what is typed into its cells."""

from __future__ import annotations

from datetime import UTC, datetime

from tests.google.entry import typed
from tests.google.formulas import recalculate
from tests.google.state import Spreadsheet, blank_sheet


def book_of(locale="en_US", rows=12, **tabs):
    """A worked-out spreadsheet; each tab is rows of what is typed into its cells."""
    book = Spreadsheet("b", "Desk", locale=locale, zone="Asia/Shanghai")
    book.clock = lambda: datetime(2026, 11, 20, 16, 30, tzinfo=UTC)
    for number, (title, lines) in enumerate(tabs.items()):
        sheet = blank_sheet(number, title, max(len(lines), rows), 8)
        book.sheets.append(sheet)
        for row, line in zip(sheet.rows, lines, strict=False):
            for column, content in enumerate(line):
                if content is not None:
                    put(row.touch(column), content, book)
    recalculate(book)
    return book


def put(cell, content, book):
    if isinstance(content, str):
        got = typed(content, None, book)
        cell.value, cell.formula = got.value, got.formula
    else:
        cell.value = content if isinstance(content, bool) else float(content)


def values(sheet):
    """The tab's values without empty ends."""
    lines = [[c and c.value for c in row.cells] for row in sheet.rows]
    for line in lines:
        while line and line[-1] is None:
            line.pop()
    while lines and not lines[-1]:
        lines.pop()
    return lines
