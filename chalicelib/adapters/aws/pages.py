"""The chain of entries, a page for each commit that chained any.

A page is put only in the transaction that commits it, so there are none that do not count.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from chalicelib.adapters.aws.parcels import lines_of
from chalicelib.adapters.aws.store import Store
from chalicelib.adapters.keeping.meta import UNREADABLE, entry_or_unreadable
from chalicelib.model.entry import Link
from chalicelib.ports.ledger import LedgerBrokenError

PAGE = "PAGE#"


def page_key(first: int) -> str:
    """Return the key of the page that begins with a link."""
    return f"{PAGE}{first:012}"


def page_lines(chain: Iterable[tuple[Link, bytes]]) -> Iterator[str]:
    """Yield links with their entries' bytes, each as a line of JSON."""
    for link, entry in chain:
        row = [link.number, link.before, link.hash, entry.decode()]
        yield json.dumps(row, ensure_ascii=False)


def read_links(store: Store) -> Iterator[Link]:
    """Yield the chain as it lies there, what cannot be read as ``UNREADABLE``."""
    for fields in store.under(PAGE):
        yield from _links(store, fields)


def _links(store: Store, fields: Mapping[str, Any]) -> Iterator[Link]:
    number = int(fields["sk"].removeprefix(PAGE))
    try:
        for line in lines_of(store, fields):
            yield _link(line) or Link(number, UNREADABLE, "", "")
            number += 1
    except LedgerBrokenError:
        yield Link(number, UNREADABLE, "", "")


def _link(line: str) -> Link | None:
    try:
        number, before, hash_, text = json.loads(line)
        return Link(int(number), entry_or_unreadable(text), str(before), str(hash_))
    except (TypeError, ValueError):
        return None
