"""The register and the queues of a simulated stage: in memory, fast enough for many workbooks."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from itertools import count

from bench.scale_trace import START
from chalicelib.ports.wake import Registered
from tests.aws.memory_register import MemoryRegister

Deed = Callable[[datetime], object]


class Agenda:
    """What is to happen, in order."""

    def __init__(self) -> None:
        self._events: list[tuple[datetime, int, Deed]] = []
        self._numbers = count()

    def at(self, when: datetime, deed: Deed) -> None:
        """Let something happen at an instant; it is told which."""
        heapq.heappush(self._events, (when, next(self._numbers), deed))

    def until(self, ends: datetime) -> None:
        """Let everything happen up to an instant."""
        events = self._events
        while events and events[0][0] < ends:
            when, _, deed = heapq.heappop(events)
            deed(when)


class HeapRegister(MemoryRegister):
    """The register of the tests, those that are due found without looking at all."""

    def __init__(self) -> None:
        super().__init__()
        self._wakes: list[tuple[datetime, str]] = []

    def add(self, spreadsheet: str, name: str, now: datetime) -> bool:
        """Look after a workbook."""
        heapq.heappush(self._wakes, (now, spreadsheet))
        return super().add(spreadsheet, name, now)

    def due(self, now: datetime, limit: int = 1000) -> Sequence[Registered]:
        """Return those whose time has come, the oldest first."""
        wakes, found = self._wakes, dict[str, Registered]()
        while wakes and wakes[0][0] <= now and len(found) < limit:
            at, name = heapq.heappop(wakes)
            if self.books[name].wake_at == at:
                found[name] = self.books[name]
        for name, book in found.items():
            if book.wake_at:
                heapq.heappush(wakes, (book.wake_at, name))
        return list(found.values())

    def _change(self, spreadsheet: str, **fields: object) -> bool:
        wake_at = fields.get("wake_at")
        if isinstance(wake_at, datetime):
            heapq.heappush(self._wakes, (wake_at, spreadsheet))
        return super()._change(spreadsheet, **fields)


class SimQueues:
    """Queues that hand each message on when its time has come."""

    def __init__(
        self, agenda: Agenda, runs: Callable[[str, datetime], Deed], rings: Callable[[str], Deed]
    ) -> None:
        self.now = START
        self.sent = 0
        self._agenda, self._runs, self._rings = agenda, runs, rings

    def run(self, spreadsheet: str, asked: datetime) -> None:
        """Ask for a run; no instant is asked for twice here."""
        self.sent += 1
        self._agenda.at(self.now + HANDED, self._runs(spreadsheet, asked))

    def deliver(self, spreadsheet: str, asked: datetime, desk: str) -> None:
        """Deliveries are counted by whoever asks for them."""

    def later(self, spreadsheet: str, seconds: int) -> None:
        """Ring after so many seconds."""
        self.sent += 1
        late = timedelta(seconds=min(900, seconds))
        self._agenda.at(self.now + late + HANDED, self._rings(spreadsheet))

    def put_off(self, queue: str, receipt: str, seconds: int) -> None:
        """Nothing fails."""


HANDED = timedelta(milliseconds=300)
"""From a message's sending to the function that takes it."""
