"""What is remembered of all records: one compressed object, and a new one for each change."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from chalicelib.adapters.aws.blocks import Block, opened
from chalicelib.adapters.aws.fault import ChangedError
from chalicelib.adapters.aws.revision import Revision
from chalicelib.adapters.aws.store import Store
from chalicelib.ports.ledger import LedgerBrokenError, RecordKey
from chalicelib.sla.memory import Memory, from_json
from chalicelib.unhurried import unhurried


class Snapshots:
    """The snapshots of one ledger; the newest is kept, as it lies there."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._newest = ("", b"")

    def memories(self, key: str) -> dict[RecordKey, Memory]:
        """Return what a snapshot holds, nothing for no key; or raise ChangedError: HEAD names another by now."""
        found: dict[RecordKey, Memory] = {}
        with unhurried(), self._read(key):
            for block in self._blocks(key):
                found.update(_memories(block.text))
        return found

    def staged(self, key: str, changes: Mapping[RecordKey, Memory], version: int) -> str:
        """Put a snapshot with changes to another one; empty if nothing changed.

        Raises ChangedError as ``memories`` does.
        """
        revision = Revision(changes)
        with self._read(key):
            body = b"".join(revision.of(self._blocks(key) if changes else ()))
        if not revision.differs:
            return ""
        name = f"{version:012}-{secrets.token_hex(8)}"
        return self._put(f"W/{self._store.spreadsheet}/snapshot/{name}.json.gz", body)

    def _put(self, key: str, body: bytes) -> str:
        self._store.keep(key, body)
        self._newest = (key, body)
        return key

    def _blocks(self, key: str) -> Iterator[Block]:
        return opened(self._body(key)) if key else iter(())

    def _body(self, key: str) -> bytes:
        if self._newest[0] != key:
            body = self._store.fetch(key)
            if body is None:
                raise ChangedError(key)
            self._newest = (key, body)
        return self._newest[1]

    @contextmanager
    def _read(self, key: str) -> Iterator[None]:
        try:
            yield
        except ValueError as error:
            raise LedgerBrokenError(f"{self._store.bucket}/{key}") from error


def _memories(text: str) -> Iterator[tuple[RecordKey, Memory]]:
    """Yield the memories of lines: within a line there is no line feed."""
    rows = json.loads(f"[{text.replace(chr(10), ',')}]")
    for tab, id_, body in rows:
        yield (tab, id_), from_json(body)
