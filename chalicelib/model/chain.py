"""The chain of entries: each link seals its entry and the link before it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from hashlib import sha256

import rfc8785

from chalicelib.model.entry import Entry, EntryKind, Flaw, Link
from chalicelib.model.word import Word

GENESIS = "0" * 64
"""What stands before the first link."""

_DOMAIN = b"aftersheet/link/1\n"
"""Keeps a link's hash from ever being the hash of something else."""


class Fault(Word):
    """How a chain can fail to hold."""

    ALTERED = "altered", "被改动"
    MISSING = "missing", "缺失"
    OUT_OF_ORDER = "out of order", "顺序错乱"
    CUT_OFF = "cut off", "末尾被截断"


def canonical(entry: Entry) -> bytes:
    """Return the entry's one byte form: RFC 8785 JSON, its instant in UTC."""
    if entry.at.tzinfo is None:
        raise ValueError("an entry's instant needs a zone")
    return rfc8785.dumps(
        {
            "kind": entry.kind.value,
            "at": entry.at.astimezone(UTC).isoformat(),
            "run": entry.run,
            "tab": entry.tab,
            "id": entry.id,
            "body": dict(entry.body),
        }
    )


def entry_from(text: str | bytes) -> Entry:
    """Return the entry whose canonical form this is; ValueError if it is none."""
    try:
        read = json.loads(text)
        kind, at = EntryKind(read["kind"]), datetime.fromisoformat(read["at"])
        return Entry(kind, at, read["run"], read["tab"], read["id"], {**read["body"]})
    except (KeyError, TypeError) as error:
        raise ValueError("not an entry") from error


def sealed(before: str, number: int, content: bytes) -> str:
    """Return a link's hash, over the link before, the place and the entry."""
    place = number.to_bytes(8, "big")
    return sha256(_DOMAIN + bytes.fromhex(before) + place + content).hexdigest()


def chained(entries: Iterable[Entry], head: str, number: int) -> list[Link]:
    """Return the links that carry on a chain of ``number`` entries."""
    return [link for link, _ in chaining(entries, head, number)]


def chaining(entries: Iterable[Entry], head: str, number: int) -> Iterator[tuple[Link, bytes]]:
    """Yield each link that carries a chain on, with its entry's bytes."""
    for place, entry in enumerate(entries, number + 1):
        content = canonical(entry)
        link = Link(place, entry, head, sealed(head, place, content))
        yield link, content
        head = link.hash


def first_flaw(links: Iterable[Link], known: Sequence[str] = ()) -> Flaw | None:
    """Return the first entry that does not fit the chain, or None.

    ``known`` are hashes once seen at the chain's end (a root that was mailed out): one
    that is in no link means that the tail, or more, was replaced or cut off.
    """
    before, place, lost = GENESIS, 0, set(known) - {GENESIS}
    walk = iter(links)
    for place, link in enumerate(walk, 1):
        if flaw := _misplaced(link, place, walk) or _altered(link, before):
            return flaw
        before = link.hash
        lost.discard(before)
    return Flaw(place + 1, Fault.CUT_OFF) if lost else None


def _misplaced(link: Link, place: int, rest: Iterator[Link]) -> Flaw | None:
    """Tell a gap from a swap: an entry that is not here may still come later."""
    if link.number == place:
        return None
    if link.number < place or any(later.number == place for later in rest):
        return Flaw(min(link.number, place), Fault.OUT_OF_ORDER)
    return Flaw(place, Fault.MISSING)


def _altered(link: Link, before: str) -> Flaw | None:
    """Blame the link whose own seal is broken, else the one before it."""
    if not _holds(link):
        return Flaw(link.number, Fault.ALTERED)
    if link.before != before:
        return Flaw(max(link.number - 1, 1), Fault.ALTERED)
    return None


def _holds(link: Link) -> bool:
    try:
        return link.hash == sealed(link.before, link.number, canonical(link.entry))
    except ValueError:
        return False
