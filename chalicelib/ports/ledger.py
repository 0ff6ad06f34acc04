"""The desk's memory: what a run is told of the past, and what it wants remembered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple, Protocol

from chalicelib.model.entry import Entry, Flaw, Link
from chalicelib.model.intent import Intent, Suppressed
from chalicelib.sla.memory import Memory

RecordKey = tuple[str, str]
"""Tab key and record id."""


class Mode(NamedTuple):
    """How the desk stands towards people."""

    live: bool
    """False: a shadow run shows states and mails nobody but the owner."""
    since: datetime | None


class Recollection(NamedTuple):
    """What only the ledger knows when a run begins."""

    workbook: str
    """Identity of the workbook this ledger belongs to."""
    head: str
    """Hash of the newest entry; recording checks it."""
    mode: Mode
    last_run: datetime | None
    revisions: Sequence[str]
    """Revision marks that the workbook may bear: the last written, and one that may be."""
    memories: Mapping[RecordKey, Memory]
    pending: Sequence[Intent]
    """Intents not sent yet, and not claimed."""
    quiet_until: datetime | None = None
    """Until then a write of which nobody knows may yet be done: nothing else is written."""
    suppressed: Sequence[Suppressed] = ()
    in_doubt: int = 0
    """Mails that may or may not have gone out."""


class Recording(NamedTuple):
    """What one run wants remembered, all in one transaction."""

    run: str
    at: datetime
    entries: Iterable[Entry] = ()
    """May be walked more than once. Of a private text in their notes the chain holds the digest."""
    memories: Mapping[RecordKey, Memory] = {}
    intents: Sequence[Intent] = ()
    """Put under their key unless the key is known."""
    withdrawn: Sequence[str] = ()
    """Keys of pending intents that are no longer true."""
    revision: str = ""
    """The mark the workbook is about to bear; empty when nothing is written."""
    live: bool | None = None
    """A new mode, if it changes."""
    looked: bool = True
    """Whether the workbook was read: else nothing was seen, and the last run stays what it was."""
    hold: bool = False
    """The breaker: intents wait until a person releases them."""
    quiet_until: datetime | None = None
    """Until when a write that is about to be sent may still be carried out, should the run end
    before it knows."""
    borne: str | None = None
    """The mark the workbook bore when it was read, empty where it bore none yet: stays known
    however many writes fail."""


class LedgerError(Exception):
    """The ledger cannot be used as it stands. Never raised itself."""


class LedgerMovedError(LedgerError):
    """Another run recorded since this one recalled: recall and decide again."""


class LedgerMissingError(LedgerError):
    """There is no ledger at that place; carries the place."""


class LedgerExistsError(LedgerError):
    """There is a ledger at that place already; carries the place."""


class LedgerBusyError(LedgerError):
    """Another program holds the ledger; carries the place. Trying again may do."""


class LedgerNewerError(LedgerError):
    """A newer Aftersheet wrote the ledger; carries what to do, in words (a Phrase)."""


class LedgerBrokenError(LedgerError):
    """The ledger cannot be read or written: damaged, read-only, disk full; carries the place."""


class LedgerDeniedError(LedgerError):
    """The account may not do that to the ledger; carries which action on what (a Phrase)."""


class LeaseLostError(LedgerError):
    """The lease ran out, or another run took it over: this run must not go on."""


class RunInProgressError(Exception):
    """Another run works on this workbook at this moment; carries the lock's place."""


class Ledger(Protocol):
    """The desk's memory: append-only, hash-chained, one writer."""

    def recall(self) -> Recollection:
        """Return what the ledger knows now."""

    def record(self, recording: Recording, head: str) -> str:
        """Append and remember in one transaction; return the new head or raise LedgerMovedError."""

    def quieten(self, until: datetime | None) -> None:
        """Remember that nothing may be written until then; None: nothing is on its way."""

    def digest(self, text: str) -> str:
        """Return this ledger's keyed digest of a text, its letter case apart.

        What stands in the chain for a private text is its digest: so who approved can be proven
        by whoever names a person, and is not told by the chain.
        """

    def links(self) -> Iterator[Link]:
        """Yield the chain from the first entry to the newest."""

    def verify(self, known: Sequence[str] = ()) -> Flaw | None:
        """Return what breaks the chain, or None; ``known`` are past heads."""

    def accept(self, revision: str, at: datetime, why: str) -> str:
        """Take a restored workbook as ours from here on; return the new head."""
