"""What is remembered of all records: one compressed object, and a new one for each change."""

from __future__ import annotations

import gzip
import json
import re
import secrets
import zlib
from collections.abc import Mapping, Sequence

from chalicelib.adapters.aws.fault import ChangedError
from chalicelib.adapters.aws.store import Store
from chalicelib.adapters.keeping.memories import bodies, uncollected
from chalicelib.ports import LedgerBrokenError, RecordKey
from chalicelib.sla.memory import Memory, from_json

_LEVEL = 1
"""Of compression: twice as fast as 3, a tenth bigger."""

_TEXT = r'"(?:[^"\\]|\\.)*"'
_TEXTS = re.compile(rf"\[({_TEXT}, {_TEXT}),")
"""Two texts of JSON, as a line begins."""

Lines = dict[RecordKey, str]


class Snapshots:
    """The snapshots of one ledger; the newest two are kept as text."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._kept: dict[str, Lines] = {}

    def memories(self, key: str) -> dict[RecordKey, Memory]:
        """Return what a snapshot holds, nothing for no key; or raise ChangedError: HEAD names another by now."""
        return _memories(list(self._lines(key).values()))

    def staged(self, key: str, changes: Mapping[RecordKey, Memory], version: int) -> str:
        """Put a snapshot with changes to another one; empty if nothing changed.

        Raises ChangedError as ``memories`` does.
        """
        if not changes:
            return ""
        old = self._lines(key)
        lines = {key: _line(key, body) for key, body in bodies(changes)}
        if all(old.get(key) == line for key, line in lines.items()):
            return ""
        return self._put(f"{version:012}-{secrets.token_hex(8)}", old | lines)

    def _put(self, name: str, lines: Lines) -> str:
        key = f"W/{self._store.spreadsheet}/snapshot/{name}.json.gz"
        text = "\n".join(lines.values())
        self._store.keep(key, gzip.compress(text.encode(), _LEVEL, mtime=0))
        self._remember(key, lines)
        return key

    def _lines(self, key: str) -> Lines:
        found = self._kept.get(key)
        if found is None:
            found = {_key(line): line for line in (self._read(key) if key else ())}
            self._remember(key, found)
        return found

    def _read(self, key: str) -> list[str]:
        body = self._store.fetch(key)
        if body is None:
            raise ChangedError(key)
        try:
            return gzip.decompress(body).decode().split("\n")
        except (OSError, EOFError, zlib.error, ValueError) as error:
            raise LedgerBrokenError(f"{self._store.bucket}/{key}") from error

    def _remember(self, key: str, lines: Lines) -> None:
        newest = list(self._kept.items())[-1:]
        self._kept = {**dict(newest), key: lines}


def _line(key: RecordKey, body: str) -> str:
    return f"{json.dumps(key, ensure_ascii=False)[:-1]},{body}]"


def _key(line: str) -> RecordKey:
    """Return whose line it is, without reading the body."""
    found = _TEXTS.match(line)
    tab, id_ = json.loads(f"[{found[1]}]" if found else line)[:2]
    return tab, id_


def _memories(lines: Sequence[str]) -> dict[RecordKey, Memory]:
    with uncollected():
        rows = json.loads(f"[{','.join(lines)}]")
        return {(tab, id_): from_json(body) for tab, id_, body in rows}
