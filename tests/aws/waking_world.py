"""A cloud on a virtual clock: dispatchers, runs, rings and people, any of which may fall anywhere.

Each actor is a thread that hands the baton back before every effect; who goes on next, how long
that takes, and whether it goes on at all is drawn by chance, so that a seed is a whole history.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count
from random import Random
from threading import Semaphore, Thread
from typing import Any, NamedTuple

from chalicelib.waking import Waking
from tests.aws.memory_queues import MemoryQueues
from tests.aws.memory_register import MemoryRegister
from tests.intake.fake_inbox import MemoryInbox

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
SECOND = timedelta(seconds=1)
BACK = {"run": 330, "ring": 60}
"""Seconds until a message comes back whose function fell."""


class FallenError(BaseException):
    """The program ends here: nothing may catch it."""


class Faults(NamedTuple):
    """What may go wrong, each as a chance."""

    dispatcher: float = 0
    """That a dispatcher falls, before each of its effects."""
    run: float = 0
    ring: float = 0
    hint: float = 0
    lost: float = 0
    """That a ring never comes."""
    doubled: float = 0
    dispatchers: int = 1
    """How many of them are called each minute."""
    slow: float = 0.2
    """Seconds that an effect may take."""


class Run(NamedTuple):
    """A run that read the sheet."""

    spreadsheet: str
    began: datetime
    asked: datetime


class Fall(NamedTuple):
    """An actor that fell."""

    kind: str
    at: datetime
    effects: int
    """How many it had before."""


class World:
    """Everything, by a seed."""

    def __init__(self, seed: int, faults: Faults = Faults()) -> None:  # noqa: B008
        self.chance = Random(seed)  # noqa: S311
        self.faults = faults
        self.now = START
        self.register, self.inbox, self.queues = MemoryRegister(), MemoryInbox(), Queues(self)
        self.promises: dict[str, set[datetime]] = defaultdict(set)
        self.hints: list[tuple[str, datetime]] = []
        """Hints that were heard, even by a program that fell right after."""
        self.marked: list[tuple[str, datetime]] = []
        """Hints that left a mark."""
        self.told: set[tuple[str, datetime]] = set()
        """What falls due, as a run said: from then on, or from when it was said."""
        self.runs: list[Run] = []
        self.skipped = 0
        self.falls: list[Fall] = []
        self._events: list[tuple[datetime, int, Callable[[], object]]] = []
        self._numbers = count()

    def at(self, when: datetime, deed: Callable[[], object]) -> None:
        """Have something happen at an instant."""
        heapq.heappush(self._events, (when, next(self._numbers), deed))

    def after(self, seconds: float, deed: Callable[[], object]) -> None:
        self.at(self.now + seconds * SECOND, deed)

    def acts(self, kind: str, deed: Callable[[Waking], object], fell: Callable[[], object]) -> None:
        """Let an actor do something step by step; ``fell`` is called if it falls."""
        Actor(self, kind, deed, fell).goes_on()

    def passes(self, minutes: float) -> World:
        """Let time pass, with dispatchers each minute."""
        ends = self.now + minutes * 60 * SECOND
        for minute in range(int(minutes) + 1):
            for _ in range(self.faults.dispatchers):
                late = self.chance.uniform(0, 1) * SECOND
                self.at(self.now + minute * 60 * SECOND + late, self._ticks)
        while self._events and self._events[0][0] <= ends:
            when, _, deed = heapq.heappop(self._events)
            self.now = self.queues.now = max(self.now, when)
            deed()
        self.now = self.queues.now = ends
        return self

    def edited(self, spreadsheet: str, promise: float | None = None) -> None:
        """Somebody types, maybe something that falls due so many seconds later; it is hinted."""
        at = self.now
        if promise is not None:
            self.promises[spreadsheet].add(at + promise * SECOND)
        self.acts(
            "hint",
            lambda waking: self._hints(waking, spreadsheet, at),
            lambda: self._heard(spreadsheet, at, self.falls[-1].effects),
        )

    def _hints(self, waking: Waking, spreadsheet: str, at: datetime) -> None:
        waking.hinted(spreadsheet, at)
        self._heard(spreadsheet, at, 4)

    def _heard(self, spreadsheet: str, at: datetime, effects: int) -> None:
        """Note what a hint did: first it has the workbook looked at, then it leaves a mark."""
        self.hints += [(spreadsheet, at)] if effects >= 1 else []
        self.marked += [(spreadsheet, at)] if effects >= 2 else []

    def rings(self, spreadsheet: str) -> None:
        """A message of the later queue comes in."""
        again = lambda: self.after(BACK["ring"], lambda: self.rings(spreadsheet))  # noqa: E731
        self.acts("ring", lambda waking: waking.ring(spreadsheet, self.now), again)

    def ran(
        self, spreadsheet: str, asked: datetime, waking: Waking, step: Callable[[], None]
    ) -> None:
        """Run once, as the function does: read, take a while, and note what falls due next."""
        began = self.now
        if not waking.began(spreadsheet, asked, began):
            self.skipped += 1
            return
        self.runs.append(Run(spreadsheet, began, asked))
        known = sorted(at for at in self.promises[spreadsheet] if at > began)
        for _ in range(self.chance.randrange(1, 5)):
            step()
        wake_at = known[0] if known else None
        waking.ran(spreadsheet, began, wake_at)
        if wake_at:
            self.told.add((spreadsheet, max(wake_at, self.now)))

    def _ticks(self) -> None:
        if not self.register.due(self.now):
            return
        self.acts("dispatcher", lambda waking: waking.dispatch(self.now), lambda: None)


class Actor:
    """A program that may be interrupted, or end, before each of its effects."""

    def __init__(
        self, world: World, kind: str, deed: Callable[[Waking], object], fell: Any
    ) -> None:
        self.world, self.kind, self.fell = world, kind, fell
        self.baton, self.back = Semaphore(0), Semaphore(0)
        self.done, self.error, self.effects = False, None, -1
        ports = (Slowly(self, port) for port in (world.register, world.inbox, world.queues))
        self.thread = Thread(target=self._does, args=(deed, Waking(*ports)), daemon=True)
        self.thread.start()

    def goes_on(self) -> None:
        """Let it go on up to its next effect."""
        self.baton.release()
        self.back.acquire()
        if not self.done:
            self.world.after(self.world.chance.uniform(0, self.world.faults.slow), self.goes_on)
            return
        self.thread.join()
        if self.error is not None:
            raise self.error

    def step(self) -> None:
        """Wait for the baton; or fall."""
        self.back.release()
        self.baton.acquire()
        self.effects += 1
        if self.world.chance.random() < getattr(self.world.faults, self.kind):
            raise FallenError

    def _does(self, deed: Callable[[Waking], object], waking: Waking) -> None:
        self.baton.acquire()
        try:
            deed(waking)
        except FallenError:
            self.world.falls.append(Fall(self.kind, self.world.now, self.effects))
            self.fell()
        except Exception as error:  # noqa: BLE001
            self.error = error
        self.done = True
        self.back.release()


class Slowly:
    """A port each of whose calls waits for its turn."""

    def __init__(self, actor: Actor, port: Any) -> None:
        self._actor, self._port = actor, port

    def __getattr__(self, name: str) -> Any:
        call = getattr(self._port, name)

        def waits(*args: Any) -> Any:
            self._actor.step()
            return call(*args)

        return waits


class Queues(MemoryQueues):
    """Queues whose messages come by themselves: runs one after the other, rings as they like."""

    def __init__(self, world: World) -> None:
        super().__init__(world.now)
        self.world = world
        self.line: dict[str, list[datetime]] = defaultdict(list)
        self.busy: set[str] = set()

    def run(self, spreadsheet: str, asked: datetime) -> None:
        if self._is_new("runs", spreadsheet, asked):
            self.line[spreadsheet].append(asked)
            self.world.after(self.world.chance.uniform(0, 1), lambda: self._next(spreadsheet))

    def later(self, spreadsheet: str, seconds: int) -> None:
        chance, faults = self.world.chance, self.world.faults
        times = 0 if chance.random() < faults.lost else 1 + (chance.random() < faults.doubled)
        for _ in range(times):
            late = seconds + chance.expovariate(1)
            self.world.after(late, lambda: self.world.rings(spreadsheet))

    def _next(self, spreadsheet: str) -> None:
        """Take the first message of a workbook, unless one of its is taken already."""
        if spreadsheet in self.busy or not self.line[spreadsheet]:
            return
        self.busy.add(spreadsheet)
        asked = self.line[spreadsheet][0]

        def frees() -> None:
            self.busy.discard(spreadsheet)
            self._next(spreadsheet)

        def runs(waking: Waking) -> None:
            step = waking.queues._actor.step  # noqa: SLF001
            self.world.ran(spreadsheet, asked, waking, step)
            self.line[spreadsheet].pop(0)
            self.world.after(0, frees)

        self.world.acts("run", runs, lambda: self.world.after(BACK["run"], frees))
