"""When a workbook is looked at: many hints make one look, and no hint is needed for any."""

from __future__ import annotations

from datetime import datetime, timedelta

from chalicelib.ports.inbox import Mark

QUIET = timedelta(seconds=20)
"""So long after a hint the desk waits for the next; no shorter than the script's own pause."""
PATIENCE = timedelta(seconds=60)
"""No longer than this does a hint wait, however many follow it."""
UNHINTED = timedelta(minutes=15)
"""How often edits are looked for that nobody hinted."""
HINTED = timedelta(hours=1)
"""The same where hints come."""
SILENCE = timedelta(days=1)
"""After so long without a hint, hints are taken not to come any more."""


def hint(mark: Mark, now: datetime) -> Mark:
    """Return the mark after a hint; hints count the same in any order, and doubled."""
    return mark._replace(first=min(mark.first or now, now), heard=max(mark.heard or now, now))


def looked(mark: Mark, began: datetime, wake_at: datetime | None) -> Mark:
    """Return the mark after a look that began then and says when something falls due.

    The hinting script is silent for QUIET after each hint, so a look sooner than that may
    have missed an edit that was never hinted: such a mark stays until a later look.
    """
    missed = mark.heard is not None and mark.heard + QUIET > began
    return Mark(mark.heard if missed else None, mark.heard, wake_at)


def due(mark: Mark) -> datetime | None:
    """Return the instant at which the mark asks for a look, or None."""
    asked = (mark.wake_at, settled(mark))
    return min((at for at in asked if at), default=None)


def settled(mark: Mark) -> datetime | None:
    """Return when the hints that wait are answered: QUIET after the last, or out of PATIENCE."""
    if mark.first is None or mark.heard is None:
        return None
    return min(mark.heard + QUIET, mark.first + PATIENCE)


def are_hinted(mark: Mark, now: datetime) -> bool:
    """Whether edits of this workbook are hinted, as far as anybody can tell."""
    return mark.heard is not None and now - mark.heard < SILENCE


def should_look(mark: Mark, last_look: datetime | None, now: datetime, *, hinted: bool) -> bool:
    """Decide whether to look now; without any mark it is looked all the same, but later."""
    asked = due(mark)
    if last_look is None or (asked is not None and asked <= now):
        return True
    return now - last_look >= (HINTED if hinted else UNHINTED)
