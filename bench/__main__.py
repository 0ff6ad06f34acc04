"""Measure clocks, sweeps, shared sheets, decisions, reviews, triage and the cloud; print tables, write build/bench.json."""

from __future__ import annotations

import argparse
import json
import platform
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from bench import show
from bench.clocks import Clocks, measured
from bench.pace import nanoseconds
from bench.verdicts import BIG, verdicts

BUILD = Path(__file__).parents[1] / "build"
SHARED = 300
"""Cases in a sheet that is raced on."""
FEW = 12_000
"""Sizes up to it are measured several times, and the best counts; from disk run twice."""


class Asked(NamedTuple):
    """How much is to be measured."""

    sizes: Sequence[int]
    disk: Sequence[int]
    spans: int
    sample: int
    days: int
    """Lived through in a shared sheet."""
    decisions: int
    cloud: bool
    """Whether the desk in the cloud is measured too: imports, and how far it goes."""
    out: Path


def main(words: Sequence[str]) -> None:
    """Measure, print, write."""
    asked = _asked(words)
    pace = nanoseconds()
    clocks = measured(asked.spans, asked.sample)
    show.clocks(clocks)
    memory = [_apart("bench.sweep", "memory", str(n), _times(n)) for n in asked.sizes]
    show.desk("A sweep of a desk held in memory, CPU seconds", memory)
    disk = [_apart("bench.sweep", "disk", str(n), _times(n)) for n in asked.disk]
    show.desk("The same desk as an .xlsx file with a ledger on disk, CPU seconds", disk)
    watched = min(BIG, max(asked.sizes))
    profile = _apart("bench.profiled", str(watched))
    show.profile(watched, profile)
    shared = _shared(asked)
    found = verdicts(clocks, memory)
    show.verdicts(found)
    show.pace(pace, memory)
    figures = {
        "machine": {"python": platform.python_version(), "pace_ns": pace._asdict()},
        "clocks": _plain(clocks),
        "memory": memory,
        "disk": disk,
        "profile": profile,
        "google": shared,
        "verdicts": [v._asdict() for v in found],
    }
    asked.out.parent.mkdir(parents=True, exist_ok=True)
    figures["decisions"] = _told("bench.decisions", asked.out, str(asked.decisions))
    figures["reviews"] = _told("bench.reviews", asked.out, str(asked.decisions // 10))
    figures["triage"] = _told("bench.triage", asked.out, str(asked.decisions // 10))
    figures |= _cloud(asked)
    asked.out.write_text(json.dumps(figures, indent=1), encoding="utf-8")


def _plain(clocks: Clocks) -> dict[str, Any]:
    pairs = {"ours": clocks.ours, "theirs": clocks.theirs}
    return clocks._asdict() | {whose: [o._asdict() for o in held] for whose, held in pairs.items()}


def _shared(asked: Asked) -> dict[str, Any]:
    """Return what writing into a shared sheet costs and spoils, with us and with others."""
    raced = _apart("bench.google", str(SHARED), str(asked.days))
    show.raced(raced)
    small = [size for size in asked.sizes if size <= BIG]
    pairs = [*(("ours", n) for n in asked.sizes), *(("by row number, one batch", n) for n in small)]
    costs = [_apart("bench.google_cost", tool, str(rows)) for tool, rows in pairs]
    show.costs(costs)
    return {"raced": raced, "costs": costs}


def _asked(words: Sequence[str]) -> Asked:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="less work, rougher figures")
    parser.add_argument("--sizes", type=_sizes, help="cases per desk, e.g. 1000,10000")
    parser.add_argument("--out", type=Path, default=BUILD / "bench.json", help="where figures go")
    given = parser.parse_args(words)
    sizes = given.sizes or ([1_000, BIG] if given.quick else [1_000, BIG, 50_000])
    disk = sizes[:1] if given.quick else sizes
    amounts = (2_000, 20, 2, 1_000) if given.quick else (10_000, 200, 30, 100_000)
    return Asked(sizes, disk, *amounts, not given.quick, given.out)


def _sizes(text: str) -> list[int]:
    return sorted(int(size) for size in text.split(","))


def _times(cases: int) -> str:
    return "3" if cases <= FEW else "1"


def _apart(*words: str) -> Any:
    """Return what a module measures in a process of its own, so that nothing else weighs."""
    command = [sys.executable, "-m", *words]
    done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
    return json.loads(done.stdout)


def _cloud(asked: Asked) -> dict[str, Any]:
    """Return what a new container pays, and how far the desk in the cloud goes."""
    names = ("imports", "scale") if asked.cloud else ()
    return {name: _told(f"bench.{name}", asked.out) for name in names}


def _told(module: str, beside: Path, *words: str) -> Any:
    """Let a module print its tables in a process of its own, and return its figures."""
    place = beside.with_name(f"{module}.json")
    subprocess.run([sys.executable, "-m", module, str(place), *words], check=True)  # noqa: S603
    return json.loads(place.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main(sys.argv[1:])
