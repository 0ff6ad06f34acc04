"""Tools that fill two columns of a shared spreadsheet: ours, and as public ones do it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from time import process_time
from typing import Any, NamedTuple, Protocol

import gspread
from gspread.utils import rowcol_to_a1

from chalicelib.adapters.google.client import GoogleClient, Watch
from chalicelib.adapters.google.workbook import GoogleWorkbook
from chalicelib.ports.workbook import WorkbookChangedError, WorkbookError
from chalicelib.tables.cell import Patch, plain
from chalicelib.tables.layout import laid_out
from chalicelib.tables.workbook import CASES
from tests.google.clock import VirtualClock
from tests.google.exchange import Answer, Drop, Request
from tests.google.server import Service
from tests.google.transport import session

TAB = CASES.name.en
ID = CASES.fields["id"].heading.en
COLUMNS = {key: CASES.fields[key].heading.en for key in ("state", "why")}
"""What is filled in, by key: the heading."""
TRIES = 4
"""How often our runner begins anew where a workbook changed meanwhile."""

Wanted = Callable[[str], str]
"""What the record of an id should show."""
FAILURES = (gspread.exceptions.GSpreadException, WorkbookError, ValueError, KeyError, IndexError)
"""What may stop a run."""


class Tool(Protocol):
    """Something that lets every record show what it should."""

    def run(self, wanted: Wanted) -> int:
        """Read, and write what differs; return how many values were written."""


class Ours:
    """The desk's adapter: one read, one write by tag and id, put right by the answer."""

    def __init__(self, service: Service, spreadsheet: str) -> None:
        clock = VirtualClock()
        watch = Watch(clock.monotonic, clock.sleep, lambda: 0.5)
        self._pass = clock.sleep
        self._workbook = GoogleWorkbook(GoogleClient(session(service), watch), spreadsheet)

    def run(self, wanted: Wanted) -> int:
        """Run as the runner does: from the beginning where the workbook changed meanwhile."""
        self._pass(60)
        for _ in range(TRIES - 1):
            try:
                return self._once(wanted)
            except WorkbookChangedError:
                continue
        return self._once(wanted)

    def _once(self, wanted: Wanted) -> int:
        """As our runner: a row without an id, or with one that others bear too, shows nothing."""
        sheets = self._workbook.read({CASES.key: CASES.titles()})
        rows = sheets.grids[CASES.key].rows
        at = laid_out(CASES, rows[0]).at
        names = [plain(row[at["id"]]) if at["id"] < len(row) else "" for row in rows]
        known = dict(_once_each(names))
        patches = [
            Patch(CASES.key, number, index + 1, seen, value or None, name)
            for number, name in enumerate(names[1:], start=2)
            for value in (wanted(name) if number in known else "",)
            for index in (at[key] for key in COLUMNS)
            for seen in (_cell(rows[number - 1], index),)
            if seen != value
        ]
        return self._workbook.write(sheets, patches).cells


class Naive:
    """Reads all records, then writes by row number, all in one batch: what tools do at best."""

    def __init__(self, service: Service, spreadsheet: str) -> None:
        self._session = session(service)
        self._id = spreadsheet

    def run(self, wanted: Wanted) -> int:
        """Open the sheet, read it, and write each difference at its number of row and column."""
        sheet = gspread.authorize(None, session=self._session).open_by_key(self._id).worksheet(TAB)
        records = sheet.get_all_records()
        headings = list(records[0]) if records else []
        names = ["", *(str(record[ID]) for record in records)]
        cells = [
            (number, headings.index(heading) + 1, wanted(name))
            for number, name in _once_each(names)
            for heading in COLUMNS.values()
            if records[number - 2][heading] != wanted(name)
        ]
        self.writes(sheet, cells)
        return len(cells)

    def writes(self, sheet: gspread.Worksheet, cells: Sequence[tuple[int, int, str]]) -> None:
        """Write cells in one call."""
        if cells:
            sheet.batch_update(
                [{"range": rowcol_to_a1(r, c), "values": [[v]]} for r, c, v in cells]
            )


class NaiveByCell(Naive):
    """The same, a call for every cell: the example that most tools begin with."""

    def writes(self, sheet: gspread.Worksheet, cells: Sequence[tuple[int, int, str]]) -> None:
        """Write cells one by one."""
        for row, column, value in cells:
            sheet.update_cell(row, column, value)


TOOLS: Mapping[str, type[Ours | Naive]] = {
    "ours": Ours,
    "by row number, one batch": Naive,
    "by row number, cell by cell": NaiveByCell,
}


def _once_each(names: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield row numbers and ids, but of rows without an id or with one that others bear too."""
    times = Counter(names)
    for number, name in enumerate(names, start=1):
        if number > 1 and name and times[name] == 1:
            yield number, name


def _cell(row: Sequence[Any], index: int) -> Any:
    return row[index] if index < len(row) else ""


class Spent(NamedTuple):
    """What runs cost their tool."""

    calls: int
    cpu: float
    """Seconds of CPU in the tool and its HTTP client: the server's own are left out."""
    sent: int
    received: int


class Meter:
    """Counts calls and bytes, and takes the server's time off the tool's."""

    def __init__(self, service: Service) -> None:
        self.calls = self.sent = self.received = 0
        self._away = 0.0
        self._answer = service.answer
        service.answer = self._answered  # type: ignore[method-assign]

    def _answered(self, request: Request) -> Answer | Drop:
        start = process_time()
        answer = self._answer(request)
        self.calls += 1
        self.sent += len(request.body)
        if isinstance(answer, Answer):
            content = answer.content()
            self.received += len(content)
            answer.body = content  # so that it is not made twice
        self._away += process_time() - start
        return answer

    def of(self, call: Callable[[], Any]) -> Spent:
        """Return what a call costs."""
        before = (self.calls, self.sent, self.received, self._away)
        start = process_time()
        call()
        whole = process_time() - start
        calls, sent, received, away = before
        cpu = whole - (self._away - away)
        return Spent(self.calls - calls, cpu, self.sent - sent, self.received - received)
