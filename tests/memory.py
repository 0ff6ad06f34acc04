"""A whole desk that lasts as long as the test: a workbook of grids, edited by hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from chalicelib.adapters.sqlite.ledger import SqliteLedger
from chalicelib.adapters.sqlite.outbox import SqliteOutbox
from chalicelib.desk import Desk
from chalicelib.model.intent import Intent
from chalicelib.model.person import Person, Role, Tongue
from chalicelib.model.setting import SettingKey
from chalicelib.model.word import Language, Word
from chalicelib.ports.workbook import WorkbookBusyError, WorkbookChangedError
from chalicelib.runner import Runner
from chalicelib.sla.lines import HoursLine, SlaLine
from chalicelib.tables.cell import Cell, Grid, Patch, Sheets, Written, folded
from chalicelib.tables.codec import Locale
from chalicelib.tables.defaults import default_rows
from chalicelib.tables.identity import REVISION, WORKBOOK
from chalicelib.tables.table import Owner, Table
from chalicelib.tables.workbook import BY_KEY, OVERVIEW, TABS
from tests.fakes import MemoryMailer

SHANGHAI = Locale(Language.EN, ZoneInfo("Asia/Shanghai"), "USD")
BOSS = "boss@shop.example"
TEAM = (
    Person("Anna", "anna@shop.example", Role.SENIOR, Tongue.EN, "", "Li Na"),
    Person("Ben", "ben@shop.example", Role.JUNIOR, Tongue.EN, "Office", "Li Na"),
    Person("Li Na", "lina@shop.example", Role.LEAD, Tongue.ZH, "Day shift", "Max"),
    Person("Max", "max@shop.example", Role.MANAGER, None, "Night shift"),
)


class MemoryWorkbook:
    """A Workbook that lasts as long as the test, and that people edit by hand."""

    def __init__(
        self, tabs: Mapping[str, Sequence[Sequence[Cell]]], locale: Locale = SHANGHAI
    ) -> None:
        self.tabs = {title: [list(row) for row in rows] for title, rows in tabs.items()}
        self.locale = locale
        self.busy = False
        """Somebody has it open, so that it cannot be written."""
        self.meanwhile: list[Callable[[], object]] = []
        """What happens before the next write lands."""
        self.state = 0

    def read(self, titles: Mapping[str, Sequence[str]]) -> Sheets:
        """Return the asked tabs; a key's first tab counts."""
        wanted = {folded(title): key for key, names in titles.items() for title in names}
        grids: dict[str, Grid] = {}
        for title, rows in self.tabs.items():
            if key := wanted.get(folded(title)):
                grids.setdefault(key, Grid(title, [*map(list, rows)], {}))
        return Sheets(grids, str(self.state))

    def write(self, sheets: Sheets, patches: Sequence[Patch]) -> Written:
        """Write all patches, or raise and change nothing."""
        while self.meanwhile:
            self.meanwhile.pop()()
        if self.busy:
            raise WorkbookBusyError("a lock")
        if sheets.stamp != str(self.state):
            raise WorkbookChangedError
        homeless = [patch for patch in patches if patch.tab not in sheets.grids]
        for patch in patches:
            if patch.tab in sheets.grids:
                self._set(sheets.grids[patch.tab].title, patch.row, patch.column, patch.value)
        self.state += len(patches) > len(homeless)
        return Written(len(patches) - len(homeless), homeless)

    def calls(self) -> Mapping[str, int]:
        return {}

    def _set(self, title: str, row: int, column: int, value: Cell) -> None:
        rows = self.tabs[title]
        rows += [[] for _ in range(row - len(rows))]
        rows[row - 1] += [None] * (column - len(rows[row - 1]))
        rows[row - 1][column - 1] = value

    def rows(self, table: Table[Any]) -> list[list[Cell]]:
        """Return a tab's rows as they stand, headings first."""
        names = {folded(name) for name in table.name}
        return next(rows for title, rows in self.tabs.items() if folded(title) in names)

    def column(self, table: Table[Any], key: str) -> int:
        """Return where a column stands, from 0."""
        headings = map(folded, self.rows(table)[0])
        return next(n for n, said in enumerate(headings) if table.headings.get(said) == key)

    def cell(self, table: Table[Any], name: str, key: str) -> Cell:
        """Return what a record's cell shows."""
        return at(self.rows(table)[self.row(table, name)], self.column(table, key))

    def row(self, table: Table[Any], name: str) -> int:
        """Return where a record stands, the headings being 0."""
        index = self.column(table, "id")
        return next(n for n, row in enumerate(self.rows(table)) if at(row, index) == name)

    def typed(self, table: Table[Any], name: str, **cells: Any) -> None:
        """Let a person type into a record's cells; values that are no cells are written out."""
        row = self.row(table, name)
        for key, value in cells.items():
            said = written(table, key, value, self.locale)
            self._set(self._title(table), row + 1, self.column(table, key) + 1, said)
        self.state += 1

    def added(self, table: Table[Any], **cells: Any) -> None:
        """Let a person fill in a new row."""
        row = len(self.rows(table)) + 1
        for key, value in cells.items():
            said = written(table, key, value, self.locale)
            self._set(self._title(table), row, self.column(table, key) + 1, said)
        self.state += 1

    def arranged(self, table: Table[Any], arrange: Callable[[list[Any]], list[Any]]) -> None:
        """Let a person sort, drop or double the rows under the headings."""
        rows = self.rows(table)
        rows[1:] = arrange(rows[1:])
        self.state += 1

    def _title(self, table: Table[Any]) -> str:
        names = {folded(name) for name in table.name}
        return next(title for title in self.tabs if folded(title) in names)


def at(row: Sequence[Cell], index: int) -> Cell:
    """Return a row's cell; beyond its end there is nothing."""
    cell = row[index] if index < len(row) else None
    return None if cell == "" else cell


def written(table: Table[Any], key: str, value: Any, locale: Locale = SHANGHAI) -> Cell:
    """Return a value as a cell of a column; what is a cell already stays as it is."""
    if isinstance(value, Word):
        return value.said(locale.language)
    if isinstance(value, timedelta) or (isinstance(value, datetime) and value.tzinfo):
        cell: Cell = table.fields[key].codec.writer(locale)(value)
        return cell
    return value


class Plan(NamedTuple):
    """What a small desk is made of."""

    locale: Locale = SHANGHAI
    rules: Sequence[SlaLine] | None = None
    """Rows of the SLA tab; the ones a new workbook comes with if None."""
    limit: int = 200
    """Reminders in one run that the breaker lets pass."""
    team: Sequence[Person] = TEAM
    hours: Sequence[HoursLine] | None = None
    """Rows of the Hours tab; the ones a new workbook comes with if None."""


def small_book(plan: Plan = Plan(), **rows: Sequence[Mapping[str, Any]]) -> MemoryWorkbook:  # noqa: B008
    """Return a workbook as it is made, with some rows, by key of their tab."""
    own = {"team": plan.team, "sla": plan.rules, "hours": plan.hours}
    records = {**default_rows(plan.locale), **{k: v for k, v in own.items() if v is not None}}
    tabs = {
        table.name.said(plan.locale.language): [
            table.heading_row(plan.locale.language),
            *(table.render(record, plan.locale) for record in records.get(table.key, ())),
        ]
        for table in TABS
    }
    book = MemoryWorkbook(tabs, plan.locale)
    wishes = {SettingKey.OWNER: BOSS, SettingKey.REMINDER_LIMIT: str(plan.limit)}
    for key, value in wishes.items():
        book.typed(BY_KEY["settings"], key.said(plan.locale.language), value=value)
    for tab, lines in rows.items():
        for cells in lines:
            book.added(BY_KEY[tab], **cells)
    return book


def answered_at(intent: Intent) -> str:
    """Return where what an intent asks is answered."""
    token = intent.question.replace("/", "-")
    return f"https://desk.example/q/{token}" if token else ""


def desk_of(book: Any, folder: Path, at: datetime, *, live: bool = True) -> Desk:
    """Return the desk of a workbook with a new ledger in a folder."""
    place = folder / "ledger.sqlite3"
    ledger = SqliteLedger.create(place, "W-1", at)
    desk = Desk(
        runner=Runner(book, ledger),
        ledger=ledger,
        outbox=SqliteOutbox(place),
        mailer=MemoryMailer(),
        address="desk@shop.example",
        alone=nullcontext,
        way=answered_at,
    )
    if live:
        desk.go_live(at)
    return desk


def shown(book: MemoryWorkbook) -> dict[str, list[list[Cell]]]:
    """Return every cell, blanks at the ends aside, and without the mark of the revision."""
    out = {title: [_trimmed(row) for row in rows] for title, rows in book.tabs.items()}
    for rows in out.values():
        while rows and not rows[-1]:
            rows.pop()
    front = next(t for t in out if folded(t) in {folded(name) for name in OVERVIEW.name})
    marks = {folded(twin) for twin in REVISION}
    out[front] = [row for row in out[front] if not row or folded(row[0]) not in marks]
    return out


def _trimmed(row: Sequence[Cell]) -> list[Cell]:
    cells = [None if cell == "" else cell for cell in row]
    while cells and cells[-1] is None:
        cells.pop()
    return cells


def identifies(row: Sequence[Cell]) -> bool:
    """Whether a row of the Overview bears the workbook's identity."""
    return bool(row) and folded(row[0]) in {folded(t) for p in (WORKBOOK, REVISION) for t in p}


def theirs(book: MemoryWorkbook) -> dict[tuple[str, int, int], tuple[str, str]]:
    """Return every cell that is not ours, with its type, by tab, row and column."""
    out = {}
    for title, rows in book.tabs.items():
        ours = _ours(title, rows)
        for r, row in enumerate(rows):
            for c, cell in enumerate(row):
                if cell not in (None, "") and (r == 0 or c not in ours):
                    out[title, r, c] = (type(cell).__name__, repr(cell))
    return out


def _ours(title: str, rows: Sequence[Sequence[Cell]]) -> set[int]:
    table = next((t for t in TABS if folded(title) in map(folded, t.name)), None)
    if table is None or not rows:
        return set()
    keys = {c.key for c in table.columns if c.owner is Owner.DESK}
    return {n for n, said in enumerate(rows[0]) if table.headings.get(folded(said)) in keys}
