"""Intents on their way to people, in the ledger's own file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from sqlite3 import Connection

from chalicelib.adapters.keeping.instants import instant, stamp
from chalicelib.adapters.keeping.intents import claims, masked, to_intent
from chalicelib.adapters.keeping.meta import told
from chalicelib.adapters.sqlite.chain import append, read_meta, write_meta
from chalicelib.adapters.sqlite.intents import forget
from chalicelib.adapters.sqlite.schema import SqliteFile
from chalicelib.adapters.sqlite.suppressed import read_suppressed
from chalicelib.model.intent import Intent, Suppressed, Suppression
from chalicelib.ports.mail import Claim

_RELEASED = "SELECT body FROM sendable WHERE release <= ? ORDER BY receiver, key"

_CLAIM = """UPDATE intent SET status = 'claimed', since = ?, mail = ?
    WHERE key = ? AND EXISTS (SELECT 1 FROM sendable WHERE sendable.key = intent.key)"""

_SETTLED = """SELECT body, key FROM intent WHERE status IN ('sent', 'shadow', 'withdrawn')
    AND since < ? AND receiver <> ''"""


class SqliteOutbox:
    """The outbox beside the ledger: what returned was committed."""

    def __init__(self, path: Path, wait: float = 5.0) -> None:
        self._file = SqliteFile(path, wait)

    def released(self, now: datetime) -> Sequence[Intent]:
        """Return pending intents whose release has come, by receiver and key."""
        with self._file.reading() as db:
            rows = db.execute(_RELEASED, (stamp(now),)).fetchall()
        return [to_intent(body) for (body,) in rows]

    def claim(self, mail: str, keys: Sequence[str], now: datetime) -> bool:
        """Claim all keys for one mail; False, and none, if one is not pending."""
        try:
            with self._file.writing() as db:
                _claim_all(db, mail, keys, now)
        except _NotAllError:
            return False
        return True

    def sent(self, mail: str, now: datetime) -> None:
        """Mark the mail's intents as sent and chain an entry that says so."""
        with self._file.writing() as db:
            claimed = db.execute(
                "SELECT key, receiver FROM intent WHERE mail = ? AND status = 'claimed'"
                " ORDER BY key",
                (mail,),
            ).fetchall()
            if claimed:
                db.execute(
                    "UPDATE intent SET status = 'sent', since = ?"
                    " WHERE mail = ? AND status = 'claimed'",
                    (stamp(now), mail),
                )
                meta = read_meta(db)
                to = meta.digest(claimed[0][1])
                entry = told(mail, to, [key for key, _ in claimed], now)
                write_meta(db, append(db, meta, [entry]))

    def unclaim(self, mail: str) -> None:
        """Give the mail's intents back: it is certain that they were not sent."""
        with self._file.writing() as db:
            db.execute(
                "UPDATE intent SET status = 'pending', mail = NULL"
                " WHERE mail = ? AND status = 'claimed'",
                (mail,),
            )

    def in_doubt(self) -> Sequence[Claim]:
        """Return claims that were neither sent nor given back, oldest first."""
        with self._file.reading() as db:
            rows = db.execute(
                "SELECT since, mail, body FROM intent WHERE status = 'claimed'"
                " ORDER BY since, mail, key"
            ).fetchall()
        return claims(rows)

    def listed(self) -> Sequence[tuple[Intent, str, datetime | None]]:
        """Return all intents with their status and the instant of sending."""
        with self._file.reading() as db:
            rows = db.execute(
                "SELECT body, status, iif(status = 'sent', since, NULL) FROM intent ORDER BY rowid"
            ).fetchall()
        return [(to_intent(body), status, instant(sent)) for body, status, sent in rows]

    def release_held(self, now: datetime) -> int:
        """Let intents go that the breaker held; count them."""
        with self._file.writing() as db:
            return db.execute(
                "UPDATE intent SET status = 'pending', since = ? WHERE status = 'held'",
                (stamp(now),),
            ).rowcount

    def forget_sent(self, before: datetime) -> int:
        """Strip intents settled before an instant of personal data; count them.

        Settled is: sent, withdrawn, or told in a shadow run. The key stays, so that
        nothing is told twice, and the chain is not touched: it never knew the person.
        """
        with self._file.writing() as db:
            rows = db.execute(_SETTLED, (stamp(before),)).fetchall()
            for body, key in rows:
                forget(db, body, key)
        return len(rows)

    def suppress(self, address: str, why: Suppression, now: datetime) -> None:
        """Send nothing to an address any more, letter case apart; what was known first stays."""
        with self._file.writing() as db:
            db.execute(
                "INSERT INTO suppressed VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
                (address.casefold(), address, why.value, stamp(now)),
            )

    def allow(self, address: str) -> bool:
        """Send to an address again; False if it was not suppressed."""
        with self._file.writing() as db:
            drop = "DELETE FROM suppressed WHERE folded = ?"
            return db.execute(drop, (address.casefold(),)).rowcount == 1

    def suppressed(self) -> Sequence[Suppressed]:
        """Return the suppressed addresses, by address."""
        with self._file.reading() as db:
            return read_suppressed(db)


class _NotAllError(Exception):
    """One of the keys was not to be claimed: take the others back."""


def _claim_all(db: Connection, mail: str, keys: Sequence[str], now: datetime) -> None:
    meta = read_meta(db)
    wanted = {masked(meta, key) for key in keys}
    rows = [(stamp(now), mail, key) for key in sorted(wanted)]
    if not rows or db.executemany(_CLAIM, rows).rowcount < len(rows):
        raise _NotAllError
