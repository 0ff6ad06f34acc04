"""Builds all that the triggers drive, once a container, on first use."""

from __future__ import annotations

from collections import OrderedDict
from datetime import datetime, timedelta
from functools import cache

from chalicelib.desk import Desk
from chalicelib.settings import Spreadsheet
from chalicelib.triggers import Works
from chalicelib.wiring.kept import kept
from chalicelib.wiring.waking import waking

KEPT_OPEN = 32
"""Desks that a container remembers: what they know of a sheet's layout spares calls to Google."""

KEPT = timedelta(hours=1)


@cache
def works() -> Works:
    """Return what the triggers of this container drive."""
    woken, desks = waking(), Desks()
    return Works(woken.register, woken.queues, woken, desks.of, kept, desks.close)


class Desks:
    """The desks that were used last, for an hour at most: a changed key counts after that."""

    def __init__(self, most: int = KEPT_OPEN) -> None:
        self._most = most
        self._open: OrderedDict[str, tuple[datetime, Desk]] = OrderedDict()

    def of(self, spreadsheet: str, now: datetime) -> Desk:
        """Return the desk of a spreadsheet, opened if it is not open yet."""
        from chalicelib.wiring.desk import desk  # noqa: PLC0415

        since, found = self._open.pop(spreadsheet, (now, None))
        if found is None or now - since > KEPT:
            since, found = now, desk(Spreadsheet(spreadsheet), now)
        self._open[spreadsheet] = since, found
        while len(self._open) > self._most:
            self._open.popitem(last=False)
        return found

    def close(self, spreadsheet: str) -> None:
        """Forget a desk: its key may have been changed, or its layout be another."""
        self._open.pop(spreadsheet, None)
