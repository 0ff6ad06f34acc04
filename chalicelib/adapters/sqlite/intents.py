"""Rows of intents, as the ledger puts them in and the outbox takes them out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from sqlite3 import Connection

from chalicelib.adapters.keeping.instants import stamp
from chalicelib.adapters.keeping.intents import bare, first_status, masked, to_body
from chalicelib.adapters.keeping.meta import Meta
from chalicelib.model.intent import FOR_OWNER
from chalicelib.ports.ledger import Recording


def put(db: Connection, meta: Meta, recording: Recording) -> None:
    """Put each intent under its key unless the key is known."""
    db.executemany(
        "INSERT INTO intent (key, status, since, always, receiver, release, body)"
        " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO NOTHING",
        (
            (
                masked(meta, intent.key),
                first_status(intent, live=meta.mode.live, hold=recording.hold),
                stamp(recording.at),
                intent.kind in FOR_OWNER,
                intent.to,
                stamp(intent.release),
                to_body(intent),
            )
            for intent in recording.intents
        ),
    )


def withdraw(db: Connection, meta: Meta, keys: Sequence[str], at: datetime) -> list[str]:
    """Withdraw intents not yet on their way; return their masked keys."""
    query = (
        "UPDATE intent SET status = 'withdrawn', since = ?"
        " WHERE key = ? AND status IN ('pending', 'held')"
    )
    known = (masked(meta, key) for key in keys)
    return [key for key in known if db.execute(query, (stamp(at), key)).rowcount]


def forget(db: Connection, body: str, key: str) -> None:
    """Strip a row of what tells who was told what about whom."""
    db.execute("UPDATE intent SET receiver = '', body = ? WHERE key = ?", (bare(body, key), key))
