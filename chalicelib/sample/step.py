"""A step of the story: when, who does it, in words, and what is typed or answered for it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from chalicelib.model.word import Phrase
from chalicelib.sample.edits import Edit, Renamed
from chalicelib.sample.page import Visit


class Step(NamedTuple):
    """One thing that happens."""

    at: datetime
    who: Phrase
    said: Phrase
    edits: tuple[Edit, ...] = ()
    visit: Visit | None = None
    """What is answered by the link of a mail."""


class Told(NamedTuple):
    """A step, told in hours after the start."""

    hours: float
    who: Phrase
    said: Phrase
    edits: tuple[Edit, ...] = ()
    visit: Visit | None = None

    def step(self, start: datetime) -> Step:
        """Return the step, with the instants at which people type."""
        at = start + timedelta(hours=self.hours)
        edits = tuple(_dated(edit, at - BEFORE) for edit in self.edits)
        return Step(at, self.who, self.said, edits, self.visit)


NOW = object()
"""Stands in an edit for the instant at which it is typed."""
BEFORE = timedelta(minutes=3)
"""How long before the desk looks people type."""
NOBODY = Phrase("Nobody", "无人")


def _dated(edit: Edit, at: datetime) -> Edit:
    if isinstance(edit, Renamed):
        return edit
    return edit._replace(cells=_filled(edit.cells, at))


def _filled(cells: Mapping[str, Any], at: datetime) -> Mapping[str, Any]:
    return {key: at if value is NOW else value for key, value in cells.items()}
