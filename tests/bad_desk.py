"""A workbook on disk with something wrong in it, and what the desk made of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import openpyxl
import xlsxwriter

from chalicelib.model.case import CaseStatus
from chalicelib.model.order import OrderStatus
from chalicelib.model.person import Person, Role
from chalicelib.model.word import Language, Phrase, Word
from chalicelib.tables.cell import Cell
from chalicelib.tables.codec import Locale
from chalicelib.tables.defaults import default_rows
from chalicelib.tables.instants import from_serial
from chalicelib.tables.table import Owner, Room, Table
from chalicelib.tables.workbook import BY_KEY, TABS

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
"""Nine in the morning in Shanghai."""
OPEN = CaseStatus.OPEN
OPENED = {"C-1": "2026-03-02 08:00", "C-2": "2026-03-02 07:00", "C-3": "2026-02-20 08:00"}
USED = ("C04", "O02")


class Formula(NamedTuple):
    """A formula, and what it last showed."""

    text: str
    shows: Any = 0


Content = Cell | Formula


class Book:
    """A small desk as cells: three cases, an order, the rules that they need."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.locale = Locale(language, ZoneInfo("Asia/Shanghai"), "USD")
        self.tabs: dict[str, list[list[Content]]] = {
            table.key: [list(table.heading_row(language))] for table in TABS
        }
        self.titles = {table.key: table.name.said(language) for table in TABS}
        self.merged: list[tuple[str, str]] = []
        """Tab and column: the cells of C-1 and C-2 become one."""
        self.hidden: list[tuple[str, int]] = []
        self._fill()

    def _fill(self) -> None:
        rows = dict(default_rows(self.locale))
        rows["sla"] = [line for line in rows["sla"] if line.id in USED]
        rows["team"] = [Person("Anna", "anna@shop.example", Role.OWNER)]
        for key, records in rows.items():
            self.tabs[key] += [BY_KEY[key].render(r, self.locale) for r in records]
        for name, opened in OPENED.items():
            self.add("cases", id=name, status=OPEN, owner="Anna", opened=opened)
        held = {"placed": "2026-03-01 10:00", "held": "2026-03-02 08:00"}
        self.add("orders", id="O-1", status=OrderStatus.HELD, owner="Anna", **held)

    def add(self, tab: str, /, **cells: Any) -> None:
        """Add a row; words of a choice are said in the workbook's language."""
        table = BY_KEY[tab]
        self.tabs[tab].append([self._said(cells.get(c.key)) for c in table.columns])

    def put(self, tab: str, name: str, /, **cells: Any) -> None:
        """Put something into the row of that id."""
        row = next(row for row in self.tabs[tab] if row[0] == name)
        for key, value in cells.items():
            row[self.index(tab, key)] = self._said(value)

    def index(self, tab: str, key: str) -> int:
        """Return where a column stood when the workbook was made."""
        return [column.key for column in BY_KEY[tab].columns].index(key)

    def heading(self, tab: str, key: str) -> str:
        """Return a heading."""
        return BY_KEY[tab].fields[key].heading.said(self.language)

    def drop(self, tab: str, key: str) -> None:
        """Remove a whole column."""
        index = self.index(tab, key)
        for row in self.tabs[tab]:
            del row[index]

    def setting(self, key: Word, value: str) -> None:
        """Change a setting."""
        self.put("settings", key.said(self.language), value=value)

    def save(self, path: Path) -> None:
        """Write the workbook as a spreadsheet program would."""
        with xlsxwriter.Workbook(path, {"strings_to_formulas": False}) as book:
            for key, rows in self.tabs.items():
                sheet = book.add_worksheet(self.titles[key])
                for number, row in enumerate(rows):
                    for at, cell in enumerate(row):
                        _write(sheet, (number, at), cell)
                for at in (self.index(tab, name) for tab, name in self.merged if tab == key):
                    sheet.merge_range(1, at, 2, at, rows[1][at] or "")
                for row_number in (row for tab, row in self.hidden if tab == key):
                    sheet.set_row(row_number - 1, None, None, {"hidden": True})

    def theirs(self) -> Iterator[tuple[str, int, int, Content]]:
        """Yield people's cells: title, row, column, content."""
        for key, rows in self.tabs.items():
            table = BY_KEY[key]
            if table.room is Room.DESK:
                continue
            ours = {n for n, said in enumerate(rows[0] if rows else ()) if _ours(table, said)}
            for number, row in enumerate(rows, start=1):
                for at, cell in enumerate(row):
                    if cell not in (None, "") and (number == 1 or at not in ours):
                        yield self.titles[key], number, at + 1, cell

    def _said(self, value: Any) -> Content:
        return value.said(self.language) if isinstance(value, Word | Phrase) else value


def _ours(table: Table[Any], heading: Content) -> bool:
    key = table.headings.get(str(heading).casefold())
    return key is not None and table.fields[key].owner is Owner.DESK


def _write(sheet: Any, place: tuple[int, int], cell: Content) -> None:
    if isinstance(cell, Formula):
        sheet.write_formula(*place, cell.text, None, cell.shows)
    elif isinstance(cell, str):
        sheet.write_string(*place, cell)
    elif cell is not None:
        sheet.write(*place, cell)


class Saved:
    """A workbook as it stands on disk."""

    def __init__(self, path: Path, language: Language) -> None:
        self.book = openpyxl.load_workbook(path)
        self.language = language

    def lines(self, tab: str) -> list[Mapping[str, Any]]:
        """Return a tab's rows by key of the column."""
        table = BY_KEY[tab]
        headings, *rows = self.book[table.name.said(self.language)].values
        keys = [table.headings.get(str(heading).casefold(), "") for heading in headings]
        return [dict(zip(keys, row, strict=True)) for row in rows if any(row)]

    def face(self, tab: str, name: str) -> tuple[Any, str]:
        """Return state and due of a record."""
        line = next(line for line in self.lines(tab) if line.get("id") == name)
        due = line["due"]
        if isinstance(due, float | int):
            due = from_serial(due)
        return line["state"], f"{due:%Y-%m-%d %H:%M}" if due else ""

    def problems(self) -> list[str]:
        """Return the lines of the Problems tab."""
        return [
            f"{line['tab']} {line['place'] or ''} {line['column'] or ''}: {line['what']}"
            for line in self.lines("problems")
        ]

    def changed(self, book: Book) -> list[tuple[Any, ...]]:
        """Return people's cells that are no longer as they were typed."""
        found = []
        for title, row, column, cell in book.theirs():
            held = self.book[title].cell(row, column).value
            if held != (cell.text if isinstance(cell, Formula) else cell):
                found.append((title, row, column, cell, held))
        return found


Spoil = Callable[[Book], None]


class Bad(NamedTuple):
    """One thing that is wrong: how it comes about, and what the desk says of it."""

    name: str
    spoil: Spoil
    says: Sequence[Phrase] = ()
    """Parts of the problem's words, in both languages."""
    faces: Mapping[str, str] = {}
    """States, by id, that differ from those of a sound desk; empty: none is shown."""
