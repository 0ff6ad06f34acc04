"""Changes on their way into a snapshot: blocks in which nothing changes stay as they are."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from chalicelib.adapters.aws.blocks import Block, block, blocks
from chalicelib.adapters.keeping.memories import body_of
from chalicelib.ports.ledger import RecordKey
from chalicelib.sla.memory import Memory

LEVEL = 1
"""Of compression: twice as fast as 3, a tenth bigger."""

_TEXT = r'"([^"\\]*(?:\\.[^"\\]*)*)"'
_KEYS = re.compile(rf"\n\[{_TEXT}, {_TEXT},")
"""Two texts of JSON, as a line begins; a line feed is found faster than a line's begin."""


class Revision:
    """One snapshot made into the next."""

    def __init__(self, changes: Mapping[RecordKey, Memory]) -> None:
        self.differs = False
        """Whether the next is another than the one before, once ``of`` was walked."""
        self._changes = changes
        self._left = dict.fromkeys(changes)

    def of(self, old: Iterable[Block]) -> Iterator[bytes]:
        """Yield the blocks of the next; ValueError where the old ones are nonsense.

        Lines keep their places; new ones fill the last block up, and go on from there.
        """
        last = Block(b"", "")
        for one in old:
            yield last.body
            last = self._revised(one)
        yield from self._completed(last)

    def _revised(self, old: Block) -> Block:
        keys = _keys(old.text)
        if self._changes.keys().isdisjoint(keys):
            return old
        lines = old.text.split("\n")
        for place, key in enumerate(keys):
            if key in self._changes:
                self._left.pop(key, None)
                lines[place] = self._line(key)
        if "\n".join(lines) == old.text:
            return old
        self.differs = True
        return block(lines, LEVEL)

    def _completed(self, last: Block) -> Iterator[bytes]:
        if not self._left:
            yield last.body
            return
        self.differs = True
        there = last.text.split("\n") if last.text else ()
        yield from blocks(chain(there, map(self._line, self._left)), LEVEL)

    def _line(self, key: RecordKey) -> str:
        body = body_of(self._changes[key])
        return f"{json.dumps(key, ensure_ascii=False)[:-1]},{body}]"


def _keys(text: str) -> list[RecordKey]:
    """Return whose lines they are, without reading the bodies."""
    keys = _KEYS.findall(f"\n{text}")
    if len(keys) != text.count("\n") + 1:
        raise ValueError(text[:40])
    if "\\" in text:
        return [_plain(*key) if "\\" in "".join(key) else key for key in keys]
    return keys


def _plain(tab: str, id_: str) -> RecordKey:
    """Return two texts without their escapes."""
    tab, id_ = json.loads(f'["{tab}","{id_}"]')
    return tab, id_
