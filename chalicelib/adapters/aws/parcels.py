"""Bodies too big for an entry of the table go into the bucket."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from chalicelib.adapters.aws.action import Fields
from chalicelib.adapters.aws.blocks import blocks, opened
from chalicelib.adapters.aws.store import Store
from chalicelib.ports.ledger import LedgerBrokenError

MOST = 300_000
"""Bytes of a body that stands in the entry itself: an entry holds 400 KB."""


class Parcel(NamedTuple):
    """Lines of text, and where they go if they are many."""

    lines: Iterable[str]
    """Walked once."""
    object: str

    def kept(self, store: Store) -> Fields:
        """Return the fields that lead back to the lines; none for no lines."""
        body = b"".join(blocks(self.lines))
        if len(body) <= MOST:
            return {"body": body} if body else {}
        store.keep(self.object, body)
        return {"object": self.object}


def lines_of(store: Store, fields: Mapping[str, Any]) -> Iterator[str]:
    """Yield the lines of a parcel; LedgerBrokenError where they cannot be read."""
    key = fields.get("object")
    body = store.fetch(key) if key else bytes(fields.get("body", b""))
    try:
        for block in opened(body or b""):
            yield from block.text.split("\n")
    except ValueError as error:
        raise LedgerBrokenError(f"{store.place} {fields.get('sk', '')}") from error
