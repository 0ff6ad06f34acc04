"""The ledger as one SQLite file beside the workbook."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import Self

from chalicelib.adapters.keeping.intents import to_intent
from chalicelib.adapters.keeping.memories import bodies, memory
from chalicelib.adapters.keeping.meta import (
    UNREADABLE,
    accepted,
    born,
    carried,
    entry_or_unreadable,
    newborn,
    own_entries,
    tail_flaw,
)
from chalicelib.adapters.sqlite.chain import append, read_meta, write_meta
from chalicelib.adapters.sqlite.intents import put, withdraw
from chalicelib.adapters.sqlite.schema import SqliteFile
from chalicelib.adapters.sqlite.suppressed import read_suppressed
from chalicelib.model.chain import GENESIS, Fault, first_flaw
from chalicelib.model.entry import Flaw, Link
from chalicelib.ports.ledger import (
    LedgerBrokenError,
    LedgerMissingError,
    LedgerMovedError,
    Recollection,
    Recording,
    RecordKey,
)
from chalicelib.sla.memory import Memory
from chalicelib.unhurried import unhurried

_PAGE = 2000
"""Links that are read at a time."""

_ENDLESS = 2**63 - 1

_REMEMBER = """INSERT INTO memory VALUES (?, ?, ?) ON CONFLICT (tab, id)
    DO UPDATE SET body = excluded.body WHERE body <> excluded.body"""


class SqliteLedger:
    """The desk's memory on disk: a recording is committed wholly or not."""

    def __init__(self, path: Path, wait: float = 5.0) -> None:
        self._file = SqliteFile(path, wait)

    @classmethod
    def create(cls, path: Path, workbook: str, at: datetime) -> Self:
        """Make a ledger in shadow mode, or raise LedgerExistsError."""
        with SqliteFile(path).creating() as db:
            write_meta(db, append(db, newborn(workbook, at), [born(workbook, at)]))
        return cls(path)

    def is_made(self) -> bool:
        """Whether the ledger is there, and its making was not cut short."""
        try:
            with self._file.reading():
                return True
        except LedgerMissingError:
            return False

    def recall(self) -> Recollection:
        """Return what the ledger knows now."""
        with self._file.reading() as db:
            meta = read_meta(db)
            memories = db.execute("SELECT tab, id, body FROM memory").fetchall()
            pending = db.execute(
                "SELECT body FROM intent WHERE status IN ('pending', 'held') ORDER BY rowid"
            ).fetchall()
            doubts = "SELECT count(DISTINCT mail) FROM intent WHERE status = 'claimed'"
            (in_doubt,) = db.execute(doubts).fetchone()
            suppressed = read_suppressed(db)
        return Recollection(
            meta.workbook,
            meta.head,
            meta.mode,
            meta.last_run,
            meta.revisions,
            _memories(memories),
            [to_intent(body) for (body,) in pending],
            meta.quiet_until,
            suppressed,
            in_doubt,
        )

    def record(self, recording: Recording, head: str) -> str:
        """Append and remember in one transaction, and return the new head.

        Raises LedgerMovedError if ``head`` is no longer the newest.
        Intents take the mode that this recording leaves behind. What was withdrawn, and a
        change of mode, are chained here: only the ledger knows whether they happened.
        """
        with self._file.writing() as db:
            meta = read_meta(db)
            if meta.head != head:
                raise LedgerMovedError
            after = carried(meta, recording)
            put(db, after, recording)
            db.executemany(_REMEMBER, ((*key, body) for key, body in bodies(recording.memories)))
            keys = withdraw(db, meta, recording.withdrawn, recording.at)
            own = own_entries(recording, keys, moded=after.mode != meta.mode)
            after = append(db, after, chain(recording.entries, own))
            if after != meta:
                write_meta(db, after)
            return after.head

    def accept(self, revision: str, at: datetime, why: str) -> str:
        """Take a restored workbook as ours from here on; return the new head."""
        with self._file.writing() as db:
            meta = append(db, read_meta(db), [accepted(revision, at, why)])
            write_meta(db, meta._replace(revisions=(revision,)))
        return meta.head

    def quieten(self, until: datetime | None) -> None:
        """Remember that nothing may be written until then; None: nothing is on its way."""
        with self._file.writing() as db:
            write_meta(db, read_meta(db)._replace(quiet_until=until))

    def digest(self, text: str) -> str:
        """Return this ledger's keyed digest of a text, such as an address."""
        with self._file.reading() as db:
            return read_meta(db).digest(text)

    def links(self) -> Iterator[Link]:
        """Yield the chain from the first entry to the newest.

        Raises LedgerBrokenError at an entry that somebody made unreadable.
        """
        for link in self._links():
            if link.entry is UNREADABLE:
                raise LedgerBrokenError(self._file.path)
            yield link

    def verify(self, known: Sequence[str] = ()) -> Flaw | None:
        """Return what breaks the chain, or None; ``known`` are past heads."""
        flaw = first_flaw(self._links(), known)
        if flaw and flaw.what != Fault.CUT_OFF:
            return flaw
        return self._tail_flaw() or flaw

    def _links(self) -> Iterator[Link]:
        last = -_ENDLESS
        while rows := self._page(last):
            for number, text, before, hash_ in rows:
                yield Link(number, entry_or_unreadable(text), before, hash_)
            last = rows[-1][0]

    def _page(self, last: int) -> list[tuple[int, str, str, str]]:
        with self._file.reading() as db:
            return db.execute(
                "SELECT number, entry, before, hash FROM link WHERE number > ?"
                " ORDER BY number LIMIT ?",
                (last, _PAGE),
            ).fetchall()

    def _tail_flaw(self) -> Flaw | None:
        """Compare the newest link with the count and head kept beside it."""
        with self._file.reading() as db:
            meta = read_meta(db)
            newest = "SELECT number, hash FROM link ORDER BY number DESC LIMIT 1"
            number, hash_ = db.execute(newest).fetchone() or (0, GENESIS)
        return tail_flaw(meta, number, hash_)


def _memories(rows: Sequence[tuple[str, str, str]]) -> dict[RecordKey, Memory]:
    with unhurried():
        return {(tab, id_): memory(body) for tab, id_, body in rows}
