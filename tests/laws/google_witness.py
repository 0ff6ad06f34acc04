"""What sits between the desk and the world, watches, and remembers."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from chalicelib.adapters.google.workbook import GoogleWorkbook
from chalicelib.adapters.sqlite.chain import Meta, write_meta
from chalicelib.adapters.sqlite.ledger import SqliteLedger
from chalicelib.adapters.sqlite.outbox import SqliteOutbox
from chalicelib.adapters.sqlite.schema import SqliteFile
from chalicelib.automations.plan import REMINDERS, promise
from chalicelib.messages.mail import Mail
from chalicelib.model import mask
from chalicelib.model.chain import GENESIS
from chalicelib.ports.ledger import Mode, Recording
from chalicelib.tables.cell import Patch, Sheets, Written, plain
from chalicelib.tables.layout import laid_out
from chalicelib.tables.table import Room
from chalicelib.tables.workbook import BY_KEY
from tests.fakes import MemoryMailer
from tests.google.clock import MORNING


class Kept(SqliteFile):
    """The ledger's tables in memory, copied from those of another desk if it is given."""

    def __init__(self, like: Kept | None = None) -> None:
        super().__init__(Path("memory"))
        self.db = sqlite3.connect(":memory:", isolation_level=None)
        if like is None:
            with self.creating() as db:
                live = Mode(live=True, since=MORNING)
                write_meta(db, Meta("W-1", b"secret", GENESIS, 0, live, None, ()))
        else:
            like.db.backup(self.db)

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[sqlite3.Connection]:
        self.db.execute(begin)
        try:
            yield self.db
        except BaseException:
            self.db.execute("ROLLBACK")
            raise
        self.db.execute("COMMIT")

    @contextmanager
    def _checked(self, begin: str) -> Iterator[sqlite3.Connection]:
        with self._transaction(begin) as db:
            yield db


class Watched:
    """The workbook, and what it looked like when it was last read."""

    def __init__(self, workbook: GoogleWorkbook) -> None:
        self.workbook = workbook
        self.seen: Sheets | None = None
        self.asked: Sequence[Patch] = ()
        """What was to be written since."""
        self.given: set[str] = set()
        """Ids that the desk gave."""

    def read(self, titles: Mapping[str, Sequence[str]]) -> Sheets:
        """Read, and keep what was read."""
        self.seen, self.asked = self.workbook.read(titles), ()
        return self.seen

    def write(self, sheets: Sheets, patches: Sequence[Patch]) -> Written:
        """Write, and keep what was asked."""
        self.asked = patches
        self.given |= {str(p.value) for p in patches if _gives(sheets, p)}
        return self.workbook.write(sheets, patches)

    def calls(self) -> Mapping[str, int]:
        """Return the calls made."""
        return self.workbook.calls()


def _gives(sheets: Sheets, patch: Patch) -> bool:
    table, rows = BY_KEY[patch.tab], sheets.grids[patch.tab].rows
    return table.room is Room.RECORDS and laid_out(table, rows[0]).at["id"] == patch.column - 1


class Witness:
    """The ledger; every reminder that is put into it must be of a row that was read."""

    def __init__(self, ledger: SqliteLedger, book: Watched) -> None:
        self._ledger, self._book = ledger, book

    def __getattr__(self, name: str) -> Any:
        """Return what the ledger has."""
        return getattr(self._ledger, name)

    def record(self, recording: Recording, head: str) -> str:
        """Record, once it is seen that the reminders are about rows that bear their id."""
        for intent in recording.intents:
            if intent.kind in REMINDERS:
                tab, name = promise(intent.key).record
                assert intent.id == name
                rows = bearers(self._book.seen, tab, name)
                assert len(rows) == 1, f"{intent.key} is about {len(rows)} rows"
                assert mask.name(rows[0]) in intent.about, (intent, rows)
        return self._ledger.record(recording, head)


def bearers(sheets: Sheets | None, tab: str, name: str) -> list[str]:
    """Return whose the rows are that bore an id when the tab was read."""
    assert sheets is not None
    rows = sheets.grids[tab].rows
    at = laid_out(BY_KEY[tab], rows[0]).at
    who = at.get("customer", at.get("buyer", -1))
    held = [row for row in rows[1:] if _at(row, at["id"]) == name]
    return [_at(row, who) for row in held]


def _at(row: Sequence[Any], index: int) -> str:
    return plain(row[index]) if 0 <= index < len(row) else ""


class Post:
    """The outbox and the mailer, counted by key."""

    def __init__(self, outbox: SqliteOutbox) -> None:
        self.outbox, self.mailer = outbox, MemoryMailer()
        self.keys: dict[str, Sequence[str]] = {}
        self.told: Counter[str] = Counter()

    def __getattr__(self, name: str) -> Any:
        """Return what the outbox has."""
        return getattr(self.outbox, name)

    def claim(self, mail: str, keys: Sequence[str], now: datetime) -> bool:
        """Claim, and keep in mind for which mail."""
        self.keys[mail] = keys
        return self.outbox.claim(mail, keys, now)

    def knows(self, mail: str) -> bool | None:
        """Answer as the mailer does."""
        return self.mailer.knows(mail)

    def send(self, mail: Mail) -> None:
        """Hand over, and count."""
        self.mailer.send(mail)
        self.told.update(self.keys[mail.id])
