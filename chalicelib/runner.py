"""The shell: read, parse, recall, ask, record, apply, report. It decides nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from chalicelib.automations.plan import Facts, Plan, Recalled, Rows
from chalicelib.automations.remember import Entries
from chalicelib.ports.ledger import Ledger, LedgerMovedError, Recollection, Recording
from chalicelib.ports.workbook import (
    Workbook,
    WorkbookBusyError,
    WorkbookChangedError,
    WorkbookError,
    WorkbookLaterError,
    WorkbookUnsureError,
)
from chalicelib.report import Report, both
from chalicelib.sla.say import Voice
from chalicelib.tables.cell import Patch, Sheets, Written
from chalicelib.tables.edits import Wishes, edits, overview
from chalicelib.tables.identity import Identity, borne
from chalicelib.tables.table import Room
from chalicelib.tables.workbook import BY_KEY, OVERVIEW
from chalicelib.tables.workbook_read import Opened, opened, titles
from chalicelib.unhurried import unhurried

Automation = Callable[[Facts], Plan]

TRIES = 4
"""How often a run begins anew because somebody saved, or another run recorded, meanwhile."""

UNSURE = timedelta(seconds=500)
"""For how long after a run began a write of its may yet be carried out: Google works on one for
180 s, and no run lives longer than 300 s to send it (ARCHITECTURE 6)."""


class StrangeWorkbookError(Exception):
    """The workbook is not the one this ledger wrote last: copied, restored or wiped.

    Carries the Identity it bears and the one the ledger knows.
    """


class _Looked(NamedTuple):
    """All that one try has found out before it asks."""

    recollection: Recollection
    sheets: Sheets
    opened: Opened
    identity: Identity

    def quiet(self, now: datetime) -> bool:
        """Whether an earlier write may yet be carried out, so that none may follow it."""
        until = self.recollection.quiet_until
        return until is not None and now < until


class _Applied(NamedTuple):
    """What became of the cells to write."""

    written: Written = Written(0)
    waiting: Sequence[Patch] = ()
    unsure: bool = False


@dataclass(frozen=True)
class Runner:
    """Runs automations on one workbook and its ledger."""

    workbook: Workbook
    ledger: Ledger
    owner: str = ""
    """The shop owner's address, where it is pinned outside the sheet."""

    def run(self, automation: Automation, now: datetime, *, dry: bool = False) -> Report:
        """Run one automation once, as of ``now``; a dry run records and writes nothing.

        Rows that were given ids in a sheet that people edit meanwhile are read again, and
        treated as the records they have become; so is a sheet in which cells of people were
        hit, which the second look tells. Raises WorkbookError, LedgerError and
        StrangeWorkbookError: what a person at the sheet's cells cannot fix.
        """
        with unhurried():
            report = self._run(automation, now, dry=dry)
            if not (report.written.named or report.written.lost):
                return report
            again = self._run(automation, now, dry=dry)
            return both(report, again)

    def _run(self, automation: Automation, now: datetime, *, dry: bool) -> Report:
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
        recalled, quiet = facts.recalled, looked.quiet(now)
        held = recalled.live and len(plan.intents) > facts.rulebook.reminder_limit
        mark = _Mark(facts, revision, writing=bool(patches) and not quiet, held=held)
        applied = _Applied(waiting=patches, unsure=quiet)
        if not dry:
            self._record(plan, looked, mark)
            applied = self._apply(looked, patches) if mark.writing else applied
        return Report(
            now=now,
            problems=[*facts.problems, *plan.problems],
            **applied._asdict(),
            told=len(plan.intents),
            held=held,
            withdrawn=len(plan.withdrawn),
            live=recalled.live,
            wake_at=plan.wake_at,
            plan=plan,
            opened=looked.opened,
            steady=looked.sheets.steady,
            calls=self.workbook.calls(),
            last_run=recalled.last_run,
        )

    def _look(self, now: datetime) -> _Looked:
        recollection = self.ledger.recall()
        sheets = self.workbook.read(titles())
        read = opened(sheets, now, recollection.memories.keys())
        identity = borne(read.parsed.get("overview"))
        _check(identity, recollection)
        read = read._replace(rulebook=read.rulebook.pinned(self.owner))
        return _Looked(recollection, sheets, read, identity)

    def _record(self, plan: Plan, looked: _Looked, mark: _Mark) -> None:
        steady = looked.sheets.steady
        recording = Recording(
            run=mark.facts.run,
            at=mark.facts.now,
            entries=Entries(mark.facts, plan),
            memories=plan.memories,
            intents=plan.intents,
            withdrawn=plan.withdrawn,
            revision=mark.revision if mark.writing else "",
            quiet_until=mark.facts.now + UNSURE if mark.writing and not steady else None,
            borne=looked.identity.revision,
            hold=mark.held,
        )
        self.ledger.record(recording, looked.recollection.head)

    def _apply(self, looked: _Looked, patches: Sequence[Patch]) -> _Applied:
        """Write; where nobody knows whether it was done, nothing else is written for a while."""
        try:
            applied = _Applied(self.workbook.write(looked.sheets, patches))
        except WorkbookUnsureError:
            return _Applied(waiting=patches, unsure=True)
        except (WorkbookBusyError, WorkbookLaterError):
            applied = _Applied(waiting=patches)
        except WorkbookError:
            self._settle(looked)
            raise
        self._settle(looked)
        return applied

    def _settle(self, looked: _Looked) -> None:
        """Note that what became of the write is known."""
        if not looked.sheets.steady:
            self.ledger.quieten(None)


class _Mark(NamedTuple):
    """What a recording is made under."""

    facts: Facts
    revision: str
    writing: bool
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
        recollection.suppressed,
        recollection.in_doubt,
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
