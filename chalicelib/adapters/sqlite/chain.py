"""The ledger's one row about itself, and the appending of entries to its chain."""

from __future__ import annotations

import hmac
import json
from collections.abc import Iterable
from datetime import UTC, datetime
from sqlite3 import Connection
from typing import NamedTuple

from chalicelib.model.chain import chaining
from chalicelib.model.entry import Entry
from chalicelib.ports import Mode


class Meta(NamedTuple):
    """What the ledger knows of itself."""

    workbook: str
    secret: bytes
    head: str
    links: int
    mode: Mode
    last_run: datetime | None
    revisions: tuple[str, ...]
    quiet_until: datetime | None = None

    def digest(self, text: str) -> str:
        """Return a keyed digest of a text, its letter case apart."""
        return hmac.digest(self.secret, text.casefold().encode(), "sha256").hex()[:32]


def read_meta(db: Connection) -> Meta:
    """Return the row about the ledger itself."""
    row = db.execute(
        "SELECT workbook, secret, head, links, live, since, last_run, revisions, quiet_until"
        " FROM meta"
    ).fetchone()
    workbook, secret, head, links, live, since, last_run, revisions, quiet = row
    mode = Mode(bool(live), instant(since))
    marks = tuple(json.loads(revisions))
    return Meta(workbook, secret, head, links, mode, instant(last_run), marks, instant(quiet))


def write_meta(db: Connection, meta: Meta) -> None:
    """Put the row about the ledger itself in the place of the one before."""
    db.execute(
        "INSERT OR REPLACE INTO meta VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            meta.workbook,
            meta.secret,
            meta.head,
            meta.links,
            meta.mode.live,
            stamp(meta.mode.since),
            stamp(meta.last_run),
            json.dumps(meta.revisions),
            stamp(meta.quiet_until),
        ),
    )


def append(db: Connection, meta: Meta, entries: Iterable[Entry]) -> Meta:
    """Chain entries, and return the meta row that must be written with them."""
    rows = [
        (link.number, content.decode(), link.before, link.hash)
        for link, content in chaining(entries, meta.head, meta.links)
    ]
    db.executemany("INSERT INTO link VALUES (?, ?, ?, ?)", rows)
    head = rows[-1][3] if rows else meta.head
    return meta._replace(head=head, links=meta.links + len(rows))


def stamp(at: datetime | None) -> str | None:
    """Return an instant as text of one width, in UTC: it sorts as it is read."""
    return None if at is None else at.astimezone(UTC).isoformat(timespec="microseconds")


def instant(text: str | None) -> datetime | None:
    """Return what ``stamp`` was given."""
    return None if text is None else datetime.fromisoformat(text)
