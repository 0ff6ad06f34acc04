"""Instants as text of one width."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import overload


@overload
def stamp(at: datetime) -> str: ...
@overload
def stamp(at: None) -> None: ...
@overload
def stamp(at: datetime | None) -> str | None: ...
def stamp(at: datetime | None) -> str | None:
    """Return an instant as text of one width, in UTC: it sorts as it is read."""
    return None if at is None else at.astimezone(UTC).isoformat(timespec="microseconds")


def instant(text: str | None) -> datetime | None:
    """Return what ``stamp`` was given."""
    return None if text is None else datetime.fromisoformat(text)
