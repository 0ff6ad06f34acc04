"""Rows of intents, as the ledger puts them in and the outbox takes them out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from sqlite3 import Connection

from pydantic import TypeAdapter

from chalicelib.adapters.sqlite.chain import Meta, stamp
from chalicelib.model.intent import Intent, IntentKind
from chalicelib.ports import Recording

FOR_OWNER = (IntentKind.SHADOW, IntentKind.LAYOUT)
"""What the owner is told even in a shadow run."""

_BODY = TypeAdapter(Intent)
_ADDRESS = re.compile(r"[^/\s]+@[^/\s]+")


def masked(meta: Meta, key: str) -> str:
    """Return a key with the address in it, if any, as its digest."""
    return _ADDRESS.sub(lambda found: meta.digest(found[0]), key)


def to_body(intent: Intent) -> str:
    """Return the whole intent as JSON."""
    return _BODY.dump_json(intent).decode()


def to_intent(body: str) -> Intent:
    """Return what ``to_body`` was given."""
    return _BODY.validate_json(body)


def first_status(intent: Intent, *, live: bool, hold: bool) -> str:
    """Return how an intent begins: what is for the owner is never kept back."""
    if intent.kind in FOR_OWNER:
        return "pending"
    return ("held" if hold else "pending") if live else "shadow"


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
    bare = replace(to_intent(body), key=key, to="", name="", about="", why="", step="")
    db.execute("UPDATE intent SET receiver = '', body = ? WHERE key = ?", (to_body(bare), key))
