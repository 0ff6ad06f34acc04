"""What the simulation of the cloud is given, and what it found."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from bench.scale_costs import Costs
from bench.scale_figures import ACCOUNT, Told
from bench.scale_stage import Pace
from chalicelib.settings_cloud import MOST_RUNS

LAG = 90.0
"""Seconds behind due that are borne."""
MANY = 10_000


class Given(NamedTuple):
    """What was measured, and how many runs a minute may begin."""

    costs: Costs
    pace: Pace
    most: int = MOST_RUNS

    def remembering(self) -> Given:
        """Return the same with layouts kept where every container finds them."""
        none = {"cold": 0}
        kept = self.pace._replace(
            reads=self.pace.reads | none, seconds=self.pace.seconds | {"cold": 0.0}
        )
        return self._replace(pace=kept)


class Found(NamedTuple):
    """All figures."""

    sizes: Sequence[Told]
    alone: Told
    """10,000 workbooks of one account."""
    ladders: Sequence[Sequence[Told]]
    """As it is; with half the runs a minute; with layouts kept where each container finds them."""


def holds(found: Told) -> bool:
    """Whether one account bears it: Google's quota and the lag, in all but one minute of 100."""
    return max(found.reads.p99, found.writes.p99) <= ACCOUNT and found.lag.p99 <= LAG


def most_that_hold(found: Sequence[Told]) -> int:
    """Return how many workbooks one account bears, of those that were tried."""
    held = 0
    for one_of in found:
        if not holds(one_of):
            break
        held = one_of.workbooks
    return held
