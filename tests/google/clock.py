"""Time: one clock that goes only when somebody sleeps, and the real one, with the same face."""

from __future__ import annotations

import threading
import time
from datetime import UTC, datetime, timedelta
from typing import Protocol

MORNING = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
"""A Monday, when nothing else is said."""


class Clock(Protocol):
    """What tells the time and lets it pass."""

    def now(self) -> datetime:
        """Return the instant, in UTC."""
        ...

    def monotonic(self) -> float:
        """Return seconds that never go back."""
        ...

    def sleep(self, seconds: float) -> None:
        """Come back when the seconds have passed."""
        ...


class VirtualClock:
    """A clock that stands still until somebody sleeps; then it is later at once."""

    def __init__(self, start: datetime = MORNING) -> None:
        self._start = start.astimezone(UTC)
        self._passed = 0.0
        self._lock = threading.Lock()

    def now(self) -> datetime:
        """Return the instant, in UTC."""
        return self._start + timedelta(seconds=self._passed)

    def monotonic(self) -> float:
        """Return the seconds slept since the start."""
        return self._passed

    def sleep(self, seconds: float) -> None:
        """Let time pass; less than nothing is nothing."""
        with self._lock:
            self._passed += max(0.0, seconds)

    def until(self, instant: datetime) -> None:
        """Let time pass up to an instant; one that is over changes nothing."""
        self.sleep((instant - self.now()).total_seconds())


class RealClock:
    """The machine's clock, for a server that is run by hand."""

    def now(self) -> datetime:
        """Return the instant, in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Return seconds that never go back."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Wait for real."""
        time.sleep(max(0.0, seconds))
