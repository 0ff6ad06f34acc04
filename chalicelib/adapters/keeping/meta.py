"""What a ledger knows of itself, and what a recording makes of it."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from chalicelib.model.chain import GENESIS, Fault, entry_from
from chalicelib.model.entry import Entry, EntryKind, Flaw, Json
from chalicelib.ports.ledger import Mode, Recording

UNREADABLE = Entry(EntryKind.IDENTITY, datetime.min.replace(tzinfo=UTC), "")
"""Stands for an entry that cannot be read; no hash fits it."""


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


def newborn(workbook: str, at: datetime) -> Meta:
    """Return a ledger in shadow mode, nothing chained yet."""
    shadow = Mode(live=False, since=at)
    return Meta(workbook, secrets.token_bytes(32), GENESIS, 0, shadow, None, ())


def born(workbook: str, at: datetime) -> Entry:
    """Return the first entry of a ledger."""
    return Entry(EntryKind.IDENTITY, at, "", body={"workbook": workbook, "why": "created"})


def accepted(revision: str, at: datetime, why: str) -> Entry:
    """Return the entry of a restored workbook that was taken as ours."""
    return Entry(EntryKind.IDENTITY, at, "", body={"revision": revision, "why": why})


def carried(meta: Meta, recording: Recording) -> Meta:
    """Return what the ledger knows of itself after a recording, but for the chain."""
    live = meta.mode.live if recording.live is None else recording.live
    return meta._replace(
        mode=meta.mode if live == meta.mode.live else Mode(live, recording.at),
        last_run=_seen_last(meta, recording),
        revisions=_marks(meta.revisions, recording),
        quiet_until=recording.quiet_until or meta.quiet_until,
    )


def _seen_last(meta: Meta, recording: Recording) -> datetime | None:
    if not recording.looked:
        return meta.last_run
    return max(meta.last_run or recording.at, recording.at)


def _marks(known: tuple[str, ...], recording: Recording) -> tuple[str, ...]:
    """Keep the mark the workbook bears, and the one it is about to bear."""
    if not recording.revision:
        return known
    borne = known if recording.borne is None else (recording.borne,)
    return (*[m for m in borne if m != recording.revision][-1:], recording.revision)


def own_entries(recording: Recording, keys: Sequence[str], *, moded: bool) -> Iterator[Entry]:
    """Yield what only the ledger knows to have happened: masked keys withdrawn, a new mode."""
    if keys:
        body: dict[str, Json] = {"keys": list(keys)}
        yield Entry(EntryKind.WITHDRAWN, recording.at, recording.run, body=body)
    if moded:
        body = {"live": recording.live}
        yield Entry(EntryKind.MODE, recording.at, recording.run, body=body)


def told(mail: str, to: str, keys: Sequence[str], now: datetime) -> Entry:
    """Return the entry of a mail that went out; the receiver as a digest, the keys masked."""
    return Entry(EntryKind.TOLD, now, "", body={"mail": mail, "to": to, "keys": list(keys)})


def entry_or_unreadable(text: str) -> Entry:
    """Return the entry whose canonical form this is, or else ``UNREADABLE``."""
    try:
        return entry_from(text)
    except ValueError:
        return UNREADABLE


def tail_flaw(meta: Meta, number: int, newest: str) -> Flaw | None:
    """Compare the newest link with the count and head kept beside the chain."""
    if number < meta.links:
        return Flaw(number + 1, Fault.CUT_OFF)
    if number > meta.links:
        return Flaw(meta.links + 1, Fault.OUT_OF_ORDER)
    return None if newest == meta.head else Flaw(number, Fault.ALTERED)
