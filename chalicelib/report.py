"""Report: what one run did, in counts for the log and in words for people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from chalicelib.automations.plan import Plan
from chalicelib.model.problem import Problem
from chalicelib.tables.cell import Patch, Written
from chalicelib.tables.workbook_read import Opened


@dataclass(frozen=True)
class Report:
    """What one run did."""

    now: datetime
    problems: Sequence[Problem]
    written: Written
    waiting: Sequence[Patch]
    """Cells that could not be written now: the workbook is open elsewhere, or its host busy."""
    told: int
    held: bool
    """The breaker holds this run's reminders until the owner releases them."""
    withdrawn: int
    live: bool
    wake_at: datetime | None
    plan: Plan
    opened: Opened
    steady: bool = True
    """Whether the rows stood still from reading to writing, as those of a file do."""
    unsure: bool = False
    """A write of this run or an earlier one may or may not have been done, so none may follow."""
    calls: Mapping[str, int] = field(default_factory=dict)
    """Calls made to the workbook's host, by kind."""
    last_run: datetime | None = None
    """When the run before it was."""

    @property
    def is_first_today(self) -> bool:
        """Whether no run came before it since midnight, UTC."""
        return self.last_run is None or self.last_run.date() < self.now.date()

    def summary(self) -> dict[str, Any]:
        """Return the counts, for the log."""
        return {
            "at": self.now.isoformat(),
            "mode": "live" if self.live else "shadow",
            "problems": len(self.problems),
            "cells": self.written.cells,
            "conflicts": len(self.written.conflicts),
            "waiting": len(self.waiting),
            "reminders": self.told,
            "held": self.held,
            "withdrawn": self.withdrawn,
            "unsure": self.unsure,
            "strayed": self.written.strayed,
            "calls": dict(self.calls),
            "next": self.wake_at.isoformat() if self.wake_at else None,
        }


def both(first: Report, again: Report) -> Report:
    """Return what two looks of one run did together."""
    one, two = first.written, again.written
    return replace(
        again,
        last_run=first.last_run,
        written=Written(
            one.cells + two.cells,
            two.conflicts,
            0,
            one.strayed + two.strayed,
            one.lost + two.lost,
        ),
        calls=Counter(first.calls) + Counter(again.calls),
        told=first.told + again.told,
        withdrawn=first.withdrawn + again.withdrawn,
        held=first.held or again.held,
    )
