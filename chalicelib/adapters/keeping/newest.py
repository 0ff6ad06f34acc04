"""The end of a chain while it grows: of a first run's entries only one is there at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from chalicelib.model.chain import chaining
from chalicelib.model.entry import Entry, Link


@dataclass
class Newest:
    """The newest link's hash, and how many links there are."""

    head: str
    links: int

    def growing(self, entries: Iterable[Entry]) -> Iterator[tuple[Link, bytes]]:
        """Yield the links that carry the chain on, each with its entry's bytes, and keep count."""
        for link, content in chaining(entries, self.head, self.links):
            self.head, self.links = link.hash, link.number
            yield link, content
