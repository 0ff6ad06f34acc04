"""What is a person's in a note: kept in clear where it can be forgotten, chained as a digest.

A name, an address, a place or somebody's own words are kept as ``{"private": text}``. In the
chain ``{"digest": ...}`` stands in its place, the ledger's keyed digest (ARCHITECTURE, law 9).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from chalicelib.model.entry import Json
from chalicelib.model.word import Phrase

PRIVATE, DIGEST = "private", "digest"
_PLAIN = frozenset({str, int, bool, type(None)})
FORGOTTEN = Phrase("(forgotten)", "（已遗忘）")


class Forgotten(NamedTuple):
    """A person's text of which only the digest is left; equal to no text."""

    digest: str


Personal = str | Forgotten
"""A person's text, as it is read from a note."""


def private(text: Personal) -> Json:
    """Return a person's text as a note keeps it; an empty one as it is."""
    if isinstance(text, Forgotten):
        return {DIGEST: text.digest}
    return {PRIVATE: text} if text else ""


def personal(kept: Json) -> Personal:
    """Return what ``private`` was given; a text kept as such is an older ledger's.

    Raises ValueError at anything else.
    """
    if isinstance(kept, str):
        return kept
    match kept:
        case {"private": str(text)}:
            return text
        case {"digest": str(digest)}:
            return Forgotten(digest)
    raise ValueError("neither a text nor its digest")


def said(text: Personal) -> Phrase:
    """Return a person's text for people; of one that is forgotten, that it is."""
    return FORGOTTEN if isinstance(text, Forgotten) else Phrase(text, text)


def digested(kept: Json, digest: Callable[[str], str]) -> Json:
    """Return JSON values with the digest of each private text in its place."""
    if isinstance(kept, list):
        return [digested(value, digest) for value in kept]
    if not isinstance(kept, dict):
        return kept
    text = kept.get(PRIVATE)
    if isinstance(text, str) and len(kept) == 1:
        return {DIGEST: digest(text)}
    if _PLAIN.issuperset(map(type, kept.values())):  # as most notes are: nothing to walk
        return kept
    return {name: digested(value, digest) for name, value in kept.items()}
