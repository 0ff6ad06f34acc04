"""Memories as compact JSON, one text a record."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from chalicelib.ports.ledger import RecordKey
from chalicelib.sla.memory import Memory, from_json, to_json

_COMPACT = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def bodies(memories: Mapping[RecordKey, Memory]) -> Iterator[tuple[RecordKey, str]]:
    """Yield each record's key and body."""
    for key, memory in memories.items():
        yield key, body_of(memory)


def body_of(memory: Memory) -> str:
    """Return a memory as one text."""
    return _COMPACT.encode(to_json(memory))


def memory(body: str) -> Memory:
    """Return what a body was made of."""
    return from_json(json.loads(body))
