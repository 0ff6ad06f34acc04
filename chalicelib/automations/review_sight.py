"""Sight: an open order as it comes into a review, with what is remembered of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from chalicelib.model.word import Phrase
from chalicelib.policy.orderfile import OrderFile


class Sight(NamedTuple):
    """An open order coming into sight."""

    file: OrderFile
    unread: Sequence[Phrase]
    """Cells that it needs and that cannot be read."""
    same_as: str
    """An earlier order that is the same; empty if there is none."""
    mark: str
    """A digest of all that its own checks go by."""
    read: str
    """A digest of the buyer's note as a person read it; empty while nobody has."""
    kept: Mapping[str, Any]
    """What the last review of it left in the ledger; nothing if anything changed since."""
    noted: Mapping[str, Any]
    """What is kept of its last review, whether anything changed or not."""
