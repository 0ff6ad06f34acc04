"""Lines of text, compressed in blocks that are read, and replaced, one by one."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

LINES = 500
"""Of one block."""

_GZIP = 31
_STEP = 16_384
"""Bytes that are looked at together; a block may end anywhere."""


class Block(NamedTuple):
    """Some lines, and how they lie there: all blocks together are a file for gunzip."""

    body: bytes
    text: str


def block(lines: Sequence[str], level: int = -1) -> Block:
    """Return lines as a block; ``level`` is zlib's."""
    text = "\n".join(lines)
    return Block(zlib.compress(text.encode(), level, _GZIP), text)


def blocks(lines: Iterable[str], level: int = -1) -> Iterator[bytes]:
    """Yield lines in compressed blocks, and hold no more of them than one block has."""
    left = iter(lines)
    while some := list(islice(left, LINES)):
        yield block(some, level).body


def opened(body: bytes) -> Iterator[Block]:
    """Yield the blocks of a body, at least one; ValueError at what is none, or was cut short."""
    at, end = 0, len(body)
    while at < end or not end:
        start, inflate, parts = at, zlib.decompressobj(_GZIP), []
        while not inflate.eof:
            some = body[at : at + _STEP]
            if not some:
                raise ValueError(end)
            parts.append(_inflated(inflate, some))
            at += len(some) - len(inflate.unused_data)
        yield Block(body[start:at], b"".join(parts).decode())


def _inflated(inflate: zlib._Decompress, some: bytes) -> bytes:
    try:
        return inflate.decompress(some)
    except zlib.error as error:
        raise ValueError(str(error)) from error
