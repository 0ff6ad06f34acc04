"""What the shell needs to remember of events that come in: nonces, and marks on workbooks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple, Protocol


class InboxError(Exception):
    """The inbox cannot be read or written; carries its place."""


class Mark(NamedTuple):
    """What speaks for looking at a workbook, and since when. Instants are UTC."""

    first: datetime | None = None
    """The oldest hint that no look has answered; None when there is none."""
    heard: datetime | None = None
    """The newest hint ever; None before the first."""
    wake_at: datetime | None = None
    """When something falls due, as the last look said."""


class Inbox(Protocol):
    """Remembers what was heard from outside; losing it costs speed and nothing else."""

    def take(self, nonce: str, until: datetime, now: datetime) -> bool:
        """Remember a nonce until an instant; False if it is remembered already."""

    def mark(self, workbook: str) -> Mark:
        """Return a workbook's mark; an empty one if nothing was heard of it."""

    def revise(self, workbook: str, change: Callable[[Mark], Mark]) -> Mark:
        """Replace a mark by what ``change`` makes of it, in one step, and return it.

        ``change`` is pure: it may be called again where another revised at the same time.
        """
