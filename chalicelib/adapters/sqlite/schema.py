"""The ledger's one file: its tables, and how a transaction on it begins and ends."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from chalicelib.model.word import Phrase
from chalicelib.ports.ledger import (
    LedgerBrokenError,
    LedgerBusyError,
    LedgerExistsError,
    LedgerMissingError,
    LedgerNewerError,
)

OURS = 0x41667472
"""Marks a SQLite file as a ledger of ours."""

SCHEMA = 3
"""Goes up with every change of a table; ``_check`` is where an older file is brought up."""

NEWER = Phrase(
    "The ledger {path} was written by a newer Aftersheet (form {found}, this one knows "
    "{known}). Nothing was changed: install the newer version and run again.",
    "台账 {path} 由较新版本的 Aftersheet 写入(格式 {found}, 本版本只认识 {known})。"
    "未作任何改动: 请安装新版本后再运行。",
)

SUPPRESSED = """CREATE TABLE suppressed (
    folded TEXT PRIMARY KEY,
    address TEXT NOT NULL,
    why TEXT NOT NULL,
    since TEXT NOT NULL
) STRICT"""

TABLES = """
CREATE TABLE meta (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    workbook TEXT NOT NULL,
    secret BLOB NOT NULL,
    head TEXT NOT NULL,
    links INTEGER NOT NULL,
    live INTEGER NOT NULL CHECK (live IN (0, 1)),
    since TEXT,
    last_run TEXT,
    revisions TEXT NOT NULL,
    quiet_until TEXT
) STRICT;

CREATE TABLE link (
    number INTEGER PRIMARY KEY,
    entry TEXT NOT NULL,
    before TEXT NOT NULL,
    hash TEXT NOT NULL
) STRICT;

CREATE TABLE memory (
    tab TEXT NOT NULL,
    id TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (tab, id)
) STRICT;

CREATE TABLE intent (
    key TEXT PRIMARY KEY,
    status TEXT NOT NULL CHECK (
        status IN ('pending', 'held', 'shadow', 'claimed', 'sent', 'withdrawn')),
    since TEXT NOT NULL,
    always INTEGER NOT NULL CHECK (always IN (0, 1)),
    receiver TEXT NOT NULL,
    release TEXT NOT NULL,
    mail TEXT,
    body TEXT NOT NULL
) STRICT;

CREATE VIEW sendable AS
    SELECT * FROM intent WHERE status = 'pending' AND (always OR (SELECT live FROM meta));

CREATE INDEX intent_status ON intent (status, release);
CREATE INDEX intent_mail ON intent (mail);
"""

_SINCE = {
    1: "ALTER TABLE meta ADD COLUMN quiet_until TEXT",
    2: SUPPRESSED,
}
"""What brings a file of each older form up to the next."""

_PRAGMAS = (
    # A claim must outlive a power cut, or a mail could go out twice.
    "PRAGMA synchronous = EXTRA",
    # What was forgotten is not to be found in the file.
    "PRAGMA secure_delete = ON",
)

_UNUSABLE = {
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_NOTADB,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_READONLY,
}


class SqliteFile:
    """A file of tables; each transaction opens it, and closes it again.

    The rollback journal, not the write-ahead log: the ledger lies beside a workbook that
    teams keep in shared and synchronised folders, so what is committed must be in this
    one file. A run killed at any point leaves the journal, and the next opening rolls back.
    """

    def __init__(self, path: Path, wait: float = 5.0) -> None:
        self.path = path
        self._wait = wait

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Show the tables as they stand at one moment."""
        with self._checked("BEGIN") as db:
            yield db

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Commit all that is done inside, or nothing if it raises."""
        with self._checked("BEGIN IMMEDIATE") as db:
            yield db

    @contextmanager
    def creating(self) -> Iterator[sqlite3.Connection]:
        """Make the tables, and commit them with what is done inside."""
        with self._transaction("BEGIN IMMEDIATE") as db:
            if not _is_empty(db):
                raise LedgerExistsError(self.path)
            for statement in (*TABLES.split(";"), SUPPRESSED):
                db.execute(statement)
            db.execute(f"PRAGMA application_id = {OURS}")
            db.execute(f"PRAGMA user_version = {SCHEMA}")
            yield db

    @contextmanager
    def _checked(self, begin: str) -> Iterator[sqlite3.Connection]:
        """Begin on a file that is there, and is a ledger that we know."""
        if not self.path.is_file():
            raise LedgerMissingError(self.path)
        with self._transaction(begin) as db:
            self._check(db)
            yield db

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[sqlite3.Connection]:
        """Begin, and commit at the end; closing without a commit takes all back."""
        with self._named(), closing(self._connected()) as db:
            for pragma in _PRAGMAS:
                db.execute(pragma)
            db.execute(begin)
            yield db
            db.execute("COMMIT")

    def _connected(self) -> sqlite3.Connection:
        return sqlite3.connect(self.path, timeout=self._wait, isolation_level=None)

    def _check(self, db: sqlite3.Connection) -> None:
        if _is_empty(db):
            raise LedgerMissingError(self.path)
        if _pragma(db, "application_id") != OURS:
            raise LedgerBrokenError(self.path)
        found = _pragma(db, "user_version")
        if found > SCHEMA:
            raise LedgerNewerError(NEWER.fill(path=self.path, found=found, known=SCHEMA))
        for form in range(found, SCHEMA):
            db.execute(_SINCE[form])
            db.execute(f"PRAGMA user_version = {form + 1}")

    @contextmanager
    def _named(self) -> Iterator[None]:
        """Give the database's errors our names."""
        try:
            yield
        except sqlite3.Error as error:
            code = getattr(error, "sqlite_errorcode", 0) & 0xFF
            if code in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
                raise LedgerBusyError(self.path) from error
            if code in _UNUSABLE:
                raise LedgerBrokenError(self.path) from error
            raise


def _is_empty(db: sqlite3.Connection) -> bool:
    """Tell a file that nothing was committed to: its making was cut short."""
    return db.execute("SELECT 1 FROM sqlite_master").fetchone() is None


def _pragma(db: sqlite3.Connection, name: str) -> int:
    return int(db.execute(f"PRAGMA {name}").fetchone()[0])
