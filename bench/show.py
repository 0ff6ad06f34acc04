"""Figures as plain tables for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table

from bench.clocks import Clocks, Theirs
from bench.pace import Pace
from bench.verdicts import Size, Verdict, core, exponent

RUNS = ("first", "second")
STEPS = ("recall", "read", "parse", "decide", "diff", "record", "write", "rest")


def table(title: str, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table; the first column is words, the others are figures."""
    made = Table(title=title, title_justify="left", box=SIMPLE)
    for number, heading in enumerate(headings):
        made.add_column(heading, justify="right" if number else "left")
    for row in rows:
        made.add_row(*row)
    Console(width=130).print(made)


def clocks(found: Clocks) -> None:
    """Print what clock operations cost."""
    title = (
        f"Clock operations on {found.spans:,} random spans (compiled in {found.compiled:.1f} ms)"
    )
    rows = [(f"{o.operation}, {o.pauses} pauses", f"{o.microseconds:.2f}") for o in found.ours]
    table(title, ("operation", "microseconds"), rows)
    headings = ("peer", "operation", "asked", "agreed", "microseconds", "ours", "ratio")
    table("Peers on the first of the same spans", headings, map(_beside, found.theirs))
    for peer in found.theirs:
        if peer.limits:
            print(f"  {peer.peer}: {peer.limits}")


def _beside(p: Theirs) -> list[str]:
    figures = (f"{p.microseconds:,.0f}", f"{p.ours:.2f}", f"{p.ratio:,.0f}x")
    return [p.peer, p.operation, str(p.asked), str(p.agreed), *figures]


def desk(title: str, sizes: Sequence[Size]) -> None:
    """Print what a run costs by step and size, the first run and one where nothing changed."""
    headings = ("cases, run", *STEPS, "core us/case", "peak MB", "cells")
    table(title, headings, [_row(size, run) for size in sizes for run in RUNS if run in size])
    if all(run in size for size in sizes for run in RUNS) and len(sizes) > 1:
        said = (f"{run} run {exponent(sizes, run):.2f}" for run in RUNS)
        print(f"  growth exponent of parse, decide and diff: {', '.join(said)}\n")


def _row(size: Size, run: str) -> list[str]:
    first = run == "first"
    cells = size["cells" if first else "cells_again"]
    return [
        f"{size['cases']:,}, {run}",
        *(f"{size[run].get(step, 0.0):.3f}" for step in STEPS),
        f"{core(size, run) / size['cases'] * 1e6:.0f}",
        f"{size['megabytes']:.0f}" if first else "",
        f"{cells:,.0f}",
    ]


def profile(cases: int, functions: Sequence[dict[str, Any]]) -> None:
    """Print the functions that cost most themselves."""
    table(
        f"Flat profile of a first run of {cases:,} cases (slowed by being watched)",
        ("function", "calls", "self s", "total s"),
        [
            (f["function"], f"{f['calls']:,}", f"{f['self']:.3f}", f"{f['total']:.3f}")
            for f in functions
        ],
    )


def verdicts(found: Sequence[Verdict]) -> None:
    """Print which numbers were held."""
    rows = [(v.what, f"{v.measured:,.2f}", v.limit, "PASS" if v.held else "FAIL") for v in found]
    table("Numbers to hold", ("what", "measured", "limit", "verdict"), rows)


def pace(at_start: Pace, sizes: Sequence[Size]) -> None:
    """Print how fast the machine ran: a busy one makes every figure look worse."""
    said = ", ".join(f"{size['pace_ns']:.0f} with {size['cases']:,} cases" for size in sizes)
    print("  The machine's pace, as nanoseconds of an empty turn:", end=" ")
    print(f"{at_start.best:.0f} at its best, {at_start.usual:.0f} at the start, {said}\n")
