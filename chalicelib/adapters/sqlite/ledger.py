"""The ledger as one SQLite file beside the workbook."""

from __future__ import annotations

import gc
import json
import secrets
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from chalicelib.adapters.sqlite.chain import Meta, append, read_meta, write_meta
from chalicelib.adapters.sqlite.intents import put, to_intent, withdraw
from chalicelib.adapters.sqlite.schema import SqliteFile
from chalicelib.model.chain import GENESIS, Fault, entry_from, first_flaw
from chalicelib.model.entry import Entry, EntryKind, Flaw, Json, Link
from chalicelib.ports import (
    LedgerBrokenError,
    LedgerMissingError,
    LedgerMovedError,
    Mode,
    Recollection,
    Recording,
    RecordKey,
)
from chalicelib.sla.memory import Memory, from_json, to_json

_PAGE = 2000
"""Links that are read at a time."""

_ENDLESS = 2**63 - 1

_UNREADABLE = Entry(EntryKind.IDENTITY, datetime.min.replace(tzinfo=UTC), "")
"""Stands for an entry that cannot be read; no hash fits it."""

_COMPACT = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))

_REMEMBER = """INSERT INTO memory VALUES (?, ?, ?) ON CONFLICT (tab, id)
    DO UPDATE SET body = excluded.body WHERE body <> excluded.body"""


class SqliteLedger:
    """The desk's memory on disk: a recording is committed wholly or not."""

    def __init__(self, path: Path, wait: float = 5.0) -> None:
        self._file = SqliteFile(path, wait)

    @classmethod
    def create(cls, path: Path, workbook: str, at: datetime) -> Self:
        """Make a ledger in shadow mode, or raise LedgerExistsError."""
        shadow = Mode(live=False, since=at)
        meta = Meta(workbook, secrets.token_bytes(32), GENESIS, 0, shadow, None, ())
        born = Entry(EntryKind.IDENTITY, at, "", body={"workbook": workbook, "why": "created"})
        with SqliteFile(path).creating() as db:
            write_meta(db, append(db, meta, [born]))
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
        return Recollection(
            meta.workbook,
            meta.head,
            meta.mode,
            meta.last_run,
            meta.revisions,
            _memories(memories),
            [to_intent(body) for (body,) in pending],
            meta.quiet_until,
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
            after = _carried(meta, recording)
            put(db, after, recording)
            db.executemany(_REMEMBER, _rows(recording.memories))
            keys = withdraw(db, meta, recording.withdrawn, recording.at)
            own = _own_entries(recording, keys, moded=after.mode != meta.mode)
            after = append(db, after, [*recording.entries, *own])
            if after != meta:
                write_meta(db, after)
            return after.head

    def accept(self, revision: str, at: datetime, why: str) -> str:
        """Take a restored workbook as ours from here on; return the new head."""
        body = {"revision": revision, "why": why}
        with self._file.writing() as db:
            meta = append(db, read_meta(db), [Entry(EntryKind.IDENTITY, at, "", body=body)])
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
            if link.entry is _UNREADABLE:
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
                yield Link(number, _entry(text), before, hash_)
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
        if number < meta.links:
            return Flaw(number + 1, Fault.CUT_OFF)
        if number > meta.links:
            return Flaw(meta.links + 1, Fault.OUT_OF_ORDER)
        return None if hash_ == meta.head else Flaw(number, Fault.ALTERED)


def _entry(text: str) -> Entry:
    try:
        return entry_from(text)
    except ValueError:
        return _UNREADABLE


def _memories(rows: Sequence[tuple[str, str, str]]) -> dict[RecordKey, Memory]:
    with _uncollected():
        return {(tab, id_): from_json(json.loads(body)) for tab, id_, body in rows}


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keep the garbage collector from searching what is all alive."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _rows(memories: Mapping[RecordKey, Memory]) -> Iterator[tuple[str, str, str]]:
    for (tab, id_), memory in memories.items():
        yield tab, id_, _COMPACT.encode(to_json(memory))


def _carried(meta: Meta, recording: Recording) -> Meta:
    """Return the ledger's own row after a recording, but for the chain."""
    live = meta.mode.live if recording.live is None else recording.live
    return meta._replace(
        mode=meta.mode if live == meta.mode.live else Mode(live, recording.at),
        last_run=_seen_last(meta, recording),
        revisions=_marks(meta.revisions, recording),
        quiet_until=recording.quiet_until or meta.quiet_until,
    )


def _seen_last(meta: Meta, recording: Recording) -> datetime | None:
    if not recording.looked:
        return meta.last_run
    return max(meta.last_run or recording.at, recording.at)


def _marks(known: tuple[str, ...], recording: Recording) -> tuple[str, ...]:
    """Keep the mark the workbook bears, and the one it is about to bear."""
    if not recording.revision:
        return known
    borne = known if recording.borne is None else (recording.borne,)
    return (*[m for m in borne if m != recording.revision][-1:], recording.revision)


def _own_entries(recording: Recording, keys: Sequence[str], *, moded: bool) -> Iterator[Entry]:
    if keys:
        body: dict[str, Json] = {"keys": list(keys)}
        yield Entry(EntryKind.WITHDRAWN, recording.at, recording.run, body=body)
    if moded:
        body = {"live": recording.live}
        yield Entry(EntryKind.MODE, recording.at, recording.run, body=body)
