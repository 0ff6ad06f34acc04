"""The ledger's one row about itself, and the appending of entries to its chain."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from sqlite3 import Connection

from chalicelib.adapters.keeping.instants import instant, stamp
from chalicelib.adapters.keeping.meta import Meta
from chalicelib.model.chain import chaining
from chalicelib.model.entry import Entry
from chalicelib.ports import Mode


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


@dataclass
class Newest:
    """The end of a chain while it grows."""

    head: str
    links: int

    def rows(self, entries: Iterable[Entry]) -> Iterator[tuple[int, str, str, str]]:
        """Yield the rows of links, one at a time: a first run has one for every record."""
        for link, content in chaining(entries, self.head, self.links):
            self.head, self.links = link.hash, link.number
            yield link.number, content.decode(), link.before, link.hash


def append(db: Connection, meta: Meta, entries: Iterable[Entry]) -> Meta:
    """Chain entries, and return the meta row that must be written with them."""
    newest = Newest(meta.head, meta.links)
    db.executemany("INSERT INTO link VALUES (?, ?, ?, ?)", newest.rows(entries))
    return meta._replace(head=newest.head, links=newest.links)
