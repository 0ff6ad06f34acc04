"""The shell: read, parse, recall, ask, record, apply, report. It decides nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from chalicelib.automations.plan import OWNER_AT_THE_MACHINE, Facts, Plan, Trust
from chalicelib.automations.remember import Entries
from chalicelib.facts import Looked, check, facts_of
from chalicelib.ports.ledger import Ledger, LedgerMovedError, Recording
from chalicelib.ports.questions import Questions
from chalicelib.ports.workbook import (
    Workbook,
    WorkbookBusyError,
    WorkbookChangedError,
    WorkbookError,
    WorkbookLaterError,
    WorkbookUnsureError,
)
from chalicelib.report import Report, both
from chalicelib.tables.cell import Patch, Written
from chalicelib.tables.edits import Wishes, edits, overview
from chalicelib.tables.identity import borne
from chalicelib.tables.workbook import OVERVIEW
from chalicelib.tables.workbook_read import opened, titles
from chalicelib.unhurried import unhurried

Automation = Callable[[Facts], Plan]

TRIES = 4
"""How often a run begins anew because somebody saved, or another run recorded, meanwhile."""

UNSURE = timedelta(seconds=500)
"""For how long after a run began a write of its may yet be carried out: Google works on one for
180 s, and no run lives longer than 300 s to send it (ARCHITECTURE 6)."""


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
    questions: Questions | None = None
    """What people are asked by link; None: nobody can be asked so."""
    trust: Trust = OWNER_AT_THE_MACHINE

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
        return facts_of(self._look(now), now, self.trust)

    def _try(self, automation: Automation, now: datetime, *, dry: bool) -> Report:
        looked = self._look(now)
        facts = facts_of(looked, now, self.trust)
        plan = automation(facts)
        patches, revision = _patches(plan, facts, looked)
        recalled, quiet = facts.recalled, looked.quiet(now)
        held = recalled.live and plan.counted() > facts.rulebook.reminder_limit
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

    def _look(self, now: datetime) -> Looked:
        recollection = self.ledger.recall()
        sheets = self.workbook.read(titles())
        read = opened(sheets, now, recollection.memories.keys())
        identity = borne(read.parsed.get("overview"))
        check(identity, recollection)
        read = read._replace(rulebook=read.rulebook.pinned(self.owner))
        asked = self.questions.asked() if self.questions else ()
        return Looked(recollection, sheets, read, identity, asked)

    def _record(self, plan: Plan, looked: Looked, mark: _Mark) -> None:
        """Record the plan. What people are asked by link is kept before, and dropped after it."""
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
        if self.questions and plan.questions:
            self.questions.keep(plan.questions)
        self.ledger.record(recording, looked.recollection.head)
        over = _over(plan, looked)
        if self.questions and over:
            self.questions.drop(over)

    def _apply(self, looked: Looked, patches: Sequence[Patch]) -> _Applied:
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

    def _settle(self, looked: Looked) -> None:
        """Note that what became of the write is known."""
        if not looked.sheets.steady:
            self.ledger.quieten(None)


class _Mark(NamedTuple):
    """What a recording is made under."""

    facts: Facts
    revision: str
    writing: bool
    held: bool


def _over(plan: Plan, looked: Looked) -> list[str]:
    """Return what nobody is asked any more; an answer to it is in the ledger by now."""
    if plan.questions is None:
        return []
    asked = {question.id for question in plan.questions}
    return [one.question.id for one in looked.asked if one.question.id not in asked]


def _patches(plan: Plan, facts: Facts, looked: Looked) -> tuple[list[Patch], str]:
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
