"""Bodies too big for an entry of the table go into the bucket."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from typing import Any, NamedTuple

from chalicelib.adapters.aws.action import Fields
from chalicelib.adapters.aws.store import Store
from chalicelib.ports import LedgerBrokenError

MOST = 300_000
"""Bytes of a body that stands in the entry itself: an entry holds 400 KB."""


class Parcel(NamedTuple):
    """A body, and where it goes if it is big."""

    text: str
    object: str

    def kept(self, store: Store) -> Fields:
        """Return the fields that lead back to the body."""
        body = zlib.compress(self.text.encode())
        if len(body) <= MOST:
            return {"body": body}
        store.keep(self.object, body)
        return {"object": self.object}


def opened(store: Store, fields: Mapping[str, Any]) -> str:
    """Return the text of a parcel, or raise LedgerBrokenError."""
    key = fields.get("object")
    body = store.fetch(key) if key else bytes(fields.get("body", b""))
    try:
        return zlib.decompress(body or b"").decode()
    except (zlib.error, ValueError) as error:
        raise LedgerBrokenError(f"{store.place} {fields.get('sk', '')}") from error
