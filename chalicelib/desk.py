"""A desk: one workbook with the ledger and the outbox that belong to it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from chalicelib.automations.sla_sweep import sla_sweep
from chalicelib.delivery import Delivered, deliver, settle
from chalicelib.messages.mail import Sender
from chalicelib.ports import Ledger, Mailer, Outbox, Recording
from chalicelib.runner import Automation, Report, Runner

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

    def run(self, automation: str, now: datetime) -> Swept:
        """Run one automation as of ``now`` and send what is released by then.

        Claims of a run that was cut short are settled first, so that this run withdraws
        what was never sent and is no longer true.
        """
        with self.alone():
            settled = settle(self.outbox, self.mailer, now)
            report = self.runner.run(AUTOMATIONS[automation], now)
            sender = Sender(report.opened.settings.desk, self.address)
            done = deliver(self.outbox, self.mailer, sender, now)
            return Swept(report, done._replace(settled=(*settled, *done.settled)))

    def go_live(self, now: datetime) -> bool:
        """End the shadow run: people are told from now on; False if the desk was live."""
        with self.alone():
            known = self.ledger.recall()
            if not known.mode.live:
                self.ledger.record(Recording(run="", at=now, live=True), known.head)
            return not known.mode.live
