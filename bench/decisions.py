"""Decisions: what a policy of many rows costs to compile, to check and to ask, beside peers.

A decision is what production uses: with the rows that decided, their outcomes, and the values they
went by. Peers get the same rows in their own words, and records as floats and texts.
"""

from __future__ import annotations

import json
import sys
import tracemalloc
from collections.abc import Sequence
from pathlib import Path
from time import process_time
from typing import Any, NamedTuple

from bench.pace import best
from bench.rows import INPUTS, askings, plain, records, sheet_rows
from bench.rule_peers import Engine, engines, missing
from bench.show import table as printed
from bench.show import verdicts as shown
from bench.verdicts import Verdict
from chalicelib.policy.lint import FindingKind, lint
from chalicelib.policy.rule import Compiled, DecisionTable, HitPolicy, compiled

MANY = 100_000
SAMPLE = 0.02
"""The share of records that peers are asked about."""
USUAL = 40
SIZES = (USUAL, 200, 1000)
MOST = 0.5
"""Seconds that 100,000 decisions may take on 40 rows of 7 inputs."""
TIMES = 3

Records = Sequence[dict[str, Any]]


class Ours(NamedTuple):
    """What a table of so many rows costs."""

    rows: int
    compiled: float
    """Milliseconds from cells to a table."""
    linted: float
    """Milliseconds to look for clashes, gaps and rows never reached."""
    unchecked: bool
    """Whether lint said that it did not look at everything."""
    kilobytes: float
    decided: float
    """Microseconds a decision."""
    explained: float
    """Microseconds to say a decision in words besides."""


class Theirs(NamedTuple):
    """What a peer's decision costs beside ours on the same records."""

    engine: str
    asked: int
    agreed: int
    microseconds: float
    ratio: float
    limits: str


def measured(count: int) -> dict[str, Any]:
    """Return all figures, of so many records."""
    some = records(count)
    few = some[: max(1, int(count * SAMPLE))]
    ours = [_ours(rows, some, few) for rows in SIZES]
    theirs = [_beside(engine, few, ours[0]) for engine in engines(askings(USUAL))]
    return {
        "records": count,
        "ours": [o._asdict() for o in ours],
        "theirs": [t._asdict() for t in theirs],
        "missing": missing(),
    }


def _ours(rows: int, some: Records, few: Records) -> Ours:
    made, kilobytes = _weighed(rows)
    start = process_time()
    findings = lint(made.table)
    linted = process_time() - start
    return Ours(
        rows,
        min(_compiling(rows) for _ in range(TIMES)) * 1e3,
        linted * 1e3,
        any(finding.kind is FindingKind.UNCHECKED for finding in findings),
        kilobytes,
        min(_deciding(made.table, some) for _ in range(TIMES)) / len(some) * 1e6,
        _explaining(made.table, few) / len(few) * 1e6,
    )


def _weighed(rows: int) -> tuple[Compiled, float]:
    sheet = sheet_rows(askings(rows))
    tracemalloc.start()
    made = compiled(INPUTS, sheet, HitPolicy.FIRST)
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    if made.faults:
        raise ValueError(made.faults)
    return made, held / 1e3


def _compiling(rows: int) -> float:
    sheet = sheet_rows(askings(rows))
    start = process_time()
    compiled(INPUTS, sheet, HitPolicy.FIRST)
    return process_time() - start


def _deciding(table: DecisionTable, some: Records) -> float:
    """Return the seconds of deciding once on each record, by a table that remembers nothing yet."""
    fresh = DecisionTable(table.inputs, table.understood, table.hit)
    return best(lambda part: [fresh.decide(record) for record in part], some, times=1)


def _explaining(table: DecisionTable, some: Records) -> float:
    kept = [table.decide(record) for record in some]
    start = process_time()
    for decision in kept:
        table.explained(decision)
    return process_time() - start


def _beside(engine: Engine, some: Records, ours: Ours) -> Theirs:
    table = compiled(INPUTS, sheet_rows(askings(USUAL)), HitPolicy.FIRST).table
    said = [table.decide(record).rules[0] for record in some]
    asked = [plain(record) for record in some]
    start = process_time()
    found = engine.decide(asked)
    each = (process_time() - start) / len(some) * 1e6
    agreed = sum(one == other for one, other in zip(said, found, strict=True))
    return Theirs(engine.name, len(some), agreed, each, each / ours.decided, engine.limits)


def verdicts(found: dict[str, Any]) -> list[Verdict]:
    """Return whether the limits were held."""
    spent = found["ours"][0]["decided"] / 1e6 * MANY
    what = f"{MANY:,} decisions on {USUAL} rows of {len(INPUTS)} inputs: CPU seconds"
    return [Verdict(what, spent, f"at most {MOST:g}", spent <= MOST)]


def show(found: dict[str, Any]) -> None:
    """Print what decisions cost."""
    headings = ("rows", "compile ms", "lint ms", "kB", "us a decision", "us its words")
    keys = ("compiled", "linted", "kilobytes", "decided", "explained")
    rows = [
        (f"{o['rows']:,}{' (lint cut short)' * o['unchecked']}", *(f"{o[k]:,.2f}" for k in keys))
        for o in found["ours"]
    ]
    title = f"Decision tables of {len(INPUTS)} inputs, {found['records']:,} records"
    printed(title, headings, rows)
    headings = ("peer", "asked", "agreed", "us a decision", "x ours")
    keys = ("asked", "agreed", "microseconds", "ratio")
    rows = [(t["engine"], *(f"{t[k]:,.0f}" for k in keys)) for t in found["theirs"]]
    printed(f"Peers on {USUAL} rows", headings, rows)
    for peer in found["theirs"]:
        print(f"  {peer['engine']}: {peer['limits']}")
    for name in found["missing"]:
        print(f"  {name}: not installed")


def main(words: Sequence[str]) -> None:
    """Measure, print; write the figures to a file if one is named; a count may follow."""
    found = measured(int(words[1]) if len(words) > 1 else MANY)
    show(found)
    judged = verdicts(found)
    shown(judged)
    figures = found | {"verdicts": [v._asdict() for v in judged]}
    for place in words[:1]:
        Path(place).write_text(json.dumps(figures, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
