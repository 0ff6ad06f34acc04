"""
What the server keeps. Rows and columns are objects with an identity of their own, so that what
hangs on them (developer metadata, sizes, hiding) moves when they move; cells stand in the rows.

Values are as Sheets stores them: str, float, bool, or None for empty. Dates are numbers with a
date format. A formula is kept as its text (``Cell.formula``) beside its last value.
"""

from __future__ import annotations

import itertools
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

Value = str | float | bool | None

NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)
"""The time where nobody sets a clock."""


class CellError(str):
    """The value of a cell whose formula failed, such as #N/A: its word; see ``Cell.reason``."""

    __slots__ = ()


@dataclass(slots=True)
class Cell:
    """One cell. A cell that was never touched is None in its row."""

    value: Value = None
    """What it holds; of a formula, what it last gave (a CellError if it failed)."""
    formula: str | None = None
    """The formula with its leading '=', if it holds one."""
    reason: str = ""
    """Why the formula failed, in Google's words."""
    format: dict[str, Any] | None = None
    """userEnteredFormat as the API shapes it."""
    note: str | None = None
    validation: dict[str, Any] | None = None
    """DataValidationRule."""
    runs: list[dict[str, Any]] | None = None
    """textFormatRuns."""
    link: str | None = None
    spilled: bool = False
    """The value was put here by an array formula that stands elsewhere."""

    def bare(self) -> bool:
        """Whether nothing at all is left in it."""
        return not (
            self.value is not None or self.formula or self.format or self.note
            or self.validation or self.runs or self.link
        )  # fmt: skip

    def copy(self) -> Cell:
        """Return one like it (nested dicts are never changed in place, only replaced)."""
        return Cell(
            self.value, self.formula, self.reason, self.format,
            self.note, self.validation, self.runs, self.link, self.spilled,
        )  # fmt: skip


@dataclass(slots=True, eq=False)
class Dimension:
    """A row or a column: what belongs to it and not to its cells. Compared by identity."""

    size: int = 21
    hidden_by_user: bool = False
    hidden_by_filter: bool = False
    tags: list[Tag] = field(default_factory=list)
    """Developer metadata on it."""


@dataclass(slots=True, eq=False)
class Row(Dimension):
    """A row with its cells; cells beyond the list's end were never touched."""

    cells: list[Cell | None] = field(default_factory=list)

    def cell(self, index: int) -> Cell | None:
        """Return a cell, or None if it was never touched."""
        return self.cells[index] if index < len(self.cells) else None

    def touch(self, index: int) -> Cell:
        """Return a cell to change, made if it is not there."""
        if index >= len(self.cells):
            self.cells.extend([None] * (index + 1 - len(self.cells)))
        cell = self.cells[index]
        if cell is None:
            cell = self.cells[index] = Cell()
        return cell

    def put(self, index: int, cell: Cell | None) -> None:
        """Let a cell stand here, or none."""
        if index >= len(self.cells):
            if cell is None:
                return
            self.cells.extend([None] * (index + 1 - len(self.cells)))
        self.cells[index] = cell


@dataclass(slots=True, eq=False)
class Column(Dimension):
    """A column; its cells stand in the rows."""

    size: int = 100


@dataclass(slots=True, eq=False)
class Tag:
    """One entry of developer metadata."""

    id: int
    key: str
    value: str | None
    visibility: str


@dataclass(slots=True)
class Rect:
    """A rectangle of a sheet: indexes from 0, ends excluded; None where it is open.

    ``GridRange`` of the API. Fixed up by the batch requests that insert, delete and move.
    """

    sheet: int
    top: int | None = None
    bottom: int | None = None
    left: int | None = None
    right: int | None = None


@dataclass(slots=True, eq=False)
class Sheet:
    """One tab."""

    id: int
    title: str
    rows: list[Row]
    columns: list[Column]
    index: int = 0
    hidden: bool = False
    rtl: bool = False
    frozen_rows: int = 0
    frozen_columns: int = 0
    hide_gridlines: bool = False
    control_after: dict[str, bool] = field(default_factory=dict)
    """rowGroupControlAfter, columnGroupControlAfter."""
    tab_color: dict[str, Any] | None = None
    """tabColorStyle."""
    tags: list[Tag] = field(default_factory=list)
    merges: list[Rect] = field(default_factory=list)
    protected: list[dict[str, Any]] = field(default_factory=list)
    """ProtectedRange as the API shapes it, but ``rect`` (a Rect) instead of ``range``."""
    banded: list[dict[str, Any]] = field(default_factory=list)
    """BandedRange, with ``rect`` instead of ``range``."""
    conditional: list[dict[str, Any]] = field(default_factory=list)
    """ConditionalFormatRule, with ``rects`` instead of ``ranges``."""
    basic_filter: dict[str, Any] | None = None
    """BasicFilter, with ``rect`` instead of ``range``."""
    filter_views: list[dict[str, Any]] = field(default_factory=list)
    groups: dict[str, list[dict[str, Any]]] = field(
        default_factory=lambda: {"ROWS": [], "COLUMNS": []}
    )
    """DimensionGroup per dimension."""
    charts: list[dict[str, Any]] = field(default_factory=list)
    """EmbeddedChart as it was given, with its chartId."""
    tables: list[dict[str, Any]] = field(default_factory=list)
    slicers: list[dict[str, Any]] = field(default_factory=list)

    def dimensions(self, dimension: str) -> list[Any]:
        """Return the rows or the columns, by the API's word for the dimension."""
        return self.rows if dimension == "ROWS" else self.columns

    def cell(self, row: int, column: int) -> Cell | None:
        """Return a cell by indexes from 0, or None if never touched or beyond the grid."""
        return self.rows[row].cell(column) if row < len(self.rows) else None

    def value(self, row: int, column: int) -> Value:
        """Return what a cell shows, None where it is empty."""
        cell = self.cell(row, column)
        return None if cell is None else cell.value


@dataclass(slots=True, eq=False)
class Spreadsheet:
    """One spreadsheet: tabs in their order, and what belongs to the whole."""

    id: str
    title: str
    locale: str = "en_US"
    zone: str = "America/Los_Angeles"
    auto_recalc: str = "ON_CHANGE"
    properties: dict[str, Any] = field(default_factory=dict)
    """Other SpreadsheetProperties that were set."""
    sheets: list[Sheet] = field(default_factory=list)
    tags: list[Tag] = field(default_factory=list)
    named: dict[str, tuple[str, Rect]] = field(default_factory=dict)
    """Named ranges by id: name and place."""
    editors_locked: bool = False
    formulas: bool = False
    """Whether a formula may stand in it: set by whoever enters one, so that without any
    formula nothing is worked out."""
    clock: Callable[[], datetime] = field(default=lambda: NEW_YEAR)
    """What TODAY() and NOW() go by (an aware time): the world's clock."""

    def by_id(self, sheet: int) -> Sheet | None:
        """Return a tab by its sheetId."""
        return next((s for s in self.sheets if s.id == sheet), None)

    def by_title(self, title: str) -> Sheet | None:
        """Return a tab by its title, as Google compares: case does not matter."""
        return next((s for s in self.sheets if s.title.lower() == title.lower()), None)


def blank_sheet(id: int, title: str, rows: int = 1000, columns: int = 26) -> Sheet:  # noqa: A002
    """Return a new, empty tab."""
    return Sheet(id, title, [Row() for _ in range(rows)], [Column() for _ in range(columns)])


@dataclass(slots=True, eq=False)
class File:
    """A file of Drive: a spreadsheet, a folder, or something else."""

    id: str
    name: str
    mime: str = "application/vnd.google-apps.spreadsheet"
    parents: list[str] = field(default_factory=lambda: ["root"])
    trashed: bool = False
    created: str = "2026-01-01T00:00:00.000Z"
    modified: str = "2026-01-01T00:00:00.000Z"
    description: str | None = None
    permissions: list[dict[str, Any]] = field(default_factory=list)
    comments: list[dict[str, Any]] = field(default_factory=list)
    version: int = 1


@dataclass(slots=True, eq=False)
class World:
    """Everything the server holds."""

    spreadsheets: dict[str, Spreadsheet] = field(default_factory=dict)
    files: dict[str, File] = field(default_factory=dict)
    next_id: itertools.count[int] = field(default_factory=lambda: itertools.count(1_000_001))
    """New sheet, metadata, protection, chart, filter ids."""
    metadata_follows_sort: bool = True
    """Whether row metadata moves with the contents when rows are sorted: nobody knows."""
    caller: str = "desk@aftersheet-test.iam.gserviceaccount.com"
    """Address of whoever makes the request that is being answered."""

    clock: Callable[[], datetime] = field(default=lambda: NEW_YEAR)
    """The time, aware: never the machine's."""

    def new_file_id(self) -> str:
        """Return an id as long as Drive's."""
        return "1" + (uuid.uuid4().hex + uuid.uuid4().hex)[:43]
