"""A real desk on a small AWS and a Sheets server in this process: what each thing it does costs.

The desk is the code that ships: triggers, runner, cloud adapters, gspread's client. Only what
they speak to is near: moto, and the Sheets server of the tests. Its time is taken off.
"""

from __future__ import annotations

import gc
import json
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from statistics import median
from typing import Any

from bench.google_tools import Meter
from bench.made import HOME, NOW, TODAY, tabs
from bench.scale_meter import Counted, Metered, MeteredTable
from chalicelib import triggers
from chalicelib.adapters.aws.inbox import DynamoInbox
from chalicelib.adapters.aws.lease import DynamoLease
from chalicelib.adapters.aws.ledger import DynamoLedger
from chalicelib.adapters.aws.outbox import DynamoOutbox
from chalicelib.adapters.aws.queues import SqsQueues
from chalicelib.adapters.aws.register import DynamoRegister
from chalicelib.adapters.aws.ses import SesMailer
from chalicelib.adapters.aws.store import Store
from chalicelib.adapters.google.client import GoogleClient, Watch
from chalicelib.adapters.google.setup import set_up
from chalicelib.adapters.google.workbook import GoogleWorkbook
from chalicelib.desk import Desk, Kept
from chalicelib.model.word import Language
from chalicelib.runner import Runner
from chalicelib.tables.instants import to_serial
from chalicelib.tables.workbook import BY_KEY, CASES
from chalicelib.triggers import Works
from chalicelib.waking import Waking
from tests.aws.queues_made import made
from tests.aws.world import World
from tests.google import sheet, state, transport
from tests.google.clock import VirtualClock
from tests.google.person import AppendRow, Person, TypeCell
from tests.google.server import Service

Cost = Counter[str]
"""What something uses: CPU seconds, calls by kind, units."""

SENDER = "desk@shop.example"
SECOND = timedelta(seconds=1)
FILLED = ("cases", "orders", "team")
READS = {"get", "batchGet", "search", "getByDataFilter", "batchGetByDataFilter"}
"""Methods of Sheets that count as reading."""


class RealDesk:
    """One team's desk; ``now`` goes only when it is told to."""

    def __init__(self, world: World, cases: int) -> None:
        self.now, self._world = NOW, world
        self.counted = Counted()
        self._aws = self._clients()
        self.clock = VirtualClock()
        self.service = Service()
        self.spreadsheet = self._shared(cases)
        self._calls = Meter(self.service)
        self._desk: Desk | None = None
        DynamoLedger.create(self._store(), "W-BENCH", self.now)
        self.works().register.add(self.spreadsheet, "Shop", self.now)

    def _clients(self) -> dict[str, Any]:
        self._world.ses.create_email_identity(EmailIdentity=SENDER)
        self._queues = made(self._world.sqs)
        metered: dict[str, Any] = {
            name: Metered(getattr(self._world, name), self.counted, name)
            for name in ("s3", "sqs", "ses")
        }
        return metered | {"dynamodb": MeteredTable(self._world.dynamodb, self.counted)}

    def _shared(self, cases: int) -> str:
        """Let somebody share a spreadsheet, the desk set it up, and the team fill it."""
        book = sheet.create(self.service.world, "Desk", owner="owner@shop.example")
        book.zone = HOME.zone.key
        set_up(self._client(), book.id, Language.EN)
        for key, rows in tabs(cases):
            if key in FILLED:
                tab = book.by_title(BY_KEY[key].name.en)
                tab.rows[1:1] = [_row(row) for row in list(rows)[1:]]
        return str(book.id)

    def _client(self) -> GoogleClient:
        watch = Watch(self.clock.monotonic, self.clock.sleep, lambda: 0.5)
        return GoogleClient(transport.session(self.service), watch)

    def _store(self) -> Store:
        world = self._world
        return Store(
            self._aws["dynamodb"], self._aws["s3"], world.table, world.bucket, self.spreadsheet
        )

    def kept(self, _: str = "") -> Kept:
        """Return what is kept of it, as the wiring builds it."""
        store = self._store()
        lease = DynamoLease(store, lambda: self.now)
        table = self._world.table
        mailer = SesMailer(self._aws["ses"], self._aws["dynamodb"], table, self.spreadsheet)
        return Kept(
            DynamoLedger(store, lease), DynamoOutbox(store, lease), mailer, SENDER, lease.held
        )

    def desk(self, *_: Any) -> Desk:
        """Return the desk; opened as the wiring does it, if it is not open."""
        if self._desk is None:
            DynamoLedger(self._store()).is_made()
            kept = self.kept()
            workbook = GoogleWorkbook(self._client(), self.spreadsheet, transport.BOT)
            self._desk = Desk(**kept._asdict(), runner=Runner(workbook, kept.ledger))
        return self._desk

    def works(self) -> Works:
        """Return what the triggers drive."""
        dynamodb, table = self._aws["dynamodb"], self._world.table
        register, inbox = DynamoRegister(dynamodb, table), DynamoInbox(dynamodb, table)
        queues = SqsQueues(self._aws["sqs"], self._queues.queues._at)  # noqa: SLF001
        return Works(
            register, queues, Waking(register, inbox, queues), self.desk, self.kept, lambda _: None
        )

    @property
    def table(self) -> str:
        """The table's name."""
        return self._world.table

    def passes(self, seconds: float) -> None:
        """Let time pass."""
        self.now += timedelta(seconds=seconds)
        self.clock.sleep(seconds)

    def closes(self) -> None:
        """Let the container end that had the desk open."""
        self._desk = None

    def of(self, deed: Callable[[], object]) -> Cost:
        """Return what a deed costs, Google's calls by kind among it."""
        gc.collect()
        before = Counter(self.service.calls)
        away = self._calls._away  # noqa: SLF001
        used = self.counted.of(deed)
        used["cpu"] -= self._calls._away - away  # noqa: SLF001
        calls = self.service.calls - before
        for name, times in calls.items():
            used[_kind(name)] += times
        return used

    def runs(self) -> Cost:
        """Run once, as the queue's message has it."""
        said = {"spreadsheet": self.spreadsheet, "asked": self.now.isoformat()}
        return self.of(lambda: self._handles(triggers.run, said))

    def delivers(self) -> Cost:
        """Deliver once."""
        said = {"spreadsheet": self.spreadsheet, "asked": self.now.isoformat(), "desk": "Shop"}
        return self.of(lambda: self._handles(triggers.deliver, said))

    def _handles(self, act: Callable[..., Any], said: Mapping[str, str]) -> None:
        failed = act(self.works(), _event(said), self.now)["batchItemFailures"]
        if failed:
            raise RuntimeError(said)

    def types(self, **cells: str) -> None:
        """Let somebody type a new case."""
        titles = {CASES.fields[key].heading.en: text for key, text in cells.items()}
        self._does(AppendRow(CASES.name.en, titles))

    def changes(self, row: int, key: str, text: str) -> None:
        """Let somebody type into a row."""
        self._does(TypeCell(CASES.name.en, row, CASES.fields[key].heading.en, text))

    def _does(self, action: Any) -> None:
        Person(book=self.spreadsheet).does(action, self.service.world)


def _row(cells: Any) -> state.Row:
    stored = map(_stored, cells)
    return state.Row(cells=[None if cell is None else state.Cell(cell) for cell in stored])


def _stored(cell: Any) -> Any:
    if isinstance(cell, datetime):
        return float(to_serial(cell)) if cell <= TODAY else None
    return None if cell == "" else float(cell) if isinstance(cell, int) else cell


def _kind(name: str) -> str:
    if name.startswith("drive"):
        return "google_drive"
    return "google_reads" if name.rpartition(".")[2] in READS else "google_writes"


def _event(said: Mapping[str, str]) -> dict[str, Any]:
    record = {
        "messageId": "1",
        "receiptHandle": "1",
        "body": json.dumps(said),
        "attributes": {"ApproximateReceiveCount": "1", "MessageGroupId": said["spreadsheet"]},
        "eventSourceARN": "arn:aws:sqs:us-east-1:123456789012:runs.fifo",
    }
    return {"Records": [record]}


def usual(costs: list[Cost]) -> Cost:
    """Return the middle of several, by what was used."""
    names = {name for cost in costs for name in cost}
    return Counter({name: median(cost[name] for cost in costs) for name in names})
