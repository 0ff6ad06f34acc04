"""Queues that last as long as the test, on a clock that the test sets."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta
from typing import Any

ONCE = timedelta(minutes=5)
"""For so long the same instant is asked for once."""


class MemoryQueues:
    """Messages in lists: FIFO for runs and deliveries, by their time for rings."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.lists: dict[str, list[tuple[datetime, dict[str, Any]]]] = defaultdict(list)
        self.known: dict[tuple[str, str, datetime], datetime] = {}

    def run(self, spreadsheet: str, asked: datetime) -> None:
        if self._is_new("runs", spreadsheet, asked):
            self._put("runs", spreadsheet=spreadsheet, asked=_text(asked))

    def deliver(self, spreadsheet: str, asked: datetime, desk: str) -> None:
        if self._is_new("deliveries", spreadsheet, asked):
            self._put("deliveries", spreadsheet=spreadsheet, asked=_text(asked), desk=desk)

    def later(self, spreadsheet: str, seconds: int) -> None:
        at = self.now + timedelta(seconds=min(900, seconds))
        self.lists["later"].append((at, {"spreadsheet": spreadsheet}))

    def put_off(self, queue: str, receipt: str, seconds: int) -> None:
        """Nothing is taken without being done with."""

    def taken(self, name: str) -> list[dict[str, Any]]:
        """Take the messages that are there by now."""
        found = [message for at, message in self.lists[name] if at <= self.now]
        self.lists[name] = [(at, message) for at, message in self.lists[name] if at > self.now]
        return found

    def _is_new(self, queue: str, spreadsheet: str, asked: datetime) -> bool:
        ends = self.known.get((queue, spreadsheet, asked))
        if ends and ends > self.now:
            return False
        self.known[queue, spreadsheet, asked] = self.now + ONCE
        return True

    def _put(self, name: str, **message: str) -> None:
        self.lists[name].append((self.now, message))


def _text(at: datetime) -> str:
    return at.isoformat(timespec="microseconds")
