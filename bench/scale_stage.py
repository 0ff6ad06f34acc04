"""A stage of the desk, simulated: one service account, one dispatcher, the real ``Waking``.

Everything takes its time on a virtual clock: messages, containers, calls. What each thing costs
is measured before (``bench.scale_costs``); here it is counted how often each thing happens.
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import partial
from random import Random
from typing import NamedTuple

from bench.scale_pool import LIVES, Container, Pool
from bench.scale_state import Agenda, Deed, HeapRegister, SimQueues
from bench.scale_team import Look, Team
from bench.scale_trace import MINUTE, SEED, Life
from chalicelib.intake.marks import QUIET, UNHINTED
from chalicelib.waking import Waking
from tests.intake.fake_inbox import MemoryInbox

CONCURRENT = 10
"""Runs at a time, as infra/functions.yaml has it."""
HEARD = timedelta(seconds=1.5)
"""From an edit to the hint's arrival."""
LATE = 2.0
"""Seconds by which the minute's event may be late."""
ANSWERED = timedelta(milliseconds=100)
"""For a run that finds it was answered already."""


class Pace(NamedTuple):
    """How long a run takes in a Lambda function, and what it asks of Google."""

    seconds: dict[str, float]
    """By flag, on top of a quiet run's."""
    reads: dict[str, int]
    writes: dict[str, int]
    start: float
    """Until a new container is ready."""


class Lived(NamedTuple):
    """What happened."""

    counts: Counter[str]
    seconds: Counter[str]
    reads: Counter[int]
    """Calls to Google that read, by minute."""
    writes: Counter[int]
    lags: list[float]
    blind: list[float]
    hinted: list[float]
    """Seconds from a hint's arrival to the run that reads what was typed."""


class _Run(NamedTuple):
    """A run that goes on."""

    name: str
    container: Container
    began: datetime
    look: Look


class Stage:
    """The workbooks of one service account, from a start on."""

    def __init__(self, lives: Iterable[Life], pace: Pace, start: datetime, most: int) -> None:
        self._teams = {life.name: Team(life) for life in lives}
        self._pace, self._start = pace, start
        self._chance = Random(SEED)
        self.found = Lived(Counter(), Counter(), Counter(), Counter(), [], [], [])
        self._agenda = Agenda()
        self._register, self._inbox = HeapRegister(), MemoryInbox()
        self._queues = SimQueues(self._agenda, self._run, self._ring)
        self._waking = Waking(self._register, self._inbox, self._queues, most)
        self._pool = Pool(CONCURRENT)
        self._lines: dict[str, deque[datetime]] = defaultdict(deque)
        self._busy: set[str] = set()
        self._waiting: deque[str] = deque()
        self._called: dict[str, datetime] = {}
        self._heard: dict[str, list[datetime]] = defaultdict(list)

    def lives(self, days: float) -> Lived:
        """Let so many days pass."""
        self._agenda.at(self._start, self._tick)
        for name, team in self._teams.items():
            late = self._chance.random() * UNHINTED
            self._register.add(name, name, self._start + late)
            if team.life.hinted:
                self._hints(team.life)
        self._agenda.until(self._start + timedelta(days=days))
        self.found.counts["begun"] = self._pool.begun
        return self.found

    def _hints(self, life: Life) -> None:
        """Let the script tell of edits: it is silent for a while after each hint."""
        last = self._start - QUIET
        for at in life.edits:
            if at - last >= QUIET:
                self._agenda.at(at + HEARD, partial(self._hint, life.name))
                last = at

    def _hint(self, name: str, now: datetime) -> None:
        self._queues.now = now
        before = self._queues.sent
        self._waking.hinted(name, now)
        self._calls("api", now)
        self._heard[name].append(now)
        self.found.counts["hint" if self._queues.sent > before else "more"] += 1

    def _tick(self, now: datetime) -> None:
        self._queues.now = now
        self.found.counts["tick"] += 1
        self.found.counts["asked"] += self._waking.dispatch(now)
        minute = round((now - self._start) / MINUTE) + 1
        late = timedelta(seconds=self._chance.random() * LATE)
        self._agenda.at(self._start + minute * MINUTE + late, self._tick)

    def _calls(self, function: str, now: datetime) -> None:
        """Note a call of a small function: a new container is begun where it rested long."""
        last = self._called.get(function)
        if last is None or now - last > LIVES:
            self.found.counts["begun_small"] += 1
        self._called[function] = now

    def _ring(self, name: str) -> Deed:
        return partial(self._rings, name)

    def _rings(self, name: str, now: datetime) -> None:
        self._queues.now = now
        self.found.counts["ring"] += 1
        self._calls("later", now)
        self._waking.ring(name, now)

    def _run(self, name: str, asked: datetime) -> Deed:
        return partial(self._arrives, name, asked)

    def _arrives(self, name: str, asked: datetime, now: datetime) -> None:
        self._lines[name].append(asked)
        self._next(name, now)

    def _next(self, name: str, now: datetime) -> None:
        """Begin a workbook's next run, unless one of its goes on or no container is free."""
        if name in self._busy or not self._lines[name]:
            return
        container = self._pool.taken(now)
        if container is None:
            self._waiting.append(name)
            return
        self._busy.add(name)
        start = 0.0 if container.freed else self._pace.start
        begins = partial(self._begins, name, container)
        self._agenda.at(now + timedelta(seconds=start), begins)

    def _begins(self, name: str, container: Container, now: datetime) -> None:
        self._queues.now = now
        if not self._waking.began(name, self._lines[name].popleft(), now):
            self.found.counts["skipped"] += 1
            self._agenda.at(now + ANSWERED, partial(self._frees, name, container))
            return
        look = self._teams[name].looks(now)
        cold = ("cold",) if container.opens(name, now) else ()
        takes = self._counted(("run", *look.flags, *cold), look, now)
        self.found.hinted.extend((now - at).total_seconds() for at in self._heard.pop(name, ()))
        ends = partial(self._ends, _Run(name, container, now, look))
        self._agenda.at(now + timedelta(seconds=takes), ends)

    def _counted(self, flags: tuple[str, ...], look: Look, now: datetime) -> float:
        found, pace = self.found, self._pace
        found.counts.update(flags)
        found.lags.extend(look.lags)
        found.blind.extend(look.blind)
        minute = (now - self._start) // MINUTE
        found.reads[minute] += sum(pace.reads[flag] for flag in flags)
        found.writes[minute] += sum(pace.writes[flag] for flag in flags)
        takes = sum(pace.seconds[flag] for flag in flags)
        found.seconds["run"] += takes
        return takes

    def _ends(self, run: _Run, now: datetime) -> None:
        self._queues.now = now
        self._waking.ran(run.name, run.began, run.look.wake_at)
        mails = run.look.mails
        if mails:
            self.found.counts.update(delivery=1, mail=mails, news=2 * mails)
            for function in ("deliver", "mail_event"):
                self._calls(function, now)
        self._frees(run.name, run.container, now)

    def _frees(self, name: str, container: Container, now: datetime) -> None:
        self._pool.back(container, now)
        self._busy.discard(name)
        self._next(name, now)
        if self._waiting:
            self._next(self._waiting.popleft(), now)
