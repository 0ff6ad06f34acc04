"""What every Ledger must do, whatever it is kept in; ``outbox_contract`` is its twin.

An adapter's test file gives a fixture ``desk``: a new, empty Desk in shadow mode, made at
NINE for the workbook "w1"; and subclasses LedgerContract.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import pytest

from chalicelib.model.chain import first_flaw
from chalicelib.model.entry import Entry, EntryKind
from chalicelib.model.face import ClockState
from chalicelib.model.intent import Intent, IntentKind, Suppression
from chalicelib.model.private import private
from chalicelib.model.word import Language
from chalicelib.ports.ledger import Ledger, LedgerBusyError, LedgerMovedError, Recording
from chalicelib.ports.mail import Outbox
from chalicelib.sla.memory import NOTHING, ClockMemory, Done, Memory, Seen, delta

NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)
ADDRESS = "ann.lee@shop.example"

REMINDER = Intent(
    "w1/cases/C-1/first reply/1/2/1/ann.lee@shop.example",
    IntentKind.REMINDER,
    ADDRESS,
    "Ann Lee",
    Language.ZH,
    NINE + HOUR,
    "Asia/Shanghai",
    tab="工单",
    id="C-1",
    clock="first reply",
    state=ClockState.DUE_SOON,
    due=NINE + 3 * HOUR,
    about="lamp, c***@x.example",
    why="8 h after Ann Lee took it",
    step="answer",
)

OPEN = Memory(
    {"status": (Seen("new", None, NINE), Seen("open", NINE, NINE + HOUR))},
    {
        "first reply": ClockMemory(
            2,
            (1,),
            ((1, 2),),
            "8 h",
            NINE + HOUR,
            (None, NINE),
            (Done(1, None, NINE, None, "8 h", late=True),),
        )
    },
)


class Desk(NamedTuple):
    """A ledger and the outbox that goes with it."""

    ledger: Ledger
    outbox: Outbox

    def record(self, **wishes) -> str:
        """Record as a run does that recalled just before."""
        wishes = {"run": "r1", "at": NINE} | wishes
        return self.ledger.record(Recording(**wishes), self.ledger.recall().head)

    def kinds(self) -> list[EntryKind]:
        return [link.entry.kind for link in self.ledger.links()]

    def statuses(self) -> dict[str, str]:
        return {intent.id: status for intent, status, _ in self.outbox.listed()}

    def insists(self, **wishes) -> None:
        """Record, and again from the start while others come between."""
        while True:
            try:
                self.record(**wishes)
            except (LedgerMovedError, LedgerBusyError):
                continue
            return


def reminder(id_: str, **fields) -> Intent:
    """Return a reminder about another record."""
    return replace(REMINDER, key=f"w1/cases/{id_}/reply/1/1/1/ann", id=id_, **fields)


def changed(id_: str, memory: Memory = OPEN) -> Entry:
    """Return the entry of a record first seen."""
    return Entry(EntryKind.RECORD, NINE, "r1", "cases", id_, delta(NOTHING, memory))


class LedgerContract:
    def test_a_new_ledger_knows_its_workbook_and_mails_nobody(self, desk):
        known = desk.ledger.recall()
        assert known.workbook == "w1"
        assert not known.mode.live
        assert known.last_run is None
        assert (known.memories, known.pending, list(known.revisions)) == ({}, [], [])
        assert desk.kinds() == [EntryKind.IDENTITY]
        assert desk.ledger.verify() is None

    def test_what_is_recorded_is_recalled(self, desk):
        head = desk.record(
            entries=[changed("C-1")], memories={("cases", "C-1"): OPEN}, revision="a"
        )
        known = desk.ledger.recall()
        assert known.head == head
        assert known.memories == {("cases", "C-1"): OPEN}
        assert known.last_run == NINE
        assert list(known.revisions) == ["a"]
        *_, newest = desk.ledger.links()
        assert (newest.number, newest.hash, newest.entry) == (2, head, changed("C-1"))

    def test_a_private_note_is_remembered_in_clear_and_chained_as_a_digest(self, desk):
        note = {"by": private("Ann Lee"), "asks": [{"to": private(ADDRESS)}], "decision": "yes"}
        memory = OPEN._replace(notes={"approval": note})
        head = desk.record(entries=[changed("C-1", memory)], memories={("cases", "C-1"): memory})
        assert desk.ledger.recall().memories == {("cases", "C-1"): memory}
        *_, newest = desk.ledger.links()
        by, to = ({"digest": desk.ledger.digest(text)} for text in ("ann lee", ADDRESS))
        chained = {"by": by, "asks": [{"to": to}], "decision": "yes"}
        assert newest.entry.body == {**delta(NOTHING, OPEN), "notes": {"approval": chained}}
        assert desk.ledger.verify([head]) is None

    def test_a_memory_takes_the_place_of_the_one_before(self, desk):
        later = OPEN._replace(gone=NINE + HOUR)
        desk.record(memories={("cases", "C-1"): OPEN, ("cases", "C-2"): OPEN})
        desk.record(memories={("cases", "C-1"): later})
        memories = {("cases", "C-1"): later, ("cases", "C-2"): OPEN}
        assert desk.ledger.recall().memories == memories

    def test_who_recalled_before_another_recorded_must_recall_again(self, desk):
        stale = desk.ledger.recall().head
        desk.record(entries=[changed("C-1")])
        late = Recording("r2", NINE + HOUR, [changed("C-2")], {("cases", "C-2"): OPEN})
        with pytest.raises(LedgerMovedError):
            desk.ledger.record(late, stale)
        assert desk.ledger.recall().memories == {}
        assert desk.ledger.recall().last_run == NINE
        assert len(list(desk.ledger.links())) == 2

    def test_a_run_without_news_chains_nothing(self, desk):
        head = desk.ledger.recall().head
        assert desk.record(at=NINE + HOUR) == head
        assert desk.ledger.recall().last_run == NINE + HOUR

    def test_the_last_run_never_goes_back(self, desk):
        desk.record(at=NINE + HOUR)
        desk.record(at=NINE)
        assert desk.ledger.recall().last_run == NINE + HOUR

    def test_the_last_two_revisions_are_kept(self, desk):
        for mark in ("a", "b", "b", "c", ""):
            desk.record(revision=mark)
        assert list(desk.ledger.recall().revisions) == ["b", "c"]

    def test_the_borne_revision_stays_however_many_writes_fail(self, desk):
        desk.record(revision="a")
        for mark in ("b", "c", "d"):
            desk.record(revision=mark, borne="a")
        assert list(desk.ledger.recall().revisions) == ["a", "d"]

    def test_going_live_is_chained_once(self, desk):
        desk.record(live=False)
        desk.record(live=True, at=NINE + HOUR)
        desk.record(live=True, at=NINE + 2 * HOUR)
        assert desk.ledger.recall().mode == (True, NINE + HOUR)
        assert desk.kinds() == [EntryKind.IDENTITY, EntryKind.MODE]

    def test_a_restored_workbook_is_accepted_from_its_revision_on(self, desk):
        desk.record(revision="a")
        head = desk.ledger.accept("z", NINE + HOUR, "restored from a backup")
        assert desk.ledger.recall().head == head
        assert list(desk.ledger.recall().revisions) == ["z"]
        assert desk.kinds() == [EntryKind.IDENTITY, EntryKind.IDENTITY]

    def test_withdrawn_intents_are_named_in_one_entry(self, desk):
        desk.record(live=True, intents=[reminder("C-1"), reminder("C-2"), reminder("C-3")])
        keys = [reminder("C-2").key, "unknown", reminder("C-1").key]
        desk.record(withdrawn=keys)
        *_, newest = desk.ledger.links()
        assert newest.entry.kind is EntryKind.WITHDRAWN
        assert newest.entry.body == {"keys": [keys[0], keys[2]]}
        assert [i.id for i in desk.ledger.recall().pending] == ["C-3"]

    def test_an_intent_on_its_way_is_not_withdrawn(self, desk):
        desk.record(live=True, intents=[reminder("C-1")])
        desk.outbox.claim("m1", [reminder("C-1").key], NINE)
        head = desk.ledger.recall().head
        assert desk.record(withdrawn=[reminder("C-1").key]) == head
        assert desk.statuses() == {"C-1": "claimed"}

    def test_the_chain_holds_and_past_heads_are_in_it(self, desk):
        heads = [desk.record(entries=[changed(f"C-{n}")]) for n in range(5)]
        assert desk.ledger.verify(heads) is None
        assert first_flaw(desk.ledger.links(), heads) is None
        assert desk.ledger.verify(["ab" * 32]) == (7, "cut off")

    def test_mails_in_doubt_are_counted(self, desk):
        desk.record(live=True, intents=[reminder(f"C-{n}") for n in range(4)])
        assert desk.ledger.recall().in_doubt == 0
        desk.outbox.claim("m1", [reminder("C-0").key, reminder("C-1").key], NINE)
        desk.outbox.claim("m2", [reminder("C-2").key], NINE)
        assert desk.ledger.recall().in_doubt == 2
        desk.outbox.sent("m1", NINE)
        desk.outbox.unclaim("m2")
        assert desk.ledger.recall().in_doubt == 0

    def test_suppressed_addresses_are_recalled(self, desk):
        desk.outbox.suppress(ADDRESS, Suppression.BOUNCED, NINE)
        assert list(desk.ledger.recall().suppressed) == list(desk.outbox.suppressed())
        assert [one.address for one in desk.ledger.recall().suppressed] == [ADDRESS]

    def test_what_is_put_and_no_longer_true_at_once_is_withdrawn(self, desk):
        key = reminder("C-1").key
        desk.record(live=True, intents=[reminder("C-1")], withdrawn=[key, key])
        *_, withdrawn, _ = desk.ledger.links()
        assert withdrawn.entry.body == {"keys": [key]}
        assert desk.statuses() == {"C-1": "withdrawn"}

    def test_three_hundred_intents_come_in_their_order_and_go(self, desk):
        many = [reminder(f"C-{n}") for n in range(300)]
        desk.record(live=True, intents=many)
        assert list(desk.ledger.recall().pending) == many
        desk.record(withdrawn=[intent.key for intent in many[:299]])
        assert list(desk.ledger.recall().pending) == many[299:]
        *_, newest = desk.ledger.links()
        assert newest.entry.body == {"keys": [intent.key for intent in many[:299]]}

    def test_a_first_run_may_chain_thousands_of_entries(self, desk):
        memories = {("cases", f"C-{n}"): OPEN for n in range(12_000)}
        head = desk.record(entries=[changed(id_) for _, id_ in memories], memories=memories)
        assert desk.record(entries=[changed("last")]) != head
        assert desk.ledger.recall().memories == memories
        assert sum(1 for _ in desk.ledger.links()) == 12_002
        assert desk.ledger.verify([head]) is None

    def test_recorders_that_overlap_lose_nothing(self, desk):
        ids = [f"C-{n}" for n in range(24)]

        def record(id_):
            memories = {("cases", id_): OPEN}
            desk.insists(entries=[changed(id_)], memories=memories, intents=[reminder(id_)])

        with ThreadPoolExecutor(4) as pool:
            list(pool.map(record, ids))
        assert desk.ledger.verify() is None
        told = [link.entry.id for link in desk.ledger.links() if link.entry.id]
        assert sorted(told) == sorted(ids)
        assert set(desk.ledger.recall().memories) == {("cases", id_) for id_ in ids}
        assert set(desk.statuses()) == set(ids)
