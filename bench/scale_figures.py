"""From what simulated stages lived through to figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from bench.scale_costs import Costs
from bench.scale_prices import Bill, bill
from bench.scale_stage import Lived

A_DAY = 1440
ACCOUNT, PROJECT = 60, 300
"""Calls that read, and as many that write, which Google allows a minute."""


class Lots(NamedTuple):
    """What a stage lived through, and how much that counts."""

    found: Lived
    days: int
    weight: float
    workbooks: int


class Spread(NamedTuple):
    """Some figures in three."""

    usual: float
    """The mean of calls a minute, else the middle one."""
    p99: float
    most: float

    def __str__(self) -> str:
        """Return them for a table."""
        return f"{self.usual:,.1f} / {self.p99:,.0f} / {self.most:,.0f}"


class Told(NamedTuple):
    """What became of the workbooks of one stage."""

    what: str
    workbooks: int
    runs: float
    """Of a workbook, a day."""
    cold: float
    """The share of runs that had to ask for the layout."""
    reads: Spread
    """Calls a minute of the stage's service account."""
    writes: Spread
    over: float
    """The share of minutes with more calls than Google allows."""
    lag: Spread
    """Seconds from due to the run, of what an earlier run had said."""
    blind: Spread
    """Seconds from due to the run, of what was typed and fell due before anybody looked."""
    hint: Spread
    """Seconds from a hint's arrival to the run that sees the edit."""
    month: Counter[str]
    """How often each thing happens in a month of the stage."""
    bill: Bill

    def plain(self) -> dict[str, Any]:
        """Return it for a file."""
        return self._asdict() | {"bill": self.bill._asdict()}


def told(what: str, lots: Sequence[Lots], costs: Costs) -> Told:
    """Return the figures of stages that are weighed to one month of one stage."""
    month: Counter[str] = Counter()
    for lot in lots:
        month.update({name: n * lot.weight for name, n in lot.found.counts.items()})
    run_seconds = sum(lot.found.seconds["run"] * lot.weight for lot in lots)
    reads = [n for lot in lots for n in _minutes(lot.found.reads, lot.days)]
    writes = [n for lot in lots for n in _minutes(lot.found.writes, lot.days)]
    over = sum(max(pair) > ACCOUNT for pair in zip(reads, writes, strict=True)) / len(reads)
    workbooks = lots[0].workbooks
    return Told(
        what,
        workbooks,
        month["run"] / workbooks / 30,
        month["cold"] / max(1, month["run"]),
        _mean(reads),
        _mean(writes),
        over,
        middle(n for lot in lots for n in lot.found.lags),
        middle(n for lot in lots for n in lot.found.blind),
        middle(n for lot in lots for n in lot.found.hinted),
        month,
        bill(month, run_seconds, costs),
    )


def _minutes(calls: Counter[int], days: int) -> list[int]:
    return [calls[minute] for minute in range(days * A_DAY)]


def _mean(calls: Sequence[int]) -> Spread:
    return Spread(sum(calls) / len(calls), quantile(sorted(calls), 0.99), max(calls))


def middle(found: Iterable[float]) -> Spread:
    """Return the middle, p99 and most of some figures; zeros of none."""
    ordered = sorted(found)
    return Spread(quantile(ordered, 0.5), quantile(ordered, 0.99), quantile(ordered, 1))


def quantile(ordered: Sequence[float], part: float) -> float:
    """Return the value below which so great a part of them lies; 0 of none."""
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))] if ordered else 0.0
