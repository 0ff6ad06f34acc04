"""A desk in a small cloud: its queues double, lose order and overlap, and its functions die."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from itertools import count
from typing import Any

from chalicelib.adapters.aws.accepted import AcceptedMails
from chalicelib.adapters.aws.inbox import DynamoInbox
from chalicelib.adapters.aws.lease import DynamoLease
from chalicelib.adapters.aws.ledger import DynamoLedger
from chalicelib.adapters.aws.outbox import DynamoOutbox
from chalicelib.adapters.aws.register import DynamoRegister
from chalicelib.adapters.aws.ses import SesMailer
from chalicelib.adapters.aws.store import Store
from chalicelib.desk import Desk, Kept
from chalicelib.runner import Runner
from chalicelib.tables.workbook import CASES
from chalicelib.triggers import Works, deliver, run
from chalicelib.waking import Waking
from tests.fate import CrashError, Fate, crash
from tests.laws.desks import MONDAY
from tests.laws.history import BUYER, NAMES
from tests.laws.promises import PLAN
from tests.memory import answered_at, small_book

READS = {"get_item", "batch_get_item", "query", "get_object"}
"""Calls that change nothing: a death before or after one is a death before the next."""
NUMBERS = count(1)


class Guarded:
    """A client of AWS of which every call that changes something is in the hands of fate."""

    def __init__(self, client: Any, fates: Fates) -> None:
        self._client, self._fates = client, fates

    def __getattr__(self, name: str) -> Any:
        """Return what the client has, its effects guarded."""
        found = getattr(self._client, name)
        if name in READS or not callable(found):
            return found
        return partial(self._fates.effect, found)


class Fates:
    """Whose hands all effects are in at this moment."""

    def __init__(self) -> None:
        self.fate = Fate()
        self.dead = False

    def effect(self, call: Callable[..., Any], *args: Any, **named: Any) -> Any:
        """Do what has an effect, unless fate strikes first; the dead have none."""
        if self.dead:
            raise CrashError
        try:
            return self.fate.effect(partial(call, *args, **named))
        except CrashError:
            self.dead = True
            raise


@dataclass
class Post:
    """SES, as a client of its: takes mails, and may take one without saying so."""

    mails: list[bytes] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)

    def send_email(self, **asked: Any) -> dict[str, str]:
        """Take a mail."""
        self.mails.append(asked["Content"]["Raw"]["Data"])
        self.tags.append(next(t["Value"] for t in asked["EmailTags"] if t["Name"] == "mail"))
        return {"MessageId": str(len(self.mails))}


@dataclass
class Message:
    """A message of a queue."""

    queue: str
    body: str
    at: datetime
    times: int = 0


class Queues:
    """Queues without order; what is asked for twice is not put together, what fails comes back."""

    def __init__(self, world: Cloud) -> None:
        self._world = world
        self.waiting: list[Message] = []

    def run(self, spreadsheet: str, asked: datetime) -> None:
        self._put("runs", {"spreadsheet": spreadsheet, "asked": asked.isoformat()})

    def deliver(self, spreadsheet: str, asked: datetime, desk: str) -> None:
        self._put(
            "deliveries", {"spreadsheet": spreadsheet, "asked": asked.isoformat(), "desk": desk}
        )

    def later(self, spreadsheet: str, seconds: int) -> None:
        self._put("later", {"spreadsheet": spreadsheet}, timedelta(seconds=seconds))

    def put_off(self, queue: str, receipt: str, seconds: int) -> None:
        """The world lets it come back when it pleases."""

    def _put(self, queue: str, body: dict[str, str], late: timedelta = timedelta()) -> None:
        message = Message(queue, json.dumps(body), self._world.now + late)
        self._world.fates.effect(self.waiting.append, message)


class Cloud:
    """One workbook in a small cloud; all state but the sheet is on AWS."""

    def __init__(self, aws: Any, *, limit: int = 200) -> None:
        self.now, self.fates, self.post = MONDAY, Fates(), Post()
        self.spreadsheet = f"sheet-{next(NUMBERS)}"
        self.book = small_book(PLAN._replace(limit=limit), cases=_rows())
        self._aws = aws
        self.queues = Queues(self)
        store = self._store(aws.dynamodb, aws.s3)
        DynamoLedger.create(store, "W-1", self.now)
        self.outbox = DynamoOutbox(store)
        self.ledger = DynamoLedger(store)
        self.register = DynamoRegister(aws.dynamodb, aws.table)
        self.register.add(self.spreadsheet, "Shop", self.now)
        self.desk().go_live(self.now)

    def _store(self, dynamodb: Any, s3: Any) -> Store:
        return Store(dynamodb, s3, self._aws.table, self._aws.bucket, self.spreadsheet)

    def kept(self, _: str = "") -> Kept:
        """Return what is kept, as a fresh container sees it."""
        dynamodb, s3 = (Guarded(c, self.fates) for c in (self._aws.dynamodb, self._aws.s3))
        store = self._store(dynamodb, s3)
        lease = DynamoLease(store, lambda: self.now)
        ses = Guarded(self.post, self.fates)
        mailer = SesMailer(ses, dynamodb, self._aws.table, self.spreadsheet, "events")
        ledger, outbox = DynamoLedger(store, lease), DynamoOutbox(store, lease)
        return Kept(ledger, outbox, mailer, "desk@shop.example", lease.held, answered_at)

    def desk(self, *_: Any) -> Desk:
        """Return the desk, as a fresh container opens it."""
        kept = self.kept()
        return Desk(**kept._asdict(), runner=Runner(_Sheet(self), kept.ledger))

    def works(self) -> Works:
        """Return what the triggers drive, as a fresh container builds it."""
        dynamodb = Guarded(self._aws.dynamodb, self.fates)
        register = DynamoRegister(dynamodb, self._aws.table)
        inbox = DynamoInbox(dynamodb, self._aws.table)
        waking = Waking(register, inbox, self.queues)
        return Works(register, self.queues, waking, self.desk, self.kept, lambda _: None)

    def typed(self, name: str, **cells: Any) -> None:
        """Let a person type into a case."""
        self.book.typed(CASES, name, **cells)

    def hinted(self) -> None:
        """Let the sheet say that it was edited."""
        self._alive(lambda: self.works().waking.hinted(self.spreadsheet, self.now))

    def ticks(self, fate: Fate | None = None) -> None:
        """Let a minute's dispatcher fire."""
        self._alive(lambda: self.works().waking.dispatch(self.now), fate)

    def handles(self, pick: int, fate: Fate | None = None, *, again: bool = False) -> None:
        """Let a function take one of the messages; one that was not done with stays."""
        ready = self._ready()
        if not ready:
            return
        message = ready[pick % len(ready)]
        message.times += 1
        done = self._alive(lambda: self._handled(message), fate)
        if done and not again and message in self.queues.waiting:
            self.queues.waiting.remove(message)

    def _ready(self) -> list[Message]:
        return [message for message in self.queues.waiting if message.at <= self.now]

    def deliveries(self) -> list[int]:
        """Return where among the messages to be handled the deliveries are."""
        return [n for n, message in enumerate(self._ready()) if message.queue == "deliveries"]

    def _handled(self, message: Message) -> bool:
        works, event = self.works(), _event(message)
        if message.queue == "later":
            works.waking.ring(self.spreadsheet, self.now)
            return True
        acts = {"runs": run, "deliveries": deliver}
        return not acts[message.queue](works, event, self.now)["batchItemFailures"]

    def _alive(self, call: Callable[[], Any], fate: Fate | None = None) -> Any:
        """Return what a function does, or False where it died or raised."""
        self.fates.fate = fate or Fate()
        try:
            return call()
        except CrashError:
            self.now += timedelta(seconds=331)  # its lease runs out
            return False
        finally:
            self.fates.fate, self.fates.dead = Fate(), False

    def beside(self, pick: int) -> None:
        """Let another function handle a message while one is at work."""
        fate = self.fates.fate
        self.handles(pick)
        self.fates.fate = fate

    def accepted(self, mail: str) -> None:
        """Let SES say that it took a mail."""
        AcceptedMails(self._aws.dynamodb, self._aws.table).note(self.spreadsheet, mail, self.now)

    def dies_at(self, name: str) -> list[str]:
        """Let the next delivery die just after one of its calls; return the mails taken."""
        before = len(self.post.tags)
        self.handles(0, _At(name))
        return self.post.tags[before:]

    def rows(self) -> list[dict[str, Any]]:
        """Return every intent as it lies in the table."""
        return list(self._store(self._aws.dynamodb, self._aws.s3).under("INTENT#"))

    def drains(self) -> None:
        """Let every message be handled, until there are no more by now."""
        for _ in range(60):
            if not any(message.at <= self.now for message in self.queues.waiting):
                return
            self.handles(0)
        raise AssertionError("messages without end")

    def rests(self) -> None:
        """Let time pass and every function live, until nothing waits any more."""
        for _ in range(12):
            self.now += timedelta(minutes=1)
            self.outbox.release_held(self.now)
            self.register.lower(self.spreadsheet, self.now)
            self.ticks()
            self.drains()
            open_ = [i.release for i, how, _ in self.outbox.listed() if how in ("pending", "held")]
            if not open_:
                return
            self.now = max(self.now + timedelta(minutes=6), *open_)
        raise AssertionError("reminders wait for ever")

    def told(self) -> Counter[str]:
        """Return how often each mail went out, by its id."""
        return Counter(self.post.tags)


class _At(Fate):
    """Dies just after the first call of a name."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def effect(self, call: Callable[..., Any], *args: Any) -> Any:
        """Do it, and die if it is the one."""
        answer = call(*args)
        if getattr(getattr(call, "func", call), "__name__", "") == self.name:
            crash()
        return answer


class _Sheet:
    """The workbook, its writes in the hands of fate."""

    def __init__(self, world: Cloud) -> None:
        self._world = world

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._world.book, name)
        return partial(self._world.fates.effect, found) if name == "write" else found


def _rows() -> list[dict[str, Any]]:
    owners = ("Anna", "Ben", "nobody known")
    return [
        {"id": name, "status": "new", "opened": MONDAY, "owner": owner, **BUYER}
        for name, owner in zip(NAMES, owners, strict=True)
    ]


def _event(message: Message) -> dict[str, Any]:
    record = {
        "messageId": str(id(message)),
        "receiptHandle": "receipt",
        "body": message.body,
        "attributes": {"ApproximateReceiveCount": str(message.times)},
        "eventSourceARN": f"arn:aws:sqs:us-east-1:123456789012:{message.queue}",
    }
    return {"Records": [record]}
