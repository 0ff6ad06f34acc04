"""One simulated team: what a run of its desk would find, and when it is wanted next."""

from __future__ import annotations

import heapq
from datetime import datetime
from typing import NamedTuple

from bench.scale_trace import Life, Rung, working


class Look(NamedTuple):
    """What a run finds."""

    flags: tuple[str, ...]
    """What makes it more than a quiet one: ``changed`` or ``opened``, and ``told``."""
    mails: int
    lags: list[float]
    """Seconds behind due, of what an earlier run had said would fall due."""
    blind: list[float]
    """The same of what was typed and fell due before anybody looked."""
    wake_at: datetime | None


class Team:
    """What a desk knows of its sheet: what it saw in its last run."""

    def __init__(self, life: Life) -> None:
        self.life = life
        self._edits = self._rungs = 0
        self._open: list[Rung] = []
        self._releases: list[tuple[datetime, int]] = []
        self._looked: datetime | None = None

    def looks(self, now: datetime) -> Look:
        """Look at the sheet."""
        flags = self._sees(now)
        fell = self._fell(now)
        lags, blind = list[float](), list[float]()
        for rung in fell:
            late = (now - rung.at).total_seconds()
            if self._looked is not None:
                (lags if rung.typed <= self._looked else blind).append(late)
            heapq.heappush(self._releases, (self._release(rung), rung.people))
        self._looked = now
        told = ("told",) if fell else ()
        return Look((*flags, *told), self._mails(now), lags, blind, self._wake(now))

    def _sees(self, now: datetime) -> tuple[str, ...]:
        """Take in what was typed since the last look."""
        edits, rungs = self.life.edits, self.life.rungs
        before = self._edits, self._rungs
        while self._edits < len(edits) and edits[self._edits] <= now:
            self._edits += 1
        while self._rungs < len(rungs) and rungs[self._rungs].typed <= now:
            heapq.heappush(self._open, rungs[self._rungs])
            self._rungs += 1
        if self._rungs > before[1]:
            return ("opened",)
        return ("changed",) if self._edits > before[0] else ()

    def _fell(self, now: datetime) -> list[Rung]:
        """Take what has fallen due; what people kept in time is no matter any more."""
        found = []
        while self._open and self._open[0].at <= now:
            rung = heapq.heappop(self._open)
            if rung.kept > rung.at:
                found.append(rung)
        return found

    def _release(self, rung: Rung) -> datetime:
        return rung.at if rung.urgent else working(rung.at, self.life.zone)

    def _mails(self, now: datetime) -> int:
        """Return to how many people mails go: what falls together is one mail each."""
        people = 0
        while self._releases and self._releases[0][0] <= now:
            people = max(people, heapq.heappop(self._releases)[1])
        return people

    def _wake(self, now: datetime) -> datetime | None:
        while self._open and self._open[0].kept <= now:
            heapq.heappop(self._open)
        wanted = [held[0][0] for held in (self._open, self._releases) if held]
        return min(wanted, default=None)
