"""A new workbook: every tab with its headings, notes, dropdowns, colours and first rows."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

from chalicelib.adapters.xlsx.drops import drops
from chalicelib.adapters.xlsx.front import front, properties
from chalicelib.adapters.xlsx.hint import breadth, hint
from chalicelib.adapters.xlsx.look import FONTS, TAB_COLOURS, body_look, breadth_of, heading_look
from chalicelib.adapters.xlsx.places import MOST_ROWS
from chalicelib.adapters.xlsx.tones import tones
from chalicelib.adapters.xlsx.values import check
from chalicelib.model.word import Language, Phrase
from chalicelib.ports.workbook import WorkbookExistsError
from chalicelib.tables.cell import Cell, Grid
from chalicelib.tables.codec import Locale
from chalicelib.tables.parse import parse
from chalicelib.tables.settings import read_settings
from chalicelib.tables.table import Table
from chalicelib.tables.workbook import OVERVIEW, SETTINGS, TABS

Contents = Mapping[str, Sequence[Any]]
"""By key of the tab, its rows: records, or lists of cells that are taken as they are."""

EXISTS = Phrase(
    "There is a file {name} in {folder} already: choose another name, or move it away.",
    "{folder} 中已有文件 {name}：请换一个名称，或先移走它。",
)
MOST_LINES = 12
"""Lines of a heading's note that its box must hold."""


def create(path: Path, language: Language, contents: Contents) -> None:
    """Make a workbook where there is none, whole or not at all.

    Instants stand on the wall clock of the zone that its Settings rows name. Raises
    WorkbookExistsError, and ValueError for a value that no cell can hold.
    """
    if path.exists():
        raise WorkbookExistsError(path, EXISTS.fill(name=path.name, folder=path.parent.absolute()))
    _put(path, rendered(language, contents))


def rendered(language: Language, contents: Contents) -> bytes:
    """Return a new workbook's bytes: the same for the same contents."""
    import xlsxwriter  # type: ignore[import-untyped]  # noqa: PLC0415

    locale, out = locale_of(language, contents.get(SETTINGS.key, ())), BytesIO()
    font = {"font_name": FONTS[language], "font_size": 10}
    book = xlsxwriter.Workbook(out, {"in_memory": True, "default_format_properties": font})
    book.set_properties(properties(language))
    sheets = [book.add_worksheet(table.name.said(language)) for table in TABS]
    for table, sheet in zip(TABS, sheets, strict=True):
        _Tab(book, sheet, table, locale).fill(contents.get(table.key, ()))
    front(book, sheets[TABS.index(OVERVIEW)], language)
    book.close()
    return out.getvalue()


def locale_of(language: Language, settings: Iterable[Any]) -> Locale:
    """Return how a workbook writes, as the desk will read it off its Settings rows."""
    locale = Locale(language)
    heading: list[Cell] = [*SETTINGS.heading_row(language)]
    rows = [heading, *_cells(SETTINGS, settings, locale)]
    parsed = parse(SETTINGS, Grid(SETTINGS.name.said(language), rows, {}), locale)
    return read_settings(parsed, locale).settings.locale._replace(language=language)


def _cells(table: Table[Any], rows: Iterable[Any], locale: Locale) -> list[list[Cell]]:
    return [row if isinstance(row, list) else table.render(row, locale) for row in rows]


class _Tab(NamedTuple):
    """One tab while it is made."""

    book: Any
    sheet: Any
    table: Table[Any]
    locale: Locale

    def fill(self, rows: Sequence[Any]) -> None:
        """Write headings and rows, and dress the tab."""
        self.sheet.set_row(0, 32)
        cells = _cells(self.table, rows, self.locale)
        looks = [self._column(n, [row[n] for row in cells]) for n in range(len(self.table.columns))]
        for number, row in enumerate(cells, start=1):
            self._row(number, row, looks)
        drops(self.sheet, self.table, self.locale.language)
        tones(self.book, self.sheet, self.table)
        self._frame()

    def _column(self, number: int, held: Sequence[Cell]) -> Any:
        column, language = self.table.columns[number], self.locale.language
        heading, note = column.heading.said(language), hint(self.table, column, language)
        look = self.book.add_format(body_look(self.table, column))
        width = max(breadth_of(self.table, column, held), breadth(heading) + 4)
        self.sheet.set_column(number, number, width, look)
        dress = self.book.add_format(heading_look(self.table, column))
        self.sheet.write_string(0, number, heading, dress)
        lines = sum(1 + breadth(line) // 38 for line in note.splitlines())
        box = {"author": "Aftersheet", "width": 260, "height": 16 * min(lines, MOST_LINES) + 12}
        self.sheet.write_comment(0, number, note, box)
        return look

    def _row(self, number: int, cells: Sequence[Cell], looks: Sequence[Any]) -> None:
        for at, (cell, look) in enumerate(zip(cells, looks, strict=True)):
            check(cell)
            if isinstance(cell, str):
                self.sheet.write_string(number, at, cell, look)
            elif isinstance(cell, bool):
                self.sheet.write_boolean(number, at, cell, look)
            elif cell is not None:
                self.sheet.write_number(number, at, cell, look)

    def _frame(self) -> None:
        sheet, last = self.sheet, len(self.table.columns) - 1
        sheet.set_tab_color(TAB_COLOURS[self.table.room])
        sheet.freeze_panes(1, 0 if self.table is OVERVIEW else 1)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.repeat_rows(0)
        if self.table is not OVERVIEW:
            sheet.autofilter(0, 0, MOST_ROWS - 1, last)


def _put(path: Path, content: bytes) -> None:
    """Write a file under a passing name beside it, then give it its own."""
    number, name = tempfile.mkstemp(".aftersheet", f".{path.name}.", path.parent)
    try:
        with os.fdopen(number, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        fresh = Path(name)
        fresh.chmod(0o644)
        fresh.replace(path)
    finally:
        Path(name).unlink(missing_ok=True)
