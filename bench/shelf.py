"""Where a measured desk is kept: in memory, or as a file on disk; and the lap of each step."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from time import process_time

import xlsxwriter

from bench.made import NOW, tabs
from chalicelib.automations.plan import Facts, Plan
from chalicelib.automations.sla_sweep import sla_sweep
from chalicelib.ports.ledger import Ledger, Mode, Recollection, Recording
from chalicelib.ports.workbook import Workbook
from chalicelib.sla.memory import Memory
from chalicelib.tables.cell import Grid, Patch, Sheets, Written
from chalicelib.tables.workbook import BY_KEY


class Laps:
    """CPU seconds by step of a run: read off whenever the run crosses a port."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self._since = process_time()

    def lap(self, step: str) -> None:
        """Count what passed since the last lap to a step."""
        now = process_time()
        self.seconds[step] += now - self._since
        self._since = now

    def sweep(self, facts: Facts) -> Plan:
        """Sweep, timed; what went before it was parsing, what follows is comparing."""
        self.lap("parse")
        plan = sla_sweep(facts)
        self.lap("decide")
        return plan


class TimedWorkbook:
    """A workbook whose reading and writing are timed."""

    def __init__(self, inner: Workbook, laps: Laps) -> None:
        self._inner = inner
        self._laps = laps

    def read(self, titles: Mapping[str, Sequence[str]]) -> Sheets:
        """Return the asked tabs."""
        self._laps.lap("recall")
        sheets = self._inner.read(titles)
        self._laps.lap("read")
        return sheets

    def write(self, sheets: Sheets, patches: Sequence[Patch]) -> Written:
        """Write all patches."""
        self._laps.lap("rest")
        written = self._inner.write(sheets, patches)
        self._laps.lap("write")
        return written

    def calls(self) -> Mapping[str, int]:
        """Return the calls made."""
        return self._inner.calls()


class TimedLedger:
    """A ledger whose recalling and recording are timed."""

    def __init__(self, inner: Ledger, laps: Laps) -> None:
        self._inner = inner
        self._laps = laps

    def recall(self) -> Recollection:
        """Return what the ledger knows now."""
        self._laps.lap("rest")
        return self._inner.recall()

    def record(self, recording: Recording, head: str) -> str:
        """Record; the making of entries before it counts as recording too."""
        head = self._inner.record(recording, head)
        self._laps.lap("record")
        return head


class MemoryWorkbook:
    """A workbook held as rows of cells."""

    def calls(self) -> Mapping[str, int]:
        """Return no calls."""
        return {}

    def __init__(self, cases: int) -> None:
        self._rows = {key: [list(row) for row in rows] for key, rows in tabs(cases)}

    def read(self, titles: Mapping[str, Sequence[str]]) -> Sheets:
        """Return the asked tabs, the rows themselves."""
        found = {key: self._rows[key] for key in titles if key in self._rows}
        return Sheets({k: Grid(BY_KEY[k].name.en, rows, {}) for k, rows in found.items()}, "")

    def write(self, _sheets: Sheets, patches: Sequence[Patch]) -> Written:
        """Write all patches into the rows."""
        for patch in patches:
            self._put(patch)
        return Written(len(patches))

    def _put(self, patch: Patch) -> None:
        rows = self._rows[patch.tab]
        while len(rows) < patch.row:
            rows.append([""] * len(BY_KEY[patch.tab].columns))
        rows[patch.row - 1][patch.column - 1] = patch.value


class MemoryLedger:
    """A ledger that keeps what a live desk must recall, and no chain."""

    def __init__(self) -> None:
        self._memories: dict[tuple[str, str], Memory] = {}
        self._known: Recollection = Recollection(
            "W-BENCH", "", Mode(live=True, since=NOW), None, (), self._memories, ()
        )

    def recall(self) -> Recollection:
        """Return what is known now."""
        return self._known

    def record(self, recording: Recording, _head: str) -> str:
        """Keep the memories, and the mark that the workbook is to bear."""
        self._memories.update(recording.memories)
        marks = (recording.revision,) if recording.revision else self._known.revisions
        self._known = self._known._replace(last_run=recording.at, revisions=marks)
        return ""


def saved(path: Path, cases: int) -> None:
    """Write the desk as an .xlsx file, a row at a time."""
    options = {"constant_memory": True, "default_date_format": "yyyy-mm-dd hh:mm:ss"}
    with xlsxwriter.Workbook(path, options) as book:
        for key, rows in tabs(cases):
            sheet = book.add_worksheet(BY_KEY[key].name.en)
            for number, row in enumerate(rows):
                for place, cell in enumerate(row):
                    if cell != "":
                        sheet.write(number, place, str(cell) if isinstance(cell, str) else cell)
