"""What a run costs on a shared spreadsheet of many rows: CPU, calls and bytes, ours beside others.

Three runs: the first fills every row, the second finds nothing to do, the third changes a tenth.
"""

from __future__ import annotations

import gc
import json
import sys
from typing import Any
from zlib import crc32

from bench.google import MARK, SHARE, book
from bench.google_tools import TAB, TOOLS, Meter
from bench.pace import nanoseconds
from tests.google.server import Service
from tests.google.small import KEY, small_world

RUNS = ("fills every row", "nothing changed", "a tenth changed")


def measured(tool: str, rows: int) -> dict[str, Any]:
    """Return what each run of a tool costs on a sheet of so many rows."""
    service = Service(small_world({TAB: book(rows)}))
    tried = TOOLS[tool](service, KEY)
    meter = Meter(service)
    spent = {}
    for turn, run in zip((0, 0, 1), RUNS, strict=True):
        gc.collect()
        spent[run] = meter.of(lambda turn=turn: tried.run(lambda name: _wanted(name, turn)))
    return {
        "tool": tool,
        "rows": rows,
        "pace_ns": nanoseconds().usual,
        "runs": {run: cost._asdict() for run, cost in spent.items()},
    }


def _wanted(name: str, turn: int) -> str:
    return f"{name}{MARK}{turn if crc32(name.encode()) % SHARE == 0 else 0}"


if __name__ == "__main__":
    print(json.dumps(measured(sys.argv[1], int(sys.argv[2]))))
