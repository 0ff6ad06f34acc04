"""The shell: read, parse, recall, ask, record, apply, report. It decides nothing."""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from chalicelib.automations.plan import Facts, Plan, Recalled, Rows
from chalicelib.automations.remember import entries
from chalicelib.model.problem import Problem
from chalicelib.ports import (
    Ledger,
    LedgerMovedError,
    Recollection,
    Recording,
    Workbook,
    WorkbookBusyError,
    WorkbookChangedError,
)
from chalicelib.sla.say import Voice
from chalicelib.tables.cell import Patch, Sheets, Written
from chalicelib.tables.edits import Wishes, edits, overview
from chalicelib.tables.identity import Identity, borne
from chalicelib.tables.table import Room
from chalicelib.tables.workbook import BY_KEY, OVERVIEW
from chalicelib.tables.workbook_read import Opened, opened, titles

Automation = Callable[[Facts], Plan]

TRIES = 4
"""How often a run begins anew because somebody saved, or another run recorded, meanwhile."""


class StrangeWorkbookError(Exception):
    """The workbook is not the one this ledger wrote last: copied, restored or wiped.

    Carries the Identity it bears and the one the ledger knows.
    """


@dataclass(frozen=True)
class Report:
    """What one run did."""

    now: datetime
    problems: Sequence[Problem]
    written: Written
    waiting: Sequence[Patch]
    """Cells that could not be written because the workbook is open elsewhere."""
    told: int
    held: bool
    """The breaker holds this run's reminders until the owner releases them."""
    withdrawn: int
    live: bool
    wake_at: datetime | None
    plan: Plan
    opened: Opened

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
            "next": self.wake_at.isoformat() if self.wake_at else None,
        }


class _Looked(NamedTuple):
    """All that one try has found out before it asks."""

    recollection: Recollection
    sheets: Sheets
    opened: Opened
    identity: Identity


@dataclass(frozen=True)
class Runner:
    """Runs automations on one workbook and its ledger."""

    workbook: Workbook
    ledger: Ledger

    def run(self, automation: Automation, now: datetime, *, dry: bool = False) -> Report:
        """Run one automation once, as of ``now``; a dry run records and writes nothing.

        Raises WorkbookError, LedgerError and StrangeWorkbookError: what a person at the
        sheet's cells cannot fix.
        """
        with _unhurried():
            for _ in range(TRIES - 1):
                try:
                    return self._try(automation, now, dry=dry)
                except (WorkbookChangedError, LedgerMovedError):
                    continue
            return self._try(automation, now, dry=dry)

    def facts(self, now: datetime) -> Facts:
        """Return what an automation would be told now; changes nothing."""
        return _facts(self._look(now), now)

    def _try(self, automation: Automation, now: datetime, *, dry: bool) -> Report:
        looked = self._look(now)
        facts = _facts(looked, now)
        plan = automation(facts)
        patches, revision = _patches(plan, facts, looked)
        held = facts.recalled.live and len(plan.intents) > facts.rulebook.reminder_limit
        waiting: Sequence[Patch] = patches
        written = Written(0)
        if not dry:
            self._record(plan, looked, _Mark(facts, revision, held=held))
            written, waiting = self._apply(looked.sheets, patches)
        problems = [*facts.problems, *plan.problems]
        return Report(
            now,
            problems,
            written,
            waiting,
            len(plan.intents),
            held,
            len(plan.withdrawn),
            facts.recalled.live,
            plan.wake_at,
            plan,
            looked.opened,
        )

    def _look(self, now: datetime) -> _Looked:
        recollection = self.ledger.recall()
        sheets = self.workbook.read(titles())
        read = opened(sheets, now)
        identity = borne(read.parsed.get("overview"))
        _check(identity, recollection)
        return _Looked(recollection, sheets, read, identity)

    def _record(self, plan: Plan, looked: _Looked, mark: _Mark) -> None:
        recording = Recording(
            run=mark.facts.run,
            at=mark.facts.now,
            entries=tuple(entries(mark.facts, plan)),
            memories=plan.memories,
            intents=plan.intents,
            withdrawn=plan.withdrawn,
            revision=mark.revision,
            borne=looked.identity.revision,
            hold=mark.held,
        )
        self.ledger.record(recording, looked.recollection.head)

    def _apply(self, sheets: Sheets, patches: Sequence[Patch]) -> tuple[Written, Sequence[Patch]]:
        if not patches:
            return Written(0), ()
        try:
            return self.workbook.write(sheets, patches), ()
        except WorkbookBusyError:
            return Written(0), patches


class _Mark(NamedTuple):
    """What a recording is made under."""

    facts: Facts
    revision: str
    held: bool


def _check(identity: Identity, recollection: Recollection) -> None:
    """Refuse a workbook that is not as this ledger left it."""
    known = Identity(recollection.workbook, " ".join(recollection.revisions))
    if identity.workbook not in ("", recollection.workbook):
        raise StrangeWorkbookError(identity, known)
    if recollection.revisions and identity.revision not in recollection.revisions:
        raise StrangeWorkbookError(identity, known)


def _facts(looked: _Looked, now: datetime) -> Facts:
    recollection, read = looked.recollection, looked.opened
    locale = read.settings.locale
    recalled = Recalled(
        recollection.workbook,
        recollection.mode.live,
        recollection.last_run,
        recollection.memories,
        recollection.pending,
    )
    rows = [
        Rows(key, tab.table.name, tab.records, tab.unread, read.missing.get(key, frozenset()))
        for key, tab in read.parsed.items()
        if tab.table.room is Room.RECORDS and "id" in tab.at
    ]
    run = hashlib.sha256(f"{recollection.head}{now.isoformat()}".encode()).hexdigest()[:12]
    names = {key: table.name for key, table in BY_KEY.items()}
    voice = Voice(locale.language, locale.zone)
    return Facts(now, run, voice, rows, read.rulebook, recalled, names, read.problems)


def _patches(plan: Plan, facts: Facts, looked: _Looked) -> tuple[list[Patch], str]:
    """Return the cells to write, and the revision mark the workbook will bear then."""
    changes = [(change.tab, change.old, change.new) for change in plan.changes]
    wishes = Wishes(changes, plan.listings, [*facts.problems, *plan.problems])
    identity = looked.identity._replace(workbook=facts.recalled.workbook)
    patches = edits(looked.opened, wishes, identity)
    if not patches:
        return [], ""
    text = "\x1f".join([looked.recollection.head, facts.run, *map(str, patches)])
    revision = hashlib.sha256(text.encode()).hexdigest()[:10]
    rest = [patch for patch in patches if patch.tab != OVERVIEW.key]
    marked = overview(looked.opened, wishes, identity._replace(revision=revision))
    return [*rest, *marked], revision


@contextmanager
def _unhurried() -> Iterator[None]:
    """Keep the garbage collector from walking a big run's records again and again."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
