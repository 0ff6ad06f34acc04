"""The ledger's one row about itself, and the appending of entries to its chain."""

from __future__ import annotations

import json
from collections.abc import Iterable
from sqlite3 import Connection

from chalicelib.adapters.keeping.instants import instant, stamp
from chalicelib.adapters.keeping.meta import Meta
from chalicelib.adapters.keeping.newest import Newest
from chalicelib.model.entry import Entry
from chalicelib.ports.ledger import Mode


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
    newest = Newest.of(meta)
    rows = (
        (link.number, content.decode(), link.before, link.hash)
        for link, content in newest.growing(entries)
    )
    db.executemany("INSERT INTO link VALUES (?, ?, ?, ?)", rows)
    return meta._replace(head=newest.head, links=newest.links)
