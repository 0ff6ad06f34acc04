"""How far the desk in the cloud goes: 1, 100 and 10,000 workbooks over a fixed trace of 30 days.

What each run, delivery, hint and minute costs is measured on the code that ships, at the start.
Then a simulation counts how often each happens: people as in ``bench.scale_trace``, the real
``Waking``, and containers, messages and minutes on a virtual clock. Stages of the desk share
nothing but a project's quota at Google, so some of them stand for many.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from datetime import datetime, timedelta
from math import ceil
from pathlib import Path
from typing import Any, NamedTuple

from bench import scale_show
from bench.pace import nanoseconds
from bench.scale_costs import measured
from bench.scale_figures import ACCOUNT, Lots, Told, told
from bench.scale_found import LAG, MANY, Found, Given, most_that_hold
from bench.scale_prices import pace
from bench.scale_stage import Stage
from bench.scale_trace import START, lives
from bench.verdicts import Verdict

MONTH = 30
DOLLARS = 3.0
LADDER = (25, 50, 75, 100, 150, 200, 300, 400)
"""Workbooks of one service account, to see where it ends."""
TUESDAY, SUNDAY = START + timedelta(days=1), START + timedelta(days=6)
SMALL, SAMPLED = 10, 4
"""Stages that are simulated: of one workbook each, and of those that 10,000 take."""


class Trial(NamedTuple):
    """A stage to be simulated: whose workbooks, from when, for how long, and how much it counts."""

    numbers: range
    start: datetime
    days: int
    weight: float
    """How many such stages and days make a month of one stage."""


def tried(what: str, trials: Sequence[Trial], given: Given) -> Told:
    """Live through trials, and return what became of them."""
    lots = [
        Lots(_lived(trial, given), trial.days, trial.weight, len(trial.numbers)) for trial in trials
    ]
    return told(what, lots, given.costs)


def _lived(trial: Trial, given: Given) -> Any:
    teams = lives(trial.numbers, trial.start, trial.days)
    return Stage(teams, given.pace, trial.start, given.most).lives(trial.days)


def one(given: Given, days: int = MONTH) -> Told:
    """Return what one workbook does in a month, the mean of some."""
    weight = MONTH / days / SMALL
    trials = [Trial(range(n, n + 1), START, days, weight) for n in range(SMALL)]
    return tried("1", trials, given)


def hundred(given: Given, days: int = MONTH) -> Told:
    """Return what 100 workbooks of one account do in a month."""
    return tried("100", [Trial(range(100), START, days, MONTH / days)], given)


def many(size: int, given: Given) -> Told:
    """Return what one of the stages does that 10,000 workbooks take: a Tuesday and a Sunday."""
    trials = [
        Trial(range(n * size, (n + 1) * size), start, 1, days * MONTH / 7 / SAMPLED)
        for n in range(SAMPLED)
        for start, days in ((TUESDAY, 5), (SUNDAY, 2))
    ]
    return tried(f"{MANY:,} as {ceil(MANY / size)} x {size}", trials, given)


def ladder(what: str, given: Given, sizes: Sequence[int] = LADDER) -> list[Told]:
    """Return what ever more workbooks of one account do on a busy day."""
    trials = {n: [Trial(range(n), TUESDAY, 1, MONTH)] for n in sizes}
    return [tried(f"{n}{what}", trial, given) for n, trial in trials.items()]


def verdicts(sizes: Sequence[Told]) -> list[Verdict]:
    """Return whether the numbers were held."""
    small = sizes[0].bill.due
    found = [Verdict("one small team: dollars a month", small, "under 3", small < DOLLARS)]
    for size in sizes:
        lag, reads = size.lag.p99, max(size.reads.p99, size.writes.p99)
        found += [
            Verdict(f"{size.what}: seconds behind due, p99", lag, "under 90", lag < LAG),
            Verdict(f"{size.what}: calls a minute, p99", reads, "at most 60", reads <= ACCOUNT),
        ]
    return found


def found_with(given: Given, days: int = MONTH) -> Found:
    """Simulate everything."""
    halved = given._replace(most=given.most // 2)
    ladders = [
        ladder("", given),
        ladder(f", {halved.most} a minute", halved),
        ladder(", layouts kept", given.remembering()),
    ]
    alone = tried(f"{MANY:,} on one", [Trial(range(MANY), TUESDAY, 1, MONTH)], given)
    size = most_that_hold(ladders[0]) or LADDER[0]
    return Found([one(given, days), hundred(given, days), many(size, given)], alone, ladders)


def main(words: Sequence[str]) -> None:
    """Measure, simulate, print tables; write the figures to a file if one is named."""
    at_start = nanoseconds()
    costs = measured()
    given = Given(costs, pace(costs))
    found = found_with(given)
    judged = verdicts(found.sizes)
    scale_show.show(found, given, judged)
    scale_show.pace(at_start)
    figures = {
        "pace_ns": at_start.usual,
        "costs": costs._asdict(),
        "sizes": [size.plain() for size in (*found.sizes, found.alone)],
        "ladders": [[step.plain() for step in steps] for steps in found.ladders],
        "verdicts": [v._asdict() for v in judged],
    }
    for place in words[:1]:
        Path(place).write_text(json.dumps(figures, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
