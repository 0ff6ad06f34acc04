"""The end of a chain while it grows: of a first run's entries only one is there at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Self

from chalicelib.adapters.keeping.meta import Meta
from chalicelib.model.chain import chaining
from chalicelib.model.entry import Entry, Link
from chalicelib.model.private import digested


@dataclass
class Newest:
    """The newest link's hash, and how many links there are."""

    head: str
    links: int
    digest: Callable[[str], str]
    """The ledger's keyed digest: in the chain it stands for each private text of a note."""

    @classmethod
    def of(cls, meta: Meta) -> Self:
        """Return the end of the chain of a ledger that knows this of itself."""
        return cls(meta.head, meta.links, meta.digest)

    def growing(self, entries: Iterable[Entry]) -> Iterator[tuple[Link, bytes]]:
        """Yield the links that carry the chain on, each with its entry's bytes, and keep count."""
        chained = map(self._without_private, entries)
        for link, content in chaining(chained, self.head, self.links):
            self.head, self.links = link.hash, link.number
            yield link, content

    def _without_private(self, entry: Entry) -> Entry:
        """Return an entry that names nobody; one without private texts is the very same."""
        notes = entry.body.get("notes")
        chained = digested(notes, self.digest)
        if chained == notes:
            return entry
        return entry._replace(body={**entry.body, "notes": chained})
