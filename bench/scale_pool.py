"""Containers of a Lambda function, and what each remembers of the sheets it had open."""

from __future__ import annotations

from collections import OrderedDict
from datetime import datetime, timedelta

from chalicelib.adapters.google.workbook import AN_HOUR
from chalicelib.wiring.works import KEPT_OPEN

LIVES = timedelta(minutes=10)
"""How long a container is kept that nobody calls; AWS promises nothing, 5 to 15 are usual."""


class Container:
    """One container; it is called for one thing at a time."""

    def __init__(self) -> None:
        self.freed: datetime | None = None
        self._layouts: OrderedDict[str, datetime] = OrderedDict()

    def opens(self, spreadsheet: str, now: datetime) -> bool:
        """Open a desk; return whether its layout must be asked for."""
        seen = self._layouts.get(spreadsheet)
        is_cold = seen is None or (now - seen).total_seconds() > AN_HOUR
        if is_cold:
            self._layouts[spreadsheet] = now
        self._layouts.move_to_end(spreadsheet)
        while len(self._layouts) > KEPT_OPEN:
            self._layouts.popitem(last=False)
        return is_cold


class Pool:
    """The containers of one function; the one that was called last is called first."""

    def __init__(self, most: int) -> None:
        self._free: list[Container] = []
        self._busy = 0
        self._most = most
        self.begun = 0
        """Containers that had to be started."""

    def taken(self, now: datetime) -> Container | None:
        """Take a container, a new one if there is none; None if no more are allowed."""
        if self._busy == self._most:
            return None
        self._busy += 1
        while self._free:
            found = self._free.pop()
            if found.freed and now - found.freed < LIVES:
                return found
        self.begun += 1
        return Container()

    def back(self, container: Container, now: datetime) -> None:
        """Give a container back."""
        container.freed = now
        self._busy -= 1
        self._free.append(container)
