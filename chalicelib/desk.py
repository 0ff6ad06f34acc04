"""A desk: one workbook with the ledger and the outbox that belong to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple, cast

from chalicelib.automations.lost import ADOPT, GONE, REFUSED, SHARE, STRANGE, blind, lost
from chalicelib.automations.plan import Recalled
from chalicelib.automations.remember import Entries
from chalicelib.automations.round import desk_round
from chalicelib.automations.sla_sweep import sla_sweep
from chalicelib.delivery import Delivered, deliver, released, settle
from chalicelib.facts import StrangeWorkbookError
from chalicelib.messages.mail import Sender, WayToAnswer, no_way
from chalicelib.model.intent import FOR_OWNER, Intent
from chalicelib.model.person import Person
from chalicelib.model.word import Phrase
from chalicelib.ports.ledger import Ledger, Recollection, Recording
from chalicelib.ports.mail import Mailer, Outbox
from chalicelib.ports.workbook import WorkbookMissingError, WorkbookRefusedError
from chalicelib.report import Report
from chalicelib.runner import Automation, Runner

NAME = "Aftersheet"
"""How mails are signed while the desk's own name cannot be read."""

REMEMBERED = timedelta(days=90)
"""So long who was told what is kept in clear; once a day what is older is forgotten."""

LOST = (WorkbookMissingError, WorkbookRefusedError, StrangeWorkbookError)
"""What keeps the desk from the workbook until a person mends it: its owner is told."""

ENDLESS = datetime.max.replace(tzinfo=UTC)
"""Later than anything."""

ROUND = "round"
"""What a desk runs unless it is told otherwise: all of them in turn."""

AUTOMATIONS: dict[str, Automation] = {ROUND: desk_round, "sla_sweep": sla_sweep}
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

    def told(self, error: Exception, known: Recollection, now: datetime) -> Recording:
        """Return what to remember of a workbook that was lost, and the owner's mail of it, once."""
        shop = Person(self.email, self.email) if self.email else None
        recalled = Recalled(
            known.workbook, known.mode.live, known.last_run, known.memories, known.pending
        )
        facts = blind(recalled, shop, now, f"lost-{now:%Y%m%d%H%M}")
        plan = lost(facts, *self._words(error), self.link)
        return Recording(
            run=facts.run,
            at=now,
            entries=Entries(facts, plan),
            memories=plan.memories,
            intents=plan.intents,
            looked=False,
        )

    def _words(self, error: Exception) -> tuple[Phrase, Phrase]:
        """Return what happened, and what mends it."""
        if isinstance(error, StrangeWorkbookError):
            return STRANGE, ADOPT.fill(place=self.link)
        share = SHARE.fill(bot=self.bot or self.email)
        return (REFUSED if isinstance(error, WorkbookRefusedError) else GONE), share


NO_OWNER = Owner()


class Kept(NamedTuple):
    """What is kept of one workbook, and the way to its people: enough to send mails."""

    ledger: Ledger
    outbox: Outbox
    mailer: Mailer
    address: str
    """The address that mails come from."""
    alone: Callable[[], AbstractContextManager[None]]
    """Holds the workbook against any other run, or raises RunInProgressError."""
    way: WayToAnswer = no_way

    def deliver(self, name: str, now: datetime) -> Delivered:
        """Send what is released by now, signed with the desk's name.

        Without a name the workbook could not be read: only its owner is written to, for
        nobody knows whether the rest is still true.
        """
        with self.alone():
            return _delivered(self, name, now)


@dataclass(frozen=True)
class OwnersOutbox:
    """An outbox of which nothing is released but what the shop's owner is told of the desk."""

    outbox: Outbox

    def released(self, now: datetime) -> Sequence[Intent]:
        """Return pending intents to the owner whose release has come."""
        return [intent for intent in self.outbox.released(now) if intent.kind in FOR_OWNER]

    def __getattr__(self, name: str) -> Any:
        """Return what the outbox has."""
        return getattr(self.outbox, name)


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
    way: WayToAnswer = no_way

    def run(self, automation: str, now: datetime) -> Swept:
        """Run one automation as of ``now`` and send what is released by then.

        Claims of a run that was cut short are settled first, so that this run withdraws
        what was never sent and is no longer true.
        """
        with self.alone():
            settled = settle(self.outbox, self.mailer, now)
            try:
                report = self._report(automation, now)
            except LOST:
                _delivered(self, "", now)
                raise
            done = _delivered(self, report.opened.settings.desk or NAME, now)
            return Swept(report, done._replace(settled=(*settled, *done.settled)))

    def sweep(self, automation: str, now: datetime) -> Report:
        """Run one automation as ``run`` does, but leave the sending to ``deliver``."""
        with self.alone():
            settle(self.outbox, self.mailer, now)
            return self._report(automation, now)

    def next_release(self) -> datetime | None:
        """Return when the next reminder may go out; None if none waits that can be sent."""
        waiting = released(self.outbox, ENDLESS).sendable
        return min((intent.release for intent in waiting), default=None)

    def _report(self, automation: str, now: datetime) -> Report:
        """Run; where the workbook cannot be opened at all, its owner's mail is recorded once."""
        try:
            report = self.runner.run(AUTOMATIONS[automation], now)
        except LOST as error:
            known = self.ledger.recall()
            told = self.owner.told(error, known, now)
            if told.intents:
                self.ledger.record(told, known.head)
            raise
        if report.is_first_today:
            self.outbox.forget_sent(now - REMEMBERED)
        return report

    def go_live(self, now: datetime) -> bool:
        """End the shadow run: people are told from now on; False if the desk was live."""
        with self.alone():
            known = self.ledger.recall()
            if not known.mode.live:
                self.ledger.record(Recording(run="", at=now, live=True, looked=False), known.head)
            return not known.mode.live


def _delivered(kept: Kept | Desk, name: str, now: datetime) -> Delivered:
    """Send what is released by now; without a name, only what the owner is told of the desk."""
    outbox = kept.outbox if name else cast("Outbox", OwnersOutbox(kept.outbox))
    sender = Sender(name or NAME, kept.address, way=kept.way)
    return deliver(outbox, kept.mailer, sender, now)
