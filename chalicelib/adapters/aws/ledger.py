"""The ledger in the cloud: HEAD, pages and intents in DynamoDB, memories in S3."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import chain, islice
from typing import Self

from chalicelib.adapters.aws.fault import ChangedError
from chalicelib.adapters.aws.head import Head
from chalicelib.adapters.aws.heads import Heads, Step
from chalicelib.adapters.aws.lease import DynamoLease
from chalicelib.adapters.aws.pages import read_links
from chalicelib.adapters.aws.redo import Redo
from chalicelib.adapters.aws.rows import WAITING, News, news
from chalicelib.adapters.aws.snapshot import Snapshots
from chalicelib.adapters.aws.store import TRIES, Store
from chalicelib.adapters.aws.suppressed import read_suppressed
from chalicelib.adapters.keeping.instants import stamp
from chalicelib.adapters.keeping.intents import to_intent
from chalicelib.adapters.keeping.meta import (
    UNREADABLE,
    accepted,
    born,
    carried,
    newborn,
    own_entries,
    tail_flaw,
)
from chalicelib.model.chain import GENESIS, Fault, first_flaw
from chalicelib.model.entry import Flaw, Link
from chalicelib.ports.ledger import (
    LedgerBrokenError,
    LedgerBusyError,
    LedgerMissingError,
    LedgerMovedError,
    Recollection,
    Recording,
    RecordKey,
)
from chalicelib.sla.memory import Memory


class DynamoLedger:
    """The desk's memory in the cloud: a recording is committed wholly or not.

    With a lease, whoever does not hold it cannot write: LeaseLostError.
    """

    def __init__(self, store: Store, lease: DynamoLease | None = None) -> None:
        self._store = store
        self._heads = Heads(store, lease)
        self._snapshots = Snapshots(store)

    @classmethod
    def create(cls, store: Store, workbook: str, at: datetime) -> Self:
        """Make a ledger in shadow mode, or raise LedgerExistsError."""
        Heads(store).begin(newborn(workbook, at), born(workbook, at))
        return cls(store)

    def is_made(self) -> bool:
        """Whether the ledger is there."""
        try:
            self._heads.peek()
        except LedgerMissingError:
            return False
        return True

    def recall(self) -> Recollection:
        """Return what the ledger knows now."""
        now, memories = self._remembered()
        opened = sorted(self._store.under("", by="open"), key=lambda row: str(row["seq"]))
        meta = now.meta
        return Recollection(
            meta.workbook,
            meta.head,
            meta.mode,
            meta.last_run,
            meta.revisions,
            memories,
            [to_intent(row["body"]) for row in opened if row["status"] in WAITING],
            meta.quiet_until,
            read_suppressed(self._store),
            len({row["mail"] for row in opened if row["status"] == "claimed"}),
        )

    def _remembered(self) -> tuple[Head, dict[RecordKey, Memory]]:
        for _ in range(TRIES):
            now = self._heads.read()
            try:
                return now, self._snapshots.memories(now.snapshot)
            except ChangedError:
                continue
        raise LedgerBrokenError(f"{self._store.bucket}/{now.snapshot}")

    def record(self, recording: Recording, head: str) -> str:
        """Append and remember in one commit, and return the new head.

        Raises LedgerMovedError if ``head`` is no longer the newest, LeaseLostError if the
        lease is no longer ours.
        Intents take the mode that this recording leaves behind. What was withdrawn, and a
        change of mode, are chained here: only the ledger knows whether they happened.
        """
        superseded = ""

        def step(now: Head) -> Step | None:
            nonlocal superseded
            self._heads.fence(now)
            if now.meta.head != head:
                raise LedgerMovedError
            superseded = now.snapshot
            return self._step(now, recording)

        after = self._heads.commit(step)
        if after.snapshot != superseded:
            self._store.drop([superseded])
        return after.meta.head

    def _step(self, now: Head, recording: Recording) -> Step | None:
        meta = carried(now.meta, recording)
        fresh = News((), ())
        if recording.intents or recording.withdrawn:
            fresh = news(self._store, meta, recording, now.version + 1)
        own = own_entries(recording, fresh.withdrawn, moded=meta.mode != now.meta.mode)
        entries = chain(recording.entries, own)
        first = list(islice(entries, 1))
        snapshot = self._snapshots.staged(now.snapshot, recording.memories, now.version + 1)
        redo = Redo(stamp(recording.at), fresh.rows, fresh.known()) if any(fresh) else None
        if meta == now.meta and not (first or redo or snapshot):
            return None
        return Step(meta, chain(first, entries), redo, snapshot)

    def accept(self, revision: str, at: datetime, why: str) -> str:
        """Take a restored workbook as ours from here on; return the new head."""
        entry = accepted(revision, at, why)
        return self._heads.commit(
            lambda now: Step(now.meta._replace(revisions=(revision,)), [entry])
        ).meta.head

    def quieten(self, until: datetime | None) -> None:
        """Remember that nothing may be written until then; None: nothing is on its way."""

        def step(now: Head) -> Step | None:
            meta = now.meta._replace(quiet_until=until)
            return None if meta == now.meta else Step(meta)

        self._heads.commit(step)

    def digest(self, text: str) -> str:
        """Return this ledger's keyed digest of a text, such as an address."""
        return self._heads.peek().meta.digest(text)

    def links(self) -> Iterator[Link]:
        """Yield the chain from the first entry to the newest.

        Raises LedgerBrokenError at an entry that somebody made unreadable.
        """
        self._heads.read()
        for link in read_links(self._store):
            if link.entry is UNREADABLE:
                raise LedgerBrokenError(self._store.place)
            yield link

    def verify(self, known: Sequence[str] = ()) -> Flaw | None:
        """Return what breaks the chain, or None; ``known`` are past heads."""
        for _ in range(TRIES):
            before = self._heads.read()
            flaw = self._flaw(before, known)
            if self._heads.peek().meta.head == before.meta.head:
                return flaw
        raise LedgerBusyError(self._store.place)

    def _flaw(self, now: Head, known: Sequence[str]) -> Flaw | None:
        newest = [(0, GENESIS)]

        def watched() -> Iterator[Link]:
            for link in read_links(self._store):
                newest[0] = (link.number, link.hash)
                yield link

        flaw = first_flaw(watched(), known)
        if flaw and flaw.what != Fault.CUT_OFF:
            return flaw
        return tail_flaw(now.meta, *newest[0]) or flaw
