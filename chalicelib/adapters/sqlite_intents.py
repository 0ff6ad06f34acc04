"""Rows of intents, as the ledger puts them in and the outbox takes them out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from sqlite3 import Connection

from pydantic import TypeAdapter

from chalicelib.adapters.sqlite_chain import Meta, stamp
from chalicelib.model.intent import Intent, IntentKind

FOR_OWNER = (IntentKind.SHADOW, IntentKind.LAYOUT)
"""What the owner is told even in a shadow run."""

_BODY = TypeAdapter(Intent)
_ADDRESS = re.compile(r"[^/\s]+@[^/\s]+")


def masked(meta: Meta, key: str) -> str:
    """Return a key as rows and entries hold it: an address in it becomes its digest."""
    return _ADDRESS.sub(lambda found: meta.digest(found[0]), key)


def to_body(intent: Intent) -> str:
    """Return the whole intent as JSON."""
    return _BODY.dump_json(intent).decode()


def to_intent(body: str) -> Intent:
    """Return what ``to_body`` was given."""
    return _BODY.validate_json(body)


def put(db: Connection, meta: Meta, intents: Iterable[Intent], at: datetime) -> None:
    """Put each intent under its key unless the key is known."""
    db.executemany(
        "INSERT INTO intent (key, status, since, always, receiver, release, body)"
        " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO NOTHING",
        (
            (
                masked(meta, intent.key),
                "pending" if meta.mode.live or intent.kind in FOR_OWNER else "shadow",
                stamp(at),
                intent.kind in FOR_OWNER,
                intent.to,
                stamp(intent.release),
                to_body(intent),
            )
            for intent in intents
        ),
    )


def withdraw(db: Connection, meta: Meta, keys: Sequence[str], at: datetime) -> list[str]:
    """Withdraw intents not yet on their way; return their keys as rows hold them."""
    query = (
        "UPDATE intent SET status = 'withdrawn', since = ?"
        " WHERE key = ? AND status IN ('pending', 'held')"
    )
    known = (masked(meta, key) for key in keys)
    return [key for key in known if db.execute(query, (stamp(at), key)).rowcount]


def forget(db: Connection, body: str, key: str) -> None:
    """Strip a row of what tells who was told what about whom."""
    bare = replace(to_intent(body), key=key, to="", name="", about="", why="", step="")
    db.execute("UPDATE intent SET receiver = '', body = ? WHERE key = ?", (to_body(bare), key))
