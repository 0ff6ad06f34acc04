"""Figures as plain tables for a terminal."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any

from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table

from bench.clocks import Clocks, Theirs
from bench.pace import Pace
from bench.verdicts import Size, Verdict, core, exponent

RUNS = ("first", "second")
LATENCY = 0.2
"""Seconds that a call to Google is taken to last."""
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


FATE = {
    "days": "days",
    "runs": "runs",
    "stopped": "stopped",
    "values": "written",
    "wrong": "wrong row",
    "wrong_at_last": "at last",
    "lost": "lost",
    "lost_at_last": "at last",
    "human": "people's",
}
"""What is counted of a tool in a shared sheet, and its heading."""


def raced(tools: Sequence[dict[str, Any]]) -> None:
    """Print what became of the same days in a shared sheet with each tool."""
    ours, *others = tools
    rows = [[t["tool"], *(f"{t[count]:,}" for count in FATE)] for t in tools]
    title = f"A shared sheet of {ours['cases']} cases while people edit"
    table(title, ("tool", *FATE.values()), rows)
    print("  wrong row: values on a row not theirs when a run ended, and one quiet run later;")
    print("  lost: due values that had not arrived; people's: cells of people that were changed\n")
    headings = ("tool", "calls", "CPU ms", f"s at {LATENCY} s a call", "kB sent", "kB received")
    table("What a run of them costs", headings, [_a_run(t) for t in tools])
    for other in others:
        times = _seconds(other) / _seconds(ours), _cpu(other) / _cpu(ours)
        print(f"  {other['tool']}: {times[0]:.1f}x the time, {times[1]:.1f}x the CPU of ours")
    print("  CPU of tool and HTTP client: ours hands over rows, the others make records of them\n")


def _cpu(t: dict[str, Any]) -> float:
    each: float = t["cpu"] / t["runs"]
    return each


def _seconds(t: dict[str, Any]) -> float:
    """Return how long a run takes when every call has to wait."""
    waited: float = (t["cpu"] + t["calls"] * LATENCY) / t["runs"]
    return waited


def _a_run(t: dict[str, Any]) -> list[str]:
    figures = (t["calls"], t["cpu"] * 1e3, _seconds(t) * t["runs"], t["sent"] / 1e3)
    each = [figure / t["runs"] for figure in (*figures, t["received"] / 1e3)]
    return [t["tool"], *(f"{figure:.2f}" for figure in each)]


def costs(found: Sequence[dict[str, Any]]) -> None:
    """Print what a run costs on a shared sheet of many rows, and how that grows."""
    table(
        "A shared sheet of many rows, by run",
        ("tool, rows, run", "calls", "CPU s", "kB sent", "kB received"),
        [
            (
                f"{cost['tool']}, {cost['rows']:,}, {run}",
                str(spent["calls"]),
                f"{spent['cpu']:.3f}",
                f"{spent['sent'] / 1e3:,.0f}",
                f"{spent['received'] / 1e3:,.0f}",
            )
            for cost in found
            for run, spent in cost["runs"].items()
        ],
    )
    ours = [cost for cost in found if cost["tool"] == "ours"]
    if len(ours) > 1:
        said = (f"{run} {_growth(ours, run):.2f}" for run in ours[0]["runs"])
        print(f"  growth exponent of our CPU: {', '.join(said)}\n")


def _growth(sizes: Sequence[dict[str, Any]], run: str) -> float:
    small, large = sizes[0], sizes[-1]
    grown = large["runs"][run]["cpu"] / small["runs"][run]["cpu"]
    return math.log(grown) / math.log(large["rows"] / small["rows"])


def verdicts(found: Sequence[Verdict]) -> None:
    """Print which numbers were held."""
    rows = [(v.what, f"{v.measured:,.2f}", v.limit, "PASS" if v.held else "FAIL") for v in found]
    table("Numbers to hold", ("what", "measured", "limit", "verdict"), rows)


def pace(at_start: Pace, sizes: Sequence[Size]) -> None:
    """Print how fast the machine ran: a busy one makes every figure look worse."""
    said = ", ".join(f"{size['pace_ns']:.0f} with {size['cases']:,} cases" for size in sizes)
    print("  The machine's pace, as nanoseconds of an empty turn:", end=" ")
    print(f"{at_start.best:.0f} at its best, {at_start.usual:.0f} at the start, {said}\n")
