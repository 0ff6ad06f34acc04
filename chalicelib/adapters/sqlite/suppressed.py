"""Rows of addresses that mail does not reach."""

from __future__ import annotations

from sqlite3 import Connection

from chalicelib.adapters.keeping.intents import suppressed
from chalicelib.model.intent import Suppressed


def read_suppressed(db: Connection) -> list[Suppressed]:
    """Return the suppressed addresses, by address."""
    rows = db.execute("SELECT address, why, since FROM suppressed ORDER BY folded")
    return [suppressed(*row) for row in rows]
