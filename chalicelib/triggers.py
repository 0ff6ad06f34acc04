"""What each trigger of app.py does: an event in, counts out. Others decide."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Any, NamedTuple

from chalicelib.batch import Answer, Message, each
from chalicelib.delivery import Delivered
from chalicelib.desk import LOST, NAME, ROUND, Desk, Kept
from chalicelib.ports.ledger import RunInProgressError
from chalicelib.ports.wake import Queues, Register
from chalicelib.ports.workbook import WorkbookError, WorkbookLaterError
from chalicelib.report import Report
from chalicelib.runner import UNSURE
from chalicelib.telemetry import count
from chalicelib.waking import Waking

_LOG = logging.getLogger(__name__)

BUSY = 10
"""Seconds until another look where the workbook is in use."""
THROTTLED = timedelta(minutes=5)
"""Until another run, and its delivery, where mail is taken no faster."""
REFUSED = timedelta(minutes=15)
"""Until another run, and its delivery, where a mail was refused."""
AFTER_FAULT = timedelta(minutes=5)
"""Until another look where one failed for no reason that we know."""
SOON = timedelta(minutes=1)
"""Until another look where the sheet's host was busy."""


class Works(NamedTuple):
    """All that the triggers drive."""

    register: Register
    queues: Queues
    waking: Waking
    desk_of: Callable[[str, datetime], Desk]
    kept_of: Callable[[str], Kept]
    close: Callable[[str], object]
    """Forgets an open desk, so that the next run opens it anew."""


def run(works: Works, event: Mapping[str, Any], now: datetime) -> Answer:
    """Run the workbooks that a batch of messages names."""
    return each(event, partial(_run, works, now=now), works.queues.put_off)


def deliver(works: Works, event: Mapping[str, Any], now: datetime) -> Answer:
    """Send the released mails of the workbooks that a batch of messages names."""
    return each(event, partial(_deliver, works, now=now), works.queues.put_off)


def _run(works: Works, message: Message, now: datetime) -> None:
    spreadsheet, asked = message["spreadsheet"], datetime.fromisoformat(message["asked"])
    if works.waking.began(spreadsheet, asked, now):
        lag = works.waking.behind(spreadsheet, now)
        _Round(works, spreadsheet, lag, now).go()


class _Round(NamedTuple):
    """One run of one workbook, and what it asks for."""

    works: Works
    spreadsheet: str
    lag: float
    """Seconds by which it is late for what fell due."""
    now: datetime

    def go(self) -> None:
        """Run. What the owner or time must mend is noted; any other error is raised."""
        try:
            desk = self.works.desk_of(self.spreadsheet, self.now)
            report = desk.sweep(ROUND, self.now)
        except RunInProgressError:
            self._again(SOON)
            self.works.queues.later(self.spreadsheet, BUSY)
        except LOST as error:
            self._lost(error)
        except Exception as error:
            self._failed(error)
            self._again(SOON if isinstance(error, WorkbookLaterError) else AFTER_FAULT)
            if not isinstance(error, WorkbookError):
                raise
        else:
            self._ran(desk, report)

    def _ran(self, desk: Desk, report: Report) -> None:
        _tell(self.spreadsheet, report, self.lag)
        release = desk.next_release()
        if release and release <= self.now:
            name = report.opened.settings.desk or NAME
            self.works.queues.deliver(self.spreadsheet, self.now, name)
            release = None
        self.works.waking.ran(self.spreadsheet, self.now, _wake(report, release))

    def _lost(self, error: Exception) -> None:
        """Write to the owner, and nobody else; open the desk anew the next time."""
        self._failed(error)
        self.works.close(self.spreadsheet)
        self.works.queues.deliver(self.spreadsheet, self.now, "")

    def _failed(self, error: Exception) -> None:
        self.works.waking.failed(self.spreadsheet, self.now, type(error).__name__)
        kind = {"spreadsheet": self.spreadsheet, "error": type(error).__name__}
        _LOG.warning("run failed", extra=kind)
        count(Failures=1)

    def _again(self, late: timedelta) -> None:
        self.works.register.lower(self.spreadsheet, self.now + late)


def _wake(report: Report, release: datetime | None) -> datetime | None:
    """Return when the workbook is to be looked at next."""
    asked = [report.wake_at, release]
    if report.unsure:
        asked.append(report.now + UNSURE)
    elif report.waiting:
        asked.append(report.now + SOON)
    return min((at for at in asked if at), default=None)


def _tell(spreadsheet: str, report: Report, lag: float) -> None:
    summary = report.summary()
    _LOG.info("run", extra={"spreadsheet": spreadsheet, "lag": lag, **summary})
    count(
        Runs=1,
        LagSeconds=lag,
        Rows=sum(len(tab.records) for tab in report.opened.parsed.values()),
        Problems=summary["problems"],
        Conflicts=summary["conflicts"],
        GoogleCalls=sum(report.calls.values()),
    )


def _deliver(works: Works, message: Message, now: datetime) -> None:
    spreadsheet = message["spreadsheet"]
    book = works.register.find(spreadsheet)
    if book is None or book.paused:
        return
    try:
        done = works.kept_of(spreadsheet).deliver(message["desk"], now)
    except RunInProgressError:
        works.queues.later(spreadsheet, BUSY)
        return
    _told(spreadsheet, done)
    if done.later or done.refused:  # by way of the register: however many ask, it is one look
        works.register.lower(spreadsheet, now + (THROTTLED if done.later else REFUSED))


def _told(spreadsheet: str, done: Delivered) -> None:
    said = {
        "spreadsheet": spreadsheet,
        "mails": len(done.sent),
        "in_doubt": len(done.in_doubt),
        "refused": [str(refused.error) for refused in done.refused],
        "skipped": len(done.skipped),
        "why_later": done.why_later,
    }
    _LOG.info("delivery", extra={name: value for name, value in said.items() if value})
    undelivered = len(done.refused) + done.later
    count(Mails=len(done.sent), InDoubt=len(done.in_doubt), Undelivered=undelivered)
