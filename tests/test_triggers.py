"""A queue message becomes a run or a delivery, and says what is wanted next."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib.desk import Kept, Owner
from chalicelib.model.intent import IntentKind
from chalicelib.ports.inbox import Mark
from chalicelib.ports.ledger import RunInProgressError
from chalicelib.ports.mail import MailLaterError
from chalicelib.ports.workbook import WorkbookBrokenError, WorkbookLaterError, WorkbookMissingError
from chalicelib.triggers import AFTER_FAULT, BUSY, SOON, THROTTLED, Works, deliver, run
from chalicelib.waking import Waking
from tests.aws.memory_queues import MemoryQueues
from tests.aws.memory_register import MemoryRegister
from tests.laws.desks import MINUTE, MONDAY
from tests.memory import desk_of, small_book

SHEET = "1" + "a" * 43
CASE = {"id": "C-1", "status": "new", "opened": MONDAY, "owner": "Anna"}
LATE = MONDAY + 60 * MINUTE


class MemoryInbox:
    """Marks in a dictionary."""

    def __init__(self):
        self.marks = {}

    def mark(self, workbook):
        return self.marks.get(workbook, Mark())

    def revise(self, workbook, change):
        self.marks[workbook] = change(self.mark(workbook))
        return self.marks[workbook]


class Room:
    """A desk in the cloud, all of it in memory."""

    def __init__(self, folder):
        self.book = small_book(cases=[CASE])
        self.desk = desk_of(self.book, folder, MONDAY)
        self.register, self.queues = MemoryRegister(), MemoryQueues(MONDAY)
        self.register.add(SHEET, "Shop", MONDAY)
        self.waking = Waking(self.register, MemoryInbox(), self.queues)
        self.hindrance = None
        self.closed = []

    def works(self):
        kept = {name: getattr(self.desk, name) for name in Kept._fields}
        return Works(
            self.register,
            self.queues,
            self.waking,
            lambda *_: self,
            lambda _: Kept(**kept),
            self.closed.append,
        )

    def sweep(self, automation, now):
        if self.hindrance:
            raise self.hindrance
        return self.desk.sweep(automation, now)

    def next_release(self):
        return self.desk.next_release()

    def handled(self, act, now, **body):
        self.queues.now = now
        said = {"spreadsheet": SHEET, "asked": now.isoformat(), **body}
        record = {
            "messageId": "m1",
            "receiptHandle": "r1",
            "body": json.dumps(said),
            "attributes": {"ApproximateReceiveCount": "1", "MessageGroupId": SHEET},
            "eventSourceARN": "arn:aws:sqs:us-east-1:123456789012:runs.fifo",
        }
        return act(self.works(), {"Records": [record]}, now)["batchItemFailures"]

    def asked(self, queue):
        return [message for _, message in self.queues.lists[queue]]


class Gone:
    """A workbook that was deleted."""

    def read(self, _):
        raise WorkbookMissingError("gone")

    def calls(self):
        return {}


@pytest.fixture
def room(tmp_path):
    return Room(tmp_path)


def test_a_run_says_when_it_is_wanted_next_and_asks_for_no_delivery_in_vain(room):
    assert room.handled(run, MONDAY) == []
    book = room.register.find(SHEET)
    assert (book.looked, book.failed) == (MONDAY, "")
    assert MONDAY < book.wake_at <= MONDAY + 15 * MINUTE
    assert room.asked("deliveries") == []


def test_what_may_go_out_is_delivered_by_another(room):
    assert room.handled(run, LATE) == []
    (message,) = room.asked("deliveries")
    assert (message["spreadsheet"], message["desk"]) == (SHEET, "After-sales desk")
    assert room.desk.mailer.mails == []
    assert room.handled(deliver, LATE, desk="Lampenladen") == []
    assert room.desk.mailer.mails
    assert all("Lampenladen" in mail.raw.decode() for mail in room.desk.mailer.mails)


def test_a_workbook_that_nobody_looks_after_is_left_alone(room):
    room.register.remove(SHEET)
    assert room.handled(run, LATE) == []
    assert room.desk.ledger.recall().last_run is None


def test_a_run_that_was_answered_meanwhile_is_not_run_again(room):
    room.handled(run, LATE)
    assert room.handled(run, LATE + MINUTE, asked=MONDAY.isoformat()) == []
    assert room.desk.ledger.recall().last_run == LATE


def test_while_another_run_is_at_work_it_is_tried_again_soon(room):
    room.hindrance = RunInProgressError("lease")
    assert room.handled(run, LATE) == []
    ((at, _),) = room.queues.lists["later"]
    assert at == LATE + timedelta(seconds=BUSY)
    assert room.register.find(SHEET).wake_at <= LATE + SOON


@pytest.mark.parametrize(
    ("error", "within"),
    [
        (WorkbookMissingError("gone"), 15 * MINUTE),
        (WorkbookBrokenError("cut"), AFTER_FAULT),
        (WorkbookLaterError("429"), SOON),
    ],
)
def test_what_time_or_the_owner_must_mend_is_noted_and_comes_back_by_itself(room, error, within):
    room.hindrance = error
    assert room.handled(run, LATE) == []
    book = room.register.find(SHEET)
    assert book.failed == type(error).__name__
    assert book.wake_at <= LATE + within


def test_an_error_of_ours_is_noted_and_the_message_comes_back_and_the_look_too(room):
    room.hindrance = ZeroDivisionError("ours")
    assert room.handled(run, LATE) == [{"itemIdentifier": "m1"}]
    book = room.register.find(SHEET)
    assert book.failed == "ZeroDivisionError"
    assert book.wake_at <= LATE + AFTER_FAULT


def test_while_the_sheet_cannot_be_read_only_its_owner_is_written_to(room):
    room.desk = replace(room.desk, owner=Owner("boss@shop.example"))
    room.handled(run, LATE)
    room.queues.lists["deliveries"].clear()
    room.desk = replace(room.desk, runner=replace(room.desk.runner, workbook=Gone()))
    assert room.handled(run, LATE + MINUTE * 2) == []
    assert room.closed == [SHEET]
    (message,) = room.asked("deliveries")
    assert message["desk"] == ""
    room.handled(deliver, LATE + MINUTE * 2, desk="")
    assert [mail.to for mail in room.desk.mailer.mails] == ["boss@shop.example"]
    assert room.desk.ledger.recall().pending


def test_a_paused_workbook_mails_nobody(room):
    room.handled(run, LATE)
    room.register.pause(SHEET)
    assert room.handled(deliver, LATE, desk="Shop") == []
    assert room.desk.mailer.mails == []


def test_who_was_told_what_is_forgotten_after_ninety_days(room):
    room.handled(run, LATE)
    room.handled(deliver, LATE, desk="Shop")
    told = [i for i, how, _ in room.desk.outbox.listed() if how == "sent"]
    room.handled(run, LATE + timedelta(days=91))
    listed = {i.key: i.to for i, *_ in room.desk.outbox.listed()}
    assert told
    assert {listed[i.key] for i in told} == {""}


def test_mail_that_is_taken_no_faster_goes_on_later(room):
    room.handled(run, LATE)
    for intent in room.desk.ledger.recall().pending:
        room.desk.mailer.refuses[intent.to] = MailLaterError("too many")
    assert room.handled(deliver, LATE, desk="Shop") == []
    assert room.queues.lists["later"] == []
    assert LATE < room.register.find(SHEET).wake_at <= LATE + THROTTLED
    open_ = [i for i in room.desk.ledger.recall().pending if i.kind is not IntentKind.SHADOW]
    assert open_


def test_a_run_is_late_by_what_fell_due_at_its_last_look(room):
    room.handled(run, MONDAY)
    due = room.waking.inbox.mark(SHEET).wake_at
    assert room.waking.behind(SHEET, due + MINUTE) == 60
    assert room.waking.behind(SHEET, due - MINUTE) == 0


def test_the_owner_who_is_pinned_outside_the_sheet_is_told_whatever_the_sheet_says(tmp_path):
    shadow = desk_of(small_book(cases=[CASE]), tmp_path, MONDAY, live=False)
    shadow = replace(shadow, runner=replace(shadow.runner, owner="pinned@shop.example"))
    shadow.sweep("sla_sweep", LATE)
    assert [i.to for i in shadow.ledger.recall().pending] == ["pinned@shop.example"]
