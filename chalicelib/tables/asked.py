"""Asked: a reading that is done once for all runs in which the cells stand as they do."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any, Generic, TypeVar

from chalicelib.tables.parse import Parsed

T = TypeVar("T")


class Asked(Generic[T]):
    """What is to be read, equal to anything else that would read the same: a key for a cache.

    Rules seldom change, and a container reads the same ones every minute.
    """

    def __init__(self, held: T, *key: Hashable) -> None:
        self.held = held
        self._key = key

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Asked) and self._key == other._key

    def __hash__(self) -> int:
        return hash(self._key)


def cells(tab: Parsed[Any] | None) -> str:
    """Return all that a tab is read by, as one text: its cells, their flaws, and its rows."""
    if tab is None:
        return ""
    return repr((tab.table.key, tab.grid.rows, dict(tab.grid.flaws), tab.rows, tab.unread))
