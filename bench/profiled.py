"""A flat profile of one run: where the time of parsing, deciding and comparing goes."""

from __future__ import annotations

import json
import sys
from cProfile import Profile
from pathlib import PurePath
from pstats import Stats
from typing import Any

from bench.made import NOW
from bench.shelf import MemoryLedger, MemoryWorkbook
from chalicelib.automations.sla_sweep import sla_sweep
from chalicelib.runner import Runner

TOP = 20
Place = tuple[str, int, str]


def flat(cases: int) -> list[dict[str, Any]]:
    """Return the functions that cost most themselves; profiling slows all of them."""
    Runner(MemoryWorkbook(10), MemoryLedger()).run(sla_sweep, NOW)
    runner, profile = Runner(MemoryWorkbook(cases), MemoryLedger()), Profile()
    profile.runcall(runner.run, sla_sweep, NOW)
    stats: dict[Place, tuple[int, int, float, float, Any]] = Stats(profile).stats  # type: ignore[attr-defined]
    ordered = sorted(stats.items(), key=lambda found: -found[1][2])[:TOP]
    return [
        {"function": _named(place), "calls": calls, "self": own, "total": total}
        for place, (_, calls, own, total, _) in ordered
    ]


def _named(place: Place) -> str:
    path, line, name = place
    parts = PurePath(path).parts
    return f"{'/'.join(parts[-2:])}:{line} {name}" if line else name


if __name__ == "__main__":
    print(json.dumps(flat(int(sys.argv[1]))))
