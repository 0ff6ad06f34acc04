"""What may befall a run: at any of its effects on the world, before it or after it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any


class CrashError(BaseException):
    """The run is killed here: nothing that it would have caught can catch this."""


def crash() -> None:
    """Strike: the run ends here and now."""
    raise CrashError


@dataclass
class Fate:
    """What befalls a run: at its nth effect, before or after it, something happens."""

    left: int = 0
    """Effects until it strikes; 0: never."""
    before: bool = True
    strike: Callable[[], object] = crash

    def effect(self, call: Callable[..., Any], *args: Any) -> Any:
        """Do what has an effect on the world, unless fate strikes first."""
        self.left -= 1
        if self.left == 0 and self.before:
            self.strike()
        answer = call(*args)
        if self.left == 0 and not self.before:
            self.strike()
        return answer


EFFECTS = frozenset({"record", "write", "claim", "send", "sent", "unclaim", "keep", "drop"})


class Fated:
    """A port of which every effect is in the hands of fate."""

    def __init__(self, port: Any, fate: Fate) -> None:
        self._port, self._fate = port, fate

    def __getattr__(self, name: str) -> Any:
        """Return what the port has, its effects guarded."""
        found = getattr(self._port, name)
        return partial(self._fate.effect, found) if name in EFFECTS else found
