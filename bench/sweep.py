"""One size of desk, swept twice in a process of its own: CPU seconds by step, peak memory."""

from __future__ import annotations

import gc
import json
import resource
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench.made import NOW
from bench.pace import nanoseconds
from bench.shelf import Laps, MemoryLedger, MemoryWorkbook, TimedLedger, TimedWorkbook, saved
from chalicelib.adapters.sqlite.ledger import SqliteLedger
from chalicelib.adapters.xlsx.workbook import XlsxWorkbook
from chalicelib.ports.ledger import Ledger
from chalicelib.ports.workbook import Workbook
from chalicelib.report import Report
from chalicelib.runner import Runner

Seconds = dict[str, float]
"""CPU seconds by step."""
CORE = ("parse", "decide", "diff")


def in_memory(cases: int, times: int) -> dict[str, object]:
    """Measure a desk held in memory: what the file and its reader cost is left out."""
    firsts, seconds = [], []
    before = peak = written = 0.0
    pace = nanoseconds().usual
    for _ in range(times):
        workbook, ledger = MemoryWorkbook(cases), MemoryLedger()
        gc.collect()
        before = before or peaked()
        first, report = swept(workbook, ledger, NOW)
        peak, written = peak or peaked(), report.written.cells
        del report
        second, report = swept(workbook, ledger, NOW)
        again = report.written.cells
        del report
        firsts.append(first)
        seconds.append(second)
    return {
        "cases": cases,
        "first": least(firsts),
        "second": least(seconds),
        "cells": written,
        "cells_again": again,
        "megabytes_before": before,
        "megabytes": peak,
        "pace_ns": (pace + nanoseconds().usual) / 2,
    }


def on_disk(cases: int, times: int) -> dict[str, object]:
    """Measure a desk kept as a file, with its ledger on disk; once only, or a second run too."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "desk.xlsx")
        saved(path, cases)
        ledger = SqliteLedger.create(Path(folder, "ledger.sqlite3"), "W-BENCH", NOW)
        size = path.stat().st_size / 1e6
        first, report = swept(XlsxWorkbook(path), ledger, NOW)
        figures = {"cases": cases, "file_megabytes": size, "megabytes": peaked()}
        figures |= {"first": first, "cells": report.written.cells}
        if times > 1:
            del report
            second, report = swept(XlsxWorkbook(path), ledger, NOW)
            figures |= {"second": second, "cells_again": report.written.cells}
        return figures


@dataclass(frozen=True, kw_only=True)
class Watched(Runner):
    """A runner that says when comparing ends and recording begins."""

    laps: Laps

    def _record(self, *decided: Any) -> None:
        self.laps.lap("diff")
        super()._record(*decided)


def swept(workbook: Workbook, ledger: Ledger, now: datetime) -> tuple[Seconds, Report]:
    """Run the sweep once, timed by step."""
    laps = Laps()
    runner = Watched(TimedWorkbook(workbook, laps), TimedLedger(ledger, laps), laps=laps)
    report = runner.run(laps.sweep, now)
    laps.lap("rest")
    return dict(laps.seconds), report


def least(runs: Sequence[Seconds]) -> Seconds:
    """Return each step's best time of several runs."""
    return {step: min(run[step] for run in runs) for step in runs[0]}


def peaked() -> float:
    """Return the most memory this process ever held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    where, cases, times = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    print(json.dumps(on_disk(cases, times) if where == "disk" else in_memory(cases, times)))
