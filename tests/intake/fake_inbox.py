"""An Inbox that lasts as long as the test."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from chalicelib.ports.inbox import Mark


class MemoryInbox:
    """Nonces and marks in two dictionaries."""

    def __init__(self) -> None:
        self.nonces: dict[str, datetime] = {}
        self.marks: dict[str, Mark] = {}

    def take(self, nonce: str, until: datetime, now: datetime) -> bool:
        """Remember a nonce until an instant; False if it is remembered already."""
        self.nonces = {known: end for known, end in self.nonces.items() if end > now}
        known = nonce in self.nonces
        self.nonces.setdefault(nonce, until)
        return not known

    def mark(self, workbook: str) -> Mark:
        """Return a workbook's mark; an empty one if nothing was heard of it."""
        return self.marks.get(workbook, Mark())

    def revise(self, workbook: str, change: Callable[[Mark], Mark]) -> Mark:
        """Replace a mark by what ``change`` makes of it, in one step, and return it."""
        self.marks[workbook] = change(self.mark(workbook))
        return self.marks[workbook]
