"""A desk: one workbook with the ledger and the outbox that belong to it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from chalicelib.automations.lost import GONE, REFUSED, blind, lost
from chalicelib.automations.plan import Recalled
from chalicelib.automations.remember import entries
from chalicelib.automations.sla_sweep import sla_sweep
from chalicelib.delivery import Delivered, deliver, settle
from chalicelib.messages.mail import Sender
from chalicelib.model.person import Person
from chalicelib.ports import (
    Ledger,
    Mailer,
    Outbox,
    Recollection,
    Recording,
    WorkbookError,
    WorkbookMissingError,
    WorkbookRefusedError,
)
from chalicelib.report import Report
from chalicelib.runner import Automation, Runner

NAME = "Aftersheet"
"""How mails are signed while the desk's own name cannot be read."""

AUTOMATIONS: dict[str, Automation] = {"sla_sweep": sla_sweep}
"""Every automation by its name, as app.py and the command call it."""


class Swept(NamedTuple):
    """What a run and the delivery after it did."""

    report: Report
    delivered: Delivered

    def summary(self) -> dict[str, Any]:
        """Return the counts, for the log."""
        sent, doubt = len(self.delivered.sent), len(self.delivered.in_doubt)
        return {**self.report.summary(), "mails": sent, "in_doubt": doubt}


class Owner(NamedTuple):
    """Whom to tell when the workbook cannot be opened at all, and how it is mended."""

    email: str = ""
    bot: str = ""
    """The address to share the spreadsheet with."""
    link: str = ""

    def told(self, error: WorkbookError, known: Recollection, now: datetime) -> Recording:
        """Return what to remember of a workbook that was lost, and the owner's mail of it, once."""
        shop = Person(self.email, self.email) if self.email else None
        recalled = Recalled(
            known.workbook, known.mode.live, known.last_run, known.memories, known.pending
        )
        facts = blind(recalled, shop, now, f"lost-{now:%Y%m%d%H%M}")
        what = REFUSED if isinstance(error, WorkbookRefusedError) else GONE
        plan = lost(facts, what, self.bot or self.email, self.link)
        return Recording(
            run=facts.run,
            at=now,
            entries=tuple(entries(facts, plan)),
            memories=plan.memories,
            intents=plan.intents,
            looked=False,
        )


NO_OWNER = Owner()


@dataclass(frozen=True)
class Desk:
    """Runs automations and delivers what they want told; one run at a time."""

    runner: Runner
    ledger: Ledger
    outbox: Outbox
    mailer: Mailer
    address: str
    """The address that mails come from."""
    alone: Callable[[], AbstractContextManager[None]]
    """Holds the workbook against any other run, or raises RunInProgressError."""
    owner: Owner = NO_OWNER

    def run(self, automation: str, now: datetime) -> Swept:
        """Run one automation as of ``now`` and send what is released by then.

        Claims of a run that was cut short are settled first, so that this run withdraws
        what was never sent and is no longer true.
        """
        with self.alone():
            settled = settle(self.outbox, self.mailer, now)
            report = self._report(automation, now)
            sender = Sender(report.opened.settings.desk, self.address)
            done = deliver(self.outbox, self.mailer, sender, now)
            return Swept(report, done._replace(settled=(*settled, *done.settled)))

    def _report(self, automation: str, now: datetime) -> Report:
        """Run; where the workbook cannot be opened at all, its owner is told once."""
        try:
            return self.runner.run(AUTOMATIONS[automation], now)
        except (WorkbookMissingError, WorkbookRefusedError) as error:
            known = self.ledger.recall()
            told = self.owner.told(error, known, now)
            if told.intents:
                self.ledger.record(told, known.head)
                deliver(self.outbox, self.mailer, Sender(NAME, self.address), now)
            raise

    def go_live(self, now: datetime) -> bool:
        """End the shadow run: people are told from now on; False if the desk was live."""
        with self.alone():
            known = self.ledger.recall()
            if not known.mode.live:
                self.ledger.record(Recording(run="", at=now, live=True, looked=False), known.head)
            return not known.mode.live
