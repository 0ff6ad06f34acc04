"""A small desk on Google Sheets: the test server in this process, a person, weather, and time."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from datetime import timedelta
from functools import cache
from typing import NamedTuple

from chalicelib.adapters.google.client import GoogleClient, Watch
from chalicelib.adapters.google.layout import Layout
from chalicelib.adapters.google.workbook import GoogleWorkbook
from chalicelib.adapters.sqlite.ledger import SqliteLedger
from chalicelib.adapters.sqlite.outbox import SqliteOutbox
from chalicelib.desk import AUTOMATIONS, Desk
from chalicelib.facts import StrangeWorkbookError
from chalicelib.ports.workbook import WorkbookError
from chalicelib.report import Report
from chalicelib.runner import Runner
from chalicelib.tables.cell import Patch
from chalicelib.tables.layout import laid_out
from chalicelib.tables.workbook import CASES
from tests.google import sheet, transport
from tests.google.clock import VirtualClock
from tests.google.mishaps import LATEST, Mishap
from tests.google.person import Action, Person
from tests.google.server import Service
from tests.google.small import OWNER
from tests.google.state import Sheet, Spreadsheet, World
from tests.google.weather import Weather
from tests.laws.google_book import (
    CASES_TAB,
    NEXT_ID,
    OURS,
    QUIET,
    SPARE,
    case_of,
    copied,
    new_tabs,
)
from tests.laws.google_witness import Kept, Post, Watched, Witness


class Start(NamedTuple):
    """Where a history begins."""

    tabs: Sequence[Sheet]
    ledger: Kept | None = None
    layout: Layout | None = None


@cache
def in_use() -> Start:
    """Return a desk that ran once, after which somebody typed in one more case."""
    office = Office(new())
    office.runs()
    cases = office.book.by_title(CASES_TAB)
    at = laid_out(CASES, [cell and cell.value for cell in cases.rows[0].cells]).at
    for key, value in {**case_of(20), "id": "", "opened": 46083.3}.items():
        if value:
            cases.rows[-SPARE].touch(at[key]).value = value
    return office.kept_as_it_is()


@cache
def settled() -> Start:
    """Return a desk that ran once more: every case has its id."""
    office = Office(in_use())
    office.runs()
    return office.kept_as_it_is()


@cache
def new() -> Start:
    """Return a desk that never ran."""
    return Start(new_tabs())


class Step(NamedTuple):
    """One run of a history: how long after the last, who acts and what goes wrong meanwhile."""

    after: timedelta
    script: Mapping[int, Sequence[Action]] = {}
    mishaps: Mapping[int, Mishap] = {}


class Office:
    """The desk, its spreadsheet at Google, the person who edits it, and the weather."""

    def __init__(self, start: Start, *, follows: bool = True, warm: bool = False) -> None:
        self.clock = VirtualClock()
        ids = itertools.count(NEXT_ID, 1_000)
        self.service = Service(World(metadata_follows_sort=follows, next_id=ids))
        self.book: Spreadsheet = sheet.create(self.service.world, "Desk", owner=OWNER)
        self.book.zone = "Asia/Shanghai"
        self.book.sheets = [copied(tab) for tab in start.tabs]
        self.person = Person({}, ours=OURS, closely=True).beside(self.service)
        self.weather = Weather(clock=self.clock, patience=30.0).over(self.service)
        watch = Watch(self.clock.monotonic, self._sleeps, lambda: 0.5)
        self.client = GoogleClient(transport.session(self.service), watch)
        self.google = GoogleWorkbook(self.client, self.book.id)
        if warm and start.layout:
            self.google.layout = start.layout
        self.workbook = Watched(self.google)
        self.errors: list[Exception] = []
        self.slept = 0.0
        self.kept = Kept(start.ledger)
        self.desk = self._desk()

    def _desk(self) -> Desk:
        ledger, outbox = SqliteLedger(self.kept.path), SqliteOutbox(self.kept.path)
        ledger._file = outbox._file = self.kept  # noqa: SLF001
        self.post = Post(outbox)
        witness = Witness(ledger, self.workbook)
        return Desk(
            Runner(self.workbook, witness), witness, self.post, self.post,
            "desk@shop.example", nullcontext,
        )  # fmt: skip

    def _sleeps(self, seconds: float) -> None:
        self.slept += seconds
        self.clock.sleep(seconds)

    def kept_as_it_is(self) -> Start:
        """Return what other histories may begin with."""
        return Start(self.book.sheets, self.kept, self.google.layout)

    def lives(self, steps: Sequence[Step]) -> None:
        """Let a history happen."""
        for step in steps:
            self.clock.sleep(step.after.total_seconds())
            self.scripts(step.script, step.mishaps)
            self.runs()

    def scripts(
        self, script: Mapping[int, Sequence[Action]], mishaps: Mapping[int, Mishap]
    ) -> None:
        """Say what happens before which of the next requests."""
        self.person.script = {self.person._n + n: deeds for n, deeds in script.items()}  # noqa: SLF001
        self.weather.scripted = {self.weather.n + n: mishap for n, mishap in mishaps.items()}

    def runs(self) -> Report | None:
        """Run once; what the workbook's host says is noted."""
        try:
            return self.desk.run("sla_sweep", self.clock.now()).report
        except (WorkbookError, StrangeWorkbookError) as error:
            self.errors.append(error)
            return None

    def does(self, *actions: Action) -> None:
        """Let the person act now."""
        for action in actions:
            self.person.does(action, self.service.world)

    def rests(self, more: timedelta = timedelta()) -> Report | None:
        """Let the weather clear, what is on its way land, and one more run be made."""
        self.weather.clears()
        self.person.script = {}
        self.clock.sleep(max(LATEST, QUIET.total_seconds()) + more.total_seconds())
        self.weather.lands(self.service, everything=True)
        return self.runs()

    def left(self) -> Sequence[Patch]:
        """Return what a run would write now, by a fresh look that writes nothing."""
        report = self.desk.runner.run(AUTOMATIONS["sla_sweep"], self.clock.now(), dry=True)
        return report.waiting
