"""Writing while people edit: values on wrong rows, lost updates, calls and time, beside others.

A day is a few runs. Somebody edits before each of them, and once more just before its first
write; the same edits for every tool. A value names the record it is meant for, so that whoever
looks at the sheet sees whether it stands there.
"""

from __future__ import annotations

import json
import random
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any
from zlib import crc32

from bench.google_tools import COLUMNS, FAILURES, ID, TAB, TOOLS, Meter
from bench.made import tabs
from chalicelib.tables.cell import Cell
from chalicelib.tables.instants import to_serial
from tests.google import person as p
from tests.google.exchange import Request
from tests.google.person import Action, Person
from tests.google.quota import kind_of
from tests.google.server import Service
from tests.google.small import KEY, small_world
from tests.google.state import Column, Sheet
from tests.google.twin import Ours as Own

RUNS = 4
"""In a day, beside one when nobody is there yet, and one when everybody has gone."""
COUNTS = (
    *("runs", "stopped", "values", "wrong", "wrong_at_last", "lost", "lost_at_last", "human"),
    *("calls", "cpu", "sent", "received"),
)
"""What is counted: values written; on a row that is not theirs, and due ones that did not arrive,
after each run and at last; cells of people that were changed; and what it took."""
SLOW = 10
"""A tool that calls for every cell lives through every tenth day only."""
SHARE = 10
"""One record in so many is to show something new in a run."""
MARK = "·"


def raced(cases: int, days: int) -> list[dict[str, Any]]:
    """Return what became of the same days with each tool."""
    lines = book(cases)
    found = []
    for name in TOOLS:
        lived = -(-days // SLOW) if "cell by cell" in name else days
        total: Counter[str] = Counter()
        for day in range(lived):
            total.update(Day(lines, name, day).lived())
        figures = {count: total[count] for count in COUNTS}
        found.append({"tool": name, "cases": cases, "days": lived, **figures})
    return found


def book(cases: int) -> list[list[Any]]:
    """Return a tab of made-up cases, as Google stores them."""
    rows = dict(tabs(cases))["cases"]
    made = [[_stored(cell) for cell in row] for row in rows]
    at = made[0].index(ID)
    for number, row in enumerate(made[1:], start=1):
        row[at] = f"CASE-{number:05}"
    return made


def _stored(cell: Cell) -> Any:
    if isinstance(cell, datetime):
        return float(to_serial(cell))
    return None if cell == "" else float(cell) if isinstance(cell, int) else cell


class Day:
    """One day of a tool with somebody beside it."""

    def __init__(self, lines: Sequence[Sequence[Any]], tool: str, seed: int) -> None:
        self._service = Service(small_world({TAB: lines}))
        self._tool = TOOLS[tool](self._service, KEY)
        self._rng = random.Random(seed)
        self._last = len(lines)
        self._headings = [str(heading) for heading in lines[0]]
        own = Own({TAB: [*COLUMNS.values(), "Due", "Clock"]})
        self._person = Person(ours=own).beside(self._service)
        self._meter = Meter(self._service)
        self._edits: list[Action] = []
        self._service.before.append(self._interrupts)
        self._columns = _columns(self._sheet)
        self._turn = 0
        self._figures: Counter[str] = Counter()

    def lived(self) -> Counter[str]:
        """Live the day; return what was counted."""
        self._goes()  # the first run fills an untouched sheet; nobody is there yet
        self._figures.clear()
        for _ in range(RUNS):
            self._turn += 1
            self._acts(self._deed())
            due = self._missing()
            self._edits = [self._deed()]
            self._goes()
            self._acts(*self._edits)
            self._figures["lost"] += len(due & self._missing())
            self._figures["wrong"] += self._wrong()
        self._goes()
        self._figures["lost_at_last"] = len(self._missing())
        self._figures["wrong_at_last"] = self._wrong()
        self._figures["human"] = len(self._person.trespasses())
        return self._figures

    def wanted(self, name: str) -> str:
        """Return what a record should show by now: who it is, and when it last changed."""
        turns = range(1, self._turn + 1)
        changed = sum(crc32(f"{name}/{turn}".encode()) % SHARE == 0 for turn in turns)
        return f"{name}{MARK}{changed}"

    def _goes(self) -> None:
        figures = self._figures
        try:
            spent = self._meter.of(lambda: figures.update(values=self._tool.run(self.wanted)))
        except FAILURES:
            figures["stopped"] += 1
            return
        figures.update(
            runs=1, calls=spent.calls, cpu=spent.cpu, sent=spent.sent, received=spent.received
        )

    @property
    def _sheet(self) -> Sheet:
        return self._service.world.spreadsheets[KEY].sheets[0]

    def _interrupts(self, _service: Service, request: Request, _n: int) -> None:
        """Edit before the first write of a run."""
        if self._edits and kind_of(request.method, request.path) == "write":
            self._acts(*self._edits)

    def _acts(self, *deeds: Action) -> None:
        self._edits = []
        for deed in deeds:
            self._person.does(deed, self._service.world)

    def _deed(self) -> Action:
        rng = self._rng
        row, other = rng.randint(2, self._last), rng.randint(2, self._last)
        heading = rng.choice(self._headings[1:12])
        rows: list[Callable[[], Action]] = [
            lambda: p.SortRows(TAB, heading, descending=rng.random() < 1 / 2),
            lambda: p.InsertRow(TAB, row, rng.randint(1, 2)),
            lambda: p.DeleteRow(TAB, row),
            lambda: p.MoveRow(TAB, row, other),
            lambda: p.CutPaste(TAB, row, other),
            lambda: p.DuplicateRow(TAB, row),
            lambda: p.AppendRow(TAB, {ID: f"CASE-{rng.randrange(60_000, 99_999)}"}),
            lambda: p.TypeCell(TAB, row, heading, "seen"),
        ]
        columns: list[Callable[[], Action]] = [
            lambda: p.InsertColumn(TAB, heading, f"Note {rng.randrange(10**6)}"),
            lambda: p.MoveColumn(TAB, heading, rng.randint(2, 12)),
        ]
        return rng.choice(rows if rng.random() < 0.85 else columns)()

    def _shown(self) -> list[tuple[str, list[str]]]:
        """Return the id of every row, and what the columns of the tool show there."""
        sheet = self._sheet
        at = {id(column): index for index, column in enumerate(sheet.columns)}
        name, *rest = (at[id(column)] for column in self._columns)
        return [
            (str(sheet.value(row, name) or ""), [str(sheet.value(row, c) or "") for c in rest])
            for row in range(1, len(sheet.rows))
        ]

    def _wrong(self) -> int:
        """Count values on a row that is not theirs."""
        return sum(
            value.partition(MARK)[0] != name
            for name, values in self._shown()
            for value in values
            if value
        )

    def _missing(self) -> set[tuple[str, int]]:
        """Return ids and columns of records that do not show what they should."""
        shown = self._shown()
        times = Counter(name for name, _ in shown)
        return {
            (name, index)
            for name, values in shown
            if name and times[name] == 1
            for index, value in enumerate(values)
            if value != self.wanted(name)
        }


def _columns(sheet: Sheet) -> list[Column]:
    """Return the column of the ids, and those that are filled in."""
    headings = {sheet.value(0, index): column for index, column in enumerate(sheet.columns)}
    return [headings[name] for name in (ID, *COLUMNS.values())]


if __name__ == "__main__":
    print(json.dumps(raced(int(sys.argv[1]), int(sys.argv[2]))))
