"""The inbox as one small SQLite file, made where there is none."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

from chalicelib.adapters.keeping.instants import instant, stamp
from chalicelib.ports.inbox import InboxError, Mark

_TABLES = (
    "CREATE TABLE IF NOT EXISTS nonce (nonce TEXT PRIMARY KEY, until TEXT NOT NULL) STRICT",
    "CREATE INDEX IF NOT EXISTS nonce_until ON nonce (until)",
    """CREATE TABLE IF NOT EXISTS mark
        (workbook TEXT PRIMARY KEY, first TEXT, heard TEXT, wake_at TEXT) STRICT""",
)


class SqliteInbox:
    """Nonces and marks on disk; each call opens the file, and closes it again."""

    def __init__(self, path: Path, wait: float = 5.0) -> None:
        self._path = path
        self._wait = wait

    def take(self, nonce: str, until: datetime, now: datetime) -> bool:
        """Remember a nonce until an instant; False if it is remembered already."""
        with self._writing() as db:
            db.execute("DELETE FROM nonce WHERE until <= ?", (stamp(now),))
            put = "INSERT INTO nonce VALUES (?, ?) ON CONFLICT DO NOTHING"
            return db.execute(put, (nonce, stamp(until))).rowcount == 1

    def mark(self, workbook: str) -> Mark:
        """Return a workbook's mark; an empty one if nothing was heard of it."""
        with self._writing() as db:
            return _mark(db, workbook)

    def revise(self, workbook: str, change: Callable[[Mark], Mark]) -> Mark:
        """Replace a mark by what ``change`` makes of it, in one step, and return it."""
        with self._writing() as db:
            after = change(_mark(db, workbook))
            instants = (stamp(at) if at else None for at in after)
            db.execute("REPLACE INTO mark VALUES (?, ?, ?, ?)", (workbook, *instants))
            return after

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """Commit all that is done inside, or nothing if it raises."""
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with closing(self._connected()) as db:
                db.execute("BEGIN IMMEDIATE")
                for table in _TABLES:
                    db.execute(table)
                yield db
                db.execute("COMMIT")
        except (sqlite3.Error, OSError) as error:
            raise InboxError(self._path) from error

    def _connected(self) -> sqlite3.Connection:
        return sqlite3.connect(self._path, timeout=self._wait, isolation_level=None)


def _mark(db: sqlite3.Connection, workbook: str) -> Mark:
    query = "SELECT first, heard, wake_at FROM mark WHERE workbook = ?"
    row = db.execute(query, (workbook,)).fetchone()
    return Mark(*map(instant, row)) if row else Mark()
