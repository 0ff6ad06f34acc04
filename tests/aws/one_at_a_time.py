"""
DynamoDB decides on one item after another; moto, within a process, may mix two threads' writes.

A condition is there checked in one step and the write done in another.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import RLock
from typing import Any

BESIDES = frozenset({"meta", "exceptions"})
"""What of a client is no request."""


class OneAtATime:
    """A client whose requests are answered one after another, however many threads ask."""

    def __init__(self, client: Any) -> None:
        self._client, self._turn = client, RLock()

    def __getattr__(self, name: str) -> Any:
        """Return what the client has, its requests in turn."""
        found = getattr(self._client, name)
        return found if name in BESIDES else self._in_turn(found)

    def _in_turn(self, ask: Callable[..., Any]) -> Callable[..., Any]:
        def asked(*args: Any, **told: Any) -> Any:
            with self._turn:
                return ask(*args, **told)

        return asked
