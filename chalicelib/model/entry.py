"""A ledger entry: one thing that happened, without anybody's personal data."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

Json = str | int | bool | None | list["Json"] | dict[str, "Json"]
"""What an entry may hold: floats are left out, money and instants go in as text."""


class EntryKind(StrEnum):
    """What kind of thing happened."""

    RECORD = "record"
    """A record's fields or clocks changed, as one run saw it."""
    RULES = "rules"
    """A rule tab changed, or the layout of a tab broke or was mended."""
    TOLD = "told"
    """A mail went out."""
    WITHDRAWN = "withdrawn"
    """A reminder was no longer true before it was sent."""
    MODE = "mode"
    """The desk went live, or back to shadow."""
    IDENTITY = "identity"
    """The ledger was bound to a workbook, or accepted a copied or restored one."""


class Entry(NamedTuple):
    """What happened to what, seen by which run."""

    kind: EntryKind
    at: datetime
    run: str
    tab: str = ""
    id: str = ""
    body: Mapping[str, Json] = {}


class Link(NamedTuple):
    """An entry in its place in the chain."""

    number: int
    """From 1, without gaps."""
    entry: Entry
    before: str
    """Hash of the entry before; 64 zeros for the first."""
    hash: str


class Flaw(NamedTuple):
    """The first place where a chain does not hold."""

    number: int
    what: str
    """altered, missing, out of order, or cut off."""
