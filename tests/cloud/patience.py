"""Waiting for what others do in their own time, and never without end."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def until(seconds: float, look: Callable[[], T], every: float = 0.5) -> T:
    """Return what a look finds, as soon as it finds anything; fail after so many seconds."""
    end = time.monotonic() + seconds
    while not (found := look()):
        assert time.monotonic() < end, f"not within {seconds} s: {look.__name__} gave {found!r}"
        time.sleep(every)
    return found
